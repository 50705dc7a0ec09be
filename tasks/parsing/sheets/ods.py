"""Workbooks of LibreOffice (.ods): one pass over the content, which says of everything whether it is hidden.

No library does: calamine tells hidden sheets only, odfdo loads the whole tree and unfolds the repeated rows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from samraad.notification import Problem
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import xlsx
from tasks.parsing.sheets.grid import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Book,
    Cell,
    Cells,
    Fault,
    Sheet,
    filled_down,
    rows_of,
)

MIMETYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def read(data: bytes) -> Book:
    """The visible sheets that hold anything.

    Raises Unreadable: encrypted, damaged, a bomb, an external entity, too large. The text says which.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            xlsx.inspect(file)
            if b"encryption-data" in file.read("META-INF/manifest.xml"):
                raise Unreadable("Regnearket er krypteret på en måde, vi ikke kan låse op", Problem.FOREIGN_KEY)
            content = file.read("content.xml")
        tables = list(_tables(content))
    except xlsx.DAMAGED_PACKAGE as error:
        raise Unreadable("Regnearket er beskadiget") from error
    visible = [table for table in tables if not table.hidden]
    if sum(len(table.cells) for table in visible) > MAX_CELLS:
        raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
    sheets = [table.sheet() for table in visible]
    return Book(
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
        hides=any(table.hidden and table.cells for table in tables) or any(sheet.hides for sheet in sheets),
    )


@dataclass(slots=True, kw_only=True)
class _Table:
    """A sheet while it is read. Rows and columns from 1."""

    title: str
    hidden: bool
    cells: Cells = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    #: First row, first column, last row, last column of what is merged.
    areas: list[tuple[int, int, int, int]] = field(default_factory=list)
    _row: int = 1
    _column: int = 1

    def sheet(self) -> Sheet:
        filled_down(self.cells, self.areas)
        seen = {
            (row, column): value
            for (row, column), value in self.cells.items()
            if row not in self.hidden_rows and column not in self.hidden_columns
        }
        rows = rows_of(seen)
        if len(rows) > MAX_ROWS:
            raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
        return Sheet(title=self.title, rows=rows, hides=len(seen) < len(self.cells))

    def add_column(self, column: Element) -> None:
        repeated = _times(column, "number-columns-repeated")
        if _unseen(column):
            self.hidden_columns.update(range(self._column, min(self._column + repeated, MAX_COLUMNS + 1)))
        self._column += repeated

    def add_row(self, row: Element, *, folded: bool) -> None:
        """A row and its repetitions; an empty one costs nothing, however often it is repeated."""
        repeated, column = _times(row, "number-rows-repeated"), 1
        filled: dict[int, Cell] = {}
        for each in row:
            if each.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            times = _times(each, "number-columns-repeated")
            value = _value(each)
            if value is not None:
                filled |= dict.fromkeys(range(column, min(column + times, MAX_COLUMNS + 1)), value)
                down, right = _times(each, "number-rows-spanned"), _times(each, "number-columns-spanned")
                if down > 1:
                    self.areas.append((self._row, column, self._row + down - 1, column + right - 1))
            column += times
        if filled:
            if repeated > MAX_ROWS or len(self.cells) + repeated * len(filled) > MAX_CELLS:
                raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
            for number in range(self._row, self._row + repeated):
                self.cells |= {(number, at): value for at, value in filled.items()}
                if folded or _unseen(row):
                    self.hidden_rows.add(number)
        self._row += repeated


def _tables(content: bytes) -> Iterator[_Table]:
    """The sheets in order. Deleted cells that are only kept as tracked changes stand in none."""
    undisplayed: set[str | None] = set()
    path: list[Element] = []
    table: _Table | None = None
    for event, each in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
        if event == "start":
            path.append(each)
            if each.tag == f"{_TABLE}table" and len(path) > 1 and path[-2].tag == f"{_OFFICE}spreadsheet":
                hidden = each.get(f"{_TABLE}style-name") in undisplayed
                table = _Table(title=each.get(f"{_TABLE}name", ""), hidden=hidden)
            continue
        path.pop()
        if each.tag == f"{_STYLE}style" and each.get(f"{_STYLE}family") == "table":
            if any(inner.get(f"{_TABLE}display") == "false" for inner in each):
                undisplayed.add(each.get(f"{_STYLE}name"))
        elif table is not None:
            if each.tag == f"{_TABLE}table-column":
                table.add_column(each)
            elif each.tag == f"{_TABLE}table-row" and not _nested(path):
                folded = any(
                    above.tag == f"{_TABLE}table-row-group" and above.get(f"{_TABLE}display") == "false"
                    for above in path
                )
                table.add_row(each, folded=folded)
                each.clear()
            elif each.tag == f"{_TABLE}table" and not _nested(path):
                yield table
                table = None


def _nested(path: list[Element]) -> bool:
    return any(above.tag == f"{_TABLE}table-cell" for above in path)


def _times(each: Element, name: str) -> int:
    return max(int(each.get(f"{_TABLE}{name}", "1")), 1)


def _unseen(each: Element) -> bool:
    return each.get(f"{_TABLE}visibility", "visible") != "visible"


def _value(cell: Element) -> Cell:
    if cell.tag != f"{_TABLE}table-cell":
        return None
    if cell.get(f"{_CALC}value-type") == "error":
        return Fault.ERROR
    shown = "\n".join(_line(each) for each in cell if each.tag == f"{_TEXT}p").strip()
    with suppress(ValueError):
        match cell.get(f"{_OFFICE}value-type"):
            case "float":
                return float(cell.get(f"{_OFFICE}value", ""))
            case "date":
                return _moment(cell.get(f"{_OFFICE}date-value", ""))
            case None if cell.get(f"{_TABLE}formula") and not shown:
                return Fault.NOT_CALCULATED
    return shown or cell.get(f"{_OFFICE}string-value", "").strip() or None


def _moment(written: str) -> datetime | date:
    """`2011-05-02` or `2011-05-02T13:05:00`. Raises ValueError."""
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _line(paragraph: Element) -> str:
    """The words of a paragraph, without remarks hung on it."""
    parts = [paragraph.text or ""]
    for each in paragraph:
        match each.tag:
            case tag if tag == f"{_TEXT}s":
                parts.append(" " * min(int(each.get(f"{_TEXT}c", "1")), 100))
            case tag if tag == f"{_TEXT}tab":
                parts.append("\t")
            case tag if tag == f"{_TEXT}line-break":
                parts.append("\n")
            case tag if tag != f"{_OFFICE}annotation":
                parts.append(_line(each))
        parts.append(each.tail or "")
    return "".join(parts)
