"""What becomes of what still runs when a case is closed: a move during remand, and what was missed of the law."""

from __future__ import annotations

import pytest

from samraad.deadlines import deadlines
from samraad.events import CaseMoved
from samraad.forms import defaults
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Matter, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day
from tests.samraad.test_permits import asked
from tests.samraad.test_todos import further, standing, with_statement

LATER = "2027-06-01 12:00"


def todos(story: Story) -> dict[TodoKind, State]:
    return {each.todo.kind: each.state for each in todo_limits(story.case, RULEBOOK, danish(LATER))}


def summons(story: Story) -> State:
    return next(each.state for each in deadlines(story.case, RULEBOOK, danish(LATER)) if each.milestone is M.SUMMONS)


# -- a move during remand


def test_a_move_during_remand_is_handed_over_with_what_runs_and_the_permits_lapse() -> None:
    story = asked("parent", "school").answers(Matter.TODO, "2026-11-27 10:00", todo="1", outcome="granted")
    story.answers(Matter.MOVED, "2026-11-30 10:00", outcome="handed_over", moved_on="2026-11-28")
    moved = story.history[-1].event
    assert isinstance(moved, CaseMoved)
    assert moved.running == ((M.MEETING, day("2026-12-09")),)
    granted, waiting = todo_limits(story.case, RULEBOOK, danish(LATER))
    assert granted.said == "Opgave 1: besøgstilladelse (forælder) – givet fre 27. nov"
    assert waiting.said == "Opgave 2: besøgstilladelse (skole) – bortfaldet"
    assert story.ticks(LATER) == ()
    assert story.case.remand


def test_moved_during_remand_and_not_handed_over_the_permits_are_waited_for_here() -> None:
    story = asked("parent").answers(Matter.MOVED, "2026-11-27 10:00", outcome="not_yet", moved_on="2026-11-26")
    assert [each.kind for each in story.case.todos if each.open] == [TodoKind.PERMIT, TodoKind.MOVED_HAND_OVER]
    assert story.case.awaiting is M.MEETING
    story.answers(Matter.TODO, "2026-11-27 12:00", todo="1", outcome="refused")
    story.answers(Matter.TODO, "2026-11-30 12:00", todo="2")
    assert todos(story) == {TodoKind.PERMIT: State.MET, TodoKind.MOVED_HAND_OVER: State.MET}
    assert story.case.closed_on == day("2026-11-30")


@pytest.mark.parametrize(
    ("reported", "moved_on"),
    # nothing said: today; a move that was reported and waits for the hand-over: its day
    [(None, "2026-11-26"), ("2026-11-23", "2026-11-23")],
)
def test_the_day_of_the_move_may_stay_empty(reported: str | None, moved_on: str) -> None:
    story = awaiting(M.SUMMONS)
    if reported:
        story.answers(Matter.MOVED, "2026-11-25 10:00", outcome="not_yet", moved_on=reported)
    assert "moved_on" not in defaults(Matter.MOVED, story.case, danish("2026-11-26 10:00"))
    story.answers(Matter.MOVED, "2026-11-26 10:00", outcome="handed_over")
    moved = story.history[-1].event
    assert isinstance(moved, CaseMoved)
    assert (moved.moved_on, moved.handed_over_on) == (day(moved_on), day("2026-11-26"))


# -- what was missed before the case was closed


@pytest.mark.parametrize(
    ("closed", "on", "state"),
    [
        # due on Thursday 26 November at 10; an earlier day without an hour counts to its end
        ("2026-11-26 09:59", "2026-11-26", State.LAPSED),
        ("2026-11-26 10:00", "2026-11-26", State.LAPSED_OVERDUE),
        ("2026-11-27 10:00", "2026-11-27", State.LAPSED_OVERDUE),
        ("2026-11-27 10:00", "2026-11-26", State.LAPSED_OVERDUE),
        ("2026-11-27 10:00", "2026-11-25", State.LAPSED),
    ],
)
def test_a_todo_of_the_law_that_was_missed_before_the_closing_stays_missed(closed: str, on: str, state: State) -> None:
    story = awaiting(M.SUMMONS).happens(further("2026-11-25 10:00"), at=danish("2026-11-25 10:00"))
    story.answers(Matter.MOVED, closed, outcome="handed_over", handed_over_on=on)
    (limit,) = todo_limits(story.case, RULEBOOK, danish(LATER))
    assert limit.state is state
    assert limit.said.endswith(f" – {state.label}")


@pytest.mark.parametrize(
    ("closed", "state"),
    # the law's last day is Saturday 28 November
    [("2026-11-27", State.LAPSED), ("2026-11-28", State.LAPSED), ("2026-11-29", State.LAPSED_OVERDUE)],
)
def test_so_does_a_summons_that_was_missed_before_a_move(closed: str, state: State) -> None:
    story = awaiting(M.SUMMONS).answers(Matter.MOVED, f"{closed} 12:00", outcome="handed_over")
    assert summons(story) is state
    assert State.LAPSED_OVERDUE.label == "ikke registreret inden fristen, siden bortfaldet"


def test_a_norm_that_was_missed_just_lapses() -> None:
    story = with_statement(due_on="2026-11-25").answers(Matter.MOVED, "2026-11-27 12:00", outcome="handed_over")
    assert standing(story, LATER) is State.LAPSED


def test_outside_the_target_group_nobody_had_to_be_summoned_but_acute_need_was_to_be_assessed() -> None:
    story = awaiting(M.TARGET_GROUP).happens(further("2026-11-25 10:00"), at=danish("2026-11-25 10:00"))
    story.answers(M.TARGET_GROUP, "2026-12-01 10:00", outcome="outside", destination="none", override="other")
    assert summons(story) is State.LAPSED
    assert todos(story) == {TodoKind.ASSESS_AGAIN: State.LAPSED_OVERDUE}


def test_wrongly_opened_nothing_was_missed_and_reopened_it_is_overdue_as_before() -> None:
    wrong = awaiting(M.SUMMONS).answers(Matter.WRONGLY_OPENED, "2026-12-01 10:00", because="test", by="VIS")
    assert summons(wrong) is State.LAPSED
    moved = awaiting(M.SUMMONS).answers(Matter.MOVED, "2026-12-01 12:00", outcome="handed_over")
    moved.answers(Matter.REOPENED, "2026-12-02 12:00", because="returned")
    assert summons(moved) is State.OVERDUE
