"""What a message says may be answered, and what a refused answer is told instead."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.bench import takes
from samraad.case import Todo
from samraad.case.todos import OUTCOMES
from samraad.notices import notices
from samraad.replies.asking import answers, fitting
from samraad.replies.grammar import read
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Matter, Milestone, TodoKind, Topic
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, closed, danish

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize("milestone", [each for each in Milestone if each is not M.MOTIVATION])
def test_what_is_awaited_is_answered_by_what_the_message_says(milestone: Milestone) -> None:
    case = awaiting(milestone).case
    for line in answers(case, milestone, "ANK"):
        assert read(line, TODAY).topic is milestone


@pytest.mark.parametrize("kind", list(TodoKind))
def test_a_todo_is_answered_by_its_number_or_on_the_form_that_settles_it(kind: TodoKind) -> None:
    case = awaiting(M.SUMMONS).case
    todo = Todo(number=7, key=(1, kind, 0), kind=kind, counts_from=danish("2026-11-25 00:00"))
    for line in answers(case, todo, "ANK"):
        said = read(line, TODAY)
        if said.topic is Matter.TODO:
            assert said.fields["todo"] == "7"
            assert said.fields["outcome"] in OUTCOMES[kind]


def test_only_whom_a_case_was_offered_to_is_told_to_take_it() -> None:
    case = awaiting(M.ASSIGNMENT).case
    assert answers(case, M.ASSIGNMENT, "ANK") == ("modtaget",)
    assert answers(case, M.ASSIGNMENT, "team_leader:unge") == ("omfordeling",)


def test_where_the_second_holder_is_missing_the_message_says_how_that_one_is_registered() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", holders="two_one_missing")
    story.ticks("2026-11-29 09:00")
    told = [each for row in story.history for each in notices(story.case, row, RULEBOOK, STAFF)]
    assert told[-1].fields["answer"] == "anden forælder indkaldt 27.11 brev"


def test_a_closed_case_is_answered_by_opening_it_again() -> None:
    assert answers(closed().case, None, "ANK") == ("genåbning",)


def test_who_has_to_choose_a_caseworker_is_told_how() -> None:
    story = awaiting(M.ASSIGNMENT).answers(M.ASSIGNMENT, "2026-11-24 10:00", outcome="declined", reason="absent")
    story.answers(M.ASSIGNMENT, "2026-11-24 11:00", by="BOS", outcome="declined", reason="absent")
    told = [each for row in story.history for each in notices(story.case, row, RULEBOOK, STAFF)]
    assert told[-1].fields["answer"] == "omfordeling"


@pytest.mark.parametrize(
    ("story", "meant", "hinted"),
    [
        (awaiting(M.SUMMONS), M.SUMMONS, M.SUMMONS),
        (awaiting(M.SUMMONS), M.PLAN, M.SUMMONS),
        (awaiting(M.SUMMONS), None, M.SUMMONS),
        (awaiting(M.SUMMONS), Matter.REOPENED, M.SUMMONS),
        (awaiting(M.SUMMONS), Matter.DUTY, Matter.DUTY),
        (closed(), M.SUMMONS, Matter.REOPENED),
        (closed(), Matter.DUTY, Matter.REOPENED),
        (closed(), Matter.CORRECTION, Matter.CORRECTION),
    ],
)
def test_what_is_refused_is_not_proposed_again(story: Story, meant: Topic | None, hinted: Topic) -> None:
    assert fitting(story.case, meant) is hinted
    assert takes(hinted, story.case)


@pytest.mark.parametrize(("due_on", "binding"), [({"due_on": "2027-01-05"}, "aftalt dato"), ({}, "kommunens norm")])
def test_a_day_that_was_agreed_is_no_norm(due_on: dict[str, str], binding: str) -> None:
    story = awaiting(M.PLAN).answers(Matter.DUTY, "2026-12-03 10:00", role="young_person", what="no_hash", **due_on)
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-12-03 11:00"))
    assert f"({binding})" in limit.said
    story.ticks("2027-06-01 09:00")
    told = [each for row in story.history for each in notices(story.case, row, RULEBOOK, STAFF)]
    duty = next(each for each in reversed(told) if "todo" in each.fields)
    assert (duty.fields["deadline_kind"], duty.fields["todo"]) == (binding, "opgave 1: handlepligt")
    assert duty.fields["todo_in_full"] == "opgave 1: handlepligt – holde sig fra hash (den unge)"
    assert duty.fields["answer"] == "opgave 1 gjort\nopgave 1 ikke gjort"
