"""Workbooks and letters of Microsoft Office that ask for a password."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Final

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from samraad.notification import Problem
from tasks.parsing.containers.outlook import OLE
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

#: Rounds of key derivation that are paid for: Office takes 100,000; ten times that are some seconds.
MAX_ROUNDS: Final = 1_000_000
#: With it Excel writes files that only ask before they are changed, and opens them without asking.
_WITHOUT_ASKING: Final = "VelvetSweatshop"
_DAMAGED: Final = (
    DecryptionError,
    FileFormatError,
    ParseError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)


def is_locked(data: bytes) -> bool:
    """Whether the bytes are an Office file that is encrypted."""
    if not data.startswith(OLE):
        return False
    try:
        if olefile.OleFileIO(io.BytesIO(data)).exists("EncryptionInfo"):
            return True
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except _DAMAGED:
        return False


def opened(data: bytes, job: Job) -> bytes:
    """The file as it was before it was encrypted.

    Raises Unreadable: no password was given, it does not fit, the file is damaged or its key far too dear.
    """
    _inspect(data)
    passwords = [_WITHOUT_ASKING] if job.password is None else _spellings(job.password)
    job.unpack(len(data))
    for password in passwords:
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password, verify_password=True)
            out = io.BytesIO()
            file.decrypt(out)
        except InvalidKeyError:
            continue
        except _DAMAGED as error:
            raise Unreadable("Filen er krypteret på en måde, der ikke kan læses", Problem.ENCRYPTED) from error
        return out.getvalue()
    if job.password is None:
        raise Unreadable("Filen er krypteret med en adgangskode", Problem.ENCRYPTED)
    raise Unreadable("Adgangskoden passer ikke til filen", Problem.ENCRYPTED)


def _spellings(password: str) -> list[str]:
    return list(
        dict.fromkeys([password, unicodedata.normalize("NFC", password), unicodedata.normalize("NFD", password)])
    )


def _inspect(data: bytes) -> None:
    """Refuse what would be dear: the library reads how often it has to hash from the file, and expands entities."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        if not file.exists("EncryptionInfo"):
            return
        information = file.openstream("EncryptionInfo").read(2**16)
    rounds = [int(number) for number in re.findall(rb"spinCount\s*=\s*[\"'](\d{1,12})[\"']", information)]
    if b"<!DOCTYPE" in information or b"<!ENTITY" in information or max(rounds, default=0) > MAX_ROUNDS:
        raise Unreadable("Filen er krypteret på en måde, der ikke kan læses", Problem.FOREIGN_KEY)
