"""The case file: a fold over its events. Nothing else changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar, assert_never

from samraad.codec import Recorded
from samraad.course import CLOSES, FOLLOWS, LAPSES, OPENING, STAGE_OF, From, Outcome
from samraad.events import (
    AcuteNeedAssessed,
    AnswerRefused,
    AssignmentAnswered,
    CaseOpened,
    CaseRouted,
    CourseChosen,
    FollowUpAnswered,
    MeetingAnswered,
    MessageTried,
    NotificationAttached,
    NotSummonedAnswered,
    NotSummonedProposed,
    PersonShown,
    PlanAnswered,
    PlanReviewed,
    ReceiptMoved,
    RungReached,
    Summoned,
    TargetGroupDecided,
)
from samraad.notification import Origin
from samraad.times import danish_date, start_of
from samraad.vocabulary import Approval, Assignment, Course, Meeting, Milestone, Offence, Stage, Summons


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One milestone, one attempt: open until it has an outcome or lapses."""

    milestone: Milestone
    #: 1 for the first.
    attempt: int
    #: The instant its deadline counts from.
    counts_from: datetime
    origin: From
    outcome: Outcome | None = None
    #: When it was carried out (for a date: the Danish midnight that begins it), not when it was registered.
    done_at: datetime | None = None
    lapsed: bool = False

    @property
    def open(self) -> bool:
        """Neither carried out nor lapsed."""
        return self.outcome is None and not self.lapsed


T = TypeVar("T", bound=str)

#: (milestone, attempt, rung, occurrence): each fires exactly once.
RungKey = tuple[Milestone, int, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that is known of a case, without personal data."""

    number: str
    #: Version of the last event folded.
    version: int
    #: Hash of the last event folded.
    head: str
    #: The earliest of the notifications: the clock of the law starts here.
    received_at: datetime
    rulebook: str
    age_at_receipt: int
    offences: tuple[Offence, ...]
    #: Ids of the notifications, the first opened the case.
    notifications: tuple[str, ...]
    tracks: tuple[Track, ...]
    remand: bool = False
    interrogation: bool = False
    notes: tuple[str, ...] = ()
    #: The way the notification came that opened the case.
    origin: Origin = Origin.POLICE_MAIL
    #: The receipt that counted at first, where an earlier one was registered later.
    first_taken_as: datetime | None = None
    #: Day of the latest samråd held, in this case or an earlier one of the same person.
    samraad_on: date | None = None
    team: str | None = None
    #: Initials of whom the case was offered to or who has accepted it.
    caseworker: str | None = None
    accepted: bool = False
    #: Initials of whom the case was last offered to; None where nobody was free or that person declined.
    offered_to: str | None = None
    #: True once the case is offered to somebody, until that person declines.
    routed: bool = False
    #: Initials of those who could not take it.
    declined_by: tuple[str, ...] = ()
    #: The summonses of the present attempt.
    summons: Summoned | None = None
    #: The meeting that was held in this case.
    held: MeetingAnswered | None = None
    #: The agreed date of a postponed meeting.
    meeting_planned_on: date | None = None
    rungs: frozenset[RungKey] = frozenset()
    closed_on: date | None = None

    @property
    def awaiting(self) -> Milestone | None:
        """The first open milestone in the order of the course; None when the case is closed."""
        open_ = {track.milestone for track in self.tracks if track.open}
        return next((milestone for milestone in Milestone if milestone in open_), None)

    @property
    def stage(self) -> Stage:
        """Where the case is."""
        return Stage.CLOSED if self.awaiting is None else STAGE_OF[self.awaiting]

    def track(self, milestone: Milestone) -> Track | None:
        """The latest attempt at the milestone, open or not."""
        return next((track for track in reversed(self.tracks) if track.milestone is milestone), None)


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
        return _opened(recorded, recorded.event)
    return replace(_after(case, recorded), version=recorded.version, head=recorded.hash)


def _opened(recorded: Recorded, event: CaseOpened) -> CaseFile:
    return CaseFile(
        number=recorded.case,
        version=recorded.version,
        head=recorded.hash,
        received_at=event.received_at,
        rulebook=event.rulebook,
        age_at_receipt=event.age_at_receipt,
        offences=event.offences,
        notifications=(event.notification,),
        tracks=tuple(
            Track(milestone=milestone, attempt=1, counts_from=event.received_at, origin=From.RECEIPT)
            for milestone in OPENING
        ),
        remand=event.remand,
        interrogation=event.interrogation,
        notes=event.notes,
        origin=event.origin,
        samraad_on=event.earlier_samraad_on,
    )


def _after(case: CaseFile, recorded: Recorded) -> CaseFile:  # noqa: C901, PLR0911, PLR0912 – one arm an event, exhaustive
    match recorded.event:
        case CaseOpened():
            raise ValueError(f"{case.number} is open already")
        case NotificationAttached() as event:
            return _attached(case, event)
        case ReceiptMoved() as event:
            return _moved(case, event)
        case AcuteNeedAssessed() as event:
            return _reach(case, Milestone.ASSESSMENT, event.outcome, event.assessed_at)
        case TargetGroupDecided() as event:
            return _reach_on(case, Milestone.TARGET_GROUP, event.outcome, event.decided_on)
        case CaseRouted() as event:
            return replace(case, team=event.team, caseworker=event.caseworker, offered_to=event.caseworker, routed=True)
        case AssignmentAnswered() as event:
            return _assigned(case, event)
        case Summoned() as event:
            return _summoned(case, event)
        case NotSummonedProposed() as event:
            return _open(case, Milestone.SUMMONS, Summons.NOT_SUMMONED, start_of(event.proposed_on))
        case NotSummonedAnswered() as event:
            return _approved(case, event)
        case MeetingAnswered() as event:
            return _met(case, event)
        case CourseChosen() as event:
            case = replace(case, caseworker=event.caseworker or case.caseworker)
            if event.outcome is Course.NEW_ATTEMPT:
                case = replace(case, summons=None)
            return _reach_on(case, Milestone.COURSE, event.outcome, event.chosen_on)
        case PlanAnswered() as event:
            return _reach_on(case, Milestone.PLAN, event.outcome, event.on)
        case PlanReviewed() as event:
            return _reach_on(case, Milestone.PLAN_REVIEW, event.outcome, event.reviewed_on)
        case FollowUpAnswered() as event:
            case = replace(case, caseworker=event.caseworker or case.caseworker)
            return _reach_on(case, Milestone.FOLLOW_UP, event.outcome, event.on)
        case RungReached() as event:
            key = (event.milestone, event.attempt, event.rung, event.occurrence)
            return replace(case, rungs=case.rungs | {key})
        case AnswerRefused() | MessageTried() | PersonShown():
            return case
        case _ as unknown:
            assert_never(unknown)


def _attached(case: CaseFile, event: NotificationAttached) -> CaseFile:
    case = replace(
        case,
        notifications=(*case.notifications, event.notification),
        offences=_each_once(case.offences, event.offences),
        notes=_each_once(case.notes, event.notes),
        remand=case.remand or event.remand,
        interrogation=case.interrogation or event.interrogation,
    )
    if not event.moves_receipt or event.received_at >= case.received_at:
        return case
    running = replace(case, received_at=event.received_at)
    return _meeting_counted(_change(running, tuple(Milestone), lambda track: _counted_from(track, event.received_at)))


def _moved(case: CaseFile, event: ReceiptMoved) -> CaseFile:
    """What counts from the receipt counts from the earlier one; what was met may turn out to have been met late."""
    tracks = tuple(track if track.lapsed else _counted_from(track, event.received_at) for track in case.tracks)
    case = replace(
        case,
        received_at=event.received_at,
        age_at_receipt=event.age_at_receipt,
        first_taken_as=case.first_taken_as or event.before,
        tracks=tracks,
    )
    return _meeting_counted(case, met=True)


def _each_once(known: tuple[T, ...], further: tuple[T, ...]) -> tuple[T, ...]:
    return (*known, *(each for each in further if each not in known))


def _counted_from(track: Track, received_at: datetime) -> Track:
    return replace(track, counts_from=received_at) if track.origin is From.RECEIPT else track


def _assigned(case: CaseFile, event: AssignmentAnswered) -> CaseFile:
    if event.outcome is Assignment.DECLINED:
        declined_by = (*case.declined_by, event.caseworker)
        case = replace(case, caseworker=None, offered_to=None, routed=False, declined_by=declined_by)
    else:
        case = replace(case, caseworker=event.caseworker, accepted=True)
    return _reach_on(case, Milestone.ASSIGNMENT, event.outcome, event.answered_on)


def _summoned(case: CaseFile, event: Summoned) -> CaseFile:
    case = replace(case, summons=event)
    if not event.complete:
        return case
    return _meeting_counted(_reach_on(case, Milestone.SUMMONS, Summons.SENT, event.sent_on))


def _meeting_counted(case: CaseFile, *, met: bool = False) -> CaseFile:
    """The days until the meeting count from the summons, or from the receipt where that came later.

    met: also of a meeting that was held, or not, upon this summons.
    """
    if case.summons is None or not case.summons.complete:
        return case
    sent_at, received_at = start_of(case.summons.sent_on), start_of(danish_date(case.received_at))
    origin = From.AGREED_BEFORE if sent_at < received_at else From.OUTCOME
    counts_from, latest = max(sent_at, received_at), case.track(Milestone.MEETING)
    tracks = tuple(
        replace(track, counts_from=counts_from, origin=origin) if track is latest and _counts(track, met=met) else track
        for track in case.tracks
    )
    return replace(case, tracks=tracks)


def _counts(track: Track, *, met: bool) -> bool:
    return track.open or (met and not track.lapsed)


def _approved(case: CaseFile, event: NotSummonedAnswered) -> CaseFile:
    if event.outcome is Approval.APPROVED:
        case = _close_track(case, Milestone.SUMMONS, Summons.NOT_SUMMONED, start_of(event.answered_on))
    return _reach_on(case, Milestone.APPROVAL, event.outcome, event.answered_on)


def _met(case: CaseFile, event: MeetingAnswered) -> CaseFile:
    if event.outcome is Meeting.HELD:
        case = replace(case, held=event, samraad_on=event.on)
    elif event.outcome is not Meeting.NOT_HELD:
        case = replace(case, summons=None)
    case = replace(case, meeting_planned_on=event.planned_on)
    return _reach_on(case, Milestone.MEETING, event.outcome, event.on)


def _reach_on(case: CaseFile, milestone: Milestone, outcome: Outcome, on: date) -> CaseFile:
    return _reach(case, milestone, outcome, start_of(on))


def _reach(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Close the milestone's open track with the outcome, open what follows, let lapse what no longer applies."""
    case = _open(_close_track(case, milestone, outcome, at), milestone, outcome, at)
    if (milestone, outcome) in CLOSES:
        return replace(_lapse(case, tuple(Milestone)), closed_on=danish_date(at))
    return _lapse(case, LAPSES.get((milestone, outcome), ()))


def _close_track(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    return _change(case, (milestone,), lambda track: replace(track, outcome=outcome, done_at=at))


def _lapse(case: CaseFile, milestones: tuple[Milestone, ...]) -> CaseFile:
    return _change(case, milestones, lambda track: replace(track, lapsed=True))


def _change(case: CaseFile, milestones: tuple[Milestone, ...], change: Callable[[Track], Track]) -> CaseFile:
    tracks = tuple(change(track) if track.open and track.milestone in milestones else track for track in case.tracks)
    return replace(case, tracks=tracks)


def _open(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
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
