"""The domain's forms as Prefect's server and UI get them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from prefect.utilities.schema_tools.validation import is_valid, is_valid_schema

from samraad.answers import understand
from samraad.forms import BY_RULEBOOK, DAY_FIELD, FORMS, REASONS, defaults, offered
from samraad.private_texts import private_fields
from samraad.vocabulary import Matter, Milestone, Topic
from tasks.prefect_forms import render
from tests.samraad.given import RULEBOOK, awaiting, danish

NOW = danish("2026-11-24 10:00")
TODAY = date(2026, 11, 24)


def schema(milestone: Milestone) -> dict[str, Any]:
    """What the UI draws the form from."""
    initial = defaults(milestone, awaiting(milestone).case, NOW)
    return render(milestone, "tekst", initial, TODAY).model_json_schema()


@pytest.mark.parametrize("milestone", Milestone)
def test_every_field_is_asked_in_danish_and_initials_last(milestone: Milestone) -> None:
    fields = schema(milestone)["properties"]
    asked = {name: field for name, field in FORMS[milestone].model_fields.items() if name in fields}
    by_rulebook = {name for of, name in BY_RULEBOOK if of is milestone}  # the shipped rulebook has none of them
    assert set(FORMS[milestone].model_fields) - set(fields) == {*private_fields(FORMS[milestone]), *by_rulebook}
    assert {name: field["title"] for name, field in fields.items()} == {
        name: field.title for name, field in asked.items()
    }
    assert max(fields, key=lambda name: fields[name]["position"]) == "by"


@pytest.mark.parametrize("milestone", Milestone)
def test_today_is_not_written_into_a_form_that_may_wait_for_days(milestone: Milestone) -> None:
    day = schema(milestone)["properties"][DAY_FIELD[milestone]]
    assert "default" not in day
    assert "Tom: i dag." in day["description"]
    assert TODAY.isoformat() not in str(schema(milestone))


def test_another_day_the_form_begins_with_is_shown() -> None:
    earlier = TODAY - timedelta(days=3)
    form = render(Milestone.SUMMONS, "tekst", {"sent_on": earlier, "second_sent_on": TODAY}, TODAY)
    assert form.model_json_schema()["properties"]["sent_on"]["default"] == earlier.isoformat()


@pytest.mark.parametrize("milestone", Milestone)
def test_no_field_is_a_union_or_free_text(milestone: Milestone) -> None:
    """The UI draws a union badly; a name or an address must not be written into Prefect."""
    fields = schema(milestone)["properties"]
    assert not [name for name, field in fields.items() if "anyOf" in field or "$ref" in field]
    texts = {name: field for name, field in fields.items() if field["type"] == "string"}
    plain = {name: field for name, field in texts.items() if not {"enum", "format"} & set(field)}
    assert [name for name, field in plain.items() if re.search(field["pattern"], "Anders Prøve")] == []


@pytest.mark.parametrize("milestone", Milestone)
def test_no_field_begins_with_null(milestone: Milestone) -> None:
    """The UI would send it back, and the server refuse it: `None is not of type 'string'`."""
    fields = schema(milestone)["properties"]
    assert not [name for name, field in fields.items() if field.get("default", "") is None]


@pytest.mark.parametrize(
    ("milestone", "field", "text", "taken"),
    [
        (Milestone.ASSESSMENT, "by", "ank", True),
        (Milestone.ASSESSMENT, "by", " ÆØÅ ", True),  # blanks around it do no harm
        (Milestone.ASSESSMENT, "by", "A", False),
        (Milestone.ASSESSMENT, "by", "", False),
        (Milestone.ASSESSMENT, "by", "Anders Prøve", False),  # a name
        (Milestone.ASSESSMENT, "by", "010110-7779", False),  # a number that is somebody's
        (Milestone.ASSESSMENT, "by", "ank" + 20 * " ", False),
        (Milestone.ASSESSMENT, "assessed_time", "14.30", True),
        (Milestone.ASSESSMENT, "assessed_time", "9:05", True),
        (Milestone.ASSESSMENT, "assessed_time", "", True),  # it may stay empty
        (Milestone.ASSESSMENT, "assessed_time", "24.00", False),
        (Milestone.ASSESSMENT, "assessed_time", "hos Anders", False),
        (Milestone.TARGET_GROUP, "amount_kr", "16.000 kr.", True),
        (Milestone.TARGET_GROUP, "amount_kr", "", True),
        (Milestone.TARGET_GROUP, "amount_kr", "en cykel", False),
        (Milestone.TARGET_GROUP, "amount_kr", "0101107779", False),  # a number that is somebody's
        (Milestone.FOLLOW_UP, "caseworker", "", True),
        (Milestone.FOLLOW_UP, "caseworker", "HJ", True),
        (Milestone.FOLLOW_UP, "caseworker", "Hans Jensen", False),
    ],
)
def test_prefects_server_stores_no_other_text_than_the_field_takes(
    milestone: Milestone, field: str, text: str, taken: bool
) -> None:
    form = schema(milestone)
    is_valid_schema(form)
    answer = {"by": "ANK", "outcome": form["properties"]["outcome"]["enum"][0], field: text}
    assert is_valid(answer, form) is taken


@pytest.mark.parametrize("milestone", Milestone)
def test_every_text_is_narrowed(milestone: Milestone) -> None:
    fields = schema(milestone)["properties"].values()
    plain = [field for field in fields if field["type"] == "string" and not {"enum", "format"} & set(field)]
    assert plain
    assert [field["title"] for field in plain if not {"pattern", "maxLength"} <= set(field)] == []


@pytest.mark.parametrize("milestone", [each for each in Milestone if each in REASONS])
def test_only_reasons_that_fit_are_offered(milestone: Milestone) -> None:
    assert schema(milestone)["properties"]["reason"]["enum"] == [each.label for each in REASONS[milestone]]


@pytest.mark.parametrize("milestone", Milestone)
def test_every_option_shown_is_understood(milestone: Milestone) -> None:
    for name, field in schema(milestone)["properties"].items():
        several = field["type"] == "array"
        for label in (field["items"] if several else field).get("enum", ()):
            given = {"by": "ANK", **_needed(milestone), name: [label] if several else label}
            assert getattr(understand(milestone, given), name)


def _needed(milestone: Milestone) -> dict[str, Any]:
    """What a form must have besides."""
    fields = schema(milestone)
    needed = {name: fields["properties"][name]["enum"][0] for name in fields["required"] if name == "outcome"}
    more = {"caseworker": "ANK"} if milestone is Milestone.ASSIGNMENT else {}
    return {**needed, **more, DAY_FIELD[milestone]: TODAY.isoformat()}


@pytest.mark.parametrize("topic", [*Milestone, *Matter])
def test_no_form_asks_for_a_name_or_a_note(topic: Topic) -> None:
    initial = defaults(topic, awaiting(Milestone.MEETING).case, NOW)
    shown = json.dumps(render(topic, "tekst", initial, TODAY).model_json_schema(), ensure_ascii=False)
    for name in private_fields(FORMS[topic]):
        assert f'"{name}"' not in shown
        assert str(FORMS[topic].model_fields[name].title) not in shown


def test_some_form_has_one_that_is_left_out() -> None:
    assert [topic for topic in FORMS if private_fields(FORMS[topic])]


def test_a_district_is_chosen_from_the_rulebooks_and_not_asked_where_it_has_none() -> None:
    target = Milestone.TARGET_GROUP
    assert "district" not in schema(target)["properties"]
    assert offered(target, RULEBOOK) == {"district": ()}
    shown = render(target, "tekst", {}, TODAY, {"district": ("vest", "øst")}).model_json_schema()
    district = shown["properties"]["district"]
    assert district["enum"] == ["vest", "øst"]
    assert not {"pattern", "default"} & set(district)
