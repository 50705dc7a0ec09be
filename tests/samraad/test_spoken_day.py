"""Days as people write them in a mail."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.spoken_day import leading_day, leading_time, read_day

#: A Friday.
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("25.11", date(2026, 11, 25)),
        ("25.11.", date(2026, 11, 25)),
        ("d. 25. 11", date(2026, 11, 25)),
        ("27/11-2026", date(2026, 11, 27)),
        ("27/11/26", date(2026, 11, 27)),
        ("27-11-2026", date(2026, 11, 27)),
        ("27-11", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("27.11.2026", date(2026, 11, 27)),
        ("27.11.26", date(2026, 11, 27)),
        ("ons 25. nov", date(2026, 11, 25)),
        ("Onsdag den 25. november", date(2026, 11, 25)),
        ("tirs. 24. november 2026", date(2026, 11, 24)),
        ("3. maj", date(2027, 5, 3)),
        ("i dag", date(2026, 11, 27)),
        ("dags  dato", date(2026, 11, 27)),
        ("I går", date(2026, 11, 26)),
        ("i forgårs", date(2026, 11, 25)),
        ("i morgen", date(2026, 11, 28)),
        ("fredag i dag", date(2026, 11, 27)),
    ],
)
def test_a_day_as_it_is_written(written: str, day: date) -> None:
    assert read_day(written, TODAY) == day


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert read_day("30.12", date(2027, 1, 2)) == date(2026, 12, 30)
    assert read_day("2.1", date(2026, 12, 30)) == date(2027, 1, 2)
    assert read_day("29.2", date(2027, 3, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "written", ["", "snart", "25", "25.11 og mere", "1234567", "25.11.20261", "31/02", "29.2.2027"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"dato.*Skriv f\.eks\. 25\.11"):
        read_day(written, TODAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kl. 14", ("14.00", "")),
        ("kl 9.30 på skolen", ("9.30", "på skolen")),
        ("Klokken 14:05, brev", ("14.05", "brev")),
        ("kl. 25", (None, "kl. 25")),
        ("kl. 9.12.2026", (None, "kl. 9.12.2026")),
        ("14.30", (None, "14.30")),
    ],
)
def test_a_time_of_day_as_it_is_written(text: str, found: tuple[str | None, str]) -> None:
    assert leading_time(text) == found
    assert read_day("25.11 kl. 14", TODAY) == date(2026, 11, 25)


def test_a_wrong_weekday_is_refused_with_the_right_one() -> None:
    with pytest.raises(ValueError, match=r"Den 26\.11\.2026 er ikke den ugedag, men en torsdag"):
        read_day("onsdag 26.11", TODAY)


def test_what_stands_after_the_day_is_left() -> None:
    assert leading_day("25.11, ved brev", TODAY) == (date(2026, 11, 25), "ved brev")
    assert leading_day("ved  brev", TODAY) == (None, "ved brev")


@given(st.text(alphabet=st.sampled_from("0123456789./- idagårnovsløtfremk"), max_size=30))
def test_nothing_but_a_day_or_a_refusal(written: str) -> None:
    said = None
    try:
        said = read_day(written, TODAY)
    except ValueError as error:
        told = str(error)
    assert said or told.endswith(("i går.", "Ret det ene."))


@given(st.dates(date(2026, 6, 1), date(2027, 5, 1)))
def test_every_day_is_read_back(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}.{day.month}", f"{day.day}/{day.month}-{day:%y}"):
        assert read_day(written, TODAY) == day
