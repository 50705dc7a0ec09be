"""Answers to the milestones of the course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from samraad.events.instants import store_utc
from samraad.events.target import TargetFacts
from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Channel,
    Course,
    Destination,
    FollowUp,
    LateCause,
    Meeting,
    Override,
    Plan,
    PlanReview,
    Reason,
    Role,
    TargetGroup,
    Verdict,
    WithPlan,
)

#: How the target group can be decided; the other outcomes leave it open, and have events of their own.
Decided = Literal[TargetGroup.IN_TARGET_GROUP, TargetGroup.AGAIN_WITHIN_YEAR, TargetGroup.OUTSIDE]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcuteNeedAssessed:
    outcome: Assessment
    assessed_at: datetime
    reason: Reason | None = None

    def __post_init__(self) -> None:
        store_utc(self, "assessed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroupDecided:
    outcome: Decided
    decided_on: date
    #: Only outside the target group.
    destination: Destination | None = None
    #: What the decision table said, and which row; None in files from before it.
    verdict: Verdict | None = None
    row: str | None = None
    facts: TargetFacts | None = None
    #: Why a person decided otherwise than the table, or in a grey zone.
    override: Override | None = None
    #: Outside the target group: the day the SSP consultant was told, if so.
    ssp_told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentAnswered:
    outcome: Assignment
    caseworker: str
    answered_on: date
    reason: Reason | None = None
    #: The team of who took it; None where it was declined, and in files from before it.
    team: str | None = None


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
    #: After its limit by law.
    late: bool = False
    late_cause: LateCause | None = None
    #: The day agreed for the meeting.
    meeting_on: date | None = None

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
    #: The team of who takes over; None where nobody does, and in files from before it.
    team: str | None = None
    #: Whether they are asked if they take it: not who registered it themselves, nor who has the case already.
    to_accept: bool = False
    #: Only for other support: whether a plan is made; None where it was not said, and in files from before it.
    plan: WithPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswered:
    outcome: Plan
    on: date
    #: None where no plan was made, and where it stands on no meeting and nothing was sent.
    minutes_sent_on: date | None = None
    #: Who took on duties (handlepligter).
    duties: tuple[Role, ...] = ()
    reason: Reason | None = None
    #: Their last day; None without duties, and in files from before it, where they bring no todos.
    duties_due_on: date | None = None


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
    #: The team of who takes over; None where nobody does, and in files from before it.
    team: str | None = None
    #: Whether they are asked if they take it: not who registered it themselves, nor who has the case already.
    to_accept: bool = False


CourseEvent = (
    AcuteNeedAssessed
    | TargetGroupDecided
    | AssignmentAnswered
    | Summoned
    | NotSummonedProposed
    | NotSummonedAnswered
    | MeetingAnswered
    | CourseChosen
    | PlanAnswered
    | PlanReviewed
    | FollowUpAnswered
)
