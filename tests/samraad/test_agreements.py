"""What is agreed: duties with a day each, and measures from proposed to started."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.agreements import STEPS, WAITING, duties
from samraad.errors import Refused
from samraad.events import TodoRungReached
from samraad.forms import defaults
from samraad.preparing import said
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Duty, Matter, MeasureStatus, Role, State
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day

#: The samråd was held on Wednesday 2 December 2026.
AT = "2026-12-03 10:00"


def with_duty(**fields: Any) -> Story:
    """A case that awaits the plan, where the young person took on a duty at the samråd."""
    given = {"role": "young_person", "what": "attend_school", **fields}
    return awaiting(M.PLAN).answers(Matter.DUTY, AT, **given)


def measure(story: Story, status: str, at: str = AT, **fields: Any) -> Story:
    return story.answers(Matter.MEASURE, at, status=status, **fields)


def proposed(**fields: Any) -> Story:
    """A case that awaits the plan, where a mentor was proposed on 3 December."""
    return measure(awaiting(M.PLAN), "proposed", kind="mentor", **fields)


def states(story: Story, at: str) -> list[State]:
    return [each.state for each in todo_limits(story.case, RULEBOOK, danish(at))]


# -- duties


def test_a_duty_is_a_todo_from_the_day_of_the_samraad() -> None:
    story = with_duty(due_on="2026-12-18")
    assert defaults(Matter.DUTY, story.case, danish(AT))["agreed_on"] == day("2026-12-02")
    (limit,) = todo_limits(story.case, RULEBOOK, danish(AT))
    assert limit.name == "Opgave 1: handlepligt – passe skolen (den unge)"
    assert (limit.todo.what, limit.todo.role) == (Duty.ATTEND_SCHOOL, Role.YOUNG_PERSON)
    assert limit.due_at == danish("2026-12-19 00:00")
    assert story.case.awaiting is M.PLAN


def test_before_the_samraad_a_duty_begins_today() -> None:
    assert defaults(Matter.DUTY, awaiting(M.MEETING).case, danish(AT))["agreed_on"] == day("2026-12-03")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-12-17 23:59", State.OPEN),
        ("2026-12-18 23:59", State.OPEN),
        ("2026-12-19 00:00", State.OVERDUE),
    ],
)
def test_a_duty_is_late_the_day_after_the_day_agreed(at: str, state: State) -> None:
    assert states(with_duty(due_on="2026-12-18"), at) == [state]


@pytest.mark.parametrize(("at", "state"), [("2026-12-16 23:59", State.OPEN), ("2026-12-17 00:00", State.OVERDUE)])
def test_without_a_day_the_rulebooks_limit_counts(at: str, state: State) -> None:
    assert states(with_duty(), at) == [state]


def test_the_caseworker_is_reminded_and_ticks_it_off() -> None:
    story = with_duty(due_on="2026-12-18")
    fired = [each for each in story.ticks("2026-12-16 08:00") if isinstance(each, TodoRungReached)]
    assert [(each.rung, each.missed, each.told) for each in fired] == [("soon", False, ("ANK",))]
    story.answers(Matter.TODO, "2026-12-17 10:00", todo="1")
    assert states(story, "2027-01-01 10:00") == [State.MET]
    assert not [each for each in story.ticks("2026-12-20 08:00") if isinstance(each, TodoRungReached)]


@pytest.mark.parametrize("outcome", [{"outcome": "not_done", "reason": "declines"}, {"outcome": "not_needed"}])
def test_or_it_is_not_done(outcome: dict[str, str]) -> None:
    story = with_duty().answers(Matter.TODO, "2026-12-17 10:00", todo="1", **outcome)
    assert not story.case.todos[0].open


def test_a_duty_that_is_due_after_the_case_is_closed_lapses_with_it() -> None:
    """The follow-up is where duties are asked about: to keep one, follow up again instead of closing."""
    story = awaiting(M.FOLLOW_UP).answers(
        Matter.DUTY, "2026-12-10 10:00", role="parent", what="attention", due_on="2027-06-01"
    )
    story.answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="close")
    assert states(story, "2027-07-01 10:00") == [State.LAPSED]
    assert story.ticks("2027-07-01 10:00") == ()


def test_following_up_again_keeps_it() -> None:
    story = awaiting(M.FOLLOW_UP).answers(
        Matter.DUTY, "2026-12-10 10:00", role="parent", what="attention", due_on="2027-06-01"
    )
    story.answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="follow_up_again")
    assert states(story, "2027-05-01 10:00") == [State.OPEN]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"what": "attention"}, "what"),
        ({"role": "parent", "what": "attend_school"}, "what"),
        ({"role": "school", "what": "placement"}, "what"),
        ({"agreed_on": "2026-11-20"}, "too_early"),
        ({"due_on": "2026-12-01"}, "too_early"),
        ({"due_on": "2046-12-01"}, "in_future"),
    ],
)
def test_what_makes_no_sense_of_a_duty_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_duty().judged(Matter.DUTY, AT, **{"role": "young_person", "what": "no_hash", **fields})
    assert refused.value.code == code


def test_every_role_can_take_on_something_and_every_duty_is_somebodys() -> None:
    assert all(Duty.OTHER in duties(role) for role in Role)
    assert {duty for role in Role for duty in duties(role)} == set(Duty)


# -- measures


def test_a_measure_comes_from_proposed_to_started() -> None:
    story = proposed()
    for at, status in (("2026-12-08", "before_committee"), ("2026-12-15", "granted"), ("2026-12-21", "started")):
        measure(story, status, f"{at} 10:00", measure="1")
    (mentor,) = story.case.measures
    assert (mentor.number, mentor.kind.value, mentor.status) == (1, "mentor", MeasureStatus.STARTED)
    assert mentor.started_on == day("2026-12-21")
    assert states(story, "2027-02-01 10:00") == [State.MET, State.MET, State.MET]
    assert "Foranstaltninger: mentor (nr. 1): iværksat man 21. dec" in said(story.case)
    measure(story, "ended", "2027-02-01 10:00", measure="1")
    assert (story.case.measures[0].started_on, story.case.measures[0].status.value) == (day("2026-12-21"), "ended")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        # ten working days after Thursday 3 December: Thursday 17 December
        ("2026-12-16 23:59", State.OPEN),
        ("2026-12-17 23:59", State.OPEN),
        ("2026-12-18 00:00", State.OVERDUE),
    ],
)
def test_each_step_of_a_measure_has_its_own_limit(at: str, state: State) -> None:
    assert states(proposed(), at) == [state]
    story = measure(proposed(), "granted", "2026-12-16 10:00", measure="1")
    assert states(story, "2026-12-18 00:00") == [State.MET, State.OPEN]


def test_a_step_ends_only_its_own_measures_wait() -> None:
    story = measure(proposed(), "proposed", kind="placement")
    measure(story, "refused", "2026-12-04 10:00", measure="1")
    assert [each.open for each in story.case.todos] == [False, True]
    assert [(each.number, each.status.value) for each in story.case.measures] == [(1, "refused"), (2, "proposed")]


def test_those_that_were_started_are_listed_first() -> None:
    story = measure(proposed(), "started", kind="practice")
    assert "Foranstaltninger: praktik (nr. 2): iværksat tor 3. dec; mentor (nr. 1): foreslået tor 3. dec" in said(
        story.case
    )


def test_the_wait_may_be_given_up_but_is_not_done_without_the_measure() -> None:
    story = proposed()
    with pytest.raises(Refused, match="not_needed"):
        story.judged(Matter.TODO, "2026-12-04 10:00", todo="1")
    story.answers(Matter.TODO, "2026-12-04 10:00", todo="1", outcome="not_needed")
    assert not story.case.todos[0].open
    measure(story, "granted", "2026-12-05 10:00", measure="1")
    assert [each.open for each in story.case.todos] == [False, True]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "kind_missing"),
        ({"kind": "mentor", "status": "refused"}, "status"),
        ({"measure": "1", "status": "ended"}, "status"),
        ({"measure": "1", "status": "granted", "kind": "placement"}, "kind_contradicts"),
        ({"measure": "1", "status": "granted", "on": "2026-12-02"}, "too_early"),
        ({"measure": "2", "status": "granted"}, "unknown_measure"),
    ],
)
def test_what_makes_no_sense_of_a_measure_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        proposed().judged(Matter.MEASURE, AT, **fields)
    assert refused.value.code == code


@pytest.mark.parametrize("steps", [("started",), ("before_committee", "started"), ("started", "ended")])
def test_a_measure_that_began_without_a_grant_is_registered_and_marked(steps: tuple[str, ...]) -> None:
    story = proposed()
    for status in steps:
        measure(story, status, "2026-12-08 10:00", measure="1")
    assert story.case.measures[0].started_on == day("2026-12-08")
    assert story.case.measures[0].ungranted
    assert "bevilling ikke registreret" in "\n".join(said(story.case))


def test_what_ran_when_it_was_first_told_of_is_not_marked_and_what_was_started_may_be_given_up() -> None:
    story = measure(awaiting(M.PLAN), "started", kind="mentor")
    measure(story, "dropped", "2026-12-08 10:00", measure="1")
    assert (story.case.measures[0].status, story.case.measures[0].ungranted) == (MeasureStatus.DROPPED, False)


def test_what_is_over_stays_so_and_an_unknown_number_is_told_which_there_are() -> None:
    story = measure(proposed(), "dropped", measure="1")
    with pytest.raises(Refused, match="den er slut; registrér en ny"):
        story.judged(Matter.MEASURE, AT, measure="1", status="granted")
    with pytest.raises(Refused, match="Der er: ingen"):
        awaiting(M.PLAN).judged(Matter.MEASURE, AT, measure="1")
    with pytest.raises(Refused, match=r"Der er: 1 \(mentor\)"):
        story.judged(Matter.MEASURE, AT, measure="2")


def test_the_same_kind_said_again_is_no_slip() -> None:
    story = measure(proposed(), "granted", measure="1", kind="mentor")
    assert story.case.measures[0].status is MeasureStatus.GRANTED


def test_every_status_has_its_steps_and_what_waits_can_go_on() -> None:
    assert set(STEPS) == {None, *MeasureStatus}
    assert all(STEPS[status] for status in WAITING)
