"""A further notification is weighed anew by what is registered of days it had not come by, corrected, or merged."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case import Track
from samraad.deadlines import deadline, deadlines
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import NotificationReweighed, TodoAnswered
from samraad.notices import notices
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Kind, Matter, Milestone, State, TodoKind, TodoOutcome
from tests.samraad.given import RECEIVED, RULEBOOK, M, Story, awaiting, danish, day, opening

LATE = "2026-12-10 10:00"
NOT_HELD = {"outcome": "not_held", "reason": "ill"}


def open_(story: Story) -> dict[Milestone, tuple[int, str]]:
    """Milestone → attempt and last day, of what runs."""
    return {
        each.milestone: (each.attempt, each.shown)
        for each in deadlines(story.case, RULEBOOK, RECEIVED)
        if each.state in (State.OPEN, State.OVERDUE)
    }


def call(story: Story, received: str, registered: str | None = None) -> Story:
    """A call of that time; registered: when it came into the file, where that was later."""
    return story.called(received, at=danish(registered or received))


def track(story: Story, milestone: Milestone) -> Track:
    found = story.case.track(milestone)
    assert found is not None
    return found


def weighed(story: Story) -> list[NotificationReweighed]:
    return [each.event for each in story.history if isinstance(each.event, NotificationReweighed)]


# -- the meeting is registered late


@pytest.mark.parametrize(
    ("received", "opened"),
    [
        ("2026-12-01 23:59", None),  # the day before: whoever gave the meeting up knew of it
        ("2026-12-02 09:00", "ons 9. dec"),  # its day: better looked at than overlooked
        ("2026-12-03 00:00", "tor 10. dec"),  # the day after
    ],
)
def test_not_held_registered_late_leaves_a_later_notification_its_seven_days(received: str, opened: str | None) -> None:
    story = call(awaiting(M.MEETING), received)
    story.answers(M.MEETING, LATE, **NOT_HELD, held_on="2026-12-02")
    expected = {M.COURSE} if opened is None else {M.COURSE, M.TARGET_GROUP, M.SUMMONS}
    assert set(open_(story)) == expected
    assert open_(story).get(M.SUMMONS) == ((2, opened) if opened else None)


def test_it_is_a_duty_of_the_law_and_whoever_has_the_case_is_told_and_intake() -> None:
    story = call(awaiting(M.MEETING), "2026-12-05 09:00")
    story.answers(M.MEETING, LATE, **NOT_HELD, held_on="2026-12-02")
    assert deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED).kind is Kind.STATUTORY
    told = notices(story.case, story.history[-1], RULEBOOK)
    assert [(each.recipient, each.kind.value) for each in told] == [
        ("ANK", "further_notification"),
        ("intake", "further_notification"),
    ]


def test_registered_the_same_day_after_the_notification_it_was_settled_with_it() -> None:
    story = call(awaiting(M.MEETING), "2026-12-02 09:00")
    story.answers(M.MEETING, "2026-12-02 15:00", **NOT_HELD)
    assert set(open_(story)) == {M.COURSE}


@pytest.mark.parametrize(
    ("received", "opened"),
    [("2026-12-01 23:59", None), ("2026-12-02 09:00", "ons 16. dec"), ("2026-12-03 00:00", "tor 17. dec")],
)
def test_held_registered_late_calls_for_a_review_of_the_plan(received: str, opened: str | None) -> None:
    story = call(awaiting(M.MEETING), received)
    story.answers(M.MEETING, LATE, held_on="2026-12-02")
    assert open_(story).get(M.PLAN_REVIEW) == ((1, opened) if opened else None)
    assert not story.case.runs(M.SUMMONS)


def test_a_family_that_still_says_no_registered_late() -> None:
    story = call(awaiting(M.MOTIVATION), "2026-12-05 09:00")
    story.answers(M.MOTIVATION, LATE, outcome="still_declines", attempted_on="2026-12-04")
    assert open_(story)[M.SUMMONS] == (2, "lør 12. dec")


def test_two_notifications_have_one_summons_by_the_earlier_of_those_not_covered() -> None:
    story = call(call(awaiting(M.MEETING), "2026-12-05 09:00"), "2026-12-06 09:00")
    call(story, "2026-12-01 09:00")
    story.answers(M.MEETING, LATE, **NOT_HELD, held_on="2026-12-02")
    assert open_(story)[M.SUMMONS] == (2, "lør 12. dec")
    assert len(weighed(story)) == 1
    story.answers(M.TARGET_GROUP, "2026-12-10 11:00", outcome="in_target_group")
    assert len(weighed(story)) == 1  # said once


# -- a leader approves


@pytest.mark.parametrize(
    ("received", "opened"),
    [("2026-11-26 09:00", None), ("2026-11-27 09:00", "fre 4. dec"), ("2026-11-28 09:00", "lør 5. dec")],
)
def test_an_approval_registered_late_covers_what_the_leader_knew(received: str, opened: str | None) -> None:
    story = call(awaiting(M.APPROVAL), received)
    story.answers(M.APPROVAL, "2026-12-01 10:00", outcome="approved", by="TLU", answered_on="2026-11-27")
    assert open_(story).get(M.SUMMONS) == ((2, opened) if opened else None)


@pytest.mark.parametrize("received", ["2026-11-26 09:00", "2026-11-27 09:00", "2026-11-28 09:00"])
def test_what_was_released_after_the_approval_was_unknown_to_the_leader(received: str) -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-27 10:00", outcome="approved", by="TLU")
    call(story, received, "2026-11-30 09:00")
    assert story.case.runs(M.SUMMONS)
    assert track(story, M.SUMMONS).counts_from == danish(received)


# -- corrected


def test_corrected_from_held_to_not_held_the_review_gives_way_to_a_summons() -> None:
    story = call(awaiting(M.PLAN), "2026-12-05 09:00")
    assert M.PLAN_REVIEW in open_(story)
    held = next(each.version for each in story.history if getattr(each.event, "outcome", None) == "held")
    story.answers(Matter.CORRECTION, LATE, entry=held, changes="outcome=not_held;reason=ill", because="typed_wrong")
    assert set(open_(story)) == {M.TARGET_GROUP, M.SUMMONS, M.COURSE}
    assert open_(story)[M.SUMMONS] == (2, "lør 12. dec")
    changes = "outcome=held;participants=young_person"
    story.answers(Matter.CORRECTION, LATE, entry=held, changes=changes, because="typed_wrong")
    assert set(open_(story)) == {M.PLAN, M.PLAN_REVIEW}
    assert open_(story)[M.PLAN_REVIEW][1] == "lør 19. dec"


@pytest.mark.parametrize(
    ("held_on", "reviews"),
    [("2026-12-04", 1), ("2026-12-05", 1), ("2026-12-06", 0)],  # the notification came on the 5th
)
def test_corrected_to_another_day_a_meeting_covers_what_came_before_it(held_on: str, reviews: int) -> None:
    story = call(awaiting(M.MEETING), "2026-12-05 09:00")
    story.answers(M.MEETING, "2026-12-06 15:00")
    entry = story.history[-1].version
    if held_on != "2026-12-06":
        story.answers(Matter.CORRECTION, LATE, entry=entry, on=held_on, because="typed_wrong")
    assert sum(each.milestone is M.PLAN_REVIEW and each.open for each in story.case.tracks) == reviews


# -- the target group


@pytest.mark.parametrize(
    ("received", "goes_on"),
    [("2026-11-22 20:00", False), ("2026-11-23 09:00", True), ("2026-11-24 09:00", True)],
)
def test_outside_the_target_group_on_a_day_does_not_swallow_what_came_later(received: str, *, goes_on: bool) -> None:
    story = call(awaiting(M.TARGET_GROUP), received)
    outside: dict[str, Any] = {"outcome": "outside", "destination": "none", "override": "other"}
    story.answers(M.TARGET_GROUP, "2026-11-25 10:00", **outside, decided_on="2026-11-23")
    assert (story.case.closed_on is None) is goes_on
    assert story.case.awaiting is (M.TARGET_GROUP if goes_on else None)
    if goes_on:
        assert track(story, M.SUMMONS).counts_from == danish(received)
        todos = [(each.kind, each.open) for each in story.case.todos]
        assert todos == [(TodoKind.ASSESS_AGAIN, True)]
        story.answers(M.TARGET_GROUP, "2026-11-25 11:00", **outside)
        assert story.case.closed_on == day("2026-11-25")


def test_outside_before_acute_need_was_assessed_that_goes_on_too() -> None:
    story = call(Story(), "2026-11-24 09:00")
    story.answers(M.ASSESSMENT, "2026-11-25 09:00", outcome="no_acute_need")
    story.answers(
        *(M.TARGET_GROUP, "2026-11-25 10:00"), outcome="outside", destination="none", override="other",
        decided_on="2026-11-23",
    )  # fmt: skip
    first = story.case.track(M.ASSESSMENT)
    assert first is not None
    assert first.outcome is not None
    assert story.case.awaiting is M.TARGET_GROUP


def test_again_within_the_year_does_not_cover_one_after_the_year() -> None:
    story = Story(opened=opening(danish("2027-01-10 09:00"), earlier_samraad_on=day("2026-01-15")))
    story.answers(M.ASSESSMENT, "2027-01-10 10:00", outcome="no_acute_need")
    call(story, "2027-01-16 09:00")
    story.answers(M.TARGET_GROUP, "2027-01-16 12:00", outcome="again_within_year")
    assert open_(story)[M.SUMMONS] == (2, "lør 23. jan")
    assert M.PLAN_REVIEW in open_(story)


# -- one look covers both, if it came after both


@pytest.mark.parametrize(
    ("received", "asked"),
    [("2026-11-21 09:59", False), ("2026-11-21 10:00", False), ("2026-11-21 10:01", True)],
)
def test_a_look_before_the_second_notification_does_not_cover_it(received: str, *, asked: bool) -> None:
    story = call(Story(), received)
    fields = {"outcome": "no_acute_need", "assessed_on": "2026-11-21", "assessed_time": "10:00"}
    story.answers(M.ASSESSMENT, "2026-11-23 09:00", **fields)
    limits = todo_limits(story.case, RULEBOOK, danish("2026-11-23 09:00"))
    assert [(each.todo.kind, each.due_at) for each in limits] == (
        [(TodoKind.ASSESS_AGAIN, danish("2026-11-22 10:01"))] if asked else []
    )
    story.answers(M.TARGET_GROUP, "2026-11-23 10:00", outcome="in_target_group")
    assert len(story.case.todos) == len(limits)  # asked once


def test_corrected_to_an_earlier_look_the_second_is_asked_for() -> None:
    story = call(Story(), "2026-11-22 08:00")
    story.answers(M.ASSESSMENT, "2026-11-22 09:00", outcome="no_acute_need")
    assert story.case.todos == ()
    changes = "assessed_at=2026-11-21T10:00:00+01:00"
    story.answers(
        Matter.CORRECTION, "2026-11-23 09:00", entry=story.history[-1].version, changes=changes, because="typed_wrong"
    )
    assert [each.kind for each in story.case.todos] == [TodoKind.ASSESS_AGAIN]


# -- a summons that is only a norm


def test_a_no_show_never_summoned_again_a_new_notification_has_the_laws_seven_days() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="no_show")
    story.ticks("2026-12-12 09:00")
    call(story, "2027-01-20 09:00")
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, danish("2027-01-20 10:00"))
    assert (summons.kind, summons.shown, summons.state) == (Kind.STATUTORY, "ons 27. jan", State.OPEN)
    assert not story.case.runs(M.TARGET_GROUP)  # the family is summoned anyhow
    fired = [each for each in story.ticks("2027-01-28 09:00") if getattr(each, "milestone", None) is M.SUMMONS]
    assert any(each.missed for each in fired)  # the reminders begin anew
    with pytest.raises(Refused, match="lovfrist"):
        story.judged(
            *(Matter.DEADLINE, "2027-01-28 10:00"), by="TLU", milestone="summons", due_on="2027-02-10", basis="illness"
        )


@pytest.mark.parametrize(
    ("received", "by_law"),
    # the meeting of 2 December, which it had been summoned to, was given up that day
    [("2026-12-01 09:00", False), ("2026-12-02 09:00", True), ("2026-12-03 09:00", True)],
)
def test_postponed_registered_late_a_later_notification_makes_the_summons_the_laws(
    received: str, *, by_law: bool
) -> None:
    story = call(awaiting(M.MEETING), received)
    story.answers(M.MEETING, LATE, outcome="postponed", held_on="2026-12-02")
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED)
    assert (summons.kind is Kind.STATUTORY) is by_law


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-27 12:00", State.OPEN),
        ("2026-11-28 23:59", State.OPEN),  # the law's last day
        ("2026-11-29 00:00", State.OVERDUE),
    ],
)
def test_a_first_summons_never_sent_stays_the_laws_after_a_new_attempt(now: str, state: State) -> None:
    story = new_attempt()
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, danish(now))
    assert (summons.kind, summons.shown, summons.state) == (Kind.STATUTORY, "lør 28. nov", state)


def new_attempt() -> Story:
    """Not summoned approved on the 25th, and a new attempt chosen the same day."""
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-25 12:00", outcome="approved", by="TLU")
    return story.answers(M.COURSE, "2026-11-25 13:00", outcome="new_attempt")


@pytest.mark.parametrize(
    ("sent_on", "state"),
    [("2026-11-27", State.MET), ("2026-11-28", State.MET), ("2026-11-29", State.MET_LATE)],
)
def test_a_summons_after_a_new_attempt_is_in_time_by_the_laws_day(sent_on: str, state: State) -> None:
    story = new_attempt().answers(M.SUMMONS, "2026-12-01 10:00", sent_on=sent_on)
    assert deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED).state is state


def test_postponed_then_not_summoned_then_a_new_attempt_is_a_norm_the_family_was_summoned_once() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    story.answers(M.SUMMONS, "2026-12-03 10:00", outcome="not_summoned", reason="moved")
    story.answers(M.APPROVAL, "2026-12-03 12:00", outcome="approved", by="TLU")
    story.answers(M.COURSE, "2026-12-04 10:00", outcome="new_attempt")
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED)
    assert (summons.kind, summons.shown) == (Kind.NORM, "fre 11. dec")


def test_what_was_settled_already_is_not_registered_twice() -> None:
    story = call(awaiting(M.MEETING), "2026-12-05 09:00")
    story.answers(M.MEETING, LATE, **NOT_HELD, held_on="2026-12-02")
    with pytest.raises(AlreadyRegistered):
        story.judged(M.MEETING, LATE, **NOT_HELD)


def test_a_correction_on_a_closed_case_opens_nothing() -> None:
    story = call(awaiting(M.TARGET_GROUP), "2026-11-24 09:00")
    story.answers(M.TARGET_GROUP, "2026-11-25 10:00", outcome="outside", destination="none", override="other")
    entry = next(each.version for each in story.history if getattr(each.event, "outcome", None) == "outside")
    story.answers(Matter.CORRECTION, LATE, entry=entry, on="2026-11-23", because="typed_wrong")
    assert story.case.closed_on is not None
    assert weighed(story) == []


# -- the 24 hours are counted by the hour


@pytest.mark.parametrize(
    ("registered", "done_on", "state"),
    [
        ("2026-11-23 08:59", "2026-11-23", State.MET),
        ("2026-11-23 09:00", "2026-11-23", State.MET_LATE),  # 24 hours from Sunday 09.00 are over
        ("2026-11-23 23:00", "2026-11-23", State.MET_LATE),
        ("2026-11-24 10:00", "2026-11-22", State.MET),  # registered late, done the day before
        ("2026-11-24 10:00", "2026-11-23", State.MET_LATE),  # the hour is not known: the day's end
    ],
)
def test_acute_need_of_a_further_notification_is_assessed_within_24_hours_to_the_hour(
    registered: str, done_on: str, state: State
) -> None:
    story = call(awaiting(M.TARGET_GROUP), "2026-11-22 09:00")
    story.answers(Matter.TODO, registered, todo="1", done_on=done_on)
    (limit,) = todo_limits(story.case, RULEBOOK, danish(registered))
    assert limit.state is state


@pytest.mark.parametrize(("done_on", "state"), [("2026-11-22", State.MET), ("2026-11-23", State.MET_LATE)])
def test_of_an_answer_from_before_the_hour_was_kept_the_day_ends_late(done_on: str, state: State) -> None:
    story = call(awaiting(M.TARGET_GROUP), "2026-11-22 09:00")
    story.happens(TodoAnswered(todo=1, outcome=TodoOutcome.DONE, on=day(done_on)))
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-11-24 10:00"))
    assert limit.state is state


def test_summoned_although_not_summoning_was_approved_the_way_to_register_it_is_told() -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-25 12:00", outcome="approved", by="TLU")
    with pytest.raises(AlreadyRegistered) as refused:
        story.judged(M.SUMMONS, "2026-11-30 10:00", sent_on="2026-11-27")
    assert refused.value.code == "not_summoned"
    assert "vælg først »Nyt forsøg" in str(refused.value)
    story.answers(M.COURSE, "2026-11-30 10:00", outcome="new_attempt")
    story.answers(M.SUMMONS, "2026-11-30 10:05", sent_on="2026-11-27")
    assert deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED).state is State.MET
