"""A day as people write it in a mail: `25.11`, `25/11-2026`, `ons 25. nov`, `2026-11-25`, `i går`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

EXAMPLE: Final = "Skriv f.eks. 25.11, 25-11-2026 eller i går."

_WORDS: Final[Mapping[str, int]] = {
    "i forgårs": -2,
    "i går": -1,
    "i dag": 0,
    "dags dato": 0,
    "i morgen": 1,
    "i overmorgen": 2,
}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTH: Final = r"(?P<name>jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]{0,7}\.?"
#: A day at the beginning of a text. A year of two digits is one of this century.
_DAY: Final = re.compile(
    r"(?:fra )?(?:(?P<weekday>man|tir|ons|tor|fre|lør|søn)(?:s|dag|sdag)?\.?,? )?(?:den |d\. ?)?"
    r"(?:(?P<word>i forgårs|i går|i dag|i morgen|i overmorgen|dags dato)"
    r"|(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    rf"|(?P<d>\d{{1,2}})(?:\. ?|/| )(?:{_MONTH}|(?P<m>\d{{1,2}}))(?:(?:\. ?|/|-| )(?P<y>\d{{4}}|\d{{2}}))?\.?"
    r"|(?P<dd>\d{1,2})-(?P<mm>\d{1,2})(?:-(?P<yy>\d{4}|\d{2}))?"
    r")(?![\w/])",
    re.IGNORECASE,
)
_CENTURY: Final = 2000
_TWO_DIGITS: Final = 100


#: `kl. 14`, `klokken 9.30`.
_TIME: Final = re.compile(
    r"(?:kl\. ?|kl |klokken )(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?(?![\w:])(?!\.\d)\.?", re.IGNORECASE
)


def leading_time(text: str) -> tuple[str | None, str]:
    """The time of day the text begins with, as `14.30`, and what stands after it; None where it begins with none."""
    found = _TIME.match(text)
    if found is None:
        return None, text
    return f"{int(found['hour'])}.{found['minute'] or '00'}", text[found.end() :].lstrip(" ,")


def leading_day(text: str, today: date) -> tuple[date | None, str]:
    """The day the text begins with, and what stands after it; None and the text where it begins with none.

    A day without a year is the nearest one: on 2 January, 30.12 was three days ago. Raises ValueError, in Danish, for
    a day that does not exist or falls on another weekday than was written.
    """
    text = " ".join(text.split())
    found = _DAY.match(text)
    if found is None:
        return None, text
    day = _day(found, today)
    _agrees(found["weekday"], day)
    return day, text[found.end() :].lstrip(" ,")


def read_day(text: str, today: date) -> date:
    """The day that the text is; a time of day after it is of no consequence. Raises ValueError, in Danish."""
    day, rest = leading_day(text, today)
    _, rest = leading_time(rest)
    if day is None or rest:
        raise ValueError(f"Det er ikke en dato. {EXAMPLE}")
    return day


def _day(found: re.Match[str], today: date) -> date:
    if found["word"]:
        return today + timedelta(days=_WORDS[found["word"].casefold()])
    year = found["year"] or found["y"] or found["yy"]
    month = _month(found)
    day = int(found["day"] or found["d"] or found["dd"])
    try:
        return date(_full(int(year)), month, day) if year else _nearest(month, day, today)
    except ValueError:
        raise ValueError(f"Den dato findes ikke. {EXAMPLE}") from None


def _month(found: re.Match[str]) -> int:
    if found["name"]:
        return _MONTHS.index(found["name"].casefold()) + 1
    return int(found["month"] or found["m"] or found["mm"])


def _full(year: int) -> int:
    return year + _CENTURY if year < _TWO_DIGITS else year


def _nearest(month: int, day: int, today: date) -> date:
    """Of the days with this date in the years around, the one nearest to today. Raises ValueError if there is none."""
    found = []
    for year in range(today.year - 1, today.year + 2):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda each: abs(each - today))


def _agrees(weekday: str | None, day: date) -> None:
    if weekday and not _WEEKDAYS[day.weekday()].startswith(weekday.casefold()):
        text = (
            f"Den {day.day}.{day.month}.{day.year} er ikke den ugedag, men en {_WEEKDAYS[day.weekday()]}. Ret det ene."
        )
        raise ValueError(text)
