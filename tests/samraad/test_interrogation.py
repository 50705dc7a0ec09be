"""The police's interrogation: who attends is decided before they want to know; what came of it, and what it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from samraad.codec import decode
from samraad.errors import Refused
from samraad.events import InterrogationAnswered, NotificationAttached, ReceiptMoved, TodoRungReached
from samraad.intake import Known, attached, opened
from samraad.notices import notices
from samraad.notification import Origin, Place, Suspicion
from samraad.summary import summarise
from samraad.times import next_working_hour
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import Attendance, Kind, Matter, Offence, Proposal, State, TodoKind, TodoOutcome
from tests.samraad.given import RECEIVED, RULEBOOK, M, Story, awaiting, danish, day, opening

PERSON = Suspicion(place=Place(), birth_date=day("2010-05-17"), offences=("vold",), interrogation=True)


def invited(**told: str) -> Story:
    """A case opened by a mail that invites to an interrogation."""
    return Story(opened=opened(replace(PERSON, **told), Known(), RECEIVED, (), "n-1", RULEBOOK))  # type: ignore[arg-type]


def again(received_at: str, **told: str) -> NotificationAttached:
    """A further mail on the same young person that invites to an interrogation."""
    person = replace(PERSON, **told)  # type: ignore[arg-type]
    (event, *_) = attached(person, Story().case, danish(received_at), (), "n-2", RULEBOOK)
    assert isinstance(event, NotificationAttached)
    return event


def attends(story: Story, at: str, **fields: Any) -> Story:
    return story.answers(Matter.INTERROGATION, at, **fields)


# -- who attends


@pytest.mark.parametrize(
    ("told", "due"),
    [
        # by when the police want an answer; else when it begins; else the rulebook's limit, counted from receipt
        ({"interrogation_time": "24. november kl. 10", "reply_by": "23. november kl. 12"}, "2026-11-23 12:00"),
        ({"interrogation_time": "24. november kl. 10", "reply_by": "snarest"}, "2026-11-24 10:00"),
        ({"interrogation_time": "tirsdag kl. 10"}, "2026-11-21 13:14"),
        ({"reply_by": "23. november"}, "2026-11-24 00:00"),
        ({}, "2026-11-21 13:14"),
    ],
)
def test_who_attends_is_a_todo_due_before_the_police_want_to_know(told: dict[str, str], due: str) -> None:
    (limit,) = todo_limits(invited(**told).case, RULEBOOK, RECEIVED)
    assert (limit.todo.number, limit.todo.kind, limit.kind) == (1, TodoKind.INTERROGATION, Kind.NORM)
    assert limit.due_at == danish(due)


def test_no_interrogation_no_todo() -> None:
    assert Story().case.todos == ()
    other = replace(PERSON, interrogation=False, interrogation_time="24. november kl. 10")
    assert Story(opened=opened(other, Known(), RECEIVED, (), "n-1", RULEBOOK)).case.todos == ()


@pytest.mark.parametrize(
    ("at", "fired"),
    [
        ("2026-11-23 07:59", []),
        ("2026-11-23 08:00", [("soon", ("intake",), True)]),
        ("2026-11-23 11:00", [("soon", (), True), ("one_hour", ("intake", "intake_leader"), True)]),
        (
            "2026-11-23 12:00",
            [("soon", (), True), ("one_hour", (), True), ("missed", ("intake", "intake_leader"), True)],
        ),
    ],
)
def test_it_is_escalated_before_that_time(at: str, fired: list[tuple[str, tuple[str, ...], bool]]) -> None:
    story = invited(reply_by="23. november kl. 12")
    reached = [each for each in story.ticks(at) if isinstance(each, TodoRungReached)]
    assert [(each.rung, each.told, each.urgent) for each in reached] == fired


def test_the_timer_knows_of_it_from_the_first_event() -> None:
    row = summarise(invited(reply_by="22. november kl. 9").case, RULEBOOK)
    assert row.next_tick_at == danish("2026-11-22 03:14")  # 6 hours before the 24 hours of the assessment are over
    row = summarise(invited(reply_by="21. november kl. 14").case, RULEBOOK)
    assert row.next_tick_at == danish("2026-11-21 10:00")


def test_an_invitation_sent_again_brings_nothing_new_unless_it_tells_another_time() -> None:
    story = invited(reply_by="23. november kl. 12")
    story.happens(again("2026-11-21 12:00", reply_by="23. november kl. 12"))
    story.happens(again("2026-11-21 13:00"))
    assert len(story.case.todos) == 1
    story.happens(again("2026-11-21 14:00", reply_by="23. november kl. 15"))
    assert [each.agreed_due_at for each in story.case.todos] == [
        danish("2026-11-23 12:00"),
        danish("2026-11-23 15:00"),
    ]


def test_once_it_is_answered_a_further_invitation_is_a_new_one() -> None:
    story = attends(invited(), "2026-11-21 10:00", attendance="planned")
    story.happens(again("2026-11-22 12:00"), at=danish("2026-11-22 12:00"))
    assert [each.open for each in story.case.todos if each.kind is TodoKind.INTERROGATION] == [False, True]


def test_it_is_settled_by_who_attends() -> None:
    story = attends(invited(), "2026-11-21 10:00", attendance="planned", attended_by="bos")
    event = story.history[-1].event
    assert isinstance(event, InterrogationAnswered)
    assert (event.attendance, event.attended_by, event.on) == (Attendance.PLANNED, "BOS", day("2026-11-21"))
    todo, outcome = story.case.todos
    assert (todo.outcome, todo.done_on) == (TodoOutcome.DONE, day("2026-11-21"))
    assert (outcome.kind, outcome.open) == (TodoKind.INTERROGATION_OUTCOME, True)


def test_or_by_the_todos_own_form() -> None:
    story = invited().answers(Matter.TODO, "2026-11-21 10:00", todo="1", outcome="not_needed")
    assert story.case.todos[0].outcome is TodoOutcome.NOT_NEEDED


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"attendance": "attended"}, "ANK"),
        ({"attendance": "attended", "attended_by": "BOS"}, "BOS"),
        ({"attendance": "planned"}, "ANK"),
        ({"attendance": "duty_officer"}, None),  # often from another department
        ({"attendance": "duty_officer", "attended_by": "CML"}, "CML"),
        ({"attendance": "other"}, None),
        ({"attendance": "nobody"}, None),
    ],
)
def test_who_it_was(fields: dict[str, str], who: str | None) -> None:
    event, *_ = invited().judged(Matter.INTERROGATION, "2026-11-23 10:00", **fields)
    assert isinstance(event, InterrogationAnswered)
    assert event.attended_by == who


# -- what is planned does not sleep


def due_of_outcome(story: Story) -> list[datetime]:
    """Until when what came of it is asked for, of what is open."""
    limits = todo_limits(story.case, RULEBOOK, danish("2026-11-21 12:00"))
    return [each.due_at for each in limits if each.todo.open and each.todo.kind is TodoKind.INTERROGATION_OUTCOME]


@pytest.mark.parametrize(
    ("told", "held_on", "due"),
    [
        # the day that was agreed; else the one the police told; else that of their reply; else the rulebook's limit
        ({"interrogation_time": "24. november kl. 10"}, "2026-11-25", "2026-11-26 00:00"),
        ({"interrogation_time": "24. november kl. 10", "reply_by": "23. november kl. 12"}, None, "2026-11-25 00:00"),
        ({"reply_by": "23. november kl. 12"}, None, "2026-11-24 00:00"),
        ({"reply_by": "23. november"}, None, "2026-11-24 00:00"),
        ({"interrogation_time": "21. november kl. 14"}, None, "2026-11-22 00:00"),
        ({}, None, "2026-11-24 00:00"),
    ],
)
def test_what_came_of_a_planned_interrogation_is_asked_for_by_its_day(
    told: dict[str, str], held_on: str | None, due: str
) -> None:
    fields = {"held_on": held_on} if held_on else {}
    story = attends(invited(**told), "2026-11-21 10:00", attendance="planned", **fields)
    assert due_of_outcome(story) == [danish(due)]


def test_a_day_that_the_police_told_and_that_has_gone_by_is_none() -> None:
    story = attends(invited(interrogation_time="24. november kl. 10"), "2026-11-25 10:00", attendance="planned")
    assert due_of_outcome(story) == [danish("2026-11-27 00:00")]
    without = attends(awaiting(M.SUMMONS), "2026-11-25 10:00", attendance="planned")
    assert due_of_outcome(without) == [danish("2026-11-27 00:00")]


def test_on_that_day_whoever_has_the_case_is_reminded_and_after_it_the_leader_too() -> None:
    story = attends(awaiting(M.SUMMONS), "2026-11-24 10:00", attendance="planned", held_on="2026-11-26")
    fired = [
        (each.kind, each.rung, each.told)
        for at in ("2026-11-26 07:59", "2026-11-26 08:00", "2026-11-27 00:00")
        for each in story.ticks(at)
        if isinstance(each, TodoRungReached)
    ]
    assert fired == [
        (TodoKind.INTERROGATION_OUTCOME, "soon", ("ANK",)),
        (TodoKind.INTERROGATION_OUTCOME, "missed", ("ANK", "team_leader:unge")),
    ]


def test_it_is_one_todo_that_what_came_of_it_settles() -> None:
    story = attends(invited(), "2026-11-21 10:00", attendance="planned", held_on="2026-11-24")
    attends(story, "2026-11-23 10:00", attendance="planned", held_on="2026-11-26")
    assert due_of_outcome(story) == [danish("2026-11-27 00:00")]
    assert todo_limits(story.case, RULEBOOK, danish("2026-11-23 12:00"))[1].state is State.LAPSED
    attends(story, "2026-11-26 15:00", attendance="attended")
    assert due_of_outcome(story) == []
    assert story.case.todos[-1].outcome is TodoOutcome.DONE


def test_it_may_be_called_off() -> None:
    story = attends(invited(), "2026-11-21 10:00", attendance="planned", held_on="2026-11-24")
    story.answers(Matter.TODO, "2026-11-23 10:00", todo="2", outcome="not_needed")
    assert due_of_outcome(story) == []


def test_files_from_before_it_bring_no_todo() -> None:
    body = '{"attendance":"planned","attended_by":"ANK","documents_at":null,"family_told":[],"hand_over_by_at":null,'
    old = decode("InterrogationAnswered", body + '"on":"2026-11-21","proposal":null,"schema":1}')
    assert [each.kind for each in invited().happens(old).case.todos] == [TodoKind.INTERROGATION]


# -- the duty officer hands over


@pytest.mark.parametrize(
    ("held", "due"),
    [
        # Friday evening → Monday morning; the small hours of a working day → that same morning; at ten → the next
        ({"held_on": "2026-11-20", "held_time": "22.30"}, "2026-11-23 10:00"),
        ({"held_on": "2026-11-23", "held_time": "02.15"}, "2026-11-23 10:00"),
        ({"held_on": "2026-11-23", "held_time": "9:59"}, "2026-11-23 10:00"),
        ({"held_on": "2026-11-23", "held_time": "10.00"}, "2026-11-24 10:00"),
        # an earlier day without an hour: its end
        ({"held_on": "2026-11-23"}, "2026-11-24 10:00"),
        # without anything: now
        ({}, "2026-11-25 10:00"),
    ],
)
def test_the_duty_officer_hands_over_the_next_working_morning(held: dict[str, str], due: str) -> None:
    story = attends(invited(), "2026-11-24 12:00", attendance="duty_officer", **held)
    (hand_over,) = [each for each in todo_limits(story.case, RULEBOOK, danish("2026-11-24 12:00")) if each.todo.open]
    assert (hand_over.todo.kind, hand_over.due_at) == (TodoKind.HAND_OVER, danish(due))


def test_christmas_is_not_a_working_morning() -> None:
    found = next_working_hour(danish("2026-12-23 21:00"), 10, RULEBOOK.closed_days)
    assert found == danish("2026-12-28 10:00")


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-11-23 09:59", State.OPEN), ("2026-11-23 10:00", State.OVERDUE), ("2026-11-24 10:00", State.OVERDUE)],
)
def test_a_hand_over_that_is_missing_shows(at: str, state: State) -> None:
    story = attends(invited(), "2026-11-21 12:00", attendance="duty_officer", held_on="2026-11-20", held_time="22.30")
    assert todo_limits(story.case, RULEBOOK, danish(at))[-1].state is state


def test_nobody_but_the_duty_officer_hands_over() -> None:
    story = attends(invited(), "2026-11-23 10:00", attendance="attended")
    assert not [each for each in story.case.todos if each.open]


# -- the documentation starts the clock


@pytest.mark.parametrize(
    ("fields", "receipt"),
    [
        # the evening before; the day before without an hour counts from its beginning
        ({"documents_on": "2026-11-20", "documents_time": "23.10"}, "2026-11-20 23:10"),
        ({"documents_on": "2026-11-20"}, "2026-11-20 00:00"),
        # the hour alone: on the day of the interrogation
        ({"held_on": "2026-11-20", "documents_time": "23.10"}, "2026-11-20 23:10"),
        # the same day: earlier, or without an hour
        ({"documents_on": "2026-11-21", "documents_time": "09.13"}, "2026-11-21 09:13"),
        ({"documents_on": "2026-11-21"}, None),
        ({"documents_on": "2026-11-21", "documents_time": "09.14"}, None),
        # later than the mail; none
        ({"documents_on": "2026-11-22"}, None),
        ({}, None),
    ],
)
def test_documentation_handed_over_before_the_mail_moves_the_receipt(
    fields: dict[str, str], receipt: str | None
) -> None:
    events = invited().judged(Matter.INTERROGATION, "2026-11-23 10:00", attendance="attended", **fields)
    moved = [each for each in events if isinstance(each, ReceiptMoved)]
    assert [each.received_at for each in moved] == ([danish(receipt)] if receipt else [])
    assert all((each.before, each.origin) == (RECEIVED, Origin.INTERROGATION) for each in moved)


def test_the_7_days_then_end_a_day_earlier() -> None:
    story = attends(awaiting(M.SUMMONS), "2026-11-24 12:00", attendance="attended", documents_on="2026-11-20")
    shown = view(story.case, RULEBOOK, danish("2026-11-24 13:00"))
    assert shown.name.endswith("indkaldelse senest fre 27. nov")
    told = [each.kind.value for each in notices(story.case, story.history[-1], RULEBOOK)]
    assert told == ["receipt_moved"]


def test_an_interrogation_after_the_summons_may_show_that_it_was_late() -> None:
    story = awaiting(M.MEETING)  # summoned on the 25th
    attends(story, "2026-11-26 12:00", attendance="attended", documents_on="2026-11-17", documents_time="20.00")
    summons = story.case.track(M.SUMMONS)
    assert summons is not None
    assert summons.counts_from == danish("2026-11-17 20:00")
    assert story.case.awaiting is M.MEETING
    attends(story, "2026-11-26 12:30", attendance="attended", documents_on="2026-11-16")
    assert story.case.received_at == danish("2026-11-16 00:00")


# -- what was told, and proposed


def test_what_whoever_attended_proposes_stands_above_the_form_of_the_target_group() -> None:
    story = attends(awaiting(M.TARGET_GROUP), "2026-11-22 12:00", attendance="attended", proposal="in_doubt")
    assert story.case.proposal is Proposal.IN_DOUBT
    shown = view(story.case, RULEBOOK, danish("2026-11-22 13:00")).description
    assert "Forslag efter afhøringen: i tvivl." in shown
    later = attends(awaiting(M.SUMMONS), "2026-11-24 12:00", attendance="attended", proposal="outside")
    assert "Forslag" not in view(later.case, RULEBOOK, danish("2026-11-24 13:00")).description


def test_a_family_that_was_told_it_was_just_this_once_has_to_be_told_otherwise() -> None:
    story = attends(
        awaiting(M.SUMMONS), "2026-11-24 12:00", attendance="duty_officer", family_told="just_once, contact"
    )
    shown = view(story.case, RULEBOOK, danish("2026-11-24 13:00")).description
    assert "**Obs:** familien har fået at vide, at det nok var denne ene gang. Det er ikke vurderet: ret det." in shown


# -- what makes no sense


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({}, "field_missing", "attendance"),
        ({"attendance": "attended", "attended_by": "XYZ"}, "unknown_initials", "attended_by"),
        ({"attendance": "attended", "held_on": "2026-11-24"}, "in_future", "held_on"),
        ({"attendance": "attended", "held_time": "10.01"}, "in_future", "held_time"),
        ({"attendance": "attended", "held_time": "25.00"}, "field_string_pattern_mismatch", "held_time"),
        ({"attendance": "attended", "documents_time": "10.01"}, "in_future", "documents_time"),
        ({"attendance": "attended", "documents_on": "2026-11-24"}, "in_future", "documents_on"),
        ({"attendance": "attended", "documents_on": "2025-11-20"}, "too_old", "documents_on"),
        ({"attendance": "planned", "documents_on": "2026-11-22"}, "not_held", "attendance"),
        ({"attendance": "planned", "documents_time": "09.00"}, "not_held", "attendance"),
        ({"attendance": "planned", "held_on": "2046-11-22"}, "in_future", "held_on"),
        ({"attendance": "planned", "held_on": "2025-11-20"}, "too_old", "held_on"),
        ({"attendance": "attended", "family_told": "løgn"}, "field_enum", "family_told"),
    ],
)
def test_is_refused(fields: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        invited().judged(Matter.INTERROGATION, "2026-11-23 10:00", **fields)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_remand_and_interrogation_stay_known() -> None:
    assert invited().case.interrogation
    assert opening(offences=(Offence.ROBBERY,)).interrogation is False
