"""Which column of a list holds what, by the headings in `config/columns.toml` and those that were taught."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from samraad.notification import Certainty
from tasks.parsing.danish.words import FLAGS, OTHER

FILE: Final = Path(__file__).resolve().parents[3] / "config" / "columns.toml"

#: Heading in its normal form → what the column holds.
Synonyms = Mapping[str, str]
#: What a column holds → its index, counted from 0. One column may hold two things.
Columns = Mapping[str, int]

#: What a column may hold; in words, for whoever teaches a layout.
KEYS: Final[Mapping[str, str]] = {
    "name": "hele navnet",
    "family_first": "hele navnet med efternavnet først",
    "given": "fornavn",
    "middle": "mellemnavn",
    "family": "efternavn",
    "cpr": "CPR-nummer",
    "birth_date": "fødselsdato",
    "offence": "hvad personen er mistænkt for",
    "police_case": "politiets sagsnummer",
    "committed": "hvornår det skete",
    "scene": "hvor det skete",
    "remand": "om personen er varetægtsfængslet eller i surrogat (ja, nej eller dato)",
    "arrested": "om personen er anholdt (ja, nej eller dato)",
    "interrogation": "om eller hvornår personen skal afhøres",
    "interrogation_hour": "hvad klokken afhøringen er",
    "interrogation_place": "hvor afhøringen er",
    "unit": "politikreds, station eller enhed",
    "reply_by": "hvornår politiet senest skal have svar",
    "role": "hvad personen er i sagen (sigtet, forurettet, vidne)",
}
#: By these a person can be told apart.
NAMES: Final = frozenset({"name", "family_first", "given", "family"})
IDENTITY: Final = frozenset({"cpr", "birth_date"})

#: Words around the heading proper: whose it is, how it is written, which column it is.
_AROUND: Final = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|^\s*(?:\d{1,2}|[a-z])[.):]\s+|[*:]"
    r"|\b(?:den|de|evt\.?|unges?|sigtedes?|mistænktes?|personens?|barnets|gerningsmandens?|politiets|kendt|fulde)\b",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"[/,;&+\n]|\bog\b|\beller\b|\bel\.|\bsamt\b", re.IGNORECASE)


def load(*files: Path) -> Synonyms:
    """The synonyms of these files, a later one's before an earlier one's; read again only where one has changed.

    None: the shipped file. Only the first need be there. Raises OSError, ValueError, TypeError, AttributeError.
    """
    first, *later = files or (FILE,)
    found: dict[str, str] = {}
    for path in (first, *(each for each in later if each.exists())):
        state = path.stat()
        found |= _load(path, state.st_mtime_ns, state.st_size)
    return found


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int, _size: int) -> Synonyms:
    with path.open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    return {normal(heading): key for key, headings in table.items() for heading in headings}


@lru_cache(maxsize=4_096)
def normal(heading: str) -> str:
    """A heading without case, dots, hyphens, slashes, brackets and blanks."""
    return re.sub(r"[\W_]", "", heading.lower())


def meaning(heading: str, synonyms: Synonyms) -> tuple[tuple[str, ...], Certainty]:
    """What a column of this heading holds: nothing known, one thing, or a name and number together.

    Certain when the heading itself is known, likely when only its parts are ("Sigtedes CPR", "Cpr.nr./fødselsdato").
    """
    known = synonyms.get(normal(heading))
    if known is not None:
        return (known,), Certainty.CERTAIN
    if re.search(OTHER, heading, FLAGS):
        return (), Certainty.CERTAIN
    parts = [_AROUND.sub(" ", part.strip()) for part in _JOINT.split(_AROUND.sub(" ", heading))]
    keys = [synonyms.get(normal(part)) for part in ("".join(parts), *parts) if part.strip()]
    if keys and keys[0] is not None:
        return (keys[0],), Certainty.LIKELY
    return _together([key for key in keys[1:] if key is not None], len(keys) - 1), Certainty.LIKELY


def _together(keys: Sequence[str], parts: int) -> tuple[str, ...]:
    """What several words of one heading mean together."""
    found = set(keys)
    if found == {"given", "family"}:
        return ("family_first",) if keys[0] == "family" else ("name",)
    named, numbered = found & NAMES, found & IDENTITY
    if named and numbered:
        return ("name", *sorted(numbered, reverse=True))
    if numbered and found == numbered:
        return tuple(sorted(numbered, reverse=True))
    if found == {"remand", "arrested"}:
        return ("remand",)
    return tuple(found) if len(found) == 1 and parts == len(keys) else ()


def of_header(cells: Sequence[str], synonyms: Synonyms) -> Columns:
    """The columns that a row of headings announces; the first of two alike counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for key in _meaning(cell, synonyms) if cell else ():
            columns.setdefault(key, index)
    return columns


def _meaning(cell: str, synonyms: Synonyms) -> tuple[str, ...]:
    return meaning(cell, synonyms)[0] if len(cell) <= LONGEST else ()


#: A longer text is no heading.
LONGEST: Final = 80


def is_header(columns: Columns) -> bool:
    """Whether these columns can tell persons apart: a name or CPR number, and one thing more."""
    named = columns.keys() & {"name", "family_first", "given", "family", "cpr"}
    return bool(named) and bool(columns.keys() - {next(iter(named))})


def doubtful(cells: Sequence[str], columns: Columns, synonyms: Synonyms) -> bool:
    """Whether the numbers may be somebody else's: two columns of them, or a victim's heading and none for the name."""
    numbers = [cell for cell in cells if cell and "cpr" in _meaning(cell, synonyms)]
    others = [cell for cell in cells if cell and synonyms.get(normal(cell)) is None and re.search(OTHER, cell, FLAGS)]
    named = columns.keys() & NAMES
    return len(numbers) > 1 or bool(others and not named)
