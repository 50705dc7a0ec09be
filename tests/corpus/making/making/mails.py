"""Mails as bytes, written by hand so that what is broken stays broken."""

from __future__ import annotations

import base64
import hashlib
import quopri
from email.header import Header
from email.utils import format_datetime

from making.plan import Case

POLICE = "politi.example"
OURS = "underretning@kommune.example"


def received_line(case: Case, at: str | None = None) -> str:
    """The topmost Received header, of the mailbox's own server."""
    when = at or format_datetime(case.received)
    return (
        f"Received: from mx2.{POLICE} (mx2.{POLICE} [192.0.2.25])\n"
        f"\tby postkasse.kommune.example (Postfix) with ESMTPS id {case.token('rx', 10).upper()}\n"
        f"\tfor <{OURS}>; {when}\n"
    )


def head(
    case: Case,
    subject: str,
    *,
    sender: str = "Henrik Fjordbak <hfj014@politi.example>",
    extra: str = "",
    message_id: str | None = "",
    received: str | None = "",
    date: str | None = "",
) -> str:
    """Header lines up to MIME-Version. None leaves a header out."""
    lines = received_line(case) if received == "" else (received or "")
    name, _, address = sender.rpartition(" ")
    lines += f"From: {_words(name)} {address}\n" if name else f"From: {address}\n"
    lines += f"To: {OURS}\nSubject: {_words(subject)}\n"
    if date is not None:
        lines += f"Date: {date or format_datetime(case.received)}\n"
    if message_id is not None:
        lines += f"Message-ID: {message_id or f'<{case.token()}@{POLICE}>'}\n"
    return f"{lines}{extra}MIME-Version: 1.0\n"


def _words(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode()


def body(text: str, kind: str = "plain", charset: str = "utf-8", transfer: str = "8bit", codec: str = "") -> bytes:
    """A text part with its headers. codec: what the bytes really are, where the charset says otherwise."""
    return raw_body(text.encode(codec or charset), f"text/{kind}; charset={charset}", transfer)


def raw_body(data: bytes, content_type: str, transfer: str = "8bit") -> bytes:
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(transfer, bytes)(data)
    type_line = f"Content-Type: {content_type}\n" if content_type else ""
    return f"{type_line}Content-Transfer-Encoding: {transfer}\n\n".encode() + coded


def plain(
    case: Case,
    subject: str,
    text: str,
    charset: str = "utf-8",
    transfer: str = "8bit",
    codec: str = "",
    **header: str | None,
) -> bytes:
    """A whole mail of plain text."""
    return head(case, subject, **header).encode() + body(text, "plain", charset, transfer, codec)  # type: ignore[arg-type]


def html(case: Case, subject: str, markup: str, **header: str | None) -> bytes:
    page = f'<html><head><meta charset="utf-8"></head><body>\n{markup}\n</body></html>\n'
    return head(case, subject, **header).encode() + body(page, "html", transfer="quoted-printable")  # type: ignore[arg-type]


def file_part(
    data: bytes, name: str, content_type: str = "application/octet-stream", *, disposition: str = ""
) -> bytes:
    """An attachment. disposition: the whole value of the header, where the file's name is not plain."""
    if not disposition:
        disposition = f'attachment; filename="{name}"'
    return (
        f"Content-Type: {content_type}\nContent-Transfer-Encoding: base64\nContent-Disposition: {disposition}\n\n"
    ).encode() + base64.encodebytes(data)


def mail_part(mail: bytes, name: str = "Underretning.eml") -> bytes:
    return f'Content-Type: message/rfc822\nContent-Disposition: attachment; filename="{name}"\n\n'.encode() + mail


def parts(kind: str, *bodies: bytes, parameters: str = "", close: bool = True) -> bytes:
    """A multipart with its own headers."""
    mark = f"=_grense_{hashlib.sha256(b''.join(bodies)).hexdigest()[:8]}"
    out = f'Content-Type: multipart/{kind}; boundary="{mark}"{parameters}\n\n'.encode()
    for one in bodies:
        out += f"--{mark}\n".encode() + one + (b"" if one.endswith(b"\n") else b"\n") + b"\n"
    return out + (f"--{mark}--\n".encode() if close else b"")


def mixed(
    case: Case, subject: str, *bodies: bytes, kind: str = "mixed", parameters: str = "", **header: str | None
) -> bytes:
    """A whole mail of several parts."""
    return head(case, subject, **header).encode() + parts(kind, *bodies, parameters=parameters)  # type: ignore[arg-type]


def with_file(
    case: Case, subject: str, text: str, data: bytes, name: str, content_type: str, **header: str | None
) -> bytes:
    """A short text and one attachment."""
    return mixed(case, subject, body(text), file_part(data, name, content_type), **header)
