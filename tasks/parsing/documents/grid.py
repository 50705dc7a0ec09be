"""Tables in documents: lists of persons with headings, or labels with their values."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parsing.danish.labels import resolve
from tasks.parsing.sheets import columns, headings
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.grid import Row

#: Fewest rows of a list, cells of a labelled row, columns of a list turned on its side.
_FEWEST = 2
#: More rows than these are a list, whatever its headings: nobody writes so many as text.
_LONG = 200
#: A cell above this length is a paragraph.
_SHORT = 80


def listed(cells: Sequence[Sequence[str]], synonyms: Synonyms) -> list[Row]:
    """The rows of a table with headings on top, or at the left with several persons beside them, or very many."""
    rows = [Row(number=None, cells=tuple(row)) for row in cells if any(row)]
    if all(is_labelled([str(cell) for cell in row.cells if cell]) for row in rows):
        return []
    if len(rows) >= _FEWEST and headings.find(rows, synonyms):
        return rows
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) > _LONG and width > _FEWEST:
        return rows
    return rows if width > _FEWEST and headings.turned(rows, synonyms) else []


def heads(cells: Sequence[str], synonyms: Synonyms) -> bool:
    """Whether the cells are the headings of a list, and hardly anything else."""
    mapped = columns.of_header(cells, synonyms)
    filled = [cell for cell in cells if cell]
    return (
        columns.is_header(mapped)
        and len(set(mapped.values())) * 2 > len(filled)
        and not any(char.isdigit() for cell in filled for char in cell)
    )


def lines(row: Sequence[str]) -> list[str]:
    """One row as "label: value" lines where its cells are such; else its cells."""
    cells = [cell for cell in row if cell]
    if not cells:
        return []
    if is_labelled(cells):
        return [
            f"{label.rstrip(': ')}: {'; '.join(value.splitlines())}"
            for label, value in zip(cells[::2], cells[1::2], strict=True)
        ]
    if any("\n" in cell or len(cell) > _SHORT for cell in cells):
        return [line for cell in cells for line in cell.splitlines()]
    return ["   ".join(cells)]


def is_labelled(cells: Sequence[str]) -> bool:
    """Whether every other cell is a label, and the next its value."""
    return len(cells) >= _FEWEST and len(cells) % 2 == 0 and all(resolve(cell.rstrip(": ")) for cell in cells[::2])
