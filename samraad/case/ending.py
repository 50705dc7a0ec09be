"""What takes a case out of the ordinary course, and back into it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.opening import counted_from_receipt
from samraad.case.todos import settled
from samraad.case.tracks import close, reopen
from samraad.events import (
    AgeNear,
    CaseMerged,
    CaseMoved,
    CaseReopened,
    EndingEvent,
    MergedIn,
    MoveReported,
    WronglyOpened,
)
from samraad.joining import joined
from samraad.vocabulary import TodoKind


def after(case: CaseFile, event: EndingEvent) -> CaseFile:
    """The case after it left the course, or came back."""
    match event:
        case CaseMoved():
            return close(settled(case, TodoKind.MOVED_HAND_OVER, event.handed_over_on), event.handed_over_on)
        case MoveReported() | AgeNear():
            return case
        case WronglyOpened():
            return _never_counted(close(case, event.on))
        case CaseMerged():
            return replace(close(case, event.on), merged_into=event.into)
        case MergedIn():
            return _with_merged(case, event)
        case CaseReopened():
            return replace(reopen(case), merged_into=None, samraad_on=case.held.on if case.held else case.samraad_on)
        case _ as unknown:
            assert_never(unknown)


def _with_merged(case: CaseFile, event: MergedIn) -> CaseFile:
    """The earliest receipt counts, wherever it was registered, and what was known of the person in either case."""
    held = [each for each in (case.samraad_on, event.samraad_on) if each is not None]
    counted = [each for each in (case.earlier_notifications, event.earlier_notifications) if each is not None]
    case = replace(
        case,
        offences=joined(case.offences, event.offences),
        remand=case.remand or event.remand,
        interrogation=case.interrogation or event.interrogation,
        samraad_on=max(held, default=None),
        earlier_notifications=sum(counted) if counted else None,
    )
    if event.received_at >= case.received_at:
        return case
    before = case.first_taken_as or case.received_at
    return replace(counted_from_receipt(case, event.received_at, event.age_at_receipt), first_taken_as=before)


def _never_counted(case: CaseFile) -> CaseFile:
    """Also what was registered lapses: it is neither met nor missed, and a samråd held protects nobody."""
    tracks = tuple(each if each.lapsed else replace(each, lapsed=True, at_closing=True) for each in case.tracks)
    samraad_on = None if case.held else case.samraad_on
    return replace(case, tracks=tracks, samraad_on=samraad_on, wrongly_opened=True)
