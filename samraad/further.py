"""What a further notification on an open case calls for, beside joining it (`domain.md`, "Branches").

One rule, asked when it is taken in, when a duplicate brings it, and again whenever something is registered or
corrected: what was settled on a day covers no notification that nobody knew of then. Under the rulebook of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from samraad.case import CaseFile, Track, evolve
from samraad.case.corrections import in_force
from samraad.codec import Recorded, record
from samraad.course import From
from samraad.deadlines import protected_until
from samraad.events import (
    CourseChosen,
    Event,
    MeetingAnswered,
    MotivationAnswered,
    NotificationAttached,
    NotificationReweighed,
    NotSummonedAnswered,
    PlanReviewed,
    TargetGroupDecided,
)
from samraad.rulebook import Rulebook
from samraad.times import danish_date
from samraad.vocabulary import Approval, Course, Meeting, Milestone, Motivation, PlanReview, TargetGroup, TodoKind, Via

#: While one of these runs, the samråd is still to come: a further notification joins it.
BEFORE_THE_MEETING: Final = (
    Milestone.TARGET_GROUP,
    Milestone.APPROVAL,
    Milestone.SUMMONS,
    Milestone.MEETING,
    Milestone.MOTIVATION,
)

#: Event and its outcome.
_Outcome = tuple[type[Event], object]

#: Field of the day it happened.
_ON: Final[dict[type[Event], str]] = {
    CourseChosen: "chosen_on",
    MeetingAnswered: "on",
    MotivationAnswered: "on",
    NotSummonedAnswered: "answered_on",
    PlanReviewed: "reviewed_on",
    TargetGroupDecided: "decided_on",
}

#: A samråd was held after it was received: the duty to summon to one is met, whoever knew of it.
_HELD: Final[frozenset[_Outcome]] = frozenset({(MeetingAnswered, Meeting.HELD)})

#: There will be no samråd upon what was known.
_NO_SAMRAAD: Final[frozenset[_Outcome]] = frozenset(
    {
        (MeetingAnswered, Meeting.NOT_HELD),
        (MotivationAnswered, Motivation.STILL_DECLINES),
        (NotSummonedAnswered, Approval.APPROVED),
        (TargetGroupDecided, TargetGroup.OUTSIDE),
    }
)

#: The plan was considered upon what was known.
_REVIEWED: Final[frozenset[_Outcome]] = frozenset((PlanReviewed, each) for each in PlanReview)

#: The family is summoned once more to what it had been summoned to already: no duty of the law by itself.
_SUMMONED_ANEW: Final[frozenset[_Outcome]] = frozenset(
    {
        (MeetingAnswered, Meeting.POSTPONED),
        (MeetingAnswered, Meeting.NO_SHOW),
        (CourseChosen, Course.NEW_ATTEMPT),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notification:
    """A further notification, as it is weighed."""

    received_at: datetime
    #: When it came into the file; None: only now, so that nothing in the file was settled with knowledge of it.
    taken_in_at: datetime | None = None

    def began(self, track: Track) -> bool:
        """Whether the track is there for this very notification: it says nothing of what else is on its way."""
        return (
            self.taken_in_at is not None and track.origin is From.NEW_RECEIPT and track.counts_from == self.received_at
        )

    def known_on(self, day: date, registered_at: datetime) -> bool:
        """Whether it was in the file when something of that day was registered, and must have been known on that day.

        Of what came in on the day itself that is certain only where the other was registered the same day, after it.
        """
        if self.taken_in_at is None or self.taken_in_at > registered_at:
            return False
        return danish_date(self.taken_in_at) < day or danish_date(registered_at) == day


def calls_for(
    case: CaseFile, received_at: datetime, rulebook: Rulebook, taken_in_at: datetime | None = None
) -> Milestone | None:
    """PLAN_REVIEW within a year of a held samråd; SUMMONS where there is none and the case's own is behind; else None.

    One that was received before the case's own is about the same: the case's clock began then. taken_in_at: when it
    came into the file, None: only now. On a closed case nothing: the person's next notification opens one of its own.
    """
    if case.awaiting is None and (taken_in_at is None or case.closed_by is not Milestone.TARGET_GROUP):
        return None
    if received_at < case.received_at or is_settled(case, received_at, rulebook, taken_in_at):
        return None
    found = _Notification(received_at=received_at, taken_in_at=taken_in_at)
    open_ = [track for track in case.tracks if track.open and not found.began(track)]
    if any(track.milestone in BEFORE_THE_MEETING for track in open_):
        return Milestone.SUMMONS if any(_not_covered(track, found, case) for track in open_) else None
    return Milestone.PLAN_REVIEW if _protected(case, received_at, rulebook) else Milestone.SUMMONS


def is_settled(case: CaseFile, received_at: datetime, rulebook: Rulebook, taken_in_at: datetime | None) -> bool:
    """Whether what it calls for was settled on the case: by a samråd held after it, or with knowledge of it."""
    found = _Notification(received_at=received_at, taken_in_at=taken_in_at)
    settles = _HELD | _NO_SAMRAAD | (_REVIEWED if _protected(case, received_at, rulebook) else frozenset())
    return any(
        found.known_on(day, at) or (outcome in _HELD and danish_date(received_at) < day)
        for outcome, day, at in _outcomes(case, settles)
    )


def _not_covered(track: Track, found: _Notification, case: CaseFile) -> bool:
    """The summons that runs is about a later notification, or about one the family was summoned upon already."""
    no_before_the_summons = track.milestone is Milestone.MOTIVATION and not case.summoned
    if track.milestone is not Milestone.SUMMONS and not no_before_the_summons:
        return False
    if track.again or no_before_the_summons:
        anew = _outcomes(case, _SUMMONED_ANEW)
        return not any(found.known_on(day, at) or danish_date(found.received_at) < day for _, day, at in anew)
    return track.origin is From.NEW_RECEIPT and found.received_at < track.counts_from


def _protected(case: CaseFile, received_at: datetime, rulebook: Rulebook) -> bool:
    held_on = case.samraad_on
    return (
        held_on is not None and held_on <= danish_date(received_at) and received_at < protected_until(held_on, rulebook)
    )


def _outcomes(case: CaseFile, which: frozenset[_Outcome]) -> Iterator[tuple[_Outcome, date, datetime]]:
    """Each of those outcomes as it counts now, its day, and when it was registered."""
    for each in in_force(case.history):
        outcome = (type(each.event), getattr(each.event, "outcome", None))
        if outcome in which:
            yield outcome, getattr(each.event, _ON[type(each.event)]), each.at


def weighed_anew(case: CaseFile, events: Iterable[Event], rulebook: Rulebook, now: datetime) -> tuple[Event, ...]:
    """What the notifications of the case call for once these events are in its file, and did not before.

    Something may be registered of a day on which they had not come yet, or corrected so that it covers them no more.
    What is registered on a closed case opens nothing.
    """
    if case.awaiting is None:
        return ()
    for event in events:
        case = with_event(case, event, now)
    found: list[Event] = []
    for each in tuple(case.history):
        if isinstance(each.event, NotificationAttached) and _is_weighed(each.event, case):
            for event in _anew(each.event, max(each.at, each.event.received_at), case, rulebook):
                found.append(event)
                case = with_event(case, event, now)
    return tuple(found)


def _is_weighed(event: NotificationAttached, case: CaseFile) -> bool:
    """Not what was settled in a duplicate, nor what was received before all else: that is what the case is about."""
    return not event.settled and (event.received_at > case.received_at or event.taken_over_from is not None)


def _anew(
    event: NotificationAttached, taken_in_at: datetime, case: CaseFile, rulebook: Rulebook
) -> tuple[NotificationReweighed, ...]:
    opens = calls_for(case, event.received_at, rulebook, taken_in_at)
    if opens is not None and _runs_for(case, opens, event.received_at):
        opens = None
    assess = (case.awaiting or opens) is not None and _looked_at_before(case, event)
    if opens is None and not assess:
        return ()
    return (
        NotificationReweighed(
            notification=event.notification, received_at=event.received_at, opens=opens, assess=assess
        ),
    )


def _runs_for(case: CaseFile, milestone: Milestone, received_at: datetime) -> bool:
    return any(
        track.open and track.milestone is milestone and not track.again and track.counts_from <= received_at
        for track in case.tracks
    )


def _looked_at_before(case: CaseFile, event: NotificationAttached) -> bool:
    """The one look that was to cover all was before this one came, and nobody has been asked for another."""
    look = case.track(Milestone.ASSESSMENT)
    if event.assessed or look is None or look.done_at is None or look.done_at >= event.received_at:
        return False
    asked = (each for each in case.todos if each.kind is TodoKind.ASSESS_AGAIN)
    return event.received_at > case.received_at and all(each.counts_from != event.received_at for each in asked)


def with_event(case: CaseFile, event: Event, now: datetime) -> CaseFile:
    """The case as it would be with one more event."""
    link: Recorded = record(case.head, case.number, case.version + 1, event, at=now, actor="", via=Via.SERVICE)
    return evolve(case, link)
