"""On what takes a case out of the ordinary course."""

from __future__ import annotations

from typing import assert_never

from samraad.events import CaseMoved, CaseReopened, EndingEvent, MoveReported, WronglyOpened
from samraad.times import show_day


def say(event: EndingEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case CaseMoved():
            running = ", ".join(f"{milestone.label} senest {show_day(on)}" for milestone, on in event.running)
            told = f"; løbende frister oplyst: {running}" if running else ""
            return f"Flyttet {show_day(event.moved_on)}, overdraget {show_day(event.handed_over_on)}{told}"
        case MoveReported():
            return f"Flyttet {show_day(event.moved_on)}, endnu ikke overdraget: fristerne løber her"
        case WronglyOpened():
            return f"Oprettet ved en fejl, lukket {show_day(event.on)}: {event.because.label}"
        case CaseReopened():
            return f"Genåbnet {show_day(event.on)}: {event.because.label}; fristerne løber videre"
        case _ as unknown:
            assert_never(unknown)
