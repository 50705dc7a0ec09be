"""Deadlines: when it is too late, how that is said, and how a deadline stands at the exact instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.case import Track
from samraad.course import BEGINS, FOLLOWS, OPENING, From, Outcome
from samraad.deadlines import Deadline, deadline, deadlines, limit, protected_until, running
from samraad.limits import Span, Unit
from samraad.times import DENMARK, danish_date, end_of, last_day, start_of
from samraad.vocabulary import Assessment, Assignment, Kind, Meeting, Milestone, State, Summons
from tests.samraad.given import RULEBOOK, M, Story, awaiting, closed, danish, day, old_attachment, opening


def span(count: int, unit: Unit) -> Span:
    return Span(count=count, unit=unit)


def track(milestone: Milestone = M.SUMMONS, *, counts_from: str = "2026-11-21 09:14", **changes: object) -> Track:
    plain = Track(milestone=milestone, attempt=1, counts_from=danish(counts_from), origin=From.RECEIPT)
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "last", "too_late_at"),
    [
        ("2026-11-21 00:00", "2026-11-28", "2026-11-28T23:00Z"),  # the first instant of the day
        ("2026-11-21 09:14", "2026-11-28", "2026-11-28T23:00Z"),  # the law's own example: 21 Nov → 28 Nov
        ("2026-11-21 23:59", "2026-11-28", "2026-11-28T23:00Z"),  # the last minute of the day
        ("2026-11-22 00:00", "2026-11-29", "2026-11-29T23:00Z"),  # a minute later: another day
        ("2026-03-21 12:00", "2026-03-28", "2026-03-28T23:00Z"),  # ends the day before summer time
        ("2026-03-22 12:00", "2026-03-29", "2026-03-29T22:00Z"),  # ends the day summer time begins
        ("2026-03-23 12:00", "2026-03-30", "2026-03-30T22:00Z"),  # ends the day after
        ("2026-10-17 12:00", "2026-10-24", "2026-10-24T22:00Z"),  # ends the day before summer time is over
        ("2026-10-18 12:00", "2026-10-25", "2026-10-25T23:00Z"),  # ends the day it is over, which has 25 hours
        ("2026-10-19 12:00", "2026-10-26", "2026-10-26T23:00Z"),  # ends the day after
        ("2028-02-21 12:00", "2028-02-28", "2028-02-28T23:00Z"),  # the day before leap day
        ("2028-02-22 12:00", "2028-02-29", "2028-02-29T23:00Z"),  # leap day
        ("2028-02-23 12:00", "2028-03-01", "2028-03-01T23:00Z"),  # the day after leap day
        ("2026-12-24 12:00", "2026-12-31", "2026-12-31T23:00Z"),  # New Year's Eve
        ("2026-12-25 12:00", "2027-01-01", "2027-01-01T23:00Z"),  # a holiday: calendar days all the same
    ],
)
def test_seven_days_the_day_after_receipt_is_day_one(received: str, last: str, too_late_at: str) -> None:
    due_at = limit(danish(received), span(7, Unit.DAYS))
    assert last_day(due_at) == day(last)
    assert due_at == datetime.fromisoformat(too_late_at)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-28 01:59", "2026-03-29 01:59"),  # ends before the clocks go forward
        ("2026-03-28 12:00", "2026-03-29 13:00"),  # an hour is missing: later by the clock
        ("2026-03-29 12:00", "2026-03-30 12:00"),  # the day after
        ("2026-10-24 12:00", "2026-10-25 11:00"),  # an hour twice: earlier by the clock
        ("2026-10-25 12:00", "2026-10-26 12:00"),  # the day after
    ],
)
def test_twenty_four_hours_are_elapsed_hours(received: str, due: str) -> None:
    assert limit(danish(received), span(24, Unit.HOURS)) == danish(due)


def test_hours_are_elapsed_also_where_the_instant_is_given_in_danish_time() -> None:
    received = datetime(2026, 3, 28, 12, tzinfo=DENMARK)
    assert limit(received, span(24, Unit.HOURS)) - received.astimezone(UTC) == timedelta(hours=24)


@pytest.mark.parametrize(
    ("begun", "count", "last"),
    [
        ("2026-11-20 12:00", 2, "2026-11-24"),  # Friday: Monday, Tuesday
        ("2026-11-21 12:00", 2, "2026-11-24"),  # Saturday: the same
        ("2026-11-23 12:00", 2, "2026-11-25"),  # Monday: Tuesday, Wednesday
        ("2026-04-01 12:00", 2, "2026-04-08"),  # over Easter
        ("2026-12-23 12:00", 1, "2026-12-28"),  # over Christmas, Christmas Eve is closed
    ],
)
def test_working_days_end_at_midnight_too(begun: str, count: int, last: str) -> None:
    assert limit(danish(begun), span(count, Unit.WORKING_DAYS), frozenset({"Juleaftensdag"})) == end_of(day(last))


@pytest.mark.parametrize(
    ("begun", "last"),
    [
        ("2026-11-30 12:00", "2027-02-28"),  # no 30 February
        ("2027-01-31 12:00", "2027-04-30"),  # no 31 April
        ("2028-02-29 12:00", "2028-05-29"),  # from leap day
        ("2027-11-30 12:00", "2028-02-29"),  # to leap day
        ("2026-12-02 23:59", "2027-03-02"),  # the last minute of the day of the meeting
    ],
)
def test_three_months_end_with_the_same_day_of_the_month(begun: str, last: str) -> None:
    assert limit(danish(begun), span(3, Unit.MONTHS)) == end_of(day(last))


@given(st.datetimes(datetime(2014, 10, 1), datetime(2049, 1, 1)), st.integers(0, 400))  # noqa: DTZ001
def test_counted_in_days_the_limit_is_that_many_dates_later(naive: datetime, count: int) -> None:
    received = naive.replace(tzinfo=UTC)
    due_at = limit(received, span(count, Unit.DAYS))
    assert (last_day(due_at) - danish_date(received)).days == count
    assert due_at == start_of(danish_date(due_at))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-28 23:59", State.OPEN),  # the last minute of the last day
        ("2026-11-29 00:00", State.OVERDUE),  # midnight: too late
        ("2026-11-29 00:01", State.OVERDUE),  # a minute after
    ],
)
def test_an_open_milestone_is_overdue_from_the_exact_instant(now: str, state: State) -> None:
    assert deadline(track(), RULEBOOK, danish(now)).state is state


@pytest.mark.parametrize(
    ("dated", "state"),
    [
        ("2026-11-10", State.MET),  # agreed before the receipt, turned into the samråd
        ("2026-11-27", State.MET),  # the day before the last
        ("2026-11-28", State.MET),  # dated on the last day is in time
        ("2026-11-29", State.MET_LATE),  # the day after
    ],
)
def test_what_is_dated_on_the_last_day_is_in_time_whenever_registered(dated: str, state: State) -> None:
    done = track(outcome=Summons.SENT, done_at=start_of(day(dated)))
    assert deadline(done, RULEBOOK, danish("2027-06-01 12:00")).state is state


@pytest.mark.parametrize(
    ("assessed_at", "state"),
    [
        ("2026-11-22 09:13", State.MET),  # a minute before
        ("2026-11-22 09:14", State.MET_LATE),  # 24 hours to the minute: too late, the limit is exclusive
        ("2026-11-22 09:15", State.MET_LATE),  # a minute after
    ],
)
def test_hours_are_met_to_the_minute(assessed_at: str, state: State) -> None:
    done = track(M.ASSESSMENT, outcome=Assessment.NO_ACUTE_NEED, done_at=danish(assessed_at))
    assert deadline(done, RULEBOOK, danish("2026-11-30 12:00")).state is state


@pytest.mark.parametrize(
    ("milestone", "outcome"),
    [
        (M.ASSESSMENT, Assessment.NOT_ASSESSED),
        (M.ASSIGNMENT, Assignment.DECLINED),  # nobody has accepted
        (M.SUMMONS, Summons.NOT_SUMMONED),  # counted as not summoned, never as met
        (M.MEETING, Meeting.NOT_HELD),
        (M.MEETING, Meeting.POSTPONED),
        (M.MEETING, Meeting.NO_SHOW),
    ],
)
def test_what_was_not_carried_out_is_never_met(milestone: Milestone, outcome: Outcome) -> None:
    done = track(milestone, outcome=outcome, done_at=danish("2026-11-21 10:00"))
    assert deadline(done, RULEBOOK, danish("2026-11-21 11:00")).state is State.NOT_DONE


def test_what_lapsed_is_neither_open_nor_overdue() -> None:
    assert deadline(track(lapsed=True), RULEBOOK, danish("2027-06-01 12:00")).state is State.LAPSED


def test_a_deadline_carries_its_kind_and_ground() -> None:
    found = deadline(track(), RULEBOOK, danish("2026-11-21 10:00"))
    assert (found.kind, found.legal_basis, found.shown) == (Kind.STATUTORY, "Servicelovens § 57 c", "lør 28. nov")


def test_a_new_summons_after_a_postponement_is_no_statutory_one() -> None:
    again = track(attempt=2, origin=From.OUTCOME)
    assert deadline(again, RULEBOOK, danish("2026-11-21 10:00")).kind is Kind.NORM


#: (milestone, from when it counts) → the sentence that says how its date arose.
EXPLANATIONS = [
    (
        *(M.ASSESSMENT, From.RECEIPT),
        "Modtaget lør 21. nov kl. 09.14; 24 timer derfra er søn 22. nov kl. 09.14.",
    ),
    (
        *(M.TARGET_GROUP, From.RECEIPT),
        (
            "Modtaget lørdag den 21. november 2026; dagen efter er dag 1, sidste dag er 2 arbejdsdage efter: "
            "tirsdag den 24. november 2026, til midnat."
        ),
    ),
    (
        *(M.SUMMONS, From.RECEIPT),
        (
            "Modtaget lørdag den 21. november 2026; dagen efter er dag 1, sidste dag er 7 dage efter: "
            "lørdag den 28. november 2026, til midnat. Det er indkaldelsen, der skal være sendt; mødet må ligge senere."
        ),
    ),
    (
        *(M.ASSIGNMENT, From.AS_BEFORE),
        (
            "Målgruppen blev afgjort lørdag den 21. november 2026; dagen efter er dag 1, "
            "sidste dag er 1 arbejdsdag efter: mandag den 23. november 2026, til midnat."
        ),
    ),
    (
        *(M.MEETING, From.OUTCOME),
        (
            "Indkaldt lørdag den 21. november 2026; dagen efter er dag 1, sidste dag er 14 dage efter: "
            "lørdag den 5. december 2026, til midnat."
        ),
    ),
    (
        *(M.MEETING, From.AGREED_BEFORE),
        (
            "Indkaldt, før underretningen kom, så der regnes fra modtagelsen lørdag den 21. november 2026; "
            "dagen efter er dag 1, sidste dag er 14 dage efter: lørdag den 5. december 2026, til midnat."
        ),
    ),
    (
        *(M.FOLLOW_UP, From.MEETING),
        (
            "Netværkssamrådet var lørdag den 21. november 2026; sidste dag er 3 måneder efter: "
            "søndag den 21. februar 2027, til midnat."
        ),
    ),
    (
        *(M.FOLLOW_UP, From.CHOICE),
        (
            "Der blev valgt andet end et netværkssamråd lørdag den 21. november 2026; sidste dag er 3 måneder efter: "
            "søndag den 21. februar 2027, til midnat."
        ),
    ),
    (
        *(M.FOLLOW_UP, From.OUTCOME),
        (
            "Forrige skridt var lørdag den 21. november 2026; sidste dag er 3 måneder efter: "
            "søndag den 21. februar 2027, til midnat."
        ),
    ),
]


@pytest.mark.parametrize(("milestone", "origin", "sentence"), EXPLANATIONS)
def test_a_plain_sentence_says_how_the_date_arose(milestone: Milestone, origin: From, sentence: str) -> None:
    assert deadline(track(milestone, origin=origin), RULEBOOK, danish("2026-11-21 10:00")).explanation == sentence


def test_every_deadline_the_course_can_open_has_its_sentence() -> None:
    opened = {pair for follows in FOLLOWS.values() for pair in follows} | {(each, From.RECEIPT) for each in OPENING}
    opened |= {(each, From.NEW_RECEIPT) for begun in BEGINS.values() for each in begun}
    for milestone, origin in opened:
        found = deadline(track(milestone, origin=origin, attempt=2), RULEBOOK, danish("2026-11-21 10:00"))
        assert found.explanation.endswith(".")
        by_law = milestone is Milestone.SUMMONS and origin in (From.RECEIPT, From.NEW_RECEIPT)
        assert ("mødet må ligge senere" in found.explanation) is by_law


#: day of the summons (received Saturday 21 November) → last day of the meeting, counted from
MEETINGS = [
    ("2026-11-01", "lør 5. dec", "modtagelsen (der var indkaldt før) lør 21. nov"),  # not over before it was received
    ("2026-11-20", "lør 5. dec", "modtagelsen (der var indkaldt før) lør 21. nov"),  # the day before the receipt
    ("2026-11-21", "lør 5. dec", "indkaldelsen lør 21. nov"),  # the day of the receipt
    ("2026-11-22", "søn 6. dec", "indkaldelsen søn 22. nov"),  # the day after
]


@pytest.mark.parametrize(("sent_on", "last", "counted"), MEETINGS)
def test_the_meeting_counts_from_the_later_of_summons_and_receipt(sent_on: str, last: str, counted: str) -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", sent_on=sent_on)
    (found,) = running(story.case, RULEBOOK, danish("2026-11-25 12:00"))
    assert (found.milestone, found.shown, found.state) == (M.MEETING, last, State.OPEN)
    assert found.counted == f"14 dage efter {counted}"
    summons = story.case.track(M.SUMMONS)
    assert summons is not None
    assert summons.done_at == start_of(day(sent_on))  # met the day it was sent


@pytest.mark.parametrize(
    ("received_at", "last"),
    [
        ("2026-11-20 12:00", "fre 4. dec"),  # earlier than what is in the file, still after the summons
        ("2026-11-18 12:00", "ons 2. dec"),  # the day of the summons
        ("2026-11-17 12:00", "ons 2. dec"),  # the summons is the later one now
        ("2026-11-23 12:00", "lør 5. dec"),  # later than what is in the file
    ],
)
def test_an_earlier_receipt_moves_the_meeting_forward_no_further_than_the_summons(received_at: str, last: str) -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", sent_on="2026-11-18")
    old = Story(history=list(story.history)).happens(old_attachment(received_at))
    for told in (old, story.called(received_at)):
        assert [each.shown for each in running(told.case, RULEBOOK, danish("2026-11-25 12:00"))] == [last]


def _days(found: tuple[Deadline, ...]) -> list[tuple[Milestone, str, State]]:
    return [(each.milestone, each.shown, each.state) for each in found]


def test_the_running_deadlines_the_awaited_first() -> None:
    found = running(Story().case, RULEBOOK, danish("2026-11-21 10:00"))
    assert _days(found) == [
        (M.ASSESSMENT, "søn 22. nov kl. 09.14", State.OPEN),
        (M.TARGET_GROUP, "tir 24. nov", State.OPEN),
        (M.SUMMONS, "lør 28. nov", State.OPEN),
    ]


def test_all_deadlines_of_a_case_in_the_order_they_arose() -> None:
    found = deadlines(awaiting(M.FOLLOW_UP).case, RULEBOOK, danish("2026-12-10 10:00"))
    assert _days(found) == [
        (M.ASSESSMENT, "søn 22. nov kl. 09.14", State.MET),
        (M.TARGET_GROUP, "tir 24. nov", State.MET),
        (M.SUMMONS, "lør 28. nov", State.MET),
        (M.ASSIGNMENT, "tir 24. nov", State.MET),  # decided 23 Nov
        (M.MEETING, "ons 9. dec", State.MET),  # summoned 25 Nov
        (M.PLAN, "ons 16. dec", State.MET),  # held 2 Dec
        (M.FOLLOW_UP, "tir 2. mar", State.OPEN),  # three months after the meeting, not after the plan
    ]


def test_a_closed_case_has_no_running_deadline() -> None:
    assert running(closed().case, RULEBOOK, danish("2027-06-01 10:00")) == ()


@pytest.mark.parametrize(
    ("held", "last"),
    [
        ("2026-01-15", date(2027, 1, 15)),  # the same day a year later is still within
        ("2028-02-29", date(2029, 2, 28)),  # from leap day
        ("2026-03-29", date(2027, 3, 29)),  # the day summer time begins
    ],
)
def test_the_protected_year_ends_with_the_same_day_a_year_later(held: str, last: date) -> None:
    assert protected_until(day(held), RULEBOOK) == end_of(last)


def test_opened_in_danish_time_is_stored_in_utc() -> None:
    event = opening(datetime(2026, 11, 21, 9, 14, tzinfo=DENMARK))
    assert (event.received_at.tzinfo, event.received_at) == (UTC, danish("2026-11-21 09:14"))
