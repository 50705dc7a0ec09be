"""What turns the course of a case: a family that says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.vocabulary import Motivation, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class MotivationAnswered:
    """A renewed attempt at motivating a family that said no."""

    outcome: Motivation
    on: date
    #: Why the samråd is not held, where they still say no.
    reason: Reason | None = None


BranchEvent = MotivationAnswered
