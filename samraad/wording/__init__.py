"""The Danish words of an event in a case's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import assert_never

from samraad.case import Todo
from samraad.events import (
    BranchEvent,
    CorrectionEvent,
    CourseEvent,
    EndingEvent,
    Event,
    OpeningEvent,
    PreparationEvent,
    RecordEvent,
    StaffingEvent,
    TargetEvent,
    TodoEvent,
)
from samraad.wording import branches, corrections, course, ending, opening, preparation, record, staffing, target
from samraad.wording import todos as todo_words
from samraad.wording.corrections import corrected
from samraad.wording.record import say_message
from samraad.wording.words import say_told

__all__ = ["corrected", "say", "say_message", "say_told"]


def say(event: Event, todos: Iterable[Todo] = ()) -> str:  # noqa: C901, PLR0911 – one line a kind of event
    """One Danish sentence on the event, for the timeline of its case. No personal data.

    todos: those of the case, so that an answer to one says what it was; without them it says the number.
    """
    if isinstance(event, OpeningEvent):
        return opening.say(event)
    if isinstance(event, CourseEvent):
        return course.say(event)
    if isinstance(event, BranchEvent):
        return branches.say(event)
    if isinstance(event, StaffingEvent):
        return staffing.say(event)
    if isinstance(event, TargetEvent):
        return target.say(event)
    if isinstance(event, TodoEvent):
        return todo_words.say(event, todos)
    if isinstance(event, PreparationEvent):
        return preparation.say(event)
    if isinstance(event, EndingEvent):
        return ending.say(event)
    if isinstance(event, CorrectionEvent):
        return corrections.say(event, partial(say, todos=todos))
    if isinstance(event, RecordEvent):
        return record.say(event)
    assert_never(event)
