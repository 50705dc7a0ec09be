"""The ladder of a case: which reminders and escalations have come due. Timers are decided here, in nobody's process.

A rung's identity is (milestone, attempt, rung, occurrence): each fires once, as an event, and again only where its
deadline has moved to a later day since.
"""

from __future__ import annotations

from datetime import datetime

from samraad.case import CaseFile, RungKey, Todo, TodoRungKey
from samraad.deadlines import awaited_until, todo_due
from samraad.events import CaseOpened, NotificationAttached, RungReached, TodoRungReached
from samraad.notification import LISTS
from samraad.rulebook import Rulebook
from samraad.rungs import Due, Reached, intake_role, on_duty, reached, rungs
from samraad.staff import NOBODY, Staff
from samraad.times import danish_date
from samraad.vocabulary import Milestone, TodoKind

__all__ = ["intake_role", "next_tick_at", "tick", "told"]

#: Roles that mean nothing before a caseworker is found → who is told instead.
_BEFORE_ASSIGNMENT = {"caseworker": "intake", "team_leader": "intake_leader"}

#: A milestone and the attempt at it.
_Attempt = tuple[Milestone, int]


def tick(
    case: CaseFile, rulebook: Rulebook, now: datetime, staff: Staff = NOBODY
) -> tuple[RungReached | TodoRungReached, ...]:
    """What fell due and has not fired, oldest first; who is told of several at once says `samraad.rungs.reached`."""
    found: list[RungReached | TodoRungReached] = []
    found += [_event(case, rulebook, each, now, staff) for each in reached(_pending(case, rulebook), now)]
    found += [_todo_event(case, rulebook, each, now, staff) for each in reached(_pending_todos(case, rulebook), now)]
    found.sort(key=_moment)
    return tuple(found)


def _moment(event: RungReached | TodoRungReached) -> datetime:
    return event.rung_at


def next_tick_at(case: CaseFile, rulebook: Rulebook) -> datetime | None:
    """When the case has to be looked at next; None when nothing is left to fire."""
    moments = [each.rung_at for each in _pending(case, rulebook)]
    moments += [each.rung_at for each in _pending_todos(case, rulebook)]
    return min(moments, default=None)


def _pending(case: CaseFile, rulebook: Rulebook) -> list[Due[_Attempt]]:
    """Rungs of open milestones that have not fired."""
    found: list[Due[_Attempt]] = []
    for track in case.tracks:
        if track.open:
            ladder = rulebook.full_rule(track.milestone).ladder
            found += rungs((track.milestone, track.attempt), awaited_until(track, rulebook), ladder, rulebook)
    return [each for each in found if not _fired(each.due_at, case.rungs.get(_key(each)))]


def _pending_todos(case: CaseFile, rulebook: Rulebook) -> list[Due[int]]:
    """Rungs of open todos that have not fired."""
    found: list[Due[int]] = []
    for todo in case.todos:
        if todo.open:
            found += rungs(todo.number, todo_due(todo, rulebook), rulebook.todo_rule(todo.kind).ladder, rulebook)
    return [each for each in found if not _fired(each.due_at, case.todo_rungs.get(_todo_key(each)))]


def _fired(due_at: datetime, against: datetime | None) -> bool:
    """Against this deadline or a later one. Where it has moved to a later day, what was told of the earlier is void."""
    return against is not None and against >= due_at


def _key(each: Due[_Attempt]) -> RungKey:
    """What makes it this rung and no other."""
    return (*each.of, each.rung.rung, each.occurrence)


def _todo_key(each: Due[int]) -> TodoRungKey:
    return (each.of, each.rung.rung, each.occurrence)


def _event(case: CaseFile, rulebook: Rulebook, each: Reached[_Attempt], now: datetime, staff: Staff) -> RungReached:
    milestone, attempt = each.due.of
    return RungReached(
        milestone=milestone,
        attempt=attempt,
        rung=each.due.rung.rung,
        occurrence=each.due.occurrence,
        due_at=each.due.due_at,
        rung_at=each.due.rung_at,
        told=told(case, each.tells, rulebook, now, staff),
        missed=each.due.missed,
        urgent=each.urgent,
    )


def _todo_event(case: CaseFile, rulebook: Rulebook, each: Reached[int], now: datetime, staff: Staff) -> TodoRungReached:
    (todo,) = (todo for todo in case.todos if todo.number == each.due.of)
    duty = on_duty(rulebook, now, staff) if each.tells and _calls_at_once(todo, case) else ()
    return TodoRungReached(
        todo=each.due.of,
        kind=todo.kind,
        rung=each.due.rung.rung,
        occurrence=each.due.occurrence,
        due_at=each.due.due_at,
        rung_at=each.due.rung_at,
        told=tuple(dict.fromkeys((*told(case, each.tells, rulebook, now, staff), *duty))),
        missed=each.due.missed,
        urgent=each.urgent,
    )


def _calls_at_once(todo: Todo, case: CaseFile) -> bool:
    """The police's interrogation waits for no office hours; a list of many never calls for one that night."""
    if todo.kind is not TodoKind.INTERROGATION:
        return False
    brought_by = next(each.event for each in case.history if each.version == todo.key[0])
    return not (isinstance(brought_by, CaseOpened | NotificationAttached) and brought_by.origin in LISTS)


def told(
    case: CaseFile, roles: tuple[str, ...], rulebook: Rulebook, now: datetime, staff: Staff = NOBODY
) -> tuple[str, ...]:
    """The recipients behind the roles: initials, `team_leader:unge`, `intake` …; each once, in order.

    While the caseworker is absent the deputy is told as well; where there is none, and where the caseworker has left,
    the team leader.
    """
    found = [each for role in roles for each in _recipients(case, role, rulebook, now, staff)]
    return tuple(dict.fromkeys(found))


def _recipients(case: CaseFile, role: str, rulebook: Rulebook, now: datetime, staff: Staff) -> tuple[str, ...]:
    if role == "grey_role":
        return (rulebook.grey_role,)
    undecided = case.awaiting in (Milestone.ASSESSMENT, Milestone.TARGET_GROUP) and not case.accepted
    before = case.team is None or undecided
    if before:
        role = _BEFORE_ASSIGNMENT.get(role, role)
        return (intake_role(rulebook, now, role) if role in _BEFORE_ASSIGNMENT.values() else role,)
    leader = f"team_leader:{case.team}"
    if role != "caseworker":
        return (leader if role == "team_leader" else role,)
    if case.caseworker is None:
        return (leader,)
    on = danish_date(now)
    above = () if staff.covered(case.caseworker, on) else (leader,)
    return (*staff.told_for(case.caseworker, on), *above)
