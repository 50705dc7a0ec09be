"""What the XML of a sheet of an xlsx says besides its values: what is hidden or not calculated, how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from tasks.parsing.sheets.grid import MAX_COLUMNS, Fault


@dataclass(slots=True, kw_only=True)
class Look:
    """What the XML of a sheet says besides its values. Rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    #: Cells, and the last row and column with one.
    count: int = 0
    last_row: int = 0
    last_column: int = 0
    _row: int = 0
    _column: int = 0
    _kind: str = ""
    _formula: bool = False
    _value: bool = False
    _inside: bool = False

    @classmethod
    def at(cls, xml: bytes) -> Look:
        """Raises ExpatError for what is no XML."""
        look = cls()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = look._start
        parser.EndElementHandler = look._end
        parser.CharacterDataHandler = look._text
        parser.Parse(xml, True)  # noqa: FBT003 - the standard library's own signature
        return look

    def _start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self._cell(given)
            case "v" | "t":
                self._inside = True
                self._value = self._value or self._kind == "str"
            case "f":
                self._formula = True
            case "row":
                self._row = int(given["r"]) if "r" in given else self._row + 1
                self._column = 0
                if _yes(given.get("hidden")) or given.get("ht") == "0":
                    self.hidden_rows.add(self._row)
            case "col" if _yes(given.get("hidden")) or given.get("width") == "0":
                first, last = int(given.get("min", 0)), int(given.get("max", 0))
                self.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))

    def _cell(self, given: dict[str, str]) -> None:
        self._kind, self._formula, self._value = given.get("t", ""), False, False
        if "r" in given:
            letters, self._row = coordinate_from_string(given["r"])
            self._column = column_index_from_string(letters)
        else:
            self._column += 1

    def _text(self, data: str) -> None:
        if self._inside and not data.isspace():
            self._value = True

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "t":
                self._inside = False
            case "c":
                if self._kind == "e":
                    self.faults[self._row, self._column] = Fault.ERROR
                elif self._formula and not self._value:
                    self.faults[self._row, self._column] = Fault.NOT_CALCULATED
                # Empty ones too: what the library takes for filled is its own affair.
                self.count += 1
                self.last_row = max(self.last_row, self._row)
                self.last_column = max(self.last_column, self._column)


def _yes(value: str | None) -> bool:
    return value in {"1", "true", "on"}
