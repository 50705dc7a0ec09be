"""Who has the case."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.parts import Todo
from samraad.case.todos import settled
from samraad.case.tracks import begin_again
from samraad.course import From
from samraad.events import CaseReassigned, CaseRouted, CaseworkerAway, RoutingTold, StaffingEvent
from samraad.times import start_of
from samraad.vocabulary import Milestone, TodoKind, TodoOutcome


def after(case: CaseFile, event: StaffingEvent) -> CaseFile:
    """The case after it was offered or handed to somebody."""
    match event:
        case RoutingTold():
            return replace(case, own_caseworker=event.own_caseworker, district=event.district)
        case CaseRouted():
            return replace(case, team=event.team, caseworker=event.caseworker, offered_to=event.caseworker, routed=True)
        case CaseworkerAway():
            offered = {"caseworker": None, "offered_to": None, "routed": False}
            return replace(case, **offered) if event.offered_again else case  # type: ignore[arg-type]
        case CaseReassigned():
            return _reassigned(case, event)
        case _ as unknown:
            assert_never(unknown)


def _reassigned(case: CaseFile, event: CaseReassigned) -> CaseFile:
    """An answer that is still awaited is now awaited of the new one, with its own time."""
    if event.team != case.team:
        case = settled(case, TodoKind.AGE_CORRECTED, event.on)
    case = replace(
        case,
        team=event.team,
        caseworker=event.caseworker,
        offered_to=event.caseworker,
        routed=True,
        accepted=False,
        todos=tuple(_settled(todo, event) for todo in case.todos),
    )
    return begin_again(case, Milestone.ASSIGNMENT, start_of(event.on), From.REASSIGNED)


def _settled(todo: Todo, event: CaseReassigned) -> Todo:
    """The choice is made; what the one before was asked no longer applies."""
    if not todo.open:
        return todo
    if todo.kind is TodoKind.REASSIGN:
        return replace(todo, outcome=TodoOutcome.DONE, done_on=event.on)
    return replace(todo, lapsed=True) if todo.kind is TodoKind.ACCEPT else todo
