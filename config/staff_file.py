"""Reads a list of staff: the file a new home begins with, and that `samraad staff import` takes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from config.staff_table import HEADINGS, rows_of
from samraad.errors import BadSetting
from samraad.forms.base import Initials
from samraad.rulebooks import line_of
from samraad.staff import Colleague
from samraad.vocabulary import Speciality

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

#: What pydantic finds wrong, in Danish; by the type of its error.
_WRONG: Final[Mapping[str, str]] = {
    "missing": "mangler",
    "extra_forbidden": "kendes ikke",
    "string_pattern_mismatch": "skal være 2 til 6 bogstaver",
    "string_too_short": "må ikke være tom",
    "string_type": 'skal være en tekst i "gåseøjne"',
    "bool_type": "skal være true eller false",
    "tuple_type": "skal være en liste i [ ]",
    "enum": f"skal være en af: {', '.join(Speciality)}",
}


#: The same where a table says it otherwise.
_WRONG_IN_TABLE: Final[Mapping[str, str]] = {"missing": "mangler: udfyld den", "bool_type": "skal være ja eller nej"}


class _Listed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    initials: Initials
    team: Word
    takes_cases: Annotated[bool, Field(strict=True)] = True
    leader: Annotated[bool, Field(strict=True)] = False
    duty_officer: Annotated[bool, Field(strict=True)] = False
    deputy: Initials | None = None
    specialities: tuple[Speciality, ...] = ()
    districts: tuple[Word, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    colleagues: tuple[_Listed, ...] = Field(min_length=1)


def load_staff(file: Path) -> tuple[Colleague, ...]:
    """The colleagues of the file, in its order: a table where it is called .csv, else TOML.

    Raises BadSetting naming file, line and field; of a table every line that is wrong.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadSetting(f"Medarbejderlisten {file} kan ikke læses: findes filen?") from error
    return _from_table(file, content) if file.suffix.lower() == ".csv" else _from_toml(file, content)


def _from_table(file: Path, content: bytes) -> tuple[Colleague, ...]:
    listed: dict[str, _Listed] = {}
    wrong: list[str] = []
    for line, fields in rows_of(file, content):
        try:
            each = _Listed.model_validate(fields)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            heading = next(heading for heading, name in HEADINGS.items() if name == first["loc"][0])
            told = _WRONG_IN_TABLE.get(first["type"]) or _WRONG.get(first["type"], "kan ikke forstås")
            wrong.append(f"{file.name}, linje {line}: »{heading}« {told}.")
            continue
        if each.initials in listed:
            wrong.append(f"{file.name}, linje {line}: initialerne {each.initials} står der to gange. Slet den ene.")
        listed[each.initials] = each
    if not listed and not wrong:
        wrong.append(f"{file.name}: der er ingen medarbejdere under overskrifterne.")
    if wrong:
        raise BadSetting("\n".join([*wrong, "Intet er ændret."]))
    return tuple(Colleague(**dict(each)) for each in listed.values())


def _from_toml(file: Path, content: bytes) -> tuple[Colleague, ...]:
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadSetting(f"{file.name} er ikke skrevet i UTF-8. Gem den som UTF-8.") from error
    try:
        listed = _File.model_validate(tomllib.loads(text)).colleagues
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file.name}{_syntax_line(error)}: det er ikke gyldig TOML.") from error
    except ValidationError as error:
        raise BadSetting(_explain(error, text, file)) from None
    _check_doubles(listed, text, file)
    return tuple(Colleague(**dict(each)) for each in listed)


def _syntax_line(error: tomllib.TOMLDecodeError) -> str:
    """The message is the only place that Python 3.11 to 3.13 tell it."""
    found = re.search(r"at line (\d+)", str(error))
    return f", linje {found[1]}" if found else ""


def _explain(error: ValidationError, text: str, file: Path) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = [part for part in first["loc"] if not isinstance(part, int)]
    wrong = _WRONG.get(first["type"], "kan ikke forstås")
    return f"{file.name}, linje {line_of(text, first['loc'])}: feltet {_name(where)} {wrong}. Intet er ændret."


def _name(where: list[Any]) -> str:
    return f"»{where[-1]}«" if where else ""


def _check_doubles(listed: tuple[_Listed, ...], text: str, file: Path) -> None:
    seen: set[str] = set()
    for number, each in enumerate(listed):
        if each.initials in seen:
            line = line_of(text, ("colleagues", number, "initials"))
            raise BadSetting(f"{file.name}, linje {line}: initialerne {each.initials} står der to gange.")
        seen.add(each.initials)
