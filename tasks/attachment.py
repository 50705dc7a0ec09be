"""The single file of a mail that an item is about, to be looked at by a person."""

from __future__ import annotations

import email
import email.policy
import hashlib
from pathlib import PurePosixPath

from samraad.notification import Place
from tasks.parsing import headers


def file_at(raw: bytes, place: Place) -> bytes | None:
    """The bytes of the file, by its digest, else by its name; None where the mail has none such as a part of its own.

    A file within another one (an archive, a winmail.dat) is not unpacked here: that is the reader's work, under limits.
    """
    if place.file is None:
        return None
    named: bytes | None = None
    try:
        for part in email.message_from_bytes(raw, policy=email.policy.compat32).walk():
            data = None if part.is_multipart() else part.get_payload(decode=True)
            if not isinstance(data, bytes):
                continue
            if place.digest is not None and hashlib.sha256(data).hexdigest() == place.digest:
                return data
            if place.digest is None and headers.file_name(part) == place.file:
                named = named or data
    except RecursionError:
        return None
    return named


def safe_name(name: str) -> str:
    """A file's name that stays in the folder where it is written, is seen there, and is no option of a command."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .-") or "fil"
