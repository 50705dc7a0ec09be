"""How the todos of a case stand: until when, how binding, met or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from samraad.case import CaseFile, Todo
from samraad.deadlines import AGREED_DAY, lapsed_as, todo_agreed, todo_due
from samraad.rulebook import Rulebook
from samraad.times import end_of, last_day, show_day, show_due
from samraad.vocabulary import Kind, State, TodoOutcome
from samraad.wording.todos import named


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoLimit:
    """One todo's limit."""

    todo: Todo
    kind: Kind
    #: Exclusive: the first instant that is too late.
    due_at: datetime
    legal_basis: str
    state: State
    #: A day that people agreed on, not the rulebook's.
    agreed: bool = False

    @property
    def binding(self) -> str:
        """How binding it is, in Danish."""
        return AGREED_DAY if self.agreed else self.kind.label

    @property
    def name(self) -> str:
        """`Opgave 2: udtalelse til retten (den unge)`."""
        return f"Opgave {self.todo.number}: {named(self.todo)}"

    @property
    def said(self) -> str:
        """With its limit, or with what it came to."""
        if self.todo.outcome and self.todo.done_on:
            return f"{self.name} – {self.todo.outcome.label} {show_day(self.todo.done_on)}"
        if self.todo.lapsed:
            return f"{self.name} – {self.state.label}"
        late = f" – **{State.OVERDUE.label}**" if self.state is State.OVERDUE else ""
        return f"{self.name} – senest {show_due(self.due_at)} ({self.binding}){late}"


def todo_limits(case: CaseFile, rulebook: Rulebook, now: datetime) -> tuple[TodoLimit, ...]:
    """All todos of the case, in the order they arose."""
    return tuple(_limit(todo, rulebook, now) for todo in case.todos)


def _limit(todo: Todo, rulebook: Rulebook, now: datetime) -> TodoLimit:
    rule, due_at = rulebook.todo_rule(todo.kind), todo_due(todo, rulebook)
    state = _state(todo, due_at, now, rule.kind)
    return TodoLimit(
        todo=todo,
        kind=rule.kind,
        due_at=due_at,
        legal_basis=rule.legal_basis,
        state=state,
        agreed=todo_agreed(todo, rulebook),
    )


def _state(todo: Todo, due_at: datetime, now: datetime, kind: Kind) -> State:
    if todo.lapsed:
        return lapsed_as(todo, due_at, kind)
    if todo.outcome is None or todo.done_on is None:
        return State.OVERDUE if now >= due_at else State.OPEN
    if todo.outcome in (TodoOutcome.NOT_DONE, TodoOutcome.NO_ANSWER):
        return State.NOT_DONE
    if kind is Kind.STATUTORY:
        # Of an old answer a day is all that is known: its end, never to our own advantage.
        in_time = (todo.done_at or end_of(todo.done_on) - timedelta(seconds=1)) < due_at
        return State.MET if in_time else State.MET_LATE
    # A day is all that is known of it: one that ends with the limit, or holds it, is in time.
    return State.MET if todo.done_on <= last_day(due_at) else State.MET_LATE
