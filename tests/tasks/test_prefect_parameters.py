"""The forms as parameters of a flow: the same fields as where a run waits with the form, whoever deploys it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.validation import is_valid, is_valid_schema

import flows.registering
from samraad.forms import DAY_FIELD, FORMS
from samraad.vocabulary import Matter, Milestone, Topic
from tasks.prefect_forms import render
from tasks.prefect_parameters import CASE_NUMBER, begin_with, harmless
from tests.samraad.given import M, awaiting, danish

TOPICS = (*Milestone, *Matter)
MOVED = {"case_number": "2026-0042", "moved_on": "2026-11-20", "by": "ANK"}


def schema(topic: Topic) -> dict[str, Any]:
    """As Prefect makes it from the flow."""
    return parameter_schema(getattr(flows.registering, topic.value)).model_dump(exclude_unset=True)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_fields_are_those_of_the_form_after_the_case_number(topic: Topic) -> None:
    made, shown = schema(topic), render(topic, "", {}, date.max).model_json_schema()
    is_valid_schema(made)
    assert set(made["properties"]) == {CASE_NUMBER, *shown["properties"]}
    in_order = sorted(made["properties"], key=lambda name: made["properties"][name]["position"])
    assert (in_order[0], in_order[-1]) == (CASE_NUMBER, "by")
    for name, field in shown["properties"].items():
        assert made["properties"][name]["title"] == FORMS[topic].model_fields[name].title
        outside = {"position", "description"}
        same = {key: value for key, value in field.items() if key not in outside}
        assert {key: made["properties"][name].get(key) for key in same} == same or name == DAY_FIELD.get(topic)


@pytest.mark.parametrize("topic", TOPICS)
def test_no_field_begins_with_null_and_the_day_may_stay_empty(topic: Topic) -> None:
    made = schema(topic)
    assert not [name for name, field in made["properties"].items() if field.get("default", "") is None]
    if topic in DAY_FIELD:
        assert DAY_FIELD[topic] not in made["required"]
        assert "Tom: i dag." in made["properties"][DAY_FIELD[topic]]["description"]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_text_is_narrowed(topic: Topic) -> None:
    fields = schema(topic)["properties"].values()
    plain = [field for field in fields if field["type"] == "string" and not {"enum", "format"} & set(field)]
    assert [field["title"] for field in plain if not {"pattern", "maxLength"} <= set(field)] == []


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({}, True),
        ({"handed_over_on": None}, True),  # cleared in the UI
        ({"case_number": " 2026-0042 "}, True),
        ({"case_number": "42"}, False),
        ({"case_number": "2026-0042, familien Prøve"}, False),
        ({"by": "Anders Prøve"}, False),
        ({"by": ""}, False),
    ],
)
def test_prefects_server_takes_nothing_else(changes: dict[str, Any], taken: bool) -> None:
    assert is_valid(MOVED | changes, schema(Matter.MOVED)) is taken


def test_what_no_matter_is_called_is_no_flow() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = flows.registering.nonsense


def test_a_link_carries_what_the_case_knows_but_not_todays_date() -> None:
    case, now = awaiting(M.SUMMONS).case, danish("2026-11-24 12:00")
    assert begin_with(Matter.MOVED, case, now) == {"case_number": case.number}
    assert begin_with(Matter.DEADLINE, case, now) == {"case_number": case.number}  # the law's: it cannot be moved
    meeting = awaiting(M.MEETING).case
    assert begin_with(Matter.DEADLINE, meeting, now) == {"case_number": case.number, "milestone": "netværkssamråd"}


def test_of_a_refused_form_only_days_numbers_and_options_stay() -> None:
    typed = {"todo": 3, "outcome": "ikke gjort", "done_on": "2026-11-20", "by": "Prøve", "reason": "Anders Prøve"}
    assert harmless(Matter.TODO, {**typed, "anders": 1}) == {
        "todo": 3,
        "outcome": "ikke gjort",
        "done_on": "2026-11-20",
    }
    assert harmless(Matter.TODO, {"done_on": "hos Anders Prøve"}) == {}
    assert harmless(M.PLAN, {"duties": ["den unge", "forælder"]}) == {"duties": ["den unge", "forælder"]}
    assert harmless(M.PLAN, {"duties": ["den unge", "Anders Prøve"]}) == {}


def test_one_form_for_all_todos_says_for_which_one_the_cause_is() -> None:
    said = schema(Matter.TODO)["properties"]["cause"]["description"]
    assert said == "Kun hvis det er opgaven »årsag til den sene indkaldelse«; ellers tom."
