"""What the reader makes of the headings of a file, for whoever teaches it a layout."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samraad.errors import BadInput
from tasks.parsing import headers
from tasks.parsing.documents import html
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns, delimited, headings, workbooks, xls
from tasks.parsing.sheets.columns import IDENTITY, NAMES, Synonyms
from tasks.parsing.sheets.grid import Row

_LISTS: Final = (".csv", ".tsv", ".txt")
_PAGES: Final = (".htm", ".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading, and what it is taken for: nothing, one thing, or a name and number together."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The headings of one table."""

    file: str
    #: Name of the sheet in a workbook.
    sheet: str | None
    #: Row of the headings; line for CSV; None for a list on its side, or where no row can be one.
    row: int | None
    headings: tuple[Heading, ...]
    #: Danish: what a list must have and this one has not.
    missing: tuple[str, ...]


def show(data: bytes, name: str, synonyms: Synonyms) -> list[Layout]:
    """The layouts of a workbook, a delimited text, or a mail (.eml) with such files. Raises BadInput: nothing there."""
    found = [
        layout
        for file, content in _files(data, name)
        for sheet, rows in _tables(content, file, synonyms)
        for layout in _layouts(file, sheet, rows, synonyms)
    ]
    if not found:
        raise BadInput(
            f"Der er ingen liste i {name}. Giv et regneark (xlsx, xls, ods), en csv eller en gemt mail (eml)."
        )
    return found


def _files(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    if not name.lower().endswith(".eml"):
        yield name, data
        return
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            kind = ".html" if part.get_content_type() == "text/html" else ""
            yield headers.file_name(part) or f"mailens tekst{kind}", content


def _tables(data: bytes, name: str, synonyms: Synonyms) -> Iterable[tuple[str | None, Sequence[Row]]]:
    """The tables of one file. Raises Unreadable, which is a BadInput, where it is a list and cannot be read."""
    if workbooks.is_workbook(data) or data.startswith(xls.OLE):
        return [(sheet.title, sheet.rows) for sheet in workbooks.read(data, Job(synonyms=synonyms))]
    if name.lower().endswith(_PAGES) or b"<table" in data[:100_000].lower():
        written = delimited.decode(data, None)
        return [(None, rows) for rows in html.read(written, synonyms).lists]
    if not name.lower().endswith((*_LISTS, *workbooks.ENDINGS)):
        return []
    try:
        return [(None, delimited.rows(delimited.decode(data, None), synonyms))]
    except Unreadable:
        return []


def _layouts(file: str, sheet: str | None, rows: Sequence[Row], synonyms: Synonyms) -> list[Layout]:
    found = headings.find(rows, synonyms)
    if found:
        once = {header.cells: header for header in reversed(found)}
        return [
            _layout(file, sheet, rows[header.index + header.height - 1].number, header.cells, synonyms)
            for header in reversed(once.values())
        ]
    turned = headings.turned(rows, synonyms)
    if turned:
        return [_layout(file, sheet, None, turned[0][0].cells, synonyms)]
    guess = headings.guess(rows)
    return [_layout(file, sheet, guess.number if guess else None, headings.texts(guess) if guess else (), synonyms)]


def _layout(file: str, sheet: str | None, row: int | None, cells: Sequence[str], synonyms: Synonyms) -> Layout:
    shown = tuple(
        Heading(text=" ".join(cell.split()), keys=columns.meaning(cell, synonyms)[0]) for cell in cells if cell
    )
    keys = {key for heading in shown for key in heading.keys}
    missing = []
    if not keys & NAMES:
        missing.append("navn")
    if not keys & IDENTITY:
        missing.append("CPR-nummer eller fødselsdato")
    if "offence" not in keys:
        missing.append("forhold")
    return Layout(file=file, sheet=sheet, row=row, headings=shown, missing=tuple(missing))
