"""One part of a mail: text, a list, or something that a person has to open."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from email import errors
from typing import Final

from samraad.notification import Note, Place, Problem
from tasks.parsing import charset, files, headers
from tasks.parsing.documents import html
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import drawn, flowed, invitation, text
from tasks.parsing.reading import Item, Reading, unclear
from tasks.parsing.sheets import delimited, workbooks, xls
from tasks.parsing.sheets.grid import Row
from tasks.parsing.sheets.lists import Listed

_BROKEN = (
    errors.InvalidBase64CharactersDefect,
    errors.InvalidBase64LengthDefect,
    errors.InvalidBase64PaddingDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
)
#: A quoted-printable escape that stands for no byte.
_BROKEN_ESCAPE = re.compile(r"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\r?\n|\Z))")
#: Where an equals sign is only sloppy: in tags, and in addresses of the web.
_NO_WORDS = re.compile(r"<[^<>]{0,2000}>|[^\s<>]{0,40}://[^\s<>]{0,2000}")
_ENCODINGS = frozenset(
    {"", "7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"}
)
#: Parts that hold no persons: signatures, business cards, delivery notes.
_EMPTY_KINDS = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
    }
)
_LIST_ENDINGS = (".csv", ".tsv")
_LIST_KINDS = frozenset({"text/csv", "text/tab-separated-values", "application/csv", "text/comma-separated-values"})


#: Characters of a text whose lists are looked for: a list of 2,000 rows has some 200,000.
_LONGEST: Final = 10 * text.LIMIT
_INLINE_IMAGE = re.compile(r"^(?:image|logo|oledata|att)[\w-]*\.\w+$", re.IGNORECASE)


def read(part: Mail, subject: str, job: Job) -> Reading:
    """One part that has no parts inside. What cannot be read is an Unclear, whatever the reason."""
    file = headers.file_name(part)
    place = Place(file=file)
    try:
        data = _bytes(part)
        place = Place(file=file, digest=hashlib.sha256(data).hexdigest() if file else None)
        item = Item(part=part, data=data, place=place, subject=subject)
        return next(reader for fits, reader in _FORMATS if fits(item))(item, job)
    except Unreadable as error:
        return unclear(f"{error}.", place, code=error.code)
    except MemoryError:
        raise  # the limit is the whole mail's, not this file's
    except Exception:  # noqa: BLE001 - the boundary to hostile files: libraries raise anything, and it becomes a quarantine row
        return unclear("Filen er beskadiget eller kan ikke læses.", place, code=Problem.UNREADABLE)


def _bytes(part: Mail) -> bytes:
    """The bytes of a part. Raises Unreadable where its transfer encoding is unknown or broken."""
    encoding = str(part.get("Content-Transfer-Encoding") or "").split(";")[0].strip().lower()
    if encoding not in _ENCODINGS:
        raise Unreadable("Filens overførselskode er ukendt")
    payload = part.get_payload(decode=True)
    if any(isinstance(defect, _BROKEN) for defect in part.defects):
        raise Unreadable("Filen er beskadiget under overførslen")
    if not isinstance(payload, bytes):
        raise Unreadable("Mailens opbygning er beskadiget")
    if encoding == "quoted-printable" and _BROKEN_ESCAPE.search(_NO_WORDS.sub(" ", str(part.get_payload()))):
        raise Unreadable("Teksten er beskadiget under overførslen, så bogstaver er gået tabt")
    return payload


def _charset(part: Mail) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, TypeError, AttributeError):
        return None


def _parameter(part: Mail, name: str) -> str:
    try:
        return str(part.get_param(name) or "").strip().lower()
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


def _decoration(item: Item) -> bool:
    """A picture that belongs to the signature or stands in the text."""
    if not item.kind.startswith("image/"):
        return False
    return (
        item.part.get_content_disposition() != "attachment"
        or bool(item.part.get("Content-ID"))
        or bool(_INLINE_IMAGE.match(item.name))
    )


def _is_nothing(item: Item) -> bool:
    return item.kind in _EMPTY_KINDS or not item.data.strip() or _decoration(item)


def _nothing(item: Item, job: Job) -> Reading:
    expected = item.kind in _EMPTY_KINDS or not item.attached or item.kind.startswith("image/")
    return Reading() if expected else unclear("Filen er tom.", item.place, code=Problem.UNREADABLE)


def _is_workbook(item: Item) -> bool:
    return workbooks.is_workbook(item.data) or (item.data.startswith(xls.OLE) and _is_called_a_workbook(item))


def _workbook(item: Item, job: Job) -> Reading:
    return Reading(
        lists=tuple(
            Listed(place=replace(item.place, sheet=sheet.title), rows=sheet.rows, since_1904=sheet.since_1904)
            for sheet in workbooks.read(item.data, job)
        )
    )


def _is_list(item: Item) -> bool:
    return item.kind in _LIST_KINDS or item.name.endswith(_LIST_ENDINGS)


def _is_list_by_another_name(item: Item, job: Job) -> bool:
    """A file of text with the headings of a list: Excel's own export of text, or one that is only called a workbook."""
    if not item.attached or item.data.startswith(b"PK") or item.data.lstrip()[:1] == b"<":
        return False
    try:
        written = delimited.decode(item.data, _charset(item.part))
    except Unreadable:
        return False
    return delimited.is_list(written, job.synonyms)


def _list(item: Item, job: Job) -> Reading:
    rows = delimited.rows(delimited.decode(item.data, _charset(item.part)), job.synonyms)
    if not rows:
        raise Unreadable("Listen er tom", Problem.EMPTY_SHEET)
    where = item.place if item.place.file else replace(item.place, file="liste.csv")
    return Reading(lists=(Listed(place=where, rows=tuple(rows)),))


def _is_called_a_workbook(item: Item) -> bool:
    return item.name.endswith(workbooks.ENDINGS) or "spreadsheet" in item.kind or "excel" in item.kind


def _no_workbook(item: Item, job: Job) -> Reading:
    if _is_list_by_another_name(item, job):
        return _list(item, job)
    if _is_web_page(item):  # reports on the web are exported so
        return _words(item, job)
    raise Unreadable("Regnearket er beskadiget eller i et format, der ikke kan læses")


def _is_text(item: Item) -> bool:
    return item.kind in {"text/plain", "text/html"} or item.name.endswith((".txt", ".htm", ".html"))


def _is_web_page(item: Item) -> bool:
    named = item.kind == "text/html" or item.name.endswith((".htm", ".html"))
    return named or (_is_called_a_workbook(item) and b"<table" in item.data[:100_000].lower())


def _words(item: Item, job: Job) -> Reading:
    if item.kind == "text/plain" and _is_list_by_another_name(item, job):
        return _list(item, job)
    written = charset.words(item.data, _charset(item.part))
    tables: list[list[Row]] = []
    if _is_web_page(item):
        seen = html.read(written, job.synonyms, item.subject)
        written, tables = seen.text, seen.lists
        if seen.hides_persons:
            job.notes.add(Note.HIDDEN_NOT_READ)
    elif _parameter(item.part, "format") == "flowed":
        written = flowed.unfolded(written, delsp=_parameter(item.part, "delsp") == "yes")
    if len(written) > _LONGEST:
        raise Unreadable("Teksten er for lang", Problem.OVER_LIMIT)
    written, more = drawn.extract(written, item.subject, job.synonyms)
    if len(written.strip()) > text.LIMIT:
        raise Unreadable("Teksten er for lang", Problem.OVER_LIMIT)
    rows_of = [*tables, *more]
    reading = Reading(texts=(written,), lists=tuple(Listed(place=Place(), rows=tuple(rows)) for rows in rows_of))
    return Reading(entries=tuple(reading.persons(item.subject, item.place, job))) if item.attached else reading


def _is_invitation(item: Item) -> bool:
    return item.kind == "text/calendar" or item.name.endswith((".ics", ".ical"))


def _invitation(item: Item, job: Job) -> Reading:
    return Reading(invitations=(invitation.read(charset.words(item.data, _charset(item.part)), item.place),))


def _is_anything(item: Item) -> bool:
    return True


def _for_a_person(item: Item, job: Job) -> Reading:
    if item.part.get_content_maintype() == "multipart":
        raise Unreadable("Mailens opbygning er beskadiget")
    raise Unreadable("Filen er af en type, som skal læses af et menneske")


#: What a part is, asked in this order, and who reads it.
_FORMATS: Final[tuple[tuple[Callable[[Item], bool], Callable[[Item, Job], Reading]], ...]] = (
    (_is_nothing, _nothing),
    *files.FORMATS,
    (_is_invitation, _invitation),
    (_is_workbook, _workbook),
    (_is_list, _list),
    (_is_called_a_workbook, _no_workbook),
    (_is_text, _words),
    (_is_anything, _for_a_person),
)
