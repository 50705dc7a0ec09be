"""Which column of a list holds what, by the headings in `config/columns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tasks.parsing.danish.words import FLAGS, OTHER

_FILE = Path(__file__).resolve().parents[3] / "config" / "columns.toml"

#: Heading in its normal form → what the column holds.
Synonyms = Mapping[str, str]
#: What a column holds → its index, counted from 0.
Columns = Mapping[str, int]


@cache
def load(path: Path = _FILE) -> Synonyms:
    """The synonyms of the configuration file, read once."""
    with path.open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    return {normal(heading): key for key, headings in table.items() for heading in headings}


def normal(heading: str) -> str:
    """A heading without case, dots, hyphens, slashes, brackets and blanks."""
    return re.sub(r"[\W_]", "", heading.lower())


def of_header(cells: Sequence[str], synonyms: Synonyms) -> Columns:
    """The columns that a row of headings announces; the first of two alike counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        key = synonyms.get(normal(cell)) if cell else None
        if key is not None:
            columns.setdefault(key, index)
    return columns


def is_header(columns: Columns) -> bool:
    """Whether these columns can tell persons apart: a name or CPR number, and one thing more."""
    named = columns.keys() & {"name", "family_first", "given", "family", "cpr"}
    return bool(named) and bool(columns.keys() - {next(iter(named))})


def doubtful(cells: Sequence[str], columns: Columns, synonyms: Synonyms) -> bool:
    """Whether the numbers may be somebody else's: two columns of them, or a victim's heading and none for the name."""
    numbers = [cell for cell in cells if cell and synonyms.get(normal(cell)) == "cpr"]
    others = [cell for cell in cells if cell and synonyms.get(normal(cell)) is None and re.search(OTHER, cell, FLAGS)]
    named = columns.keys() & {"name", "family_first", "given", "family"}
    return len(numbers) > 1 or bool(others and not named)
