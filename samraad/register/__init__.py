"""The one way in for answers: what a person registered becomes events, or is refused with the reason."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision, consistent, expected
from samraad.events import Event
from samraad.forms.base import Form
from samraad.register import branches, corrections, course, ending, preparation, staffing, target, todos

#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    **course.DECISIONS,
    **branches.DECISIONS,
    **target.DECISIONS,
    **todos.DECISIONS,
    **ending.DECISIONS,
    **corrections.DECISIONS,
    **preparation.DECISIONS,
    **staffing.DECISIONS,
}

__all__ = ["DECISIONS", "Bench", "decide"]


def decide(form: Form, bench: Bench) -> tuple[Event, ...]:
    """The events an answer leads to.

    Raises AlreadyRegistered: the milestone is in the file. Raises Refused: it makes no sense; the text says why.
    """
    bench.at_work("by", form.by)
    expected(form.topic, bench)
    consistent(form)
    decided = DECISIONS[type(form)](form, bench)
    events = decided if isinstance(decided, tuple) else (decided,)
    return (*events, *staffing.routing_told(form, bench))
