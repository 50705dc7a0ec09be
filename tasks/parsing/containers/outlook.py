"""Outlook's own mail files (.msg): a compound file of properties (MS-OXMSG), read as the mail they were."""

from __future__ import annotations

import io
from email.parser import HeaderParser
from email.utils import format_datetime, formataddr
from typing import Any, Final

import olefile
from compressed_rtf import decompress
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from samraad.notification import Problem
from tasks.parsing.containers import mime
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams of one file; a mail has some hundred, and some dozen for each attachment.
MAX_STREAMS: Final = 20_000
#: Packed rich text above this takes long to unpack, and is no letter.
MAX_RICH_TEXT: Final = 2 * 2**20
_PROPERTIES: Final = "__properties_version1.0"
_ATTACHED: Final = "__attach_version1.0_#"
_EMBEDDED: Final = "__substg1.0_3701000D"
#: Bytes before the properties of the file's mail, of a mail within it, of an attachment (MS-OXMSG 2.4.1).
_TOP, _INNER, _ATTACHMENT = 32, 24, 8

# Properties (MS-OXPROPS): what they are called there begins with PidTag.
_MESSAGE_CLASS, _SUBJECT, _HEADERS, _MESSAGE_ID = 0x001A, 0x0037, 0x007D, 0x1035
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS = 0x0C1A, 0x5D01, 0x0C1F
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_DATA, _NAME, _LONG_NAME, _DISPLAY_NAME, _MIME_TYPE, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x3001, 0x370E, 0x3712


def is_msg(data: bytes) -> bool:
    """Whether the bytes are a compound file with a mail's properties."""
    return data.startswith(OLE) and _PROPERTIES.encode("utf-16-le") in data


def opened(data: bytes, job: Job) -> Mail:
    """The mail, with its transport headers, texts and attachments. Raises Unreadable: damaged, or a bomb."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            _inspect(file, job)
            storage = Storage.from_ole(file)
        return _mail(storage, _TOP, job)
    except (OSError, ValueError, KeyError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise Unreadable("Outlook-mailen er beskadiget") from error


def _inspect(file: Any, job: Job) -> None:
    """All streams are read at once: their sizes are looked at before. Several may lie on the same bytes."""
    entries = [entry for entry in file.direntries if entry is not None]
    if len(entries) > MAX_STREAMS:
        raise Unreadable("Outlook-mailen har for mange dele", Problem.OVER_LIMIT)
    job.unpack(sum(entry.size for entry in entries if entry.entry_type == olefile.STGTY_STREAM))


def _mail(storage: Storage, offset: int, job: Job) -> Mail:
    properties = Properties(storage, offset)
    mail = _headed(properties)
    attached = [_attachment(inner, job) for inner in storage.storages if inner.name.startswith(_ATTACHED)]
    return mime.several("mixed", [_body(properties, job), *attached], mail)


def _headed(properties: Properties) -> Mail:
    """A mail with the headers it came with; what Outlook knows besides stands for what is missing."""
    mail: Mail = HeaderParser().parsestr((properties.str_prop_value(_HEADERS) or "").replace("\0", "").lstrip())
    for name in [name for name in mail if name.lower().startswith("content-") or name.lower() == "mime-version"]:
        del mail[name]
    delivered = properties.date_prop_value(_DELIVERED)
    if "Received" not in mail and delivered is not None:
        mail["Received"] = f"by Outlook; {format_datetime(delivered)}"
    submitted = properties.date_prop_value(_SUBMITTED)
    sender = properties.str_prop_value(_SENDER_SMTP) or properties.str_prop_value(_SENDER_ADDRESS) or ""
    known = {
        "Subject": properties.str_prop_value(_SUBJECT),
        "From": formataddr((mime.one_line(properties.str_prop_value(_SENDER_NAME) or ""), mime.one_line(sender))),
        "Message-ID": properties.str_prop_value(_MESSAGE_ID),
        "Date": format_datetime(submitted) if submitted else None,
        "Auto-Submitted": _automatic(properties.str_prop_value(_MESSAGE_CLASS) or ""),
    }
    for name, value in known.items():
        if name not in mail and value:
            mail[name] = mime.one_line(value)
    return mail


def _automatic(message_class: str) -> str | None:
    """What Outlook calls an absence notice or a report of a mail server."""
    said = message_class.lower()
    return "auto-replied" if said.startswith(("report.", "ipm.note.rules.ooftemplate")) else None


def _body(properties: Properties, job: Job) -> Mail:
    plain = (properties.str_prop_value(_BODY) or "").rstrip("\0")
    html = properties.binary_prop_value(_HTML)
    versions = [mime.words(plain, "plain")] if plain.strip() else []
    if html is not None and html.strip(b"\0 \r\n"):
        versions.append(mime.words(html.rstrip(b"\0"), "html", properties.body_encoding))
    elif markup := properties.str_prop_value(_HTML):
        versions.append(mime.words(markup.rstrip("\0"), "html"))
    if not versions and (packed := properties.binary_prop_value(_RTF)):
        versions.append(rich_text(packed, job))
    return mime.several("alternative", versions) if versions else mime.words("", "plain")


def rich_text(packed: bytes, job: Job) -> Mail:
    """The part in compressed rich text (MS-OXRTFCP). Raises Unreadable: damaged, or far too long."""
    size = int.from_bytes(packed[4:8], "little")
    if len(packed) > MAX_RICH_TEXT or size > 8 * MAX_RICH_TEXT:
        raise Unreadable("Mailens tekst er for lang", Problem.OVER_LIMIT)
    job.unpack(size)
    try:
        return mime.words(decompress(packed), "rtf", "us-ascii")
    except (ValueError, IndexError, AttributeError) as error:
        raise Unreadable("Mailens tekst er beskadiget") from error


def _attachment(storage: Storage, job: Job) -> Mail:
    properties = Properties(storage, _ATTACHMENT)
    named = (properties.str_prop_value(tag) for tag in (_LONG_NAME, _NAME, _DISPLAY_NAME))
    name = mime.one_line(next((name for name in named if name and name.strip("\0 ")), "vedhæftning"))
    embedded = next((inner for inner in storage.storages if inner.name == _EMBEDDED), None)
    if embedded is not None:
        if any(stream.name == _PROPERTIES for stream in embedded.streams):
            return mime.enclosed(_mail(embedded, _INNER, job), name if "." in name else f"{name}.msg")
        return mime.file(name, b"OLE", "application/x-ole-storage")
    data = properties.binary_prop_value(_DATA) or b""
    kind = properties.str_prop_value(_MIME_TYPE)
    if kind and kind.lower().startswith("multipart/signed"):
        return mime.mail(data)
    return mime.file(name, data, kind, properties.str_prop_value(_CONTENT_ID))
