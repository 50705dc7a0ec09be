"""`samraad ignored`: the daily list of those who were ignored, and the one step that reopens one."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated

from cyclopts import App, Parameter

from config.settings import load_settings
from deployments.commands.asking import explain_fields, typed_fields
from deployments.commands.item_shapes import item_line, shown_line
from deployments.commands.printing import AsJson, console, print_json, say, table
from deployments.commands.quarantine import By, Number, print_decided, show
from deployments.commands.shapes import Line
from deployments.opening import at_office
from samraad.automatic import to_look_at
from samraad.correcting import corrected
from samraad.errors import BadInput
from samraad.quarantine import ItemRow
from samraad.times import add_working_days, danish_date, end_of, show_instant, show_long_day, start_of
from tasks import quarantine as desk
from tasks.store.records import ItemQuery, Result

ignored = App(name="ignored")
ignored.command(show, name="show", help="Vis en ignoreret dekrypteret. Det skrives ned, hvem der så den.")


@ignored.default
@ignored.command(name="list", help="Vis dagens ignorerede; --person viser, hvem de er.")
def list_ignored(
    *,
    on: Annotated[str | None, Parameter(help="Dagen, ÅÅÅÅ-MM-DD; ellers siden sidste arbejdsdag.")] = None,
    person: Annotated[bool, Parameter(negative="", help="Vis, hvem det er. Det skrives ned, hvem der så det.")] = False,
    by: Annotated[str | None, Parameter(help="Dine initialer, til --person.")] = None,
    as_json: AsJson = False,
) -> int:
    """Those ignored on a day. Raises BadInput for what is no date, or initials nobody here has."""
    if person and by is None:
        raise BadInput("Skriv dine initialer med --by: det skrives ned, hvem der så personerne.")
    with at_office(load_settings()) as office:
        now = office.clock.now()
        last = _day(on) if on else danish_date(now)
        # Without a day as far back as the daily message: on a Monday also what came over the weekend.
        day = last if on else add_working_days(last, -1, office.rulebook_at(now).closed_days)
        with office.store.work() as work:
            rows = work.items(ItemQuery(ignored=True, since=start_of(day), before=end_of(last)))
            results = work.results_of([row.notification for row in rows])
        who: dict[str, Line] = {}
        if person and by is not None:
            kept = desk.show_all(office, rows, by, "samraad ignored --person")
            who = {row.item: shown_line(kept[row.item], row.received_at) for row in rows}
    lines = [_line(row, results[row.notification], now) | who.get(row.item, {}) for row in rows]
    if as_json:
        for line in lines:
            print_json(line)
        return 0
    if not rows:
        say(f"Ingen blev ignoreret {'' if on else 'siden '}{show_long_day(day)}.")
        return 0
    _print_page(list(zip(rows, lines, strict=True)), person=person)
    return 0


@ignored.command(
    help="Genåbn: personen var 17, da mistanken opstod, eller CPR-nummeret var forkert.", help_epilogue=explain_fields()
)
def reopen(
    number: Number,
    /,
    *fields: Annotated[str, Parameter(name="FELT=VÆRDI", help="Det, der skal rettes, f.eks. birth_date=2009-05-14.")],
    by: By,
    cpr: Annotated[bool, Parameter(negative="", help="Spørg om CPR-nummeret; det skrives ikke i kommandoen.")] = False,
    as_json: AsJson = False,
) -> int:
    """Take an ignored one in whatever the age. Raises UnknownItem, BadInput, Refused."""
    correcting = bool(fields or cpr)
    typed = typed_fields(fields, cpr=cpr, everything=False)
    with at_office(load_settings()) as office:
        if correcting:
            correct = partial(corrected, typed=typed)
            done = desk.release_corrected(office, number.strip(), correct, by, reopen=True)
        else:
            done = desk.reopen(office, number.strip(), by)
    print_decided(done, as_json=as_json)
    return 0


def _print_page(listed: list[tuple[ItemRow, Line]], *, person: bool) -> None:
    """Those to look at first. person: with who they are."""
    shown = table("Nummer", "Modtaget", "Grund", "Står", *(("Person",) if person else ()))
    for row, line in sorted(listed, key=lambda each: not each[1]["look"]):
        whom = [f"{line.get('name') or ''} {line.get('cpr') or line.get('birth_date') or ''}".strip()] if person else []
        state = row.state.label + (f" ({', '.join(row.cases)})" if row.cases else "")
        item = f"{row.item} *" if line["look"] else row.item
        shown.add_row(item, show_instant(row.received_at), str(line["reason"] or ""), state, *whom)
    console().print(shown)
    if any(line["look"] for _, line in listed):
        say(
            "* Et automatisk svar, der selv nævner en ung eller har en liste. Se efter, og genåbn det, hvis det tæller."
        )


def _line(row: ItemRow, result: Result, now: datetime) -> Line:
    """As in quarantine; look: an automatic mail that tells of somebody itself."""
    return item_line(row, result, now) | {"look": to_look_at(result.reason)}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("Dagen skal skrives ÅÅÅÅ-MM-DD.") from None
