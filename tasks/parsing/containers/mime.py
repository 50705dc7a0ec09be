"""Whatever is unpacked becomes parts of a mail, so that one walk reads everything."""

from __future__ import annotations

import email
import email.policy
import mimetypes
from dataclasses import dataclass
from email.message import Message
from typing import Any, cast

from samraad.notification import Problem
from tasks.parsing import headers
from tasks.parsing.headers import Mail
from tasks.parsing.problems import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file inside a container that was not unpacked."""

    #: Its name, as written.
    name: str
    #: Danish, without a full stop.
    problem: str
    code: Problem = Problem.UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What was in a container."""

    #: Parts of a mail, still to be read.
    parts: tuple[Mail, ...]
    unread: tuple[Unread, ...] = ()
    #: How many levels of nesting the container counts as.
    levels: int = 1


def mail(data: bytes) -> Mail:
    """The mail, or the part of one, in the bytes. Raises Unreadable: nested deeper than can be taken apart."""
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError as error:
        raise Unreadable("Mailen er indlejret for dybt", Problem.OVER_LIMIT) from error


def file(name: str, data: bytes, kind: str | None = None, content_id: str | None = None) -> Mail:
    """An attachment. kind: its content type where it is known; else guessed from the name."""
    part = _part(data, kind or mimetypes.guess_type(name)[0] or "application/octet-stream")
    part.add_header("Content-Disposition", "attachment", filename=one_line(name))
    if content_id:
        part["Content-ID"] = one_line(content_id)
    return part


def words(text: str | bytes, subtype: str, charset: str = "utf-8") -> Mail:
    """A text of the mail itself. charset: that of the bytes."""
    part = _part(text.encode("utf-8", "replace") if isinstance(text, str) else text, f"text/{subtype}")
    part.set_param("charset", charset)
    return part


def enclosed(inner: Mail, name: str) -> Mail:
    """A mail attached to a mail."""
    part: Mail = Message(policy=email.policy.compat32)
    part["Content-Type"] = "message/rfc822"
    part.add_header("Content-Disposition", "attachment", filename=one_line(name))
    part.set_payload(cast("Any", [inner]))
    return part


def several(subtype: str, inner: list[Mail], outer: Mail | None = None) -> Mail:
    """A multipart. outer: the mail with the headers it gets; a new part where there is none."""
    part: Mail = outer if outer is not None else Message(policy=email.policy.compat32)
    part["Content-Type"] = f"multipart/{subtype}"
    part.set_payload(cast("Any", inner))
    return part


def one_line(text: str) -> str:
    """Fit for a header: without line breaks and NULs."""
    return " ".join(text.replace("\0", "").split())


def _part(data: bytes, kind: str) -> Mail:
    part: Mail = Message(policy=email.policy.compat32)
    part["Content-Type"] = (
        kind if "/" in kind and not kind.startswith(("multipart/", "message/")) else "application/octet-stream"
    )
    part["Content-Transfer-Encoding"] = "binary"
    part.set_payload(cast("Any", data))
    return part


def clean_name(name: str) -> str:
    """A file's name to be shown: without folders and signs that cannot be seen."""
    return headers.file_name(file(name, b"")) or "vedhæftning"
