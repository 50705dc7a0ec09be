"""An instant as people type it: `nu`, `14.30`, `i går 9.15`, `24-11-2026 kl. 14.30`. Danish time where none is said."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from samraad.times import DENMARK, aware, danish_date

EXAMPLE = "Skriv f.eks. 14.30 (i dag), i går 14.30 eller 24-11-2026 14.30."

_CLOCK = r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
_DAY = (
    r"(?P<word>i dag|i går|i morgen|i forgårs)"
    r"|(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"|(?P<d>\d{1,2})[./-](?P<m>\d{1,2})(?:[./-](?P<y>\d{4}))?"
)
_TYPED = re.compile(rf"(?:(?P<on>{_DAY})(?:\s*[,T]?\s*{_CLOCK})?)", re.IGNORECASE)
_TODAY = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})", re.IGNORECASE)
_WORDS = {"i forgårs": -2, "i går": -1, "i dag": 0, "i morgen": 1}


def read(text: str, now: datetime) -> datetime:
    """The instant, UTC. A day alone is taken from its first minute; an hour that comes twice is the first of them.

    Raises ValueError, in Danish: it cannot be understood, or there is no such hour.
    """
    typed = " ".join(text.split())
    if typed.casefold() == "nu":
        return aware(now)
    if zoned := _zoned(typed):
        return zoned
    if found := _TODAY.fullmatch(typed):
        return _at(danish_date(now), found["hour"], found["minute"])
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise ValueError(f"Det er ikke et tidspunkt. {EXAMPLE}")
    return _at(_day(found, danish_date(now)), found["hour"] or "0", found["minute"])


def _zoned(typed: str) -> datetime | None:
    """An ISO instant with its offset, as scripts write it."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return aware(found) if found.tzinfo else None


def _day(found: re.Match[str], today: date) -> date:
    if found["word"]:
        return today + timedelta(days=_WORDS[found["word"].casefold()])
    year, month, day = found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"]
    try:
        return date(int(year or today.year), int(month), int(day))
    except ValueError:
        raise ValueError(f"Den dato findes ikke. {EXAMPLE}") from None


def _at(day: date, hour: str, minute: str | None) -> datetime:
    try:
        local = datetime.combine(day, time(int(hour), int(minute or 0)), DENMARK)
    except ValueError:
        raise ValueError(f"Det klokkeslæt findes ikke. {EXAMPLE}") from None
    instant = aware(local)
    if instant.astimezone(DENMARK).time() != local.time():
        raise ValueError("Det klokkeslæt findes ikke den dag: uret blev stillet frem.")
    return instant
