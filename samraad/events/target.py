"""What leads up to the decision on the target group: referred, the police asked, the interrogation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.events.instants import store_utc
from samraad.vocabulary import Attendance, FamilyTold, Proposal, Repeated, Setting, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """What the target group was weighed by, besides the kinds of crime and the age. No event by itself."""

    #: Value of what was stolen or destroyed, in kroner.
    amount_kr: int | None = None
    setting: Setting | None = None
    #: As the person said; None: as the case files know it (`earlier`).
    repeated: Repeated | None = None
    #: Earlier notifications of the person that were known, those that were not serious too; None: never counted.
    earlier: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroupReferred:
    """In doubt: a named role is to look at it. The milestone stays open, and the 7 days run on."""

    referred_on: date
    #: The role, as the rulebook names it.
    to: str
    #: What the decision table said, and which row.
    verdict: Verdict
    row: str
    facts: TargetFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceAsked:
    """The police were asked for more. The milestone stays open, and the 7 days run on."""

    asked_on: date
    verdict: Verdict
    row: str
    facts: TargetFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class InterrogationAnswered:
    """It was agreed who attends the interrogation, or who did, and what came of it."""

    attendance: Attendance
    #: The day it was held; of what is planned, the day on which that was agreed.
    on: date
    #: Initials of whoever attended or will, where it is one of ours.
    attended_by: str | None = None
    #: When documentation was handed over there: the clock of the law starts at the latest then.
    documents_at: datetime | None = None
    family_told: tuple[FamilyTold, ...] = ()
    proposal: Proposal | None = None
    #: By when the duty officer hands the case over, exclusive; only where it was the duty officer.
    hand_over_by_at: datetime | None = None
    #: Of what is planned: the day it is to be held, where that was said.
    planned_on: date | None = None
    #: Of what is planned: by when what came of it is to be registered, exclusive.
    outcome_by_at: datetime | None = None

    def __post_init__(self) -> None:
        store_utc(self, "documents_at", "hand_over_by_at", "outcome_by_at")


TargetEvent = TargetGroupReferred | PoliceAsked | InterrogationAnswered
