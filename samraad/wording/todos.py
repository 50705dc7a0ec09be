"""On todos."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from samraad.case import Todo
from samraad.events import TodoAnswered, TodoEvent, TodoOpened, TodoRungReached
from samraad.times import show_day, show_due
from samraad.wording.words import answer, because, say_told


def named(todo: Todo) -> str:
    """`handlepligt – passe skolen (den unge)`: what is to be done, and whom it is about."""
    what = f" – {todo.what.label}" if todo.what else ""
    about = f" ({todo.role.label})" if todo.role else ""
    return f"{todo.kind.label}{what}{about}"


def say(event: TodoEvent, todos: Iterable[Todo]) -> str:
    """One Danish sentence, without personal data. todos: those of the case, which an answer names by its number."""
    names = {each.number: named(each) for each in todos}
    match event:
        case TodoOpened():
            about = f" ({event.role.label})" if event.role else ""
            until = f", senest {show_day(event.due_on)}" if event.due_on else ""
            return f"Ny opgave {show_day(event.opened_on)}: {event.kind.label}{about}{until}"
        case TodoAnswered():
            name = names.get(event.todo, f"opgave {event.todo}")
            said = f"{answer(event.outcome, event.on)}{because(event.reason or event.cause)}"
            return f"{name[:1].upper()}{name[1:]}: {said}"
        case TodoRungReached():
            what = "Opgave ikke registreret til tiden" if event.missed else "Påmindelse om opgave"
            name = names.get(event.todo, event.kind.label)
            return f"{what}: {name}, senest {show_due(event.due_at)}{say_told(event.told)}"
        case _ as unknown:
            assert_never(unknown)
