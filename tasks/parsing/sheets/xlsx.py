"""Workbooks (.xlsx): visible sheets, rows and columns, numbered as the spreadsheet program numbers them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets.table import Cell, Row

#: A workbook above these is a bomb or no list of persons.
MAX_INFLATED = 100 * 2**20
MAX_MEMBERS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100
#: openpyxl reads some ten thousand cells a second.
MAX_CELLS = 150_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"), b"<!ENTITY"]


def sheets(data: bytes) -> list[tuple[str, list[Row]]]:
    """Name and filled rows of every visible sheet that holds anything.

    Raises Unreadable: encrypted, damaged, a bomb, an external entity, too large. The text says which.
    """
    _inspect(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not keep; we keep nothing
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    try:
        read = [(sheet.title, _rows(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()
    return [(title, rows) for title, rows in read if rows]


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip file that calls itself a workbook."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return any(name.lower().startswith("xl/") for name in file.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _inspect(data: bytes) -> None:
    """Refuse what would harm us before the library sees it."""
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable(
            "Regnearket er krypteret med en adgangskode"
            if encrypted
            else "Regnearket er i et gammelt format, der ikke kan læses"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            members = file.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
                raise Unreadable("Regnearket er for stort, når det pakkes ud")
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable("Regnearket er krypteret med en adgangskode")
            for member in members:
                _inspect_member(member.filename, file.read(member))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ) as error:
        raise Unreadable("Regnearket er beskadiget") from error


def _inspect_member(name: str, content: bytes) -> None:
    if not name.lower().endswith((".xml", ".rels", ".vml")) and not content.lstrip().startswith(
        (b"<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
    ):
        return
    if any(mark in content or mark.lower() in content for mark in _DOCTYPE):
        raise Unreadable("Regnearket indeholder en dokumenttype, som ikke må læses")
    if (
        len(re.findall(rb"<(?:\w+:)?c[ />]", content)) > MAX_CELLS
        or len(re.findall(rb"<(?:\w+:)?row[ />]", content)) > MAX_ROWS
    ):
        raise Unreadable("Regnearket har for mange rækker eller celler")


def _rows(sheet: Worksheet) -> list[Row]:
    hidden_rows = {number for number, dimension in sheet.row_dimensions.items() if dimension.hidden}
    hidden_columns = _hidden_columns(sheet)
    merged = _merged(sheet)
    grid: dict[int, dict[int, Cell]] = defaultdict(dict)
    # Not iter_rows: a single cell in the last row of a sheet would make it create a million empty ones.
    for (number, column), cell in sheet._cells.items():  # noqa: SLF001
        if column > MAX_COLUMNS or number in hidden_rows or column in hidden_columns:
            continue
        value = _value(cell.value)
        if value not in (None, ""):
            grid[number][column] = value
    for (number, column), (top, left) in merged.items():
        if top in grid and left in grid[top] and number in grid and number not in hidden_rows:
            grid[number].setdefault(column, grid[top][left])
    return [
        Row(number=number, cells=tuple(cells.get(column) for column in range(1, max(cells) + 1)))
        for number, cells in sorted(grid.items())
    ]


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that a merge of rows hides, and the cell they take their value from. Merges of columns are titles."""
    hidden: dict[tuple[int, int], tuple[int, int]] = {}
    for area in list(sheet.merged_cells.ranges)[:MAX_ROWS]:
        if area.min_col == area.max_col and area.max_row - area.min_row < MAX_COLUMNS:
            for number in range(area.min_row + 1, area.max_row + 1):
                hidden[number, area.min_col] = (area.min_row, area.min_col)
    return hidden


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden: set[int] = set()
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(letter)
            hidden.update(range(first, min(dimension.max or first, MAX_COLUMNS) + 1))
    return hidden


def _value(value: object) -> Cell:
    match value:
        case None | str() | bool() | int() | float() | datetime() | date():
            return value.strip() if isinstance(value, str) else value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)
