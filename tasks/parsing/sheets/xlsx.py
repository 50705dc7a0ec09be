"""Workbooks of Excel (.xlsx, .xlsm): what can be seen, numbered as the spreadsheet program numbers it.

The values are calamine's: with a pass over the sheet's XML for what it does not tell (what is hidden, which formula has
no value, how far the cells reach) that takes a third of openpyxl's time (`benchmarks/sheet_reading.py`).
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

import openpyxl
from defusedxml import DefusedXmlException, ElementTree
from openpyxl.utils.exceptions import CellCoordinatesException
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from samraad.notification import Problem
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets.calamine import without_panic
from tasks.parsing.sheets.grid import MAX_CELLS, Book, Cells, Sheet, cell_of, filled_down, sheet_of
from tasks.parsing.sheets.xlsx_look import Look

#: A workbook above these is a bomb or no list of persons.
MAX_INFLATED: Final = 100 * 2**20
MAX_MEMBERS: Final = 1_000
#: calamine lays out the whole rectangle from the first to the last cell; above this one far cell costs too much.
_DENSE: Final = 2_000_000
_DOCTYPE: Final = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"), b"<!ENTITY"]
#: What reading a zip file of XML raises where it is damaged.
DAMAGED_PACKAGE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    LookupError,
    ParseError,
    DefusedXmlException,
)
_DAMAGED: Final = (*DAMAGED_PACKAGE, expat.ExpatError, CalamineError, CellCoordinatesException)


def read(data: bytes) -> Book:
    """The visible sheets that hold anything.

    Raises Unreadable: encrypted, damaged, a bomb, an external entity, too large. The text says which.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            inspect(file)
            parts, since_1904 = _parts(file)
            looks = [Look.at(file.read(part.path)) if part.visible else None for part in parts]
        seen = [look for look in looks if look is not None]
        if sum(look.count for look in seen) > MAX_CELLS:
            raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
        with without_panic():
            book = load_workbook(io.BytesIO(data))
            sheets = [
                _sheet(data, book, part, look, since_1904=since_1904)
                for part, look in zip(parts, looks, strict=True)
                if look is not None
            ]
    except _DAMAGED as error:
        raise Unreadable("Regnearket er beskadiget") from error
    return Book(
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
        hides=any(not part.visible for part in parts) or any(sheet.hides for sheet in sheets),
    )


def inspect(file: zipfile.ZipFile) -> None:
    """Refuse what would harm us before a library sees it. Raises Unreadable."""
    members = file.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
        raise Unreadable("Regnearket er for stort, når det pakkes ud", Problem.OVER_LIMIT)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("Regnearket er krypteret på en måde, vi ikke kan låse op", Problem.FOREIGN_KEY)
    for member in members:
        content = file.read(member)
        is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        if (is_xml or content.lstrip()[:4].startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))) and any(
            mark in content or mark.lower() in content for mark in _DOCTYPE
        ):
            raise Unreadable("Regnearket indeholder en dokumenttype, som ikke må læses")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A sheet of the workbook and where its XML lies."""

    name: str
    path: str
    visible: bool


def _parts(file: zipfile.ZipFile) -> tuple[list[_Part], bool]:
    """The worksheets in the workbook's order, and whether days are counted from 1904."""
    root = next((name for name in file.namelist() if re.fullmatch(r"/?xl/workbook\w*\.xml", name)), "xl/workbook.xml")
    book = ElementTree.fromstring(file.read(root))
    links = ElementTree.fromstring(file.read(f"xl/_rels/{posixpath.basename(root)}.rels"))
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("xl", link.get("Target", ""))).lstrip("/")
        for link in links
        if link.get("Type", "").endswith("/worksheet")
    }
    parts = []
    for sheet in _all(book, "sheet"):
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        if link in targets:
            state = sheet.get("state", "visible")
            parts.append(_Part(name=sheet.get("name", ""), path=targets[link], visible=state == "visible"))
    return parts, any(each.get("date1904") in {"1", "true", "on"} for each in _all(book, "workbookPr"))


def _all(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name]


def _sheet(data: bytes, book: CalamineWorkbook, part: _Part, look: Look, *, since_1904: bool) -> Sheet:
    near = look.last_row * look.last_column <= _DENSE
    values, areas = _near(book, part.name) if near else _far(data, part.name)
    values |= look.faults
    filled_down(values, areas)
    return sheet_of(part.name, values, look.hidden_rows, look.hidden_columns, since_1904=since_1904)


def _near(book: CalamineWorkbook, name: str) -> tuple[Cells, list[tuple[int, int, int, int]]]:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    values: Cells = {
        (top + down + 1, left + right + 1): cell
        for down, row in enumerate(sheet.to_python(skip_empty_area=True))
        for right, value in enumerate(row)
        if (cell := cell_of(value)) is not None
    }
    merged = sheet.merged_cell_ranges or []
    return values, [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in merged]


def _far(data: bytes, name: str) -> tuple[Cells, list[tuple[int, int, int, int]]]:
    """The same by openpyxl, which keeps only the cells there are: a single one in the last row costs nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not keep; we keep nothing
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)[name]
    # Not iter_rows: that would create the empty cells between.
    values: Cells = {
        place: value
        for place, cell in sheet._cells.items()  # noqa: SLF001
        if (value := cell_of(cell.value)) is not None
    }
    return values, [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
