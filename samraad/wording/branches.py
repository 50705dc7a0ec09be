"""On what turns the course of a case."""

from __future__ import annotations

from typing import assert_never

from samraad.events import BranchEvent, MotivationAnswered
from samraad.wording.words import answer, because


def say(event: BranchEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case MotivationAnswered():
            return f"Motivationsforsøg: {answer(event.outcome, event.on)}{because(event.reason)}"
        case _ as unknown:
            assert_never(unknown)
