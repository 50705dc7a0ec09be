"""Remand: visit permits, each with its own answer and timer; they keep a participant out, never the meeting."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.errors import AlreadyRegistered, Refused
from samraad.events import PermitAsked, TodoRungReached
from samraad.forms import defaults
from samraad.participants import to_come
from samraad.preparing import said
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Matter, NotInvited, RemandPlace, Role, State, TodoOutcome
from samraad.wording import say
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day, opening

AT = "2026-11-26 10:00"
LATER = "2026-11-27 10:00"


def held_in_remand(**fields: Any) -> Story:
    """A case that awaits the meeting, with remand since 25 November."""
    return awaiting(M.MEETING).answers(Matter.REMAND, AT, **{"on": "2026-11-25", **fields})


def asked(*roles: str, at: str = AT) -> Story:
    """And the police asked on Thursday 26 November for permits for the roles."""
    return held_in_remand().answers(Matter.PERMITS, at, roles=",".join(roles or ("parent", "school")))


def states(story: Story, at: str) -> list[State]:
    return [each.state for each in todo_limits(story.case, RULEBOOK, danish(at))]


def test_remand_is_shown_with_its_place_until_it_ends() -> None:
    story = held_in_remand(place="secure_unit")
    assert (story.case.remand, story.case.remand_place) == (True, RemandPlace.SECURE_UNIT)
    assert "Varetægtssurrogat siden ons 25. nov, sikret institution" in said(story.case)
    story.answers(Matter.REMAND, LATER, outcome="ends")
    assert not story.case.remand
    assert not [line for line in said(story.case) if "Varetægt" in line]


def test_remand_that_came_with_the_notification_has_neither_day_nor_place() -> None:
    story = Story(opened=opening(remand=True))
    assert "Varetægtssurrogat" in said(story.case)
    story.answers(Matter.REMAND, AT, outcome="ends")
    assert not story.case.remand


@pytest.mark.parametrize(
    ("story", "fields", "code"),
    [
        (awaiting(M.MEETING), {"outcome": "ends"}, "no_remand"),
        (held_in_remand(), {"outcome": "ends", "on": "2026-11-24"}, "too_early"),
        (held_in_remand(), {"outcome": "ends", "on": "2026-11-28"}, "in_future"),
    ],
)
def test_what_makes_no_sense_of_remand_is_refused(story: Story, fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        story.judged(Matter.REMAND, AT, **fields)
    assert refused.value.code == code


def test_each_permit_has_its_own_todo_and_timer() -> None:
    story = asked()
    assert [(each.kind.value, each.role, each.open) for each in story.case.todos] == [
        ("permit", Role.PARENT, True),
        ("permit", Role.SCHOOL, True),
    ]
    story.answers(Matter.TODO, LATER, todo="1", outcome="granted")
    assert [each.outcome for each in story.case.todos] == [TodoOutcome.GRANTED, None]
    assert story.case.awaiting is M.MEETING


@pytest.mark.parametrize(
    ("at", "state"),
    [
        # three working days after Thursday 26 November: Tuesday 1 December, the day before, the day, the day after
        ("2026-11-30 23:59", State.OPEN),
        ("2026-12-01 23:59", State.OPEN),
        ("2026-12-02 00:00", State.OVERDUE),
    ],
)
def test_the_police_answer_or_are_asked_again(at: str, state: State) -> None:
    assert states(asked("parent"), at) == [state]


def test_asked_again_waits_anew_with_a_timer_of_its_own() -> None:
    story = asked("parent").answers(Matter.TODO, "2026-12-02 10:00", todo="1", outcome="still_waiting")
    first, second = story.case.todos
    assert (first.outcome, second.open, second.role) == (TodoOutcome.STILL_WAITING, True, Role.PARENT)
    assert states(story, "2026-12-07 23:59") == [State.MET_LATE, State.OPEN]
    assert states(story, "2026-12-08 00:00") == [State.MET_LATE, State.OVERDUE]


def test_the_caseworker_is_told_once_that_a_permit_is_missing() -> None:
    story = asked("parent")
    fired = [each for each in story.ticks("2026-12-02 08:00") if isinstance(each, TodoRungReached)]
    assert [(each.kind.value, each.missed, each.told) for each in fired] == [("permit", True, ("ANK",))]


def test_a_permit_refused_after_the_invitation_removes_the_participant_and_not_the_meeting() -> None:
    story = held_in_remand().answers(Matter.INVITATION, AT, role="school", consent="oral")
    story.answers(Matter.PERMITS, AT, roles="school,parent")
    story.answers(Matter.TODO, LATER, todo="1", outcome="refused")
    (school,) = story.case.participants
    assert (school.why_not, school.on) == (NotInvited.NO_VISIT_PERMIT, day("2026-11-27"))
    assert to_come(story.case) == (Role.YOUNG_PERSON, Role.PARENT)
    assert story.case.awaiting is M.MEETING
    assert "Ikke inviteret: skole, fordi: ingen besøgstilladelse (deltager 1)" in said(story.case)


def test_an_answer_in_the_history_says_what_was_answered_and_for_whom() -> None:
    story = asked("ssp").answers(Matter.TODO, LATER, todo="1", outcome="refused")
    answered = story.history[-1].event
    assert say(answered, story.case.todos) == "Besøgstilladelse (SSP-konsulent): afslået fre 27. nov"
    assert say(answered) == "Opgave 1: afslået fre 27. nov"


def test_who_is_not_on_the_list_is_put_there_when_refused() -> None:
    story = asked("parent").answers(Matter.TODO, LATER, todo="1", outcome="refused")
    assert [(each.number, each.role, each.why_not) for each in story.case.participants] == [
        (1, Role.PARENT, NotInvited.NO_VISIT_PERMIT)
    ]
    assert to_come(story.case) == (Role.YOUNG_PERSON,)
    story.answers(Matter.INVITATION, LATER, role="ssp")
    assert story.case.participants[-1].number == 2


def test_of_two_of_a_role_only_the_one_refused_stays_away() -> None:
    story = held_in_remand().answers(Matter.INVITATION, AT, role="parent").answers(Matter.INVITATION, AT, role="parent")
    story.answers(Matter.PERMITS, AT, participant="1").answers(Matter.PERMITS, AT, participant="2")
    story.answers(Matter.TODO, LATER, todo="2", outcome="refused")
    assert [each.why_not for each in story.case.participants] == [None, NotInvited.NO_VISIT_PERMIT]
    assert Role.PARENT in to_come(story.case)


def test_who_stays_away_for_another_reason_keeps_it() -> None:
    story = held_in_remand().answers(Matter.INVITATION, AT, role="club", outcome="not_invited", why="exposure")
    story.answers(Matter.PERMITS, AT, roles="club").answers(Matter.TODO, LATER, todo="1", outcome="refused")
    assert [each.why_not for each in story.case.participants] == [NotInvited.EXPOSURE]


def test_when_remand_ends_permits_that_are_waited_for_lapse() -> None:
    story = asked().answers(Matter.TODO, LATER, todo="1", outcome="granted")
    story.answers(Matter.NEW_TODO, LATER, kind="court_statement")
    story.answers(Matter.REMAND, LATER, outcome="ends")
    assert states(story, "2026-12-24 10:00") == [State.MET, State.LAPSED, State.OVERDUE]
    assert not [each for each in story.ticks("2026-12-02 08:00") if getattr(each, "kind", None) == "permit"]


def test_the_meeting_may_be_not_held_for_want_of_a_permit() -> None:
    story = asked("parent").answers(M.MEETING, "2026-12-02 10:00", outcome="not_held", reason="no_visit_permit")
    assert story.case.awaiting is M.COURSE


def test_the_form_begins_with_those_who_are_to_come_and_were_not_asked_for() -> None:
    story = held_in_remand().answers(Matter.INVITATION, AT, role="school")
    assert defaults(Matter.PERMITS, story.case, danish(AT))["roles"] == (Role.PARENT, Role.SCHOOL)
    events = story.judged(Matter.PERMITS, AT)
    assert [each.role for each in events if isinstance(each, PermitAsked)] == [Role.PARENT, Role.SCHOOL]
    story.answers(Matter.PERMITS, AT)
    assert defaults(Matter.PERMITS, story.case, danish(AT))["roles"] == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"roles": ""}, "roles_missing"),
        ({"roles": "parent,caseworker"}, "roles"),
        ({"roles": "young_person"}, "roles"),
        ({"roles": "parent", "asked_on": "2026-11-27"}, "in_future"),
        ({"participant": "4"}, "unknown_participant"),
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        held_in_remand().judged(Matter.PERMITS, AT, **fields)
    assert refused.value.code == code


def test_a_permit_that_is_waited_for_is_not_asked_for_twice() -> None:
    with pytest.raises(AlreadyRegistered, match="besvar opgave 1"):
        asked("parent").judged(Matter.PERMITS, AT, roles="school,parent")


def test_a_permit_is_granted_or_refused_not_done() -> None:
    with pytest.raises(Refused, match="granted"):
        asked("parent").judged(Matter.TODO, LATER, todo="1")


def test_a_meeting_that_was_held_ends_the_wait_and_who_took_part_had_a_permit() -> None:
    story = asked("parent", "school", "ssp").answers(Matter.TODO, LATER, todo="3", outcome="refused")
    story.answers(M.MEETING, "2026-12-01 15:00", participants="young_person,parent")
    assert [each.outcome for each in story.case.todos] == [TodoOutcome.GRANTED, None, TodoOutcome.REFUSED]
    assert states(story, "2026-12-24 10:00") == [State.MET, State.LAPSED, State.MET]
    assert not [each for each in story.ticks("2026-12-24 10:00") if getattr(each, "kind", None) == "permit"]


def test_of_two_of_a_role_that_took_part_nobody_knows_which() -> None:
    story = held_in_remand().answers(Matter.INVITATION, AT, role="parent").answers(Matter.INVITATION, AT, role="parent")
    story.answers(Matter.PERMITS, AT, participant="1").answers(Matter.PERMITS, AT, participant="2")
    story.answers(M.MEETING, "2026-12-01 15:00")
    assert [(each.outcome, each.lapsed) for each in story.case.todos] == [(None, True), (None, True)]


def test_given_up_the_wait_lapses_and_postponed_it_goes_on() -> None:
    story = asked("parent").answers(M.MEETING, "2026-12-01 15:00", outcome="not_held", reason="no_visit_permit")
    assert states(story, "2026-12-24 10:00") == [State.LAPSED]
    postponed = asked("parent").answers(M.MEETING, "2026-12-01 15:00", outcome="postponed")
    assert states(postponed, "2026-12-24 10:00") == [State.OVERDUE]


def test_remand_does_not_begin_a_second_time_before_it_ended() -> None:
    with pytest.raises(AlreadyRegistered, match="begyndte onsdag den 25") as refused:
        held_in_remand().judged(Matter.REMAND, LATER)
    assert refused.value.field == "on"
    story = held_in_remand(place="secure_unit").answers(Matter.REMAND, LATER, on="2026-11-25")
    assert story.case.remand_place is RemandPlace.SECURE_UNIT
    story.answers(Matter.REMAND, LATER, outcome="ends").answers(Matter.REMAND, "2026-12-01 10:00")
    assert story.case.remand_since == day("2026-12-01")
