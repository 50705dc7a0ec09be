"""Corrections: a new event names the old one, which stays; what counts is the corrected one, everywhere at once."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case import evolve, fold
from samraad.case.corrections import corrected_by, in_force
from samraad.deadlines import deadlines
from samraad.errors import Refused
from samraad.events import (
    Corrected,
    DeadlineMoved,
    NotificationAttached,
    PersonCorrected,
    PersonShown,
    ReceiptCorrected,
    RungReached,
    Summoned,
)
from samraad.telling import earliest
from samraad.vocabulary import CorrectionCause, Matter, Milestone, State, TodoKind
from samraad.wording import corrected, say
from tests.samraad.given import NUMBER, RECEIVED, RULEBOOK, M, Story, awaiting, closed, danish, day, opening

#: Numbers in the file of a case that awaits the plan.
TARGET, ROUTED, ACCEPTED, SUMMONED, HELD = 3, 4, 5, 6, 7


def correct(story: Story, entry: int, at: str = "2026-12-09 12:00", **fields: Any) -> Story:
    return story.answers(Matter.CORRECTION, at, entry=str(entry), because="typed_wrong", **fields)


def state(story: Story, milestone: Milestone) -> State:
    found = [
        each for each in deadlines(story.case, RULEBOOK, danish("2027-01-01 12:00")) if each.milestone is milestone
    ]
    return found[-1].state


def test_the_file_of_the_story_is_numbered_as_these_tests_think() -> None:
    names = [type(each.event).__name__ for each in awaiting(M.PLAN).history]
    assert names[TARGET - 1 :] == [
        *("TargetGroupDecided", "CaseRouted", "AssignmentAnswered", "Summoned", "MeetingAnswered"),
    ]


def test_a_wrong_date_is_corrected_and_the_old_one_stays_in_the_history() -> None:
    story = correct(awaiting(M.PLAN), HELD, on="2026-12-03")
    case = story.case
    assert case.held is not None
    assert (case.held.on, case.samraad_on) == (day("2026-12-03"), day("2026-12-03"))
    assert story.history[HELD - 1].event.on == day("2026-12-02")  # type: ignore[union-attr]
    track = case.track(M.PLAN)
    assert track is not None
    assert track.counts_from == danish("2026-12-03 00:00")
    assert (case.version, case.head) == (story.history[-1].version, story.history[-1].hash)


@pytest.mark.parametrize(
    ("sent_on", "expected"),
    # the seventh day after Saturday 21 November is Saturday the 28th
    [("2026-11-27", State.MET), ("2026-11-28", State.MET), ("2026-11-29", State.MET_LATE)],
)
def test_a_corrected_summons_is_in_time_or_late_as_if_it_had_been_written_so(sent_on: str, expected: State) -> None:
    changes = f"holder_on={sent_on}"
    assert state(correct(awaiting(M.PLAN), SUMMONED, on=sent_on, changes=changes), M.SUMMONS) is expected


def test_a_summons_corrected_to_before_the_receipt_is_one_agreed_before() -> None:
    story = correct(awaiting(M.PLAN), SUMMONED, on="2026-11-20", changes="holder_on=2026-11-20")
    assert story.case.summons is not None
    assert story.case.summons.agreed_before


def test_wrong_initials_are_corrected() -> None:
    assert correct(awaiting(M.PLAN), ACCEPTED, caseworker="BOS", by="BOS").case.caseworker == "BOS"


def test_several_fields_at_once() -> None:
    story = correct(awaiting(M.PLAN), HELD, changes="participants=young_person,school; on=2026-12-03")
    assert story.case.held is not None
    assert [each.value for each in story.case.held.participants] == ["young_person", "school"]


def test_the_outcome_of_the_last_answer_is_corrected_and_what_follows_with_it() -> None:
    story = correct(awaiting(M.PLAN), HELD, changes="outcome=not_held;reason=declines;participants=")
    assert story.case.awaiting is M.COURSE
    assert story.case.samraad_on is None


def test_nobody_was_present_at_a_meeting_that_is_corrected_to_one_not_held() -> None:
    story = correct(awaiting(M.PLAN), HELD, changes="outcome=declined;reason=declines")
    assert story.case.awaiting is M.MOTIVATION
    assert "deltagere" not in say(in_force(tuple(story.history))[HELD - 1].event)
    declined = awaiting(M.MOTIVATION)
    with pytest.raises(Refused) as refused:
        correct(declined, HELD, changes="outcome=held;reason=")
    assert (refused.value.code, refused.value.field) == ("participants_missing", "changes")
    correct(declined, HELD, changes="outcome=held;reason=;participants=young_person,parent")
    assert (declined.case.awaiting, declined.case.held is not None) == (M.PLAN, True)


def test_what_was_corrected_is_marked_with_the_number_of_its_correction() -> None:
    story = correct(correct(awaiting(M.PLAN), HELD, on="2026-12-03"), HELD, on="2026-12-04")
    latest = story.history[-1]
    assert corrected_by(tuple(story.history)) == {HELD: latest}
    assert (corrected(latest), corrected(None)) == (f" (rettet, se nr. {latest.version})", "")


def test_a_correction_is_corrected_by_naming_the_first_again() -> None:
    story = correct(correct(awaiting(M.PLAN), HELD, on="2026-12-03"), HELD, on="2026-12-04")
    assert story.case.samraad_on == day("2026-12-04")


def test_folding_at_once_or_event_by_event_gives_the_same() -> None:
    story = correct(awaiting(M.PLAN), HELD, on="2026-12-03").answers(M.PLAN, "2026-12-10 12:00")
    case = None
    for each in story.history:
        case = evolve(case, each)
    assert case == fold(story.history)


def test_todos_keep_their_numbers_when_a_correction_takes_one_back_or_brings_one() -> None:
    story = awaiting(M.PLAN)
    story.happens(NotificationAttached(received_at=danish("2026-12-05 10:00"), notification="n-2", offences=()))
    story.answers(Matter.NEW_TODO, "2026-12-06 12:00", kind="court_statement")
    (first, second) = story.case.todos
    correct(story, HELD, on="2026-12-03")
    assert story.case.todos == (first, second)
    assert [each.kind for each in story.case.todos] == [TodoKind.ASSESS_AGAIN, TodoKind.COURT_STATEMENT]


@pytest.mark.parametrize(
    ("entry", "fields", "code"),
    [
        (99, {"on": "2026-12-03"}, "unknown_entry"),
        (HELD, {}, "nothing"),
        (HELD, {"on": "2026-12-02"}, "no_change"),
        (HELD, {"on": "2026-12-10"}, "in_future"),
        # before the summons it builds on
        (HELD, {"on": "2026-11-24"}, "too_early"),
        # after the meeting that builds on it
        (SUMMONED, {"on": "2026-12-03", "changes": "holder_on=2026-12-03"}, "order"),
        (SUMMONED, {"changes": "outcome=sent"}, "no_change"),
        (TARGET, {"changes": "outcome=outside"}, "built_upon"),
        (HELD, {"changes": "participants=moster"}, "field_enum"),
        (HELD, {"changes": "ikke et felt"}, "field_string_pattern_mismatch"),
        (HELD, {"changes": "outcome=not_held"}, "reason_missing"),
        (HELD, {"changes": "complete=true"}, "unknown_field"),
        (ACCEPTED, {"caseworker": "XYZ"}, "unknown_initials"),
        # what samraad did by itself was not registered by anybody
        (ROUTED, {"caseworker": "BOS"}, "not_an_answer"),
    ],
)
def test_what_makes_no_sense_is_refused(entry: int, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        correct(awaiting(M.PLAN), entry, **fields)
    assert refused.value.code == code


def test_the_opening_is_corrected_by_its_own_ways() -> None:
    story = awaiting(M.PLAN)
    story.happens(NotificationAttached(received_at=danish("2026-12-05 10:00"), notification="n-2", offences=()))
    with pytest.raises(Refused, match="rettelse af modtagelsen"):
        correct(story, story.case.version, on="2026-12-03")


def test_what_was_only_noted_is_not_corrected() -> None:
    story = awaiting(M.PLAN).happens(PersonShown(purpose="x"))
    with pytest.raises(Refused, match="kan ikke rettes"):
        correct(story, story.case.version, on="2026-12-03")


# -- the receipt


def receipt(story: Story, on: str, time: str = "10.00", by: str = "TLU") -> Story:
    fields = {"received_on": on, "received_time": time, "basis": "mail_server"}
    return story.answers(Matter.RECEIPT, "2026-12-09 12:00", by=by, **fields)


@pytest.mark.parametrize(
    ("on", "expected"),
    # summoned on Wednesday 25 November
    [("2026-11-17", State.MET_LATE), ("2026-11-18", State.MET), ("2026-11-19", State.MET), ("2026-11-24", State.MET)],
)
def test_a_corrected_receipt_moves_what_counts_from_it_either_way(on: str, expected: State) -> None:
    story = receipt(awaiting(M.PLAN), on)
    assert state(story, M.SUMMONS) is expected
    assert isinstance(story.history[-1].event, ReceiptCorrected)
    assert story.history[-1].event.before == RECEIVED


def test_the_age_at_receipt_is_counted_anew() -> None:
    # born on 17 May 2010
    assert receipt(awaiting(M.PLAN), "2026-05-16").case.age_at_receipt == 15
    assert receipt(awaiting(M.PLAN), "2026-05-17").case.age_at_receipt == 16


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"on": "2026-11-20", "by": "ANK"}, "not_leader"),
        ({"on": "2026-12-09", "time": "23.00"}, "in_future"),
        ({"on": "2026-12-10"}, "in_future"),
        ({"on": "2026-11-21", "time": "09.14"}, "no_change"),
    ],
)
def test_a_receipt_that_makes_no_sense_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        receipt(awaiting(M.PLAN), **fields)
    assert refused.value.code == code


# -- deadlines


def moved(story: Story, due_on: str, by: str = "TLU", **fields: str) -> Story:
    return story.answers(Matter.DEADLINE, "2026-12-03 12:00", by=by, due_on=due_on, basis="illness", **fields)


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-12-30 12:00", State.OPEN), ("2026-12-31 23:59", State.OPEN), ("2027-01-01 00:00", State.OVERDUE)],
)
def test_a_leader_moves_a_deadline_that_is_not_the_laws(at: str, expected: State) -> None:
    story = moved(awaiting(M.PLAN), "2026-12-31")
    limit = deadlines(story.case, RULEBOOK, danish(at))[-1]
    assert (limit.state, limit.milestone) == (expected, M.PLAN)
    assert "Lederen har flyttet fristen til tor 31. dec." in limit.explanation
    assert limit.counted.endswith("flyttet af lederen")
    event = story.history[-1].event
    assert isinstance(event, DeadlineMoved)
    assert event.before == danish("2026-12-17 00:00")


def test_messages_name_the_day_to_which_it_was_moved() -> None:
    told = earliest(moved(awaiting(M.PLAN), "2026-12-31").case, RULEBOOK)
    assert told is not None
    assert (told.milestone, told.due_at) == (M.PLAN, danish("2027-01-01 00:00"))


@pytest.mark.parametrize(
    ("at", "fields", "code"),
    [
        (M.PLAN, {"due_on": "2026-12-31", "by": "ANK"}, "not_leader"),
        (M.PLAN, {"due_on": "2026-12-01"}, "too_early"),
        (M.PLAN, {"due_on": "2036-12-31"}, "in_future"),
        (M.PLAN, {"due_on": "2026-12-31", "milestone": "summons"}, "not_open"),
        (M.PLAN, {"due_on": "2026-12-31", "milestone": "follow_up"}, "not_open"),
        # the law's seven days
        (M.SUMMONS, {"milestone": "summons", "due_on": "2026-12-31"}, "statutory"),
    ],
)
def test_a_deadline_that_cannot_be_moved_is_refused(at: Milestone, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        moved(awaiting(at), **fields)
    assert refused.value.code == code


def test_the_person_is_somebody_else_and_so_may_the_age_be() -> None:
    event = PersonCorrected(before="p-1", person="p-2", because=CorrectionCause.WRONG_CASE, age_at_receipt=14)
    assert awaiting(M.PLAN).happens(event).case.age_at_receipt == 14


def test_the_events_are_what_they_say() -> None:
    story = correct(awaiting(M.PLAN), SUMMONED, changes="young_person_channel=phone")
    event = story.history[-1].event
    assert isinstance(event, Corrected)
    assert (event.corrects, event.type) == (SUMMONED, Summoned.__name__)
    assert story.case.number == NUMBER


def test_a_wrong_date_found_after_the_closing_is_corrected_and_the_case_stays_closed() -> None:
    before = closed()
    story = correct(closed(), HELD, "2027-03-02 12:00", on="2026-12-03")
    assert story.case.held is not None
    assert story.case.held.on == day("2026-12-03")
    assert (story.case.closed_on, story.case.awaiting) == (before.case.closed_on, None)


def test_a_correction_does_not_reopen_a_case() -> None:
    last = closed().case.version
    with pytest.raises(Refused, match="genåbn den først") as refused:
        correct(closed(), last, "2027-03-02 12:00", changes="outcome=follow_up_again")
    assert (refused.value.code, refused.value.field) == ("reopens", "entry")


# -- rungs that fired before the deadline moved


def told(story: Story, at: str, milestone: Milestone) -> list[str]:
    return [each.rung for each in story.ticks(at) if isinstance(each, RungReached) and each.milestone is milestone]


@pytest.mark.parametrize(
    ("at", "rung"),
    # by the right receipt the law's last day is Saturday 28 November
    [("2026-11-25 08:00", "three_days"), ("2026-11-27 08:00", "day_before"), ("2026-11-28 08:00", "last_day")],
)
def test_what_was_told_of_the_wrong_receipt_is_told_anew_of_the_right_one(at: str, rung: str) -> None:
    story = Story(opened=opening(danish("2026-11-14 09:14")))
    assert "missed" in told(story, "2026-11-22 08:00", M.SUMMONS)
    fields = {"received_on": "2026-11-21", "received_time": "09.14", "basis": "mail_server", "by": "TLU"}
    story.answers(Matter.RECEIPT, "2026-11-22 09:00", **fields)
    assert told(story, "2026-11-22 10:00", M.SUMMONS) == []
    assert told(story, at, M.SUMMONS)[-1:] == [rung]
    assert told(story, at, M.SUMMONS) == []
    assert "missed" in told(story, "2026-11-29 08:00", M.SUMMONS)


def test_an_overdue_plan_that_a_leader_moved_is_reminded_of_by_its_new_day() -> None:
    story = awaiting(M.PLAN)
    assert "missed" in told(story, "2026-12-20 12:00", M.PLAN)
    story.answers(Matter.DEADLINE, "2026-12-20 13:00", by="TLU", due_on="2027-01-15", basis="illness")
    assert told(story, "2026-12-20 14:00", M.PLAN) == []
    assert "missed" in told(story, "2027-01-18 12:00", M.PLAN)


@pytest.mark.parametrize(
    ("time", "refused"),
    # the other notification came on Monday 23 November at 10.00
    [("09.59", False), ("10.00", False), ("10.01", True)],
)
def test_the_receipt_is_not_corrected_to_after_another_notification_on_the_case(time: str, refused: bool) -> None:
    story = Story().called("2026-11-23 10:00", at=danish("2026-11-23 10:05"))
    if refused:
        with pytest.raises(Refused, match=r"man 23\. nov kl\. 10\.00"):
            receipt(story, "2026-11-23", time)
        return
    assert receipt(story, "2026-11-23", time).case.received_at <= danish("2026-11-23 10:00")
