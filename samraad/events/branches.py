"""What turns the course of a case: a family that says no, a verdict, a day that is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.vocabulary import Milestone, Motivation, Reason, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class MotivationAnswered:
    """A renewed attempt at motivating a family that said no."""

    outcome: Motivation
    on: date
    #: Why the samråd is not held, where they still say no.
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFell:
    """The court decided, or the suspicion was dropped. A plan is reconsidered; the duty to summon goes on."""

    outcome: Ruling
    on: date
    #: The day the plan's review counts from, where the decision was before the samråd; None: from the decision.
    review_from_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAgreed:
    """A day was agreed for the samråd or a follow-up: reminders go by it, the recommended deadline stays."""

    milestone: Milestone
    agreed_on: date


BranchEvent = MotivationAnswered | VerdictFell | DateAgreed
