"""What turns a course or ends it: an agreed day, a late summons, a verdict, a move, a wrong opening, reopened."""

from __future__ import annotations

import pytest

from samraad.case.parts import Todo
from samraad.deadlines import deadline, deadlines, due
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import CaseMoved, NotSummonedProposed, RungReached
from samraad.notices import notices
from samraad.summary import summarise
from samraad.times import last_day
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import LateCause, Matter, Milestone, Stage, State, TodoKind, TodoOutcome
from tests.samraad.given import RECEIVED, RULEBOOK, M, Story, awaiting, closed, danish, day
from tests.samraad.test_again import not_held, open_


def state(story: Story, milestone: Milestone, at: str = "2027-12-31 12:00") -> State:
    track = story.case.track(milestone)
    assert track is not None
    return deadline(track, RULEBOOK, danish(at)).state


def todo(story: Story, kind: TodoKind) -> Todo | None:
    return next((each for each in story.case.todos if each.kind is kind), None)


def fired(story: Story, at: str) -> list[tuple[str, str]]:
    return [(each.milestone.value, each.rung) for each in story.ticks(at) if isinstance(each, RungReached)]


# -- a day that is agreed


def test_reminders_go_by_the_agreed_day_and_the_recommended_one_stays_visible() -> None:
    story = awaiting(M.MEETING).answers(Matter.AGREED_DATE, "2026-11-26 10:00", agreed_on="2026-12-20")
    track = story.case.track(M.MEETING)
    assert track is not None
    found = deadline(track, RULEBOOK, danish("2026-12-10 12:00"))
    assert (found.shown, found.agreed_on, found.state) == ("ons 9. dec", day("2026-12-20"), State.OPEN)
    assert view(story.case, RULEBOOK, danish("2026-12-10 12:00")).name == (
        "2026-0042 · netværkssamråd aftalt søn 20. dec (anbefalet senest ons 9. dec)"
    )
    assert fired(story, "2026-12-16 12:00") == []
    assert fired(story, "2026-12-17 08:00") == [("meeting", "three_days")]
    assert fired(story, "2026-12-21 00:00") == [("meeting", "missed")]
    assert summarise(story.case, RULEBOOK).first_due_at == danish("2026-12-21 00:00")
    assert (
        "netværkssamråd ikke registreret, aftalt søn 20. dec"
        in view(story.case, RULEBOOK, danish("2026-12-21 12:00")).name
    )
    missed = next(each for each in reversed(story.history) if isinstance(each.event, RungReached))
    assert {each.fields["deadline_kind"] for each in notices(story.case, missed, RULEBOOK)} == {"aftalt dato"}


def test_agreed_after_the_recommended_day_was_missed_the_agreed_one_has_reminders_of_its_own() -> None:
    story = awaiting(M.MEETING)
    assert ("meeting", "missed") in fired(story, "2026-12-10 08:00")
    story.answers(Matter.AGREED_DATE, "2026-12-10 10:00", agreed_on="2026-12-15")
    assert fired(story, "2026-12-14 08:00") == [("meeting", "three_days")]
    assert ("meeting", "missed") in fired(story, "2026-12-16 00:00")


def test_a_day_agreed_with_the_summons_or_the_postponement_is_the_meetings() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 10:00", meeting_on="2026-12-03")
    assert [each.agreed_on for each in deadlines(story.case, RULEBOOK, RECEIVED) if each.milestone is M.MEETING] == [
        day("2026-12-03")
    ]
    story.answers(M.MEETING, "2026-12-03 15:00", outcome="postponed", planned_on="2026-12-10")
    story.answers(M.SUMMONS, "2026-12-04 10:00")
    meeting = story.case.track(M.MEETING)
    assert meeting is not None
    assert meeting.agreed_on == day("2026-12-10")
    assert "Netværkssamråd (2. forsøg)." in view(story.case, RULEBOOK, danish("2026-12-05 10:00")).description


def test_a_follow_up_is_agreed_before_it_is_awaited_and_held_for_that_one_only() -> None:
    story = awaiting(M.PLAN)
    story.answers(Matter.AGREED_DATE, "2026-12-03 10:00", milestone="follow_up", agreed_on="2027-01-15")
    story.answers(M.PLAN, "2026-12-09 12:00")
    assert fired(story, "2027-01-01 08:00") == [("follow_up", "two_weeks")]
    story.answers(M.FOLLOW_UP, "2027-01-15 10:00", outcome="follow_up_again")
    track = story.case.track(M.FOLLOW_UP)
    assert track is not None
    assert track.agreed_on is None


@pytest.mark.parametrize(
    ("milestone", "fields", "code"),
    [
        (M.MEETING, {"agreed_on": "2026-11-25"}, "too_early"),
        (M.MEETING, {"agreed_on": "2028-11-25"}, "in_future"),
        (M.PLAN, {"agreed_on": "2026-12-25"}, "already"),
        (M.SUMMONS, {"agreed_on": "x"}, "field_date_parsing"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(milestone: Milestone, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(milestone).judged(Matter.AGREED_DATE, "2026-12-09 12:00", **fields)
    assert refused.value.code == code


# -- late is explained


@pytest.mark.parametrize(("sent_on", "late"), [("2026-11-27", False), ("2026-11-28", False), ("2026-11-29", True)])
def test_a_summons_after_its_limit_asks_for_the_cause_one_registered_late_does_not(sent_on: str, late: bool) -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00", sent_on=sent_on)
    assert (todo(story, TodoKind.LATE_CAUSE) is not None) is late
    assert state(story, M.SUMMONS) is (State.MET_LATE if late else State.MET)


def test_the_cause_may_be_given_at_once_or_as_the_todos_answer() -> None:
    given = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00", late_cause="network")
    assert given.case.todos == ()
    asked = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00")
    with pytest.raises(Refused, match="weekly_allotment"):
        asked.judged(Matter.TODO, "2026-12-02 10:00", todo="1")
    asked.answers(Matter.TODO, "2026-12-02 10:00", todo="1", cause="holiday")
    assert asked.case.todos[0].outcome is TodoOutcome.DONE
    assert getattr(asked.history[-1].event, "cause", None) is LateCause.HOLIDAY


def test_a_late_summons_corrected_to_a_day_in_time_asks_for_no_cause() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00")
    entry = str(story.case.version)
    fields = {"entry": entry, "changes": "young_person_on=2026-11-25;holder_on=2026-11-25", "because": "typed_wrong"}
    story.answers(Matter.CORRECTION, "2026-12-02 10:00", **fields)
    assert (story.case.todos, state(story, M.SUMMONS)) == ((), State.MET)


def test_a_cause_without_lateness_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.SUMMONS).judged(M.SUMMONS, "2026-11-25 10:00", late_cause="holiday")
    assert (refused.value.code, refused.value.field) == ("not_late", "late_cause")
    story = awaiting(M.SUMMONS).answers(Matter.NEW_TODO, "2026-11-24 12:00", kind="court_statement")
    with pytest.raises(Refused) as refused:
        story.judged(Matter.TODO, "2026-11-26 12:00", todo="1", cause="holiday")
    assert refused.value.code == "cause"


def test_a_new_attempt_is_no_limit_of_the_law_and_asks_for_no_cause() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    story.answers(M.SUMMONS, "2026-12-20 10:00")
    assert story.case.todos == ()


def test_while_the_second_holder_is_still_to_be_summoned_nothing_is_asked() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00", holders="two_one_missing")
    assert story.case.todos == ()


# -- a verdict


def test_after_a_held_samraad_a_dropped_suspicion_asks_for_the_plan_to_be_reviewed() -> None:
    story = awaiting(M.FOLLOW_UP).answers(Matter.VERDICT, "2027-01-10 10:00", outcome="dropped")
    assert open_(story) == {M.PLAN_REVIEW: (1, "søn 24. jan"), M.FOLLOW_UP: (1, "tir 2. mar")}
    shown = view(story.case, RULEBOOK, danish("2027-01-11 10:00")).description
    assert "**Obs:** mistanken er frafaldet. Handleplanen skal vurderes (plan a og plan b)." in shown
    assert "dommen eller frafaldet søn 10. jan" in shown
    story.answers(Matter.VERDICT, "2027-01-12 10:00", outcome="fine")  # one review covers both
    assert open_(story)[M.PLAN_REVIEW] == (1, "søn 24. jan")
    story.answers(M.PLAN_REVIEW, "2027-01-13 10:00", outcome="no_need")
    assert open_(story) == {M.FOLLOW_UP: (2, "tir 13. apr")}
    assert "plan a og plan b" in view(story.case, RULEBOOK, danish("2027-01-14 10:00")).description


def test_after_a_review_a_verdict_asks_for_another() -> None:
    story = awaiting(M.PLAN_REVIEW).answers(M.PLAN_REVIEW, "2026-12-01 10:00", outcome="no_need")
    story.answers(Matter.VERDICT, "2026-12-05 10:00", outcome="convicted")
    assert open_(story)[M.PLAN_REVIEW] == (2, "lør 19. dec")


def test_before_the_samraad_the_duty_to_summon_goes_on() -> None:
    story = awaiting(M.SUMMONS)
    before = open_(story)
    story.answers(Matter.VERDICT, "2026-11-25 10:00", outcome="dropped")
    assert open_(story) == before
    shown = view(story.case, RULEBOOK, danish("2026-11-25 11:00")).description
    assert "Der skal stadig indkaldes, medmindre en leder godkender" in shown
    story.answers(M.SUMMONS, "2026-11-25 12:00", outcome="not_summoned", reason="suspicion_dropped")
    story.answers(M.APPROVAL, "2026-11-26 12:00", outcome="approved", by="TLU")
    assert state(story, M.SUMMONS) is State.NOT_DONE


def test_who_has_the_case_is_told_of_a_verdict_that_somebody_else_registered() -> None:
    story = awaiting(M.SUMMONS)
    story.happens(*story.judged(Matter.VERDICT, "2026-11-25 10:00", outcome="dropped"), actor="BOS")
    told = notices(story.case, story.history[-1], RULEBOOK)
    assert [(each.recipient, each.kind.value) for each in told] == [("ANK", "ruling")]
    story.happens(*story.judged(Matter.VERDICT, "2026-11-25 11:00", outcome="fine"), actor="ANK")
    assert notices(story.case, story.history[-1], RULEBOOK) == ()


def test_a_familys_no_excuses_no_summons_and_the_leader_is_told_so() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", outcome="not_summoned", reason="declines")
    shown = view(story.case, RULEBOOK, danish("2026-11-25 13:00")).description
    assert "familiens nej fritager for at holde mødet, ikke for at indkalde" in shown
    assert "Grunden til forslaget om ikke at indkalde: **familien eller den unge siger nej eller bliver væk**." in shown
    told = notices(story.case, story.history[-1], RULEBOOK)
    assert [each.fields["why"] for each in told] == ["Grund: familien eller den unge siger nej eller bliver væk."]


# -- a move


def test_moved_but_not_handed_over_the_clock_runs_here_and_the_hand_over_is_to_be_done() -> None:
    story = awaiting(M.SUMMONS).answers(Matter.MOVED, "2026-11-25 10:00", outcome="not_yet", moved_on="2026-11-23")
    assert story.case.awaiting is M.SUMMONS
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-11-25 12:00"))
    assert (limit.todo.kind, limit.due_at) == (TodoKind.MOVED_HAND_OVER, danish("2026-11-28 00:00"))
    assert "Fristerne løber her" in view(story.case, RULEBOOK, danish("2026-11-25 12:00")).description
    story.answers(Matter.MOVED, "2026-11-25 11:00", outcome="not_yet", moved_on="2026-11-24")
    assert len(story.case.todos) == 1


def test_the_todos_answer_hands_it_over_with_the_deadlines_that_run() -> None:
    story = awaiting(M.SUMMONS).answers(Matter.MOVED, "2026-11-25 10:00", outcome="not_yet", moved_on="2026-11-23")
    story.answers(Matter.TODO, "2026-11-26 10:00", todo="1")
    moved = story.history[-1].event
    assert isinstance(moved, CaseMoved)
    assert (moved.moved_on, moved.handed_over_on) == (day("2026-11-23"), day("2026-11-26"))
    assert moved.running == ((M.SUMMONS, day("2026-11-28")),)
    assert (story.case.stage, story.case.todos[0].outcome) == (Stage.CLOSED, TodoOutcome.DONE)


def test_or_the_move_registered_again_and_staying_after_all_settles_it_too() -> None:
    story = awaiting(M.SUMMONS).answers(Matter.MOVED, "2026-11-25 10:00", outcome="not_yet", moved_on="2026-11-23")
    handed = Story(history=list(story.history))
    handed.answers(Matter.MOVED, "2026-11-26 10:00", outcome="handed_over", moved_on="2026-11-23")
    assert (handed.case.stage, handed.case.todos[0].outcome) == (Stage.CLOSED, TodoOutcome.DONE)
    story.answers(Matter.TODO, "2026-11-26 10:00", todo="1", outcome="not_needed")
    assert (story.case.awaiting, story.case.todos[0].outcome) == (M.SUMMONS, TodoOutcome.NOT_NEEDED)


def test_a_move_during_a_postponed_meeting_states_the_new_summons() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    story.answers(Matter.MOVED, "2026-12-03 10:00", outcome="handed_over", moved_on="2026-12-01")
    moved = story.history[-1].event
    assert isinstance(moved, CaseMoved)
    assert moved.running == ((M.SUMMONS, day("2026-12-09")),)


# -- a wrong opening


def test_wrongly_opened_nothing_counts_as_met_or_missed() -> None:
    story = awaiting(M.PLAN).answers(Matter.WRONGLY_OPENED, "2026-12-20 10:00", because="wrong_person", by="TLU")
    assert {each.state for each in deadlines(story.case, RULEBOOK, RECEIVED)} == {State.LAPSED}
    assert (story.case.stage, story.case.samraad_on, story.case.wrongly_opened) == (Stage.CLOSED, None, True)
    assert story.ticks("2027-12-31 10:00") == ()
    row = summarise(story.case, RULEBOOK)
    assert (row.first_due_at, row.next_tick_at) == (None, None)


def test_only_a_leader_or_intake_closes_a_case_so() -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.SUMMONS).judged(Matter.WRONGLY_OPENED, "2026-11-25 10:00", because="test")
    assert (refused.value.code, refused.value.field) == ("not_leader", "by")
    assert awaiting(M.SUMMONS).judged(Matter.WRONGLY_OPENED, "2026-11-25 10:00", because="test", by="VIS")


# -- reopened


def test_reopened_what_lapsed_runs_again_with_its_old_count() -> None:
    story = awaiting(M.SUMMONS).answers(Matter.NEW_TODO, "2026-11-24 12:00", kind="court_statement")
    story.answers(Matter.MOVED, "2026-11-25 12:00", outcome="handed_over", moved_on="2026-11-20")
    story.answers(Matter.REOPENED, "2026-12-01 12:00", because="returned")
    assert open_(story) == {M.SUMMONS: (1, "lør 28. nov")}
    assert (story.case.closed_on, story.case.todos[0].open) == (None, True)
    told = notices(story.case, story.history[-1], RULEBOOK)
    assert [(each.recipient, each.kind.value, str(each.due_on)) for each in told] == [("ANK", "reopened", "2026-11-28")]
    assert ("summons", "missed") in fired(story, "2026-12-01 12:05")


def test_the_milestone_that_closed_it_is_answered_again() -> None:
    outside = awaiting(M.TARGET_GROUP)
    outside.answers(M.TARGET_GROUP, "2026-11-23 10:00", outcome="outside", destination="none", override="other")
    outside.answers(Matter.REOPENED, "2026-11-24 12:00", because="news")
    assert open_(outside) == {M.TARGET_GROUP: (2, "tir 24. nov"), M.SUMMONS: (1, "lør 28. nov")}
    outside.answers(M.TARGET_GROUP, "2026-11-24 13:00", outcome="in_target_group")
    assert set(open_(outside)) == {M.ASSIGNMENT, M.SUMMONS}
    course = awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="close", reason="moved")
    course.answers(Matter.REOPENED, "2026-12-05 12:00", because="slip")
    assert open_(course) == {M.COURSE: (2, "ons 9. dec")}
    followed = closed().answers(Matter.REOPENED, "2027-03-02 12:00", because="slip")
    assert open_(followed) == {M.FOLLOW_UP: (2, "tir 1. jun")}


def test_wrongly_closed_as_wrongly_opened_all_counts_again() -> None:
    story = awaiting(M.PLAN)
    before = open_(story)
    story.answers(Matter.WRONGLY_OPENED, "2026-12-10 10:00", because="other", by="TLU")
    story.answers(Matter.REOPENED, "2026-12-11 12:00", because="slip")
    assert open_(story) == before
    assert (state(story, M.SUMMONS), story.case.samraad_on) == (State.MET, day("2026-12-02"))
    assert story.case.wrongly_opened is False


def test_an_open_case_is_not_reopened_and_a_closed_one_takes_nothing_else() -> None:
    with pytest.raises(AlreadyRegistered, match="er ikke afsluttet"):
        awaiting(M.SUMMONS).judged(Matter.REOPENED, "2026-12-01 12:00", because="slip")
    with pytest.raises(AlreadyRegistered, match="er afsluttet"):
        closed().judged(Matter.VERDICT, "2027-04-01 12:00", outcome="fine")
    with pytest.raises(Refused) as refused:
        closed().judged(Matter.REOPENED, "2027-04-01 12:00", because="slip", reopened_on="2027-02-28")
    assert refused.value.code == "too_early"


# -- crossing paths


def test_a_verdict_and_a_further_notification_have_one_review_by_the_earlier_of_them() -> None:
    story = awaiting(M.FOLLOW_UP).answers(Matter.VERDICT, "2027-01-10 10:00", outcome="convicted")
    story.called("2027-01-05 10:00")
    assert open_(story)[M.PLAN_REVIEW] == (1, "tir 19. jan")


def test_a_verdict_where_no_samraad_was_held_opens_nothing() -> None:
    story = not_held()
    before = open_(story)
    assert open_(story.answers(Matter.VERDICT, "2027-01-10 10:00", outcome="acquitted")) == before


@pytest.mark.parametrize(
    ("decided_on", "until"),
    [
        # the samråd was held on 2 December; registered on 21 December
        ("2026-12-01", "2027-01-04"),
        ("2026-12-02", "2026-12-16"),
        ("2026-12-03", "2026-12-17"),
    ],
)
def test_a_verdict_from_before_the_samraad_is_reviewed_from_when_it_is_registered(decided_on: str, until: str) -> None:
    story = awaiting(M.PLAN).answers(Matter.VERDICT, "2026-12-21 10:00", outcome="convicted", decided_on=decided_on)
    (review,) = [each for each in story.case.tracks if each.milestone is M.PLAN_REVIEW]
    assert last_day(due(review, RULEBOOK)) == day(until)


def test_nothing_is_handed_over_before_the_move() -> None:
    fields = {"outcome": "handed_over", "moved_on": "2026-11-25"}
    story = awaiting(M.SUMMONS)
    with pytest.raises(Refused) as refused:
        story.answers(Matter.MOVED, "2026-11-27 10:00", **fields, handed_over_on="2026-11-24")
    assert (refused.value.code, refused.value.field) == ("too_early", "handed_over_on")
    assert "flytningen" in str(refused.value)
    story.answers(Matter.MOVED, "2026-11-27 10:00", **fields, handed_over_on="2026-11-25")
    assert story.case.closed_on == day("2026-11-25")


def test_a_move_without_a_day_was_on_the_day_of_the_hand_over_at_the_latest() -> None:
    fields = {"outcome": "handed_over", "handed_over_on": "2026-11-25"}
    moved = awaiting(M.SUMMONS).answers(Matter.MOVED, "2026-11-27 10:00", **fields).history[-1].event
    assert isinstance(moved, CaseMoved)
    assert moved.moved_on == day("2026-11-25")


def test_after_a_partial_summons_a_proposal_not_to_summon_is_of_today() -> None:
    """The form begins with the day on which the others were summoned."""
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 10:00", holders="two_one_missing")
    story.answers(M.SUMMONS, "2026-12-03 10:00", outcome="not_summoned", reason="moved")
    proposed = story.history[-1].event
    assert isinstance(proposed, NotSummonedProposed)
    assert proposed.proposed_on == day("2026-12-03")
    assert state(story, M.APPROVAL, "2026-12-03 12:00") is State.OPEN
