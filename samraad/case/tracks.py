"""The milestones of a case: how they are reached, opened and let lapse (`samraad.course`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from samraad.case.file import CaseFile, Track
from samraad.course import CLOSES, FOLLOWS, LAPSES, From, Outcome
from samraad.times import danish_date, start_of
from samraad.vocabulary import Milestone


def reach_on(case: CaseFile, milestone: Milestone, outcome: Outcome, on: date) -> CaseFile:
    """As `reach`, carried out on a Danish day."""
    return reach(case, milestone, outcome, start_of(on))


def reach(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Close the milestone's open track with the outcome, open what follows, let lapse what no longer applies."""
    case = open_following(close_track(case, milestone, outcome, at), milestone, outcome, at)
    if (milestone, outcome) in CLOSES:
        return close(case, danish_date(at))
    return lapse(case, LAPSES.get((milestone, outcome), ()))


def close(case: CaseFile, on: date) -> CaseFile:
    """Close the case; what still ran lapses, todos as well."""
    todos = tuple(replace(todo, lapsed=True) if todo.open else todo for todo in case.todos)
    return replace(lapse(case, tuple(Milestone)), closed_on=on, todos=todos)


def close_track(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Give the open track of the milestone its outcome; nothing follows."""
    return change(case, (milestone,), lambda track: replace(track, outcome=outcome, done_at=at))


def lapse(case: CaseFile, milestones: tuple[Milestone, ...]) -> CaseFile:
    """Let the open tracks of the milestones lapse."""
    return change(case, milestones, lambda track: replace(track, lapsed=True))


def change(case: CaseFile, milestones: tuple[Milestone, ...], change: Callable[[Track], Track]) -> CaseFile:
    """Change the open tracks of the milestones."""
    tracks = tuple(change(track) if track.open and track.milestone in milestones else track for track in case.tracks)
    return replace(case, tracks=tracks)


def open_following(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Open what follows the outcome (`samraad.course.FOLLOWS`)."""
    for following, origin in FOLLOWS.get((milestone, outcome), ()):
        before = [track for track in case.tracks if track.milestone is following]
        track = Track(
            milestone=following, attempt=len(before) + 1, counts_from=_origin(case, origin, before, at), origin=origin
        )
        case = replace(case, tracks=(*case.tracks, track))
    return case


def _origin(case: CaseFile, origin: From, before: list[Track], at: datetime) -> datetime:
    match origin:
        case From.RECEIPT | From.AGREED_BEFORE:
            return case.received_at
        case From.OUTCOME:
            return at
        case From.MEETING:
            return start_of(case.held.on) if case.held else at
        case From.AS_BEFORE:
            return before[-1].counts_from
        case _ as unknown:
            assert_never(unknown)
