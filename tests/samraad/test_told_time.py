"""When the police say that an interrogation is: understood with certainty, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad import told_time
from tests.samraad.given import RECEIVED, danish

#: as written, received Saturday 21 November 2026 at 09.14 → when
UNDERSTOOD = [
    ("torsdag den 26. november kl. 10.30", "2026-11-26 10:30"),
    ("Torsdag d. 26/11 kl. 14:15", "2026-11-26 14:15"),
    ("26/11-2026 kl. 9", "2026-11-26 09:00"),
    ("26-11-2026 kl. 10", "2026-11-26 10:00"),
    ("26.11.2026 kl. 12.00", "2026-11-26 12:00"),
    ("2026-11-26 10:30", "2026-11-26 10:30"),
    ("26. november kl. 12", "2026-11-26 12:00"),
    ("den 26. nov. klokken 9, Station Lerbæk", "2026-11-26 09:00"),
    # the next such day, over the turn of the year
    ("5. januar kl. 9", "2027-01-05 09:00"),
    # later the same day
    ("21. november kl. 09.15", "2026-11-21 09:15"),
]

NOT_UNDERSTOOD = [
    None,
    "",
    "snarest muligt",
    # a weekday alone, and a day that depends on when the mail was written
    "torsdag kl. 10",
    "i morgen kl. 12",
    "kl. 10",
    # the weekday is another day's
    "fredag den 26. november kl. 12",
    # no hour; two of them; no such day or hour
    "26. november",
    "26. november kl. 9-10",
    "26. november kl. 9, ellers den 27. november kl. 9",
    "31. februar kl. 9",
    "26. november kl. 25",
    # not after it was told; the next such day is months away
    "21. november kl. 09.14",
    "20. november kl. 9",
    "2025-11-26 10:30",
    "1. juni kl. 9",
]


@pytest.mark.parametrize(("words", "at"), UNDERSTOOD)
def test_certain(words: str, at: str) -> None:
    assert told_time.read(words, RECEIVED) == danish(at)


@pytest.mark.parametrize("words", NOT_UNDERSTOOD)
def test_uncertain(words: str | None) -> None:
    assert told_time.read(words, RECEIVED) is None


def test_a_day_without_an_hour_may_mean_until_its_end() -> None:
    assert told_time.read("den 26. november", RECEIVED, whole_day=True) == danish("2026-11-27 00:00")


def test_an_hour_the_clock_skips_is_none() -> None:
    assert told_time.read("28. marts 2027 kl. 2.30", danish("2027-03-20 12:00")) is None


@given(st.text() | st.from_regex(r"\d{1,2}[./ -]\d{1,2}[./ -]\d{0,4} kl\.? \d{0,2}[.:]\d{0,2}"))
def test_whatever_is_written_it_lies_ahead_or_is_not_understood(words: str) -> None:
    found = told_time.read(words, RECEIVED, whole_day=True)
    assert found is None or RECEIVED < found <= RECEIVED + timedelta(days=90)
    assert found is None or isinstance(found, datetime)
