"""Everything that can happen to a case: a closed union of frozen events, past tense.

No event holds personal data: names, numbers and words of the police live encrypted beside the file and are referred
to by id (`notification`). Dates are Danish calendar days (`_on`), instants are UTC (`_at`).

An event's name and the meaning of its fields never change once written. A new shape gets a higher schema version and
an upcaster in `samraad.codec`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from samraad.notification import Origin
from samraad.times import aware
from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Channel,
    Course,
    Destination,
    FollowUp,
    Meeting,
    Milestone,
    Offence,
    Plan,
    PlanReview,
    Reason,
    Role,
    TargetGroup,
)


def _store_utc(event: object, *names: str) -> None:
    """Make the instants UTC, so that hours added to them are elapsed hours. Raises ValueError for a naive one."""
    for name in names:
        object.__setattr__(event, name, aware(getattr(event, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A notification on a young person under 18 without an open case was taken in."""

    #: When the municipality received it: the clock of the law starts here.
    received_at: datetime
    #: Id of the notification, where what the police wrote lies encrypted.
    notification: str
    #: Content hash of the rulebook the case keeps.
    rulebook: str
    #: Whole years on the Danish day of receipt.
    age_at_receipt: int
    offences: tuple[Offence, ...]
    #: Held, or asked to be held, in a secure unit.
    remand: bool = False
    #: An interrogation is still to come.
    interrogation: bool = False
    #: Day of a samråd held with the same person in an earlier case, the latest; None where there is none.
    earlier_samraad_on: date | None = None
    #: What intake should know, e.g. that the receipt time lay in the future. Codes, no personal data.
    notes: tuple[str, ...] = ()
    #: The way the notification came.
    origin: Origin = Origin.POLICE_MAIL

    def __post_init__(self) -> None:
        _store_utc(self, "received_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAttached:
    """A further notification on the same person while the case is open."""

    received_at: datetime
    notification: str
    offences: tuple[Offence, ...]
    remand: bool = False
    interrogation: bool = False
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.POLICE_MAIL
    #: An earlier receipt counts by this event alone. Only in files from before `ReceiptMoved`, where what had been met
    #: kept the deadline it was judged by.
    moves_receipt: bool = False

    def __post_init__(self) -> None:
        _store_utc(self, "received_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMoved:
    """A notification turned out to have been received earlier than what is in the file: the law's clock began then."""

    received_at: datetime
    #: What counted until now, always later.
    before: datetime
    #: Id of the notification that was received then.
    because: str
    #: The way it came.
    origin: Origin
    #: Whole years on the Danish day it was received.
    age_at_receipt: int

    def __post_init__(self) -> None:
        _store_utc(self, "received_at", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcuteNeedAssessed:
    outcome: Assessment
    assessed_at: datetime
    reason: Reason | None = None

    def __post_init__(self) -> None:
        _store_utc(self, "assessed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroupDecided:
    outcome: TargetGroup
    decided_on: date
    #: Only outside the target group.
    destination: Destination | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRouted:
    """The case was offered to a team and, where one is free, to a caseworker in it."""

    team: str
    #: Initials; None where nobody in the team can take it: the team leader must choose.
    caseworker: str | None
    #: Why this route: Danish, no personal data.
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentAnswered:
    outcome: Assignment
    caseworker: str
    answered_on: date
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summoned:
    """Summonses sent. The milestone is met when the young person and every holder of custody are summoned."""

    #: The day each was summoned, and how.
    young_person_on: date
    young_person_channel: Channel
    holder_on: date
    holder_channel: Channel
    #: None where one person alone holds custody.
    second_holder_on: date | None = None
    second_holder_channel: Channel | None = None
    #: False while the second holder of custody is still to be summoned.
    complete: bool = True
    #: Dated before the receipt: a meeting agreed earlier was turned into the samråd (§7.2).
    agreed_before: bool = False

    @property
    def sent_on(self) -> date:
        """The day the last of them was summoned."""
        days = (self.young_person_on, self.holder_on, self.second_holder_on)
        return max(day for day in days if day is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSummonedProposed:
    """Somebody registered that there will be no summons; the leader has to approve."""

    proposed_on: date
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSummonedAnswered:
    outcome: Approval
    answered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnswered:
    outcome: Meeting
    #: The day it was held, or the day it was postponed or given up.
    on: date
    participants: tuple[Role, ...] = ()
    reason: Reason | None = None
    #: The new date of a postponed meeting, where one is agreed.
    planned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseChosen:
    """What a person chose instead of the samråd."""

    outcome: Course
    chosen_on: date
    #: Initials of the caseworker who takes over, only for an investigation.
    caseworker: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswered:
    outcome: Plan
    on: date
    minutes_sent_on: date | None = None
    #: Who took on duties (handlepligter).
    duties: tuple[Role, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewed:
    outcome: PlanReview
    reviewed_on: date
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpAnswered:
    outcome: FollowUp
    on: date
    caseworker: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RungReached:
    """A rung of the ladder came due: a reminder, or a missed deadline. Each fires exactly once."""

    milestone: Milestone
    attempt: int
    #: Name of the rung in the rulebook.
    rung: str
    #: 1 for the first time, counted up by a rung that repeats.
    occurrence: int
    #: The deadline the rung belongs to.
    due_at: datetime
    #: When the rung should have fired; the event's own time minus this is its lateness.
    rung_at: datetime
    #: Roles and persons told; empty where a later rung overtook this one.
    told: tuple[str, ...]
    #: The deadline has passed.
    missed: bool
    urgent: bool = False

    def __post_init__(self) -> None:
        _store_utc(self, "due_at", "rung_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRefused:
    """An answer made no sense, or came second. Kept, so that nobody need wonder what became of it."""

    milestone: Milestone
    #: Stable code of the refusal.
    code: str
    field: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTried:
    """One attempt at telling somebody, and how it went."""

    #: Reference that stands in the message's text.
    reference: str
    recipient: str
    target: str
    attempt: int
    delivered: bool
    #: No further attempt at this target.
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody read the personal data of the case."""

    #: What for, as claimed.
    purpose: str


Event = (
    CaseOpened
    | NotificationAttached
    | ReceiptMoved
    | AcuteNeedAssessed
    | TargetGroupDecided
    | CaseRouted
    | AssignmentAnswered
    | Summoned
    | NotSummonedProposed
    | NotSummonedAnswered
    | MeetingAnswered
    | CourseChosen
    | PlanAnswered
    | PlanReviewed
    | FollowUpAnswered
    | RungReached
    | AnswerRefused
    | MessageTried
    | PersonShown
)

#: Every event by its name, which is its class's.
EVENTS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}
