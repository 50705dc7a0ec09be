"""Zip archives. They are unpacked in memory only; a name is a label and no path."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

import pyzipper

from samraad.notification import Problem
from tasks.parsing.containers import mime
from tasks.parsing.containers.mime import Inside, Unread
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

#: Files in one archive; no police district sends more.
MAX_MEMBERS: Final = 200
#: A file that is so many times larger than packed, and of some size, is a bomb. Text packs ten to one.
MAX_RATIO: Final = 200
_SOME_SIZE: Final = 2**20
#: An archive in an archive is read, one in that is not: this many levels of the ten that a mail may have.
LEVELS: Final = 4
_LOCKED: Final = 0x1
#: What systems add to an archive by themselves.
_LITTER: Final = ("__macosx/", ".ds_store", "thumbs.db")
_UNREADABLE: Final = "Filen i arkivet er beskadiget eller pakket på en måde, der ikke kan læses"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin, or end, as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK", b"PK\x07\x08"))


def opened(data: bytes, job: Job) -> Inside:
    """The files of the archive.

    Raises Unreadable: damaged, a bomb, too many files, empty, or a password that does not fit.
    """
    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not _is_litter(member.filename)]
            _inspect(members, job)
            read = [_member(archive, member, job) for member in members]
    except _BROKEN as error:
        raise Unreadable("Arkivet er beskadiget") from error
    if not read:
        raise Unreadable("Arkivet er tomt")
    return Inside(
        parts=tuple(one for one in read if not isinstance(one, Unread)),
        unread=tuple(one for one in read if isinstance(one, Unread)),
        levels=LEVELS,
    )


def _is_litter(name: str) -> bool:
    return name.endswith("/") or name.lower().startswith(_LITTER) or name.lower().endswith(_LITTER)


def _inspect(members: list[zipfile.ZipInfo], job: Job) -> None:
    if len(members) > MAX_MEMBERS:
        raise Unreadable("Arkivet har for mange filer", Problem.OVER_LIMIT)
    for member in members:
        if member.file_size > _SOME_SIZE and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise Unreadable("Arkivet er lavet til at fylde langt mere, når det pakkes ud", Problem.OVER_LIMIT)
    job.unpack(sum(member.file_size for member in members))


def _member(archive: pyzipper.AESZipFile, member: zipfile.ZipInfo, job: Job) -> Mail | Unread:
    name = member.filename
    locked = bool(member.flag_bits & _LOCKED)
    if locked and job.password is None:
        return Unread(name=name, problem="Filen i arkivet er krypteret med en adgangskode", code=Problem.ENCRYPTED)
    for password in job.spellings() if locked else [None]:
        try:
            with archive.open(member, pwd=password) as file:
                content = file.read(member.file_size + 1)
        except RuntimeError:
            continue  # not the password; a classic one that fits by chance fails at the checksum
        except _BROKEN:
            if locked:
                continue
            return Unread(name=name, problem=_UNREADABLE)
        if len(content) == member.file_size:
            return mime.file(name, content)
        return Unread(name=name, problem="Filen i arkivet er beskadiget")
    return Unread(name=name, problem="Adgangskoden passer ikke til filen i arkivet", code=Problem.ENCRYPTED)
