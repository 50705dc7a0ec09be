"""Danish days and hours. Instants are aware and stored in UTC; every rule and text is in Danish time.

A deadline is the instant at which it is too late (exclusive): the midnight that ends the last day. It is shown as
that last day. Statutory days are calendar days; working days know Danish holidays.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

import holidays
import pendulum

DENMARK = ZoneInfo("Europe/Copenhagen")
_SATURDAY = 5
#: Days and their names are asked for again and again: some years of them are remembered.
_REMEMBERED = 4096


class Clock(Protocol):
    """What tells the time. Passed in, never ambient."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


def aware(instant: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive datetime: its zone would be a guess."""
    if instant.tzinfo is None:
        raise ValueError(f"naive datetime {instant!r}")
    return instant.astimezone(UTC)


def danish_date(instant: datetime) -> date:
    """The calendar date in Denmark at the instant."""
    return aware(instant).astimezone(DENMARK).date()


def start_of(day: date) -> datetime:
    """The Danish midnight that begins the day, as UTC."""
    return at_hour(day, 0)


@lru_cache(_REMEMBERED)
def at_hour(day: date, hour: int) -> datetime:
    """That full hour of the Danish day, as UTC."""
    return datetime.combine(day, time(hour), DENMARK).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The Danish midnight that ends the day, as UTC: the exclusive limit of a deadline whose last day it is."""
    return start_of(day + timedelta(days=1))


def last_day(due_at: datetime) -> date:
    """The day a deadline is shown as: the one whose end it is, or within which it falls."""
    return danish_date(due_at - timedelta(microseconds=1))


@lru_cache(_REMEMBERED)
def is_working_day(day: date, closed: frozenset[str] = frozenset()) -> bool:
    """Monday to Friday, no Danish holiday. `closed`: optional days off, e.g. Juleaftensdag."""
    if day.weekday() >= _SATURDAY or day in _holidays(day.year):
        return False
    return _optional(day.year).get(day, "") not in closed


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("DK", years=year, language="da")


@cache
def _optional(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("DK", years=year, language="da", categories=("optional",))


def optional_days(year: int) -> frozenset[str]:
    """Names of the days that are off in some places only: 1 May, Grundlovsdag, Juleaftensdag, Nytårsaften."""
    return frozenset(_optional(year).values())


def add_working_days(day: date, count: int, closed: frozenset[str] = frozenset()) -> date:
    """The working day `count` steps after the day (before it, if negative); the day itself is not counted."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, closed)
    return day


def next_working_hour(after: datetime, hour: int, closed: frozenset[str] = frozenset()) -> datetime:
    """The next time it is that full hour of a Danish working day: of the same day, where it is yet to come."""
    day = danish_date(after)
    if is_working_day(day, closed) and aware(after) < at_hour(day, hour):
        return at_hour(day, hour)
    return at_hour(add_working_days(day, 1, closed), hour)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or its last day where it has none: 30 Nov + 3 months = 28 Feb."""
    later = pendulum.date(day.year, day.month, day.day).add(months=months)
    return date(later.year, later.month, later.day)


@lru_cache(_REMEMBERED)
def show_day(day: date) -> str:
    """`lør 28. nov`."""
    text = pendulum.datetime(day.year, day.month, day.day).format("ddd D. MMM", locale="da")
    return text.replace(". ", " ", 1).removesuffix(".")


@lru_cache(_REMEMBERED)
def show_long_day(day: date) -> str:
    """`lørdag den 28. november 2026`."""
    return pendulum.datetime(day.year, day.month, day.day).format("dddd [den] D. MMMM YYYY", locale="da")


def show_instant(instant: datetime) -> str:
    """`lør 28. nov kl. 09.14`, in Danish time."""
    local = aware(instant).astimezone(DENMARK)
    return f"{show_day(local.date())} kl. {local:%H.%M}"


def show_clock(instant: datetime) -> str:
    """The hour in Denmark as people type it: `09.14`."""
    return f"{aware(instant).astimezone(DENMARK):%H.%M}"


def show_due(due_at: datetime) -> str:
    """A deadline as people say it: the last day, or day and hour where it does not end with the day."""
    return show_day(last_day(due_at)) if due_at == start_of(danish_date(due_at)) else show_instant(due_at)
