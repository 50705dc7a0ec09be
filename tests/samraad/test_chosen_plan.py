"""Other support was chosen instead of the samråd: a plan may be made, and it counts from the choice."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.codec import decode, encode
from samraad.completeness import RequiredField, Standing, completeness
from samraad.deadlines import deadlines, running
from samraad.errors import Refused
from samraad.events import CourseChosen, PlanAnswered, RungReached
from samraad.forms import defaults
from samraad.view import view
from samraad.vocabulary import Course, Matter, Role, Stage, State, WithPlan
from tests.samraad.given import RECEIVED, RULEBOOK, M, Story, awaiting, danish, day
from tests.samraad.test_again import not_held, open_, track

PLANNED = "2026-12-10 12:00"


def chosen() -> Story:
    """Not held 2 December, other support with a plan chosen 4 December."""
    return awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="other_support", plan="yes")


def state(story: Story, at: str) -> State:
    """Of the plan."""
    return next(each.state for each in deadlines(story.case, RULEBOOK, danish(at)) if each.milestone is M.PLAN)


def test_plan_and_follow_up_count_from_the_choice() -> None:
    story = chosen()
    assert open_(story) == {M.PLAN: (1, "fre 18. dec"), M.FOLLOW_UP: (1, "tor 4. mar")}
    assert (story.case.awaiting, story.case.stage) == (M.PLAN, Stage.PLAN)
    assert [each.counted for each in running(story.case, RULEBOOK, RECEIVED)] == [
        "14 dage efter valget fre 4. dec",
        "3 måneder efter valget fre 4. dec",
    ]
    assert "anden støtte" in running(story.case, RULEBOOK, RECEIVED)[0].legal_basis
    story.answers(M.PLAN, PLANNED)
    assert open_(story) == {M.FOLLOW_UP: (1, "tor 4. mar")}


@pytest.mark.parametrize("fields", [{}, {"plan": "no"}])
def test_without_a_plan_only_the_follow_up_runs_as_in_files_from_before_it_was_asked(fields: dict[str, str]) -> None:
    story = awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="other_support", **fields)
    assert open_(story) == {M.FOLLOW_UP: (1, "tor 4. mar")}


def test_a_choice_kept_from_before_it_was_asked_keeps_its_course() -> None:
    body = '{"caseworker":null,"chosen_on":"2026-12-04","outcome":"other_support","reason":null,"schema":1}'
    old = decode("CourseChosen", body)
    assert old == CourseChosen(outcome=Course.OTHER_SUPPORT, chosen_on=day("2026-12-04"), plan=None)
    assert open_(awaiting(M.COURSE).happens(old)) == {M.FOLLOW_UP: (1, "tor 4. mar")}
    asked = CourseChosen(outcome=Course.OTHER_SUPPORT, chosen_on=day("2026-12-04"), plan=WithPlan.YES)
    assert decode("CourseChosen", encode(asked)) == asked


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-17 23:59", State.OPEN),  # the day before
        ("2026-12-18 23:59", State.OPEN),  # the day
        ("2026-12-19 00:00", State.OVERDUE),  # the day after
    ],
)
def test_the_plan_is_awaited_until_its_day(at: str, expected: State) -> None:
    assert state(chosen(), at) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-12-17", State.MET), ("2026-12-18", State.MET), ("2026-12-19", State.MET_LATE)],
)
def test_registered_late_the_day_it_was_made_counts(on: str, expected: State) -> None:
    assert state(chosen().answers(M.PLAN, "2026-12-20 12:00", registered_on=on), "2026-12-21 12:00") is expected


def test_it_is_reminded_of_and_missed() -> None:
    fired = [each for each in chosen().ticks("2026-12-19 08:00") if isinstance(each, RungReached)]
    assert {(each.milestone, each.missed) for each in fired} >= {(M.PLAN, False), (M.PLAN, True)}
    assert all(each.milestone is not M.FOLLOW_UP for each in fired)


def test_it_is_dated_from_the_choice_and_has_minutes_only_where_they_are_told() -> None:
    with pytest.raises(Refused) as refused:
        chosen().judged(M.PLAN, PLANNED, registered_on="2026-12-03")
    assert (refused.value.code, refused.value.field) == ("too_early", "registered_on")
    assert "ligger før valget (fredag den 4. december 2026)" in str(refused.value)
    (plan,) = chosen().judged(M.PLAN, PLANNED, registered_on="2026-12-04")
    assert isinstance(plan, PlanAnswered)
    assert (plan.on, plan.minutes_sent_on) == (day("2026-12-04"), None)
    (sent,) = chosen().judged(M.PLAN, PLANNED, registered_on="2026-12-04", minutes_sent_on="2026-12-08")
    assert isinstance(sent, PlanAnswered)
    assert (sent.on, sent.minutes_sent_on) == (day("2026-12-08"), day("2026-12-08"))


def test_not_made_with_its_reason_the_follow_up_goes_on() -> None:
    story = chosen().answers(M.PLAN, PLANNED, outcome="not_made", reason="other_plan")
    assert open_(story) == {M.FOLLOW_UP: (1, "tor 4. mar")}
    assert state(story, PLANNED) is State.NOT_DONE


def test_its_duties_are_todos_and_one_registered_since_the_choice_is_not_brought_again() -> None:
    story = chosen().answers(Matter.DUTY, "2026-12-05 10:00", role="parent", what="attention")
    story.answers(Matter.TODO, "2026-12-06 10:00", todo="1")
    assert defaults(M.PLAN, story.case, danish(PLANNED))["duties"] == (Role.PARENT,)
    story.answers(M.PLAN, PLANNED, duties="parent,school")
    assert [(each.role, each.open) for each in story.case.todos] == [(Role.PARENT, False), (Role.SCHOOL, True)]


def test_of_the_seven_fields_the_agreements_are_missing_after_its_day() -> None:
    def agreements(at: str) -> Standing:
        return completeness(chosen().case, RULEBOOK, danish(at), cpr_known=True).standing[RequiredField.AGREEMENTS]

    assert (agreements("2026-12-18 23:59"), agreements("2026-12-19 00:00")) == (Standing.NOT_YET, Standing.MISSING)


def test_made_after_all_the_refusal_tells_the_way_and_the_correction_opens_it() -> None:
    story = not_held()
    with pytest.raises(Refused, match="Laves der en, så ret først »valg af forløb«") as refused:
        story.judged(M.PLAN, PLANNED)
    assert refused.value.code == "not_yet"
    entry = next(str(each.version) for each in story.history if isinstance(each.event, CourseChosen))
    correct: dict[str, Any] = {"entry": entry, "changes": "plan=ja", "because": "typed_wrong"}
    story.answers(Matter.CORRECTION, "2026-12-09 12:00", **correct)
    assert open_(story) == {M.PLAN: (1, "fre 18. dec"), M.FOLLOW_UP: (1, "tor 4. mar")}
    assert open_(story.answers(M.PLAN, PLANNED)) == {M.FOLLOW_UP: (1, "tor 4. mar")}


def test_elsewhere_a_plan_that_is_not_awaited_is_refused_as_before() -> None:
    investigated = awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="investigation", caseworker="CML")
    for story in (awaiting(M.MEETING), investigated):
        with pytest.raises(Refused) as refused:
            story.judged(M.PLAN, PLANNED)
        assert (refused.value.code, "anden støtte" in str(refused.value)) == ("not_yet", False)


def test_after_an_approval_not_to_summon_it_counts_from_the_choice_too() -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 10:00", outcome="approved", by="TLU")
    story.answers(M.COURSE, "2026-11-27 10:00", outcome="other_support", plan="yes")
    assert open_(story) == {M.PLAN: (1, "fre 11. dec"), M.FOLLOW_UP: (1, "lør 27. feb")}


# -- the follow-up comes first


def test_followed_up_and_closed_the_plan_ends_with_its_course() -> None:
    story = chosen().answers(M.FOLLOW_UP, "2026-12-12 12:00", outcome="close")
    assert (story.case.closed_on, story.case.awaiting) == (day("2026-12-12"), None)
    assert state(story, "2027-01-01 12:00") is State.LAPSED
    story.answers(Matter.REOPENED, "2026-12-13 12:00", because="slip")
    assert open_(story) == {M.PLAN: (1, "fre 18. dec"), M.FOLLOW_UP: (2, "fre 12. mar")}


def test_followed_up_and_again_the_plan_is_awaited_still_and_the_next_goes_on() -> None:
    story = chosen().answers(M.FOLLOW_UP, "2026-12-12 12:00", outcome="follow_up_again")
    assert open_(story) == {M.PLAN: (1, "fre 18. dec"), M.FOLLOW_UP: (2, "fre 12. mar")}
    assert open_(story.answers(M.PLAN, "2026-12-14 12:00")) == {M.FOLLOW_UP: (2, "fre 12. mar")}


# -- crossing paths


def test_a_verdict_asks_for_the_plan_to_be_reconsidered_once_it_is_made() -> None:
    story = chosen().answers(Matter.VERDICT, "2026-12-08 10:00", outcome="convicted")
    assert set(open_(story)) == {M.PLAN, M.FOLLOW_UP}  # it is made in the light of it
    story.answers(M.PLAN, PLANNED).answers(Matter.VERDICT, "2027-01-10 10:00", outcome="dropped")
    assert open_(story) == {M.PLAN_REVIEW: (1, "søn 24. jan"), M.FOLLOW_UP: (1, "tor 4. mar")}
    assert "plan a og plan b" in view(story.case, RULEBOOK, danish("2027-01-11 10:00")).description
    story.answers(M.PLAN_REVIEW, "2027-01-12 10:00", outcome="revised")
    assert open_(story) == {M.FOLLOW_UP: (2, "man 12. apr")}


@pytest.mark.parametrize(
    ("decided_on", "last"),
    [
        ("2026-12-09", "søn 24. jan"),  # the day before the plan: from when it is known here
        ("2026-12-10", "tor 24. dec"),  # its day, and the day after: from then
        ("2026-12-11", "fre 25. dec"),
    ],
)
def test_a_verdict_from_before_the_plan_is_reviewed_from_when_it_is_registered(decided_on: str, last: str) -> None:
    story = chosen().answers(M.PLAN, PLANNED)
    story.answers(Matter.VERDICT, "2027-01-10 10:00", outcome="dropped", decided_on=decided_on)
    assert open_(story)[M.PLAN_REVIEW] == (1, last)


def test_a_plan_that_was_not_made_is_not_reconsidered() -> None:
    story = chosen().answers(M.PLAN, PLANNED, outcome="not_made", reason="declines")
    story.answers(Matter.VERDICT, "2027-01-10 10:00", outcome="dropped")
    assert set(open_(story)) == {M.FOLLOW_UP}


def test_a_further_notification_has_its_seven_days_and_the_plan_is_registered_beside_them() -> None:
    story = chosen().called("2026-12-07 09:00", at=danish("2026-12-07 09:00"))
    assert set(open_(story)) == {M.TARGET_GROUP, M.SUMMONS, M.PLAN, M.FOLLOW_UP}
    story.answers(M.PLAN, PLANNED)
    assert set(open_(story)) == {M.TARGET_GROUP, M.SUMMONS, M.FOLLOW_UP}


def test_closing_the_follow_up_beside_a_further_notification_ends_its_own_course_only() -> None:
    story = chosen().called("2026-12-07 09:00", at=danish("2026-12-07 09:00"))
    story.answers(M.FOLLOW_UP, "2026-12-08 12:00", outcome="close")
    assert set(open_(story)) == {M.TARGET_GROUP, M.SUMMONS}
    assert story.case.closed_on is None


def test_a_samraad_held_after_all_has_a_plan_of_its_own_from_the_meeting() -> None:
    story = chosen().called("2026-12-07 09:00", at=danish("2026-12-07 09:00"))
    story.answers(M.TARGET_GROUP, "2026-12-08 10:00", outcome="in_target_group")
    story.answers(M.SUMMONS, "2026-12-08 11:00").answers(M.MEETING, "2026-12-15 12:00")
    assert open_(story)[M.PLAN] == (2, "tir 29. dec")
    story.answers(M.PLAN, "2026-12-16 12:00")
    assert open_(story) == {M.FOLLOW_UP: (2, "man 15. mar")}
    assert track(story, M.FOLLOW_UP).attempt == 2
