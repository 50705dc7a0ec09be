"""What the notifications of a case say, beside when each was received, and where every field stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samraad.codec import Recorded
from samraad.events import CaseOpened, NotificationAttached
from samraad.notification import Origin, Place, Suspicion
from samraad.rulebook import Rulebook
from samraad.vocabulary import Offence

#: Where in a file, from the outermost on: the field of `Place` and its Danish word.
_STEPS: Final = (("sheet", "ark"), ("page", "side"), ("row", "række"), ("column", "kolonne"), ("line", "linje"))
_SPOKEN: Final = {Origin.TELEPHONE, Origin.INTERROGATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notification of a case. Personal data: see `tasks.store.port.Person`."""

    #: Id of the notification.
    notification: str
    received_at: datetime
    origin: Origin
    #: The kinds of crime its offences are in the case's rulebook.
    kinds: tuple[Offence, ...]
    entry: Suspicion
    #: Number of the case it came from, a duplicate of this one.
    taken_over_from: str | None = None


def told(history: Sequence[Recorded], said: Mapping[str, Suspicion], rulebook: Rulebook) -> tuple[Told, ...]:
    """The notifications in the order of the file. said: what each says, by its id; one that is not in it is left out.

    rulebook: the case's own.
    """
    events = (each.event for each in history if isinstance(each.event, CaseOpened | NotificationAttached))
    return tuple(
        Told(
            notification=event.notification,
            received_at=event.received_at,
            origin=event.origin,
            kinds=rulebook.kinds_of(said[event.notification].offences),
            entry=said[event.notification],
            taken_over_from=event.taken_over_from if isinstance(event, NotificationAttached) else None,
        )
        for event in events
        if event.notification in said
    )


def where(place: Place, origin: Origin) -> str:
    """`mandagsdata.xlsx, ark Uge 36, række 5, kolonne C`, `mailens tekst, linje 12`."""
    return _said(_steps(place), place, origin)


def where_within(place: Place, around: Place, origin: Origin) -> str:
    """What `where` says beyond the place around: `kolonne C`. All of it where that is nothing."""
    steps, known = _steps(place), _steps(around)
    while steps and known and steps[0] == known[0]:
        steps, known = steps[1:], known[1:]
    return _said(steps or _steps(place), place, origin)


def _steps(place: Place) -> list[tuple[str, object]]:
    """Where to go, each step with what is read there; the file first."""
    steps: list[tuple[str, object]] = [("file", place.file)]
    return steps + [(word, value) for name, word in _STEPS if (value := getattr(place, name)) is not None]


def _said(steps: Sequence[tuple[str, object]], place: Place, origin: Origin) -> str:
    return ", ".join(_file(place, origin) if word == "file" else f"{word} {value}" for word, value in steps)


def _file(place: Place, origin: Origin) -> str:
    if place.file is not None:
        return place.file
    if origin in _SPOKEN:
        return "indtastet ved modtagelsen"
    return "mailen" if place.line is None else "mailens tekst"
