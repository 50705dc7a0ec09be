"""Lists of persons drawn in plain text: columns parted by bars, tabs, semicolons or blanks, under headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from tasks.parsing.danish import numbers
from tasks.parsing.prose import quoted
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.grid import Row

_Split: TypeAlias = "Callable[[str], list[str]]"

_RULE = re.compile(r"^[\s|+=_:-]+$")
#: A heading line is no longer than this.
_HEADING_LENGTH: Final = 400
_FEWEST: Final = 2


def extract(text: str, subject: str, synonyms: Synonyms) -> tuple[str, list[list[Row]]]:
    """The text with its lists taken out (their lines are blank), and the rows of each, the headings first.

    Only what was written or forwarded now is looked at, as in `quoted.messages`.
    """
    text = quoted.plain(text)
    counting = {number for message in quoted.messages(text, subject) for number in message.lines}
    lines = text.split("\n")
    lists: list[list[Row]] = []
    index = 0
    while index < len(lines):
        split = _divider(lines[index], synonyms) if index + 1 in counting else None
        taken = _below(lines, index, split) if split else []
        if split and any(numbers.find(lines[at]) for at in taken):
            lists.append([Row(number=None, cells=tuple(split(lines[at]))) for at in (index, *taken)])
            for at in range(index, taken[-1] + 1):
                lines[at] = ""
            index = taken[-1]
        index += 1
    return "\n".join(lines), lists


def _divider(line: str, synonyms: Synonyms) -> _Split | None:
    """How the columns of this heading are parted; None when it is none."""
    if len(line) > _HEADING_LENGTH or line.lstrip().startswith(">"):
        return None
    ways: tuple[_Split, ...] = (_bars, _tabs, _semicolons, _aligned(line))
    for way in ways:
        cells = way(line)
        mapped = columns.of_header(cells, synonyms)
        filled = [cell for cell in cells if cell]
        if len(filled) >= _FEWEST and columns.is_header(mapped) and len(mapped) * 2 > len(filled):
            return way
    return None


def _below(lines: list[str], heading: int, split: _Split) -> list[int]:
    """The lines of the list: down to the first blank one, or one that has no columns."""
    taken: list[int] = []
    for at in range(heading + 1, len(lines)):
        line = lines[at]
        if (not line.strip() and at == heading + 1) or (line.strip() and _RULE.match(line)):
            continue
        if sum(bool(cell) for cell in split(line)) < _FEWEST:
            break
        taken.append(at)
    return taken


def _bars(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _semicolons(line: str) -> list[str]:
    return [cell.strip() for cell in line.split(";")]


def _aligned(heading: str) -> _Split:
    """Columns that begin below their headings; where a line does not keep to that, wherever two blanks stand."""
    starts = [match.start() for match in re.finditer(r"(?:^|(?<=\s\s))\S", heading)]

    def split(line: str) -> list[str]:
        parts = [part for part in re.split(r"\s{2,}", line.strip()) if part]
        kept = all(start >= len(line) or start == 0 or line[start - 1] == " " for start in starts)
        if len(parts) == len(starts) or not kept:
            return parts
        ends = [*starts[1:], len(line)]
        return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]

    return split
