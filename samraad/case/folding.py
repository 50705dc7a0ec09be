"""The fold over the events of a case. Nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from samraad.case import course, ending, opening, record, staffing, todos
from samraad.case.file import CaseFile
from samraad.codec import Recorded
from samraad.events import CaseOpened, CourseEvent, EndingEvent, OpeningEvent, RecordEvent, StaffingEvent, TodoEvent


def fold(history: Iterable[Recorded], case: CaseFile | None = None) -> CaseFile:
    """The case file after its whole history, or after `case` and what came since. Raises ValueError without events."""
    for recorded in history:
        case = evolve(case, recorded)
    if case is None:
        raise ValueError("a case without events")
    return case


def evolve(case: CaseFile | None, recorded: Recorded) -> CaseFile:
    """The case file after one more event."""
    if case is None:
        if not isinstance(recorded.event, CaseOpened):
            raise ValueError(f"a case begins with CaseOpened, not {type(recorded.event).__name__}")
        return opening.opened(recorded, recorded.event)
    after = todos.with_brought(_after(case, recorded), recorded.event, before=case)
    return replace(after, version=recorded.version, head=recorded.hash)


def _after(case: CaseFile, recorded: Recorded) -> CaseFile:
    """By the kind of event: each kind's own module has an arm for every event of it."""
    event = recorded.event
    if isinstance(event, OpeningEvent):
        return opening.after(case, event)
    if isinstance(event, CourseEvent):
        return course.after(case, event)
    if isinstance(event, StaffingEvent):
        return staffing.after(case, event)
    if isinstance(event, TodoEvent):
        return todos.after(case, event)
    if isinstance(event, EndingEvent):
        return ending.after(case, event)
    if isinstance(event, RecordEvent):
        return record.after(case, event)
    assert_never(event)
