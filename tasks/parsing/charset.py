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
