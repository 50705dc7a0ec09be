"""`samraad cases`: the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from config.settings import load_settings
from deployments.commands.milestones import read_milestone
from deployments.commands.printing import AsJson, console, kind_text, print_json, say, table
from deployments.commands.shapes import case_line, flow_runs, is_overdue
from deployments.opening import at_office
from samraad.summary import CaseRow
from samraad.times import show_due
from tasks.store.records import CaseQuery


def cases(
    *,
    overdue: Annotated[bool, Parameter(negative="", help="Kun dem, hvor en frist er overskredet.")] = False,
    team: Annotated[str | None, Parameter(help="Kun dette team, f.eks. unge.")] = None,
    awaiting: Annotated[str | None, Parameter(help="Kun dem, der afventer denne milepæl, f.eks. summons.")] = None,
    as_json: AsJson = False,
) -> int:
    """All cases, or those asked for, by number. Raises BadInput for an unknown milestone."""
    milestone = read_milestone(awaiting) if awaiting is not None else None
    with at_office(load_settings()) as office:
        now = office.clock.now()
        query = CaseQuery(overdue_at=now if overdue else None, team=team, awaiting=milestone)
        with office.store.work() as work:
            rows = work.cases(query)
            runs = flow_runs(work, rows) if as_json else {}
    if as_json:
        _print_lines(rows, runs, now)
    elif rows:
        _print_table(rows, now)
    else:
        say("Der er ingen sager." if query == CaseQuery() else "Der er ingen sager, som passer.")
    return 0


def _print_lines(rows: Sequence[CaseRow], runs: Mapping[str, str | None], now: datetime) -> None:
    for row in rows:
        print_json(case_line(row, runs[row.case], now))


def _print_table(rows: Sequence[CaseRow], now: datetime) -> None:
    shown = table("Sag", "Afventer", "Senest", "Art", "Team, sagsb.")
    for number in (0, 2):
        shown.columns[number].no_wrap = True
    for row in rows:
        shown.add_row(
            row.case,
            row.awaiting.label if row.awaiting else Text(row.stage.label, style="dim"),
            show_due(row.due_at) if row.due_at else "",
            _kind(row, now),
            " ".join(each for each in (row.team, row.caseworker) if each) or "–",
        )
    console().print(shown)


def _kind(row: CaseRow, now: datetime) -> Text:
    """How binding the awaited deadline is, and that it – or one that runs beside it – is over."""
    text = kind_text(row.kind) if row.kind else Text()
    if is_overdue(row, now):
        own = row.due_at is not None and row.due_at <= now
        text.append("\noverskredet" if own else "\nanden frist overskredet", style="bold red")
    return text
