"""Around a summons that is not complete: a family's no between attempts, a samråd held without the second holder."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case import Track
from samraad.completeness import RequiredField, Standing, completeness
from samraad.deadlines import deadline, deadlines
from samraad.errors import AlreadyRegistered, Refused
from samraad.register import Bench, expected
from samraad.vocabulary import Kind, Meeting, Milestone, Stage, State
from tests.samraad.given import RECEIVED, RULEBOOK, STAFF, M, Story, awaiting, danish, day


def between(outcome: str = "no_show") -> Story:
    """Summoned 25 November; the samråd of 2 December came to nothing, the family is to be summoned anew."""
    return awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome=outcome)


def declines(story: Story, at: str = "2026-12-04 10:00", **fields: Any) -> Story:
    return story.answers(M.MEETING, at, outcome="declined", **fields)


def partly() -> Story:
    """The young person and one holder of custody summoned on 25 November, the second holder not."""
    return awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", holders="two_one_missing")


def held(story: Story, at: str = "2026-12-02 15:00", **fields: Any) -> Story:
    return story.answers(M.MEETING, at, outcome="held", **fields)


def track(story: Story, milestone: Milestone) -> Track:
    found = story.case.track(milestone)
    assert found is not None
    return found


def state(story: Story, milestone: Milestone) -> State:
    return deadline(track(story, milestone), RULEBOOK, danish("2027-06-01 12:00")).state


def attempts(story: Story, milestone: Milestone) -> list[object]:
    return [
        each.outcome or ("lapsed" if each.lapsed else None) for each in story.case.tracks if each.milestone is milestone
    ]


# -- the family says no before it is summoned anew


@pytest.mark.parametrize("outcome", ["postponed", "no_show"])
def test_a_no_between_attempts_leads_to_another_try_at_motivating_the_family(outcome: str) -> None:
    story = declines(between(outcome))
    assert story.case.awaiting is M.MOTIVATION
    assert attempts(story, M.MEETING) == [Meeting(outcome), Meeting.DECLINED]
    assert track(story, M.SUMMONS).lapsed
    (open_,) = [each for each in deadlines(story.case, RULEBOOK, RECEIVED) if each.state is State.OPEN]
    assert (open_.milestone, open_.kind, open_.shown) == (M.MOTIVATION, Kind.NORM, "fre 11. dec")  # 5 working days


def test_it_agrees_after_all_and_is_summoned_anew_before_the_meeting() -> None:
    story = declines(between()).answers(M.MOTIVATION, "2026-12-08 10:00", outcome="agrees")
    assert (story.case.awaiting, story.case.runs(M.MEETING)) == (M.SUMMONS, False)
    limit = deadline(track(story, M.SUMMONS), RULEBOOK, danish("2026-12-08 10:00"))
    assert (limit.kind, limit.shown) == (Kind.NORM, "tir 15. dec")
    assert "familiens ja tir 8. dec" in limit.counted
    story.answers(M.SUMMONS, "2026-12-09 10:00").answers(M.MEETING, "2026-12-16 15:00")
    assert story.case.awaiting is M.PLAN


def test_it_still_says_no_the_samraad_is_not_held() -> None:
    story = declines(between()).answers(M.MOTIVATION, "2026-12-08 10:00", outcome="still_declines")
    assert story.case.awaiting is M.COURSE
    whole = completeness(story.case, RULEBOOK, danish("2027-01-08 10:00"), cpr_known=True)
    assert whole.standing[RequiredField.MEETING] is Standing.THERE


def test_nor_is_a_proposal_not_to_summon_waited_for_any_longer() -> None:
    story = between().answers(M.SUMMONS, "2026-12-03 10:00", outcome="not_summoned", reason="other")
    assert story.case.awaiting is M.APPROVAL
    assert declines(story).case.awaiting is M.MOTIVATION


@pytest.mark.parametrize("outcome", ["held", "postponed", "no_show", "not_held"])
def test_nothing_else_comes_before_the_new_summons(outcome: str) -> None:
    with pytest.raises(AlreadyRegistered, match=r"afventer nu indkaldelse.*Familien siger nej"):
        between().judged(M.MEETING, "2026-12-04 10:00", outcome=outcome, reason="ill" if outcome == "not_held" else "")


def test_the_no_is_not_dated_before_the_meeting_that_came_to_nothing() -> None:
    with pytest.raises(Refused, match="ligger før") as refused:
        between().judged(M.MEETING, "2026-12-04 10:00", outcome="declined", held_on="2026-12-01")
    assert refused.value.field == "held_on"


def test_a_no_excuses_no_summons_that_is_the_laws() -> None:
    first = awaiting(M.SUMMONS)
    with pytest.raises(Refused, match="afventer nu indkaldelse"):
        first.judged(M.MEETING, "2026-11-25 10:00", outcome="declined")
    with pytest.raises(Refused, match="kun være: held"):
        partly().judged(M.MEETING, "2026-11-26 10:00", outcome="declined")
    anew = between().called("2026-12-03 09:00")  # a new notification makes the new summons the law's
    with pytest.raises(AlreadyRegistered):
        anew.judged(M.MEETING, "2026-12-04 10:00", outcome="declined")


def test_a_new_notification_after_the_no_has_its_own_seven_days() -> None:
    story = declines(between()).called("2026-12-05 09:00", at=danish("2026-12-05 09:00"))
    limit = deadline(track(story, M.SUMMONS), RULEBOOK, danish("2026-12-05 10:00"))
    assert (limit.kind, limit.shown) == (Kind.STATUTORY, "lør 12. dec")
    story.answers(M.TARGET_GROUP, "2026-12-07 10:00", outcome="in_target_group").answers(M.SUMMONS, "2026-12-08 10:00")
    assert story.case.awaiting is M.MEETING
    assert track(story, M.MOTIVATION).lapsed  # who is summoned is not asked whether they want to be


def test_outside_the_target_group_the_try_at_motivating_goes_on() -> None:
    story = declines(between()).called("2026-12-05 09:00", at=danish("2026-12-05 09:00"))
    fields = {"destination": "ordinary_assessment", "override": "circumstances"}
    story.answers(M.TARGET_GROUP, "2026-12-07 10:00", outcome="outside", **fields)
    assert story.case.awaiting is M.MOTIVATION


def test_a_notification_that_came_before_the_meeting_was_postponed_calls_for_nothing_more() -> None:
    story = awaiting(M.MEETING).called("2026-11-30 09:00", at=danish("2026-11-30 09:00"))
    story.answers(M.MEETING, "2026-12-02 15:00", outcome="no_show")
    assert not declines(story).case.runs(M.SUMMONS)


def test_who_answers_on_the_form_of_the_meeting_that_came_to_nothing_is_told() -> None:
    """Two answer at once, the second says no: that is no no between attempts."""
    bench = Bench(case=between().case, staff=STAFF, rulebook=RULEBOOK, now=danish("2026-12-02 15:01"), attempt=1)
    with pytest.raises(AlreadyRegistered, match="allerede registreret"):
        expected(M.MEETING, bench)


# -- held though the second holder was never summoned


def test_a_samraad_held_without_the_second_holder_counts_and_the_summons_is_never_met() -> None:
    story = held(partly())
    assert (story.case.awaiting, story.case.samraad_on) == (M.PLAN, day("2026-12-02"))
    assert state(story, M.SUMMONS) is State.NOT_DONE
    assert (state(story, M.MEETING), track(story, M.MEETING).counts_from) == (State.MET, danish("2026-11-25 00:00"))
    assert story.answers(M.PLAN, "2026-12-09 12:00").case.awaiting is M.FOLLOW_UP


def test_also_while_a_leader_considers_not_to_summon_the_second() -> None:
    story = partly().answers(M.SUMMONS, "2026-11-26 10:00", outcome="not_summoned", reason="other")
    assert (story.case.awaiting, held(story).case.awaiting) == (M.APPROVAL, M.PLAN)


def test_at_a_further_attempt_too() -> None:
    story = between().answers(M.SUMMONS, "2026-12-03 10:00", holders="two_one_missing")
    assert declines(Story(history=list(story.history))).case.awaiting is M.MOTIVATION
    assert held(story, "2026-12-10 15:00").case.awaiting is M.PLAN
    assert attempts(story, M.MEETING) == [Meeting.NO_SHOW, Meeting.HELD]


def test_nobody_summoned_no_samraad_was_held() -> None:
    with pytest.raises(Refused, match="kan ikke registreres endnu"):
        held(awaiting(M.SUMMONS))


@pytest.mark.parametrize(("second_on", "found"), [("2026-11-28", State.MET), ("2026-11-29", State.MET_LATE)])
def test_the_second_holder_summoned_after_all_opens_no_other_meeting(second_on: str, found: State) -> None:
    """Registered late: the law's last day is 28 November."""
    story = held(partly()).answers(M.SUMMONS, "2026-12-03 10:00", second_sent_on=second_on)
    assert (story.case.awaiting, story.case.stage) == (M.PLAN, Stage.PLAN)
    assert (attempts(story, M.MEETING), state(story, M.SUMMONS)) == ([Meeting.HELD], found)
    assert track(story, M.MEETING).counts_from == danish(f"{second_on} 00:00")
    with pytest.raises(AlreadyRegistered):
        story.judged(M.SUMMONS, "2026-12-03 11:00")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"second_sent_on": "2026-12-03"}, "after_meeting", "second_sent_on"),  # the day after the samråd
        ({"outcome": "not_summoned", "reason": "other", "holders": "one"}, "held_already", "outcome"),
        ({"holders": "two_one_missing", "second_sent_on": ""}, "held_already", "holders"),
        ({"second_sent_on": "2026-12-01", "meeting_on": "2026-12-20"}, "held_already", "holders"),
    ],
)
def test_what_makes_no_sense_of_it_is_refused(fields: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        held(partly()).judged(M.SUMMONS, "2026-12-04 10:00", **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
