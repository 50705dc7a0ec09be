"""A table of cells, wherever it came from, read into one entry per person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from samraad.cpr import parse
from samraad.errors import ImpossibleCpr
from samraad.notification import Certainty, Entry, Place, Problem, Suspicion, Unclear
from tasks.parsing import found
from tasks.parsing.danish.words import FLAGS, OTHER, SUSPECT, suspects
from tasks.parsing.sheets import answers, columns, headings, persons
from tasks.parsing.sheets.columns import IDENTITY, NAMES, Columns, Synonyms
from tasks.parsing.sheets.grid import Cell, Row, shown, text
from tasks.parsing.sheets.headings import Header
from tasks.parsing.sheets.persons import Layout

__all__ = ["Cell", "Kind", "Row", "Table", "read", "tables", "text"]

#: Rows shown of a list that cannot be read.
_SHOWN: Final = 3
_WHOLE: Final = re.compile(r"\d{6}[ -]?\d{4}")


class Kind(Enum):
    """What a table turned out to be."""

    PERSONS = auto()
    #: Headings that are known, and nobody below.
    EMPTY = auto()
    #: A list of victims or witnesses.
    OTHERS = auto()
    #: It may be a list of suspects, but nothing says so.
    DOUBTFUL = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, and what it says."""

    kind: Kind
    entries: tuple[Entry, ...]


def read(rows: Sequence[Row], place: Place, synonyms: Synonyms, *, suspicion: bool, title: str = "") -> list[Entry]:
    """The persons of a table. `suspicion` says whether the letter speaks of suspicion, `title` is the sheet's name.

    A table without headings that can be understood, or without persons below them, gives one Unclear.
    """
    found_tables = tables(rows, place, synonyms, suspicion=suspicion, title=title)
    return [entry for each in found_tables for entry in each.entries]


def tables(
    rows: Sequence[Row],
    place: Place,
    synonyms: Synonyms,
    *,
    suspicion: bool,
    title: str = "",
    since_1904: bool = False,
) -> list[Table]:
    """All tables of a sheet. Beside one with persons, those of nobody are left out."""
    sections = _sections(rows, synonyms)
    if not sections:
        upright = headings.turned(rows, synonyms)
        sections = [_Section(header=header, above=(), rows=tuple(below)) for header, below in upright]
    if not sections:
        guess = headings.guess(rows)
        beginning = [*([guess] if guess else []), *(row for row in rows[:_SHOWN] if row is not guess)]
        return [_aside(Kind.UNKNOWN, place, "Kolonnerne i listen kan ikke genkendes", beginning)]
    layout = Layout(columns={}, certainty={}, place=place, since_1904=since_1904)
    every = [_table(section, layout, synonyms, title=title, suspicion=suspicion) for section in sections]
    spoken = [each for each in every if each.kind not in (Kind.EMPTY, Kind.OTHERS)]
    return spoken if any(each.kind is Kind.PERSONS for each in spoken) else (spoken or every[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A header with what stands above and below it."""

    header: Header
    #: Title rows.
    above: tuple[Row, ...]
    rows: tuple[Row, ...]


def _sections(rows: Sequence[Row], synonyms: Synonyms) -> list[_Section]:
    """The tables below each other. The same headings once more, as on a new page, begin no new one."""
    headers = headings.find(rows, synonyms)
    sections: list[_Section] = []
    ends = [header.index for header in headers[1:]] + [len(rows)]
    if not headers:
        return []
    above = tuple(rows[: headers[0].index])
    for header, end in zip(headers, ends, strict=True):
        below = rows[header.index + header.height : end]
        if sections and header.cells == sections[-1].header.cells and not _tells(above):
            sections[-1] = replace(sections[-1], rows=(*sections[-1].rows, *below))
        else:
            sections.append(_Section(header=header, above=above, rows=tuple(below)))
        above = _titles(below)
    # A header right above another one is a line that only looked like it.
    return [each for each in sections[:-1] if each.rows] + sections[-1:]


def _titles(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The title rows of the table below: the last rows with a single cell."""
    cut = len(rows)
    while cut and sum(bool(text(cell)) for cell in rows[cut - 1].cells) == 1:
        cut -= 1
    return tuple(rows[cut:])


def _tells(above: Sequence[Row]) -> bool:
    """Whether titles say anew whom a table is about."""
    return bool(re.search(f"{OTHER}|{SUSPECT}", _words(above), FLAGS))


def _words(rows: Sequence[Row]) -> str:
    return " ".join(text(cell) for row in rows for cell in row.cells)


def _table(section: _Section, layout: Layout, synonyms: Synonyms, *, title: str, suspicion: bool) -> Table:
    header = section.header
    place, cells, above = layout.place, list(header.cells), f"{title} {_words(section.above)}"
    beginning = [*section.above, Row(number=None, cells=header.cells), *section.rows[:_SHOWN]]
    if re.search(OTHER, above, FLAGS) and not re.search(SUSPECT, above, FLAGS):
        kind = Kind.DOUBTFUL if "role" in header.columns else Kind.OTHERS
        return _aside(kind, place, "Listen handler måske ikke om mistænkte personer", beginning)
    if columns.doubtful(cells, header.columns, synonyms):
        return _aside(Kind.DOUBTFUL, place, "Listen handler måske ikke om mistænkte personer", beginning)
    says = "offence" in header.columns or "role" in header.columns
    if not (says or suspicion or suspects(f"{above} {' '.join(cells)}")):
        return _aside(Kind.DOUBTFUL, place, "Listen siger ikke, hvad personerne er mistænkt for", beginning)
    layout = replace(layout, columns=_chosen(section), certainty=header.certainty, alike=header.alike)
    layout = _with_numbers(layout, section)
    people = [row for row in section.rows if persons.is_person(row, layout)]
    if not people:
        return _aside(Kind.EMPTY, place, "Listen har overskrifter, men ingen personer", beginning)
    if not _is_identified(people, layout):
        return _aside(Kind.UNKNOWN, place, "Ingen kolonne kan genkendes som CPR-nummer eller fødselsdato", beginning)
    told = ((row, answers.told(persons.person(row, layout), row, layout)) for row in people)
    entries = (found.entry(person, replace(place, row=row.number)) for row, person in told)
    return Table(kind=Kind.PERSONS, entries=tuple(entry for entry in entries if entry is not None))


def _is_identified(rows: Sequence[Row], layout: Layout) -> bool:
    """Whether a column holds what persons are told apart by, or numbers and dates stand beside the names."""
    if layout.columns.keys() & IDENTITY:
        return True
    named = (text(layout.value(row, key)) for row in rows for key in NAMES & layout.columns.keys())
    return any(re.search(r"\d{4}", said) for said in named)


def _chosen(section: _Section) -> Columns:
    """The columns; of several for the offence the first that holds words ("Gerningskode" beside "Gerningstekst")."""
    header = section.header
    worded = [
        at
        for at in header.alike.get("offence", ())
        if any(re.search(r"[^\W\d_]{3}", text(row.cells[at])) for row in section.rows if at < len(row.cells))
    ]
    return {**header.columns, "offence": worded[0]} if worded else header.columns


def _with_numbers(layout: Layout, section: _Section) -> Layout:
    """Where no heading announces a number, the only column without one that holds nothing but CPR numbers."""
    if layout.columns.keys() & IDENTITY:
        return layout
    width = max((len(row.cells) for row in section.rows), default=0)
    unnamed = [at for at in range(width) if at >= len(section.header.cells) or not section.header.cells[at]]
    numbered = [at for at in unnamed if _are_numbers([row.cells[at] for row in section.rows if at < len(row.cells)])]
    if len(numbered) != 1:
        return layout
    return replace(
        layout,
        columns={**layout.columns, "cpr": numbered[0]},
        certainty={**layout.certainty, "cpr": Certainty.DOUBTFUL},
    )


def _are_numbers(cells: Sequence[Cell]) -> bool:
    filled = [said for cell in cells if (said := text(cell))]
    return bool(filled) and all(_WHOLE.fullmatch(said) and _is_possible(said) for said in filled)


def _is_possible(written: str) -> bool:
    try:
        parse(written)
    except ImpossibleCpr:
        return False
    return True


_CODES: Final = {Kind.EMPTY: Problem.EMPTY_SHEET, Kind.UNKNOWN: Problem.UNKNOWN_LAYOUT}


def _aside(kind: Kind, place: Place, problem: str, rows: Sequence[Row]) -> Table:
    words = "\n".join(" | ".join(shown(cell) for cell in row.cells) for row in rows)[:2000]
    entry = Unclear(place=place, problem=f"{problem}.", code=_CODES.get(kind, Problem.OTHER), text=words)
    return Table(kind=kind, entries=(entry,))


def has_persons(tables_found: Sequence[Table]) -> bool:
    """Whether somebody was found who is a suspect for certain."""
    return any(isinstance(entry, Suspicion) for each in tables_found for entry in each.entries)
