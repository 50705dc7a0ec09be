"""Corrections: the history as it counts, and deadlines that were moved."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.opening import counted_from_receipt
from samraad.codec import Recorded, decode
from samraad.events import (
    Corrected,
    CorrectionEvent,
    DeadlineMoved,
    Event,
    OffencesStated,
    PersonCorrected,
    ReceiptCorrected,
    Withdrawn,
)
from samraad.times import end_of
from samraad.vocabulary import Milestone


def after(case: CaseFile, event: CorrectionEvent) -> CaseFile:
    """The case after a correction. That of an entry makes the fold begin anew, with what counts."""
    match event:
        case Corrected() | Withdrawn():
            return case
        case ReceiptCorrected():
            return counted_from_receipt(case, event.received_at, event.age_at_receipt)
        case DeadlineMoved():
            tracks = tuple(
                replace(track, moved_to=end_of(event.due_on))
                if (track.milestone, track.attempt) == (event.milestone, event.attempt)
                else track
                for track in case.tracks
            )
            return replace(case, tracks=tracks)
        case PersonCorrected():
            return replace(case, age_at_receipt=event.age_at_receipt)
        case OffencesStated():
            # What is still to be decided is decided on all that the case is about.
            undecided = event.offences if case.runs(Milestone.TARGET_GROUP) else case.undecided_offences
            return replace(case, offences=event.offences, undecided_offences=undecided)
        case _ as unknown:
            assert_never(unknown)


def corrected_by(history: tuple[Recorded, ...]) -> dict[int, Recorded]:
    """Version of an event that was corrected, or withdrawn → the latest event that says so."""
    return {about: each for each in history if (about := _about(each.event)) is not None}


def _about(event: Event) -> int | None:
    """Version of the entry that the event puts right."""
    if isinstance(event, Corrected):
        return event.corrects
    return event.withdraws if isinstance(event, Withdrawn) else None


def in_force(history: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """The history as it counts: without what was withdrawn, each event that was corrected as it was corrected last."""
    instead = {
        each.event.corrects: decode(each.event.type, each.event.body)
        for each in history
        if isinstance(each.event, Corrected)
    }
    gone = {each.event.withdraws for each in history if isinstance(each.event, Withdrawn)}
    counts = [each for each in history if each.version not in gone]
    return tuple(replace(each, event=instead.get(each.version, each.event)) for each in counts)
