"""One row of a list: whether it is a person, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from samraad.notification import Certainty, Field, Place, Source
from tasks.parsing.danish import offences
from tasks.parsing.danish.roles import Role
from tasks.parsing.danish.words import FLAGS, OFFENCE_START, OTHER, SUSPECT, suspects
from tasks.parsing.found import Found
from tasks.parsing.sheets import identity
from tasks.parsing.sheets.columns import Columns
from tasks.parsing.sheets.grid import Cell, Fault, Row, letter, shown, text
from tasks.parsing.sheets.identity import Identity

_TOTAL: Final = re.compile(r"^\s*(?:i ?alt|total\w*|sum|antal|subtotal|optalt|samlet)\b", re.IGNORECASE)
_REMARK: Final = re.compile(
    r"^\W*(?:kilde|note|noter|bemærk|ud(?:skrevet|træk|trukket)|side \d|sidst opdateret|opdateret|fortroligt|med venlig"
    r"|data fra|listen|ingen|obs)\b",
    re.IGNORECASE,
)
#: Words that begin the heading of a group of persons.
_GROUP: Final = re.compile(
    r"\b(?:station|kreds|politikreds|distrikt|afdeling|afd|uge|gruppe|område|skole|by|kommune|lokalpoliti|politi|team"
    r"|sektion|unge|under|over|nye?|sager|personer|sigtede|mistænkte|januar|februar|marts|april|maj|juni|juli|august"
    r"|september|oktober|november|december)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_][^\d:.!?]{2,60}")
#: A word alone is the heading of a group more often than a name.
_FEWEST_NAMES: Final = 2
_NUMBER: Final = re.compile(r"^(?:\D*\d{9,10}\D*|.*\d{6}[ -]?\d{4}.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the rows of one table are to be read."""

    columns: Columns
    certainty: Mapping[str, Certainty]
    #: Where the table stands.
    place: Place
    since_1904: bool = False
    #: Every column that may hold it, where there are several.
    alike: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def value(self, row: Row, key: str) -> Cell:
        """The cell of what a column holds."""
        index = self.columns.get(key)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    @property
    def mixed(self) -> bool:
        """Whether birth dates stand in the column of CPR numbers."""
        return "cpr" in self.columns and self.columns.get("birth_date") == self.columns["cpr"]


def is_person(row: Row, layout: Layout) -> bool:
    """Neither empty nor the heading of a group, a total or a note below the list."""
    filled = [part for cell in row.cells if (part := shown(cell))]
    if row.problem:
        return True
    if not filled or not any(shown(layout.value(row, key)) for key in layout.columns):
        return False
    if any(_NUMBER.fullmatch(text(layout.value(row, key))) for key in ("cpr", "birth_date")):
        return True
    if _TOTAL.match(filled[0]) or (_REMARK.match(filled[0]) and not text(layout.value(row, "birth_date"))):
        return False
    if len(set(filled)) > 1:
        return True
    return _stands_alone(row, layout)


def _stands_alone(row: Row, layout: Layout) -> bool:
    """Whether the only word of a row is a person's name, or an offence more of somebody."""
    if _dated(layout.value(row, "cpr")) or _dated(layout.value(row, "birth_date")):
        return True
    said = text(layout.value(row, "offence"))
    if said:
        return bool(re.match(OFFENCE_START, said, FLAGS))
    name, inside, _ = _name(row, layout)
    if inside != Identity():
        return True
    words = name.split()
    if len(words) < _FEWEST_NAMES or _GROUP.search(name):
        return False
    return bool(_NAME.fullmatch(name)) and words[1][:1].isupper()


def _dated(cell: Cell) -> bool:
    known = identity.number(cell) if not isinstance(cell, Fault) else Identity()
    return known.birth_date is not None


def person(row: Row, layout: Layout) -> Found:
    """What a row says of its person."""
    name, inside, doubt = _name(row, layout)
    who = _identity(row, layout, inside)
    problem = row.problem or who.problem or _not_calculated(row, layout)
    if not name and who.cpr is None and problem is None:
        problem = "Rækken har hverken navn eller CPR-nummer"
    found = Found(
        name=name or None,
        cpr=who.cpr if problem is None else None,
        birth_date=who.birth_date if problem is None else None,
        problem=problem,
        role=_role(row, layout),
        offences=_offences(text(layout.value(row, "offence"))),
        police_case=text(layout.value(row, "police_case")) or None,
        committed=text(layout.value(row, "committed")) or None,
        scene=text(layout.value(row, "scene")) or None,
        reply_by=text(layout.value(row, "reply_by")) or None,
        unit=text(layout.value(row, "unit")) or None,
        words=" | ".join(shown(cell) for cell in row.cells),
    )
    return _sourced(found, row, layout, {Field.NAME: doubt, Field.CPR: who.certainty, Field.BIRTH_DATE: who.certainty})


def _not_calculated(row: Row, layout: Layout) -> str | None:
    """A column that matters shows nothing although the sheet has a formula there."""
    missing = any(layout.value(row, key) is Fault.NOT_CALCULATED for key in layout.columns)
    return f"En celle i rækken er {Fault.NOT_CALCULATED.value}" if missing else None


def _identity(row: Row, layout: Layout, inside: Identity) -> Identity:
    """CPR number and birth date from their columns and from beside the name."""
    if "cpr" in layout.columns and layout.columns["cpr"] in _name_columns(layout):
        return inside
    known = identity.number(layout.value(row, "cpr"), mixed=layout.mixed, since_1904=layout.since_1904)
    if layout.mixed or layout.columns.get("birth_date") in _name_columns(layout):
        return identity.both(known, inside)
    born = identity.birth(layout.value(row, "birth_date"), since_1904=layout.since_1904)
    return identity.both(identity.both(known, born), inside)


def _name_columns(layout: Layout) -> set[int]:
    return {layout.columns[key] for key in ("name", "family_first", "given", "family") if key in layout.columns}


def _name(row: Row, layout: Layout) -> tuple[str, Identity, Certainty]:
    """The name, given name first; the number that stands in the same cell; how certain the order is."""
    said = {key: text(layout.value(row, key)) for key in ("name", "family_first", "given", "middle", "family")}
    if "given" in layout.columns or ("family" in layout.columns and "name" not in layout.columns):
        last = "family" if "given" in layout.columns and "family" in layout.columns else "name"
        parts = [said["given"], said["middle"], said[last] or said["family"]]
        whole = " ".join(dict.fromkeys(part for part in parts if part))
        if not said["given"] and said["name"]:
            whole = said["name"]
        return " ".join(whole.split()), Identity(), Certainty.CERTAIN
    first = "family_first" in layout.columns and "name" not in layout.columns
    whole, inside = identity.beside(said["family_first" if first else "name"])
    certainty = Certainty.CERTAIN if inside == Identity() else Certainty.LIKELY
    family, comma, given = whole.partition(",")
    if comma and "," not in given and family.strip() and given.strip():
        whole = f"{given} {family}"
    elif first and len(words := whole.split()) > 1:
        # Without a comma nothing says where the family name ends; most have one word.
        whole, certainty = " ".join([*words[1:], words[0]]), Certainty.DOUBTFUL
    return " ".join(whole.split()), inside, certainty


def _role(row: Row, layout: Layout) -> Role:
    """What the row says the person is; a list without such a column is one of suspects."""
    cell = layout.value(row, "role")
    said = text(cell)
    if isinstance(cell, Fault):
        return Role.OPEN
    if "role" not in layout.columns or not said:
        return Role.SUSPECT if "offence" in layout.columns or "role" not in layout.columns else Role.OPEN
    if re.search(OTHER, said, FLAGS):
        return Role.OPEN if re.search(SUSPECT, said, FLAGS) else Role.OTHER
    if suspects(said):
        return Role.SUSPECT
    return Role.OPEN if re.search(SUSPECT, said, FLAGS) or "offence" not in layout.columns else Role.SUSPECT


def _offences(cell: str) -> tuple[str, ...]:
    """A cell is literal; only line breaks and semicolons part it."""
    parts = (re.sub(r"^\s*(?:[-•*·]|\d{1,2}[.)])\s+", "", part).strip(" ,") for part in re.split(r"[;\n\r]+", cell))
    return offences.unique([" ".join(part.split()) for part in parts if part]) or ((cell,) if cell else ())


#: Field → the columns it may come from, the first that has a value.
_COLUMNS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.NAME: ("name", "family_first", "given", "family"),
    Field.CPR: ("cpr", "birth_date", "name", "family_first"),
    Field.BIRTH_DATE: ("cpr", "birth_date", "name", "family_first"),
    Field.OFFENCES: ("offence",),
    Field.POLICE_CASE: ("police_case",),
    Field.COMMITTED: ("committed",),
    Field.SCENE: ("scene",),
    Field.REPLY_BY: ("reply_by",),
    Field.UNIT: ("unit",),
}
_ORDER: Final = tuple(Certainty)


def _sourced(found: Found, row: Row, layout: Layout, doubts: Mapping[Field, Certainty]) -> Found:
    """The row with where each of its fields stood: as certain as the heading and the cell allow."""
    sources = []
    for each, keys in _COLUMNS.items():
        key = next((key for key in keys if key in layout.columns and text(layout.value(row, key))), None)
        if key is None:
            continue
        certainty = max(
            layout.certainty.get(key, Certainty.CERTAIN), doubts.get(each, Certainty.CERTAIN), key=_ORDER.index
        )
        sources.append(Source(field=each, certainty=certainty, place=place_of(row, layout, layout.columns[key])))
    return replace(found, sources=tuple(sources))


def place_of(row: Row, layout: Layout, index: int) -> Place:
    """Where the cell of a column stands, counted from 0."""
    column = row.column or (letter(index) if layout.place.sheet is not None else str(index + 1))
    return Place(
        file=layout.place.file,
        sheet=layout.place.sheet,
        digest=layout.place.digest,
        row=row.number,
        column=column,
    )
