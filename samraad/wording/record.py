"""On what is noted."""

from __future__ import annotations

from typing import assert_never

from samraad.events import AnswerRefused, MessageTried, PersonShown, RecordEvent, RungReached
from samraad.times import show_due
from samraad.wording.words import say_told


def say(event: RecordEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case RungReached():
            return _say_rung(event)
        case AnswerRefused():
            return f"Et svar om {event.topic.label if event.topic else 'sagen'} blev afvist"
        case MessageTried():
            return say_message(event)
        case PersonShown():
            return "Personoplysningerne blev vist"
        case _ as unknown:
            assert_never(unknown)


def say_message(event: MessageTried) -> str:
    """`Besked K7Q2MD til ANK sendt, forsøg 1`."""
    how = "sendt" if event.delivered else "kunne ikke leveres"
    return f"Besked {event.reference} til {event.recipient} {how}, forsøg {event.attempt}"


def _say_rung(event: RungReached) -> str:
    what = "Frist overskredet" if event.missed else "Påmindelse"
    return f"{what}: {event.milestone.label} ikke registreret, fristen {show_due(event.due_at)}{say_told(event.told)}"
