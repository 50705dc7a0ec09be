"""Duties of the plan's form: each role has a todo, and none twice where its duty is registered by itself as well."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.codec import decode
from samraad.errors import Refused
from samraad.events import TodoRungReached
from samraad.forms import defaults
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Duty, Matter, Role, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day

AT = "2026-12-09 12:00"


def planned(**fields: Any) -> Story:
    """The plan of a samråd on 2 December, registered on Wednesday the 9th."""
    return awaiting(M.PLAN).answers(M.PLAN, AT, **{"duties": "young_person,parent", **fields})


def duties(story: Story) -> list[tuple[int, Role | None, object, bool]]:
    return [(each.number, each.role, each.what, each.open) for each in story.case.todos if each.kind is TodoKind.DUTY]


def standing(story: Story, at: str) -> list[State]:
    return [each.state for each in todo_limits(story.case, RULEBOOK, danish(at))]


@pytest.mark.parametrize(
    ("fields", "at", "state"),
    [
        # the rulebook's fourteen days: 23 December
        ({}, "2026-12-22 23:59", State.OPEN),
        ({}, "2026-12-23 23:59", State.OPEN),
        ({}, "2026-12-24 00:00", State.OVERDUE),
        # or the day that was agreed
        ({"duties_due_on": "2027-01-15"}, "2027-01-15 23:59", State.OPEN),
        ({"duties_due_on": "2027-01-15"}, "2027-01-16 00:00", State.OVERDUE),
    ],
)
def test_each_role_has_a_todo_until_its_day(fields: dict[str, str], at: str, state: State) -> None:
    story = planned(**fields)
    assert duties(story) == [(1, Role.YOUNG_PERSON, None, True), (2, Role.PARENT, None, True)]
    assert standing(story, at) == [state, state]
    assert todo_limits(story.case, RULEBOOK, danish(AT))[1].name == "Opgave 2: handlepligt (forælder)"


def test_it_is_reminded_of_and_ticked_off() -> None:
    story = planned()
    fired = [each for each in story.ticks("2026-12-21 08:00") if isinstance(each, TodoRungReached)]
    assert [(each.todo, each.rung, each.told) for each in fired] == [(1, "soon", ("ANK",)), (2, "soon", ("ANK",))]
    story.answers(Matter.TODO, "2026-12-22 10:00", todo="1")
    assert standing(story, "2026-12-24 12:00") == [State.MET, State.OVERDUE]


def test_registered_by_itself_before_the_plan_it_is_not_brought_again_and_the_form_begins_with_it() -> None:
    story = awaiting(M.PLAN).answers(Matter.DUTY, "2026-12-03 10:00", role="parent", what="attention")
    assert defaults(M.PLAN, story.case, danish(AT))["duties"] == (Role.PARENT,)
    story.answers(Matter.TODO, "2026-12-04 10:00", todo="1")
    story.answers(M.PLAN, AT, duties="parent,school")
    assert duties(story) == [(1, Role.PARENT, Duty.ATTENTION, False), (2, Role.SCHOOL, None, True)]


def test_registered_by_itself_after_the_plan_it_says_what_the_plans_is_and_a_second_one_is_another() -> None:
    story = planned()
    story.answers(Matter.DUTY, "2026-12-10 10:00", role="parent", what="attention")
    assert duties(story) == [(1, Role.YOUNG_PERSON, None, True), (2, Role.PARENT, Duty.ATTENTION, True)]
    assert standing(story, "2026-12-24 00:00") == [State.OVERDUE, State.OVERDUE]  # the plan's day stands
    story.answers(Matter.DUTY, "2026-12-10 11:00", role="parent", what="firmer_rules")
    assert [each[:3] for each in duties(story)[1:]] == [
        (2, Role.PARENT, Duty.ATTENTION),
        (3, Role.PARENT, Duty.FIRMER_RULES),
    ]


def test_with_a_day_of_its_own_it_is_reminded_of_by_that() -> None:
    story = planned(duties="parent")
    assert [each.rung for each in story.ticks("2026-12-21 08:00") if isinstance(each, TodoRungReached)] == ["soon"]
    story.answers(Matter.DUTY, "2026-12-21 10:00", role="parent", what="attention", due_on="2027-01-15")
    assert not [each for each in story.ticks("2027-01-13 07:59") if isinstance(each, TodoRungReached)]
    assert [each.rung for each in story.ticks("2027-01-13 08:00") if isinstance(each, TodoRungReached)] == ["soon"]


def test_a_duty_of_an_earlier_samraad_does_not_stand_for_one_of_this() -> None:
    story = awaiting(M.MEETING).answers(Matter.DUTY, "2026-11-26 10:00", role="parent", what="attention")
    story.answers(Matter.TODO, "2026-11-27 10:00", todo="1")
    story.answers(M.MEETING, "2026-12-02 15:00").answers(M.PLAN, AT, duties="parent")
    assert [each[3] for each in duties(story)] == [False, True]


def test_no_duties_no_todos_and_a_plan_that_was_not_made_brings_none() -> None:
    assert duties(planned(duties="")) == []
    assert duties(planned(duties="", outcome="not_made", reason="no_agreements")) == []


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"duties": "", "duties_due_on": "2027-01-15"}, "duties_missing", "duties"),
        ({"duties_due_on": "2026-12-08"}, "too_early", "duties_due_on"),
        ({"duties_due_on": "2046-12-08"}, "in_future", "duties_due_on"),
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(**fields)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_wrong_day_of_theirs_is_corrected() -> None:
    story = planned(duties="parent")
    entry = str(story.case.version)
    story.answers(
        Matter.CORRECTION, "2026-12-10 10:00", entry=entry, changes="duties_due_on=2027-01-15", because="typed_wrong"
    )
    assert story.case.todos[0].agreed_due_at == danish("2027-01-16 00:00")


def test_files_from_before_it_bring_no_todo() -> None:
    body = '{"duties":["parent"],"minutes_sent_on":"2026-12-09","on":"2026-12-09","outcome":"registered",'
    old = decode("PlanAnswered", body + '"reason":null,"schema":1}')
    story = awaiting(M.PLAN).happens(old)
    assert (duties(story), story.case.awaiting) == ([], M.FOLLOW_UP)
    assert story.case.held is not None
    assert story.case.held.on == day("2026-12-02")
