"""What the flow of a case does next. State-driven: every wake-up asks again and goes on from the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samraad.case import CaseFile
from samraad.vocabulary import Milestone


class Action(StrEnum):
    """What samraad does by itself."""

    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Act:
    """Do this now, then ask again."""

    action: Action


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until a person registers the milestone."""

    milestone: Milestone
    attempt: int


@dataclass(frozen=True, slots=True)
class Done:
    """The case is closed."""


Step = Act | Wait | Done


def next_step(case: CaseFile) -> Step:
    """What the case needs next."""
    match case.awaiting:
        case None:
            return Done()
        case Milestone.ASSIGNMENT if not case.routed:
            return Act(Action.ROUTE)
        case milestone:
            track = case.track(milestone)
            return Wait(milestone, track.attempt if track else 1)
