"""What a further notification on an open case calls for, beside joining it (`domain.md`, "Branches").

Decided when it is taken in, under the rulebook of the case, and written into its event.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from samraad.case import CaseFile, Track
from samraad.course import From
from samraad.deadlines import protected_until
from samraad.rulebook import Rulebook
from samraad.times import danish_date, start_of
from samraad.vocabulary import Milestone

#: While one of these runs, the samråd is still to come: a further notification joins it.
BEFORE_THE_MEETING: Final = (
    Milestone.TARGET_GROUP,
    Milestone.APPROVAL,
    Milestone.SUMMONS,
    Milestone.MEETING,
    Milestone.MOTIVATION,
)

#: What settles whether there is a samråd: a notification received before that day was settled with it.
_SETTLES: Final = (Milestone.SUMMONS, Milestone.MEETING, Milestone.MOTIVATION)


def calls_for(case: CaseFile, received_at: datetime, rulebook: Rulebook) -> Milestone | None:
    """PLAN_REVIEW within a year of a held samråd; SUMMONS where there is none and the case's own is behind; else None.

    On a closed case nothing: the person's next notification opens a case of its own.
    """
    if case.awaiting is None:
        return None
    if start_of(danish_date(received_at)) < _settled_at(case):
        return None
    open_ = [track for track in case.tracks if track.open]
    if any(track.milestone in BEFORE_THE_MEETING for track in open_):
        return Milestone.SUMMONS if _earlier_than_what_began(open_, received_at) else None
    held_on = case.samraad_on
    if held_on and held_on <= danish_date(received_at) and received_at < protected_until(held_on, rulebook):
        return Milestone.PLAN_REVIEW
    return Milestone.SUMMONS


def _earlier_than_what_began(open_: list[Track], received_at: datetime) -> bool:
    """It was received before the one that began the present summons, and is registered after it."""
    return any(
        track.milestone is Milestone.SUMMONS and track.origin is From.NEW_RECEIPT and received_at < track.counts_from
        for track in open_
    )


def _settled_at(case: CaseFile) -> datetime:
    """The Danish midnight of the latest day on which it was settled whether there is a samråd; else the receipt's."""
    settled = [
        start_of(danish_date(track.done_at))
        for track in case.tracks
        if track.milestone in _SETTLES and track.done_at and not track.lapsed
    ]
    return max(settled, default=start_of(danish_date(case.received_at)))
