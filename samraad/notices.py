"""Which notices an event leads to: who should know, and what. Telling them is delivery's work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from samraad.allotment import warning
from samraad.case import CaseFile, Todo
from samraad.changed_notices import (
    deadline_moved,
    leader_answered,
    person_corrected,
    receipt_corrected,
    receipt_moved,
)
from samraad.codec import Recorded
from samraad.deadlines import AGREED_DAY, todo_agreed, todo_due
from samraad.delivery import Notice, NoticeKind
from samraad.events import (
    AssignmentAnswered,
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseRouted,
    CaseworkerAway,
    CourseChosen,
    DeadlineMoved,
    Event,
    FollowUpAnswered,
    NotificationAttached,
    NotificationReweighed,
    NotSummonedAnswered,
    NotSummonedProposed,
    PersonCorrected,
    ReceiptCorrected,
    ReceiptMoved,
    RemandBegan,
    RungReached,
    TargetGroupReferred,
    TodoAnswered,
    TodoRungReached,
    VerdictFell,
)
from samraad.replies.asking import answers
from samraad.rulebook import Rulebook
from samraad.staff import NOBODY, Staff
from samraad.staffing_notices import caseworker_away, not_taken, on_duty, reassigned, remand_began, specialist_for
from samraad.telling import Limit, Telling, Told, earliest, handed_over
from samraad.times import danish_date, end_of, last_day, show_due, start_of
from samraad.vocabulary import Assignment, Matter, Milestone, TodoKind
from samraad.wording.todos import named


def notices(case: CaseFile, recorded: Recorded, rulebook: Rulebook, staff: Staff = NOBODY) -> tuple[Notice, ...]:
    """The notices of one event, one per recipient, without ids. `case` is the file after the event."""
    of = Told(case=case, recorded=recorded, rulebook=rulebook, staff=staff)
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
            fields={
                **(_fields(telling.limit) if telling.limit else {}),
                **_why(telling),
                **_meeting(of, telling),
                "answer": _answer(of, telling, recipient),
            },
        )
        for recipient in telling.recipients
    )


def _telling(of: Told) -> Telling | None:
    tells = TELLS.get(type(of.recorded.event))
    return tells(of, of.recorded.event) if tells else None


def _opened(of: Told, event: CaseOpened) -> Telling:
    """It must be assessed within 24 hours, whoever looks after intake that day."""
    return Telling(
        recipients=(*of.those("intake"), *on_duty(of, event)),
        kind=NoticeKind.OPENED,
        limit=of.limit(Milestone.ASSESSMENT),
    )


def _attached(of: Told, event: NotificationAttached) -> Telling | None:
    if not event.moves_receipt and event.received_at < of.case.received_at and of.case.awaiting:
        return None  # the event after it tells that the deadline has moved
    return _calls_for(of, event, on_duty(of, event))


def _reweighed(of: Told, event: NotificationReweighed) -> Telling:
    return _calls_for(of, event, ())


def _calls_for(of: Told, event: NotificationAttached | NotificationReweighed, besides: tuple[str, ...]) -> Telling:
    # Who takes in notifications decides anew whether one that calls for a summons of its own is in the target group.
    also = of.those("intake") if event.opens is Milestone.SUMMONS else ()
    why = specialist_for(of) if isinstance(event, NotificationAttached) and event.remand else None
    leads = of.those("team_leader") if why else ()
    recipients = tuple(dict.fromkeys((*of.those("caseworker"), *also, *leads, *besides)))
    limit_ = earliest(of.case, of.rulebook)
    return Telling(recipients=recipients, kind=NoticeKind.FURTHER_NOTIFICATION, limit=limit_, why=why or "")


def _routed(of: Told, event: CaseRouted) -> Telling:
    limit_ = of.limit(Milestone.ASSIGNMENT)
    if event.caseworker is None:
        return Telling(recipients=(f"team_leader:{event.team}",), kind=NoticeKind.UNASSIGNED, limit=limit_)
    # By the event, not by where the case is: whoever got it is told, and while they are away their deputy.
    told = of.staff.told_for(event.caseworker, danish_date(of.recorded.at))
    return Telling(recipients=told or (f"team_leader:{event.team}",), kind=NoticeKind.ASSIGNED, limit=limit_)


def _assigned(of: Told, event: AssignmentAnswered) -> Telling | None:
    if event.outcome is not Assignment.ACCEPTED or event.caseworker == of.case.offered_to:
        return None
    return handed_over(of, event.caseworker)


def _taken_over(of: Told, event: CourseChosen | FollowUpAnswered) -> Telling | None:
    return handed_over(of, event.caseworker) if event.caseworker else None


def _reopened(of: Told, _: CaseReopened) -> Telling:
    return Telling(recipients=of.those("caseworker"), kind=NoticeKind.REOPENED, limit=earliest(of.case, of.rulebook))


def _ruled(of: Told, _: VerdictFell) -> Telling:
    """Who has the case weighs what it means, unless they registered it themselves."""
    recipients = tuple(each for each in of.those("caseworker") if each != of.recorded.actor)
    return Telling(recipients=recipients, kind=NoticeKind.RULING, limit=earliest(of.case, of.rulebook))


def _proposed(of: Told, event: NotSummonedProposed) -> Telling:
    return Telling(
        recipients=of.those("team_leader"),
        kind=NoticeKind.APPROVAL,
        limit=of.limit(Milestone.APPROVAL),
        why=f"Grund: {event.reason.label}.",
    )


def _referred(of: Told, event: TargetGroupReferred) -> Telling:
    """Whoever looks at grey zones has to know at once: the 7 days run."""
    todo = next(each for each in reversed(of.case.todos) if each.kind is TodoKind.TARGET_GROUP_REFERRED)
    return Telling(recipients=(event.to,), kind=NoticeKind.REFERRED, limit=_todo_limit(of, todo))


def _rung_reached(of: Told, event: RungReached) -> Telling:
    again = next(each.again for each in of.case.tracks if (each.milestone, each.attempt) == _of(event))
    rule = of.rulebook.rule(event.milestone, again=again)
    agreed = any(event.due_at == end_of(each.agreed_on) for each in of.case.tracks if each.agreed_on)
    return _rung(event, Limit(milestone=event.milestone, due_at=event.due_at, kind=rule.kind, agreed=agreed))


def _todo_rung_reached(of: Told, event: TodoRungReached) -> Telling:
    todo = next(each for each in of.case.todos if each.number == event.todo)
    return _rung(event, replace(_todo_limit(of, todo), due_at=event.due_at))


def _todo_limit(of: Told, todo: Todo) -> Limit:
    return Limit(
        milestone=None,
        due_at=todo_due(todo, of.rulebook),
        kind=of.rulebook.todo_rule(todo.kind).kind,
        todo=todo,
        agreed=todo_agreed(todo, of.rulebook),
    )


def _of(event: RungReached) -> tuple[Milestone, int]:
    return event.milestone, event.attempt


def _rung(event: RungReached | TodoRungReached, of: Limit) -> Telling:
    kind = NoticeKind.MISSED if event.missed else NoticeKind.REMINDER
    return Telling(recipients=event.told, kind=kind, limit=of, urgent=event.urgent)


def _answer(of: Told, telling: Telling, recipient: str) -> str:
    """How the recipient answers by mail, a line each."""
    if telling.kind in (NoticeKind.UNASSIGNED, NoticeKind.SPECIALIST):
        return Matter.REASSIGN.label
    limit_ = telling.limit
    asked = (limit_.todo or limit_.milestone) if limit_ else of.case.awaiting
    return "\n".join(answers(of.case, asked, recipient))


def _why(telling: Telling) -> Mapping[str, str]:
    return {"why": telling.why} if telling.why else {}


def _meeting(of: Told, telling: Telling) -> Mapping[str, str]:
    """Whoever can still do something about it is told that the case cannot wait for the meeting of allotment."""
    too_late = warning(of.case, of.rulebook, of.recorded.at) if telling.limit else None
    return {"warning": too_late} if too_late else {}


def _fields(of: Limit) -> Mapping[str, str]:
    """How binding the deadline is, and its hour where it does not end with the day."""
    fields = {"deadline_kind": AGREED_DAY if of.agreed else of.kind.label}
    if of.todo:
        called = f"opgave {of.todo.number}: {of.todo.kind.label}"
        fields |= {"todo": called, "todo_in_full": f"opgave {of.todo.number}: {named(of.todo)}"}
    if of.due_at != start_of(danish_date(of.due_at)):
        fields["deadline"] = show_due(of.due_at)
    return fields


#: What is told of an event, and to whom; of the others nothing.
TELLS: Final[dict[type[Event], Callable[[Told, Any], Telling | None]]] = {
    CaseOpened: _opened,
    NotificationAttached: _attached,
    NotificationReweighed: _reweighed,
    ReceiptMoved: receipt_moved,
    ReceiptCorrected: receipt_corrected,
    DeadlineMoved: deadline_moved,
    PersonCorrected: person_corrected,
    CaseRouted: _routed,
    CaseworkerAway: caseworker_away,
    CaseReassigned: reassigned,
    TodoAnswered: not_taken,
    AssignmentAnswered: _assigned,
    CaseReopened: _reopened,
    VerdictFell: _ruled,
    RemandBegan: remand_began,
    CourseChosen: _taken_over,
    FollowUpAnswered: _taken_over,
    NotSummonedProposed: _proposed,
    NotSummonedAnswered: leader_answered,
    TargetGroupReferred: _referred,
    RungReached: _rung_reached,
    TodoRungReached: _todo_rung_reached,
}
