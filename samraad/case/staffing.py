"""Who has the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.parts import Todo
from samraad.case.todos import settled
from samraad.case.tracks import begin_again, close_track
from samraad.course import From
from samraad.events import (
    CaseReassigned,
    CaseRouted,
    CaseworkerAway,
    CourseChosen,
    FollowUpAnswered,
    RoutingTold,
    StaffingEvent,
)
from samraad.times import start_of
from samraad.vocabulary import Assignment, Milestone, TodoKind, TodoOutcome


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
    given = _given(case, event.caseworker, event.team, event.on)
    return begin_again(given, Milestone.ASSIGNMENT, start_of(event.on), From.REASSIGNED)


def taken_over(case: CaseFile, event: CourseChosen | FollowUpAnswered, on: date) -> CaseFile:
    """Who leads the new caseworker's team leads the case as well: they are told what is not registered."""
    if event.caseworker is None or event.team is None:
        return replace(case, caseworker=event.caseworker or case.caseworker)
    if event.caseworker == case.caseworker:
        return replace(case, team=event.team)
    given = _given(case, event.caseworker, event.team, on)
    if event.to_accept:
        return begin_again(given, Milestone.ASSIGNMENT, start_of(on), From.REASSIGNED)
    return replace(close_track(given, Milestone.ASSIGNMENT, Assignment.ACCEPTED, start_of(on)), accepted=True)


def _given(case: CaseFile, caseworker: str, team: str, on: date) -> CaseFile:
    if team != case.team:
        case = settled(case, TodoKind.AGE_CORRECTED, on)
    return replace(
        case,
        team=team,
        caseworker=caseworker,
        offered_to=caseworker,
        routed=True,
        accepted=False,
        todos=tuple(_settled(todo, on) for todo in case.todos),
    )


def _settled(todo: Todo, on: date) -> Todo:
    """The choice is made; what the one before was asked no longer applies."""
    if not todo.open:
        return todo
    if todo.kind is TodoKind.REASSIGN:
        return replace(todo, outcome=TodoOutcome.DONE, done_on=on)
    return replace(todo, lapsed=True) if todo.kind is TodoKind.ACCEPT else todo
