"""Files that are documents, or that hold other files: what they are, and how they become a reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from samraad.notification import Entry, Note, Place, Problem, Suspicion, Unclear
from tasks.parsing.containers import archive, locked, mime, outlook, smime, winmail
from tasks.parsing.containers.mime import Inside
from tasks.parsing.documents import docx, odt, package, pdf, rtf
from tasks.parsing.documents.written import Written
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import text
from tasks.parsing.reading import Item, Reading, unclear
from tasks.parsing.sheets.lists import Listed

_MAILS: Final = (".eml", ".mht", ".mhtml")
_WORD: Final = "WordDocument".encode("utf-16-le")
_PGP: Final = re.compile(rb"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_PGP_ENDINGS: Final = (".pgp", ".gpg")


def _is_office(item: Item) -> bool:
    """A zip file that is a document, workbook or presentation."""
    names = package.names(item.data)
    return "[Content_Types].xml" in names or ("content.xml" in names and "mimetype" in names)


def _is_docx(item: Item) -> bool:
    return item.data.startswith(b"PK") and (
        item.name.endswith((".docx", ".docm", ".dotx")) or "word/document.xml" in package.names(item.data)
    )


def _is_odt(item: Item) -> bool:
    return item.data.startswith(b"PK") and (
        item.name.endswith((".odt", ".ott")) or odt.is_odt(package.names(item.data), item.data)
    )


def _is_zip(item: Item) -> bool:
    called = item.name.endswith((".xlsx", ".xlsm", ".xlsb", ".ods", ".pptx", ".odp"))
    return archive.is_zip(item.data) and not called and not _is_office(item)


def _is_old_word(item: Item) -> bool:
    return item.data.startswith(outlook.OLE) and (_WORD in item.data or item.name.endswith((".doc", ".dot")))


def _old_word(item: Item, job: Job) -> Reading:
    raise Unreadable("Filen er et Word-dokument af ældre slags (.doc), som skal læses af et menneske")


def _is_pgp(item: Item) -> bool:
    return item.name.endswith(_PGP_ENDINGS) or bool(_PGP.search(item.data[:100_000]))


def _pgp(item: Item, job: Job) -> Reading:
    if item.attached:
        raise Unreadable("Filen er krypteret (PGP); bed politiet sende den igen", Problem.FOREIGN_KEY)
    raise Unreadable("Mailen er krypteret (PGP); bed politiet sende den igen", Problem.FOREIGN_KEY)


def _is_mail(item: Item) -> bool:
    return item.name.endswith(_MAILS) or item.data[:100].lower().startswith(b"mime-version:")


def _unlocked(item: Item, job: Job) -> Inside:
    return Inside(parts=(mime.file(item.place.file or "fil", locked.opened(item.data, job)),))


def _mail(item: Item, job: Job) -> Inside:
    return Inside(parts=(mime.enclosed(mime.mail(item.data), item.place.file or "mail.eml"),))


def _outlook(item: Item, job: Job) -> Inside:
    return Inside(parts=(mime.enclosed(outlook.opened(item.data, job), item.place.file or "mail.msg"),))


def _winmail(item: Item, job: Job) -> Inside:
    return Inside(parts=(winmail.opened(item.data, job),))


def _signed(item: Item, job: Job) -> Inside:
    return smime.opened(item.data, job)


def _archive(item: Item, job: Job) -> Inside:
    return archive.opened(item.data, job)


def _opening(unpack: Callable[[Item, Job], Inside]) -> Callable[[Item, Job], Reading]:
    """A container as a reading: its parts are still to be read, what was not unpacked is unclear."""

    def read(item: Item, job: Job) -> Reading:
        inside = unpack(item, job)
        entries = tuple(
            Unclear(place=replace(item.place, file=mime.clean_name(one.name)), problem=f"{one.problem}.", code=one.code)
            for one in inside.unread
        )
        return Reading(entries=entries, inside=inside.parts, levels=inside.levels)

    return read


def _reading(document: Callable[[bytes, Job], Written]) -> Callable[[Item, Job], Reading]:
    """A document as a reading: its persons stand in that file, unless it is the mail's own text."""

    def read(item: Item, job: Job) -> Reading:
        written = document(item.data, job)
        if len(written.text) > text.LIMIT:
            raise Unreadable("Dokumentet er for langt", Problem.OVER_LIMIT)
        if written.hidden:
            job.notes.add(Note.HIDDEN_NOT_READ)
        if item.place.file is None and item.part.get_content_maintype() == "text":
            return Reading(texts=(written.text,), lists=_lists(written, Place()), inside=written.files)
        place = replace(
            item.place,
            file=item.place.file or "dokument",
            digest=item.place.digest or hashlib.sha256(item.data).hexdigest(),
        )
        return _in_file(written, place, item.subject, job)

    return read


def _in_file(written: Written, place: Place, subject: str, job: Job) -> Reading:
    """The persons of a document. Its lists are judged here where it speaks of suspicion, else with the mail's words."""
    gaps = tuple(
        Unclear(
            place=replace(place, page=gap.page),
            problem=f"{gap.problem}.",
            code=Problem.UNREADABLE,
            text=gap.text[:4_000],
        )
        for gap in written.gaps
    )
    here = text.speaks_of_suspicion(f"{subject}\n{written.text}")
    own = Reading(texts=(written.text,), lists=_lists(written, place) if here else ())
    found = tuple(_paged(entry, written) for entry in own.persons(subject, place, job))
    later = () if here else _lists(written, place)
    if not (found or later or gaps or written.files):
        return unclear("Ingen person fundet i filen.", place, written.text, code=Problem.NO_PERSON)
    return Reading(lists=later, entries=(*found, *gaps), inside=written.files)


def _lists(written: Written, place: Place) -> tuple[Listed, ...]:
    return tuple(Listed(place=replace(place, page=table.page), rows=table.rows) for table in written.lists)


def _paged(entry: Entry, written: Written) -> Entry:
    """The entry with pages, and lines of the page instead of the whole document."""
    if not written.pages or entry.place.page is not None:
        return entry
    if isinstance(entry, Suspicion):
        entry = replace(
            entry,
            sources=tuple(replace(source, place=_on_page(source.place, written)) for source in entry.sources),
        )
    named = entry.name or (entry.cpr if isinstance(entry, Suspicion) else None)
    if entry.place.line is None and named:
        lines = written.text.split("\n")
        line = next((number for number, words in enumerate(lines, 1) if named in words), None)
        return replace(entry, place=replace(_on_page(replace(entry.place, line=line), written), line=None))
    return replace(entry, place=_on_page(entry.place, written))


def _on_page(place: Place, written: Written) -> Place:
    if place.line is None:
        return place
    start, page = max((one for one in written.pages if one[0] <= place.line), default=(1, 1))
    return replace(place, page=page, line=place.line - start + 1)


#: What a file is, asked in this order, and who reads it.
FORMATS: Final[tuple[tuple[Callable[[Item], bool], Callable[[Item, Job], Reading]], ...]] = (
    (lambda item: locked.is_locked(item.data), _opening(_unlocked)),
    (
        lambda item: winmail.is_winmail(item.data) or item.name == "winmail.dat" or item.kind == "application/ms-tnef",
        _opening(_winmail),
    ),
    (lambda item: item.kind in smime.KINDS or item.name.endswith(".p7m"), _opening(_signed)),
    (_is_pgp, _pgp),
    (lambda item: outlook.is_msg(item.data) or item.name.endswith(".msg"), _opening(_outlook)),
    (_is_mail, _opening(_mail)),
    (lambda item: pdf.is_pdf(item.data), _reading(pdf.read)),
    (_is_docx, _reading(docx.read)),
    (_is_odt, _reading(odt.read)),
    (lambda item: rtf.is_rtf(item.data), _reading(rtf.read)),
    (_is_old_word, _old_word),
    (_is_zip, _opening(_archive)),
)
