"""Who gets a case."""

from __future__ import annotations

import pytest

from samraad.routing import route
from samraad.staff import Absence, Colleague, Staff
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, danish, day, opening

NOW = danish("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("age", "team", "caseworker"),
    [
        (9, "familie", "CML"),
        (14, "familie", "CML"),  # the last year in the family department
        (15, "unge", "ANK"),  # the first in the youth department
        (17, "unge", "ANK"),
    ],
)
def test_by_age_at_receipt(age: int, team: str, caseworker: str) -> None:
    routed = route(Story(opened=opening(age_at_receipt=age)).case, STAFF, {}, RULEBOOK, NOW)
    assert (routed.team, routed.caseworker) == (team, caseworker)
    assert routed.because.endswith(f"; {caseworker} har færrest åbne sager (0)")


@pytest.mark.parametrize(
    ("open_cases", "caseworker"),
    [
        ({}, "ANK"),  # nobody has any: by initials
        ({"ANK": 1}, "BOS"),  # the fewest
        ({"ANK": 1, "BOS": 1}, "ANK"),  # as many: by initials
        ({"ANK": 2, "BOS": 1}, "BOS"),
        ({"BOS": 1, "CML": 0}, "ANK"),  # another team does not count
    ],
)
def test_the_colleague_with_the_fewest_open_cases(open_cases: dict[str, int], caseworker: str) -> None:
    assert route(Story().case, STAFF, open_cases, RULEBOOK, NOW).caseworker == caseworker


def test_who_declined_is_absent_or_takes_no_cases_is_not_asked() -> None:
    declined = awaiting(M.ASSIGNMENT).answers(M.ASSIGNMENT, "2026-11-24 10:00", outcome="declined", reason="absent")
    assert route(declined.case, STAFF, {}, RULEBOOK, NOW).caseworker == "BOS"
    absent = Staff(
        colleagues=(
            Colleague(initials="ANK", team="unge", absences=(Absence(from_on=day("2026-11-01")),)),
            Colleague(initials="TLU", team="unge", takes_cases=False, leader=True),
        )
    )
    routed = route(Story().case, absent, {}, RULEBOOK, NOW)
    assert routed.caseworker is None
    assert routed.because.endswith("; ingen ledig, teamlederen må vælge")


def test_a_colleague_by_initials_in_either_case() -> None:
    found = STAFF.get(" ank ")
    assert found is not None
    assert found.initials == "ANK"
    assert STAFF.get("XYZ") is None
