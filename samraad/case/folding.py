"""The fold over the events of a case. Nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from samraad.case import branches, corrections, course, ending, opening, preparation, record, staffing, target, todos
from samraad.case.file import CaseFile
from samraad.case.parts import TodoKey
from samraad.case.tracks import with_closing
from samraad.codec import Recorded
from samraad.events import (
    BranchEvent,
    CaseOpened,
    Corrected,
    CorrectionEvent,
    CourseEvent,
    EndingEvent,
    OpeningEvent,
    PersonCorrected,
    PreparationEvent,
    ReceiptCorrected,
    ReceiptMoved,
    RecordEvent,
    StaffingEvent,
    TargetEvent,
    TodoEvent,
    Withdrawn,
)


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
        return _begun(recorded, {})
    anew = isinstance(recorded.event, Corrected | Withdrawn)
    after = _anew(case, recorded) if anew else _step(case, recorded)
    return replace(after, version=recorded.version, head=recorded.hash, history=(*case.history, recorded))


def _begun(recorded: Recorded, numbers: Mapping[TodoKey, int]) -> CaseFile:
    """The case after its first event; numbers: those its todos had already."""
    if not isinstance(recorded.event, CaseOpened):
        raise ValueError(  # noqa: TRY004 – the history is wrong, not its type
            f"a case begins with CaseOpened, not {type(recorded.event).__name__}"
        )
    begun = replace(opening.opened(recorded, recorded.event), version=0, todo_numbers=numbers)
    begun = todos.with_brought(begun, recorded.event, recorded.at, before=None)
    return replace(begun, version=recorded.version, history=(recorded,))


def _step(case: CaseFile, recorded: Recorded) -> CaseFile:
    settled = todos.with_settled(case, recorded.event)
    after = todos.with_brought(_after(settled, recorded), recorded.event, recorded.at, before=case)
    return with_closing(after, recorded.at) if case.closed_on is None else after


def _anew(case: CaseFile, recorded: Recorded) -> CaseFile:
    """The case as its history counts with the correction. Todos keep their numbers: later answers name them."""
    return _as_it_counts(corrections.in_force((*case.history, recorded)), case)


def before(case: CaseFile, version: int) -> CaseFile:
    """The case as it stood before the event of that version, with what was learnt later of the receipt and the person.

    By the history as it counts now: an answer that is corrected is judged on it.
    """
    learnt = (ReceiptMoved, ReceiptCorrected, PersonCorrected)
    counts = corrections.in_force(case.history)
    then = tuple(each for each in counts if each.version < version)
    since = tuple(each for each in counts if each.version > version and isinstance(each.event, learnt))
    return replace(_as_it_counts((*then, *since), case), version=version - 1, history=then)


def _as_it_counts(history: tuple[Recorded, ...], case: CaseFile) -> CaseFile:
    """The case anew from what counts of its history, which may have gaps."""
    first, *later = history
    anew = _begun(first, case.todo_numbers)
    for each in later:
        anew = replace(_step(replace(anew, version=each.version - 1), each), version=each.version)
    return anew


def _after(case: CaseFile, recorded: Recorded) -> CaseFile:  # noqa: C901, PLR0911 – one line a kind of event
    """By the kind of event: each kind's own module has an arm for every event of it."""
    event = recorded.event
    if isinstance(event, OpeningEvent):
        return opening.after(case, event)
    if isinstance(event, CourseEvent):
        return preparation.after_course(course.after(case, event), event)
    if isinstance(event, BranchEvent):
        return branches.after(case, event)
    if isinstance(event, StaffingEvent):
        return staffing.after(case, event)
    if isinstance(event, TargetEvent):
        return target.after(case, event)
    if isinstance(event, TodoEvent):
        return preparation.after_todo(todos.after(case, event), event)
    if isinstance(event, PreparationEvent):
        return preparation.after(case, event)
    if isinstance(event, EndingEvent):
        return ending.after(case, event)
    if isinstance(event, CorrectionEvent):
        return corrections.after(case, event)
    if isinstance(event, RecordEvent):
        return record.after(case, event)
    assert_never(event)
