"""PDF files: the text of their pages, the values of their forms, and the files inside them."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError

from samraad.notification import Problem
from tasks.parsing.containers import mime
from tasks.parsing.documents import pdf_layout
from tasks.parsing.documents.written import Gap, Sheet, Written, plain
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

MAX_PAGES: Final = 200
#: Bytes of one stream; a page of text has some thousand.
MAX_STREAM: Final = 20 * 2**20
MAX_FILES: Final = 50
#: A page with a picture of this many dots each way and fewer letters than these is a scan.
_SCAN_DOTS: Final = 600
_SCAN_LETTERS: Final = 200
#: Content of an empty page, in bytes.
_NOTHING: Final = 120
#: The third way to show text is not to: below a scanned page it is what a machine took the picture for.
_INVISIBLE: Final = 3
#: What the library mends without loss.
_HARMLESS: Final = (
    "Ignoring wrong pointing object",
    "Multiple definitions in dictionary",
    "Xref table not zero-indexed",
)
#: Signs that stand for a glyph whose letter the file does not tell.
_NO_LETTER: Final = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f]|\(cid:\d+\)")
_PAGE_NUMBER: Final = re.compile(r"(?:side|page|s\.)\s*\d{1,3}(?:\s*(?:af|of|/)\s*\d{1,3})?", re.IGNORECASE)
_DYNAMIC_FORM: Final = "PDF'en er en formular, som kun kan åbnes i Adobe Reader"


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF: some programs put a few before its mark (ISO 32000-2, 7.5.2)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, job: Job) -> Written:
    """The text with the page of each line. Raises Unreadable: encrypted, damaged, too large, without text."""
    if b"%%EOF" not in data[-2048:]:
        raise Unreadable("PDF'en er beskadiget: slutningen mangler")
    try:
        with _watched() as complaints, apply_configuration(zlib_maximum_output_length=MAX_STREAM):
            written = _read(_opened(data, job), job)
    except LimitReachedError as error:
        raise Unreadable("PDF'en er for stor, når den pakkes ud", Problem.OVER_LIMIT) from error
    except (PyPdfError, ValueError, KeyError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("PDF'en er beskadiget") from error
    if complaints:
        raise Unreadable("PDF'en kan ikke læses med sikkerhed: den er beskadiget eller har tegn uden bogstaver")
    return written


@contextmanager
def _watched() -> Iterator[list[str]]:
    """What the library finds wrong and mends, by guessing: it says so in its log only."""
    said: list[str] = []

    class _Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if not any(harmless in message for harmless in _HARMLESS):
                said.append(message)

    log, listener = logging.getLogger("pypdf"), _Listener(logging.WARNING)
    log.addHandler(listener)
    through, log.propagate = log.propagate, False
    try:
        yield said
    finally:
        log.removeHandler(listener)
        log.propagate = through


def _opened(data: bytes, job: Job) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if not reader.is_encrypted or reader.decrypt("") != PasswordType.NOT_DECRYPTED:
        return reader
    if job.password is None:
        raise Unreadable("PDF'en er krypteret med en adgangskode", Problem.ENCRYPTED)
    if any(reader.decrypt(password) != PasswordType.NOT_DECRYPTED for password in job.spellings()):
        return reader
    raise Unreadable("Adgangskoden passer ikke til PDF'en", Problem.ENCRYPTED)


def _read(reader: PdfReader, job: Job) -> Written:
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable("PDF'en har for mange sider", Problem.OVER_LIMIT)
    sheet, gaps, files = Sheet(job.synonyms), [], list(_embedded(reader, job))
    table: pdf_layout.Columns | None = None
    for number, page in enumerate(reader.pages, 1):
        sheet.page(number)
        words, invisible = _words(page)
        if _NO_LETTER.search(words):
            raise Unreadable("PDF'en har tegn, som ikke kan oversættes til bogstaver")
        gap = _gap(page, number, words, invisible=invisible)
        if gap:
            gaps.append(gap)
            table = None
        else:
            table = pdf_layout.put(sheet, page, words, table)
        files += _attached(page, job)
        sheet.hidden = sheet.hidden or _commented(page)
    _form(reader, sheet)
    if not sheet.text.strip() and not sheet.lists and not files:
        if len(gaps) == len(reader.pages) and any(gap.text for gap in gaps):
            return Written(text="", gaps=tuple(gaps))
        raise Unreadable("PDF'en har ingen tekst; den er nok skannet og skal læses af et menneske")
    return Written(
        text=sheet.text,
        lists=tuple(sheet.lists),
        pages=sheet.begun,
        hidden=sheet.hidden,
        gaps=tuple(gaps),
        files=tuple(files),
    )


def _words(page: PageObject) -> tuple[str, bool]:
    """The text of a page, and whether any of it is there without being shown."""
    modes: set[int] = set()

    def look(operator: Any, operands: Any, *_: Any) -> None:
        if operator == b"Tr" and operands:
            modes.add(int(operands[0]))

    written = page.extract_text(visitor_operand_before=look)
    written = re.sub(r"\u00ad\n(\S+)[ \n]?", r"\1\n", written)
    # A word broken at the end of a line, and not the first of two ("vold- og trusler").
    written = re.sub(r"(?<=[a-zæøå])-\n(?!(?:og|eller|samt)\b)([a-zæøå]\S*)[ \n]?", r"\1\n", written)
    lines = ("" if _PAGE_NUMBER.fullmatch(line.strip()) else line for line in plain(written).split("\n"))
    return "\n".join(lines), _INVISIBLE in modes


def _gap(page: PageObject, number: int, words: str, *, invisible: bool) -> Gap | None:
    """Why a page has to be looked at: it is a picture, whatever a machine may have read in it."""
    letters = len("".join(words.split()))
    pictured = _is_pictured(page)
    if letters and invisible and pictured:
        return Gap(problem="Siden er skannet, og dens tekst er læst af en maskine", page=number, text=words)
    if pictured and letters < _SCAN_LETTERS:
        return Gap(problem="Siden er et billede, som skal læses af et menneske", page=number, text=words)
    contents = page.get_contents()
    if not letters and contents is not None and len(contents.get_data()) > _NOTHING and "/Annots" not in page:
        return Gap(problem="Siden har ingen tekst, der kan læses", page=number)
    return None


def _is_pictured(page: PageObject) -> bool:
    """Whether a picture as large as a scan hangs on the page."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for one in (objects.get_object() if objects is not None else {}).values():
        item = one.get_object()
        if item.get("/Subtype") == "/Image" and min(item.get("/Width", 0), item.get("/Height", 0)) >= _SCAN_DOTS:
            return True
    return False


def _annotations(page: PageObject) -> Iterator[Any]:
    listed = page.get("/Annots")
    for one in listed.get_object() if listed is not None else []:
        annotation = one.get_object()
        if isinstance(annotation, dict):
            yield annotation


def _commented(page: PageObject) -> bool:
    """Whether somebody wrote a note on the page: it is not the police's letter."""
    return any(
        one.get("/Subtype") in {"/Text", "/FreeText", "/Highlight", "/Caret"} and str(one.get("/Contents", "")).strip()
        for one in _annotations(page)
    )


def _attached(page: PageObject, job: Job) -> Iterator[Mail]:
    for one in _annotations(page):
        if one.get("/Subtype") == "/FileAttachment":
            file = one["/FS"].get_object()
            content = file["/EF"].get_object()["/F"].get_object().get_data()
            job.unpack(len(content))
            yield mime.file(str(file.get("/UF") or file.get("/F") or "vedhæftning"), content)


def _embedded(reader: PdfReader, job: Job) -> Iterator[Mail]:
    for number, file in enumerate(reader.attachment_list, 1):
        if number > MAX_FILES:
            raise Unreadable("PDF'en har for mange filer inde i sig", Problem.OVER_LIMIT)
        content = file.content
        job.unpack(len(content))
        yield mime.file(str(file.alternative_name or file.name), content)


def _form(reader: PdfReader, sheet: Sheet) -> None:
    """What was filled in, as labelled lines: the label is what the form shows, else the field's own name."""
    fields = reader.get_fields() or {}
    filled = []
    for name, one in fields.items():
        value = one.get("/V")
        if one.get("/FT") in {"/Tx", "/Ch"} and isinstance(value, str) and value.strip():
            label = one.get("/TU") or re.sub(r"\[\d+\]", "", str(name)).rsplit(".", 1)[-1].replace("_", " ")
            filled.append(f"{str(label).rstrip(' :')}: {' '.join(value.split())}")
    form = reader.root_object.get("/AcroForm")
    if not filled and form is not None and "/XFA" in form.get_object():
        raise Unreadable(_DYNAMIC_FORM)
    sheet.paragraph("\n".join(["", *filled, ""]))
