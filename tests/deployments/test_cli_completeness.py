"""`samraad completeness`: what is missing of the seven fields, per case and caseworker."""

from __future__ import annotations

import pytest
import time_machine

from tests import samples
from tests.deployments.command_line import Terminal

KEYS = {"case", "team", "caseworker", "complete", "missing", "never", "fields"}
FIELDS = ["cpr", "offences", "notified", "summoned", "meeting", "participants", "agreements"]


@pytest.fixture
def with_cases(terminal: Terminal) -> Terminal:
    """2026-0001, received on 27 October, is ANK's; 2026-0002 nobody's yet."""
    assert len(terminal("intake", samples.FOLDER / "14-cpr-without-hyphen.eml", "--json").lines) == 2
    for answer in (
        ("assessment", "outcome=no_acute_need", "--by", "VIS"),
        ("target_group", "outcome=in_target_group", "--by", "VIS"),
        ("assignment", "caseworker=ANK", "--by", "ANK"),
    ):
        assert terminal("register", "2026-0001", *answer).code == 0
    return terminal


def test_nothing_is_missing_before_its_time(with_cases: Terminal) -> None:
    lines = with_cases("completeness", "--json").lines
    assert [set(line) for line in lines] == [KEYS, KEYS]
    assert [(line["case"], line["caseworker"], line["missing"]) for line in lines] == [
        ("2026-0001", "ANK", []),
        ("2026-0002", None, []),
    ]
    assert list(lines[0]["fields"]) == FIELDS
    assert "0 mangler noget" in with_cases("completeness").out


def test_what_is_missing_is_told_by_caseworker(with_cases: Terminal) -> None:
    with time_machine.travel("2026-11-05 12:00 +01:00"):
        (line,) = with_cases("completeness", "--caseworker", "ank", "--json").lines
        page = " ".join(with_cases("completeness").out.split())
        shown = with_cases("case", "2026-0001")
        assert with_cases("case", "2026-0001", "--json").json["missing"] == ["summoned"]

    assert (line["case"], line["complete"], line["missing"]) == ("2026-0001", False, ["summoned"])
    assert "ANK 1 sag 1 mangler noget 2026-0001 dato for indkaldelse, eller grunden til ingen" in page
    assert page.endswith("ingen endnu 1 sag 1 mangler noget 2026-0002 dato for indkaldelse, eller grunden til ingen")
    assert "Af de syv oplysninger mangler: dato for indkaldelse" in " ".join(shown.out.split())


def test_a_team_and_closed_cases(with_cases: Terminal) -> None:
    outside = ("target_group", "outcome=outside", "destination=none", "override=other", "--by", "VIS")
    assert with_cases("register", "2026-0002", "assessment", "outcome=no_acute_need", "--by", "VIS").code == 0
    assert with_cases("register", "2026-0002", *outside).code == 0
    assert [line["case"] for line in with_cases("completeness", "--json").lines] == ["2026-0001"]
    assert len(with_cases("completeness", "--closed", "--json").lines) == 2
    assert [line["case"] for line in with_cases("completeness", "--team", "unge", "--json").lines] == ["2026-0001"]
    assert with_cases("completeness", "--team", "ingen").out == "Der er ingen sager, som passer.\n"


def test_initials_nobody_has_are_told(with_cases: Terminal) -> None:
    done = with_cases("completeness", "--caseworker", "XYZ")
    assert (done.code, done.out) == (2, "")
    assert "Ingen medarbejder" in done.err


def test_the_preparation_is_in_the_case(with_cases: Terminal) -> None:
    for answer in (
        ("invitation", "role=school", "consent=oral"),
        ("preparation", "item=room", "place=school", "minutes=90"),
        ("remand", "place=secure_unit"),
        ("permits", "roles=parent"),
        ("duty", "role=young_person", "what=attend_school", "due_on=2026-12-01"),
        ("measure", "kind=mentor"),
    ):
        done = with_cases("register", "2026-0001", *answer, "--by", "ANK")
        assert done.code == 0, done.err
    found = with_cases("case", "2026-0001", "--json").json
    assert found["participants"] == [
        {
            "participant": 1,
            "role": "school",
            "invited": True,
            "why": None,
            "on": "2026-11-03",
            "channel": None,
            "consent": "oral",
            "purpose_told_on": None,
        }
    ]
    assert (found["prepared"][0]["place"], found["prepared"][0]["minutes"]) == ("school", 90)
    assert found["remand"] == {"held": True, "since": "2026-11-03", "place": "secure_unit"}
    assert found["measures"][0] | {"on": ""} == {
        "measure": 1,
        "kind": "mentor",
        "status": "proposed",
        "on": "",
        "started_on": None,
    }
    assert [(each["what"], each["subject"], each["about"]) for each in found["todos"]] == [
        ("permit", None, None),
        ("duty", "attend_school", None),
        ("measure", "mentor", 1),
    ]
    page = " ".join(with_cases("case", "2026-0001").out.split())
    assert "☑ lokale (skolen, 90 minutter, tir 3. nov)" in page
    assert "Inviteret: skole, mundtligt samtykke (deltager 1)" in page
