"""Changes of staff: absences, leavers, deputies, a file taken in; and what is said of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from samraad import staffing
from samraad.errors import BadInput
from samraad.staff import NOBODY, Absence, Colleague, Staff, StaffChange
from samraad.vocabulary import Speciality
from tests.samraad.given import STAFF, danish, day

ANK = Colleague(initials="ANK", team="unge", deputy="BOS")
AWAY = Absence(from_on=day("2026-11-30"), until_on=day("2026-12-04"))
OPEN = Absence(from_on=day("2026-11-30"))


def with_(*changed: Colleague) -> Staff:
    return staffing.with_changes(STAFF, changed)


@pytest.mark.parametrize(
    ("absence", "on", "here"),
    [
        (AWAY, "2026-11-29", True),  # the day before
        (AWAY, "2026-11-30", False),  # the first day
        (AWAY, "2026-12-04", False),  # the last
        (AWAY, "2026-12-05", True),  # the day after
        (OPEN, "2027-11-30", False),  # until further notice
    ],
)
def test_absent_from_the_first_day_to_the_last(absence: Absence, on: str, here: bool) -> None:
    assert replace(ANK, absences=(absence,)).at_work(day(on)) is here


@pytest.mark.parametrize(("on", "gone"), [("2026-11-29", False), ("2026-11-30", False), ("2026-12-01", True)])
def test_gone_after_the_last_day_at_work(on: str, gone: bool) -> None:
    leaver = replace(ANK, left_on=day("2026-11-30"))
    assert (leaver.left(day(on)), leaver.at_work(day(on))) == (gone, not gone)


def test_who_is_told_for_somebody_absent() -> None:
    on = day("2026-12-01")
    absent = replace(ANK, absences=(AWAY,))
    assert with_(absent).told_for("ANK", on) == ("ANK", "BOS")
    assert with_(absent).covered("ANK", on)
    # the deputy of that absence goes before the usual one
    assert with_(replace(ANK, absences=(replace(AWAY, deputy="CML"),))).told_for("ANK", on) == ("ANK", "CML")
    # a deputy who is absent too, or gone, or unknown, is none
    for deputy in (
        Colleague(initials="BOS", team="unge", absences=(AWAY,)),
        Colleague(initials="BOS", team="unge", left_on=day("2026-11-01")),
    ):
        assert with_(absent, deputy).told_for("ANK", on) == ("ANK",)
        assert not with_(absent, deputy).covered("ANK", on)
    assert not with_(replace(absent, deputy=None)).covered("ANK", on)


def test_who_is_told_for_somebody_present_gone_or_unknown() -> None:
    on = day("2026-12-01")
    assert STAFF.told_for("ANK", on) == ("ANK",)
    assert with_(replace(ANK, left_on=day("2026-11-30"))).told_for("ANK", on) == ()
    assert not with_(replace(ANK, left_on=day("2026-11-30"))).covered("ANK", on)
    assert NOBODY.told_for("ANK", on) == ("ANK",)
    assert NOBODY.covered("ANK", on)
    assert STAFF.teams["CML"] == "familie"


def test_a_file_adds_and_changes_and_never_takes_away() -> None:
    here = with_(replace(ANK, absences=(AWAY,), left_on=day("2027-01-31")))
    listed = [
        Colleague(initials="ANK", team="familie"),
        Colleague(initials="NYE", team="unge", deputy="ANK"),
        Colleague(initials="BOS", team="unge"),
    ]
    found = staffing.imported(here, listed)
    assert found.changed == (
        Colleague(initials="ANK", team="familie", absences=(AWAY,), left_on=day("2027-01-31")),
        Colleague(initials="NYE", team="unge", deputy="ANK"),
    )
    assert found.missing == ("CML", "TLU", "VIS")


def test_a_file_with_a_stranger_as_deputy_is_refused_whole() -> None:
    listed = [Colleague(initials="NYE", team="unge"), Colleague(initials="ANK", team="unge", deputy="XYZ")]
    with pytest.raises(BadInput, match="Stedfortræderen for ANK findes ikke"):
        staffing.imported(STAFF, listed)


def test_a_new_colleague_and_one_who_comes_back() -> None:
    new = Colleague(initials="NYE", team="unge")
    assert staffing.added(STAFF, new) == new
    with pytest.raises(BadInput, match="ANK er her allerede"):
        staffing.added(STAFF, ANK)
    assert staffing.added(with_(replace(ANK, left_on=day("2026-01-01"))), ANK) == ANK


def test_a_change_leaves_the_rest() -> None:
    assert staffing.changed(STAFF, "ank", leader=True) == replace(ANK, deputy=None, leader=True)
    with pytest.raises(BadInput, match="intet at ændre"):
        staffing.changed(STAFF, "ANK", team="unge")
    with pytest.raises(BadInput, match="Ingen medarbejder"):
        staffing.changed(STAFF, "XYZ", team="unge")
    with pytest.raises(BadInput, match="sin egen stedfortræder"):
        staffing.changed(STAFF, "ANK", deputy="ANK")


def test_an_absence() -> None:
    absent = staffing.absent(STAFF, "ANK", AWAY.from_on, AWAY.until_on, "bos")
    assert absent.absences == (replace(AWAY, deputy="BOS"),)
    earlier = staffing.absent(with_(absent), "ANK", day("2026-11-02"), day("2026-11-02"))
    assert [each.from_on for each in earlier.absences] == [day("2026-11-02"), AWAY.from_on]


@pytest.mark.parametrize(
    ("from_on", "until_on", "deputy", "told"),
    [
        ("2026-12-02", "2026-12-01", None, "ligger før den første"),
        ("2026-12-04", "2026-12-10", None, "har allerede fravær fra mandag"),
        ("2026-11-01", None, None, "har allerede fravær"),
        ("2027-12-02", None, "XYZ", "Ingen medarbejder"),
        ("2027-12-02", None, "ANK", "sin egen"),
    ],
)
def test_an_absence_that_cannot_be(from_on: str, until_on: str | None, deputy: str | None, told: str) -> None:
    absent = with_(replace(ANK, absences=(AWAY,)))
    with pytest.raises(BadInput, match=told):
        staffing.absent(absent, "ANK", day(from_on), day(until_on) if until_on else None, deputy)


def test_back_again() -> None:
    on = day("2026-12-02")
    past, later = Absence(from_on=day("2026-10-01"), until_on=day("2026-10-02")), Absence(from_on=day("2027-02-01"))
    back = staffing.present(with_(replace(ANK, absences=(past, AWAY, later))), "ANK", on)
    assert back.absences == (past, replace(AWAY, until_on=day("2026-12-01")))
    assert back.at_work(on)
    # on the first day of it: it never was
    assert staffing.present(with_(replace(ANK, absences=(OPEN,))), "ANK", OPEN.from_on).absences == ()
    with pytest.raises(BadInput, match="ikke fraværende"):
        staffing.present(STAFF, "ANK", on)


def test_a_last_day() -> None:
    left = staffing.leaves(STAFF, "ANK", day("2026-12-31"))
    assert left.left_on == day("2026-12-31")
    with pytest.raises(BadInput, match="allerede"):
        staffing.leaves(with_(left), "ANK", day("2026-12-31"))


def test_what_the_log_says() -> None:
    new = Colleague(initials="NYE", team="unge", duty_officer=True, specialities=(Speciality.REMAND,))
    assert staffing.say_change(None, new) == (
        "NYE: ny medarbejder, team unge, tager sager ja, døgnvagt ja, specialer varetægtssurrogat"
    )
    away = replace(new, absences=(replace(AWAY, deputy="BOS"),), leader=True, deputy="ANK")
    assert staffing.say_change(new, away) == (
        "NYE: leder nej → ja; stedfortræder – → ANK; fravær – → fra mandag den 30. november 2026 til fredag den "
        "4. december 2026, stedfortræder BOS"
    )
    gone = replace(new, absences=(OPEN,), left_on=day("2026-12-31"))
    assert staffing.say_change(new, gone).endswith(
        "fra mandag den 30. november 2026 indtil videre; sidste arbejdsdag – → torsdag den 31. december 2026"
    )


def test_a_line_of_the_log_has_an_aware_instant() -> None:
    with pytest.raises(ValueError, match="naive"):
        StaffChange(serial=1, at=datetime(2026, 1, 1), actor="x", colleague=ANK)  # noqa: DTZ001
    assert StaffChange(serial=1, at=danish("2026-01-01 08:00"), actor="x", colleague=ANK).colleague == ANK
