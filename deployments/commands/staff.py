"""`samraad staff`: who works here. The database is the truth; every change is logged with who and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from config.settings import load_settings
from config.staff_file import load_staff
from deployments.commands import staff_typed as typed
from deployments.commands.printing import AsJson, console, print_json, say, table
from deployments.opening import at_office
from samraad import staffing
from samraad.staff import Colleague, Staff
from samraad.staffing import say_absence, say_change
from samraad.summary import CaseRow
from samraad.times import danish_date, show_day, show_instant
from tasks.staff import change as write

staff = App(name="staff")


@staff.default
@staff.command(name="list", help="Vis medarbejderne; --all også de fratrådte.")
def list_staff(
    *,
    everybody: Annotated[bool, Parameter(name="--all", negative="", help="Også de fratrådte.")] = False,
    as_json: AsJson = False,
) -> int:
    """Who works here, by initials, with how many open cases each has."""
    with at_office(load_settings()) as office, office.store.work() as work:
        today, known, loads = danish_date(office.clock.now()), work.staff(), work.open_cases_by_caseworker()
    shown = [each for each in known.colleagues if everybody or not each.left(today)]
    if as_json:
        for each in shown:
            print_json(_line(each, today, loads.get(each.initials, 0)))
        return 0
    listed = table("initialer", "team", "åbne sager", "kan", "i dag")
    for each in shown:
        listed.add_row(each.initials, each.team, str(loads.get(each.initials, 0)), _can(each), _today(each, today))
    console().print(listed)
    return 0


@staff.command(name="import", help="Tag en fil ind (CSV, eller TOML som config/staff.toml). Ingen slettes.")
def import_file(
    file: Annotated[Path, Parameter(name="FIL")],
    /,
    *,
    by: typed.By,
    left: Annotated[
        str | None, Parameter(help="De, der mangler i filen, er fratrådt med denne dag som den sidste, ÅÅÅÅ-MM-DD.")
    ] = None,
    dry_run: Annotated[bool, Parameter(negative="", help="Vis kun, hvad der ville blive ændret.")] = False,
) -> int:
    """Bring the list in line with a file. Raises BadSetting naming the line; nothing is changed then."""
    listed, left_on = load_staff(file), typed.day(left) if left else None

    def decide(known: Staff) -> Sequence[Colleague]:
        found = staffing.imported(known, listed)
        for initials in found.missing:
            said = "fratræder" if left_on else "mangler i filen og beholdes; --left DATO skriver dem som fratrådt"
            say(f"{initials}: {said}.")
        gone = [staffing.leaves(known, initials, left_on) for initials in found.missing] if left_on else []
        return (*found.changed, *gone)

    return _change(by, decide, dry_run=dry_run)


@staff.command(help="Tilføj en medarbejder, eller en, der kommer tilbage.")
def add(
    initials: typed.Who,
    /,
    *,
    team: Annotated[str, Parameter(help="F.eks. unge, familie, visitation.")],
    takes_cases: typed.TakesCases = True,
    leader: typed.Leader = False,
    duty_officer: typed.Duty = False,
    deputy: typed.Deputy = None,
    specialities: typed.Specialities = None,
    districts: typed.Districts = None,
    by: typed.By,
) -> int:
    """Add a colleague. Raises BadInput: initials that are none, or taken."""
    new = Colleague(
        initials=typed.initials(initials),
        team=team.strip(),
        takes_cases=bool(takes_cases),
        leader=bool(leader),
        duty_officer=bool(duty_officer),
        deputy=typed.deputy(deputy) if deputy else None,
        specialities=typed.specialities(specialities) if specialities else (),
        districts=typed.words(districts) if districts else (),
    )
    return _change(by, lambda known: [staffing.added(known, new)])


@staff.command(help="Ret en medarbejder; det, der ikke nævnes, bliver, som det er.")
def change(
    initials: typed.Who,
    /,
    *,
    team: Annotated[str | None, Parameter(help="Nyt team.")] = None,
    takes_cases: typed.TakesCases = None,
    leader: typed.Leader = None,
    duty_officer: typed.Duty = None,
    deputy: typed.Deputy = None,
    specialities: typed.Specialities = None,
    districts: typed.Districts = None,
    by: typed.By,
) -> int:
    """Change a colleague. Raises BadInput: nobody here, nothing to change."""
    new: dict[str, object] = {
        "team": team,
        "takes_cases": takes_cases,
        "leader": leader,
        "duty_officer": duty_officer,
    }
    new = {name: value for name, value in new.items() if value is not None}
    if deputy:
        new["deputy"] = typed.deputy(deputy)
    if specialities:
        new["specialities"] = typed.specialities(specialities)
    if districts:
        new["districts"] = typed.words(districts)
    return _change(by, lambda known: [staffing.changed(known, initials, **new)])


@staff.command(help="Skriv fravær: fra og med en dag, til og med en anden eller indtil videre.")
def absent(
    initials: typed.Who,
    from_on: Annotated[str, Parameter(name="FRA", help="Første dag, ÅÅÅÅ-MM-DD.")],
    until_on: Annotated[str | None, Parameter(name="TIL", help="Sidste dag; uden: indtil videre.")] = None,
    /,
    *,
    deputy: Annotated[str | None, Parameter(help="Stedfortræder i fraværet; ellers den sædvanlige.")] = None,
    by: typed.By,
) -> int:
    """Note an absence. Raises BadInput."""
    first, last = typed.day(from_on), typed.day(until_on) if until_on else None
    return _change(by, lambda known: [staffing.absent(known, initials, first, last, deputy)])


@staff.command(help="Skriv, at en fraværende er tilbage i dag; senere fravær bortfalder.")
def present(initials: typed.Who, /, *, by: typed.By) -> int:
    """End an absence. Raises BadInput."""
    with at_office(load_settings()) as office:
        today = danish_date(office.clock.now())
    return _change(by, lambda known: [staffing.present(known, initials, today)])


@staff.command(help="Skriv, at en medarbejder holder op. Sagerne skal fordeles til andre.")
def leave(
    initials: typed.Who,
    left_on: Annotated[str, Parameter(name="DATO", help="Sidste arbejdsdag, ÅÅÅÅ-MM-DD.")],
    /,
    *,
    by: typed.By,
) -> int:
    """Note that somebody leaves. Raises BadInput."""
    last = typed.day(left_on)
    return _change(by, lambda known: [staffing.leaves(known, initials, last)])


@staff.command(help="Vis alle ændringer: hvornår, af hvem, hvad.")
def log(*, as_json: AsJson = False) -> int:
    """The log of staff, oldest first."""
    with at_office(load_settings()) as office, office.store.work() as work:
        changes = work.staff_log()
    before: dict[str, Colleague] = {}
    for each in changes:
        said = say_change(before.get(each.colleague.initials), each.colleague)
        before[each.colleague.initials] = each.colleague
        if as_json:
            print_json({"at": each.at.isoformat(), "actor": each.actor, "text": said})
        else:
            say(f"{show_instant(each.at)} {each.actor}: {said}")
    return 0


def _change(by: str, decide: Callable[[Staff], Sequence[Colleague]], *, dry_run: bool = False) -> int:
    """Write it, and say what was changed, and whose cases that bears on."""
    with at_office(load_settings()) as office:
        before = office.staff
        cases: tuple[CaseRow, ...] = ()
        if dry_run:
            after = staffing.with_changes(before, decide(before))
        else:
            done = write(office, by, decide)
            before, after, cases = done.before, done.after, done.cases
    changed = [each for each in after.colleagues if each != before.get(each.initials)]
    for each in changed:
        say(f"{say_change(before.get(each.initials), each)}.")
    for row in cases:
        say(f"  sag {row.case}: {row.stage.label}, sagsbehandler {row.caseworker or '–'}")
    if not changed:
        say("Intet er ændret.")
    elif dry_run:
        say("Det er kun vist; uden --dry-run bliver det skrevet.")
    return 0


def _line(each: Colleague, today: date, open_cases: int) -> dict[str, object]:
    line = {name: _json(value) for name, value in asdict(each).items()}
    return {**line, "at_work": each.at_work(today), "open_cases": open_cases}


def _json(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {name: _json(each) for name, each in value.items()}
        case list() | tuple():
            return [_json(each) for each in value]
        case _:
            return value


def _can(each: Colleague) -> str:
    roles = {"sager": each.takes_cases, "leder": each.leader, "døgnvagt": each.duty_officer}
    told = [name for name, has in roles.items() if has] + [speciality.label for speciality in each.specialities]
    return ", ".join([*told, *each.districts]) + (f"; stedfortræder {each.deputy}" if each.deputy else "")


def _today(each: Colleague, today: date) -> str:
    if each.left_on:
        return f"{'fratrådt' if each.left(today) else 'fratræder'} {show_day(each.left_on)}"
    coming = [absence for absence in each.absences if absence.from_on > today]
    absence = each.absence(today)
    if absence:
        return f"fraværende {say_absence(absence)}"
    return f"her; fravær {say_absence(coming[0])}" if coming else "her"
