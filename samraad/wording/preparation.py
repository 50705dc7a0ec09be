"""On how the meeting is prepared."""

from __future__ import annotations

from typing import assert_never

from samraad.events import ParticipantInvited, ParticipantNotInvited, PreparationEvent
from samraad.times import show_day


def say(event: PreparationEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case ParticipantInvited():
            return _say_invited(event)
        case ParticipantNotInvited():
            who = f"Deltager {event.participant} ({event.role.label})"
            return f"{who}: ikke inviteret {show_day(event.decided_on)}: {event.why.label}"
        case _ as unknown:
            assert_never(unknown)


def _say_invited(event: ParticipantInvited) -> str:
    how = f" ved {event.channel.label}" if event.channel else ""
    consent = f"; {event.consent.label}" if event.consent else ""
    told = f"; formålet fortalt {show_day(event.purpose_told_on)}" if event.purpose_told_on else ""
    who = f"Deltager {event.participant} ({event.role.label})"
    return f"{who}: inviteret {show_day(event.invited_on)}{how}{consent}{told}"
