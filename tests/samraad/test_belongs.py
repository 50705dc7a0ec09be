"""What was filled in beside an answer it does not belong to is refused, never dropped."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.errors import Refused
from samraad.events import MeetingAnswered, Summoned
from samraad.forms import FORMS
from samraad.forms.belongs import BELONGS
from samraad.vocabulary import Labelled, Matter, Meeting, Topic
from tests.samraad.given import M, Story, awaiting, day, opening

X = Matter


def with_permit() -> Story:
    """A case on remand where the police were asked for one permit."""
    story = awaiting(M.MEETING).answers(X.REMAND, "2026-11-26 10:00")
    return story.answers(X.PERMITS, "2026-11-26 10:00", roles="parent")


def with_statement() -> Story:
    return awaiting(M.SUMMONS).answers(X.NEW_TODO, "2026-11-25 09:00", kind="court_statement")


def on_remand() -> Story:
    return Story(opened=opening(remand=True))


#: A row each: (story, topic, at, what is filled in, field that contradicts, field that holds the answer).
SLIPS: list[tuple[Story, Topic, str, dict[str, Any], str, str]] = [
    # only the new day of a postponed meeting: not held today
    (awaiting(M.MEETING), M.MEETING, "2026-12-02 15:00", {"planned_on": "2026-12-09"}, "planned_on", "outcome"),
    (
        *(awaiting(M.MEETING), M.MEETING, "2026-12-02 15:00"),
        *({"outcome": "not_held", "reason": "ill", "planned_on": "2026-12-09"}, "planned_on", "outcome"),
    ),
    # why it was not done, or that it was not needed, and the answer that it was
    (with_statement(), X.TODO, "2026-11-26 10:00", {"todo": "1", "reason": "moved"}, "reason", "outcome"),
    (
        *(with_statement(), X.TODO, "2026-11-26 10:00"),
        *({"todo": "1", "outcome": "not_needed", "reason": "moved"}, "reason", "outcome"),
    ),
    (
        *(with_permit(), X.TODO, "2026-11-27 10:00"),
        *({"todo": "1", "outcome": "granted", "reason": "other"}, "reason", "outcome"),
    ),
    # a second holder of custody where only one is said to be, or where that one is said to be missing
    (awaiting(M.SUMMONS), M.SUMMONS, "2026-11-25 10:00", {"second_channel": "letter"}, "second_channel", "holders"),
    (
        *(awaiting(M.SUMMONS), M.SUMMONS, "2026-11-25 10:00"),
        *({"holders": "two_one_missing", "second_channel": "letter"}, "second_channel", "holders"),
    ),
    (
        *(awaiting(M.SUMMONS), M.SUMMONS, "2026-11-25 10:00"),
        *({"outcome": "not_summoned", "reason": "moved", "holder_channel": "letter"}, "holder_channel", "outcome"),
    ),
    (
        *(awaiting(M.TARGET_GROUP), M.TARGET_GROUP, "2026-11-23 10:00"),
        *({"outcome": "in_target_group", "destination": "none"}, "destination", "outcome"),
    ),
    (
        *(awaiting(M.TARGET_GROUP), M.TARGET_GROUP, "2026-11-23 10:00"),
        *({"outcome": "referred", "ssp_told_on": "2026-11-23"}, "ssp_told_on", "outcome"),
    ),
    (
        *(awaiting(M.TARGET_GROUP), M.TARGET_GROUP, "2026-11-23 10:00"),
        *({"outcome": "police_asked", "override": "concern"}, "override", "outcome"),
    ),
    (
        *(awaiting(M.COURSE), M.COURSE, "2026-12-03 10:00"),
        *({"outcome": "other_support", "caseworker": "BOS"}, "caseworker", "outcome"),
    ),
    (
        *(awaiting(M.COURSE), M.COURSE, "2026-12-03 10:00"),
        *({"outcome": "investigation", "caseworker": "BOS", "plan": "yes"}, "plan", "outcome"),
    ),
    (
        *(awaiting(M.FOLLOW_UP), M.FOLLOW_UP, "2027-03-01 10:00"),
        *({"outcome": "close", "caseworker": "BOS"}, "caseworker", "outcome"),
    ),
    (
        *(awaiting(M.PLAN), M.PLAN, "2026-12-09 10:00"),
        *({"outcome": "not_made", "reason": "moved", "minutes_sent_on": "2026-12-08"}, "minutes_sent_on", "outcome"),
    ),
    (
        *(awaiting(M.PLAN), M.PLAN, "2026-12-09 10:00"),
        *({"outcome": "not_made", "reason": "moved", "duties": ["parent"]}, "duties", "outcome"),
    ),
    (
        *(awaiting(M.SUMMONS), X.MOVED, "2026-11-25 10:00"),
        *({"moved_on": "2026-11-23", "handed_over_on": "2026-11-25"}, "handed_over_on", "outcome"),
    ),
    (
        *(awaiting(M.MEETING), X.INVITATION, "2026-11-26 10:00"),
        *({"role": "ssp", "outcome": "not_invited", "why": "other", "channel": "phone"}, "channel", "outcome"),
    ),
    (on_remand(), X.REMAND, "2026-11-25 10:00", {"outcome": "ends", "place": "secure_unit"}, "place", "outcome"),
]


@pytest.mark.parametrize(("story", "topic", "at", "fields", "name", "answer"), SLIPS)
def test_what_does_not_belong_to_the_answer_is_refused_and_nothing_dropped(
    story: Story, topic: Topic, at: str, fields: dict[str, Any], name: str, answer: str
) -> None:
    with pytest.raises(Refused) as refused:
        story.judged(topic, at, **fields)
    assert (refused.value.code, refused.value.field) == (f"{name}_contradicts", answer)
    assert str(refused.value).startswith(f"»{FORMS[topic].model_fields[name].title}« hører til »")


def test_the_refusal_names_both_and_what_would_fit() -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.COURSE).judged(M.COURSE, "2026-12-03 10:00", outcome="close", reason="moved", caseworker="BOS")
    assert str(refused.value) == (
        "»Ny sagsbehandlers initialer« hører til »Børnefaglig undersøgelse«, men svaret er »Afslut sagen«. Ret det ene."
    )


def test_what_the_form_started_with_was_filled_in_by_nobody() -> None:
    """The first holder's day stands on the form where the second is missing; so does who was invited."""
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 10:00", holders="two_one_missing")
    (proposed,) = story.judged(M.SUMMONS, "2026-11-26 10:00", outcome="not_summoned", reason="moved")
    assert not isinstance(proposed, Summoned)
    (met,) = awaiting(M.MEETING).judged(M.MEETING, "2026-12-02 15:00", outcome="no_show", planned_on="2026-12-09")
    assert isinstance(met, MeetingAnswered)
    assert (met.outcome, met.planned_on, met.participants) == (Meeting.NO_SHOW, day("2026-12-09"), ())


#: Fields that may stay empty and go with every answer of their form.
WITH_EVERY: dict[Topic, set[str]] = {
    M.ASSESSMENT: {"assessed_time"},
    M.TARGET_GROUP: {"amount_kr", "setting", "repeated", "own_caseworker", "district"},
    M.MEETING: {"participants"},  # filled in before anything is answered
    X.TODO: {"cause"},  # belongs to a kind of todo, which the form does not know
    X.MOVED: {"moved_on", "note"},
    # A refused consent ends an invitation, whatever the answer says.
    X.INVITATION: {"participant", "role", "consent", "why", "who", "note"},
    X.PREPARATION: {"note"},
}


@pytest.mark.parametrize("topic", [topic for topic, form in FORMS.items() if "outcome" in form.model_fields])
def test_of_every_field_that_may_stay_empty_it_is_said_which_answers_it_belongs_to(topic: Topic) -> None:
    fields = FORMS[topic].model_fields
    optional = {
        name for name, field in fields.items() if not field.is_required() and not isinstance(field.default, Labelled)
    }
    of_some = {name for row in BELONGS if row.topic is topic for name in row.fields}
    assert of_some | WITH_EVERY.get(topic, set()) == optional
    assert not of_some & WITH_EVERY.get(topic, set())
    assert {row.answer for row in BELONGS if row.topic is topic} <= set(fields)
