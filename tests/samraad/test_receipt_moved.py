"""A call that is registered after the mail: the law's clock began with the call."""

from __future__ import annotations

import json

import pytest

from samraad.case import fold
from samraad.codec import SCHEMAS, decode, encode
from samraad.deadlines import deadlines, running
from samraad.delivery import NoticeKind
from samraad.events import EVENTS, NotificationAttached, ReceiptMoved, RungReached
from samraad.notices import notices
from samraad.notification import Origin
from samraad.view import view
from samraad.vocabulary import Milestone, State
from tests.samraad.given import (
    NUMBER,
    RECEIVED,
    RULEBOOK,
    M,
    Story,
    awaiting,
    closed,
    danish,
    day,
    old_attachment,
    opening,
)


def states(story: Story, at: str) -> dict[Milestone, tuple[str, State]]:
    found = deadlines(story.case, RULEBOOK, danish(at))
    return {each.milestone: (each.shown, each.state) for each in found}


@pytest.mark.parametrize(
    ("mail", "call", "last", "midnight"),
    [
        ("2026-11-21 09:14", "2026-11-20 23:59", "fre 27. nov", "2026-11-28 00:00"),  # the day before
        ("2026-11-21 09:14", "2026-11-21 00:00", "lør 28. nov", "2026-11-29 00:00"),  # the same day
        ("2026-11-21 09:14", "2026-11-22 00:00", "lør 28. nov", "2026-11-29 00:00"),  # the day after: nothing moves
        ("2026-03-24 09:00", "2026-03-21 12:00", "lør 28. mar", "2026-03-29 00:00"),  # the day before summer time
        ("2026-03-24 09:00", "2026-03-22 12:00", "søn 29. mar", "2026-03-30 00:00"),  # the day it begins
        ("2026-03-24 09:00", "2026-03-23 12:00", "man 30. mar", "2026-03-31 00:00"),  # the day after
        ("2026-10-20 09:00", "2026-10-18 12:00", "søn 25. okt", "2026-10-26 00:00"),  # the day it ends, of 25 hours
        ("2027-01-04 09:00", "2026-12-24 12:00", "tor 31. dec", "2027-01-01 00:00"),  # the last day of the year
        ("2027-01-04 09:00", "2026-12-25 12:00", "fre 1. jan", "2027-01-02 00:00"),  # the first
        ("2028-03-02 09:00", "2028-02-22 12:00", "tir 29. feb", "2028-03-01 00:00"),  # leap day
    ],
)
def test_the_summons_counts_from_the_earlier_receipt(mail: str, call: str, last: str, midnight: str) -> None:
    story = Story(opened=opening(danish(mail))).called(call)
    (summons,) = [each for each in running(story.case, RULEBOOK, danish(mail)) if each.milestone is M.SUMMONS]
    assert (summons.shown, summons.due_at) == (last, danish(midnight))
    assert story.case.received_at == min(danish(mail), danish(call))


def test_the_case_file_says_what_counted_before_and_why() -> None:
    story = awaiting(M.SUMMONS).called("2026-11-19 23:30").called("2026-11-18 10:00")
    assert story.history[-1].event == ReceiptMoved(
        received_at=danish("2026-11-18 10:00"),
        before=danish("2026-11-19 23:30"),
        because="n-2",
        origin=Origin.TELEPHONE,
        age_at_receipt=16,
    )
    assert (story.case.received_at, story.case.first_taken_as) == (danish("2026-11-18 10:00"), RECEIVED)
    assert story.case.notifications == ("n-1", "n-2", "n-2")
    description = view(story.case, RULEBOOK, danish("2026-11-24 10:00")).description
    assert "Obs:** modtaget tidligere end først registreret (lør 21. nov kl. 09.14)" in description
    assert "modtaget ons 18. nov kl. 10.00" in description


def test_what_was_met_stays_met_or_turns_out_to_have_been_late() -> None:
    story = awaiting(M.MEETING)  # assessed 21 Nov 10:00, decided 23 Nov, summoned 25 Nov
    assert {state for _, state in states(story, "2026-11-26 10:00").values()} == {State.MET, State.OPEN}
    story.called("2026-11-18 12:00")
    assert states(story, "2026-11-26 10:00") == {
        M.ASSESSMENT: ("tor 19. nov kl. 12.00", State.MET_LATE),
        M.TARGET_GROUP: ("fre 20. nov", State.MET_LATE),
        M.SUMMONS: ("ons 25. nov", State.MET),  # sent on the last day
        M.ASSIGNMENT: ("tir 24. nov", State.MET),  # counts from the decision
        M.MEETING: ("ons 9. dec", State.OPEN),  # counts from the summons
    }
    story.called("2026-11-17 12:00")
    assert states(story, "2026-11-26 10:00")[M.SUMMONS] == ("tir 24. nov", State.MET_LATE)  # the day after it


def test_after_the_samraad_was_held_the_summons_is_judged_anew_and_the_meeting_is_not() -> None:
    story = awaiting(M.PLAN)  # held 2 Dec
    before = states(story, "2026-12-03 10:00")
    after = states(story.called("2026-11-10 12:00"), "2026-12-03 10:00")
    assert after[M.SUMMONS] == ("tir 17. nov", State.MET_LATE)
    assert (after[M.MEETING], after[M.PLAN]) == (before[M.MEETING], before[M.PLAN])
    assert story.case.samraad_on == day("2026-12-02")


def test_a_meeting_that_counted_from_the_receipt_counts_from_the_summons_once_that_is_the_later() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", sent_on="2026-11-18")
    story.answers(M.MEETING, "2026-12-04 12:00", held_on="2026-12-04")
    assert states(story, "2026-12-04 13:00")[M.MEETING] == ("lør 5. dec", State.MET)  # 14 days after the receipt
    story.called("2026-11-17 12:00")
    assert states(story, "2026-12-04 13:00")[M.MEETING] == ("ons 2. dec", State.MET_LATE)


def test_no_meeting_of_an_earlier_attempt_is_counted_from_a_later_summons() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    story.answers(M.SUMMONS, "2026-12-03 12:00", holders="two_one_missing")
    before = states(story, "2026-12-04 12:00")[M.MEETING]
    assert states(story.called("2026-11-17 12:00"), "2026-12-04 12:00")[M.MEETING] == before


def test_what_lapsed_stays_as_it_was() -> None:
    story = awaiting(M.PLAN_REVIEW).called("2026-11-19 12:00")
    found = states(story, "2026-11-24 12:00")
    assert found[M.SUMMONS] == ("lør 28. nov", State.LAPSED)
    assert found[M.PLAN_REVIEW] == ("tor 3. dec", State.OPEN)  # 14 days from the call


def test_a_deadline_that_is_missed_by_it_is_told_as_missed_at_the_next_tick() -> None:
    story = awaiting(M.SUMMONS).called("2026-11-14 12:00", at=danish("2026-11-24 12:00"))
    reached = [event for event in story.ticks("2026-11-24 12:00") if isinstance(event, RungReached)]
    told = [event for event in reached if event.told]
    assert [(each.milestone, each.missed, each.urgent) for each in told] == [(M.SUMMONS, True, True)]
    assert {each.due_at for each in reached} == {danish("2026-11-22 00:00")}
    assert set(told[0].told) == {"ANK", "team_leader:unge", "manager"}


@pytest.mark.parametrize(
    ("call", "due_on", "urgent"),
    [
        ("2026-11-18 12:00", "2026-11-25", False),  # tomorrow
        ("2026-11-17 12:00", "2026-11-24", True),  # today
        ("2026-11-14 12:00", "2026-11-21", True),  # over
    ],
)
def test_the_caseworker_is_told_the_new_deadline_once(call: str, due_on: str, urgent: bool) -> None:
    story = awaiting(M.SUMMONS)
    before = len(story.history)
    story.called(call, at=danish("2026-11-24 12:00"))
    case, found = fold(story.history[:before]), []
    for recorded in story.history[before:]:
        case = fold([recorded], case)
        found += notices(case, recorded, RULEBOOK)
    assert [(each.recipient, each.kind, each.milestone) for each in found] == [
        ("ANK", NoticeKind.RECEIPT_MOVED, M.SUMMONS)
    ]
    assert [(each.due_on, each.urgent) for each in found] == [(day(due_on), urgent)]


def test_before_a_caseworker_is_found_intake_is_told() -> None:
    story = Story().called("2026-11-20 12:00", at=danish("2026-11-23 10:00"))
    (told,) = notices(story.case, story.history[-1], RULEBOOK)
    assert (told.recipient, told.milestone, told.due_on) == ("intake", M.SUMMONS, day("2026-11-27"))


def test_where_no_summons_runs_the_earliest_deadline_is_told() -> None:
    story = awaiting(M.MEETING).called("2026-11-20 12:00")
    (told,) = notices(story.case, story.history[-1], RULEBOOK)
    assert (told.recipient, told.milestone, told.due_on) == ("ANK", M.MEETING, day("2026-12-09"))


def test_a_further_notification_on_a_closed_case_is_told_as_ever() -> None:
    story = closed()
    story.happens(NotificationAttached(received_at=danish("2026-11-20 12:00"), notification="n-2", offences=()))
    (told,) = notices(story.case, story.history[-1], RULEBOOK)
    assert told.kind is NoticeKind.FURTHER_NOTIFICATION
    assert story.case.received_at == RECEIVED  # the attachment alone moves nothing


#: What files hold that were written before notifications said which way they came.
OLD = {
    "CaseOpened": (
        '{"age_at_receipt":16,"earlier_samraad_on":null,"interrogation":false,"notes":[],"notification":"n-1",'
        '"offences":["violence"],"received_at":"2026-11-21T08:14:00Z","remand":false,"rulebook":"r","schema":1}'
    ),
    "NotificationAttached": (
        '{"interrogation":false,"notification":"n-2","offences":["robbery"],"received_at":"2026-11-19T22:30:00Z",'
        '"remand":true,"schema":1}'
    ),
}


@pytest.mark.parametrize("name", OLD)
def test_an_old_body_is_read_as_it_was_meant(name: str) -> None:
    event = decode(name, OLD[name])
    assert isinstance(event, EVENTS[name])
    assert event.origin is Origin.POLICE_MAIL  # type: ignore[union-attr]
    assert json.loads(encode(event))["schema"] == SCHEMAS[name]


def test_an_old_attachment_moves_the_running_deadlines_as_it_did() -> None:
    attached = decode("NotificationAttached", OLD["NotificationAttached"])
    story = awaiting(M.ASSIGNMENT).happens(attached)
    assert (story.case.received_at, story.case.remand) == (danish("2026-11-19 23:30"), True)
    found = states(story, "2026-11-24 10:00")
    assert found[M.SUMMONS] == ("tor 26. nov", State.OPEN)
    assert found[M.ASSESSMENT] == ("søn 22. nov kl. 09.14", State.MET)  # judged by what was known
    later = awaiting(M.ASSIGNMENT).happens(old_attachment("2026-11-22 12:00"))
    assert later.case.received_at == RECEIVED
    assert story.case.number == NUMBER
