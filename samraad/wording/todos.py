"""On todos."""

from __future__ import annotations

from typing import assert_never

from samraad.events import TodoAnswered, TodoEvent, TodoOpened, TodoRungReached
from samraad.times import show_day, show_due
from samraad.wording.words import answer, because, say_told


def say(event: TodoEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case TodoOpened():
            about = f" ({event.role.label})" if event.role else ""
            until = f", senest {show_day(event.due_on)}" if event.due_on else ""
            return f"Ny opgave {show_day(event.opened_on)}: {event.kind.label}{about}{until}"
        case TodoAnswered():
            return f"Opgave {event.todo}: {answer(event.outcome, event.on)}{because(event.reason or event.cause)}"
        case TodoRungReached():
            what = "Opgave ikke registreret til tiden" if event.missed else "Påmindelse om opgave"
            return f"{what}: {event.kind.label}, senest {show_due(event.due_at)}{say_told(event.told)}"
        case _ as unknown:
            assert_never(unknown)
