"""What the headers of a mail say: when it arrived, who wrote it, whether anybody did."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TypeAlias

from tasks.parsing import charset
from tasks.parsing.problems import Unreadable

Mail: TypeAlias = "Message[str, str]"

_ABSENCE = re.compile(
    (
        r"^\s*(?:autosvar|automatisk svar|automatic reply|auto(?:matic)?[ -]?reply|out of office|ikke "
        r"til ?stede|fravær\w*|ferie\w*|kvittering)\b"
    ),
    re.IGNORECASE,
)
#: A mail that could not be delivered: what it encloses is ours.
BOUNCE = "retursvar fra en mailserver"
_NAME_LIMIT = 120
#: Values of Precedence under which no person writes (RFC 3834, §3.1.8).
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
#: Characters of a header that are decoded; ten times the longest that mail servers pass on.
_LONGEST = 65_536


def text(mail: Mail, name: str) -> str:
    """A header, decoded; empty where there is none. Control characters and line breaks become blanks."""
    raw = mail.get(name)
    return _printable(_decoded(str(raw)[:_LONGEST])) if raw is not None else ""


def message_id(mail: Mail) -> str | None:
    """The Message-ID without blanks around it."""
    return text(mail, "Message-ID").strip() or None


def received_at(mail: Mail) -> datetime | None:
    """The instant of the topmost Received header, else of the Date header, in UTC."""
    received = mail.get_all("Received") or []
    dates = [str(received[0]).rsplit(";", 1)[-1]] if received and ";" in str(received[0]) else []
    for written in [*dates, str(mail.get("Date") or "")]:
        try:
            moment = parsedate_to_datetime(" ".join(written.split()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def automatic(mail: Mail) -> str | None:
    """Danish: what kind of mail nobody wrote this is; None where somebody did, or a list is sent by a machine."""
    submitted = text(mail, "Auto-Submitted").strip().lower()
    if mail.get_content_type() == "multipart/report":
        return BOUNCE
    if submitted.startswith("auto-replied"):
        return "automatisk svar"
    if any(
        text(mail, name).strip().lower() not in {"", "no"}
        for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
    ):
        return "automatisk svar"
    hint = (
        submitted.startswith("auto-")
        or text(mail, "X-Auto-Response-Suppress")
        or text(mail, "Precedence").strip().lower() == "auto_reply"
    )
    if hint and _ABSENCE.match(text(mail, "Subject")):
        return "besked om fravær"
    if re.match(r"^[^<]*<?mailer-daemon@", text(mail, "From"), re.IGNORECASE) and text(mail, "Return-Path").strip() in {
        "",
        "<>",
    }:
        return BOUNCE
    return None


def by_machine(mail: Mail) -> bool:
    """Whether anything says that a machine wrote it: enough to answer nobody, too little to ignore a notification."""
    submitted = text(mail, "Auto-Submitted").split(";", 1)[0].strip().lower()
    precedence = text(mail, "Precedence").strip().lower()
    return submitted not in {"", "no"} or precedence in _BULK or _ABSENCE.match(text(mail, "Subject")) is not None


def file_name(part: Mail) -> str | None:
    """The name of an attachment, without folders and control characters; None where it has none."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError):
        return "vedhæftning"
    if name is None:
        return None
    name = _printable(_decoded(str(name))).replace("\\", "/")
    name = PurePosixPath(name).name.strip(" .")
    if len(name) > _NAME_LIMIT:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: _NAME_LIMIT - 12]}{dot}{ending[:10]}" if dot else name[:_NAME_LIMIT]
    return name or "vedhæftning"


def _decoded(raw: str) -> str:
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError):
        return raw
    return "".join(_piece(piece, name) for piece, name in pieces)


def _piece(piece: bytes | str, name: str | None) -> str:
    if isinstance(piece, str):
        return piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return charset.decode(piece, name)
    except Unreadable:
        return piece.decode("ascii", "replace")


def _printable(words: str) -> str:
    """In one line, without marks that turn the direction of writing or cannot be shown."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in words).strip()
