"""When the police say that an interrogation is, or that they want an answer: their words as an instant, if certain.

`torsdag den 26. november kl. 10.30`, `26/11-2026 kl. 9`, `2026-11-26 10:30`. Danish time. What is said besides, such as
a place, may follow. Whatever can be meant in two ways is not understood at all: a weekday alone, or `i morgen` in a
mail that may have lain.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from samraad.times import DENMARK, aware, danish_date, end_of

_MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
#: An invitation lies at most so far ahead; a date without a year that is further off may be another year's.
_AHEAD: Final = timedelta(days=90)

_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = (
    rf"(?:(?P<weekday>{'|'.join(_DAYS)})\s*,?\s*)?(?:d\.\s*|den\s+)?"
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?P<d>\d{{1,2}})\.?\s*(?P<name>{_MONTH})(?:\s*(?P<y>\d{{4}}))?"
    r"|(?P<nd>\d{1,2})\s*[./-]\s*(?P<nm>\d{1,2})\.?(?:\s*[./-]?\s*(?P<ny>\d{4}))?)"
)
_CLOCK = r"(?:kl(?:okken)?\.?\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})|kl(?:okken)?\.?\s*(?P<full>\d{1,2})"
_TOLD: Final = re.compile(rf"{_DAY}(?:\s*,?\s*T?(?:{_CLOCK}))?(?P<rest>\b.*)?", re.IGNORECASE)


def read(words: str | None, told_at: datetime, *, whole_day: bool = False) -> datetime | None:
    """The instant, UTC, after it was told; None where it is not certain.

    whole_day: a day without an hour means until its end; else it is not understood.
    """
    found = _TOLD.fullmatch(" ".join((words or "").split()))
    if found is None or re.search(r"\d", found["rest"] or ""):
        return None
    today = danish_date(told_at)
    try:
        day = _day(found, today)
        at = _at(day, found)
    except ValueError:
        return None
    if found["weekday"] and _DAYS[day.weekday()] != found["weekday"].casefold():
        return None
    if at is None and whole_day:
        at = end_of(day)
    return at if at is not None and told_at < at <= told_at + _AHEAD else None


def _day(found: re.Match[str], today: date) -> date:
    """The day named. Without a year: the next time there is such a day."""
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    day = int(found["d"] or found["nd"])
    month = _MONTHS.index(found["name"][:3].casefold()) + 1 if found["name"] else int(found["nm"])
    year = found["y"] or found["ny"]
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _at(day: date, found: re.Match[str]) -> datetime | None:
    """None without an hour. Raises ValueError for one there is not."""
    hour = found["hour"] or found["full"]
    if hour is None:
        return None
    local = datetime.combine(day, time(int(hour), int(found["minute"] or 0)), DENMARK)
    instant = aware(local)
    if instant.astimezone(DENMARK).time() != local.time():
        raise ValueError("the clocks went forward")
    return instant
