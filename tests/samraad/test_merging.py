"""Duplicates: one case is closed into another, which goes on with the earliest receipt of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from samraad.answers import understand
from samraad.bench import Bench
from samraad.case import CaseFile
from samraad.deadlines import deadline, deadlines
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import CaseMerged, Event, MergedIn, NotificationAttached
from samraad.forms import defaults
from samraad.merging import brought_in
from samraad.notices import notices
from samraad.register import decide
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import Matter, Milestone, Offence, Stage, State, TodoKind
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, closed, danish, day, opening

OTHER = "2026-0043"


def other(story: Story) -> CaseFile:
    return replace(story.case, number=OTHER)


def merged(found: CaseFile | None, *, same: bool = True, **fields: Any) -> tuple[Event, ...]:
    case, now = awaiting(M.SUMMONS).case, danish("2026-11-25 12:00")
    form = understand(Matter.MERGED, {"by": "ANK", **defaults(Matter.MERGED, case, now), "into": OTHER, **fields})
    bench = Bench(
        case=case, staff=STAFF, rulebook=RULEBOOK, now=now, others=lambda _: found, same_person=lambda _: same
    )
    return decide(form, bench)


def closed_into(duplicate: Story, at: str = "2026-11-25 12:00") -> CaseFile:
    """The duplicate once it is closed into the other."""
    return duplicate.happens(CaseMerged(into=OTHER, on=danish(at).date()), at=danish(at)).case


def goes_on(story: Story, duplicate: Story, at: str = "2026-11-25 12:00") -> list[NotificationAttached]:
    """The story's case goes on with what the duplicate brings; the notifications it was given."""
    closed_one = replace(closed_into(duplicate, at), number="2026-0041")
    story.happens(*brought_in(closed_one, story.case, RULEBOOK, danish(at)), at=danish(at), actor="BOS")
    return [each.event for each in story.history if isinstance(each.event, NotificationAttached)]


def twin(received: str, *steps: tuple[Milestone, str, dict[str, str]], **changes: Any) -> Story:
    """A duplicate that was received then and came so far."""
    story = Story(opened=replace(opening(danish(received), **changes), notification="n-2"))
    for topic, at, fields in steps:
        story.answers(topic, at, **fields)
    return story


ASSESSED: tuple[Milestone, str, dict[str, str]] = (M.ASSESSMENT, "2026-11-25 11:00", {"outcome": "no_acute_need"})


def test_the_duplicate_is_closed_and_what_ran_lapses() -> None:
    story = awaiting(M.SUMMONS).happens(*merged(other(awaiting(M.MEETING))))
    assert story.case.stage is Stage.CLOSED
    summons = deadlines(story.case, RULEBOOK, danish("2027-01-01 12:00"))[2]
    assert summons.state is State.LAPSED
    assert isinstance(story.history[-1].event, CaseMerged)


@pytest.mark.parametrize(
    ("received", "last"),
    # the other was received on Saturday 21 November
    [("2026-11-19 09:00", "tor 26. nov"), ("2026-11-21 09:14", "lør 28. nov"), ("2026-11-23 09:00", "lør 28. nov")],
)
def test_the_other_goes_on_from_the_earlier_receipt(received: str, last: str) -> None:
    duplicate = Story(opened=opening(danish(received), offences=(Offence.THEFT,), remand=True, interrogation=True))
    story = awaiting(M.SUMMONS)
    goes_on(story, duplicate)
    summons = deadlines(story.case, RULEBOOK, danish("2026-11-25 12:00"))[2]
    assert summons.shown == last
    assert story.case.offences == (Offence.VIOLENCE, Offence.THEFT)
    assert story.case.remand
    assert story.case.interrogation


@pytest.mark.parametrize(
    ("found", "fields", "code"),
    [
        (None, {}, "unknown_case"),
        (None, {"into": "2026-0042"}, "itself"),
        (None, {"into": "den anden"}, "field_string_pattern_mismatch"),
    ],
)
def test_what_makes_no_sense_is_refused(found: CaseFile | None, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        merged(found, **fields)
    assert refused.value.code == code


def test_not_into_a_closed_case_nor_into_another_persons() -> None:
    with pytest.raises(Refused, match="afsluttet"):
        merged(other(closed()))
    with pytest.raises(Refused, match="CPR"):
        merged(other(awaiting(M.MEETING)), same=False)


def test_where_nothing_is_known_of_other_cases_there_is_none() -> None:
    with pytest.raises(Refused, match="ingen sag"):
        awaiting(M.SUMMONS).judged(Matter.MERGED, "2026-11-25 12:00", into=OTHER)


# -- what the police wrote there is seen here, and what was still to be done goes on


def test_each_notification_of_the_duplicate_is_attached_and_says_where_it_came_from() -> None:
    duplicate = twin("2026-11-24 09:00").called("2026-11-24 12:00", at=danish("2026-11-24 13:00"))
    story = awaiting(M.SUMMONS)
    taken = goes_on(story, duplicate)
    assert [(each.notification, each.taken_over_from) for each in taken] == [("n-2", "2026-0041")] * 2
    assert story.case.notifications == ("n-1", "n-2", "n-2")
    assert isinstance(story.history[-3].event, MergedIn)
    told = notices(story.case, story.history[-1], RULEBOOK)
    assert [(each.recipient, each.kind.value, each.milestone) for each in told] == [
        ("ANK", "further_notification", M.SUMMONS)
    ]


@pytest.mark.parametrize(
    ("steps", "received", "kinds"),
    [
        # assessed there: not again here; not assessed there: within 24 hours of its receipt
        ([ASSESSED], "2026-11-25 09:00", []),
        ([], "2026-11-25 09:00", [TodoKind.ASSESS_AGAIN]),
        # the earlier of the two: the case's own assessment counts from it
        ([], "2026-11-20 09:00", []),
    ],
)
def test_acute_need_that_nobody_has_assessed_is_to_be_assessed_here(
    steps: list[tuple[Milestone, str, dict[str, str]]], received: str, kinds: list[TodoKind]
) -> None:
    story = awaiting(M.SUMMONS)
    goes_on(story, twin(received, *steps))
    assert [each.kind for each in story.case.todos] == kinds


def test_a_further_one_that_was_not_assessed_there_is_assessed_here_and_one_that_was_is_not() -> None:
    duplicate = twin("2026-11-25 09:00", ASSESSED)
    for received in ("2026-11-25 11:10", "2026-11-25 11:20"):
        duplicate.called(received, at=danish(received))
    duplicate.answers(Matter.TODO, "2026-11-25 11:30", todo="1")
    story = awaiting(M.SUMMONS)
    assert [each.assessed for each in goes_on(story, duplicate)] == [True, True, False]
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-11-25 12:00"))
    assert limit.due_at == danish("2026-11-26 11:20")


def test_who_attends_an_interrogation_is_still_asked_where_nobody_had_said_it() -> None:
    asked: dict[str, Any] = {"interrogation": True, "reply_by_at": danish("2026-11-26 12:00")}
    waiting, answered = awaiting(M.SUMMONS), awaiting(M.SUMMONS)
    goes_on(waiting, twin("2026-11-25 09:00", ASSESSED, **asked))
    (limit,) = todo_limits(waiting.case, RULEBOOK, danish("2026-11-25 12:00"))
    assert (limit.todo.kind, limit.due_at) == (TodoKind.INTERROGATION, danish("2026-11-26 12:00"))
    planned, agreed = awaiting(M.SUMMONS), twin("2026-11-25 09:00", ASSESSED, **asked)
    agreed.answers(Matter.INTERROGATION, "2026-11-25 11:30", attendance="planned")
    goes_on(planned, agreed)
    assert [each.kind for each in planned.case.todos] == [TodoKind.INTERROGATION]
    said = twin("2026-11-25 09:00", ASSESSED, **asked)
    said.answers(Matter.INTERROGATION, "2026-11-25 11:30", attendance="attended")
    goes_on(answered, said)
    assert (answered.case.todos, answered.case.interrogation) == ((), True)


def test_into_a_case_whose_samraad_was_held_it_calls_for_a_review_as_any_further_notification() -> None:
    story = awaiting(M.FOLLOW_UP)
    goes_on(story, twin("2026-12-10 09:00"), at="2026-12-11 12:00")
    assert story.case.awaiting is M.PLAN_REVIEW
    review = deadlines(story.case, RULEBOOK, danish("2026-12-11 12:00"))[-1]
    assert (review.milestone, review.shown) == (M.PLAN_REVIEW, "tor 24. dec")


def test_into_a_case_without_a_samraad_the_seven_days_of_the_duplicate_run_on() -> None:
    story = awaiting(M.COURSE)
    goes_on(story, twin("2026-12-10 09:00"), at="2026-12-11 12:00")
    summons = deadlines(story.case, RULEBOOK, danish("2026-12-11 12:00"))[-1]
    assert (summons.milestone, summons.shown, summons.state) == (M.SUMMONS, "tor 17. dec", State.OPEN)


def test_what_was_settled_in_the_duplicate_calls_for_nothing_here() -> None:
    not_held = {"outcome": "not_held", "reason": "declines"}
    settled = twin(
        "2026-12-10 09:00",
        (M.ASSESSMENT, "2026-12-10 10:00", {"outcome": "no_acute_need"}),
        (M.TARGET_GROUP, "2026-12-10 10:00", {"outcome": "in_target_group"}),
        (M.ASSIGNMENT, "2026-12-10 11:00", {}),
        (M.SUMMONS, "2026-12-10 12:00", {}),
        (M.MEETING, "2026-12-10 15:00", not_held),
    )
    story = awaiting(M.COURSE)
    assert [each.opens for each in goes_on(story, settled, at="2026-12-11 12:00")] == [None]
    assert story.case.awaiting is M.COURSE


NOT_HELD_THERE: tuple[tuple[Milestone, str, dict[str, str]], ...] = (
    (M.ASSESSMENT, "2026-12-10 10:00", {"outcome": "no_acute_need"}),
    (M.TARGET_GROUP, "2026-12-10 10:00", {"outcome": "in_target_group"}),
    (M.ASSIGNMENT, "2026-12-10 11:00", {}),
    (M.SUMMONS, "2026-12-10 12:00", {}),
    (M.MEETING, "2026-12-10 15:00", {"outcome": "not_held", "reason": "declines"}),
)


def test_of_several_notifications_those_that_were_settled_there_are_not_asked_for_again() -> None:
    duplicate = twin("2026-12-10 09:00", *NOT_HELD_THERE).called("2026-12-11 09:00", at=danish("2026-12-11 09:00"))
    story = awaiting(M.COURSE)
    taken = goes_on(story, duplicate, at="2026-12-11 12:00")
    assert [(each.settled, each.opens) for each in taken] == [(True, None), (False, M.SUMMONS)]
    assert deadlines(story.case, RULEBOOK, danish("2026-12-11 12:00"))[-1].shown == "fre 18. dec"
    # nor by what is registered here later, nor where that case is merged in its turn
    story.answers(M.TARGET_GROUP, "2026-12-12 10:00", outcome="in_target_group")
    story.answers(M.SUMMONS, "2026-12-12 11:00")
    assert deadlines(story.case, RULEBOOK, danish("2026-12-12 12:00"))[-1].milestone is M.MEETING
    third = awaiting(M.COURSE)
    again = [each.settled for each in goes_on(third, story, at="2026-12-12 12:00")]
    assert again == [True, True, False]


@pytest.mark.parametrize(
    ("received", "last"),
    # the other was received 21 November, and not held 2 December: nobody knew of the duplicate then
    [("2026-11-20 09:00", "fre 27. nov"), ("2026-11-21 09:14", "lør 28. nov"), ("2026-11-22 09:00", "søn 29. nov")],
)
def test_into_a_case_whose_samraad_was_given_up_the_duplicates_own_seven_days_run_on(received: str, last: str) -> None:
    story = awaiting(M.COURSE)
    goes_on(story, twin(received), at="2026-12-03 12:00")
    summons = story.case.track(M.SUMMONS)
    assert summons is not None
    assert (summons.open, deadline(summons, RULEBOOK, danish("2026-12-03 12:00")).shown) == (True, last)


def test_merged_before_a_meeting_is_registered_late_the_duplicate_has_its_seven_days() -> None:
    story = awaiting(M.MEETING)
    goes_on(story, twin("2026-12-05 09:00"), at="2026-12-05 12:00")
    assert not story.case.runs(M.SUMMONS)
    late = {"outcome": "not_held", "reason": "ill", "held_on": "2026-12-02"}
    story.answers(M.MEETING, "2026-12-10 10:00", **late)
    summons = deadlines(story.case, RULEBOOK, danish("2026-12-10 12:00"))[-1]
    assert (summons.milestone, summons.shown) == (M.SUMMONS, "lør 12. dec")


@pytest.mark.parametrize(("here", "there", "together"), [(None, None, None), (2, None, 2), (None, 0, 0), (2, 3, 5)])
def test_what_was_known_of_the_person_before_comes_along(
    here: int | None, there: int | None, together: int | None
) -> None:
    story = Story(opened=opening(earlier_notifications=here, earlier_samraad_on=day("2026-01-15")))
    held_on = day("2026-02-01") if there else None
    goes_on(story, twin("2026-11-24 09:00", earlier_notifications=there, earlier_samraad_on=held_on))
    assert story.case.earlier_notifications == together
    assert story.case.samraad_on == (held_on or day("2026-01-15"))


def test_a_case_whose_samraad_was_held_is_not_put_into_one_that_still_awaits_it() -> None:
    held = awaiting(M.FOLLOW_UP)
    now = danish("2026-12-10 12:00")
    form = understand(Matter.MERGED, {"by": "ANK", **defaults(Matter.MERGED, held.case, now), "into": OTHER})
    for found, refused in ((awaiting(M.SUMMONS), True), (awaiting(M.FOLLOW_UP), False)):
        into = other(found)
        bench = Bench(case=held.case, staff=STAFF, rulebook=RULEBOOK, now=now, others={OTHER: into}.get)
        if not refused:
            assert decide(form, bench)
            continue
        with pytest.raises(Refused) as told:
            decide(form, bench)
        assert told.value.code == "wrong_way"
        assert str(told.value).endswith(f"registrér på sag {OTHER}, at den lægges ind i sag 2026-0042.")


# -- forms that are open meanwhile


def test_the_form_the_other_case_waits_with_is_answered_on_as_before() -> None:
    story = awaiting(M.SUMMONS)
    attempt = story.case.track(M.SUMMONS)
    goes_on(story, twin("2026-11-19 09:00", ASSESSED))
    after = story.case.track(M.SUMMONS)
    assert attempt is not None
    assert after is not None
    assert (after.attempt, story.case.awaiting) == (attempt.attempt, M.SUMMONS)
    story.answers(M.SUMMONS, "2026-11-25 13:00")
    assert story.case.awaiting is M.MEETING


def test_the_duplicates_own_form_answered_afterwards_is_told_which_case_goes_on() -> None:
    duplicate = awaiting(M.SUMMONS)
    closed_into(duplicate)
    with pytest.raises(AlreadyRegistered) as refused:
        duplicate.judged(M.SUMMONS, "2026-11-25 13:00")
    assert (refused.value.code, str(refused.value)) == (
        "merged",
        f"Sag 2026-0042 er lagt sammen med sag {OTHER}: registrér svaret dér.",
    )
    shown = view(duplicate.case, RULEBOOK, danish("2026-11-25 13:00"))
    assert shown.description == f"Sag 2026-0042 er afsluttet: den er lagt sammen med sag {OTHER}, som fortsætter."


# -- reopened beside another


def reopened(case: CaseFile, found: CaseFile | None = None, elsewhere: str | None = None) -> tuple[Event, ...]:
    now = danish("2027-04-01 12:00")
    form = understand(Matter.REOPENED, {"by": "ANK", "because": "slip", "reopened_on": now.date()})
    bench = Bench(
        case=case,
        staff=STAFF,
        rulebook=RULEBOOK,
        now=now,
        others=lambda _: found,
        open_elsewhere=lambda: elsewhere,
    )
    return decide(form, bench)


def test_where_the_person_has_another_open_case_that_one_is_named() -> None:
    with pytest.raises(Refused) as refused:
        reopened(closed().case, elsewhere=OTHER)
    assert (refused.value.code, str(refused.value)) == (
        "newer_case",
        f"Den unge har en åben sag, {OTHER}: registrér dér, eller afslut den først.",
    )
    assert reopened(closed().case)


def test_a_duplicate_is_not_reopened_while_the_case_it_was_merged_into_goes_on() -> None:
    case = closed_into(awaiting(M.SUMMONS))
    with pytest.raises(Refused, match=OTHER):
        reopened(case, found=other(awaiting(M.MEETING)))
    for gone in (other(closed()), None):
        assert reopened(case, found=gone)
    again = awaiting(M.SUMMONS)
    closed_into(again)
    again.happens(*reopened(again.case), at=danish("2027-04-01 12:00"))
    assert (again.case.merged_into, again.case.awaiting) == (None, M.SUMMONS)
