"""The one way in for answers: what a person registered becomes events, or is refused with the reason."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from samraad import crossing
from samraad.bench import Bench, Decision, consistent, expected
from samraad.events import Event
from samraad.forms.base import Form
from samraad.further import weighed_anew
from samraad.register import (
    branches,
    corrections,
    course,
    ending,
    grounds,
    preparation,
    staffing,
    summons,
    target,
    todos,
)

#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    **course.DECISIONS,
    **summons.DECISIONS,
    **branches.DECISIONS,
    **target.DECISIONS,
    **todos.DECISIONS,
    **ending.DECISIONS,
    **corrections.DECISIONS,
    **grounds.DECISIONS,
    **preparation.DECISIONS,
    **staffing.DECISIONS,
}

__all__ = ["DECISIONS", "Bench", "decide", "is_there"]


def decide(form: Form, bench: Bench) -> tuple[Event, ...]:
    """The events an answer leads to.

    Raises AlreadyRegistered: the milestone is in the file, or another has just registered the very same matter. Raises
    Refused: it makes no sense; the text says why.
    """
    bench.at_work("by", form.by)
    expected(form.topic, bench)
    consistent(form, bench)
    events = _judged(form, bench)
    crossing.refuse_same(form, bench, events, partial(_judged, form))
    told = staffing.routing_told(form, bench)
    return (*events, *told, *weighed_anew(bench.case, (*events, *told), bench.rulebook, bench.now))


def is_there(form: Form, bench: Bench, since: datetime) -> bool:
    """Whether the same person has registered the very same since then: it was sent twice, or is taken once more."""
    return crossing.is_there(form, bench, since, partial(_judged, form))


def _judged(form: Form, bench: Bench) -> tuple[Event, ...]:
    decided = DECISIONS[type(form)](form, bench)
    return decided if isinstance(decided, tuple) else (decided,)
