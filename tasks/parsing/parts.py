"""One part of a mail: text, a list, or something that a person has to open."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email import errors

from samraad.notification import Entry, Place, Unclear
from tasks.parsing import charset, headers
from tasks.parsing.documents import html
from tasks.parsing.headers import Mail
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import quoted, text
from tasks.parsing.sheets import delimited, table, xlsx
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.table import Row

_BROKEN = (
    errors.InvalidBase64CharactersDefect,
    errors.InvalidBase64LengthDefect,
    errors.InvalidBase64PaddingDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
)
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


_SHEET_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx")
_OLE = b"\xd0\xcf\x11\xe0"
_INLINE_IMAGE = re.compile(r"^(?:image|logo|oledata|att)[\w-]*\.\w+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A table that has not been judged yet: that takes the words of the whole mail."""

    place: Place
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one part of a mail (or several together) says."""

    #: The words of the mail itself, one text per part.
    texts: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    #: Persons in attachments, and what cannot be read.
    entries: tuple[Entry, ...] = ()

    @property
    def words(self) -> str:
        """All texts together."""
        return "\n\n".join(self.texts)

    def persons(self, subject: str, place: Place, synonyms: Synonyms) -> list[Entry]:
        """Everybody the texts and tables name; `place` is where the texts stand."""
        if len(self.words) > 2 * text.LIMIT:
            return [Unclear(place=place, problem="Mailens tekst er for lang.", text=self.words[:4_000])]
        suspicion = text.speaks_of_suspicion(f"{subject}\n{quoted.newest(quoted.plain(self.words))}")
        entries = [entry for words in self.texts for entry in text.read(words, subject, place)]
        for listed in self.lists:
            where = listed.place if listed.place.file else replace(listed.place, file=place.file, digest=place.digest)
            entries += table.read(listed.rows, where, synonyms, suspicion=suspicion, title=listed.place.sheet or "")
        return entries


def joined(readings: Iterable[Reading]) -> Reading:
    """Several readings as one, in order."""
    readings = list(readings)
    return Reading(
        texts=tuple(words for reading in readings for words in reading.texts),
        lists=tuple(listed for reading in readings for listed in reading.lists),
        entries=tuple(entry for reading in readings for entry in reading.entries),
    )


def read(part: Mail, subject: str, synonyms: Synonyms) -> Reading:
    """One part that has no parts inside. What cannot be read is an Unclear, whatever the reason."""
    file = headers.file_name(part)
    place = Place(file=file)
    try:
        data = _bytes(part)
        place = Place(file=file, digest=hashlib.sha256(data).hexdigest() if file else None)
        return _read(part, data, place, subject, synonyms)
    except Unreadable as error:
        return unclear(f"{error}.", place)
    except Exception:  # noqa: BLE001 - the boundary to hostile files: libraries raise anything, and it becomes a quarantine row
        return unclear("Filen er beskadiget eller kan ikke læses.", place)


def unclear(problem: str, place: Place, words: str = "") -> Reading:
    """A part that a person has to look at."""
    return Reading(entries=(Unclear(place=place, problem=problem, text=words[:4_000]),))


def _read(part: Mail, data: bytes, place: Place, subject: str, synonyms: Synonyms) -> Reading:
    kind, name = part.get_content_type(), (place.file or "").lower()
    attached = place.file is not None and part.get_content_disposition() == "attachment"
    if kind in _EMPTY_KINDS or not data.strip() or _decoration(part, kind, name):
        return (
            Reading()
            if kind in _EMPTY_KINDS or not attached or kind.startswith("image/")
            else unclear("Filen er tom.", place)
        )
    if xlsx.is_workbook(data) or (
        data.startswith(_OLE) and (name.endswith(_SHEET_ENDINGS) or "sheet" in kind or "excel" in kind)
    ):
        return _workbook(data, place)
    if kind in _LIST_KINDS or name.endswith(_LIST_ENDINGS):
        return _list(part, data, place, synonyms)
    if name.endswith(_SHEET_ENDINGS) or "spreadsheet" in kind or "excel" in kind:
        raise Unreadable("Regnearket er beskadiget eller i et format, der ikke kan læses")
    if kind in {"text/plain", "text/html"} or name.endswith((".txt", ".htm", ".html")):
        return _words(part, data, place, subject, synonyms, attached=attached)
    if data.startswith(b"%PDF"):
        raise Unreadable("Filen er en PDF, som skal læses af et menneske")
    if part.get_content_maintype() == "multipart":
        raise Unreadable("Mailens opbygning er beskadiget")
    raise Unreadable("Filen er af en type, som skal læses af et menneske")


def _words(part: Mail, data: bytes, place: Place, subject: str, synonyms: Synonyms, *, attached: bool) -> Reading:
    written = charset.decode(data, _charset(part))
    lists: list[list[Row]] = []
    if part.get_content_type() == "text/html" or (place.file or "").lower().endswith((".htm", ".html")):
        written, lists = html.read(written, synonyms)
    if len(written) > text.LIMIT:
        raise Unreadable("Teksten er for lang")
    reading = Reading(texts=(written,), lists=tuple(Listed(place=Place(), rows=tuple(rows)) for rows in lists))
    return Reading(entries=tuple(reading.persons(subject, place, synonyms))) if attached else reading


def _workbook(data: bytes, place: Place) -> Reading:
    sheets = xlsx.sheets(data)
    if not sheets:
        raise Unreadable("Regnearket har ingen synlige rækker")
    return Reading(lists=tuple(Listed(place=replace(place, sheet=title), rows=tuple(rows)) for title, rows in sheets))


def _list(part: Mail, data: bytes, place: Place, synonyms: Synonyms) -> Reading:
    rows = delimited.rows(charset.decode(data, _charset(part)).replace("\r\n", "\n").replace("\r", "\n"), synonyms)
    if not rows:
        raise Unreadable("Listen er tom")
    where = place if place.file else replace(place, file="liste.csv")
    return Reading(lists=(Listed(place=where, rows=tuple(rows)),))


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
    return payload


def _charset(part: Mail) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, TypeError, AttributeError):
        return None


def _decoration(part: Mail, kind: str, name: str) -> bool:
    """A picture that belongs to the signature or stands in the text."""
    if not kind.startswith("image/"):
        return False
    return (
        part.get_content_disposition() != "attachment"
        or bool(part.get("Content-ID"))
        or bool(_INLINE_IMAGE.match(name))
    )
