"""The read model of a case: what lists and timers need of it, derived from the file and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samraad.case import CaseFile
from samraad.deadlines import awaited_until, due, todo_due
from samraad.ladder import next_tick_at
from samraad.rulebook import Rulebook
from samraad.vocabulary import Kind, Milestone, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The read model of a case, kept in the same transaction as its events."""

    case: str
    version: int
    stage: Stage
    awaiting: Milestone | None
    #: Deadline of the awaited milestone.
    due_at: datetime | None
    kind: Kind | None
    #: Earliest deadline of all that run, the law's todos among them: past it, the case is overdue.
    first_due_at: datetime | None
    next_tick_at: datetime | None
    team: str | None
    caseworker: str | None
    received_at: datetime
    rulebook: str


def summarise(case: CaseFile, rulebook: Rulebook) -> CaseRow:
    """The row of a case. It does not depend on the present instant."""
    open_ = {track.milestone: track for track in case.tracks if track.open}
    awaited = open_[case.awaiting] if case.awaiting else None
    return CaseRow(
        case=case.number,
        version=case.version,
        stage=case.stage,
        awaiting=case.awaiting,
        due_at=due(awaited, rulebook) if awaited else None,
        kind=rulebook.rule(awaited.milestone, again=awaited.again).kind if awaited else None,
        first_due_at=min(
            [*(awaited_until(track, rulebook) for track in open_.values()), *_law(case, rulebook)], default=None
        ),
        next_tick_at=next_tick_at(case, rulebook),
        team=case.team,
        caseworker=case.caseworker,
        received_at=case.received_at,
        rulebook=case.rulebook,
    )


def _law(case: CaseFile, rulebook: Rulebook) -> list[datetime]:
    """Deadlines of the open todos that the law asks for."""
    open_ = [todo for todo in case.todos if todo.open]
    return [todo_due(each, rulebook) for each in open_ if rulebook.todo_rule(each.kind).kind is Kind.STATUTORY]
