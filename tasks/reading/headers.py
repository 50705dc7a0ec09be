"""What can be told of a mail that could not be read: when it came, whether anybody wrote it, that one must look."""

from __future__ import annotations

import email.policy
import hashlib
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

from samraad.notification import Letter, Place, Problem, Unclear
from tasks.parsing import headers

#: Bytes at the beginning of a mail among which its headers are looked for.
_BEGINNING: Final = 256 * 1024
#: Characters of a header that are looked at.
_LONGEST: Final = 2_000
_WANTED: Final = (
    *("Message-ID", "Received", "Date"),
    *("From", "Return-Path", "Subject", "Content-Type", "Precedence"),
    *("Auto-Submitted", "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response-Suppress"),
)


def set_aside(raw: bytes, problem: str, code: Problem = Problem.UNREADABLE) -> Letter:
    """The whole mail as one thing for a person to look at, known again by its digest.

    Only headers are read, by the standard library and in bounds: this happens outside of the child.
    """
    mail = _headers(raw[:_BEGINNING])
    place = Place(digest=hashlib.sha256(raw).hexdigest())
    return Letter(
        message_id=headers.message_id(mail),
        received_at=headers.received_at(mail),
        automatic=headers.automatic(mail),
        entries=(Unclear(place=place, problem=problem, code=code),),
    )


def _headers(beginning: bytes) -> Message[str, str]:
    whole = BytesHeaderParser(policy=email.policy.compat32).parsebytes(beginning)
    mail: Message[str, str] = Message()
    for name in _WANTED:
        for value in whole.get_all(name, [])[:1]:
            mail[name] = str(value)[:_LONGEST]
    return mail
