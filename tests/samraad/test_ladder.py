"""The ladder: which reminders and escalations fire when, whom they tell, and that each fires exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samraad.case import evolve
from samraad.codec import record
from samraad.deadlines import running
from samraad.events import CaseRouted, Event, RungReached
from samraad.ladder import next_tick_at, tick, told
from samraad.limits import Offset, Span, Unit
from samraad.rulebook import Rulebook
from samraad.vocabulary import Milestone, State, Via
from tests.samraad.given import NUMBER, RULEBOOK, M, Story, awaiting, closed, danish, opening


def fired(events: Sequence[Event]) -> list[tuple[Milestone, str, int]]:
    """(milestone, rung, occurrence) of each."""
    rungs = [event for event in events if isinstance(event, RungReached)]
    assert len(rungs) == len(events)
    return [(each.milestone, each.rung, each.occurrence) for each in rungs]


def rungs(events: Sequence[Event], milestone: Milestone) -> list[RungReached]:
    return [each for each in events if isinstance(each, RungReached) and each.milestone is milestone]


#: rung of the summons (received Saturday 21 November 2026), occurrence → when it fires
SUMMONS = [
    ("three_days", 1, "2026-11-25 08:00"),  # Wednesday
    ("day_before", 1, "2026-11-27 08:00"),  # Friday
    ("last_day", 1, "2026-11-28 08:00"),  # Saturday, the last day
    ("missed", 1, "2026-11-29 00:00"),  # midnight
    ("still_missed", 1, "2026-12-01 08:00"),  # two working days after the last day
    ("still_missed", 2, "2026-12-03 08:00"),
    ("still_missed", 3, "2026-12-07 08:00"),  # over a weekend
    ("still_missed", 4, "2026-12-09 08:00"),
    ("still_missed", 5, "2026-12-11 08:00"),
]


def test_each_rung_fires_at_its_moment_and_not_a_minute_before() -> None:
    story = awaiting(M.SUMMONS)
    story.ticks("2026-11-24 23:59")  # what the stages before left behind
    for rung, occurrence, at in SUMMONS:
        before = danish(at) - timedelta(minutes=1)
        assert tick(story.case, RULEBOOK, before) == ()
        assert next_tick_at(story.case, RULEBOOK) == danish(at)
        assert fired(story.ticks(at)) == [(M.SUMMONS, rung, occurrence)]
        assert story.ticks(at) == ()  # never twice
    assert next_tick_at(story.case, RULEBOOK) is None


def test_a_rung_says_when_it_should_have_fired_and_which_deadline_it_belongs_to() -> None:
    story = awaiting(M.SUMMONS)
    (rung,) = rungs(story.ticks("2026-11-29 00:03"), M.SUMMONS)[-1:]
    assert (rung.rung, rung.rung_at, rung.due_at) == ("missed", danish("2026-11-29 00:00"), danish("2026-11-29 00:00"))
    assert (rung.missed, rung.urgent, rung.attempt) == (True, True, 1)


def test_rungs_overtaken_while_nobody_ticked_are_recorded_and_tell_nobody() -> None:
    story = awaiting(M.SUMMONS)
    found = rungs(story.ticks("2026-12-03 08:00"), M.SUMMONS)
    assert [(each.rung, each.occurrence, each.told) for each in found] == [
        ("three_days", 1, ()),
        ("day_before", 1, ()),
        ("last_day", 1, ()),
        ("missed", 1, ()),
        ("still_missed", 1, ()),
        ("still_missed", 2, ("ANK", "team_leader:unge", "manager")),  # and whom "missed" would have told
    ]
    assert [each.missed for each in found] == [False, False, False, True, True, True]


#: ticked last, ticked next → who is told, urgently?
AFTER_DOWNTIME = [
    ("2026-11-28 08:00", "2026-11-29 00:00", ("ANK", "team_leader:unge"), True),  # in time
    ("2026-11-28 08:00", "2026-12-01 08:00", ("ANK", "team_leader:unge", "manager"), True),  # over the first repeat
    ("2026-11-29 00:00", "2026-12-01 08:00", ("team_leader:unge", "manager"), False),  # the repeat alone
    ("2026-11-24 23:59", "2026-11-27 08:00", ("ANK", "team_leader:unge"), False),  # reminders only: the last one's
]


@pytest.mark.parametrize(("before", "now", "recipients", "urgent"), AFTER_DOWNTIME)
def test_after_downtime_a_missed_deadline_is_told_as_widely_and_urgently_as_it_would_have_been(
    before: str, now: str, recipients: tuple[str, ...], urgent: bool
) -> None:
    story = awaiting(M.SUMMONS)
    story.ticks(before)
    last = rungs(story.ticks(now), M.SUMMONS)[-1]
    assert (last.told, last.urgent) == (recipients, urgent)


def test_a_milestone_reached_fires_no_more() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 07:00")
    assert rungs(story.ticks("2027-06-01 12:00"), M.SUMMONS) == []


def test_reached_late_the_reminders_stop_too() -> None:
    story = awaiting(M.SUMMONS)
    story.ticks("2026-12-01 08:00")
    story.answers(M.SUMMONS, "2026-12-02 12:00")
    assert rungs(story.ticks("2027-06-01 12:00"), M.SUMMONS) == []


def test_while_the_leader_considers_the_law_s_reminders_go_on() -> None:
    story = awaiting(M.APPROVAL)
    assert fired(rungs(story.ticks("2026-11-27 08:00"), M.SUMMONS))[-1] == (M.SUMMONS, "day_before", 1)
    approved = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 12:00", outcome="approved", by="TLU")
    assert rungs(approved.ticks("2026-11-27 08:00"), M.SUMMONS) == []


def test_a_second_attempt_has_a_ladder_of_its_own() -> None:
    story = awaiting(M.MEETING)
    story.ticks("2026-12-02 15:00")
    story.answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    found = rungs(story.ticks("2026-12-10 00:00"), M.SUMMONS)
    assert {each.attempt for each in found} == {2}
    assert [each.rung for each in found] == ["three_days", "day_before", "last_day", "missed"]


def test_a_closed_case_has_nothing_left_to_fire() -> None:
    assert tick(closed().case, RULEBOOK, danish("2030-01-01 12:00")) == ()
    assert next_tick_at(closed().case, RULEBOOK) is None


@pytest.mark.parametrize(
    ("received", "soon", "missed"),
    [
        ("2026-03-27 12:00", "2026-03-28 06:00", "2026-03-28 12:00"),  # the day before summer time
        ("2026-03-28 12:00", "2026-03-29 07:00", "2026-03-29 13:00"),  # over the lost hour
        ("2026-03-29 12:00", "2026-03-30 06:00", "2026-03-30 12:00"),  # the day after
        ("2026-10-24 05:00", "2026-10-24 23:00", "2026-10-25 04:00"),  # six hours before: over the hour that is twice
        ("2026-10-24 12:00", "2026-10-25 05:00", "2026-10-25 11:00"),
        ("2026-10-25 12:00", "2026-10-26 06:00", "2026-10-26 12:00"),  # the day after
    ],
)
def test_hour_wise_rungs_are_elapsed_hours(received: str, soon: str, missed: str) -> None:
    case = Story(opened=opening(danish(received))).case
    found = rungs(tick(case, RULEBOOK, danish(missed)), M.ASSESSMENT)
    assert [(each.rung, each.rung_at) for each in found] == [("soon", danish(soon)), ("missed", danish(missed))]


@pytest.mark.parametrize("last", ["2026-03-29", "2026-10-25"])  # the days the clocks change
def test_day_wise_rungs_fire_at_the_message_hour_by_the_clock(last: str) -> None:
    received = datetime.fromisoformat(f"{last}T12:00+00:00") - timedelta(days=7)
    found = rungs(tick(Story(opened=opening(received)).case, RULEBOOK, received + timedelta(days=8)), M.SUMMONS)
    assert {each.rung: each.rung_at for each in found}["last_day"] == danish(f"{last} 08:00")


#: how far the case is, when, roles → who is told
TOLD = [
    # before a caseworker is found: intake instead of the caseworker, its leader instead of the team's
    (M.ASSESSMENT, "2026-11-23 12:00", ("caseworker", "team_leader"), ("intake", "intake_leader")),
    (M.TARGET_GROUP, "2026-11-23 12:00", ("intake", "intake_leader"), ("intake", "intake_leader")),
    (M.TARGET_GROUP, "2026-11-23 12:00", ("manager",), ("manager",)),
    # the same at the weekend: the role the municipality names, once
    (M.ASSESSMENT, "2026-11-20 23:59", ("intake", "intake_leader"), ("intake", "intake_leader")),  # Friday night
    (M.ASSESSMENT, "2026-11-21 00:00", ("intake", "intake_leader"), ("weekend",)),  # Saturday
    (M.ASSESSMENT, "2026-11-22 23:59", ("caseworker", "intake", "manager"), ("weekend", "manager")),  # Sunday
    (M.ASSESSMENT, "2026-11-23 00:00", ("intake",), ("intake",)),  # Monday
    (M.ASSESSMENT, "2026-12-25 12:00", ("intake",), ("weekend",)),  # a holiday
    (M.ASSESSMENT, "2026-12-24 12:00", ("intake",), ("weekend",)),  # an optional holiday that is closed here
    # offered: the caseworker who has to accept, the leader of the team
    (M.ASSIGNMENT, "2026-11-24 12:00", ("caseworker", "team_leader"), ("ANK", "team_leader:unge")),
    # assigned: also at the weekend
    (M.SUMMONS, "2026-11-28 12:00", ("caseworker", "team_leader", "manager"), ("ANK", "team_leader:unge", "manager")),
]


@pytest.mark.parametrize(("milestone", "now", "roles", "recipients"), TOLD)
def test_who_is_told(milestone: Milestone, now: str, roles: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    assert told(awaiting(milestone).case, roles, RULEBOOK, danish(now)) == recipients


def test_where_nobody_is_free_the_leader_of_the_team_is_told_once() -> None:
    story = awaiting(M.ASSIGNMENT).happens(CaseRouted(team="unge", caseworker=None, because="ingen ledig"))
    now = danish("2026-11-24 12:00")
    assert told(story.case, ("caseworker", "team_leader"), RULEBOOK, now) == ("team_leader:unge",)


def _with_rung(at: Offset, every: Span | None = None, times: int = 1) -> Rulebook:
    """The rulebook with one rung on the assessment's ladder, besides the one at the deadline."""
    rule = RULEBOOK.milestones[M.ASSESSMENT]
    rung = rule.ladder[0].model_copy(update={"at": at, "every": every, "times": times})
    changed = rule.model_copy(update={"ladder": (rung, rule.ladder[1])})
    return RULEBOOK.model_copy(update={"milestones": {**RULEBOOK.milestones, M.ASSESSMENT: changed}})


@pytest.mark.parametrize(
    ("at", "every", "moments"),
    [
        # every six hours: elapsed hours
        (
            *(Offset(count=-12, unit=Unit.HOURS), Span(count=6, unit=Unit.HOURS)),
            ["2026-11-21 21:14", "2026-11-22 03:14", "2026-11-22 09:14"],
        ),
        # every day, every other working day, every month: at the message hour
        (
            *(Offset(count=1, unit=Unit.DAYS), Span(count=1, unit=Unit.DAYS)),
            ["2026-11-23 08:00", "2026-11-24 08:00", "2026-11-25 08:00"],
        ),
        (
            *(Offset(count=2, unit=Unit.WORKING_DAYS), Span(count=2, unit=Unit.WORKING_DAYS)),
            ["2026-11-24 08:00", "2026-11-26 08:00", "2026-11-30 08:00"],
        ),
        (
            *(Offset(count=0, unit=Unit.HOURS), Span(count=1, unit=Unit.MONTHS)),
            ["2026-11-22 09:14", "2026-12-22 08:00", "2027-01-22 08:00"],
        ),
    ],
)
def test_a_rung_that_repeats(at: Offset, every: Span, moments: list[str]) -> None:
    rulebook = _with_rung(at, every, times=3)
    found = rungs(tick(Story().case, rulebook, danish("2027-03-01 12:00")), M.ASSESSMENT)
    repeated = [each for each in found if each.rung == "soon"]
    assert [(each.occurrence, each.rung_at) for each in repeated] == [
        (n, danish(at)) for n, at in enumerate(moments, 1)
    ]


def test_a_deadline_moved_forward_fires_nothing_again() -> None:
    story = awaiting(M.SUMMONS)
    before = fired(story.ticks("2026-11-25 08:00"))
    story.called("2026-11-18 12:00")
    after = fired(story.ticks("2026-11-26 00:00"))  # the last day is 25 November now
    assert (M.SUMMONS, "missed", 1) in after
    assert not set(before) & set(after)


MOMENTS = st.lists(st.integers(0, 60 * 24 * 60), min_size=1, max_size=8).map(sorted)
RECEIPTS = st.integers(0, 60 * 24 * 1000).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@settings(max_examples=30, deadline=None)
@given(received_at=RECEIPTS, minutes=MOMENTS)
def test_ticking_often_or_once_fires_the_same_rungs_and_none_twice(received_at: datetime, minutes: list[int]) -> None:
    opened = opening(received_at)
    case = Story(opened=opened).case
    often: list[RungReached] = []
    for minute in minutes:
        now = received_at + timedelta(minutes=minute)
        due = next_tick_at(case, RULEBOOK)
        reached = tick(case, RULEBOOK, now)
        assert bool(reached) == (due is not None and due <= now)  # next_tick_at is exactly the next firing
        for event in reached:
            row = record(case.head, NUMBER, case.version + 1, event, at=now, actor="samraad", via=Via.SERVICE)
            case = evolve(case, row)
        often += reached
    once = tick(Story(opened=opened).case, RULEBOOK, received_at + timedelta(minutes=minutes[-1]))
    assert len(fired(often)) == len(set(fired(often)))
    assert set(fired(often)) == set(fired(once))
    assert [each.rung_at for each in often] == sorted(each.rung_at for each in often)


@settings(max_examples=30, deadline=None)
@given(received_at=RECEIPTS, minutes=st.integers(0, 60 * 24 * 60), milestone=st.sampled_from(list(Milestone)))
def test_a_deadline_passed_always_leads_to_a_missed_event(
    received_at: datetime, minutes: int, milestone: Milestone
) -> None:
    story = awaiting(milestone) if milestone is not M.ASSESSMENT else Story(opened=opening(received_at))
    now = story.case.received_at + timedelta(minutes=minutes)
    reached = tick(story.case, RULEBOOK, now)
    missed = {(each.milestone, each.attempt) for each in reached if each.missed}
    overdue = {(e.milestone, e.attempt) for e in running(story.case, RULEBOOK, now) if e.state is State.OVERDUE}
    assert missed == overdue
    assert {(each.milestone, each.attempt) for each in reached if each.told} >= overdue  # and somebody is told
