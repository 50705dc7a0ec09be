"""On what takes a case out of the ordinary course."""

from __future__ import annotations

from typing import assert_never

from samraad.events import (
    AgeNear,
    CaseMerged,
    CaseMoved,
    CaseReopened,
    EndingEvent,
    MergedIn,
    MoveReported,
    WronglyOpened,
)
from samraad.times import show_day, show_instant


def say(event: EndingEvent) -> str:  # noqa: PLR0911 – one arm an event, exhaustive
    """One Danish sentence, without personal data."""
    match event:
        case CaseMoved():
            running = ", ".join(f"{milestone.label} senest {show_day(on)}" for milestone, on in event.running)
            told = f"; løbende frister oplyst: {running}" if running else ""
            return f"Flyttet {show_day(event.moved_on)}, overdraget {show_day(event.handed_over_on)}{told}"
        case MoveReported():
            return f"Flyttet {show_day(event.moved_on)}, endnu ikke overdraget: fristerne løber her"
        case AgeNear():
            return f"Den unge fylder snart {event.age} år: sagen skal overdrages, uden at oplysninger går tabt"
        case WronglyOpened():
            return f"Oprettet ved en fejl, lukket {show_day(event.on)}: {event.because.label}"
        case CaseMerged():
            return f"Lagt sammen med sag {event.into} {show_day(event.on)}: den fortsætter"
        case MergedIn():
            return f"Sag {event.merged} er lagt ind i denne; modtaget dér {show_instant(event.received_at)}"
        case CaseReopened():
            return f"Genåbnet {show_day(event.on)}: {event.because.label}; fristerne løber videre"
        case _ as unknown:
            assert_never(unknown)
