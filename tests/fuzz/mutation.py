"""Changes mails as nobody would write them, inside their cells, fields and words, or anywhere in their bytes.

Everything is chosen by the `Random` that is passed in: one from a seed, one of Hypothesis', or one per step of the
coverage-guided fuzzer.
"""

from __future__ import annotations

import base64
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable
from email.message import Message
from functools import lru_cache
from random import Random
from typing import Final

Mutation = Callable[[str, Random], str]

#: What means something to the parser, and what should mean nothing.
WORDS: Final = (
    *("140310-6069", "3102114387", "140310 6069", "310211-4387", "010199-1234", "741310-6069", "311299-9999", "140310"),
    *("14-03-2010", "14. marts 2010", "2010-03-14", "40251", "40251.5", "31-02-2010", "1e308", "-1", "00", "'140310"),
    *("Mikkel Toft", "Toft, Mikkel", "Åse Hvass Grøn", "mor", "forurettede", "vidne", "mistænkt", "sigtet", "anmelder"),
    *("Navn:", "CPR-nr.:", "Fødselsdato:", "Forhold:", "Rolle", "Navn", "CPR", "Gerning", "Journalnummer", "Sag"),
    *("er sigtet for", "ikke", "vold", "røveri", "§ 244", "0700-12345-00001-26", "Med venlig hilsen", "> ", "-- "),
    *("Fra: X\nSendt: Y\nTil: Z\n", "Den 8. sep. skrev Y:", "I alt", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)"),
    *("\x00", "\u202e", "\ufeff", "\u00a0", "\u200b", "\r", "\n", "\n\n", "\t", ";", ",", "|", '"', "'", "\x1b[31m"),
    *("😀", "ß", "İ", "ﬁ", "²", "٣", "１４０３１０", "𝟙", "A" * 300, "9" * 60, " " * 500, "(" * 60, "-" * 200),
    *("<b>", "</td><td>", "<tr>", "<!--", "&amp;", "&#0;", "&#xD800;", "&lt;", "]]>", "<td rowspan=99999>"),
)
_TYPES: Final = ("text/plain", "text/html", "text/csv", "application/pdf", "message/rfc822", "multipart/mixed", "x/y")
_CHARSETS: Final = ("utf-8", "iso-8859-1", "utf-16", "utf-7", "cp865", "us-ascii", "x-none", "gb18030", "utf-32-le")
_ENCODINGS: Final = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "nonsense")


def mutate(raw: bytes, rng: Random, other: bytes = b"") -> tuple[str, bytes]:
    """What kind of change was made, and the mail after it. `other` is a mail to take pieces from."""
    if rng.random() < 0.12:
        return "bytes", _bytes(raw, rng, other)
    if rng.random() < 0.1:
        return "headers", _headers(raw, rng)
    try:
        return _inside(raw, rng, other)
    except Exception:  # noqa: BLE001 - a mail changed before may have no inside that the standard library can write
        return "bytes", _bytes(raw, rng, other)


def text(words: str, rng: Random, other: str = "") -> str:
    """Prose and lists: some of their lines, fields, words and signs changed."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        words = rng.choice(_ON_TEXT)(words, rng) if rng.random() < 0.93 or not other else _splice(words, rng, other)
    return words[:200_000]


def _inside(raw: bytes, rng: Random, other: bytes) -> tuple[str, bytes]:
    """One part of the mail changed within."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    part = rng.choice(leaves)
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content:
        return "headers", _headers(raw, rng)
    kind, changed = _content(part, content, rng, other)
    del part["Content-Transfer-Encoding"]
    if kind in {"prose", "html", "csv"} and rng.random() < 0.5:
        part["Content-Transfer-Encoding"] = "8bit"
        part.set_payload(changed.decode("ascii", "surrogateescape"))
    else:
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(changed).decode("ascii"))
    return kind, mail.as_bytes()


def _content(part: Message, content: bytes, rng: Random, other: bytes) -> tuple[str, bytes]:
    if content.startswith(b"PK"):
        return _zipped(content, rng)
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x78\x9f")) or part.get_content_maintype() != "text":
        return "files", _bytes(content, rng, b"")
    charset = "latin-1" if rng.random() < 0.03 else "utf-8"
    words = content.decode("utf-8", "surrogateescape")
    from_other = other[-4000:].decode("utf-8", "replace")
    kind = {"text/html": "html", "text/csv": "csv"}.get(part.get_content_type(), "prose")
    changed = _cells(words, rng) if kind == "html" and rng.random() < 0.7 else text(words, rng, from_other)
    return kind, changed.encode(charset, "surrogateescape" if charset == "utf-8" else "replace")


def _zipped(content: bytes, rng: Random) -> tuple[str, bytes]:
    """A workbook or document: mostly the words in its cells, sometimes its markup; packed again."""
    members = dict(_members(content))
    inner = [name for name in members if name.endswith(".xml") and re.search(r"sheet|string|content|document", name)]
    name = rng.choice(inner or list(members))
    written = members[name].decode("utf-8", "surrogateescape")
    kind = next((kind for sign, kind in _ZIPS if any(sign in each for each in members)), "zip")
    if rng.random() < 0.85:
        members[name] = _cells(written, rng).encode("utf-8", "surrogateescape")
    else:
        members[name] = text(written, rng).encode("utf-8", "surrogateescape")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for each, data in members.items():
            file.writestr(each, data)
    return kind, packed.getvalue()


_ZIPS: Final = (("xl/", "xlsx"), ("word/", "docx"), ("content.xml", "ods, odt"))


@lru_cache(maxsize=256)
def _members(content: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        if sum(each.file_size for each in file.infolist()) > 2**20:
            raise ValueError("a bomb")
        return tuple((each.filename, file.read(each)) for each in file.infolist())


def _cells(markup: str, rng: Random) -> str:
    """The words between tags changed, and now and then a number in a tag: a cell's place, type or span."""
    places = [match.span(1) for match in re.finditer(r">([^<>]{1,2000})<", markup)]
    if rng.random() < 0.15:
        places += [match.span(1) for match in re.finditer(r'="([A-Za-z0-9]{1,12})"', markup)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 2, 4)))), reverse=True):
        changed = text(markup[start:end], rng)
        if rng.random() < 0.9:
            changed = changed.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\x00", "")
        markup = markup[:start] + changed + markup[end:]
    return markup


def _headers(raw: bytes, rng: Random) -> bytes:
    head, gap, body = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines.insert(at, lines[rng.randrange(len(lines))])
            case 1:
                del lines[at]
                lines = lines or [b""]
            case 2:
                lines.insert(at, rng.choice(_HEADERS)(rng).encode("utf-8", "surrogateescape"))
            case 3:
                name, colon, value = lines[at].partition(b":")
                changed = text(value.decode("utf-8", "surrogateescape"), rng).replace("\n", "\n ")
                lines[at] = name + colon + changed.encode("utf-8", "surrogateescape")
            case 4:
                lines[at] = _bytes(lines[at], rng, b"")
            case _:
                lines[at] += rng.choice((b"\r", b"\r\n X", b"\x00", b";" * 50, b"=?utf-8?q?=0D=0ABcc:?="))
    return b"\n".join(lines) + gap + body


_HEADERS: Final[tuple[Callable[[Random], str], ...]] = (
    lambda rng: f"Content-Type: {rng.choice(_TYPES)}; charset={rng.choice(_CHARSETS)}",
    lambda rng: f"Content-Type: {rng.choice(_TYPES)}; boundary={rng.choice(('=', 'b', '--', 'x' * 90))}",
    lambda rng: f"Content-Transfer-Encoding: {rng.choice(_ENCODINGS)}",
    lambda rng: f"Content-Disposition: attachment; filename*={rng.choice(_CHARSETS)}''..%2F{rng.randrange(99)}.csv",
    lambda rng: f"Received: by x; {rng.choice(WORDS)}",
    lambda rng: f"Date: Sat, 21 Nov {rng.choice((0, 99, 2026, 9999, 99999))} 24:61:00 {rng.choice(('+0100', '-9999'))}",
    lambda rng: f"Subject: =?{rng.choice(_CHARSETS)}?{rng.choice('bqx')}?{rng.choice(WORDS)}?=",
    lambda rng: f"Auto-Submitted: {rng.choice(('auto-generated', 'auto-replied', 'no', rng.choice(WORDS)))}",
    lambda rng: f"Message-ID: {rng.choice(WORDS)}",
)


def _bytes(raw: bytes, rng: Random, other: bytes) -> bytes:
    """Anywhere: bytes changed, dropped, doubled, moved, taken from another mail."""
    changed = bytearray(raw or b"\n")
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at, size = rng.randrange(len(changed) + 1), rng.choice((1, 1, 2, 4, 16, 64, 500))
        match rng.randrange(6):
            case 0:
                changed[at : at + 1] = bytes((rng.randrange(256),))
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = rng.randbytes(min(size, 64))
            case 3:
                changed[at:at] = changed[at : at + size]
            case 4:
                start = rng.randrange(len(other) + 1)
                changed[at:at] = other[start : start + size]
            case _:
                changed[at:at] = rng.choice(WORDS).encode()
    return bytes(changed)


def _splice(words: str, rng: Random, other: str) -> str:
    at, start = rng.randrange(len(words) + 1), rng.randrange(len(other) + 1)
    return words[:at] + other[start : start + rng.choice((10, 80, 400))] + words[at:]


def _word(words: str, rng: Random) -> str:
    """A word of meaning, in the place of another or between two."""
    found = [match.span() for match in re.finditer(r"[^\s;,|<>]+", words[:20_000])]
    start, end = rng.choice(found) if found else (0, 0)
    return words[:start] + rng.choice(WORDS) + words[end if rng.random() < 0.6 else start :]


def _digit(words: str, rng: Random) -> str:
    found = [match.start() for match in re.finditer(r"\d", words[:20_000])]
    at = rng.choice(found) if found else 0
    return words[:at] + rng.choice("0123456789-/. x") + words[at + 1 :]


def _line(words: str, rng: Random) -> str:
    lines = words.split("\n")
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            lines[at], lines[to] = lines[to], lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            del lines[at]
        case _:
            lines[at] += lines[to]
    return "\n".join(lines)


def _field(words: str, rng: Random) -> str:
    """A field of a list moved, doubled or lost."""
    lines = words.split("\n")
    at = rng.randrange(len(lines))
    delimiter = next((each for each in ";\t|,:" if each in lines[at]), " ")
    fields = lines[at].split(delimiter)
    one, two = rng.randrange(len(fields)), rng.randrange(len(fields))
    match rng.randrange(3):
        case 0:
            fields[one], fields[two] = fields[two], fields[one]
        case 1:
            fields.insert(two, fields[one])
        case _:
            del fields[one]
    lines[at] = rng.choice((delimiter, delimiter, delimiter, ";", ",", "\t")).join(fields)
    return "\n".join(lines)


def _sign(words: str, rng: Random) -> str:
    at = rng.randrange(len(words) + 1)
    sign = chr(rng.choice((rng.randrange(0x20), rng.randrange(0x80, 0x500), rng.randrange(0x2000, 0x2100))))
    return words[:at] + sign + words[at + rng.randrange(2) :]


def _shape(words: str, rng: Random) -> str:
    at = rng.randrange(len(words) + 1)
    piece, rest = words[at : at + 60], words[at + 60 :]
    changed = rng.choice((piece.upper, piece.lower, piece.title, piece[::-1].__str__, (piece * 3).__str__))()
    return words[:at] + changed + rest


_ON_TEXT: Final[tuple[Mutation, ...]] = (
    _word,
    _word,
    _word,
    _digit,
    _digit,
    _line,
    _line,
    _field,
    _field,
    _sign,
    _shape,
)
