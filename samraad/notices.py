"""Which notices an event leads to: who should know, and what. Telling them is delivery's work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from samraad.allotment import warning
from samraad.case import CaseFile
from samraad.codec import Recorded
from samraad.course import From
from samraad.deadlines import todo_due
from samraad.delivery import Notice, NoticeKind
from samraad.events import (
    AssignmentAnswered,
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseRouted,
    CaseworkerAway,
    CourseChosen,
    Event,
    FollowUpAnswered,
    NotificationAttached,
    NotSummonedProposed,
    ReceiptMoved,
    RungReached,
    TargetGroupReferred,
    TodoAnswered,
    TodoRungReached,
    VerdictFell,
)
from samraad.rulebook import Rulebook
from samraad.staff import NOBODY, Staff
from samraad.staffing_notices import caseworker_away, not_taken, on_duty, reassigned
from samraad.telling import Limit as _Limit
from samraad.telling import Telling as _Telling
from samraad.telling import Told as _Told
from samraad.telling import earliest, handed_over, limit_of
from samraad.times import danish_date, end_of, last_day, show_due, start_of
from samraad.vocabulary import Assignment, Milestone, TodoKind


def notices(case: CaseFile, recorded: Recorded, rulebook: Rulebook, staff: Staff = NOBODY) -> tuple[Notice, ...]:
    """The notices of one event, one per recipient, without ids. `case` is the file after the event."""
    of = _Told(case=case, recorded=recorded, rulebook=rulebook, staff=staff)
    telling = _telling(of)
    if telling is None:
        return ()
    due_at = telling.limit.due_at if telling.limit else None
    return tuple(
        Notice(
            case=recorded.case,
            event_version=recorded.version,
            recipient=recipient,
            kind=telling.kind,
            milestone=telling.limit.milestone if telling.limit else None,
            due_on=last_day(due_at) if due_at else None,
            urgent=telling.urgent,
            created_at=recorded.at,
            fields={**(_fields(telling.limit) if telling.limit else {}), **_why(telling), **_meeting(of, telling)},
        )
        for recipient in telling.recipients
    )


def _telling(of: _Told) -> _Telling | None:
    tells = TELLS.get(type(of.recorded.event))
    return tells(of, of.recorded.event) if tells else None


def _opened(of: _Told, event: CaseOpened) -> _Telling:
    """It must be assessed within 24 hours, whoever looks after intake that day."""
    return _Telling(
        recipients=(*of.those("intake"), *on_duty(of, event)),
        kind=NoticeKind.OPENED,
        limit=of.limit(Milestone.ASSESSMENT),
    )


def _attached(of: _Told, event: NotificationAttached) -> _Telling | None:
    if not event.moves_receipt and event.received_at < of.case.received_at and of.case.awaiting:
        return None  # the event after it tells that the deadline has moved
    # Who takes in notifications decides anew whether one that calls for a summons of its own is in the target group.
    also = of.those("intake") if event.opens is Milestone.SUMMONS else ()
    recipients = tuple(dict.fromkeys((*of.those("caseworker"), *also, *on_duty(of, event))))
    return _Telling(recipients=recipients, kind=NoticeKind.FURTHER_NOTIFICATION, limit=earliest(of.case, of.rulebook))


def _receipt_moved(of: _Told, _: ReceiptMoved) -> _Telling:
    moved = _moved(of.case, of.rulebook)
    over_today = moved is not None and last_day(moved.due_at) <= danish_date(of.recorded.at)
    return _Telling(recipients=of.those("caseworker"), kind=NoticeKind.RECEIPT_MOVED, limit=moved, urgent=over_today)


def _routed(of: _Told, event: CaseRouted) -> _Telling:
    limit_ = of.limit(Milestone.ASSIGNMENT)
    if event.caseworker is None:
        return _Telling(recipients=(f"team_leader:{event.team}",), kind=NoticeKind.UNASSIGNED, limit=limit_)
    # By the event, not by where the case is: whoever got it is told, and while they are away their deputy.
    told = of.staff.told_for(event.caseworker, danish_date(of.recorded.at))
    return _Telling(recipients=told or (f"team_leader:{event.team}",), kind=NoticeKind.ASSIGNED, limit=limit_)


def _assigned(of: _Told, event: AssignmentAnswered) -> _Telling | None:
    if event.outcome is not Assignment.ACCEPTED or event.caseworker == of.case.offered_to:
        return None
    return handed_over(of, event.caseworker)


def _taken_over(of: _Told, event: CourseChosen | FollowUpAnswered) -> _Telling | None:
    return handed_over(of, event.caseworker) if event.caseworker else None


def _reopened(of: _Told, _: CaseReopened) -> _Telling:
    return _Telling(recipients=of.those("caseworker"), kind=NoticeKind.REOPENED, limit=earliest(of.case, of.rulebook))


def _ruled(of: _Told, _: VerdictFell) -> _Telling:
    """Who has the case weighs what it means, unless they registered it themselves."""
    recipients = tuple(each for each in of.those("caseworker") if each != of.recorded.actor)
    return _Telling(recipients=recipients, kind=NoticeKind.RULING, limit=earliest(of.case, of.rulebook))


def _proposed(of: _Told, _: NotSummonedProposed) -> _Telling:
    return _Telling(recipients=of.those("team_leader"), kind=NoticeKind.APPROVAL, limit=of.limit(Milestone.APPROVAL))


def _referred(of: _Told, event: TargetGroupReferred) -> _Telling:
    """Whoever looks at grey zones has to know at once: the 7 days run."""
    todo = next(each for each in reversed(of.case.todos) if each.kind is TodoKind.TARGET_GROUP_REFERRED)
    rule = of.rulebook.todo_rule(todo.kind)
    asked = _Limit(milestone=None, due_at=todo_due(todo, of.rulebook), kind=rule.kind, todo=todo.kind.label)
    return _Telling(recipients=(event.to,), kind=NoticeKind.REFERRED, limit=asked)


def _rung_reached(of: _Told, event: RungReached) -> _Telling:
    again = next(each.again for each in of.case.tracks if (each.milestone, each.attempt) == _of(event))
    rule = of.rulebook.rule(event.milestone, again=again)
    agreed = any(event.due_at == end_of(each.agreed_on) for each in of.case.tracks if each.agreed_on)
    return _rung(event, _Limit(milestone=event.milestone, due_at=event.due_at, kind=rule.kind, agreed=agreed))


def _todo_rung_reached(of: _Told, event: TodoRungReached) -> _Telling:
    binding = of.rulebook.todo_rule(event.kind).kind
    return _rung(event, _Limit(milestone=None, due_at=event.due_at, kind=binding, todo=event.kind.label))


def _of(event: RungReached) -> tuple[Milestone, int]:
    return event.milestone, event.attempt


def _rung(event: RungReached | TodoRungReached, of: _Limit) -> _Telling:
    kind = NoticeKind.MISSED if event.missed else NoticeKind.REMINDER
    return _Telling(recipients=event.told, kind=kind, limit=of, urgent=event.urgent)


def _why(telling: _Telling) -> Mapping[str, str]:
    return {"why": telling.why} if telling.why else {}


def _meeting(of: _Told, telling: _Telling) -> Mapping[str, str]:
    """Whoever can still do something about it is told that the case cannot wait for the meeting of allotment."""
    too_late = warning(of.case, of.rulebook, of.recorded.at) if telling.limit else None
    return {"warning": too_late} if too_late else {}


def _fields(of: _Limit) -> Mapping[str, str]:
    """How binding the deadline is, and its hour where it does not end with the day."""
    fields = {"deadline_kind": "aftalt dato" if of.agreed else of.kind.label} | ({"todo": of.todo} if of.todo else {})
    if of.due_at != start_of(danish_date(of.due_at)):
        fields["deadline"] = show_due(of.due_at)
    return fields


def _moved(case: CaseFile, rulebook: Rulebook) -> _Limit | None:
    """The summons, where its deadline has moved; else the earliest that runs."""
    summons = case.track(Milestone.SUMMONS)
    if summons is not None and summons.open and summons.origin is From.RECEIPT:
        return limit_of(case, Milestone.SUMMONS, rulebook)
    return earliest(case, rulebook)


#: What is told of an event, and to whom; of the others nothing.
TELLS: Final[dict[type[Event], Callable[[_Told, Any], _Telling | None]]] = {
    CaseOpened: _opened,
    NotificationAttached: _attached,
    ReceiptMoved: _receipt_moved,
    CaseRouted: _routed,
    CaseworkerAway: caseworker_away,
    CaseReassigned: reassigned,
    TodoAnswered: not_taken,
    AssignmentAnswered: _assigned,
    CaseReopened: _reopened,
    VerdictFell: _ruled,
    CourseChosen: _taken_over,
    FollowUpAnswered: _taken_over,
    NotSummonedProposed: _proposed,
    TargetGroupReferred: _referred,
    RungReached: _rung_reached,
    TodoRungReached: _todo_rung_reached,
}
