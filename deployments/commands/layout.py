"""`samraad layout`: which headings of a list are understood, and teaching those that are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from config.settings import load_settings
from deployments.commands.printing import AsJson, console, print_json, say, table
from samraad.errors import BadInput
from tasks.parsing.sheets import columns, layouts, teaching
from tasks.parsing.sheets.columns import KEYS
from tasks.parsing.sheets.layouts import Heading, Layout

#: The file by which a heading is understood, None where it is not.
_Source = Callable[[Heading], str | None]

layout = App(name="layout")


@layout.command(help="Vis en fils overskrifter, hvad hver af dem tages for, og hvad der mangler.")
def show(
    file: Annotated[Path, Parameter(name="FIL", help="Et regneark, en csv eller en gemt mail (.eml) med lister.")],
    /,
    *,
    as_json: AsJson = False,
) -> int:
    """The headings of each table of a file. Raises BadInput: no such file, no list in it, or it cannot be read."""
    files = load_settings().columns_files
    synonyms, shipped = teaching.load(*files), teaching.load(files[0])

    def source(heading: Heading) -> str | None:
        """The file that says so: the shipped one, where it alone would say the same."""
        alone = columns.meaning(heading.text, shipped)[0] == heading.keys
        return str(files[not alone]) if heading.keys else None

    for found in layouts.show(_content(file), file.name, synonyms):
        if as_json:
            print_json(_json(found, source))
        else:
            _print(found, source)
    return 0


@layout.command(help='Lær samraad overskrifter: "Pers.id"=cpr. Den næste mail læses med dem.')
def teach(
    headings: Annotated[list[str], Parameter(name="OVERSKRIFT=BETYDNING", help=f"Betydning: {', '.join(KEYS)}.")], /
) -> int:
    """Add headings to the file of what was taught. Raises BadInput, BadSetting, with nothing written."""
    files = load_settings().columns_files
    lessons = [_lesson(each) for each in headings]
    teaching.teach(files, lessons)
    for heading, key in lessons:
        say(f"»{heading}« er nu {key} ({KEYS[key]}).")
    say(f"Skrevet i {files[-1]}. Mails, der venter i karantæne, skal frigives igen for at blive læst på ny.")
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


def _json(found: Layout, source: _Source) -> dict[str, object]:
    return {
        "file": found.file,
        "sheet": found.sheet,
        "row": found.row,
        "headings": [{"text": each.text, "keys": list(each.keys), "from": source(each)} for each in found.headings],
        "missing": list(found.missing),
    }


def _print(found: Layout, source: _Source) -> None:
    where = f"{found.file}{f', arket {found.sheet}' if found.sheet else ''}"
    row = f", række {found.row}" if found.row is not None else ""
    shown = table("Overskrift", "Betydning", "Fra", title=f"{where}{row}")
    for each in found.headings:
        keys = ", ".join(f"{key} ({KEYS.get(key, key)})" for key in each.keys)
        shown.add_row(each.text, keys or "–", source(each) or "")
    console().print(shown)
    say(f"Mangler: {', '.join(found.missing)}." if found.missing else "Mangler intet.")
    if found.missing:
        say('Lær en overskrift med »samraad layout teach "OVERSKRIFT"=BETYDNING«.')
