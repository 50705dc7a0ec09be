"""A further notification on an open case: it joins it, or calls for a plan review, or for a summons of its own."""

from __future__ import annotations

import pytest

from samraad.case import Track
from samraad.deadlines import deadline, deadlines, name
from samraad.errors import Refused
from samraad.events import NotificationAttached, ReceiptMoved, TargetGroupDecided
from samraad.further import calls_for
from samraad.notices import notices
from samraad.summary import summarise
from samraad.view import view
from samraad.vocabulary import Kind, Meeting, Milestone, Stage, State, TargetGroup
from tests.samraad.given import RECEIVED, RULEBOOK, M, Story, awaiting, closed, danish, day, opening


def open_(story: Story) -> dict[Milestone, tuple[int, str]]:
    """Milestone → attempt and last day, of what runs."""
    return {
        each.milestone: (each.attempt, each.shown)
        for each in deadlines(story.case, RULEBOOK, RECEIVED)
        if each.state in (State.OPEN, State.OVERDUE)
    }


def track(story: Story, milestone: Milestone) -> Track:
    found = story.case.track(milestone)
    assert found is not None
    return found


def not_held() -> Story:
    """Not held 2 December, other support chosen 4 December."""
    return awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="other_support")


# -- what it calls for


@pytest.mark.parametrize("milestone", [M.ASSESSMENT, M.TARGET_GROUP, M.SUMMONS, M.APPROVAL, M.MEETING, M.MOTIVATION])
def test_before_the_meeting_it_only_joins_and_the_earliest_deadline_applies(milestone: Milestone) -> None:
    story = awaiting(milestone)
    before = open_(story)
    story.called("2026-12-03 09:00")
    assert open_(story) == before
    assert story.case.notifications == ("n-1", "n-2")


@pytest.mark.parametrize(
    ("received", "calls"),
    [
        ("2026-12-01 23:59", None),  # the day before the samråd: it was dealt with there
        ("2026-12-02 08:00", M.PLAN_REVIEW),  # its day: better looked at than overlooked
        ("2026-12-03 00:00", M.PLAN_REVIEW),
        ("2027-12-01 23:59", M.PLAN_REVIEW),  # the day before the year is over
        ("2027-12-02 23:59", M.PLAN_REVIEW),  # its last day
        ("2027-12-03 00:00", M.SUMMONS),  # the day after
    ],
)
def test_within_a_year_of_the_samraad_the_plan_is_reviewed(received: str, calls: Milestone | None) -> None:
    assert calls_for(awaiting(M.FOLLOW_UP).case, danish(received), RULEBOOK) is calls


@pytest.mark.parametrize(
    ("held", "received", "calls"),
    [
        # held on a leap day: the year ends on 28 February
        ("2028-02-29", "2029-02-28 23:59", M.PLAN_REVIEW),
        ("2028-02-29", "2029-03-01 00:00", M.SUMMONS),
        # over a leap day
        ("2027-03-01", "2028-03-01 23:59", M.PLAN_REVIEW),
        ("2027-03-01", "2028-03-02 00:00", M.SUMMONS),
        ("2027-02-28", "2028-02-28 23:59", M.PLAN_REVIEW),
        ("2027-02-28", "2028-02-29 00:00", M.SUMMONS),
    ],
)
def test_the_year_in_leap_years(held: str, received: str, calls: Milestone) -> None:
    story = Story(opened=opening(danish("2027-01-04 09:00"), earlier_samraad_on=day(held)))
    story.answers(M.ASSESSMENT, "2027-01-04 10:00", outcome="no_acute_need")
    # decided in the first days, whatever day the earlier samråd is given here
    story.happens(TargetGroupDecided(outcome=TargetGroup.AGAIN_WITHIN_YEAR, decided_on=day("2027-01-05")))
    assert calls_for(story.case, danish(received), RULEBOOK) is calls


@pytest.mark.parametrize(
    ("received", "calls"),
    [
        ("2026-11-21 09:13", None),  # before the first: the case's clock begins then
        # nobody knew of it when it was settled that there would be no samråd
        ("2026-12-01 23:59", M.SUMMONS),
        ("2026-12-02 00:00", M.SUMMONS),
        ("2027-01-10 09:00", M.SUMMONS),
    ],
)
def test_not_held_begins_no_protected_year(received: str, calls: Milestone | None) -> None:
    assert calls_for(not_held().case, danish(received), RULEBOOK) is calls


def test_on_a_closed_case_it_calls_for_nothing() -> None:
    assert calls_for(closed().case, danish("2027-03-02 09:00"), RULEBOOK) is None


# -- plan review


def test_after_a_held_samraad_the_review_counts_from_the_receipt_of_the_new_notification() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-01-10 15:00")
    assert story.case.awaiting is M.PLAN_REVIEW
    assert open_(story) == {M.PLAN_REVIEW: (1, "søn 24. jan"), M.FOLLOW_UP: (1, "tir 2. mar")}
    assert deadline(track(story, M.PLAN_REVIEW), RULEBOOK, RECEIVED).counted == (
        "14 dage efter modtagelsen af den nye underretning søn 10. jan"
    )
    assert not story.case.runs(M.SUMMONS)


def test_the_follow_up_after_it_counts_from_the_review_and_the_older_one_lapses() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-01-10 15:00")
    story.answers(M.PLAN_REVIEW, "2027-01-20 10:00", outcome="revised")
    assert open_(story) == {M.FOLLOW_UP: (2, "tir 20. apr")}
    assert [each.state for each in deadlines(story.case, RULEBOOK, RECEIVED) if each.milestone is M.FOLLOW_UP] == [
        State.LAPSED,
        State.OPEN,
    ]


def test_two_further_notifications_have_one_review_by_the_earlier_receipt() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-01-10 15:00").called("2027-01-15 15:00")
    assert open_(story)[M.PLAN_REVIEW] == (1, "søn 24. jan")
    story.called("2027-01-08 15:00")  # a call that is registered last
    assert open_(story)[M.PLAN_REVIEW] == (1, "fre 22. jan")


def test_after_the_review_a_further_one_has_a_review_of_its_own() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-01-10 15:00")
    story.answers(M.PLAN_REVIEW, "2027-01-20 10:00", outcome="no_need").called("2027-02-01 12:00")
    assert open_(story)[M.PLAN_REVIEW] == (2, "man 15. feb")
    assert track(story, M.PLAN_REVIEW).again is False


def test_while_the_plan_is_made_both_are_asked_for() -> None:
    story = awaiting(M.PLAN).called("2026-12-05 12:00")
    assert open_(story) == {M.PLAN: (1, "ons 16. dec"), M.PLAN_REVIEW: (1, "lør 19. dec")}
    story.answers(M.PLAN, "2026-12-09 12:00").answers(M.PLAN_REVIEW, "2026-12-10 12:00", outcome="no_need")
    assert open_(story) == {M.FOLLOW_UP: (2, "ons 10. mar")}


def test_a_follow_up_is_done_on_its_day_also_while_a_review_is_awaited_and_closes_nothing_then() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-02-20 15:00")
    story.answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="close")
    assert (story.case.awaiting, story.case.closed_on) == (M.PLAN_REVIEW, None)
    story.answers(M.PLAN_REVIEW, "2027-03-02 12:00", outcome="no_need")
    assert open_(story) == {M.FOLLOW_UP: (2, "ons 2. jun")}


def test_a_review_is_not_dated_before_the_notification_it_is_about() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-01-10 15:00")
    with pytest.raises(Refused) as refused:
        story.judged(M.PLAN_REVIEW, "2027-01-20 10:00", outcome="no_need", reviewed_on="2027-01-09")
    assert refused.value.code == "too_early"


# -- a samråd of its own


def test_not_held_a_new_notification_has_seven_days_of_its_own_by_law() -> None:
    story = not_held().called("2027-01-10 15:00")
    assert story.case.awaiting is M.TARGET_GROUP
    assert open_(story) == {
        M.TARGET_GROUP: (2, "tir 12. jan"),
        M.SUMMONS: (2, "søn 17. jan"),
        M.FOLLOW_UP: (1, "tor 4. mar"),
    }
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED)
    assert (summons.kind, summons.legal_basis) == (Kind.STATUTORY, "Servicelovens § 57 c")
    assert summons.explanation.startswith("Ny underretning modtaget søndag den 10. januar 2027")
    assert "mødet må ligge senere" in summons.counted
    assert "indkaldelse senest søn 17. jan" in view(story.case, RULEBOOK, danish("2027-01-11 08:00")).name
    assert summarise(story.case, RULEBOOK).first_due_at == danish("2027-01-11 15:00")  # assessed in 24 hours


def test_it_goes_its_way_and_whoever_has_the_case_keeps_it() -> None:
    story = not_held().called("2027-01-10 15:00")
    story.answers(M.TARGET_GROUP, "2027-01-11 10:00", outcome="in_target_group")
    assert story.case.awaiting is M.SUMMONS  # no new assignment: ANK has the case
    story.answers(M.SUMMONS, "2027-01-12 10:00")
    assert open_(story)[M.MEETING] == (2, "tir 26. jan")
    story.answers(M.MEETING, "2027-01-20 10:00").answers(M.PLAN, "2027-01-21 10:00")
    assert story.case.samraad_on == day("2027-01-20")
    assert open_(story) == {M.FOLLOW_UP: (2, "tir 20. apr")}  # that of the other support lapsed


def test_outside_the_target_group_it_ends_no_other_course_on_the_case() -> None:
    story = not_held().called("2027-01-10 15:00")
    story.answers(M.TARGET_GROUP, "2027-01-11 10:00", outcome="outside", destination="none", override="other")
    assert open_(story) == {M.FOLLOW_UP: (1, "tor 4. mar")}
    assert deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED).state is State.LAPSED


def test_outside_the_target_group_where_nothing_else_runs_the_case_is_closed() -> None:
    story = not_held().called("2027-01-10 15:00")
    story.answers(M.FOLLOW_UP, "2027-01-10 16:00", outcome="close")
    assert story.case.awaiting is M.TARGET_GROUP
    story.answers(M.TARGET_GROUP, "2027-01-11 10:00", outcome="outside", destination="none", override="other")
    assert (story.case.stage, story.case.closed_on) == (Stage.CLOSED, day("2027-01-11"))


def test_while_the_course_is_chosen_a_new_samraad_makes_the_choice_superfluous() -> None:
    story = awaiting(M.COURSE).called("2026-12-03 15:00")
    assert set(open_(story)) == {M.TARGET_GROUP, M.SUMMONS, M.COURSE}
    story.answers(M.TARGET_GROUP, "2026-12-04 10:00", outcome="in_target_group")
    assert open_(story) == {M.SUMMONS: (2, "tor 10. dec")}
    outside = awaiting(M.COURSE).called("2026-12-03 15:00")
    outside.answers(M.TARGET_GROUP, "2026-12-04 10:00", outcome="outside", destination="none", override="other")
    assert open_(outside) == {M.COURSE: (1, "ons 9. dec")}


def test_again_within_the_year_cannot_be_decided_where_none_was_held() -> None:
    story = not_held().called("2027-01-10 15:00")
    with pytest.raises(Refused) as refused:
        story.judged(M.TARGET_GROUP, "2027-01-11 10:00", outcome="again_within_year")
    assert refused.value.code == "no_samraad_within_year"


def test_a_person_may_say_that_it_is_again_within_the_year_where_the_notification_began_a_summons() -> None:
    story = not_held().called("2027-01-10 15:00")
    # an earlier case's samråd, learnt of since
    story.opened = opening(earlier_samraad_on=day("2026-10-01"))
    again = Story(opened=story.opened)
    again.happens(*[each.event for each in story.history[1:]])
    again.answers(M.TARGET_GROUP, "2027-01-11 10:00", outcome="again_within_year")
    assert open_(again) == {M.PLAN_REVIEW: (1, "søn 24. jan"), M.FOLLOW_UP: (1, "tor 4. mar")}


def test_the_year_over_the_summons_of_a_second_samraad_is_judged_by_its_own_receipt() -> None:
    story = awaiting(M.FOLLOW_UP).called("2027-12-03 10:00")
    story.answers(M.TARGET_GROUP, "2027-12-03 12:00", outcome="in_target_group")
    with pytest.raises(Refused, match="meget længe siden"):
        story.judged(M.SUMMONS, "2027-12-06 12:00", sent_on="2025-11-20")
    story.answers(M.SUMMONS, "2027-12-06 12:00", sent_on="2027-12-01")
    assert story.case.summons is not None
    assert story.case.summons.agreed_before
    meeting = deadline(track(story, M.MEETING), RULEBOOK, RECEIVED)
    assert (meeting.shown, "der var indkaldt før" in meeting.counted) == ("fre 17. dec", True)


def test_an_earlier_call_about_the_same_moves_the_new_summons_forward_not_the_old_deadlines() -> None:
    story = not_held().called("2027-01-10 15:00").called("2027-01-08 12:00")
    assert open_(story)[M.SUMMONS] == (2, "fre 15. jan")
    assert open_(story)[M.TARGET_GROUP] == (2, "tir 12. jan")
    assert story.case.received_at == RECEIVED


def test_an_earlier_receipt_of_the_first_does_not_move_what_counts_from_the_new_one() -> None:
    story = not_held().called("2027-01-10 15:00")
    story.called("2026-11-20 12:00")
    assert isinstance(story.history[-1].event, ReceiptMoved)
    assert open_(story)[M.SUMMONS] == (2, "søn 17. jan")
    first = next(each for each in story.case.tracks if each.milestone is M.SUMMONS)
    assert first.counts_from == danish("2026-11-20 12:00")


def test_postponed_after_it_a_new_summons_is_a_norm_again() -> None:
    story = not_held().called("2027-01-10 15:00")
    story.answers(M.TARGET_GROUP, "2027-01-11 10:00", outcome="in_target_group")
    story.answers(M.SUMMONS, "2027-01-12 10:00").answers(M.MEETING, "2027-01-20 10:00", outcome="postponed")
    summons = deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED)
    assert (summons.attempt, summons.kind) == (3, Kind.NORM)
    assert [name(each) for each in story.case.tracks if each.milestone is M.SUMMONS] == [
        "indkaldelse",
        "indkaldelse (ny underretning)",
        "indkaldelse (2. forsøg)",
    ]
    assert name(track(story, M.MEETING)) == "netværkssamråd (ny underretning)"


# -- who is told


def told(story: Story) -> dict[str, tuple[Milestone | None, str]]:
    recorded = next(each for each in reversed(story.history) if isinstance(each.event, NotificationAttached))
    return {each.recipient: (each.milestone, str(each.due_on)) for each in notices(story.case, recorded, RULEBOOK)}


def test_whoever_has_the_case_is_told_and_intake_where_the_target_group_is_to_be_decided() -> None:
    assert told(awaiting(M.FOLLOW_UP).called("2027-01-10 15:00")) == {"ANK": (M.PLAN_REVIEW, "2027-01-24")}
    assert told(not_held().called("2027-01-11 15:00", at=danish("2027-01-11 15:05"))) == {
        "ANK": (M.TARGET_GROUP, "2027-01-13"),
        "intake": (M.TARGET_GROUP, "2027-01-13"),
    }


def test_reminders_of_the_new_summons_go_to_whoever_has_the_case() -> None:
    story = not_held().called("2027-01-11 15:00", at=danish("2027-01-11 15:05"))
    fired = [each for each in story.ticks("2027-01-15 09:00") if getattr(each, "milestone", None) is M.SUMMONS]
    assert [(each.attempt, each.told) for each in fired] == [(2, ("ANK",))]


# -- crossing paths


def test_a_new_notification_during_a_postponed_meeting_makes_the_summons_the_laws() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    story.called("2026-12-03 09:00")
    assert open_(story) == {M.SUMMONS: (2, "tor 10. dec")}
    assert deadline(track(story, M.SUMMONS), RULEBOOK, RECEIVED).kind is Kind.STATUTORY
    story.answers(M.SUMMONS, "2026-12-04 10:00").called("2026-12-05 09:00")
    assert open_(story) == {M.MEETING: (2, "fre 18. dec")}


def test_a_further_notification_on_a_case_that_awaits_approval_joins_it() -> None:
    story = awaiting(M.APPROVAL).called("2026-11-26 09:00")
    story.answers(M.APPROVAL, "2026-11-26 10:00", outcome="approved", by="TLU")
    assert set(open_(story)) == {M.COURSE}
    story.called("2026-11-27 09:00")  # approved on the 26th: this one is not covered
    assert open_(story)[M.SUMMONS] == (2, "fre 4. dec")


# -- a family that says no


def test_a_family_that_agrees_after_all_is_met_on_the_summons_that_stands() -> None:
    story = awaiting(M.MOTIVATION)
    assert story.case.stage is Stage.MEETING
    assert story.case.summons is not None
    story.answers(M.MOTIVATION, "2026-12-04 10:00", outcome="agrees")
    meeting = deadline(track(story, M.MEETING), RULEBOOK, RECEIVED)
    assert meeting.counted == "14 dage efter familiens ja fre 4. dec"
    story.called("2026-11-20 12:00")  # an earlier receipt does not move what counts from their yes
    assert track(story, M.MEETING).counts_from == track(story, M.MOTIVATION).done_at
    story.answers(M.MEETING, "2026-12-10 10:00")
    assert [each.outcome for each in story.case.tracks if each.milestone is M.MEETING] == [
        Meeting.DECLINED,
        Meeting.HELD,
    ]


def test_a_refusal_is_not_a_meeting_that_was_held_and_begins_no_year() -> None:
    story = awaiting(M.MOTIVATION).answers(M.MOTIVATION, "2026-12-04 10:00", outcome="still_declines")
    states = {each.milestone: each.state for each in deadlines(story.case, RULEBOOK, RECEIVED)}
    assert (states[M.MEETING], states[M.MOTIVATION], states[M.SUMMONS]) == (State.NOT_DONE, State.MET, State.MET)
    assert story.case.samraad_on is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"outcome": "still_declines", "reason": "workload"}, "reason_missing"),
        ({"outcome": "agrees", "reason": "declines"}, "reason_contradicts"),
        ({"outcome": "agrees", "attempted_on": "2026-12-01"}, "too_early"),
        ({"outcome": "agrees", "attempted_on": "2026-12-05"}, "in_future"),
    ],
)
def test_what_makes_no_sense_of_a_motivation_attempt_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.MOTIVATION).judged(M.MOTIVATION, "2026-12-04 10:00", **fields)
    assert refused.value.code == code
