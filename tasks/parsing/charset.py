"""Bytes to text, without guessing where letters could be lost."""

from __future__ import annotations

import codecs
import re

from tasks.parsing.problems import Unreadable

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
#: Python knows more "charsets" than mails have; some of them run code paths nobody wants (idna, unicode_escape).
_KNOWN = re.compile(
    r"^(?:utf-(?:8|8-sig|7|16|16-le|16-be|32|32-le|32-be)|ascii|iso8859-\d{1,2}|cp125\d|cp(?:437"
    r"|850|858|865)|mac-roman|koi8-\w|gb\w+|big5\w*|shift_jis\w*|euc_\w+|iso2022_\w+)$"
)

_SINGLE_BYTE = re.compile(r"^(?:iso8859-\d{1,2}|cp\d+|mac-roman|koi8-\w)$")
#: A sign in the midst of a word that no word has: letters read in a wrong charset, or lost on the way.
_TORN = re.compile(r"[^\W\d_][†‡‰‹›€¢£¤¥¦§¨©ª«¬®¯°±µ¶¸¹º»¼½¾¿×÷„‘“•˜™\ufffd\x80-\x9f][^\W\d_]|\ufffd|Ã[¦¸¥†˜…˜]|â€")
#: A word of Latin and of other letters together.
_MIXED = re.compile(
    r"[A-Za-z][\u0370-\u03ff\u0400-\u052f\u0590-\u06ff]|[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff][A-Za-z]"
)
#: Right-to-left override: the words stand there backwards.
_REVERSED = "\u202e"
_LONE_WORD = re.compile(r"[^\W\d_]+")
#: Words that any Danish mail of some length holds one of.
_TELLING = frozenset(
    """
    på når også år været får får måned først før født række får hærværk røveri tyveri mistænkt mistænkte mistænkes
    afhøring afhøres fødselsdato forældre forældremyndighed overtrædelse begået underrettet gå går sørge følgende
    pågældende øvrigt måtte både få
    """.split()  # noqa: SIM905 - a list would be forty lines long
)


def decode(data: bytes, declared: str | None) -> str:
    """The text in its declared charset. Without one: byte order mark, UTF-8, then windows-1252.

    Raises Unreadable: the charset is unknown, or the bytes do not fit it, so that letters would be lost.
    """
    for mark, name in sorted(_BOMS.items(), key=lambda item: -len(item[0])):
        if data.startswith(mark):
            return _strict(data, name)
    if not declared or _name(declared) == "ascii":
        return _undeclared(data)
    known = _name(declared)
    if known is None:
        if data.isascii():
            return data.decode("ascii")
        raise Unreadable("Tegnsættet er ukendt, så bogstaver ville gå tabt")
    if known == "iso8859-1":
        # Windows-1252 is what nearly every sender means by it: the same letters, and some more.
        return data.decode("latin-1" if any(byte in data for byte in _NOT_IN_WINDOWS) else "cp1252")
    return _strict(data, known)


def words(data: bytes, declared: str | None) -> str:
    """The text of a mail. Bytes that are UTF-8 are read as that, whatever single-byte charset they are said to be in.

    Raises Unreadable: as `decode`, and where the letters cannot be the right ones.
    """
    known = _name(declared) if declared else None
    if known is not None and _SINGLE_BYTE.match(known) and not data.isascii() and _is_utf8(data):
        known = "utf-8"
    text = decode(data, known or declared)
    if _TORN.search(text) or _MIXED.search(text) or _hides_danish(data, text):
        raise Unreadable("Teksten er læst i et forkert tegnsæt, så bogstaver er gået tabt")
    if _REVERSED in text:
        raise Unreadable("Teksten vender skriveretningen, så den viser andet, end der står")
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _hides_danish(data: bytes, text: str) -> bool:
    """Whether the bytes hold common Danish words that the text does not.

    Letters that make whole UTF-8 are no other charset's: "Ærø" would show the word "år" in one of them.
    """
    if data.isascii() or text.encode("utf-8", "surrogatepass") == data:
        return False
    spoken = set(_LONE_WORD.findall(text.lower()))
    return any(
        bool(_TELLING & set(_LONE_WORD.findall(data.decode(name, "replace").lower())) - spoken)
        for name in ("cp1252", "cp850", "mac-roman")
    )


def _name(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip().strip("'\"")).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if _KNOWN.match(name) else None


def _undeclared(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp1252")


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError) as error:
        raise Unreadable("Teksten passer ikke til sit tegnsæt, så bogstaver ville gå tabt") from error
