"""On what turns the course of a case."""

from __future__ import annotations

from typing import assert_never

from samraad.events import BranchEvent, DateAgreed, MotivationAnswered, VerdictFell
from samraad.times import show_day
from samraad.vocabulary import Ruling
from samraad.wording.words import answer, because


def say(event: BranchEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case MotivationAnswered():
            return f"Motivationsforsøg: {answer(event.outcome, event.on)}{because(event.reason)}"
        case VerdictFell():
            ruled = "Mistanken er frafaldet" if event.outcome is Ruling.DROPPED else f"Afgørelse: {event.outcome.label}"
            return f"{ruled} {show_day(event.on)}"
        case DateAgreed():
            return f"Aftalt dato: {event.milestone.label} {show_day(event.agreed_on)}"
        case _ as unknown:
            assert_never(unknown)
