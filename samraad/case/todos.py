"""Todos of a case: which events bring one with them, which kinds are opened by hand, and how each can come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, assert_never

from samraad.case.file import CaseFile
from samraad.case.parts import Todo, TodoKey
from samraad.events import (
    AgeNear,
    CaseOpened,
    CaseReassigned,
    CaseworkerAway,
    Event,
    InterrogationAnswered,
    MoveReported,
    NotificationAttached,
    PoliceAsked,
    Summoned,
    TargetGroupDecided,
    TargetGroupReferred,
    TodoAnswered,
    TodoEvent,
    TodoOpened,
    TodoRungReached,
)
from samraad.times import end_of, start_of
from samraad.vocabulary import Away, Milestone, Role, TodoKind, TodoOutcome

T, Out = TodoKind, TodoOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A todo that comes with an event."""

    #: The instant the rulebook's limit counts from.
    counts_from: datetime
    #: First instant that is too late, where one was told; None: the rulebook's limit.
    agreed_due_at: datetime | None = None
    #: Whom it is about.
    role: Role | None = None


#: How a todo of each kind can come out.
OUTCOMES: Final[dict[TodoKind, tuple[TodoOutcome, ...]]] = {
    T.ASSESS_AGAIN: (Out.DONE, Out.NOT_DONE),
    # What was referred is decided on the target group's form, which settles the todo.
    T.TARGET_GROUP_REFERRED: (Out.NOT_NEEDED,),
    T.POLICE_ASKED: (Out.ANSWERED, Out.NO_ANSWER),
    T.INTERROGATION: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.HAND_OVER: (Out.DONE, Out.NOT_DONE),
    T.ACCEPT: (Out.DONE, Out.NOT_DONE),
    # A leader chooses on the form for that, which settles the todo.
    T.REASSIGN: (Out.NOT_NEEDED,),
    # Its answer is the cause.
    T.LATE_CAUSE: (Out.DONE,),
    T.MOVED_HAND_OVER: (Out.DONE, Out.NOT_NEEDED),
    T.TURNS_15: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.TURNS_18: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.COURT_STATEMENT: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.PERMIT: (Out.GRANTED, Out.REFUSED, Out.STILL_WAITING, Out.NOT_NEEDED),
    T.DUTY: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    # A step further is registered on the measure, which settles the todo.
    T.MEASURE: (Out.NOT_NEEDED,),
}

#: Kinds that a person may open.
BY_HAND: Final = (T.COURT_STATEMENT,)


#: What an event brings, asked with the case before it; None before the first.
Brings = Callable[[Event, CaseFile | None], Brought | None]


def _further_notification(event: Event, before: CaseFile | None) -> Brought | None:
    """Each notification is assessed within 24 hours; while the first is not, one look covers both.

    One that was received before the others is the first: the case's own assessment counts from it.
    """
    if not isinstance(event, NotificationAttached) or event.assessed:
        return None
    if before is None or event.received_at <= before.received_at:
        return None
    first = before.track(Milestone.ASSESSMENT)
    return None if first is not None and first.open else Brought(counts_from=event.received_at)


def _interrogation(event: Event, before: CaseFile | None) -> Brought | None:
    """Who attends is decided before the police want to know, or else before it begins.

    An invitation sent again brings nothing new, unless it tells another time.
    """
    if not isinstance(event, CaseOpened | NotificationAttached) or not event.interrogation:
        return None
    due_at = event.reply_by_at or event.interrogation_at
    known = before.todos if before else ()
    asked = [each.agreed_due_at for each in known if each.open and each.kind is T.INTERROGATION]
    if asked and due_at in (None, *asked):
        return None
    return Brought(counts_from=event.received_at, agreed_due_at=due_at)


def _hand_over(event: Event, _: CaseFile | None) -> Brought | None:
    """The duty officer hands over the next working morning (§7.1)."""
    if not isinstance(event, InterrogationAnswered) or event.hand_over_by_at is None:
        return None
    return Brought(counts_from=start_of(event.on), agreed_due_at=event.hand_over_by_at)


def _referred(event: Event, _: CaseFile | None) -> Brought | None:
    return Brought(counts_from=start_of(event.referred_on)) if isinstance(event, TargetGroupReferred) else None


def _police_asked(event: Event, _: CaseFile | None) -> Brought | None:
    return Brought(counts_from=start_of(event.asked_on)) if isinstance(event, PoliceAsked) else None


def _near(age: int) -> Brings:
    """Information was lost when the young passed from one department to the other (§7.1)."""

    def brings(event: Event, _: CaseFile | None) -> Brought | None:
        if not isinstance(event, AgeNear) or event.age != age:
            return None
        return Brought(counts_from=start_of(event.week_of))

    return brings


def _accept(event: Event, before: CaseFile | None) -> Brought | None:
    """Whoever gets a case in the middle of its course says whether they take it; nothing waits for that."""
    if not isinstance(event, CaseReassigned):
        return None
    asked = before.track(Milestone.ASSIGNMENT) if before else None
    return None if asked is not None and asked.open else Brought(counts_from=start_of(event.on))


def _reassign(event: Event, before: CaseFile | None) -> Brought | None:
    """Somebody else is chosen when the caseworker leaves, or does not take what was given to them."""
    if isinstance(event, CaseworkerAway):
        leaves = event.why is Away.LEAVES and not event.offered_again
        return Brought(counts_from=start_of(event.from_on)) if leaves else None
    if isinstance(event, TodoAnswered) and event.outcome is Out.NOT_DONE:
        todo = before.todo(event.todo) if before else None
        return Brought(counts_from=start_of(event.on)) if todo is not None and todo.kind is T.ACCEPT else None
    return None


def _late(event: Event, _: CaseFile | None) -> Brought | None:
    """Late is explained: a summons after its limit asks for the cause where none was given."""
    if not isinstance(event, Summoned) or not event.late or event.late_cause:
        return None
    return Brought(counts_from=start_of(event.sent_on))


def _moved(event: Event, before: CaseFile | None) -> Brought | None:
    waits = before is not None and any(each.open and each.kind is T.MOVED_HAND_OVER for each in before.todos)
    return None if waits or not isinstance(event, MoveReported) else Brought(counts_from=start_of(event.known_on))


#: Kind → how it comes with an event, if it does.
BROUGHT: Final[tuple[tuple[TodoKind, Brings], ...]] = (
    (T.ASSESS_AGAIN, _further_notification),
    (T.INTERROGATION, _interrogation),
    (T.TARGET_GROUP_REFERRED, _referred),
    (T.POLICE_ASKED, _police_asked),
    (T.HAND_OVER, _hand_over),
    (T.LATE_CAUSE, _late),
    (T.MOVED_HAND_OVER, _moved),
    (T.TURNS_15, _near(15)),
    (T.TURNS_18, _near(18)),
    (T.ACCEPT, _accept),
    (T.REASSIGN, _reassign),
)


def after(case: CaseFile, event: TodoEvent) -> CaseFile:
    """The case after a todo was opened, answered or reminded of."""
    match event:
        case TodoOpened():
            agreed = end_of(event.due_on) if event.due_on else None
            return with_todo(case, event.kind, start_of(event.opened_on), agreed_due_at=agreed, role=event.role)
        case TodoAnswered():
            answered = [
                replace(todo, outcome=event.outcome, done_on=event.on) if todo.number == event.todo else todo
                for todo in case.todos
            ]
            accepts = event.outcome is Out.DONE and T.ACCEPT in {
                each.kind for each in case.todos if each.number == event.todo
            }
            return replace(case, todos=tuple(answered), accepted=case.accepted or accepts)
        case TodoRungReached():
            return replace(case, todo_rungs=case.todo_rungs | {(event.todo, event.rung, event.occurrence)})
        case _ as unknown:
            assert_never(unknown)


def with_settled(case: CaseFile, event: Event) -> CaseFile:
    """The case with the todos done that the event settles by itself."""
    match event:
        case InterrogationAnswered():
            return settled(case, T.INTERROGATION, event.on)
        case TargetGroupDecided():
            # Of a further notification it is decided anew, on what is said of that one.
            anew = replace(case, target_facts=None, proposal=None, undecided_offences=())
            return settled(anew, T.TARGET_GROUP_REFERRED, event.decided_on)
        case _:
            return case


def settled(case: CaseFile, kind: TodoKind, on: date) -> CaseFile:
    """The open todos of the kind are done."""

    def done(todo: Todo) -> Todo:
        return replace(todo, outcome=Out.DONE, done_on=on) if todo.open and todo.kind is kind else todo

    return replace(case, todos=tuple(done(each) for each in case.todos))


def with_brought(case: CaseFile, event: Event, *, before: CaseFile | None) -> CaseFile:
    """The case with the todos that the event brings with it. None on a case that is closed."""
    for kind, brings in BROUGHT if case.closed_on is None else ():
        brought = brings(event, before)
        if brought is not None:
            case = with_todo(case, kind, brought.counts_from, agreed_due_at=brought.agreed_due_at, role=brought.role)
    return case


def with_todo(case: CaseFile, kind: TodoKind, counts_from: datetime, **fields: object) -> CaseFile:
    """The case with one more todo, brought by the event after its version."""
    brought = sum(key[:2] == (case.version + 1, kind) for key in _keys(case))
    key = (case.version + 1, kind, brought)
    number = case.todo_numbers.get(key) or len(case.todo_numbers) + 1
    todo = Todo(key=key, number=number, kind=kind, counts_from=counts_from, **fields)  # type: ignore[arg-type]
    return replace(case, todos=(*case.todos, todo), todo_numbers={**case.todo_numbers, key: number})


def _keys(case: CaseFile) -> list[TodoKey]:
    return [todo.key for todo in case.todos]
