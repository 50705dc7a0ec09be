"""CPR numbers: form, birth date, century, age. All numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.cpr import age, parse
from samraad.errors import ImpossibleCpr
from tests.samraad.given import day


@pytest.mark.parametrize("text", ["010110-4005", "0101104005", "010110 4005", "010110–4005", " 01.01.10-4005 "])
def test_a_number_is_read_with_hyphen_blank_or_neither(text: str) -> None:
    assert parse(text) == ("010110-4005", date(2010, 1, 1))


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("010127-0000", "1927-01-01"),  # 0–3: 1900s; the oldest that is believed
        ("010199-3999", "1999-01-01"),
        ("010136-4000", "2036-01-01"),  # 4 and 9: up to 36 the 2000s
        ("010137-4000", "1937-01-01"),  # from 37 the 1900s
        ("010136-9000", "2036-01-01"),
        ("010137-9000", "1937-01-01"),
        ("010157-5000", "2057-01-01"),  # 5–8: up to 57 the 2000s
        ("290208-4001", "2008-02-29"),  # leap day
        ("610110-4005", "2010-01-01"),  # replacement number: day plus 60
        ("910110-4005", "2010-01-31"),
    ],
)
def test_the_century_stands_in_the_seventh_digit(text: str, born: str) -> None:
    assert parse(text) == (text, day(born))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "ti cifre"),
        ("010110-400", "ti cifre"),  # a digit short, e.g. a leading zero lost
        ("010110-40055", "ti cifre"),
        ("010110-400A", "ti cifre"),
        ("٠١٠١١٠٤٠٠٥", "ti cifre"),  # digits of another script would be another person in the index
        ("000110-4005", "ikke findes"),  # no day 0
        ("320110-4005", "ikke findes"),  # no day 32
        ("600110-4005", "ikke findes"),  # 60 is no replacement day
        ("920110-4005", "ikke findes"),  # 60 + 32
        ("011310-4005", "ikke findes"),  # no month 13
        ("290209-4001", "ikke findes"),  # no leap year
        ("010126-0000", "1926"),  # a year older than is believed
        ("010158-5000", "1858"),  # 5–8: from 58 the 1800s
        ("010199-8000", "1899"),
    ],
)
def test_an_impossible_number_is_refused_without_being_repeated(text: str, why: str) -> None:
    with pytest.raises(ImpossibleCpr, match=why) as refused:
        parse(text)
    assert not text or text not in str(refused.value)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-11-22", "2026-11-21", 17),  # the day before the birthday
        ("2008-11-21", "2026-11-21", 18),  # the birthday
        ("2008-11-20", "2026-11-21", 18),  # the day after
        ("2008-02-29", "2026-02-28", 17),  # leap day in a common year: not yet on 28 February
        ("2008-02-29", "2026-03-01", 18),  # but on 1 March
        ("2008-02-29", "2028-02-29", 20),  # in a leap year on its own day
        ("2026-11-21", "2026-11-21", 0),
    ],
)
def test_age_in_whole_years(born: str, on: str, years: int) -> None:
    assert age(day(born), day(on)) == years
