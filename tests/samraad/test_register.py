"""Registering: what an answer becomes, and every refusal with its code and the field to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from samraad.answers import understand
from samraad.errors import AlreadyRegistered, BadInput, Refused
from samraad.events import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CourseChosen,
    FollowUpAnswered,
    MeetingAnswered,
    NotSummonedAnswered,
    NotSummonedProposed,
    PlanAnswered,
    PlanReviewed,
    Summoned,
    TargetFacts,
    TargetGroupDecided,
)
from samraad.forms import REASONS, defaults
from samraad.register import Bench, decide
from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Channel,
    Course,
    Destination,
    FollowUp,
    Meeting,
    Milestone,
    Override,
    Plan,
    PlanReview,
    Reason,
    Role,
    TargetGroup,
    Verdict,
)
from samraad.wording import say
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, closed, danish, day, opening

NOW = {  # when the awaited milestone is answered, if nothing else is said
    M.ASSESSMENT: "2026-11-21 15:00",
    M.TARGET_GROUP: "2026-11-23 12:00",
    M.ASSIGNMENT: "2026-11-24 12:00",
    M.APPROVAL: "2026-11-26 12:00",
    M.SUMMONS: "2026-11-25 12:00",
    M.MEETING: "2026-12-02 16:00",
    M.COURSE: "2026-12-04 12:00",
    M.PLAN: "2026-12-09 12:00",
    M.PLAN_REVIEW: "2026-12-01 12:00",
    M.FOLLOW_UP: "2027-03-01 12:00",
}

#: milestone, fields → code, field
REFUSALS: list[tuple[Milestone, dict[str, Any], str, str | None]] = [
    # somebody who does not work here
    (M.ASSESSMENT, {"outcome": "no_acute_need", "by": "XYZ"}, "unknown_initials", "by"),
    (M.ASSIGNMENT, {"caseworker": "XYZ"}, "unknown_initials", "caseworker"),
    (M.COURSE, {"outcome": "investigation", "caseworker": "XYZ"}, "unknown_initials", "caseworker"),
    # tomorrow, and far in the future
    (M.ASSESSMENT, {"outcome": "no_acute_need", "assessed_on": "2026-11-22"}, "in_future", "assessed_on"),
    (M.TARGET_GROUP, {"outcome": "in_target_group", "decided_on": "2026-11-24"}, "in_future", "decided_on"),
    (M.ASSIGNMENT, {"answered_on": "2026-11-25"}, "in_future", "answered_on"),
    (M.APPROVAL, {"outcome": "approved", "by": "TLU", "answered_on": "2026-11-27"}, "in_future", "answered_on"),
    (M.SUMMONS, {"sent_on": "2026-11-26"}, "in_future", "sent_on"),
    (M.SUMMONS, {"sent_on": "2062-11-25"}, "in_future", "sent_on"),
    (M.SUMMONS, {"holder_sent_on": "2026-11-26"}, "in_future", "holder_sent_on"),
    (M.SUMMONS, {"holders": "two", "second_sent_on": "2026-11-26"}, "in_future", "second_sent_on"),
    (M.MEETING, {"held_on": "2026-12-03"}, "in_future", "held_on"),
    (M.COURSE, {"outcome": "other_support", "chosen_on": "2026-12-05"}, "in_future", "chosen_on"),
    (M.PLAN, {"registered_on": "2026-12-10"}, "in_future", "registered_on"),
    (M.PLAN, {"minutes_sent_on": "2026-12-10"}, "in_future", "minutes_sent_on"),
    (M.PLAN_REVIEW, {"outcome": "no_need", "reviewed_on": "2026-12-02"}, "in_future", "reviewed_on"),
    (M.FOLLOW_UP, {"outcome": "close", "done_on": "2027-03-02"}, "in_future", "done_on"),
    # an hour later than now
    (M.ASSESSMENT, {"outcome": "no_acute_need", "assessed_time": "15.01"}, "in_future", "assessed_time"),
    # before the receipt
    (M.ASSESSMENT, {"outcome": "no_acute_need", "assessed_on": "2026-11-20"}, "too_early", "assessed_on"),
    (M.ASSESSMENT, {"outcome": "no_acute_need", "assessed_time": "9:12"}, "too_early", "assessed_time"),
    (M.TARGET_GROUP, {"outcome": "in_target_group", "decided_on": "2026-11-20"}, "too_early", "decided_on"),
    (M.PLAN_REVIEW, {"outcome": "no_need", "reviewed_on": "2026-11-20"}, "too_early", "reviewed_on"),
    (M.SUMMONS, {"outcome": "not_summoned", "reason": "moved", "sent_on": "2026-11-20"}, "too_early", "sent_on"),
    # before what it builds on: accepted before the decision, approved before the proposal, held before the summons …
    (M.ASSIGNMENT, {"answered_on": "2026-11-22"}, "too_early", "answered_on"),
    (M.APPROVAL, {"outcome": "approved", "by": "TLU", "answered_on": "2026-11-24"}, "too_early", "answered_on"),
    (M.MEETING, {"held_on": "2026-11-24"}, "too_early", "held_on"),
    (M.COURSE, {"outcome": "other_support", "chosen_on": "2026-12-01"}, "too_early", "chosen_on"),
    (M.PLAN, {"registered_on": "2026-12-01"}, "too_early", "registered_on"),
    (M.PLAN, {"minutes_sent_on": "2026-12-01"}, "too_early", "minutes_sent_on"),
    (M.FOLLOW_UP, {"outcome": "close", "done_on": "2026-12-01"}, "too_early", "done_on"),
    # more than a year before the receipt: a slip of the year
    (M.SUMMONS, {"sent_on": "2025-11-20"}, "too_old", "sent_on"),
    (M.SUMMONS, {"sent_on": "1926-11-25"}, "too_old", "sent_on"),
    (M.SUMMONS, {"holder_sent_on": "2025-11-20"}, "too_old", "holder_sent_on"),
    (M.SUMMONS, {"holders": "two", "second_sent_on": "2025-11-20"}, "too_old", "second_sent_on"),
    # the new date of a meeting: before the postponement, or years away
    (M.MEETING, {"outcome": "postponed", "planned_on": "2026-12-01"}, "too_early", "planned_on"),
    (M.MEETING, {"outcome": "postponed", "planned_on": "2027-12-03"}, "in_future", "planned_on"),
    # "not done, because" without a because, or with one that does not fit
    (M.ASSESSMENT, {"outcome": "not_assessed"}, "reason_missing", "reason"),
    (M.ASSESSMENT, {"outcome": "not_assessed", "reason": "workload"}, "reason_missing", "reason"),
    (M.ASSIGNMENT, {"outcome": "declined"}, "reason_missing", "reason"),
    (M.SUMMONS, {"outcome": "not_summoned"}, "reason_missing", "reason"),
    (M.MEETING, {"outcome": "not_held"}, "reason_missing", "reason"),
    (M.MEETING, {"outcome": "postponed", "reason": "workload"}, "reason_missing", "reason"),
    (M.COURSE, {"outcome": "close"}, "reason_missing", "reason"),
    (M.PLAN, {"outcome": "not_made"}, "reason_missing", "reason"),
    (M.PLAN_REVIEW, {"outcome": "not_reviewed"}, "reason_missing", "reason"),
    (M.FOLLOW_UP, {"outcome": "not_done"}, "reason_missing", "reason"),
    # a reason why it was not done, and the outcome that it was
    (M.ASSESSMENT, {"outcome": "acute_need", "reason": "moved"}, "reason_contradicts", "outcome"),
    (M.ASSIGNMENT, {"reason": "workload"}, "reason_contradicts", "outcome"),
    (M.SUMMONS, {"reason": "declines"}, "reason_contradicts", "outcome"),
    (M.MEETING, {"reason": "declines"}, "reason_contradicts", "outcome"),
    (M.COURSE, {"outcome": "other_support", "reason": "moved"}, "reason_contradicts", "outcome"),
    (M.PLAN, {"reason": "moved"}, "reason_contradicts", "outcome"),
    (M.PLAN_REVIEW, {"outcome": "revised", "reason": "moved"}, "reason_contradicts", "outcome"),
    (M.FOLLOW_UP, {"outcome": "close", "reason": "moved"}, "reason_contradicts", "outcome"),
    # what an outcome needs besides
    (M.TARGET_GROUP, {"outcome": "outside"}, "destination_missing", "destination"),
    (M.TARGET_GROUP, {"outcome": "again_within_year"}, "no_samraad_within_year", "outcome"),
    (M.ASSIGNMENT, {"caseworker": "TLU"}, "takes_no_cases", "caseworker"),
    (M.APPROVAL, {"outcome": "approved", "by": "ANK"}, "not_leader", "by"),
    (M.MEETING, {"participants": []}, "participants_missing", "participants"),
    (M.COURSE, {"outcome": "investigation"}, "caseworker_missing", "caseworker"),
    (M.COURSE, {"outcome": "investigation", "caseworker": "TLU"}, "takes_no_cases", "caseworker"),
    (M.ASSIGNMENT, {"by": "TLU"}, "not_theirs", "by"),
    (M.FOLLOW_UP, {"outcome": "close", "next_on": "2027-05-01"}, "next_on_contradicts", "outcome"),
    (M.FOLLOW_UP, {"outcome": "follow_up_again", "next_on": "2027-02-01"}, "too_early", "next_on"),
    (M.FOLLOW_UP, {"outcome": "investigation"}, "caseworker_missing", "caseworker"),
    # a date for the second holder of custody where there is none, or where that one is said to be missing
    (M.SUMMONS, {"second_sent_on": "2026-11-25"}, "second_sent_on_contradicts", "holders"),
    (
        M.SUMMONS,
        {"holders": "two_one_missing", "second_sent_on": "2026-11-25"},
        "second_sent_on_contradicts",
        "holders",
    ),
]


@pytest.mark.parametrize(("milestone", "fields", "code", "field"), REFUSALS)
def test_what_makes_no_sense_is_refused(
    milestone: Milestone, fields: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(milestone).judged(milestone, NOW[milestone], **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value).endswith(".") or str(refused.value).endswith("?")


#: how far the case is, what is answered → code
NOT_NOW: list[tuple[Callable[[], Story], Milestone, dict[str, Any], str]] = [
    (lambda: awaiting(M.ASSESSMENT), M.TARGET_GROUP, {"outcome": "in_target_group"}, "not_yet"),
    (lambda: awaiting(M.ASSESSMENT), M.SUMMONS, {}, "not_yet"),
    (lambda: awaiting(M.SUMMONS), M.MEETING, {}, "not_yet"),  # a meeting before its summons
    (lambda: awaiting(M.SUMMONS), M.APPROVAL, {"outcome": "approved", "by": "TLU"}, "not_yet"),
    (lambda: awaiting(M.SUMMONS), M.ASSESSMENT, {"outcome": "no_acute_need"}, "already"),
    (lambda: awaiting(M.MEETING), M.SUMMONS, {}, "already"),  # two answers at the same moment: the second is told
    (lambda: awaiting(M.PLAN), M.MEETING, {}, "already"),
    (lambda: awaiting(M.APPROVAL), M.SUMMONS, {"outcome": "not_summoned", "reason": "moved"}, "already"),
    (lambda: awaiting(M.PLAN_REVIEW), M.SUMMONS, {}, "lapsed"),  # no new samråd within the year
    (closed, M.FOLLOW_UP, {"outcome": "close"}, "closed"),
    (closed, M.SUMMONS, {}, "closed"),
]


@pytest.mark.parametrize(("story", "milestone", "fields", "code"), NOT_NOW)
def test_what_the_case_does_not_wait_for_is_refused(
    story: Callable[[], Story], milestone: Milestone, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        story().judged(milestone, "2027-04-01 12:00", **fields)
    assert (refused.value.code, refused.value.field) == (code, None)
    assert isinstance(refused.value, AlreadyRegistered) is (code != "not_yet")
    assert isinstance(refused.value, BadInput)


def test_the_second_of_two_answers_is_told_what_is_awaited_now() -> None:
    with pytest.raises(AlreadyRegistered, match=r"»indkaldelse« er allerede registreret.*afventer nu netværkssamråd"):
        awaiting(M.MEETING).judged(M.SUMMONS, "2026-11-25 12:00")


@pytest.mark.parametrize(
    ("milestone", "at", "outcome"),
    [
        (M.FOLLOW_UP, "2027-02-01 10:00", {"outcome": "follow_up_again"}),  # opens the same milestone again
        (M.ASSIGNMENT, "2026-11-24 10:00", {"outcome": "declined", "reason": "absent"}),
    ],
)
def test_of_two_answers_to_one_form_the_second_is_told_also_where_the_milestone_comes_again(
    milestone: Milestone, at: str, outcome: dict[str, Any]
) -> None:
    story = awaiting(milestone).answers(milestone, at, **outcome)
    form = understand(milestone, {"by": "ANK", **defaults(milestone, story.case, danish(at)), **outcome})
    second = Bench(case=story.case, staff=STAFF, rulebook=RULEBOOK, now=danish(at), attempt=1)
    with pytest.raises(AlreadyRegistered):
        decide(form, second)
    assert decide(form, replace(second, attempt=2))
    assert decide(form, replace(second, attempt=None))


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [("declined", {}), ("postponed", {}), ("no_show", {}), ("not_held", {"reason": "declines"})],
)
def test_nobody_is_present_at_a_meeting_that_was_not_held(outcome: str, fields: dict[str, str]) -> None:
    """The form begins with those invited; they were not there."""
    assert defaults(M.MEETING, awaiting(M.MEETING).case, danish("2026-12-02 15:00"))["participants"]
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome=outcome, **fields)
    event = story.history[-1].event
    assert isinstance(event, MeetingAnswered)
    assert (event.participants, "deltagere" in say(event), story.case.held) == ((), False, None)


def test_after_a_postponement_the_meeting_waits_for_a_new_summons() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    with pytest.raises(AlreadyRegistered, match="afventer nu indkaldelse"):
        story.judged(M.MEETING, "2026-12-03 12:00")


@pytest.mark.parametrize(
    ("sent_on", "holder_sent_on", "second_sent_on", "field"),
    [
        ("2026-12-01", "", "", "sent_on"),  # the young person, the day before the postponement
        ("2026-12-02", "2026-12-01", "", "holder_sent_on"),  # the holder
        ("2026-12-02", "2026-12-02", "2026-12-01", "second_sent_on"),  # the second holder
        ("2026-12-02", "", "", None),  # the day of the postponement itself
        ("2026-12-03", "", "", None),  # the day after
    ],
)
def test_a_new_summons_is_not_dated_before_the_postponement(
    sent_on: str, holder_sent_on: str, second_sent_on: str, field: str | None
) -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed")
    fields = {"sent_on": sent_on, "holder_sent_on": holder_sent_on, "second_sent_on": second_sent_on, "holders": "two"}
    if field is None:
        assert story.answers(M.SUMMONS, "2026-12-05 12:00", **fields).case.awaiting is M.MEETING
        return
    with pytest.raises(Refused) as refused:
        story.judged(M.SUMMONS, "2026-12-05 12:00", **fields)
    assert (refused.value.code, refused.value.field) == ("too_early", field)


@pytest.mark.parametrize(
    ("sent_on", "agreed_before"),
    [
        ("2025-11-21", True),  # a year before the receipt, to the day: just believable
        ("2026-11-20", True),  # the day before the receipt
        ("2026-11-21", False),  # the day of the receipt
        ("2026-11-22", False),  # the day after
    ],
)
def test_a_summons_dated_before_the_receipt_is_accepted_and_said_to_be_so(sent_on: str, agreed_before: bool) -> None:
    (event,) = awaiting(M.SUMMONS).judged(M.SUMMONS, "2026-11-25 12:00", sent_on=sent_on)
    assert isinstance(event, Summoned)
    assert (event.sent_on, event.agreed_before) == (day(sent_on), agreed_before)


def test_a_meeting_agreed_before_is_not_held_before_the_receipt() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", sent_on="2026-11-10")
    with pytest.raises(Refused) as refused:
        story.judged(M.MEETING, "2026-11-26 12:00", held_on="2026-11-20")
    assert (refused.value.code, refused.value.field) == ("too_early", "held_on")
    assert story.judged(M.MEETING, "2026-11-26 12:00", held_on="2026-11-21")


def test_the_summons_of_the_young_person_and_one_holder() -> None:
    (event,) = awaiting(M.SUMMONS).judged(M.SUMMONS, "2026-11-25 12:00", channel="letter")
    assert event == Summoned(
        young_person_on=day("2026-11-25"),
        young_person_channel=Channel.LETTER,
        holder_on=day("2026-11-25"),  # left empty: the same day
        holder_channel=Channel.LETTER,  # left empty: the same way
    )


def test_the_summons_of_two_holders_each_with_day_and_channel() -> None:
    (event,) = awaiting(M.SUMMONS).judged(
        M.SUMMONS,
        "2026-11-25 12:00",
        sent_on="2026-11-23",
        holders="two",
        holder_sent_on="2026-11-24",
        holder_channel="phone",
        second_sent_on="2026-11-25",
        second_channel="handed",
    )
    assert event == Summoned(
        young_person_on=day("2026-11-23"),
        young_person_channel=Channel.DIGITAL_POST,
        holder_on=day("2026-11-24"),
        holder_channel=Channel.PHONE,
        second_holder_on=day("2026-11-25"),
        second_holder_channel=Channel.HANDED,
    )


def test_the_second_holder_without_day_and_channel_is_summoned_as_the_first() -> None:
    (event,) = awaiting(M.SUMMONS).judged(
        M.SUMMONS, "2026-11-25 12:00", holders="two", holder_sent_on="2026-11-24", holder_channel="phone"
    )
    assert isinstance(event, Summoned)
    assert (event.second_holder_on, event.second_holder_channel) == (day("2026-11-24"), Channel.PHONE)


def test_one_holder_of_custody_missing_keeps_the_milestone_open() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", holders="two_one_missing")
    assert story.case.awaiting is M.SUMMONS
    # the form is offered again with what is known; only the second holder is new
    case = story.answers(M.SUMMONS, "2026-11-27 12:00").case
    assert case.awaiting is M.MEETING
    assert case.summons == Summoned(
        young_person_on=day("2026-11-25"),
        young_person_channel=Channel.DIGITAL_POST,
        holder_on=day("2026-11-25"),
        holder_channel=Channel.DIGITAL_POST,
        second_holder_on=day("2026-11-27"),
        second_holder_channel=Channel.DIGITAL_POST,
    )
    meeting = case.track(M.MEETING)
    assert meeting is not None
    assert meeting.counts_from == danish("2026-11-27 00:00")  # the last of them


@pytest.mark.parametrize("other", [{"sent_on": "2026-11-27"}, {"channel": "letter"}, {"holder_sent_on": "2026-11-26"}])
def test_who_was_summoned_already_is_not_summoned_on_another_day_with_the_second_holder(other: dict[str, str]) -> None:
    """Or a summons in time would become a late one."""
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 12:00", holders="two_one_missing")
    with pytest.raises(
        Refused, match=r"onsdag den 25\. november 2026.*»anden forælder indkaldt 27\.11 brev«"
    ) as refused:
        story.judged(M.SUMMONS, "2026-12-01 10:00", **other)
    assert (refused.value.code, refused.value.field) == ("sent_already", "sent_on")
    said = {"holders": "two", "second_sent_on": "2026-11-27", "second_channel": "letter"}
    case = story.answers(M.SUMMONS, "2026-12-01 10:00", **said).case
    assert case.summons is not None
    assert (case.summons.young_person_on, case.summons.young_person_channel) == (
        *(day("2026-11-25"), Channel.DIGITAL_POST),
    )
    assert (case.summons.second_holder_on, case.summons.second_holder_channel) == (day("2026-11-27"), Channel.LETTER)
    assert (case.summons.late, case.awaiting) == (False, M.MEETING)


def test_minutes_without_a_day_of_their_own_were_sent_with_the_agreements() -> None:
    (event,) = awaiting(M.PLAN).judged(M.PLAN, "2026-12-20 12:00", registered_on="2026-12-10")
    assert isinstance(event, PlanAnswered)
    assert (event.on, event.minutes_sent_on) == (day("2026-12-10"), day("2026-12-10"))


def test_the_next_follow_up_is_on_the_day_that_was_agreed() -> None:
    story = awaiting(M.FOLLOW_UP).answers(
        M.FOLLOW_UP, "2027-03-01 12:00", outcome="follow_up_again", next_on="2027-05-01"
    )
    track = story.case.track(M.FOLLOW_UP)
    assert track is not None
    assert (track.attempt, track.agreed_on) == (2, day("2027-05-01"))


@pytest.mark.parametrize(
    ("on", "time", "assessed_at"),
    [
        ("2026-11-21", "", "2026-11-21 15:00"),  # today without an hour: now
        ("2026-11-21", "14.30", "2026-11-21 14:30"),  # with an hour
        ("2026-11-21", "9:14", "2026-11-21 09:14"),  # to the minute of the receipt
        ("2026-11-21", "09.13", "2026-11-21 09:13"),  # the receipt's seconds are not the person's fault
        ("2026-11-21", "15.00", "2026-11-21 15:00"),  # this very minute
    ],
)
def test_when_the_acute_need_was_assessed(on: str, time: str, assessed_at: str) -> None:
    fields = {"outcome": "no_acute_need", "assessed_on": on, "assessed_time": time}
    (event,) = awaiting(M.ASSESSMENT).judged(M.ASSESSMENT, "2026-11-21 15:00", **fields)
    assert event == AcuteNeedAssessed(outcome=Assessment.NO_ACUTE_NEED, assessed_at=danish(assessed_at))


def test_an_earlier_day_without_an_hour_counts_as_its_end() -> None:
    (event,) = awaiting(M.ASSESSMENT).judged(
        M.ASSESSMENT, "2026-11-23 15:00", outcome="acute_need", assessed_on="2026-11-21"
    )
    assert isinstance(event, AcuteNeedAssessed)
    assert danish("2026-11-21 23:59") < event.assessed_at < danish("2026-11-22 00:00")


#: What the decision table says of a case of violence.
VIOLENCE: dict[str, Any] = {"verdict": Verdict.SERIOUS, "row": "violence", "facts": TargetFacts()}

#: milestone, fields → the event
ANSWERS: list[tuple[Milestone, dict[str, Any], object]] = [
    (
        *(M.ASSESSMENT, {"outcome": "not_assessed", "reason": "moved"}),
        AcuteNeedAssessed(outcome=Assessment.NOT_ASSESSED, assessed_at=danish("2026-11-21 15:00"), reason=Reason.MOVED),
    ),
    (
        *(M.TARGET_GROUP, {"outcome": "in_target_group"}),
        TargetGroupDecided(outcome=TargetGroup.IN_TARGET_GROUP, decided_on=day("2026-11-23"), **VIOLENCE),
    ),
    (
        *(M.TARGET_GROUP, {"outcome": "outside", "destination": "other_municipality", "override": "concern"}),
        TargetGroupDecided(
            outcome=TargetGroup.OUTSIDE,
            decided_on=day("2026-11-23"),
            destination=Destination.OTHER_MUNICIPALITY,
            override=Override.CONCERN,
            **VIOLENCE,
        ),
    ),
    (
        *(
            M.ASSIGNMENT,
            {"caseworker": "bos", "by": "BOS"},
        ),  # another than the one it was offered to; initials in either case
        AssignmentAnswered(outcome=Assignment.ACCEPTED, caseworker="BOS", answered_on=day("2026-11-24"), team="unge"),
    ),
    (
        *(M.ASSIGNMENT, {"outcome": "declined", "reason": "conflict_of_interest"}),
        AssignmentAnswered(
            outcome=Assignment.DECLINED,
            caseworker="ANK",
            answered_on=day("2026-11-24"),
            reason=Reason.CONFLICT_OF_INTEREST,
        ),
    ),
    (
        *(M.APPROVAL, {"outcome": "rejected", "by": "TLU"}),
        NotSummonedAnswered(outcome=Approval.REJECTED, answered_on=day("2026-11-26")),
    ),
    (
        *(M.SUMMONS, {"outcome": "not_summoned", "reason": "placed"}),
        NotSummonedProposed(proposed_on=day("2026-11-25"), reason=Reason.PLACED),
    ),
    (
        *(M.MEETING, {}),
        MeetingAnswered(outcome=Meeting.HELD, on=day("2026-12-02"), participants=(Role.YOUNG_PERSON, Role.PARENT)),
    ),
    (
        *(M.MEETING, {"outcome": "no_show", "planned_on": "2026-12-02"}),  # again the same day
        MeetingAnswered(outcome=Meeting.NO_SHOW, on=day("2026-12-02"), planned_on=day("2026-12-02")),
    ),
    (
        *(M.MEETING, {"outcome": "postponed", "planned_on": "2027-12-02", "reason": "ill"}),  # just believable
        MeetingAnswered(
            outcome=Meeting.POSTPONED, on=day("2026-12-02"), planned_on=day("2027-12-02"), reason=Reason.ILL
        ),
    ),
    (
        *(M.MEETING, {"outcome": "not_held", "reason": "no_visit_permit"}),
        MeetingAnswered(outcome=Meeting.NOT_HELD, on=day("2026-12-02"), reason=Reason.NO_VISIT_PERMIT),
    ),
    (
        *(M.COURSE, {"outcome": "close", "reason": "suspicion_dropped"}),
        CourseChosen(outcome=Course.CLOSE, chosen_on=day("2026-12-04"), reason=Reason.SUSPICION_DROPPED),
    ),
    (
        *(M.COURSE, {"outcome": "investigation", "caseworker": "CML"}),
        CourseChosen(
            outcome=Course.INVESTIGATION, chosen_on=day("2026-12-04"), caseworker="CML", team="familie", to_accept=True
        ),
    ),
    (
        *(M.PLAN, {"registered_on": "2026-12-03", "minutes_sent_on": "2026-12-07", "duties": "school"}),
        PlanAnswered(  # reached when the agreements are registered and the minutes sent
            outcome=Plan.REGISTERED,
            on=day("2026-12-07"),
            minutes_sent_on=day("2026-12-07"),
            duties=(Role.SCHOOL,),
            duties_due_on=day("2026-12-21"),
        ),
    ),
    (
        *(M.PLAN, {"outcome": "not_made", "reason": "other_plan"}),
        PlanAnswered(outcome=Plan.NOT_MADE, on=day("2026-12-09"), reason=Reason.OTHER_PLAN),
    ),
    (
        *(M.PLAN_REVIEW, {"outcome": "not_reviewed", "reason": "declines"}),
        PlanReviewed(outcome=PlanReview.NOT_REVIEWED, reviewed_on=day("2026-12-01"), reason=Reason.DECLINES),
    ),
    (
        *(M.FOLLOW_UP, {"outcome": "follow_up_meeting", "done_on": "2026-12-02"}),  # as early as the meeting's own day
        FollowUpAnswered(outcome=FollowUp.FOLLOW_UP_MEETING, on=day("2026-12-02")),
    ),
    (
        *(M.FOLLOW_UP, {"outcome": "not_done", "reason": "turned_18"}),
        FollowUpAnswered(outcome=FollowUp.NOT_DONE, on=day("2027-03-01"), reason=Reason.TURNED_18),
    ),
]


@pytest.mark.parametrize(("milestone", "fields", "event"), ANSWERS)
def test_what_an_answer_becomes(milestone: Milestone, fields: dict[str, Any], event: object) -> None:
    assert awaiting(milestone).judged(milestone, NOW[milestone], **fields) == (event,)


_NOT_DONE = {
    M.ASSESSMENT: "not_assessed",
    M.ASSIGNMENT: "declined",
    M.SUMMONS: "not_summoned",
    M.MEETING: "not_held",
    M.COURSE: "close",
    M.PLAN: "not_made",
    M.PLAN_REVIEW: "not_reviewed",
    M.FOLLOW_UP: "not_done",
}


@pytest.mark.parametrize("milestone", _NOT_DONE)
def test_each_form_takes_its_own_reasons_and_no_other(milestone: Milestone) -> None:
    story = awaiting(milestone)
    for reason in Reason:
        fields = {"outcome": _NOT_DONE[milestone], "reason": reason.label}
        if reason in REASONS[milestone]:
            assert story.judged(milestone, NOW[milestone], **fields)
            continue
        with pytest.raises(Refused, match="Vælg en grund"):
            story.judged(milestone, NOW[milestone], **fields)


def test_registered_around_danish_midnight_today_is_the_danish_day() -> None:
    story = Story(opened=opening(danish("2026-06-21 09:00")))
    (event,) = story.judged(M.ASSESSMENT, "2026-06-22 00:30", outcome="no_acute_need", assessed_on="2026-06-22")
    assert isinstance(event, AcuteNeedAssessed)
    with pytest.raises(Refused, match="ligger i fremtiden"):
        story.judged(M.ASSESSMENT, "2026-06-21 23:59", outcome="no_acute_need", assessed_on="2026-06-22")


@pytest.mark.parametrize(
    ("received", "believed"),
    [
        ("2026-11-20 23:59", True),  # a year after the summons, the last minute
        ("2026-11-21 00:00", False),  # midnight
        ("2026-11-21 00:01", False),  # a minute after
    ],
)
def test_a_year_before_the_receipt_is_counted_in_danish_days(received: str, believed: bool) -> None:
    story = Story(opened=opening(danish(received)))
    story.answers(M.ASSESSMENT, "2026-11-21 10:00", outcome="no_acute_need")
    story.answers(M.TARGET_GROUP, "2026-11-21 10:00", outcome="in_target_group")
    story.answers(M.ASSIGNMENT, "2026-11-21 10:00")
    if believed:
        assert story.judged(M.SUMMONS, "2026-11-21 12:00", sent_on="2025-11-20")
        return
    with pytest.raises(Refused) as refused:
        story.judged(M.SUMMONS, "2026-11-21 12:00", sent_on="2025-11-20")
    assert (refused.value.code, refused.value.field) == ("too_old", "sent_on")
