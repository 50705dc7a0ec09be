"""Todos: opened by hand, and answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from samraad.bench import Bench, Decision
from samraad.case.todos import BY_HAND, OUTCOMES
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import Event, TodoAnswered, TodoOpened
from samraad.forms.base import Form
from samraad.forms.todos import NewTodoForm, TodoForm
from samraad.register.ending import handed_over, reported_on
from samraad.times import danish_date, end_of
from samraad.vocabulary import Kind, LateCause, TodoKind, TodoOutcome, choices


def _answered(form: TodoForm, bench: Bench) -> Event | tuple[Event, ...]:
    todo = bench.case.todo(form.todo)
    if todo is None:
        open_ = ", ".join(f"{each.number} ({each.kind.label})" for each in bench.case.todos if each.open) or "ingen"
        raise Refused("unknown_todo", f"Sagen har ingen opgave {form.todo}. Åbne opgaver: {open_}.", "todo")
    if not todo.open:
        raise AlreadyRegistered("already", f"Opgave {todo.number} ({todo.kind.label}) er ikke længere åben.")
    if form.outcome not in OUTCOMES[todo.kind]:
        raise Refused("outcome", f"Opgave {todo.number} kan være: {choices(OUTCOMES[todo.kind])}.", "outcome")
    if todo.kind is TodoKind.ACCEPT and form.outcome is TodoOutcome.DONE and bench.case.caseworker:
        bench.themselves(form.by, bench.case.caseworker)
    on = bench.day("done_on", form.done_on, earliest=danish_date(todo.counts_from), because="opgaven opstod")
    not_done = form.outcome is TodoOutcome.NOT_DONE
    reason = bench.reason(form.topic, form.reason) if not_done else None
    answered = TodoAnswered(
        todo=todo.number,
        outcome=form.outcome,
        on=on,
        reason=reason,
        cause=_cause(form, todo.kind),
        at=_instant(on, todo.kind, bench),
    )
    if todo.kind is TodoKind.MOVED_HAND_OVER and form.outcome is TodoOutcome.DONE:
        return answered, handed_over(reported_on(bench.case), on, bench)
    return answered


def _instant(on: date, kind: TodoKind, bench: Bench) -> datetime | None:
    """Where the law counts by the hour: now, or of an earlier day its end, never to our own advantage."""
    if bench.rulebook.todo_rule(kind).kind is not Kind.STATUTORY:
        return None
    return min(bench.now, end_of(on) - timedelta(seconds=1))


def _cause(form: TodoForm, kind: TodoKind) -> LateCause | None:
    """The answer to why the summons came late; no other todo takes one."""
    if kind is TodoKind.LATE_CAUSE and form.cause is None:
        raise Refused("cause_missing", f"Vælg årsagen: {choices(tuple(LateCause))}.", "cause")
    if kind is not TodoKind.LATE_CAUSE and form.cause is not None:
        raise Refused("cause", "Årsagen hører til den sene indkaldelse: lad feltet stå tomt.", "cause")
    return form.cause


def _opened(form: NewTodoForm, bench: Bench) -> Event:
    if form.kind not in BY_HAND:
        raise Refused("kind", f"Den opgave opstår af sig selv. Vælg: {choices(BY_HAND)}.", "kind")
    on = bench.day("opened_on", form.opened_on, earliest=bench.received_on, because="modtagelsen")
    due_on = bench.agreed_day("due_on", form.due_on, earliest=on, because="opgaven") if form.due_on else None
    return TodoOpened(kind=form.kind, opened_on=on, due_on=due_on, role=form.role)


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {TodoForm: _answered, NewTodoForm: _opened}
