"""Reads a list of staff saved as CSV from a spreadsheet: Danish headings, `;` or `,`, UTF-8 or Windows letters."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from samraad.errors import BadSetting

#: A cell as the field takes it.
Cell = str | bool | tuple[str, ...]

#: Heading in small letters → the field it fills.
HEADINGS: Final[Mapping[str, str]] = {
    "initialer": "initials",
    "team": "team",
    "tager sager": "takes_cases",
    "leder": "leader",
    "døgnvagt": "duty_officer",
    "stedfortræder": "deputy",
    "specialer": "specialities",
    "distrikter": "districts",
}
_NEEDED: Final = ("initialer", "team")
_YES_OR_NO: Final = ("takes_cases", "leader", "duty_officer")
_LISTS: Final = ("specialities", "districts")
_SAID: Final[Mapping[str, bool]] = {"ja": True, "nej": False, "x": True, "sand": True, "falsk": False}


def rows_of(file: Path, content: bytes) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Line and fields of each row; empty rows are left out, and so are empty cells. Raises BadSetting."""
    lines = _text_of(content).splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    reader = csv.reader(StringIO("\n".join(lines)), delimiter=separator)
    fields = _fields(file, next(reader, []))
    for cells in reader:
        if any(each.strip() for each in cells):
            yield reader.line_num, _row(file, reader.line_num, fields, cells)


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _fields(file: Path, headings: list[str]) -> list[str]:
    named = [" ".join(each.split()).casefold() for each in headings]
    while named and not named[-1]:
        named.pop()
    there = ", ".join(HEADINGS)
    for each in _NEEDED:
        if each not in named:
            raise BadSetting(
                f"{file.name}, linje 1: kolonnen »{each}« mangler. Overskrifter: {there}. Intet er ændret."
            )
    for number, each in enumerate(named, start=1):
        if each not in HEADINGS or each in named[: number - 1]:
            raise BadSetting(
                f"{file.name}, linje 1: overskriften i kolonne {number} kendes ikke, eller står der to gange. "
                f"Brug: {there}. Intet er ændret."
            )
    return [HEADINGS[each] for each in named]


def _row(file: Path, line: int, fields: list[str], cells: list[str]) -> dict[str, Cell]:
    if any(each.strip() for each in cells[len(fields) :]):
        raise BadSetting(f"{file.name}, linje {line}: der er flere felter end overskrifter. Intet er ændret.")
    filled = {name: text for name, cell in zip(fields, cells, strict=False) if (text := cell.strip())}
    return {name: _cell(name, text) for name, text in filled.items()}


def _cell(name: str, text: str) -> Cell:
    """As the field takes it; a yes or no that is neither is left as it is, and refused with its line."""
    if name in _YES_OR_NO:
        return _SAID.get(text.casefold(), text)
    if name in _LISTS:
        return tuple(each.strip() for each in text.replace("/", ",").split(",") if each.strip())
    return text
