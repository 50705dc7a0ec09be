"""Understanding what was typed or clicked: codes, Danish labels, lists, empty fields, nonsense."""

from __future__ import annotations

import traceback
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samraad.answers import is_date, options, several, understand
from samraad.errors import Refused
from samraad.forms import DAY_FIELD, FORMS, defaults
from samraad.forms.course import MeetingForm, SummonsForm
from samraad.forms.target import TargetGroupForm
from samraad.vocabulary import Channel, Holders, Meeting, Milestone, Reason, Role, Summons, TargetGroup
from tests.samraad.given import M, Story, awaiting, danish, day


def _refused(milestone: Milestone, raw: dict[str, Any]) -> Refused:
    with pytest.raises(Refused) as refused:
        understand(milestone, raw)
    return refused.value


@pytest.mark.parametrize(
    ("given_", "code", "text"),
    [
        ("nonsense", "field_date_parsing", "er ikke en dato"),  # words
        ("28. november", "field_date_parsing", "er ikke en dato"),  # how people write it
        ("28-11-2026", "field_date_parsing", "er ikke en dato"),  # the other way round
        ("2026-02-30", "field_date_from_datetime_parsing", "er ikke en dato"),  # no such day
        ("2026-11-28T14:00:00", "field_date_from_datetime_inexact", "er ikke en dato"),  # an instant
        ("20261128", "field_date_parsing", "er ikke en dato"),  # pydantic would read seconds since 1970
        ("0", "field_date_parsing", "er ikke en dato"),  # likewise
        (0, "field_date_parsing", "er ikke en dato"),  # likewise
        (datetime(2026, 11, 28, 14), "field_date_from_datetime_inexact", "er ikke en dato"),  # noqa: DTZ001
        ("", "field_missing", "mangler"),
        ("   ", "field_missing", "mangler"),
        (None, "field_missing", "mangler"),
    ],
)
def test_what_is_no_date_is_refused_in_danish(given_: object, code: str, text: str) -> None:
    refused = _refused(M.SUMMONS, {"by": "ANK", "sent_on": given_})
    assert refused.field == "sent_on"
    assert f"»Den unge indkaldt den« (sent_on) {text}" in str(refused)
    assert refused.code == code


def test_a_date_as_text_as_date_and_as_midnight_are_the_same() -> None:
    for given_ in ("2026-11-28", " 2026-11-28 ", day("2026-11-28"), "2026-11-28T00:00:00"):
        form = understand(M.SUMMONS, {"by": "ANK", "sent_on": given_})
        assert isinstance(form, SummonsForm)
        assert form.sent_on == date(2026, 11, 28)


def test_an_unknown_field_is_refused_and_its_name_is_kept_nowhere() -> None:
    refused = _refused(M.SUMMONS, {"by": "ANK", "sent_on": "2026-11-28", "navn": "Et Navn"})
    assert (refused.code, refused.field) == ("field_extra_forbidden", None)  # a name could stand in its place
    assert "»navn« findes ikke på denne formular. Felterne er: by, outcome, sent_on" in str(refused)
    assert "Et Navn" not in str(refused)


def test_an_unknown_option_is_refused_with_the_choices() -> None:
    refused = _refused(M.MEETING, {"by": "ANK", "held_on": "2026-12-02", "outcome": "aflyst"})
    assert (refused.code, refused.field) == ("field_enum", "outcome")
    assert "held (Afholdt), postponed (Udsat)" in str(refused)


@pytest.mark.parametrize("outcome", ["held", "HELD", "Afholdt", "afholdt", " Afholdt ", Meeting.HELD])
def test_code_and_danish_label_are_the_same_in_any_case(outcome: str) -> None:
    form = understand(M.MEETING, {"by": "ANK", "held_on": "2026-12-02", "outcome": outcome})
    assert form.outcome is Meeting.HELD


@pytest.mark.parametrize(
    ("participants", "understood"),
    [
        ("young_person,school", (Role.YOUNG_PERSON, Role.SCHOOL)),
        ("den unge, skole", (Role.YOUNG_PERSON, Role.SCHOOL)),  # Danish labels, a blank after the comma
        ("den unge, skole, ", (Role.YOUNG_PERSON, Role.SCHOOL)),  # a comma too many
        (["den unge", "school"], (Role.YOUNG_PERSON, Role.SCHOOL)),  # as Prefect's form gives it
        ((Role.SSP,), (Role.SSP,)),
        (Role.SSP, (Role.SSP,)),  # one alone
        ([], ()),
        ("", (Role.YOUNG_PERSON, Role.PARENT)),  # not filled in: as the form starts
    ],
)
def test_several_options(participants: object, understood: tuple[Role, ...]) -> None:
    form = understand(M.MEETING, {"by": "ANK", "held_on": "2026-12-02", "participants": participants})
    assert isinstance(form, MeetingForm)
    assert form.participants == understood


def test_one_unknown_among_several_is_refused() -> None:
    for participants in ("den unge, naboen", 7, [["den unge"]]):
        refused = _refused(M.MEETING, {"by": "ANK", "held_on": "2026-12-02", "participants": participants})
        assert (refused.code, refused.field) == ("field_enum", "participants")


def test_empty_fields_count_as_not_filled_in() -> None:
    raw = {"by": "ANK", "sent_on": "2026-11-28", "channel": "", "holders": None, "holder_channel": " ", "reason": ""}
    form = understand(M.SUMMONS, raw)
    assert isinstance(form, SummonsForm)
    assert (form.channel, form.holders, form.holder_channel) == (Channel.DIGITAL_POST, Holders.ONE, None)
    assert (form.outcome, form.reason) == (Summons.SENT, None)


@pytest.mark.parametrize(
    ("by", "understood"),
    [("ank", "ANK"), (" Ank ", "ANK"), ("åse", "ÅSE"), ("A", None), ("ANK3", None), ("ABCDEFG", None), (17, None)],
)
def test_initials(by: object, understood: str | None) -> None:
    raw = {"by": by, "outcome": "in_target_group", "decided_on": "2026-11-23"}
    if understood:
        form = understand(M.TARGET_GROUP, raw)
        assert isinstance(form, TargetGroupForm)
        assert (form.by, form.outcome) == (understood, TargetGroup.IN_TARGET_GROUP)
        return
    assert _refused(M.TARGET_GROUP, raw).field == "by"


@pytest.mark.parametrize("time", ["24.00", "12.60", "12", "noon", "12.5"])
def test_what_is_no_time_of_day_is_refused(time: str) -> None:
    raw = {"by": "ANK", "outcome": "no_acute_need", "assessed_on": "2026-11-21", "assessed_time": time}
    refused = _refused(M.ASSESSMENT, raw)
    assert refused.field == "assessed_time"
    assert "er ikke skrevet rigtigt" in str(refused)


@settings(deadline=None)
@given(
    st.sampled_from(list(Milestone)),
    st.dictionaries(
        st.one_of(st.sampled_from(["by", "outcome", "sent_on", "held_on", "participants", "reason"]), st.text()),
        st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.dates(), st.lists(st.text(), max_size=3)),
        max_size=6,
    ),
)
def test_whatever_comes_is_a_form_or_refused(milestone: Milestone, raw: dict[str, Any]) -> None:
    try:
        form = understand(milestone, raw)
    except Refused as refused:
        field = refused.field
    else:
        field = None
        assert form.topic is milestone
    assert field is None or field in FORMS[milestone].model_fields


def test_what_was_typed_stands_in_no_traceback() -> None:
    typed = "Et" + "Navn"
    refused = _refused(M.SUMMONS, {"by": "ANK", "sent_on": "2026-11-28", "reason": typed})
    assert "declines (familien" in str(refused)
    assert "workload" not in str(refused)  # a reason of another form
    assert typed not in "".join(traceback.format_exception(refused))


def test_what_kind_of_field_it_is() -> None:
    assert options(SummonsForm, "channel") is Channel
    assert options(SummonsForm, "reason") is Reason  # also where it may be empty
    assert options(MeetingForm, "participants") is Role
    assert options(SummonsForm, "sent_on") is None
    assert options(SummonsForm, "by") is None
    assert several(MeetingForm, "participants")
    assert not several(MeetingForm, "outcome")
    assert is_date(SummonsForm, "holder_sent_on")
    assert not is_date(SummonsForm, "by")


@pytest.mark.parametrize("milestone", Milestone)
def test_every_form_knows_its_milestone_its_day_and_its_danish_titles(milestone: Milestone) -> None:
    form = FORMS[milestone]
    assert form.topic is milestone
    assert is_date(form, DAY_FIELD[milestone])
    assert all(field.title for field in form.model_fields.values())
    free = [n for n in form.model_fields if options(form, n) is None and not is_date(form, n)]
    assert set(free) <= {
        "by",
        "caseworker",
        "own_caseworker",
        "district",
        "assessed_time",
        "amount_kr",
    }  # no names, no addresses, no free text


def test_a_form_starts_with_today_and_what_is_known() -> None:
    now = danish("2026-11-24 00:30")
    assert defaults(M.SUMMONS, Story().case, now) == {"sent_on": day("2026-11-24")}
    assert defaults(M.ASSIGNMENT, Story().case, now) == {"answered_on": day("2026-11-24")}
    offered = defaults(M.ASSIGNMENT, awaiting(M.ASSIGNMENT).case, now)
    assert offered == {"answered_on": day("2026-11-24"), "caseworker": "ANK"}
    plan = defaults(M.PLAN, awaiting(M.PLAN).case, danish("2026-12-09 12:00"))
    assert plan == {"registered_on": day("2026-12-09")}
