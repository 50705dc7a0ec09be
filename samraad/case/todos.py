"""Todos of a case: which kinds are opened by hand, how each can come out, and what answers or settles them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final, assert_never

from samraad.case.brought import BROUGHT, summoned_late
from samraad.case.file import CaseFile
from samraad.case.parts import Todo, TodoKey
from samraad.events import (
    Event,
    InterrogationAnswered,
    MergedIn,
    PersonCorrected,
    ReceiptCorrected,
    ReceiptMoved,
    TargetGroupDecided,
    TodoAnswered,
    TodoEvent,
    TodoOpened,
    TodoRungReached,
)
from samraad.times import end_of, start_of
from samraad.vocabulary import AgeChange, Attendance, TodoKind, TodoOutcome

T, Out = TodoKind, TodoOutcome


#: How a todo of each kind can come out.
OUTCOMES: Final[dict[TodoKind, tuple[TodoOutcome, ...]]] = {
    T.ASSESS_AGAIN: (Out.DONE, Out.NOT_DONE),
    # What was referred is decided on the target group's form, which settles the todo.
    T.TARGET_GROUP_REFERRED: (Out.NOT_NEEDED,),
    T.POLICE_ASKED: (Out.ANSWERED, Out.NO_ANSWER),
    T.INTERROGATION: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    # What came of it is registered on the form of the interrogation, which settles the todo; or it was called off.
    T.INTERROGATION_OUTCOME: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.HAND_OVER: (Out.DONE, Out.NOT_DONE),
    T.ACCEPT: (Out.DONE, Out.NOT_DONE),
    # A leader chooses on the form for that, which settles the todo.
    T.REASSIGN: (Out.NOT_NEEDED,),
    # Its answer is the cause.
    T.LATE_CAUSE: (Out.DONE,),
    T.MOVED_HAND_OVER: (Out.DONE, Out.NOT_NEEDED),
    T.TURNS_15: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.TURNS_18: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    # Handing the case to the other team settles it.
    T.AGE_CORRECTED: (Out.DONE, Out.NOT_NEEDED),
    T.COURT_STATEMENT: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    T.PERMIT: (Out.GRANTED, Out.REFUSED, Out.STILL_WAITING, Out.NOT_NEEDED),
    T.DUTY: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
    # A step further is registered on the measure, which settles the todo.
    T.MEASURE: (Out.NOT_NEEDED,),
}

#: Kinds that a person may open.
BY_HAND: Final = (T.COURT_STATEMENT,)


def after(case: CaseFile, event: TodoEvent) -> CaseFile:
    """The case after a todo was opened, answered or reminded of."""
    match event:
        case TodoOpened():
            agreed = end_of(event.due_on) if event.due_on else None
            return with_todo(case, event.kind, start_of(event.opened_on), agreed_due_at=agreed, role=event.role)
        case TodoAnswered():
            answered = [
                replace(todo, outcome=event.outcome, done_on=event.on, done_at=event.at)
                if todo.number == event.todo
                else todo
                for todo in case.todos
            ]
            accepts = event.outcome is Out.DONE and T.ACCEPT in {
                each.kind for each in case.todos if each.number == event.todo
            }
            return replace(case, todos=tuple(answered), accepted=case.accepted or accepts)
        case TodoRungReached():
            key = (event.todo, event.rung, event.occurrence)
            return replace(case, todo_rungs={**case.todo_rungs, key: event.due_at})
        case _ as unknown:
            assert_never(unknown)


def with_settled(case: CaseFile, event: Event) -> CaseFile:
    """The case with the todos done that the event settles by itself."""
    match event:
        case InterrogationAnswered():
            answered = settled(case, T.INTERROGATION, event.on)
            if event.attendance is Attendance.PLANNED:  # anew: the day that was agreed before no longer counts
                return lapsed(answered, T.INTERROGATION_OUTCOME)
            return settled(answered, T.INTERROGATION_OUTCOME, event.on)
        case ReceiptMoved() | ReceiptCorrected() | MergedIn() | PersonCorrected():
            return _put_right(case, event)
        case TargetGroupDecided():
            # Of a further notification it is decided anew, on what is said of that one.
            decided = frozenset(case.notifications)
            anew = replace(case, target_facts=None, proposal=None, undecided_offences=(), decided=decided)
            return settled(anew, T.TARGET_GROUP_REFERRED, event.decided_on)
        case _:
            return case


def _put_right(case: CaseFile, event: ReceiptMoved | ReceiptCorrected | MergedIn | PersonCorrected) -> CaseFile:
    """What was asked because of a receipt or an age that was wrong is no longer asked, where nothing of it is left."""
    if not isinstance(event, PersonCorrected) and summoned_late(event, case) is False:
        case = lapsed(case, T.LATE_CAUSE)
    fits = not isinstance(event, MergedIn) and event.age_change is AgeChange.FITS
    return lapsed(case, T.AGE_CORRECTED) if fits else case


def settled(case: CaseFile, kind: TodoKind, on: date) -> CaseFile:
    """The open todos of the kind are done."""

    def done(todo: Todo) -> Todo:
        return replace(todo, outcome=Out.DONE, done_on=on) if todo.open and todo.kind is kind else todo

    return replace(case, todos=tuple(done(each) for each in case.todos))


def lapsed(case: CaseFile, kind: TodoKind) -> CaseFile:
    """The open todos of the kind are no longer asked for."""
    todos = tuple(replace(each, lapsed=True) if each.open and each.kind is kind else each for each in case.todos)
    return replace(case, todos=todos)


def with_brought(case: CaseFile, event: Event, at: datetime, *, before: CaseFile | None) -> CaseFile:
    """The case with the todos that the event brings with it. None on a case that is closed. at: when it was written."""
    for kind, brings in BROUGHT if case.closed_on is None else ():
        brought = brings(event, before)
        if brought is not None:
            begins = brought.counts_from or at
            case = with_todo(case, kind, begins, agreed_due_at=brought.agreed_due_at, role=brought.role)
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
