"""Lists as delimited text (.csv): any usual delimiter, numbered by the lines of the file."""

from __future__ import annotations

import csv
import io

from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.table import Row

_DELIMITERS = ";,\t|"
MAX_ROWS = 20_000
MAX_COLUMNS = 100


def rows(text: str, synonyms: Synonyms) -> list[Row]:
    """The filled rows, each with the line of the file it begins on.

    The delimiter is the one under which the headings make most sense. Raises Unreadable: too many rows, broken quoting.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and first.strip()[4:]:
        return _parse("\n" + rest, first.strip()[4])
    if text.count("\n") > MAX_ROWS:
        raise Unreadable("Listen har for mange rækker")
    head = "\n".join(text.split("\n")[:30])
    best = max(_DELIMITERS, key=lambda delimiter: _sense(head, delimiter, synonyms))
    return _parse(text, best)


def _sense(head: str, delimiter: str, synonyms: Synonyms) -> tuple[int, int]:
    try:
        parsed = _parse(head, delimiter)
    except Unreadable:
        return (0, 0)
    known = max((len(columns.of_header([str(cell) for cell in row.cells], synonyms)) for row in parsed), default=0)
    return (known, max((len(row.cells) for row in parsed), default=0))


def _parse(text: str, delimiter: str) -> list[Row]:
    parsed: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                parsed.append(Row(number=begins, cells=tuple(cell.strip() for cell in cells[:MAX_COLUMNS])))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("Listen kan ikke deles i kolonner") from error
    return parsed
