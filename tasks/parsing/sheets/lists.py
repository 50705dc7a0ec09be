"""The lists of a mail together: what one sheet is can hang on what stands in the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from samraad.notification import Entry, Place
from tasks.parsing.danish import numbers
from tasks.parsing.sheets import columns, headings, origin, table
from tasks.parsing.sheets.columns import IDENTITY, NAMES, Synonyms
from tasks.parsing.sheets.grid import Row, text
from tasks.parsing.sheets.table import Kind, Table

#: Rows above the headings that may say which list it is.
_TITLES: Final = 10
_IDENTITY: Final = re.compile(r"(?<!\d)\d{6}[ -]?\d{4}(?!\d)|(?<!\d)\d{9,10}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A table that has not been judged yet: that takes the words of the whole mail."""

    place: Place
    rows: tuple[Row, ...]
    #: Days are counted from 1904 (old Macs) instead of 1900.
    since_1904: bool = False


def entries(listed: Iterable[Listed], synonyms: Synonyms, *, suspicion: bool, about: Sequence[str] = ()) -> list[Entry]:
    """The persons of all lists of a letter, and what a person must look at.

    suspicion: whether the letter speaks of one. about: subject and sender, which may say where a list comes from.
    """
    found: list[Entry] = []
    for _, group in groupby(listed, key=lambda each: (each.place.file, each.place.digest)):
        sheets = list(group)
        read = [_tables(each, synonyms, suspicion=suspicion) for each in sheets]
        somebody = any(each.kind is Kind.PERSONS for tables in read for each in tables)
        for sheet, tables in zip(sheets, read, strict=True):
            came = origin.of(_near(sheet), about)
            found += [
                replace(entry, origin=came)
                for each in tables
                if not (somebody and _is_beside(each, sheet, synonyms))
                for entry in each.entries
            ]
    return found


def _tables(listed: Listed, synonyms: Synonyms, *, suspicion: bool) -> list[Table]:
    return table.tables(
        listed.rows,
        listed.place,
        synonyms,
        suspicion=suspicion,
        title=listed.place.sheet or "",
        since_1904=listed.since_1904,
    )


def _near(listed: Listed) -> list[str]:
    rows = (cell for row in listed.rows[:_TITLES] for cell in headings.texts(row))
    # A name that joins its words by underscores still has words.
    file = (listed.place.file or "").replace("_", " ")
    return [file, listed.place.sheet or "", *(cell for cell in rows if cell)]


def _is_beside(each: Table, sheet: Listed, synonyms: Synonyms) -> bool:
    """Whether a sheet only goes with the list in another one: victims and witnesses, an index, a page of figures."""
    if each.kind is Kind.OTHERS:
        return True
    return each.kind is Kind.UNKNOWN and not _may_name_somebody(sheet.rows, synonyms)


def _may_name_somebody(rows: Sequence[Row], synonyms: Synonyms) -> bool:
    for row in rows:
        for cell in headings.texts(row):
            keys = columns.meaning(cell, synonyms)[0] if len(cell) <= columns.LONGEST else ()
            if set(keys) & (NAMES | IDENTITY) or _IDENTITY.search(cell) or numbers.find(cell):
                return True
    return False


def everything(listed: Iterable[Listed]) -> list[str]:
    """All that stands in the cells."""
    return [text(cell) for each in listed for row in each.rows for cell in row.cells]
