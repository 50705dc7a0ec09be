"""Workbooks of Excel 97 to 2003 (.xls): calamine's values, and a pass over the records for what it does not tell.

Records: Microsoft, "[MS-XLS]: Excel Binary File Format", 2.4.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import olefile
from python_calamine import CalamineError, load_workbook

from samraad.notification import Problem
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets.calamine import without_panic
from tasks.parsing.sheets.grid import MAX_CELLS, MAX_COLUMNS, Book, Cells, Fault, Sheet, cell_of, sheet_of

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA, _EOF, _DATEMODE, _FILEPASS, _COLINFO, _BOUNDSHEET = 0x06, 0x0A, 0x22, 0x2F, 0x7D, 0x85
_SST, _DIMENSIONS = 0xFC, 0x200
_MULRK, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _ROW, _RK, _BOF = 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x208, 0x27E, 0x809
_CELLS: Final = frozenset({_FORMULA, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _RK})
#: calamine lays out the whole rectangle from the first to the last cell.
_DENSE: Final = 2_000_000
_WORKSHEET: Final = 0
_SECTOR_SHIFTS: Final = (9, 12)


def read(data: bytes) -> Book:
    """The visible sheets that hold anything. Raises Unreadable: encrypted, damaged, too large."""
    try:
        stream = _stream(data)
        names, since_1904 = _globals(stream)
        looks = [_Look.at(stream, place) for _, _, place in names]
        if sum(look.count for look in looks) > MAX_CELLS or any(look.reach > _DENSE for look in looks):
            raise Unreadable("Regnearket har for mange rækker eller celler", Problem.OVER_LIMIT)
        with without_panic():
            book = load_workbook(io.BytesIO(data))
            titles = [meta.name for meta in book.sheets_metadata]
            sheets = [
                _sheet(book.get_sheet_by_index(index).to_python(skip_empty_area=False), titles[index], look, since_1904)
                for index, (look, (visible, kind, _)) in enumerate(zip(looks, names, strict=True))
                if visible and kind == _WORKSHEET
            ]
    except (OSError, ValueError, IndexError, struct.error, CalamineError) as error:
        raise Unreadable("Regnearket er beskadiget eller i et format, der ikke kan læses") from error
    return Book(
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
        hides=any(not visible for visible, _, _ in names) or any(sheet.hides for sheet in sheets),
    )


def _stream(data: bytes) -> bytes:
    """The workbook inside the container. Raises Unreadable."""
    _refuse_more_than_there_is(data)
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        if any(each is not None and each.size > len(data) for each in file.direntries):  # type: ignore[attr-defined]
            raise Unreadable("Regnearket er beskadiget")
        if file.exists("EncryptedPackage"):
            raise Unreadable("Regnearket er krypteret med en adgangskode", Problem.ENCRYPTED)
        name = next((name for name in ("Workbook", "Book") if file.exists(name)), None)
        if name is None:
            raise Unreadable("Regnearket er i et format, der ikke kan læses")
        content: bytes = file.openstream(name).read()
        return content


def _refuse_more_than_there_is(data: bytes) -> None:
    """Calamine sets memory aside for as many sectors as the header claims, and aborts where there is not so much.

    [MS-CFB] 2.2: shift of the sector size at 0x1E, numbers of sectors at 0x28, 0x2C, 0x40 and 0x48.
    """
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    claimed = [struct.unpack_from("<I", data, at)[0] for at in (0x28, 0x2C, 0x40, 0x48)]
    if shift not in _SECTOR_SHIFTS or any((number << shift) > len(data) for number in claimed):
        raise Unreadable("Regnearket er beskadiget")


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of the records of one substream, from its BOF to its EOF."""
    depth = 0
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        depth += (number == _BOF) - (number == _EOF)
        if depth <= 1:  # charts inside a sheet are substreams of their own
            yield number, stream[place + 4 : place + 4 + length]
        if depth == 0:
            return
        place += 4 + length


def _globals(stream: bytes) -> tuple[list[tuple[bool, int, int]], bool]:
    """Per sheet: whether it is visible, its kind, where it begins; and whether days are counted from 1904."""
    names, since_1904 = [], False
    for number, content in _records(stream, 0):
        if number == _SST and struct.unpack_from("<I", content, 4)[0] > len(stream):
            raise Unreadable("Regnearket er beskadiget")
        if number == _FILEPASS:
            raise Unreadable("Regnearket er krypteret med en adgangskode", Problem.ENCRYPTED)
        if number == _BOUNDSHEET:
            place, state, kind = struct.unpack_from("<IBB", content)
            names.append((state & 3 == 0, kind, place))
        elif number == _DATEMODE:
            since_1904 = content[:1] == b"\x01"
    return names, since_1904


@dataclass(slots=True, kw_only=True)
class _Look:
    """What the records of a sheet say besides its values. Rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    count: int = 0
    last_row: int = 0
    last_column: int = 0
    #: Cells the sheet says it may have.
    claimed: int = 0

    @property
    def reach(self) -> int:
        """Cells of the rectangle that holds all filled ones, or that the sheet claims."""
        return max(self.last_row * self.last_column, self.claimed)

    @classmethod
    def at(cls, stream: bytes, place: int) -> _Look:
        """Raises struct.error for what is cut short."""
        look = cls()
        for number, content in _records(stream, place):
            look._take(number, content)
        return look

    def _take(self, number: int, content: bytes) -> None:
        if number == _ROW and content[12] & 0x20:
            self.hidden_rows.add(struct.unpack_from("<H", content)[0] + 1)
        elif number == _DIMENSIONS:
            # The library sets memory aside for what this claims; where it ends before it begins, for 2³² rows.
            first, last, left, right = struct.unpack_from("<2I2H", content)
            self.claimed = (last - first) % 2**32 * ((right - left) % 2**16)
        elif number == _COLINFO:
            first, last, width, _, flags = struct.unpack_from("<5H", content)
            if flags & 1 or width == 0:
                self.hidden_columns.update(range(first + 1, min(last + 1, MAX_COLUMNS) + 1))
        elif number in _CELLS or number == _MULRK:
            row, column = struct.unpack_from("<HH", content)
            last = struct.unpack_from("<H", content, len(content) - 2)[0] if number == _MULRK else column
            self.count += last - column + 1
            self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, last + 1)
            is_error = (number == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2) or (  # noqa: PLR2004 - the kind "error"
                number == _BOOLERR and content[7] == 1
            )
            if is_error:
                self.faults[row + 1, column + 1] = Fault.ERROR


def _sheet(grid: Sequence[Sequence[object]], title: str, look: _Look, since_1904: bool) -> Sheet:  # noqa: FBT001 - as found
    values: Cells = {
        (down, right): cell
        for down, row in enumerate(grid, 1)
        for right, value in enumerate(row, 1)
        if (cell := cell_of(value)) is not None
    }
    values |= look.faults
    return sheet_of(title, values, look.hidden_rows, look.hidden_columns, since_1904=since_1904)
