"""On who has the case."""

from __future__ import annotations

from typing import assert_never

from samraad.events import CaseRouted, StaffingEvent


def say(event: StaffingEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case CaseRouted():
            return f"Tilbudt {event.caseworker or 'teamlederen'} i team {event.team}: {event.because}"
        case _ as unknown:
            assert_never(unknown)
