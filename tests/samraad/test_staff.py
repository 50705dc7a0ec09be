"""Who is offered a case: the rulebook's steps, row by row, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from samraad.case import CaseFile
from samraad.errors import Refused
from samraad.events import CaseRouted, RoutingTold
from samraad.forms import offered
from samraad.routing import route
from samraad.rulebooks import parse
from samraad.staff import Absence, Colleague, Staff
from samraad.staffing import with_changes
from samraad.vocabulary import Speciality
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, STAFF, M, Story, awaiting, danish, day, opening

NOW = danish("2026-11-23 10:00")
AWAY = (Absence(from_on=day("2026-11-23")),)
YOUNG = "15 år eller ældre ved modtagelsen: ungeafdelingen"


def who(initials: str, **changes: Any) -> Colleague:
    known = STAFF.get(initials) or Colleague(initials=initials, team="unge")
    return replace(known, **changes)


def with_(*changed: Colleague) -> Staff:
    return with_changes(STAFF, changed)


def routed(
    staff: Staff = STAFF, rulebook: Any = RULEBOOK, loads: dict[str, int] | None = None, **case: Any
) -> CaseRouted:
    return route(replace(Story().case, **case), staff, loads or {}, rulebook, NOW)


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
    found = route(Story(opened=opening(age_at_receipt=age)).case, STAFF, {}, RULEBOOK, NOW)
    assert (found.team, found.caseworker) == (team, caseworker)
    assert found.because.endswith(f"; {caseworker} har færrest åbne sager (0)")


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
    assert routed(loads=open_cases).caseworker == caseworker


def test_who_declined_is_absent_has_left_or_takes_no_cases_is_not_asked() -> None:
    declined = awaiting(M.ASSIGNMENT).answers(M.ASSIGNMENT, "2026-11-24 10:00", outcome="declined", reason="absent")
    assert route(declined.case, STAFF, {}, RULEBOOK, NOW).caseworker == "BOS"
    assert routed(with_(who("ANK", left_on=day("2026-11-22")))).caseworker == "BOS"
    nobody = routed(with_(who("ANK", absences=AWAY), who("BOS", left_on=day("2026-11-01"))))
    assert nobody == CaseRouted(team="unge", caseworker=None, because=f"{YOUNG}; ingen ledig, teamlederen må vælge")


def test_the_only_one_declined() -> None:
    only = with_(who("BOS", absences=AWAY))
    assert routed(only).caseworker == "ANK"
    assert routed(only, declined_by=("ANK",)).caseworker is None


@pytest.mark.parametrize(
    ("changed", "chosen", "because"),
    [
        ([], "CML", "kendt sagsbehandler"),
        ([who("CML", absences=AWAY, deputy="DRH")], "DRH", "kendt sagsbehandler CML er fraværende; stedfortræder DRH"),
        # the deputy is absent too: by age
        (
            [who("CML", absences=AWAY, deputy="DRH"), who("DRH", team="familie", absences=AWAY)],
            "ANK",
            f"kendt sagsbehandler CML er fraværende; {YOUNG}; ANK har færrest åbne sager (0)",
        ),
        (
            [who("CML", left_on=day("2026-11-22"), deputy="DRH")],
            "ANK",
            f"kendt sagsbehandler CML er fratrådt; {YOUNG}; ANK har færrest åbne sager (0)",
        ),
        (
            [who("CML", takes_cases=False)],
            "ANK",
            f"kendt sagsbehandler CML kan ikke tage sagen; {YOUNG}; ANK har færrest åbne sager (0)",
        ),
    ],
)
def test_ones_own_caseworker_goes_before_the_age(changed: list[Colleague], chosen: str, because: str) -> None:
    staff = with_(who("DRH", team="familie"), *changed)
    found = routed(staff, own_caseworker="CML")
    assert (found.caseworker, found.because) == (chosen, because)
    known = staff.get(chosen)
    assert known is not None
    assert found.team == known.team


def test_an_own_caseworker_nobody_knows_any_more_counts_for_nothing() -> None:
    assert routed(own_caseworker="XYZ").because == f"{YOUNG}; ANK har færrest åbne sager (0)"


def test_where_the_whole_team_is_absent_their_deputies_are_asked() -> None:
    away = with_(who("ANK", absences=AWAY, deputy="CML"), who("BOS", absences=AWAY))
    found = routed(away)
    assert (found.caseworker, found.team) == ("CML", "familie")
    assert found.because == f"{YOUNG}; ANK er fraværende; stedfortræder CML"
    assert routed(away, declined_by=("CML",)).caseworker is None


def test_remand_goes_to_who_is_specialised_in_it() -> None:
    special = (Speciality.REMAND,)
    assert routed(with_(who("BOS", specialities=special))).caseworker == "ANK"  # not on remand
    found = routed(with_(who("BOS", specialities=special)), remand=True)
    assert (found.caseworker, found.because) == (
        "BOS",
        f"{YOUNG}; speciale i varetægtssurrogat; BOS har færrest åbne sager (0)",
    )
    # nobody in the team, but somebody elsewhere
    assert routed(with_(who("CML", specialities=special)), remand=True).team == "familie"
    # nobody at all, or nobody who is there
    assert routed(remand=True).because == f"{YOUNG}; ANK har færrest åbne sager (0)"
    absent = routed(with_(who("BOS", specialities=special, absences=AWAY)), remand=True)
    assert (absent.caseworker, absent.because) == (
        "ANK",
        f"{YOUNG}; ingen med speciale i varetægtssurrogat er ledig; ANK har færrest åbne sager (0)",
    )


DISTRICTS = parse(
    RULEBOOK_TEXT.replace(
        "[[routes]]",
        '[[districts]]\nname = "vest"\n\n[[districts]]\nname = "øst"\nteam = "familie"\n\n[[routes]]',
        1,
    ),
    "med distrikter",
)


def test_a_district_goes_to_who_has_it() -> None:
    west = with_(who("BOS", districts=("vest",)))
    assert routed(west, DISTRICTS).caseworker == "ANK"  # not said
    found = routed(west, DISTRICTS, district="vest")
    assert (found.caseworker, found.because) == ("BOS", f"{YOUNG}; distrikt vest; BOS har færrest åbne sager (0)")
    absent = routed(with_(who("BOS", districts=("vest",), absences=AWAY)), DISTRICTS, district="vest")
    assert absent.because == f"{YOUNG}; ingen i distrikt vest er ledig; ANK har færrest åbne sager (0)"
    # a rulebook that does not know it
    assert routed(west, RULEBOOK, district="vest").caseworker == "ANK"


def test_the_form_offers_the_rulebooks_districts() -> None:
    assert offered(M.TARGET_GROUP, DISTRICTS) == {"district": ("vest", "øst")}
    assert offered(M.SUMMONS, DISTRICTS) == {}


def test_a_district_with_a_team_of_its_own() -> None:
    assert routed(STAFF, DISTRICTS, district="øst").because == (
        "distrikt øst hører til team familie; CML har færrest åbne sager (0)"
    )
    east = with_(who("DRH", team="familie", districts=("øst",)))
    assert routed(east, DISTRICTS, district="øst").caseworker == "DRH"
    # remand goes first: the specialist stays
    special = with_(who("BOS", specialities=(Speciality.REMAND,)))
    assert routed(special, DISTRICTS, district="øst", remand=True).caseworker == "BOS"


ADVISERS = parse(RULEBOOK_TEXT.replace("advisers = []", 'advisers = ["BOS", "CML", "XYZ"]'), "med to faste")


def test_two_advisers_take_all_where_the_municipality_wants_it() -> None:
    found = routed(STAFF, ADVISERS, loads={"BOS": 1})
    assert (found.caseworker, found.team) == ("CML", "familie")
    assert found.because == "kommunens faste samrådsrådgivere; CML har færrest åbne sager (0)"
    away = with_(who("BOS", absences=AWAY), who("CML", absences=AWAY))
    assert routed(away, ADVISERS).because == (
        f"{YOUNG}; ingen af de faste samrådsrådgivere er ledig; ANK har færrest åbne sager (0)"
    )


def test_without_the_last_step_the_team_leader_chooses() -> None:
    book = parse(RULEBOOK_TEXT.replace(', "least_loaded"]', "]"), "lederen vælger")
    found = routed(STAFF, book)
    assert (found.caseworker, found.because) == (None, f"{YOUNG}; teamlederen fordeler")


def test_intake_says_whose_it_is_and_where() -> None:
    story = awaiting(M.TARGET_GROUP)
    _, told = story.judged(M.TARGET_GROUP, "2026-11-23 10:00", outcome="in_target_group", own_caseworker="bos")
    assert told == RoutingTold(own_caseworker="BOS")
    after: CaseFile = story.answers(
        M.TARGET_GROUP, "2026-11-23 10:00", outcome="in_target_group", own_caseworker="BOS"
    ).case
    assert (after.own_caseworker, after.caseworker) == ("BOS", "BOS")


@pytest.mark.parametrize(
    ("fields", "code"), [({"own_caseworker": "XYZ"}, "unknown_initials"), ({"district": "vest"}, "unknown_district")]
)
def test_what_intake_cannot_say(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.TARGET_GROUP).judged(M.TARGET_GROUP, "2026-11-23 10:00", outcome="in_target_group", **fields)
    assert refused.value.code == code


def test_a_colleague_by_initials_in_either_case() -> None:
    found = STAFF.get(" ank ")
    assert found is not None
    assert found.initials == "ANK"
    assert STAFF.get("XYZ") is None
