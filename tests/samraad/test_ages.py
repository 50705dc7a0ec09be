"""Turning 15 or 18 during a case: prompted before, each age once, without telling the birthday."""

from __future__ import annotations

import pytest

from samraad.ages import near
from samraad.events import AgeNear
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Matter, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, closed, danish, day, opening


def ages(story: Story, born: str, on: str) -> list[int]:
    return [each.age for each in near(story.case, day(born), day(on), RULEBOOK)]


def fourteen() -> Story:
    return Story(opened=opening(age_at_receipt=14))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # 15 on Wednesday 30 December: thirty days before is Monday 30 November
        ("2026-11-29", []),
        ("2026-11-30", [15]),
        ("2026-12-06", [15]),
        # the day after the birthday it is prompted still, if nobody looked before
        ("2027-01-04", [15]),
    ],
)
def test_the_hand_over_is_prompted_in_the_week_thirty_days_before(on: str, expected: list[int]) -> None:
    assert ages(fourteen(), "2011-12-30", on) == expected


@pytest.mark.parametrize(("on", "expected"), [("2027-01-24", []), ("2027-01-31", []), ("2027-02-01", [15])])
def test_who_was_born_on_a_leap_day_has_the_birthday_on_the_first_of_march(on: str, expected: list[int]) -> None:
    # born on 29 February 2012: 15 from 1 March 2027, which is 28 days after Monday 1 February
    assert ages(fourteen(), "2012-02-29", on) == expected


def test_all_days_of_a_week_tell_the_same() -> None:
    told = {near(fourteen().case, day("2011-12-30"), day(f"2026-12-0{each}"), RULEBOOK) for each in range(1, 7)}
    assert told == {(AgeNear(age=15, week_of=day("2026-11-30")),)}


def test_eighteen_too_and_no_age_that_the_person_had_at_the_receipt() -> None:
    seventeen = Story(opened=opening(age_at_receipt=17))
    assert ages(seventeen, "2008-12-30", "2026-12-01") == [18]
    assert ages(Story(opened=opening(age_at_receipt=15)), "2011-11-01", "2026-12-01") == []


def test_each_age_once_and_none_on_a_closed_case() -> None:
    story = fourteen().happens(AgeNear(age=15, week_of=day("2026-11-30")))
    assert ages(story, "2011-12-30", "2026-12-07") == []
    assert ages(closed(), "2010-03-02", "2027-03-01") == []


def test_it_is_a_todo_with_a_limit_and_told_at_once() -> None:
    story = awaiting(M.SUMMONS).happens(AgeNear(age=18, week_of=day("2026-11-23")), at=danish("2026-11-24 13:00"))
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-12-16 23:59"))
    assert (limit.todo.kind, limit.state) == (TodoKind.TURNS_18, State.OPEN)
    assert limit.due_at == danish("2026-12-17 00:00")
    told = [event for event in story.ticks("2026-11-24 13:01") if getattr(event, "kind", None) is TodoKind.TURNS_18]
    assert [event.told for event in told] == [("ANK",)]
    story.answers(Matter.TODO, "2026-12-01 12:00", todo="1")
    assert todo_limits(story.case, RULEBOOK, danish("2026-12-24 12:00"))[0].state is State.MET


def test_fifteen_brings_the_other_departments() -> None:
    story = fourteen().happens(AgeNear(age=15, week_of=day("2026-11-23")))
    assert [each.kind for each in story.case.todos] == [TodoKind.TURNS_15]


@pytest.mark.parametrize("born", ["2011-12-24", "2011-12-27", "2011-12-30"])
def test_the_deadline_is_over_before_the_birthday(born: str) -> None:
    """Looked at each day, it is prompted on the Monday from which the birthday is 24 to 30 days off."""
    told = near(fourteen().case, day(born), day("2026-11-30"), RULEBOOK)
    assert near(fourteen().case, day(born), day("2026-11-29"), RULEBOOK) == ()
    story = fourteen().happens(*told)
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-12-01 12:00"))
    assert limit.due_at <= danish(f"2026-{born[5:]} 00:00")
