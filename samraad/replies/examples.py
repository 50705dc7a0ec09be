"""Answers as staff are shown them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samraad.case.todos import OUTCOMES
from samraad.replies.phrases import SHORT
from samraad.vocabulary import Matter, TodoKind, TodoOutcome, Topic

#: How a todo is answered, where it is not known which.
TODO_EXAMPLE: Final = "opgave 3 gjort 25.11"
#: What is registered on a form of its own, or needs a cause.
_OTHERWISE: Final[Mapping[TodoKind, tuple[str, ...]]] = {
    TodoKind.TARGET_GROUP_REFERRED: ("i målgruppen", "uden for målgruppen, egen sagsbehandler"),
    TodoKind.INTERROGATION: ("afhøring",),
    TodoKind.REASSIGN: ("omfordeling",),
    TodoKind.LATE_CAUSE: ("opgave {number} gjort, fordi ferie",),
    TodoKind.MEASURE: ("foranstaltning",),
}


def examples(topic: Topic) -> tuple[str, ...]:
    """The short forms of a milestone or matter."""
    return (TODO_EXAMPLE,) if topic is Matter.TODO else tuple(each.example for each in SHORT if each.topic is topic)


def offered(topic: Topic) -> tuple[str, ...]:
    """Those that stand under messages: two, so that neither is suggested."""
    if topic is Matter.TODO:
        return (TODO_EXAMPLE,)
    return tuple(each.example for each in SHORT if each.topic is topic and each.offered)[:2]


def todo_examples(kind: TodoKind, number: int) -> tuple[str, ...]:
    """How the todo with this number is answered."""
    usual = tuple(f"opgave {number} {short_label(each)}" for each in OUTCOMES[kind])
    return tuple(each.format(number=number) for each in _OTHERWISE.get(kind, usual))


def short_label(outcome: TodoOutcome) -> str:
    """Without what a dash explains."""
    return outcome.label.split(" – ")[0]
