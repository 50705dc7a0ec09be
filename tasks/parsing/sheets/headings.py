"""Where the tables of a sheet begin: rows of headings, in one row or two, once or again, upright or on their side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samraad.notification import Certainty
from tasks.parsing.danish.words import FLAGS, OTHER
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import IDENTITY, NAMES, Columns, Synonyms
from tasks.parsing.sheets.grid import Cell, Fault, Row, letter, text

#: So many digits in a row are a value, not a heading.
_VALUE: Final = re.compile(r"\d{6}|\d[\s./-]\d{1,2}[\s./-]\d{2,4}")

#: Rows among which the headings are.
_WITHIN: Final = 30
#: Fewest known headings by which a row is one of headings among many unknown ones, and a list turned on its side.
_KNOWN_ENOUGH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The headings of one table."""

    #: Index of its first row, and how many it takes.
    index: int
    height: int
    #: What each column is called, by its index.
    cells: tuple[str, ...]
    columns: Columns
    #: How certain it is that the heading says so.
    certainty: Mapping[str, Certainty]
    #: Every column that may hold it, where there are several.
    alike: Mapping[str, tuple[int, ...]]


def texts(row: Row) -> list[str]:
    """The row's cells as their reader sees them."""
    return [text(cell) for cell in row.cells]


def find(rows: Sequence[Row], synonyms: Synonyms) -> list[Header]:
    """The headers of all tables below each other, in order."""
    found: list[Header] = []
    index = 0
    while index < len(rows):
        header = _at(rows, index, synonyms)
        if header is not None:
            found.append(header)
        index += header.height if header else 1
    return found


def guess(rows: Sequence[Row]) -> Row | None:
    """Where no headings are known, the row that looks most like them: the first of those with the most words."""
    possible = [row for row in rows[:_WITHIN] if may_be(row)]
    return max(possible, key=lambda row: sum(bool(cell) for cell in texts(row)), default=None)


def turned(rows: Sequence[Row], synonyms: Synonyms) -> list[tuple[Header, list[Row]]]:
    """Tables on their side: headings down the first filled column, a person in each column beside them.

    Where a heading comes again, the next table begins (one card for each person).
    """
    blocks: list[list[Row]] = []
    seen: set[str] = set()
    for row in rows:
        label = next((cell for cell in texts(row) if cell), "")
        keys, _ = columns.meaning(label, synonyms) if len(label) <= columns.LONGEST else ((), None)
        if not blocks or seen & set(keys):
            blocks.append([])
            seen = set()
        seen |= set(keys)
        blocks[-1].append(row)
    return [table for block in blocks if (table := _upright(block, synonyms))]


def _upright(block: Sequence[Row], synonyms: Synonyms) -> tuple[Header, list[Row]] | None:
    first = min((at for row in block for at, cell in enumerate(row.cells) if text(cell)), default=0)
    labels = tuple(text(row.cells[first]) if first < len(row.cells) else "" for row in block)
    header = _header(0, 1, list(labels), synonyms)
    if not _is_enough(header, [label for label in labels if label], fewest=_KNOWN_ENOUGH):
        return None
    persons = []
    for column in range(first + 1, max(len(row.cells) for row in block)):
        cells: tuple[Cell, ...] = tuple(row.cells[column] if column < len(row.cells) else None for row in block)
        if any(cell is not None for cell in cells):
            persons.append(Row(number=None, cells=cells, column=letter(column)))
    return (header, persons) if persons else None


def _at(rows: Sequence[Row], index: int, synonyms: Synonyms) -> Header | None:
    """The header that begins in this row, if one does."""
    own = texts(rows[index])
    if not may_be(rows[index]):
        return None
    single = _header(index, 1, own, synonyms)
    alone = _is_enough(single, [cell for cell in own if cell])
    if index + 1 < len(rows) and _follows(rows[index], rows[index + 1]):
        below = texts(rows[index + 1])
        if may_be(rows[index + 1]):
            double = _double(index, own, below, synonyms)
            lower = _header(index + 1, 1, below, synonyms)
            if _better(double, single if alone else None, lower, own, below):
                return double
    return single if alone else None


def _follows(upper: Row, lower: Row) -> bool:
    return upper.number is None or lower.number is None or lower.number == upper.number + 1


def may_be(row: Row) -> bool:
    """Whether all cells of a row could be headings: short words, no values."""
    return not row.problem and all(
        (not cell or (len(cell) <= columns.LONGEST and not _VALUE.search(cell)))
        and not isinstance(value, Fault | float | int)
        for cell, value in zip(texts(row), row.cells, strict=True)
    )


def _header(index: int, height: int, cells: Sequence[str], synonyms: Synonyms) -> Header:
    mapped: dict[str, int] = {}
    certain: dict[str, Certainty] = {}
    alike: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(cells):
        if not cell or len(cell) > columns.LONGEST:
            continue
        keys, certainty = columns.meaning(cell, synonyms)
        for key in keys:
            alike[key] = (*alike.get(key, ()), at)
            # A heading that is known goes before one of which only a part is.
            if key not in mapped or (certain[key] is not Certainty.CERTAIN and certainty is Certainty.CERTAIN):
                mapped[key], certain[key] = at, certainty
    return Header(index=index, height=height, cells=tuple(cells), columns=mapped, certainty=certain, alike=alike)


def _is_enough(header: Header, filled: Sequence[str], fewest: int = 0) -> bool:
    """Whether these are headings of a list of persons, and not a line that happens to hold such words."""
    known = set(header.columns.values())
    if not columns.is_header(header.columns) or len(known) < max(fewest, 2):
        # Name and number in one column are a list of their own.
        both = bool(header.columns.keys() & NAMES) and bool(header.columns.keys() & IDENTITY)
        return bool(not fewest and both and len(known) == 1 and len(filled) > 1)
    labels = sum(cell.endswith(":") for cell in filled)
    if labels and len(known) < len(filled) and not fewest:
        return False
    telling = bool(header.columns.keys() & NAMES) and bool(header.columns.keys() & IDENTITY)
    return telling or len(known) >= _KNOWN_ENOUGH or 2 * len(known) >= len(filled)


def _double(index: int, upper: Sequence[str], lower: Sequence[str], synonyms: Synonyms) -> Header:
    """Two rows as one: a heading over several columns stands in the first of them only."""
    width = max(len(upper), len(lower))
    cells, over = [], ""
    for column in range(width):
        own = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        over = own or over
        if not below:
            cells.append(own)
        elif re.search(OTHER, over, FLAGS):
            cells.append(f"{over} {below}")
        else:
            keys, _ = columns.meaning(below, synonyms)
            cells.append(below if keys else f"{over} {below}")
    return _header(index, 2, cells, synonyms)


def _better(double: Header, single: Header | None, lower: Header, own: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the two rows are headings together rather than the upper, or the lower, alone."""
    if not _is_enough(double, [cell for cell in double.cells if cell]):
        return False
    gain = len(double.columns)
    if single is not None and gain == len(single.columns):
        # Remarks on the headings: "(10 cifre)".
        return all(not cell or cell.startswith("(") for cell in below)
    if sum(bool(cell) for cell in own) > 1 and any(re.search(OTHER, cell, FLAGS) for cell in own) and single is None:
        return True
    return gain > len(lower.columns) and gain > (len(single.columns) if single else 0)
