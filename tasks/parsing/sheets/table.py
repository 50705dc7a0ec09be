"""A table of cells, wherever it came from, read into one entry per person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from samraad import cpr as cpr_number
from samraad.errors import ImpossibleCpr
from samraad.notification import Entry, Place, Unclear
from tasks.parsing import found
from tasks.parsing.danish import numbers, offences
from tasks.parsing.danish.roles import Role
from tasks.parsing.danish.words import FLAGS, OTHER, SUSPECT, suspects
from tasks.parsing.found import Found
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Columns, Synonyms

Cell = str | int | float | bool | datetime | date | None

#: Rows above the headings that may hold titles.
_HEADER_WITHIN = 30
#: Digits of a CPR number that a spreadsheet took for a whole number.
_WITHOUT_ZERO = 9
_TOTAL = re.compile(r"^\s*(?:i ?alt|total\w*|sum|antal|subtotal|optalt)\b", re.IGNORECASE)
_FAMILY_FIRST = re.compile(r"^\s*(?P<family>[^,]+?)\s*,\s*(?P<given>[^,]+?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with at least one filled cell."""

    #: As the spreadsheet program numbers it; None outside sheets.
    number: int | None
    cells: tuple[Cell, ...]


def read(rows: Sequence[Row], place: Place, synonyms: Synonyms, *, suspicion: bool, title: str = "") -> list[Entry]:
    """The persons of a table. `suspicion` says whether the letter speaks of suspicion, `title` is the sheet's name.

    A table without headings that can be understood, or without persons below them, gives one Unclear.
    """
    header = next(
        (i for i, row in enumerate(rows[:_HEADER_WITHIN]) if columns.is_header(_columns(row, synonyms))), None
    )
    if header is None:
        return [_unread(place, "Kolonnerne i listen kan ikke genkendes", rows[:3])]
    cells = _texts(rows[header])
    mapped = _columns(rows[header], synonyms)
    above = " ".join([title, *(text for row in rows[:header] for text in _texts(row))])
    if columns.doubtful(cells, mapped, synonyms) or (
        re.search(OTHER, above, FLAGS) and not re.search(SUSPECT, above, FLAGS)
    ):
        return [_unread(place, "Listen handler måske ikke om mistænkte personer", rows[: header + 3])]
    if "offence" not in mapped and "role" not in mapped and not (suspicion or suspects(f"{above} {' '.join(cells)}")):
        return [_unread(place, "Listen siger ikke, hvad personerne er mistænkt for", rows[: header + 3])]
    entries: list[Entry] = []
    seen = False
    for row in rows[header + 1 :]:
        if _texts(row) == cells or not _is_person(row, mapped):
            continue
        seen = True
        entry = found.entry(_person(row, mapped), replace(place, row=row.number))
        if entry is not None:
            entries.append(entry)
    return entries if seen else [_unread(place, "Listen har overskrifter, men ingen personer", rows[: header + 1])]


def text(cell: Cell) -> str:
    """A cell as its reader sees it: whole numbers without decimals, dates the Danish way."""
    match cell:
        case None:
            return ""
        case datetime():
            moment = "" if (cell.hour, cell.minute) == (0, 0) else f" {cell:%H:%M}"
            return f"{cell:%d-%m-%Y}{moment}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()


def _columns(row: Row, synonyms: Synonyms) -> Columns:
    return columns.of_header(_texts(row), synonyms)


def _texts(row: Row) -> list[str]:
    return [text(cell) for cell in row.cells]


def _value(row: Row, mapped: Columns, key: str) -> Cell:
    index = mapped.get(key)
    return row.cells[index] if index is not None and index < len(row.cells) else None


def _is_person(row: Row, mapped: Columns) -> bool:
    """Neither empty nor a total or a note below the list."""
    filled = [part for part in _texts(row) if part]
    if not filled or not any(text(_value(row, mapped, key)) for key in mapped):
        return False
    numbered = text(_value(row, mapped, "cpr")) or text(_value(row, mapped, "birth_date"))
    if _TOTAL.match(filled[0]) and not re.fullmatch(r"\D*\d{9,10}\D*|.*\d{6}[ -]?\d{4}.*", str(numbered)):
        return False
    name = _name(row, mapped)
    return len(filled) > 1 or bool(
        name and re.fullmatch(r"[^\W\d_][^\d:.!?]{2,60}", name) and " " in name and name.split()[1][:1].isupper()
    )


def _person(row: Row, mapped: Columns) -> Found:
    name = _name(row, mapped)
    number, born, problem = _identity(_value(row, mapped, "cpr"), _value(row, mapped, "birth_date"))
    if name is None and number is None and problem is None:
        problem = "Rækken har hverken navn eller CPR-nummer"
    return Found(
        name=name,
        cpr=number,
        birth_date=born,
        problem=problem,
        role=_role(row, mapped),
        offences=_offences(text(_value(row, mapped, "offence"))),
        police_case=text(_value(row, mapped, "police_case")) or None,
        committed=text(_value(row, mapped, "committed")) or None,
        scene=text(_value(row, mapped, "scene")) or None,
        words=" | ".join(_texts(row)),
    )


def _name(row: Row, mapped: Columns) -> str | None:
    parts = [
        text(_value(row, mapped, key))
        for key in ("given", "middle", "name" if "given" not in mapped else "family", "family")
    ]
    if "given" in mapped or ("family" in mapped and "name" not in mapped):
        whole = " ".join(dict.fromkeys(part for part in parts if part))
    else:
        whole = text(
            _value(row, mapped, "family_first" if "family_first" in mapped and "name" not in mapped else "name")
        )
        if match := _FAMILY_FIRST.match(whole):
            whole = f"{match['given']} {match['family']}"
    whole = " ".join(whole.split())
    return whole or None


def _identity(number: Cell, birth: Cell) -> tuple[str | None, date | None, str | None]:
    """CPR number, birth date and what is wrong with them."""
    born = _birth_date(birth)
    written = text(number)
    if not re.search(r"\w", written):
        wrong = "Fødselsdatoen kan ikke læses" if born is None and re.search(r"\d", text(birth)) else None
        return None, born, wrong
    digits = re.sub(r"[\s.\-‐‑–—]", "", written)
    if isinstance(number, date) or not digits.isdecimal() or not digits.isascii():
        return None, None, "CPR-nummeret kan ikke læses"
    try:
        known, birth_date = cpr_number.parse(digits.zfill(10) if len(digits) == _WITHOUT_ZERO else digits)
    except ImpossibleCpr as error:
        return None, None, f"CPR-nummeret {error}"
    if born is not None and born != birth_date:
        return known, birth_date, "CPR-nummer og fødselsdato passer ikke sammen"
    return known, birth_date, None


def _birth_date(cell: Cell) -> date | None:
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case _:
            written = text(cell)
            return numbers.parse_date(
                written.zfill(8)
                if re.fullmatch(r"\d{7}", written)
                else written.zfill(6)
                if re.fullmatch(r"\d{5}", written)
                else written
            )


def _role(row: Row, mapped: Columns) -> Role:
    """What the row says the person is; a list without such a column is one of suspects."""
    said = text(_value(row, mapped, "role"))
    if "role" not in mapped or not said:
        return Role.SUSPECT if "offence" in mapped or "role" not in mapped else Role.OPEN
    if re.search(OTHER, said, FLAGS):
        return Role.OPEN if re.search(SUSPECT, said, FLAGS) else Role.OTHER
    if suspects(said):
        return Role.SUSPECT
    return Role.OPEN if re.search(SUSPECT, said, FLAGS) or "offence" not in mapped else Role.SUSPECT


def _offences(cell: str) -> tuple[str, ...]:
    """A cell is literal; only line breaks and semicolons part it."""
    parts = (re.sub(r"^\s*(?:[-•*·]|\d{1,2}[.)])\s+", "", part).strip(" ,") for part in re.split(r"[;\n\r]+", cell))
    return offences.unique([" ".join(part.split()) for part in parts if part]) or ((cell,) if cell else ())


def _unread(place: Place, problem: str, rows: Sequence[Row]) -> Unclear:
    return Unclear(place=place, problem=f"{problem}.", text="\n".join(" | ".join(_texts(row)) for row in rows)[:2000])
