"""Reads the rulebooks and the staff list."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from samraad.errors import BadSetting, BrokenRulebook
from samraad.rulebook import Rulebook
from samraad.rulebooks import parse
from samraad.staff import Colleague, Staff

_COLLEAGUES = TypeAdapter(dict[str, tuple[Colleague, ...]])


def load_rulebooks(folder: Path) -> tuple[Rulebook, ...]:
    """All rulebooks of the folder, by file name. Raises BrokenRulebook naming file, line and field."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BrokenRulebook(f"{folder} har intet regelsæt: der skal ligge mindst én .toml-fil.")
    return tuple(parse(file.read_text("utf-8"), file.name) for file in files)


def load_staff(file: Path) -> Staff:
    """The colleagues of the staff file. Raises BadSetting naming file and field."""
    try:
        tables = _COLLEAGUES.validate_python(tomllib.loads(file.read_text("utf-8")))
    except FileNotFoundError as error:
        raise BadSetting(f"Medarbejderlisten {file} findes ikke.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file.name} er ikke gyldig TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSetting(f"{file.name}, felt {where}: {first['msg']}") from error
    colleagues = tables.get("colleagues", ())
    doubles = {each.initials for each in colleagues if sum(e.initials == each.initials for e in colleagues) > 1}
    if unknown := set(tables) - {"colleagues"}:
        raise BadSetting(f"{file.name}: ukendt tabel {', '.join(sorted(unknown))}; kun [[colleagues]] findes.")
    if doubles:
        raise BadSetting(f"{file.name}: initialerne {', '.join(sorted(doubles))} står der to gange.")
    return Staff(colleagues=colleagues)
