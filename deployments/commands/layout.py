"""`samraad layout`: which headings of a list are understood, and teaching those that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from config.settings import load_settings
from deployments.commands.printing import AsJson, console, print_json, say, table
from samraad.errors import BadInput
from tasks.parsing.sheets import layouts, teaching
from tasks.parsing.sheets.columns import KEYS
from tasks.parsing.sheets.layouts import Layout

layout = App(name="layout")


@layout.command(help="Vis en fils overskrifter, hvad hver af dem tages for, og hvad der mangler.")
def show(
    file: Annotated[Path, Parameter(name="FIL", help="Et regneark, en csv eller en gemt mail (.eml) med lister.")],
    /,
    *,
    as_json: AsJson = False,
) -> int:
    """The headings of each table of a file. Raises BadInput: no such file, no list in it, or it cannot be read."""
    synonyms = teaching.load(load_settings().columns_file)
    for found in layouts.show(_content(file), file.name, synonyms):
        if as_json:
            print_json(_json(found))
        else:
            _print(found)
    return 0


@layout.command(help='Lær samraad overskrifter: "Pers.id"=cpr. Den næste mail læses med dem.')
def teach(
    headings: Annotated[list[str], Parameter(name="OVERSKRIFT=BETYDNING", help=f"Betydning: {', '.join(KEYS)}.")], /
) -> int:
    """Add headings to the columns file. Raises BadInput, BadSetting, with nothing written."""
    path = load_settings().columns_file
    lessons = [_lesson(each) for each in headings]
    teaching.teach(path, lessons)
    for heading, key in lessons:
        say(f"»{heading}« er nu {key} ({KEYS[key]}).")
    say(f"Skrevet i {path}. Mails, der venter i karantæne, skal frigives igen for at blive læst på ny.")
    return 0


def _lesson(written: str) -> tuple[str, str]:
    heading, sign, key = written.rpartition("=")
    if not sign:
        raise BadInput(f'»{written}« mangler sin betydning. Skriv overskriften, = og betydningen: "Pers.id"=cpr.')
    return " ".join(heading.split()), key.strip().lower()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} kan ikke læses: {error.strerror}.") from error


def _json(found: Layout) -> dict[str, object]:
    return {
        "file": found.file,
        "sheet": found.sheet,
        "row": found.row,
        "headings": [{"text": each.text, "keys": list(each.keys)} for each in found.headings],
        "missing": list(found.missing),
    }


def _print(found: Layout) -> None:
    where = f"{found.file}{f', arket {found.sheet}' if found.sheet else ''}"
    row = f", række {found.row}" if found.row is not None else ""
    shown = table("Overskrift", "Betydning", title=f"{where}{row}")
    for each in found.headings:
        shown.add_row(each.text, ", ".join(f"{key} ({KEYS.get(key, key)})" for key in each.keys) or "–")
    console().print(shown)
    say(f"Mangler: {', '.join(found.missing)}." if found.missing else "Mangler intet.")
    if found.missing:
        say('Lær en overskrift med »samraad layout teach "OVERSKRIFT"=BETYDNING«.')
