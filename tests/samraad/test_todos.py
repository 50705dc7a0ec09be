"""Todos: which events bring one, how they are opened and answered, when they are too late, who is told."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case.todos import BY_HAND, OUTCOMES
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import NotificationAttached, TodoRungReached
from samraad.notices import notices
from samraad.summary import summarise
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import Kind, Matter, Offence, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish


def further(received_at: str) -> NotificationAttached:
    return NotificationAttached(received_at=danish(received_at), notification="n-2", offences=(Offence.THEFT,))


def with_statement(**fields: Any) -> Story:
    """A case that awaits the summons, where a statement to the court was asked for on 24 November."""
    return awaiting(M.SUMMONS).answers(Matter.NEW_TODO, "2026-11-24 12:00", kind="court_statement", **fields)


def standing(story: Story, at: str) -> State:
    return todo_limits(story.case, RULEBOOK, danish(at))[-1].state


def test_every_kind_says_how_it_can_come_out_and_has_a_limit_with_rungs() -> None:
    assert set(OUTCOMES) == set(TodoKind) == set(RULEBOOK.todos)
    assert set(BY_HAND) <= set(TodoKind)


def test_a_further_notification_after_the_assessment_is_to_be_assessed_within_24_hours() -> None:
    story = awaiting(M.SUMMONS).happens(further("2026-11-25 10:00"), at=danish("2026-11-25 10:00"))
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-11-25 12:00"))
    assert (limit.todo.kind, limit.kind) == (TodoKind.ASSESS_AGAIN, Kind.STATUTORY)
    assert limit.due_at == danish("2026-11-26 10:00")
    assert story.case.awaiting is M.SUMMONS


def test_while_the_first_is_not_assessed_one_look_covers_both() -> None:
    story = awaiting(M.ASSESSMENT).happens(further("2026-11-21 12:00"))
    assert story.case.todos == ()


def test_one_received_before_the_first_is_the_first() -> None:
    assert awaiting(M.SUMMONS).happens(further("2026-11-20 12:00")).case.todos == ()


def test_a_closed_case_gets_no_todo() -> None:
    story = awaiting(M.FOLLOW_UP).answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="close")
    assert story.happens(further("2027-03-02 12:00")).case.todos == ()


@pytest.mark.parametrize(
    ("at", "state"),
    [
        # ten working days after 24 November: 8 December, the day before, the day, the day after
        ("2026-12-07 23:59", State.OPEN),
        ("2026-12-08 23:59", State.OPEN),
        ("2026-12-09 00:00", State.OVERDUE),
    ],
)
def test_a_todo_opened_by_hand_has_the_rulebooks_limit(at: str, state: State) -> None:
    assert standing(with_statement(), at) is state


@pytest.mark.parametrize(("at", "state"), [("2026-11-30 23:59", State.OPEN), ("2026-12-01 00:00", State.OVERDUE)])
def test_or_the_day_that_was_agreed(at: str, state: State) -> None:
    assert standing(with_statement(due_on="2026-11-30"), at) is state


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"done_on": "2026-11-30"}, State.MET),
        ({"done_on": "2026-12-01"}, State.MET_LATE),
        ({"outcome": "not_needed"}, State.MET_LATE),
        ({"outcome": "not_done", "reason": "moved"}, State.NOT_DONE),
    ],
)
def test_what_became_of_it(fields: dict[str, str], state: State) -> None:
    story = with_statement(due_on="2026-11-30").answers(Matter.TODO, "2026-12-01 12:00", todo="1", **fields)
    assert standing(story, "2027-01-01 12:00") is state
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2027-01-01 12:00"))
    assert limit.said.startswith("Opgave 1: udtalelse til retten – ")


def test_when_the_case_is_closed_it_lapses() -> None:
    story = with_statement().answers(Matter.MOVED, "2026-11-25 12:00", outcome="handed_over", moved_on="2026-11-20")
    assert story.case.stage.value == "closed"
    assert standing(story, "2027-01-01 12:00") is State.LAPSED
    assert todo_limits(story.case, RULEBOOK, danish("2027-01-01 12:00"))[0].said.endswith("bortfaldet")


def test_reminders_and_the_missed_limit_are_told_once_each() -> None:
    story = with_statement(due_on="2026-12-01", role="young_person")
    fired = [event for event in story.ticks("2026-12-02 08:00") if isinstance(event, TodoRungReached)]
    assert [(event.rung, event.missed, event.told) for event in fired] == [
        ("soon", False, ()),
        ("missed", True, ("ANK", "team_leader:unge")),
    ]
    assert not [event for event in story.ticks("2026-12-05 08:00") if isinstance(event, TodoRungReached)]
    (notice, _) = notices(story.case, next(each for each in story.history if each.event is fired[1]), RULEBOOK)
    assert (notice.milestone, notice.fields["todo_in_full"]) == (None, "opgave 1: udtalelse til retten (den unge)")


def test_the_run_names_it_and_the_laws_make_the_case_overdue() -> None:
    story = awaiting(M.MEETING).happens(further("2026-11-26 10:00"))
    assert summarise(story.case, RULEBOOK).first_due_at == danish("2026-11-27 10:00")
    shown = view(story.case, RULEBOOK, danish("2026-11-27 12:00")).description
    assert (
        "Opgave 1: vurdering af akut behov ved ny underretning – senest fre 27. nov kl. 10.00 (lovfrist) – "
        "**overskredet**" in shown
    )


@pytest.mark.parametrize(
    ("topic", "fields", "code"),
    [
        (Matter.TODO, {"todo": "7"}, "unknown_todo"),
        (Matter.TODO, {"todo": "x"}, "field_int_parsing"),
        (Matter.TODO, {"todo": "0"}, "field_greater_than_equal"),
        (Matter.TODO, {"todo": "1", "outcome": "not_done"}, "reason_missing"),
        (Matter.TODO, {"todo": "1", "done_on": "2026-11-23"}, "too_early"),
        (Matter.NEW_TODO, {"kind": "assess_again"}, "kind"),
        (Matter.NEW_TODO, {"kind": "court_statement", "due_on": "2026-11-20"}, "too_early"),
    ],
)
def test_what_makes_no_sense_is_refused(topic: Matter, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_statement().judged(topic, "2026-11-26 12:00", **fields)
    assert refused.value.code == code


def test_an_outcome_of_another_kind_is_refused() -> None:
    story = awaiting(M.SUMMONS).happens(further("2026-11-25 10:00"))
    with pytest.raises(Refused, match="kan være: done"):
        story.judged(Matter.TODO, "2026-11-26 12:00", todo="1", outcome="not_needed")


def test_answered_twice_is_told() -> None:
    story = with_statement().answers(Matter.TODO, "2026-11-26 12:00", todo="1")
    with pytest.raises(AlreadyRegistered):
        story.judged(Matter.TODO, "2026-11-26 13:00", todo="1")


def test_nothing_is_registered_on_a_closed_case() -> None:
    story = with_statement().answers(Matter.MOVED, "2026-11-25 12:00", outcome="handed_over", moved_on="2026-11-20")
    with pytest.raises(AlreadyRegistered):
        story.judged(Matter.TODO, "2026-11-26 12:00", todo="1")
