"""Invitations (text/calendar): what they say, as the text of a mail, and what they add to the text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from icalendar import Calendar, Component

from samraad.intake import normal_name
from samraad.notification import Entry, Place, Problem, Suspicion
from samraad.times import DENMARK
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import text

#: Meetings of one invitation that are read, and characters of it.
_MOST: Final = 20
_LONGEST: Final = 5 * text.LIMIT
_WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS: Final = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november"),
    "december",
)
_INTERROGATION: Final = re.compile(r"\bafhør|\bbisidder", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What one calendar file says."""

    place: Place
    #: Title, description and, as a line of its own, when and where.
    words: str
    #: When and where the interrogation is that it invites to; None where it invites to none.
    interrogation: str | None


def read(written: str, place: Place) -> Invitation:
    """The invitation. Raises Unreadable: no calendar, or one longer than any invitation."""
    if len(written) > _LONGEST:
        raise Unreadable("Kalenderinvitationen er for lang", Problem.OVER_LIMIT)
    try:
        calendars = Calendar.from_ical(written, multiple=True)
        meetings = [each for calendar in calendars for each in calendar.walk("VEVENT")]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable("Kalenderinvitationen er beskadiget") from error
    if not calendars:
        raise Unreadable("Kalenderinvitationen er beskadiget")
    cancelled = any(str(calendar.get("METHOD", "")).upper() == "CANCEL" for calendar in calendars)
    told = [_meeting(each, cancelled=cancelled) for each in meetings[:_MOST]]
    return Invitation(
        place=place if place.file else replace(place, file="invitation.ics"),
        words="\n\n".join(words for words, _ in told),
        interrogation=next((when for _, when in told if when), None),
    )


def _meeting(event: Component, *, cancelled: bool) -> tuple[str, str | None]:
    """The words of one meeting, and when it is where it is an interrogation."""
    said = "\n".join(str(event.get(name, "")).strip() for name in ("SUMMARY", "DESCRIPTION"))
    if cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return f"{said}\nMødet er aflyst.", None
    start = event.decoded("DTSTART", None)
    when = ", ".join(part for part in (_day(start), str(event.get("LOCATION", "")).strip()) if part)
    if _INTERROGATION.search(said):
        return f"{said}\nAfhøring: {when}", when or None
    return f"{said}\nMødet er {when}." if when else said, None


def _day(start: object) -> str:
    """`torsdag den 15. oktober 2026 kl. 10.00`, in Danish time; a time without zone is one in Denmark."""
    if isinstance(start, datetime):
        local = start.astimezone(DENMARK) if start.tzinfo else start
        return f"{_date(local)} kl. {local:%H.%M}"
    return _date(start) if isinstance(start, date) else ""


def _date(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} den {day.day}. {_MONTHS[day.month - 1]} {day.year}"


def added(entries: list[Entry], invitations: Iterable[Invitation], subject: str) -> list[Entry]:
    """The entries of a mail, with what its invitations say besides.

    Whom both name is named once, with the interrogation of the invitation where the text tells no time of it. An
    invitation to an interrogation that names nobody is one of those the text names.
    """
    for invitation in invitations:
        named = text.read(invitation.words, subject, invitation.place)
        people = [entry for entry in named if isinstance(entry, Suspicion)]
        known = [entry for entry in entries if isinstance(entry, Suspicion)]
        entries = [_joined(entry, people, invitation) if isinstance(entry, Suspicion) else entry for entry in entries]
        new = [each for each in people if not any(_same(each, other) for other in known)]
        unclear = [] if known or people else [each for each in named if not isinstance(each, Suspicion)]
        entries = [*entries, *new, *unclear]
    return entries


def _joined(person: Suspicion, people: list[Suspicion], invitation: Invitation) -> Suspicion:
    twin = next((each for each in people if _same(each, person)), None)
    if twin is None and (people or invitation.interrogation is None):
        return person
    offences = person.offences or (twin.offences if twin else ())
    if invitation.interrogation is None:
        return replace(person, offences=offences)
    return replace(
        person,
        offences=offences,
        interrogation=True,
        interrogation_time=person.interrogation_time or invitation.interrogation,
    )


def _same(one: Suspicion, other: Suspicion) -> bool:
    if one.cpr and other.cpr:
        return one.cpr == other.cpr
    return one.birth_date == other.birth_date and normal_name(one.name or "") == normal_name(other.name or "")
