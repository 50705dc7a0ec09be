"""winmail.dat (TNEF, MS-OXTNEF): the texts and files of a mail that Outlook wrapped in its own way."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

from samraad.notification import Problem
from tasks.parsing.containers import mime, outlook
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
#: Attributes of one file: each costs the library a copy of what follows it.
MAX_ATTRIBUTES: Final = 500
#: Mails in mails.
MAX_NESTED: Final = 8
#: Level, number and length before, checksum behind.
_HEAD, _TAIL = 9, 2
_CODE_PAGE: Final = 0x00069007
_MAPI: Final = frozenset({0x00069003, 0x00069005})
_RECIPIENTS: Final = 0x00069004
#: Fewest bytes of a MAPI property.
_SMALLEST = 8


def is_winmail(data: bytes) -> bool:
    """Whether the bytes begin as TNEF does."""
    return data.startswith(SIGNATURE)


def opened(data: bytes, job: Job) -> Mail:
    """The texts and files as a part of the mail they came with. Raises Unreadable: damaged, or a bomb."""
    if data.count(SIGNATURE) > MAX_NESTED:
        raise Unreadable("Mailen er indlejret for dybt", Problem.OVER_LIMIT)
    job.unpack(2 * len(data))
    kept = _kept(data)
    try:
        return _mail(TNEF(kept), job)
    except (ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise _damaged() from error


def _damaged() -> Unreadable:
    return Unreadable("winmail.dat er beskadiget")


def _kept(data: bytes) -> bytes:
    """The file without what we need not: its recipients. With a code page, if it has none.

    The library takes an attribute that breaks off for a short one, and loops as often as a number in the file says.
    """
    attributes = list(_attributes(data))
    kept = [whole for number, _, whole in attributes if number != _RECIPIENTS]
    if all(number != _CODE_PAGE for number, _, _ in attributes):
        kept.insert(0, _attribute(_CODE_PAGE, struct.pack("<II", 1252, 0)))
    for number, value, _ in attributes:
        if number in _MAPI and int.from_bytes(value[:4], "little") > len(value) // _SMALLEST:
            raise _damaged()
    return data[:6] + b"".join(kept) + bytes(2)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, value, and all bytes of each attribute."""
    at, seen = 6, 0
    while at < len(data) - _TAIL:
        if at + _HEAD + _TAIL > len(data):
            raise _damaged()
        level, number, length = struct.unpack_from("<BII", data, at)
        end = at + _HEAD + length + _TAIL
        seen += 1
        if level not in (1, 2) or end > len(data):
            raise _damaged()
        if seen > MAX_ATTRIBUTES:
            raise Unreadable("winmail.dat har for mange dele", Problem.OVER_LIMIT)
        value = data[at + _HEAD : end - _TAIL]
        if sum(value) % 65_536 != int.from_bytes(data[end - _TAIL : end], "little"):
            raise _damaged()
        yield number, value, data[at:end]
        at = end


def _attribute(number: int, value: bytes) -> bytes:
    return struct.pack("<BII", 1, number, len(value)) + value + struct.pack("<H", sum(value) % 65_536)


def _mail(file: TNEF, job: Job) -> Mail:
    attached = [_attachment(one, number, job) for number, one in enumerate(file.attachments, 1)]
    return mime.several("mixed", [_body(file, job), *attached])


def _body(file: TNEF, job: Job) -> Mail:
    charset = file.codepage if isinstance(file.codepage, str) else "cp1252"
    versions = [
        mime.words(_bytes(body), subtype, "utf-8" if isinstance(body, str) else charset)
        for body, subtype in ((_single(file.body), "plain"), (_single(file.htmlbody), "html"))
        if body and _bytes(body).strip()
    ]
    packed = _single(file._rtfbody)  # noqa: SLF001 - the library unpacks it without a limit
    if not versions and isinstance(packed, bytes) and packed:
        versions.append(outlook.rich_text(packed[: int.from_bytes(packed[:4], "little") + 4], job))
    return mime.several("alternative", versions) if versions else mime.words("", "plain")


def _attachment(one: TNEFAttachment, number: int, job: Job) -> Mail:
    name = _single(one.long_filename()) or f"vedhæftning {number}"
    name = name if isinstance(name, str) else name.decode("cp1252", "replace")
    if hasattr(one, "embed"):
        return mime.enclosed(_mail(one.embed, job), name if "." in name else f"{name}.msg")
    data = _single(one.data)
    return mime.file(name, data if isinstance(data, bytes) else b"")


def _single(value: object) -> str | bytes | None:
    """A value, also where the library gives a list of one."""
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, str | bytes) else None


def _bytes(value: str | bytes) -> bytes:
    return (value.encode("utf-8", "replace") if isinstance(value, str) else value).rstrip(b"\0")
