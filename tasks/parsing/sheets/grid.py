"""Cells of a list, whatever file they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from openpyxl.utils import get_column_letter

from samraad.notification import Problem
from tasks.parsing.problems import Unreadable

#: Rows and columns of a list; the police's longest has some hundred persons. What stands beyond is not a list.
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
#: Cells in a workbook; a weekly sheet of 2,000 persons and 12 columns has 24,000.
MAX_CELLS: Final = 500_000


class Fault(Enum):
    """What a cell shows instead of a value. The words end the sentence "… er "."""

    NOT_CALCULATED = "en formel uden værdi"
    ERROR = "en fejlværdi"


Cell = str | int | float | bool | datetime | date | Fault | None
#: Filled cells by (row, column), both from 1.
Cells = dict[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with at least one filled cell."""

    #: As the spreadsheet program numbers it; None outside sheets.
    number: int | None
    cells: tuple[Cell, ...]
    #: Danish: why the whole row cannot be told apart; None when nothing is wrong.
    problem: str | None = None
    #: Letter of the column the person stands in, where the list is turned on its side.
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What can be seen of one sheet of a workbook."""

    title: str
    rows: tuple[Row, ...]
    #: Days are counted from 1904 (old Macs) instead of 1900.
    since_1904: bool = False
    #: Rows or columns with something in them are hidden.
    hides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The visible sheets that hold anything, in order."""

    sheets: tuple[Sheet, ...]
    #: A sheet, row or column with something in it is hidden.
    hides: bool


def text(cell: Cell) -> str:
    """A cell as its reader sees it: whole numbers without decimals, dates the Danish way; a fault is no text."""
    if isinstance(cell, str):  # nearly all of them, and asked for often
        return cell.strip()
    match cell:
        case None | Fault():
            return ""
        case datetime():
            moment = "" if (cell.hour, cell.minute) == (0, 0) else f" {cell:%H:%M}"
            return f"{cell:%d-%m-%Y}{moment}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def shown(cell: Cell) -> str:
    """A cell for whoever has to look at it: a fault is named."""
    return f"[{cell.value}]" if isinstance(cell, Fault) else text(cell)


def cell_of(value: object) -> Cell:
    """A value as a library gives it; text that is only blanks is nothing."""
    match value:
        case None:
            return None
        case str():
            return value.strip() or None
        case bool() | int() | float() | datetime() | date():
            return value
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
        case _:
            return str(value)


def rows_of(cells: Cells) -> tuple[Row, ...]:
    """The same as rows."""
    grid: dict[int, dict[int, Cell]] = {}
    for (number, column), value in cells.items():
        if column <= MAX_COLUMNS:
            grid.setdefault(number, {})[column] = value
    return tuple(
        Row(number=number, cells=tuple(filled.get(column) for column in range(1, max(filled) + 1)))
        for number, filled in sorted(grid.items())
    )


def sheet_of(title: str, cells: Cells, hidden_rows: set[int], hidden_columns: set[int], *, since_1904: bool) -> Sheet:
    """What can be seen of a sheet. Raises Unreadable: too many rows."""
    seen = {
        (row, column): value
        for (row, column), value in cells.items()
        if row not in hidden_rows and column not in hidden_columns
    }
    rows = rows_of(seen)
    if len(rows) > MAX_ROWS:
        raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
    return Sheet(title=title, rows=rows, since_1904=since_1904, hides=len(seen) < len(cells))


def filled_down(cells: Cells, areas: list[tuple[int, int, int, int]]) -> None:
    """Give what a merge of rows hides the value it shows. Areas: first row, first column, last row, last column.

    Merges of columns are titles and stay as they are.
    """
    numbers = {number for number, _ in cells}
    for top, left, bottom, right in areas[:MAX_ROWS]:
        if left == right and 0 < bottom - top < MAX_COLUMNS and (top, left) in cells:
            for number in range(top + 1, bottom + 1):
                if number in numbers:
                    cells.setdefault((number, left), cells[top, left])


def letter(index: int) -> str:
    """`A` for 0."""
    return get_column_letter(index + 1)
