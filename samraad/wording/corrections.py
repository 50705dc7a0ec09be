"""On corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from samraad.codec import Recorded, decode
from samraad.events import (
    Corrected,
    CorrectionEvent,
    DeadlineMoved,
    Event,
    OffencesStated,
    PersonCorrected,
    ReceiptCorrected,
    Withdrawn,
)
from samraad.times import show_day, show_due, show_instant
from samraad.wording.words import because


def corrected(by: Recorded | None) -> str:
    """The end of the sentence on an event that was corrected or withdrawn, nothing for one that was not."""
    if by is None:
        return ""
    how = "trukket tilbage" if isinstance(by.event, Withdrawn) else "rettet"
    return f" ({how}, se nr. {by.version})"


def say(event: CorrectionEvent, say_any: Callable[[Event], str]) -> str:
    """One Danish sentence, without personal data. say_any: says what counts from now on."""
    match event:
        case Corrected():
            return f"Nr. {event.corrects} rettet: {say_any(decode(event.type, event.body))}{because(event.because)}"
        case Withdrawn():
            return f"Nr. {event.withdraws} trukket tilbage{because(event.because)}"
        case ReceiptCorrected():
            return (
                f"Modtagelsen rettet fra {show_instant(event.before)} til {show_instant(event.received_at)}"
                f"{because(event.basis)}"
            )
        case DeadlineMoved():
            return (
                f"Frist for {event.milestone.label} flyttet fra {show_due(event.before)} til "
                f"{show_day(event.due_on)}{because(event.basis)}"
            )
        case PersonCorrected():
            return f"Personen er rettet{because(event.because)}"
        case OffencesStated():
            # Which they are is left out: a timeline stands where many can read it.
            return f"Kriminalitetens art er {'rettet' if event.before else 'registreret'}{because(event.because)}"
        case _ as unknown:
            assert_never(unknown)
