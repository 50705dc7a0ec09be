"""Danish days and hours: over summer time, leap day, year end and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samraad import times
from tests.samraad.given import danish, day


@pytest.mark.parametrize(
    ("utc", "danish_day"),
    [
        ("2026-11-21T22:59:59+00:00", "2026-11-21"),  # the last second of the Danish day, winter
        ("2026-11-21T23:00:00+00:00", "2026-11-22"),  # Danish midnight, winter
        ("2026-06-21T21:59:59+00:00", "2026-06-21"),  # the last second of the Danish day, summer
        ("2026-06-21T22:00:00+00:00", "2026-06-22"),  # Danish midnight, summer
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),  # a new year in Denmark, not yet in UTC
        ("2028-02-28T23:00:00+00:00", "2028-02-29"),  # leap day begins
        ("2028-02-29T23:00:00+00:00", "2028-03-01"),  # leap day is over
    ],
)
def test_the_date_is_the_one_in_denmark(utc: str, danish_day: str) -> None:
    assert times.danish_date(datetime.fromisoformat(utc)) == day(danish_day)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        times.aware(datetime(2026, 11, 21))  # noqa: DTZ001


def test_an_instant_of_another_zone_becomes_utc() -> None:
    found = times.aware(datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=2))))
    assert (found, found.tzinfo) == (datetime(2026, 11, 21, 8, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("on", "hours"),
    [
        ("2026-03-28", 24),  # the day before summer time
        ("2026-03-29", 23),  # summer time begins
        ("2026-03-30", 24),  # the day after
        ("2026-10-24", 24),  # the day before summer time ends
        ("2026-10-25", 25),  # summer time ends
        ("2026-10-26", 24),  # the day after
    ],
)
def test_a_day_lasts_from_danish_midnight_to_danish_midnight(on: str, hours: int) -> None:
    assert times.end_of(day(on)) - times.start_of(day(on)) == timedelta(hours=hours)


def test_an_hour_of_the_day_is_a_danish_hour() -> None:
    assert times.at_hour(day("2026-01-15"), 8) == datetime(2026, 1, 15, 7, tzinfo=UTC)
    assert times.at_hour(day("2026-07-15"), 8) == datetime(2026, 7, 15, 6, tzinfo=UTC)


@given(st.dates(date(2014, 1, 1), date(2050, 12, 31)))
def test_a_deadline_at_the_end_of_a_day_is_shown_as_that_day(on: date) -> None:
    assert times.last_day(times.end_of(on)) == on
    assert times.danish_date(times.start_of(on)) == on


def test_a_deadline_within_a_day_is_shown_as_that_day() -> None:
    assert times.last_day(danish("2026-11-22 09:14")) == day("2026-11-22")


OPTIONAL = frozenset({"Grundlovsdag", "Juleaftensdag", "Nytårsaften"})


@pytest.mark.parametrize(
    ("on", "works", "works_where_optional_days_are_closed"),
    [
        ("2026-04-01", True, True),  # Wednesday before Easter
        ("2026-04-02", False, False),  # Maundy Thursday
        ("2026-04-03", False, False),  # Good Friday
        ("2026-04-04", False, False),  # a Saturday
        ("2026-04-05", False, False),  # Easter Sunday
        ("2026-04-06", False, False),  # Easter Monday
        ("2026-04-07", True, True),  # Tuesday after Easter
        ("2026-05-01", True, True),  # 1 May: optional, and not chosen here
        ("2026-05-14", False, False),  # Ascension Day
        ("2026-05-15", True, True),  # the Friday after it
        ("2026-05-25", False, False),  # Whit Monday
        ("2026-06-05", True, False),  # Constitution Day (Grundlovsdag)
        ("2023-05-05", False, False),  # Store bededag, the last one
        ("2024-04-26", True, True),  # where Store bededag would have been
        ("2026-12-23", True, True),  # the day before Christmas Eve
        ("2026-12-24", True, False),  # Christmas Eve
        ("2026-12-25", False, False),  # Christmas Day
        ("2026-12-28", True, True),  # the Monday after
        ("2026-12-31", True, False),  # New Year's Eve
        ("2027-01-01", False, False),  # New Year's Day
        ("2027-01-04", True, True),  # the Monday after
    ],
)
def test_working_days(on: str, works: bool, works_where_optional_days_are_closed: bool) -> None:
    assert times.is_working_day(day(on)) is works
    assert times.is_working_day(day(on), OPTIONAL) is works_where_optional_days_are_closed


@pytest.mark.parametrize(
    ("begun", "count", "closed", "reached"),
    [
        ("2026-11-20", 1, False, "2026-11-23"),  # Friday → Monday
        ("2026-11-21", 1, False, "2026-11-23"),  # Saturday → Monday
        ("2026-11-22", 1, False, "2026-11-23"),  # Sunday → Monday
        ("2026-11-23", 1, False, "2026-11-24"),  # Monday → Tuesday
        ("2026-11-23", 0, False, "2026-11-23"),  # none: the day itself
        ("2026-11-21", 2, False, "2026-11-24"),  # Saturday, two → Tuesday
        ("2026-04-01", 1, False, "2026-04-07"),  # over Easter
        ("2026-04-07", -1, False, "2026-04-01"),  # back over Easter
        ("2026-11-23", -1, False, "2026-11-20"),  # Monday back → Friday
        ("2026-06-04", 1, False, "2026-06-05"),  # Grundlovsdag is worked
        ("2026-06-04", 1, True, "2026-06-08"),  # Grundlovsdag is closed, then the weekend
        ("2026-12-23", 1, False, "2026-12-24"),  # Christmas Eve is worked
        ("2026-12-23", 1, True, "2026-12-28"),  # over Christmas
        ("2026-12-30", 1, True, "2027-01-04"),  # over New Year
    ],
)
def test_adding_working_days(begun: str, count: int, closed: bool, reached: str) -> None:
    assert times.add_working_days(day(begun), count, OPTIONAL if closed else frozenset()) == day(reached)


@pytest.mark.parametrize(
    ("begun", "months", "reached"),
    [
        ("2026-11-29", 3, "2027-02-28"),  # February has no 29th
        ("2026-11-30", 3, "2027-02-28"),  # nor a 30th
        ("2026-12-01", 3, "2027-03-01"),  # the day after
        ("2027-11-28", 3, "2028-02-28"),  # leap year: the day before
        ("2027-11-29", 3, "2028-02-29"),  # leap year: the 29th exists
        ("2027-11-30", 3, "2028-02-29"),  # leap year: the 30th does not
        ("2027-01-31", 3, "2027-04-30"),  # a month of thirty days
        ("2028-02-29", 3, "2028-05-29"),  # from leap day
        ("2028-02-29", 12, "2029-02-28"),  # from leap day into a common year
        ("2026-10-31", 3, "2027-01-31"),  # over the year end
    ],
)
def test_adding_months_ends_within_the_month(begun: str, months: int, reached: str) -> None:
    assert times.add_months(day(begun), months) == day(reached)


@given(st.dates(date(2014, 1, 1), date(2049, 1, 1)), st.integers(1, 12))
def test_adding_months_never_goes_back_and_never_skips_a_month(begun: date, months: int) -> None:
    reached = times.add_months(begun, months)
    assert (reached.year * 12 + reached.month) - (begun.year * 12 + begun.month) == months
    assert reached.day <= begun.day


def test_days_and_months_are_shown_in_short() -> None:
    week = [times.show_day(date(2026, 11, 23) + timedelta(days=n)) for n in range(7)]
    assert [text.split()[0] for text in week] == ["man", "tir", "ons", "tor", "fre", "lør", "søn"]
    months = [times.show_day(date(2026, month, 28)).split(maxsplit=2)[2] for month in range(1, 13)]
    assert months == ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def test_how_days_and_instants_are_shown() -> None:
    assert times.show_day(day("2026-11-28")) == "lør 28. nov"
    assert times.show_long_day(day("2026-11-28")) == "lørdag den 28. november 2026"
    assert times.show_instant(datetime(2026, 11, 21, 8, 14, tzinfo=UTC)) == "lør 21. nov kl. 09.14"
    assert times.show_instant(datetime(2026, 6, 21, 22, 5, tzinfo=UTC)) == "man 22. jun kl. 00.05"


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2026-11-28 23:59", "lør 28. nov kl. 23.59"),  # a minute before midnight: the hour matters
        ("2026-11-29 00:00", "lør 28. nov"),  # midnight: the day it ends
        ("2026-11-29 00:01", "søn 29. nov kl. 00.01"),  # a minute after
        ("2026-03-30 00:00", "søn 29. mar"),  # the day summer time begins
        ("2026-10-26 00:00", "søn 25. okt"),  # the day it ends
        ("2027-01-01 00:00", "tor 31. dec"),  # year end
    ],
)
def test_how_a_deadline_is_shown(due: str, shown: str) -> None:
    assert times.show_due(danish(due)) == shown


@settings(max_examples=30)
@given(st.lists(st.datetimes(datetime(2014, 1, 1), datetime(2050, 1, 1)), min_size=2, max_size=10))  # noqa: DTZ001
def test_danish_dates_never_run_backwards(instants: list[datetime]) -> None:
    days = [times.danish_date(each.replace(tzinfo=UTC)) for each in sorted(instants)]
    assert all(earlier <= later for earlier, later in pairwise(days))
