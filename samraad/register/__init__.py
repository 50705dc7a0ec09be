"""The one way in for answers: what a person registered becomes events, or is refused with the reason."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision, consistent, expected
from samraad.crossing import refuse_same
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

    Raises AlreadyRegistered: the milestone is in the file, or another has just registered the very same matter. Raises
    Refused: it makes no sense; the text says why.
    """
    bench.at_work("by", form.by)
    expected(form.topic, bench)
    consistent(form)
    events = _judged(form, bench)
    refuse_same(form, bench, events, lambda earlier: _judged(form, earlier))
    return (*events, *staffing.routing_told(form, bench))


def _judged(form: Form, bench: Bench) -> tuple[Event, ...]:
    decided = DECISIONS[type(form)](form, bench)
    return decided if isinstance(decided, tuple) else (decided,)
