"""Todos of a case: which events bring one with them, which kinds are opened by hand, and how each can come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from samraad.case.file import CaseFile, Todo, TodoKey
from samraad.events import Event, NotificationAttached, TodoAnswered, TodoEvent, TodoOpened, TodoRungReached
from samraad.times import end_of, start_of
from samraad.vocabulary import Milestone, TodoKind, TodoOutcome

T, Out = TodoKind, TodoOutcome

#: How a todo of each kind can come out.
OUTCOMES: Final[dict[TodoKind, tuple[TodoOutcome, ...]]] = {
    T.ASSESS_AGAIN: (Out.DONE, Out.NOT_DONE),
    T.COURT_STATEMENT: (Out.DONE, Out.NOT_DONE, Out.NOT_NEEDED),
}

#: Kinds that a person may open.
BY_HAND: Final = (T.COURT_STATEMENT,)


def _further_notification(event: Event, before: CaseFile) -> datetime | None:
    """Each notification is assessed within 24 hours; while the first is not, one look covers both.

    One that was received before the others is the first: the case's own assessment counts from it.
    """
    if not isinstance(event, NotificationAttached) or event.received_at <= before.received_at:
        return None
    first = before.track(Milestone.ASSESSMENT)
    return None if first is not None and first.open else event.received_at


#: Kind → from when it counts, if the event brings one with it. Asked with the case before the event.
BROUGHT: Final[tuple[tuple[TodoKind, Callable[[Event, CaseFile], datetime | None]], ...]] = (
    (T.ASSESS_AGAIN, _further_notification),
)


def after(case: CaseFile, event: TodoEvent) -> CaseFile:
    """The case after a todo was opened, answered or reminded of."""
    match event:
        case TodoOpened():
            agreed = end_of(event.due_on) if event.due_on else None
            return _with(case, event.kind, start_of(event.opened_on), agreed_due_at=agreed, role=event.role)
        case TodoAnswered():
            answered = [
                replace(todo, outcome=event.outcome, done_on=event.on) if todo.number == event.todo else todo
                for todo in case.todos
            ]
            return replace(case, todos=tuple(answered))
        case TodoRungReached():
            return replace(case, todo_rungs=case.todo_rungs | {(event.todo, event.rung, event.occurrence)})
        case _ as unknown:
            assert_never(unknown)


def with_brought(case: CaseFile, event: Event, *, before: CaseFile) -> CaseFile:
    """The case with the todos that the event brings with it. None on a case that is closed."""
    for kind, brings in BROUGHT if case.closed_on is None else ():
        counts_from = brings(event, before)
        if counts_from is not None:
            case = _with(case, kind, counts_from)
    return case


def _with(case: CaseFile, kind: TodoKind, counts_from: datetime, **fields: object) -> CaseFile:
    """The case with one more todo, brought by the event after its version."""
    brought = sum(key[:2] == (case.version + 1, kind) for key in _keys(case))
    key = (case.version + 1, kind, brought)
    number = case.todo_numbers.get(key) or len(case.todo_numbers) + 1
    todo = Todo(key=key, number=number, kind=kind, counts_from=counts_from, **fields)  # type: ignore[arg-type]
    return replace(case, todos=(*case.todos, todo), todo_numbers={**case.todo_numbers, key: number})


def _keys(case: CaseFile) -> list[TodoKey]:
    return [todo.key for todo in case.todos]
