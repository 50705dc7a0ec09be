"""Tables in PDF files: nothing but words that happen to stand below each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pypdf import PageObject

from tasks.parsing.documents import grid
from tasks.parsing.documents.written import Sheet, plain
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns

#: Words with single blanks between them are one cell.
_CELL: Final = re.compile(r"\S+(?: \S+)*")
#: A cell may begin so many signs to the left of its heading.
_SLACK: Final = 2
#: Fewest lines of labels with values, for a page to be read as such.
_FEWEST_LABELS: Final = 2
_IDENTITY: Final = ("cpr", "birth_date")
_BELOW: Final = re.compile(r"^\s*(?:i alt|antal|total|side)\b", re.IGNORECASE)
#: Blanks between the words of a line that was set to fill its column.
_JUSTIFIED: Final = re.compile(r"(?<=\S)  ?(?=\S)")
_NUMBER: Final = re.compile(r"\d.*\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The headings of a list, and where its columns begin."""

    heads: tuple[str, ...]
    starts: tuple[int, ...]
    #: Index of the column with CPR numbers or birth dates.
    identity: int

    def cells(self, line: str) -> list[str] | None:
        """The cells of a line; None where a word stands in two columns or before the first."""
        cells = [""] * len(self.starts)
        for match in _CELL.finditer(line):
            at = sum(start <= match.start() + _SLACK for start in self.starts) - 1
            beyond = at + 1 < len(self.starts) and match.end() > self.starts[at + 1]
            if at < 0 or cells[at] or beyond:
                return None
            cells[at] = match[0]
        return cells


def put(sheet: Sheet, page: PageObject, words: str, running: Columns | None) -> Columns | None:
    """Put a page into the sheet. running: the list the page before ended in; the answer is that of this page.

    words: the page's text in the order it was written, taken where the page has no tables.
    Raises Unreadable: a table whose cells cannot be told apart.
    """
    if running is None and not _may_have_tables(words, sheet):
        _put_words(sheet, words)
        return None
    laid = plain(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)).split("\n")
    labelled = sum(grid.is_labelled(_CELL.findall(line)) for line in laid)
    headed = next((at for at, line in enumerate(laid) if _columns(line, sheet)), None)
    if headed is None and not (running and _goes_on(running, laid)) and labelled < _FEWEST_LABELS:
        _put_words(sheet, words)
        return None
    return _put_laid(sheet, laid, running if running and _goes_on(running, laid) else None)


def _may_have_tables(words: str, sheet: Sheet) -> bool:
    """Cheap: whether the page has headings or labels at all."""
    found = {columns.normal(word.rstrip(":")) for line in words.split("\n") for word in _openings(line)}
    return bool(found & set(sheet.synonyms)) or any(grid.is_labelled([line.strip(), "-"]) for line in words.split("\n"))


def _openings(line: str) -> list[str]:
    parts = line.split()
    return [*parts, *(f"{one} {other}" for one, other in pairwise(parts))]


def _put_words(sheet: Sheet, words: str) -> None:
    if not words.strip()[:1].islower():
        sheet.paragraph("")
    sheet.paragraph(_JUSTIFIED.sub(" ", words))


def _columns(line: str, sheet: Sheet) -> Columns | None:
    matches = list(_CELL.finditer(line))
    heads = [match[0] for match in matches]
    if not grid.heads(heads, sheet.synonyms):
        return None
    mapped = columns.of_header(list(heads), sheet.synonyms)
    identity = next((mapped[key] for key in _IDENTITY if key in mapped), None)
    if identity is None:
        return None
    return Columns(heads=tuple(heads), starts=tuple(match.start() for match in matches), identity=identity)


def _goes_on(running: Columns, laid: list[str]) -> bool:
    first = next((line for line in laid if line.strip()), "")
    cells = running.cells(first)
    return cells is not None and bool(_NUMBER.search(cells[running.identity]))


def _put_laid(sheet: Sheet, laid: list[str], running: Columns | None) -> Columns | None:
    """Lines of labels, lists below their headings, and words around them."""
    current, rows = running, [list(running.heads)] if running else []
    sheet.paragraph("")
    for line in laid:
        if not line.strip():
            continue
        found = _columns(line, sheet)
        if found is None and current is not None:
            cells = current.cells(line)
            if cells is not None and _NUMBER.search(cells[current.identity]):
                rows.append(cells)
                continue
            if rows and cells is not None and sum(map(bool, cells)) < len(cells) and not _ends(cells, line):
                raise Unreadable("PDF'en har en tabel, hvis celler ikke kan skilles sikkert fra hinanden")
        if rows:
            sheet.table(rows)
        current, rows = found, [list(found.heads)] if found else []
        if found is None:
            sheet.paragraph("\n".join(grid.lines(_CELL.findall(line))))
    if rows:
        sheet.table(rows)
    return current


def _ends(cells: list[str], line: str) -> bool:
    """Whether a line below a list is no row of it: its first column alone, as a total or a remark is."""
    return sum(map(bool, cells)) == 1 and bool(cells[0]) and bool(_BELOW.match(line))
