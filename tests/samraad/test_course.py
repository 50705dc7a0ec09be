"""What follows what, row by row of the table, and from which day each next deadline counts."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case import Track, evolve, fold
from samraad.codec import GENESIS, record
from samraad.course import CLOSES, COUNTED_IN, FOLLOWS, LAPSES, NOT_DONE
from samraad.deadlines import deadline, deadlines, name
from samraad.errors import Refused
from samraad.events import CaseRouted, MessageTried, NotificationAttached, PersonShown
from samraad.times import danish_date
from samraad.vocabulary import Counted, Meeting, Milestone, Offence, Stage, State, Via
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


def _open(story: Story) -> dict[Milestone, Track]:
    return {track.milestone: track for track in story.case.tracks if track.open}


def _last_day(track: Track) -> str:
    return deadline(track, RULEBOOK, RECEIVED).shown


#: milestone, answered at, fields → what is awaited, its attempt, counted from which day, its last day
ROWS: list[tuple[Milestone, str, dict[str, Any], Milestone, int, str, str]] = [
    # assessed: the target group, counted from receipt
    (M.ASSESSMENT, "2026-11-21 10:00", {"outcome": "no_acute_need"}, M.TARGET_GROUP, 1, "2026-11-21", "tir 24. nov"),
    (M.ASSESSMENT, "2026-11-21 10:00", {"outcome": "acute_need"}, M.TARGET_GROUP, 1, "2026-11-21", "tir 24. nov"),
    # not assessed: the target group is decided all the same
    (
        *(M.ASSESSMENT, "2026-11-21 10:00", {"outcome": "not_assessed", "reason": "not_reached"}),
        *(M.TARGET_GROUP, 1, "2026-11-21", "tir 24. nov"),
    ),
    # in the target group: assignment, counted from the decision
    (
        *(M.TARGET_GROUP, "2026-11-23 10:00", {"outcome": "in_target_group"}),
        *(M.ASSIGNMENT, 1, "2026-11-23", "tir 24. nov"),
    ),
    # accepted: summons, whose 7 days have run from receipt all the time
    (M.ASSIGNMENT, "2026-11-24 10:00", {}, M.SUMMONS, 1, "2026-11-21", "lør 28. nov"),
    # declined: assignment again, and no time was bought
    (
        *(M.ASSIGNMENT, "2026-11-26 10:00", {"outcome": "declined", "reason": "workload"}),
        *(M.ASSIGNMENT, 2, "2026-11-23", "tir 24. nov"),
    ),
    # summoned: meeting, counted from the summons
    (M.SUMMONS, "2026-11-25 10:00", {}, M.MEETING, 1, "2026-11-25", "ons 9. dec"),
    # summoned, registered later than sent: counted from the day it was sent
    (M.SUMMONS, "2026-11-27 10:00", {"sent_on": "2026-11-24"}, M.MEETING, 1, "2026-11-24", "tir 8. dec"),
    # the holder of custody later than the young person: counted from the last of them
    (
        *(M.SUMMONS, "2026-11-27 10:00", {"sent_on": "2026-11-24", "holder_sent_on": "2026-11-26"}),
        *(M.MEETING, 1, "2026-11-26", "tor 10. dec"),
    ),
    # not summoned: the leader has to approve, counted from the proposal
    (
        *(M.SUMMONS, "2026-11-25 10:00", {"outcome": "not_summoned", "reason": "moved"}),
        *(M.APPROVAL, 1, "2026-11-25", "fre 27. nov"),
    ),
    # approved: choose a course, counted from the approval
    (
        *(M.APPROVAL, "2026-11-26 10:00", {"outcome": "approved", "by": "TLU"}),
        *(M.COURSE, 1, "2026-11-26", "tor 3. dec"),
    ),
    # rejected: the summons is awaited as before
    (
        *(M.APPROVAL, "2026-11-26 10:00", {"outcome": "rejected", "by": "TLU"}),
        *(M.SUMMONS, 1, "2026-11-21", "lør 28. nov"),
    ),
    # summoned after all while the leader considers
    (M.APPROVAL, "", {}, M.MEETING, 1, "2026-11-26", "tor 10. dec"),
    # held: plan, counted from the meeting
    (M.MEETING, "2026-12-02 15:00", {}, M.PLAN, 1, "2026-12-02", "ons 16. dec"),
    # postponed, no-show: summoned again, counted from that day
    (M.MEETING, "2026-12-02 15:00", {"outcome": "postponed"}, M.SUMMONS, 2, "2026-12-02", "ons 9. dec"),
    (M.MEETING, "2026-12-02 15:00", {"outcome": "no_show"}, M.SUMMONS, 2, "2026-12-02", "ons 9. dec"),
    # the family says no: a renewed attempt, counted from that day; it agrees: the meeting, counted from then
    (M.MEETING, "2026-12-02 15:00", {"outcome": "declined"}, M.MOTIVATION, 1, "2026-12-02", "ons 9. dec"),
    (M.MOTIVATION, "2026-12-04 10:00", {"outcome": "agrees"}, M.MEETING, 2, "2026-12-04", "fre 18. dec"),
    # it still says no: choose a course, counted from that day
    (M.MOTIVATION, "2026-12-04 10:00", {"outcome": "still_declines"}, M.COURSE, 1, "2026-12-04", "fre 11. dec"),
    # not held: choose a course, counted from that day
    (
        *(M.MEETING, "2026-12-02 15:00", {"outcome": "not_held", "reason": "declines"}),
        *(M.COURSE, 1, "2026-12-02", "ons 9. dec"),
    ),
    # instead of the samråd: follow-up, counted from the choice
    (M.COURSE, "2026-12-04 10:00", {"outcome": "other_support"}, M.FOLLOW_UP, 1, "2026-12-04", "tor 4. mar"),
    (
        *(M.COURSE, "2026-12-04 10:00", {"outcome": "investigation", "caseworker": "CML"}),
        *(M.FOLLOW_UP, 1, "2026-12-04", "tor 4. mar"),
    ),
    # a new attempt: summons, counted from the choice
    (M.COURSE, "2026-12-04 10:00", {"outcome": "new_attempt"}, M.SUMMONS, 2, "2026-12-04", "fre 11. dec"),
    # plan made, or not: follow-up, counted from the meeting
    (M.PLAN, "2026-12-09 12:00", {}, M.FOLLOW_UP, 1, "2026-12-02", "tir 2. mar"),
    (
        *(M.PLAN, "2026-12-09 12:00", {"outcome": "not_made", "reason": "no_agreements"}),
        *(M.FOLLOW_UP, 1, "2026-12-02", "tir 2. mar"),
    ),
    # plan reviewed: follow-up, counted from the review
    (M.PLAN_REVIEW, "2026-12-01 10:00", {"outcome": "revised"}, M.FOLLOW_UP, 1, "2026-12-01", "man 1. mar"),
    (M.PLAN_REVIEW, "2026-12-01 10:00", {"outcome": "no_need"}, M.FOLLOW_UP, 1, "2026-12-01", "man 1. mar"),
    (
        *(M.PLAN_REVIEW, "2026-12-01 10:00", {"outcome": "not_reviewed", "reason": "moved"}),
        *(M.FOLLOW_UP, 1, "2026-12-01", "man 1. mar"),
    ),
    # followed up, and not the last time: counted from this follow-up
    (M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "follow_up_again"}, M.FOLLOW_UP, 2, "2027-02-01", "lør 1. maj"),
    (M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "follow_up_meeting"}, M.FOLLOW_UP, 2, "2027-02-01", "lør 1. maj"),
    (
        *(M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "investigation", "caseworker": "CML"}),
        *(M.FOLLOW_UP, 2, "2027-02-01", "lør 1. maj"),
    ),
]


@pytest.mark.parametrize(("milestone", "at", "fields", "next_", "attempt", "counts_from", "last_day"), ROWS)
def test_what_follows_and_from_when_it_counts(
    milestone: Milestone,
    at: str,
    fields: dict[str, Any],
    next_: Milestone,
    attempt: int,
    counts_from: str,
    last_day: str,
) -> None:
    story = awaiting(milestone)
    after = story.answers(milestone, at, **fields) if at else story.answers(M.SUMMONS, "2026-11-26 10:00")
    assert after.case.awaiting is next_
    track = _open(after)[next_]
    assert (track.attempt, danish_date(track.counts_from), _last_day(track)) == (attempt, day(counts_from), last_day)


@pytest.mark.parametrize(
    ("milestone", "at", "fields"),
    [
        (
            M.TARGET_GROUP,
            "2026-11-23 10:00",
            {"outcome": "outside", "destination": "own_caseworker", "override": "other"},
        ),
        (M.COURSE, "2026-12-04 10:00", {"outcome": "close", "reason": "moved"}),
        (M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "close"}),
        (M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "not_done", "reason": "moved"}),
    ],
)
def test_what_closes_a_case_lets_everything_lapse(milestone: Milestone, at: str, fields: dict[str, Any]) -> None:
    case = awaiting(milestone).answers(milestone, at, **fields).case
    assert (case.stage, case.awaiting) == (Stage.CLOSED, None)
    assert case.closed_on == danish_date(danish(at))
    assert not any(track.open for track in case.tracks)


def test_all_rows_of_the_course_are_told_here() -> None:
    told = {(row[0], row[2].get("outcome")) for row in ROWS}
    told |= {(M.ASSIGNMENT, "accepted"), (M.SUMMONS, "sent"), (M.MEETING, "held"), (M.PLAN, "registered")}
    told |= {(M.TARGET_GROUP, "again_within_year")}  # below
    rows = {
        (milestone, str(outcome)) for milestone, outcome in [*FOLLOWS, *LAPSES] if (milestone, outcome) not in CLOSES
    }
    assert rows <= told
    assert not set(FOLLOWS) & CLOSES


def test_from_the_start_the_assessment_is_awaited_and_the_seven_days_run() -> None:
    case = Story().case
    assert (case.awaiting, case.stage) == (M.ASSESSMENT, Stage.ASSESSMENT)
    assert set(_open(Story())) == {M.ASSESSMENT, M.TARGET_GROUP, M.SUMMONS}


def test_while_the_leader_considers_the_seven_days_run_on() -> None:
    story = awaiting(M.APPROVAL)
    assert set(_open(story)) == {M.APPROVAL, M.SUMMONS}
    assert story.case.stage is Stage.SUMMONS


def test_an_approved_not_summoned_is_not_met() -> None:
    case = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 10:00", outcome="approved", by="TLU").case
    summons = case.track(M.SUMMONS)
    assert summons is not None
    assert deadline(summons, RULEBOOK, RECEIVED).state is State.NOT_DONE


def test_summoned_after_all_the_approval_lapses() -> None:
    case = awaiting(M.APPROVAL).answers(M.SUMMONS, "2026-11-26 10:00").case
    approval, summons = case.track(M.APPROVAL), case.track(M.SUMMONS)
    assert approval is not None
    assert approval.lapsed
    assert summons is not None
    assert deadline(summons, RULEBOOK, RECEIVED).state is State.MET


def test_proposed_twice_after_a_refusal_the_second_approval_counts_from_the_second_proposal() -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 10:00", outcome="rejected", by="TLU")
    story.answers(M.SUMMONS, "2026-11-27 10:00", outcome="not_summoned", reason="placed")
    approval = _open(story)[M.APPROVAL]
    assert (approval.attempt, danish_date(approval.counts_from)) == (2, day("2026-11-27"))
    assert name(approval) == "godkendelse af ikke at indkalde (2. runde)"


def test_only_a_samraad_is_attempted_and_what_comes_up_once_more_is_a_round() -> None:
    attempted = {each for each, counted in COUNTED_IN.items() if counted is Counted.ATTEMPT}
    assert (attempted, set(COUNTED_IN)) == ({M.SUMMONS, M.MEETING}, set(M))
    story = awaiting(M.FOLLOW_UP)
    assert name(_open(story)[M.FOLLOW_UP]) == "opfølgning"
    story.answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="follow_up_again")
    assert name(_open(story)[M.FOLLOW_UP]) == "opfølgning (2. runde)"


def test_postponed_twice_the_attempts_are_counted() -> None:
    story = awaiting(M.MEETING)
    story.answers(M.MEETING, "2026-12-02 15:00", outcome="postponed", planned_on="2026-12-10", reason="ill")
    assert story.case.meeting_planned_on == day("2026-12-10")
    story.answers(M.SUMMONS, "2026-12-03 10:00")
    story.answers(M.MEETING, "2026-12-10 15:00", outcome="no_show")
    assert story.case.meeting_planned_on is None
    story.answers(M.SUMMONS, "2026-12-11 10:00")
    meeting = _open(story)[M.MEETING]
    assert (meeting.attempt, _last_day(meeting)) == (3, "fre 25. dec")
    assert name(meeting) == "netværkssamråd (3. forsøg)"
    held = story.answers(M.MEETING, "2026-12-15 15:00").case
    assert held.samraad_on == day("2026-12-15")
    assert [(t.attempt, t.outcome) for t in held.tracks if t.milestone is M.MEETING] == [
        (1, Meeting.POSTPONED),
        (2, Meeting.NO_SHOW),
        (3, Meeting.HELD),
    ]


def test_after_a_postponement_the_old_summons_counts_no_more() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    assert story.case.summons is None


def test_a_new_attempt_forgets_summons_and_agreed_date() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed", planned_on="2026-12-10")
    story.answers(M.SUMMONS, "2026-12-03 10:00")
    story.answers(M.MEETING, "2026-12-10 15:00", outcome="not_held", reason="declines")
    story.answers(M.COURSE, "2026-12-11 15:00", outcome="new_attempt")
    assert (story.case.summons, story.case.meeting_planned_on) == (None, None)


def test_not_held_begins_no_protected_year() -> None:
    assert awaiting(M.COURSE).case.samraad_on is None


def test_a_declined_case_is_offered_to_the_next_colleague() -> None:
    story = awaiting(M.ASSIGNMENT)
    assert story.case.caseworker == "ANK"
    once = story.answers(M.ASSIGNMENT, "2026-11-24 10:00", outcome="declined", reason="absent").case
    assert (once.caseworker, once.declined_by, once.accepted) == ("BOS", ("ANK",), False)
    twice = story.answers(M.ASSIGNMENT, "2026-11-24 11:00", outcome="declined", reason="absent").case
    assert (twice.caseworker, twice.declined_by) == (None, ("ANK", "BOS"))


def test_an_investigation_moves_the_case_to_its_caseworker() -> None:
    for milestone, at in ((M.COURSE, "2026-12-04 10:00"), (M.FOLLOW_UP, "2027-02-01 10:00")):
        case = awaiting(milestone).answers(milestone, at, outcome="investigation", caseworker="CML").case
        assert case.caseworker == "CML"


@pytest.mark.parametrize(
    ("held", "received", "again"),
    [
        ("2025-11-20", "2026-11-21 09:14", False),  # a year and a day before the new notification
        ("2025-11-21", "2026-11-21 09:14", True),  # a year before, to the day
        ("2025-11-22", "2026-11-21 09:14", True),  # a day less than a year
        ("2025-11-20", "2026-11-20 23:59", True),  # the last minute of the year
        ("2025-11-20", "2026-11-21 00:00", False),  # midnight: the year is over
    ],
)
def test_again_within_a_year_of_a_held_samraad(held: str, received: str, again: bool) -> None:
    story = Story(opened=opening(danish(received), earlier_samraad_on=day(held)))
    story.answers(M.ASSESSMENT, "2026-11-21 10:00", outcome="no_acute_need")
    if not again:
        with pytest.raises(Refused) as refused:
            story.answers(M.TARGET_GROUP, "2026-11-23 10:00", outcome="again_within_year")
        assert (refused.value.code, refused.value.field) == ("no_samraad_within_year", "outcome")
        return
    story.answers(M.TARGET_GROUP, "2026-11-23 10:00", outcome="again_within_year")
    assert set(_open(story)) == {M.ASSIGNMENT, M.PLAN_REVIEW}  # no summons
    review = _open(story)[M.PLAN_REVIEW]
    assert review.counts_from == danish(received)
    assert _last_day(review) == ("fre 4. dec" if received.startswith("2026-11-20") else "lør 5. dec")
    summons = story.case.track(M.SUMMONS)
    assert summons is not None
    assert summons.lapsed


def test_a_further_notification_is_attached_and_buys_no_time() -> None:
    story = awaiting(M.SUMMONS)
    later = NotificationAttached(
        received_at=danish("2026-11-26 09:00"),
        notification="n-2",
        offences=(Offence.ROBBERY, Offence.VIOLENCE),
        interrogation=True,
        notes=("hidden_not_read",),
    )
    case = story.happens(later, later).case
    assert case.notes == ("hidden_not_read",)  # each once
    case = awaiting(M.SUMMONS).happens(later).case
    assert case.notifications == ("n-1", "n-2")
    assert case.offences == (Offence.VIOLENCE, Offence.ROBBERY)
    assert (case.received_at, case.remand, case.interrogation) == (RECEIVED, False, True)
    assert _last_day(_open(story)[M.SUMMONS]) == "lør 28. nov"


def test_in_old_files_an_earlier_receipt_moves_the_running_deadlines_by_itself() -> None:
    earlier = old_attachment("2026-11-19 23:30", remand=True)
    story = awaiting(M.ASSIGNMENT).happens(earlier)
    assert (story.case.received_at, story.case.remand) == (danish("2026-11-19 23:30"), True)
    assert _last_day(_open(story)[M.SUMMONS]) == "tor 26. nov"
    assert _last_day(_open(story)[M.ASSIGNMENT]) == "tir 24. nov"  # counts from the decision, not from receipt
    assessment = story.case.track(M.ASSESSMENT)
    assert assessment is not None
    assert assessment.counts_from == RECEIVED  # what is done stays judged by what was known


def test_what_is_only_noted_changes_nothing_but_the_version() -> None:
    story = awaiting(M.SUMMONS)
    before = story.case
    tried = MessageTried(reference="A2", recipient="ANK", target="mail", attempt=1, delivered=True, final=True)
    after = story.happens(tried, PersonShown(purpose="sagsbehandling")).case
    assert (after.version, after.tracks) == (before.version + 2, before.tracks)


def test_a_history_begins_with_the_opening_and_has_but_one() -> None:
    with pytest.raises(ValueError, match="without events"):
        fold([])
    routed = CaseRouted(team="unge", caseworker=None, because="")
    with pytest.raises(ValueError, match="begins with CaseOpened"):
        evolve(None, record(GENESIS, NUMBER, 1, routed, at=RECEIVED, actor="x", via=Via.SERVICE))
    with pytest.raises(ValueError, match="open already"):
        Story().happens(opening()).case  # noqa: B018


def test_a_fold_goes_on_from_where_it_stood() -> None:
    history = awaiting(M.PLAN).history
    assert fold(history[5:], fold(history[:5])) == fold(history)


def test_what_is_not_carried_out_is_never_the_same_as_what_closes_well() -> None:
    assert (M.FOLLOW_UP, "close") not in NOT_DONE
    assert closed().case.closed_on == day("2027-03-01")


@pytest.mark.parametrize("milestone", [M.TARGET_GROUP, M.ASSIGNMENT])
@pytest.mark.parametrize(
    ("on", "state"),
    [("2026-11-27", State.MET), ("2026-11-28", State.MET), ("2026-11-29", State.MET_LATE)],  # the law's last day: 28th
)
def test_a_summons_before_the_case_is_decided_or_taken_counts(milestone: Milestone, on: str, state: State) -> None:
    story = awaiting(milestone).answers(M.SUMMONS, f"{on} 12:00")
    assert story.case.awaiting is milestone
    assert story.case.runs(M.MEETING)
    found = {each.milestone: each.state for each in deadlines(story.case, RULEBOOK, danish("2026-11-30 12:00"))}
    assert found[M.SUMMONS] is state
    with pytest.raises(Refused) as refused:
        awaiting(milestone).judged(M.SUMMONS, f"{on} 12:00", outcome="not_summoned", reason="moved")
    assert refused.value.code == "not_yet"
