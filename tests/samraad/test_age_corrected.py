"""The age at receipt was wrong: who leads is asked where the case belongs."""

from __future__ import annotations

import json

import pytest

from samraad.ages import age_change
from samraad.case import Todo
from samraad.codec import decode, encode
from samraad.events import CaseReassigned, Event, PersonCorrected, ReceiptMoved, TodoRungReached
from samraad.intake import moved
from samraad.notification import Origin, Place, Suspicion
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import AgeChange, CorrectionCause, Matter, Reason, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day, opening

NOW = "2026-11-26 10:00"


def put_right(story: Story, years: int, at: str = NOW) -> Story:
    """The case turns out to be about somebody who was of that age at the receipt."""
    change = age_change(story.case, years, RULEBOOK)
    event = PersonCorrected(
        before="p-1", person="p-2", because=CorrectionCause.MISUNDERSTOOD, age_at_receipt=years, age_change=change
    )
    return story.happens(event, at=danish(at), actor="VIS")


def asked(story: Story) -> list[Todo]:
    return [each for each in story.case.todos if each.kind is TodoKind.AGE_CORRECTED]


def text(story: Story) -> str:
    return view(story.case, RULEBOOK, danish(NOW)).description


@pytest.mark.parametrize(
    ("years", "change"),
    [(15, None), (17, None), (14, AgeChange.OTHER_TEAM), (18, AgeChange.OVER_AGE), (19, AgeChange.OVER_AGE)],
)
def test_what_the_right_age_means_for_a_case_of_the_youth_department(years: int, change: AgeChange | None) -> None:
    assert age_change(awaiting(M.MEETING).case, years, RULEBOOK) is change


def test_a_case_that_nobody_was_offered_is_routed_by_the_right_age() -> None:
    story = awaiting(M.TARGET_GROUP)
    assert age_change(story.case, 14, RULEBOOK) is AgeChange.FITS
    assert not asked(put_right(story, 14))
    story.answers(M.TARGET_GROUP, NOW, outcome="in_target_group")
    assert (story.case.team, story.case.caseworker) == ("familie", "CML")


def test_an_age_that_leads_to_another_team_is_told_to_who_leads_at_once() -> None:
    story = put_right(awaiting(M.MEETING), 14)
    (todo,) = asked(story)
    (rung,) = [each for each in story.ticks("2026-11-26 10:01") if isinstance(each, TodoRungReached)]
    assert (rung.todo, rung.told, rung.missed) == (todo.number, ("team_leader:unge",), False)
    assert "**Obs:** efter den rettede alder hører sagen til team familie; den ligger hos team unge." in text(story)


@pytest.mark.parametrize(
    ("at", "missed"),
    [("2026-11-26 23:59", False), ("2026-11-27 23:59", False), ("2026-11-28 00:00", True)],
)
def test_the_day_before_the_day_and_the_day_after(at: str, missed: bool) -> None:
    story = put_right(awaiting(M.MEETING), 14)
    late = {each.todo.kind for each in todo_limits(story.case, RULEBOOK, danish(at)) if each.state is State.OVERDUE}
    assert (TodoKind.AGE_CORRECTED in late) is missed


def test_before_somebody_has_the_case_it_is_intakes_leader_who_is_told() -> None:
    story = put_right(awaiting(M.TARGET_GROUP), 19)
    rungs = [each for each in story.ticks("2026-11-26 10:01") if isinstance(each, TodoRungReached)]
    assert [each.told for each in rungs] == [("intake_leader",)]


def test_eighteen_at_the_receipt_is_said_above_the_form() -> None:
    story = put_right(awaiting(M.SUMMONS), 19)
    said = "**Obs:** efter den rettede alder var den unge fyldt 18 år ved modtagelsen."
    assert said in text(story)
    story.answers(Matter.TODO, "2026-11-26 11:00", todo=asked(story)[0].number, outcome="not_needed", by="TLU")
    assert said not in text(story)


def test_handed_to_the_other_team_nobody_is_asked_any_more() -> None:
    story = put_right(awaiting(M.MEETING), 14)
    within = CaseReassigned(team="unge", caseworker="BOS", on=day("2026-11-26"), because=Reason.OTHER)
    assert asked(story.happens(within))[0].open  # only somebody else of the same team
    story.happens(CaseReassigned(team="familie", caseworker="CML", on=day("2026-11-26"), because=Reason.OTHER))
    assert not asked(story)[0].open
    assert "rettede alder" not in text(story)


def test_corrected_back_nobody_is_asked_any_more_and_again_only_once() -> None:
    story = put_right(awaiting(M.MEETING), 14)
    put_right(story, 19)
    assert len(asked(story)) == 1
    put_right(story, 16)
    assert [each.lapsed for each in asked(story)] == [True]
    put_right(story, 14)
    assert [each.open for each in asked(story)] == [False, True]


def test_an_earlier_receipt_by_which_the_young_person_was_fourteen() -> None:
    born = day("2011-11-21")
    story = awaiting(M.MEETING)
    person = Suspicion(place=Place(), name=None, cpr=None, birth_date=born, offences=(), origin=Origin.TELEPHONE)
    (event,) = moved(person, story.case, danish("2026-11-20 12:00"), "n-2", RULEBOOK)
    assert (event.age_at_receipt, event.age_change) == (14, AgeChange.OTHER_TEAM)
    assert len(asked(story.happens(event))) == 1


def test_a_receipt_corrected_to_after_the_birthday() -> None:
    """Born 17 May 2010: 14 until 16 May 2025."""
    story = Story(opened=opening(danish("2025-05-16 09:00"), age_at_receipt=14))
    story.answers(M.ASSESSMENT, "2025-05-16 10:00", outcome="no_acute_need")
    story.answers(M.TARGET_GROUP, "2025-05-19 10:00", outcome="in_target_group")
    fields = {"received_on": day("2025-05-17"), "received_time": "09.00", "basis": "police", "by": "TLU"}
    story.answers(Matter.RECEIPT, "2025-05-19 11:00", **fields)
    assert story.case.team == "familie"
    assert len(asked(story)) == 1


@pytest.mark.parametrize(
    "event",
    [
        PersonCorrected(before="p-1", person="p-2", because=CorrectionCause.WRONG_CASE, age_at_receipt=14),
        ReceiptMoved(
            received_at=danish("2026-11-20 12:00"),
            before=danish("2026-11-21 09:14"),
            because="n-2",
            origin=Origin.TELEPHONE,
            age_at_receipt=14,
        ),
    ],
)
def test_what_was_put_right_before_this_was_asked_brings_no_todo(event: Event) -> None:
    """Later answers in those files name todos by their numbers."""
    name = type(event).__name__
    body = json.loads(encode(event))
    del body["age_change"]
    old = decode(name, json.dumps({**body, "schema": body["schema"] - 1}))
    assert old == event
    assert not asked(awaiting(M.MEETING).happens(old))
