"""`samraad completeness`: which of the seven fields are missing, per case and caseworker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from cyclopts import Parameter

from config.settings import load_settings
from deployments.commands.printing import AsJson, console, print_json, say, table
from deployments.commands.shapes import Line
from deployments.opening import at_office
from samraad.amounts import amount
from samraad.completeness import Completeness, Standing, completeness
from samraad.errors import BadInput
from tasks.office import Office
from tasks.store.records import CaseQuery


def complete(
    *,
    caseworker: Annotated[str | None, Parameter(help="Kun denne sagsbehandlers sager: initialer.")] = None,
    team: Annotated[str | None, Parameter(help="Kun dette team, f.eks. unge.")] = None,
    closed: Annotated[bool, Parameter(negative="", help="Også de afsluttede sager.")] = False,
    as_json: AsJson = False,
) -> int:
    """Cases with what is missing of the seven fields. Raises BadInput for initials nobody here has.

    Nothing is demanded before its time: a meeting's date is not missing while the meeting is not due.
    """
    with at_office(load_settings()) as office:
        found = _found(office, _known(office, caseworker), team, open_only=not closed)
    if as_json:
        for each in found:
            print_json(completeness_line(each))
    elif found:
        _print(found)
    else:
        say("Der er ingen sager, som passer.")
    return 0


def completeness_line(each: Completeness) -> Line:
    """A case with how its seven fields stand."""
    return {
        "case": each.case,
        "team": each.team,
        "caseworker": each.caseworker,
        "complete": not (each.missing or each.never),
        "missing": [field.value for field in each.missing],
        "never": [field.value for field in each.never],
        "fields": {field.value: standing.value for field, standing in each.standing.items()},
    }


def _known(office: Office, caseworker: str | None) -> str | None:
    if caseworker is None:
        return None
    colleague = office.staff.get(caseworker)
    if colleague is None:
        raise BadInput("Ingen medarbejder har de initialer.")
    return colleague.initials


def _found(office: Office, caseworker: str | None, team: str | None, *, open_only: bool) -> list[Completeness]:
    now = office.clock.now()
    with office.store.work() as work:
        rows = work.cases(CaseQuery(team=team, open_only=open_only))
        numbers = [row.case for row in rows if caseworker in (None, row.caseworker)]
        known = work.cpr_known(numbers)
        cases = [work.load(number) for number in numbers]
        return [completeness(case, work.rulebook(case.rulebook), now, cpr_known=known[case.number]) for case in cases]


def _print(found: Sequence[Completeness]) -> None:
    """By caseworker: those whose cases lack something, and how many lack nothing."""
    shown = table("Sagsbehandler", "Sag", "Mangler", title="De syv oplysninger")
    ordered = sorted(found, key=lambda each: (each.caseworker is None, each.caseworker or ""))
    for caseworker, group in groupby(ordered, key=lambda each: each.caseworker):
        cases = list(group)
        lacking = [each for each in cases if each.missing or each.never]
        shown.add_row(caseworker or "ingen endnu", amount(len(cases), "sag"), f"{len(lacking)} mangler noget")
        for each in lacking:
            never = [f"{field.label} ({Standing.NEVER.label})" for field in each.never]
            shown.add_row("", each.case, "\n".join([*(field.label for field in each.missing), *never]))
    console().print(shown)
