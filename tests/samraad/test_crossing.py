"""Two people register the same matter at once: given the one's answer, what the other's comes to."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.answers import understand
from samraad.crossing import beside, say_beside
from samraad.errors import AlreadyRegistered
from samraad.forms import defaults
from samraad.register import Bench, is_there
from samraad.vocabulary import Matter
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, danish

MOVED = {"outcome": "not_yet", "moved_on": "2026-11-24"}
#: Matter, fields, and a field with another value, by which two answers say different things.
SAME: tuple[tuple[Matter, dict[str, Any]], ...] = (
    (Matter.MOVED, MOVED),
    (Matter.VERDICT, {"outcome": "convicted", "decided_on": "2026-11-24"}),
    (Matter.AGREED_DATE, {"milestone": "meeting", "agreed_on": "2026-12-03"}),
    (Matter.NEW_TODO, {"kind": "court_statement"}),
    # Without a number, a participant is a new one: the second would have the next number.
    (Matter.INVITATION, {"role": "school"}),
    (Matter.PREPARATION, {"item": "room", "place": "school"}),
    (Matter.MEASURE, {"kind": "mentor", "status": "proposed"}),
    (Matter.DUTY, {"role": "young_person", "what": "attend_school"}),
    (Matter.REMAND, {"outcome": "begins", "on": "2026-11-24"}),
)


def summoned() -> Story:
    return awaiting(M.MEETING)


@pytest.mark.parametrize(("matter", "fields"), SAME)
def test_the_very_same_by_another_is_refused_with_who_was_first(matter: Matter, fields: dict[str, Any]) -> None:
    story = summoned().answers(matter, "2026-11-26 10:00", **fields)
    with pytest.raises(AlreadyRegistered) as refused:
        story.judged(matter, "2026-11-26 10:05", by="BOS", **fields)
    said = f"ANK har registreret det samme ({matter.label}) tor 26. nov kl. 10.00."
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(("at", "refused"), [("10:59", True), ("11:00", True), ("11:01", False)])
def test_after_an_hour_it_is_another_one(at: str, refused: bool) -> None:
    story = summoned().answers(Matter.NEW_TODO, "2026-11-26 10:00", kind="court_statement")
    if refused:
        with pytest.raises(AlreadyRegistered):
            story.judged(Matter.NEW_TODO, f"2026-11-26 {at}", by="BOS", kind="court_statement")
    else:
        assert story.judged(Matter.NEW_TODO, f"2026-11-26 {at}", by="BOS", kind="court_statement")


def test_the_same_person_may_register_two_that_are_alike() -> None:
    """Two parents, say."""
    story = summoned().answers(Matter.DUTY, "2026-11-26 10:00", role="parent", what="attention")
    assert story.judged(Matter.DUTY, "2026-11-26 10:01", role="parent", what="attention")


def test_what_happened_meanwhile_and_is_something_else_refuses_nothing() -> None:
    story = summoned().answers(Matter.MOVED, "2026-11-26 10:00", **MOVED)
    story.answers(Matter.NEW_TODO, "2026-11-26 10:01", by="BOS", kind="court_statement")
    assert story.judged(Matter.VERDICT, "2026-11-26 10:02", by="TLU", outcome="convicted", decided_on="2026-11-25")


def test_an_answer_that_could_not_have_been_given_before_is_no_repetition() -> None:
    """The measure was proposed by another; what became of it is new."""
    story = summoned().answers(Matter.MEASURE, "2026-11-26 10:00", kind="mentor", status="proposed")
    assert story.judged(Matter.MEASURE, "2026-11-26 10:05", by="BOS", measure=1, status="granted")


def test_two_that_differ_both_stand_and_the_second_is_told_of_the_first() -> None:
    story = summoned().answers(Matter.MOVED, "2026-11-26 10:00", **MOVED)
    story.answers(Matter.MOVED, "2026-11-26 10:05", by="BOS", **{**MOVED, "moved_on": "2026-11-25"})
    first = beside(story.case, "BOS")
    assert first is not None
    said = say_beside(first)
    assert said.startswith("Obs: ANK har registreret tor 26. nov kl. 10.00: ")
    assert "24. nov" in said
    assert said.endswith("Begge dele står i sagen: ret den forkerte.")


def test_two_that_differ_and_are_of_different_things_are_not_told() -> None:
    story = summoned().answers(Matter.PREPARATION, "2026-11-26 10:00", item="room")
    story.answers(Matter.PREPARATION, "2026-11-26 10:05", by="BOS", item="consent")
    assert beside(story.case, "BOS") is None
    story.answers(Matter.PREPARATION, "2026-11-26 10:06", by="TLU", item="room", place="school")
    assert beside(story.case, "TLU") is not None


def test_things_of_which_there_are_several_stand_beside_one_another() -> None:
    story = summoned().answers(Matter.NEW_TODO, "2026-11-26 10:00", kind="court_statement")
    story.answers(Matter.NEW_TODO, "2026-11-26 10:05", by="BOS", kind="court_statement", due_on="2026-12-24")
    assert beside(story.case, "BOS") is None
    assert beside(story.case, "DRH") is None


def again(story: Story, matter: Matter, since: str, **fields: Any) -> bool:
    """Whether the answer is in the file, not from before then."""
    now = danish("2026-11-26 10:10")
    form = understand(matter, {**defaults(matter, story.case, now), **fields})
    return is_there(form, Bench(case=story.case, staff=STAFF, rulebook=RULEBOOK, now=now), danish(since))


@pytest.mark.parametrize(("matter", "fields"), SAME)
def test_the_same_persons_answer_taken_once_more_is_the_one_that_is_there(
    matter: Matter, fields: dict[str, Any]
) -> None:
    story = summoned().answers(matter, "2026-11-26 10:00", **fields)
    assert again(story, matter, "2026-11-26 10:00", by="ANK", **fields)
    assert not again(story, matter, "2026-11-26 10:01", by="ANK", **fields)
    assert not again(story, matter, "2026-11-26 10:00", by="BOS", **fields)


def test_an_answer_that_closed_the_case_is_found_in_it_too() -> None:
    fields = {"outcome": "handed_over", "moved_on": "2026-11-24"}
    story = summoned().answers(Matter.MOVED, "2026-11-26 10:00", **fields)
    assert story.case.awaiting is None
    assert again(story, Matter.MOVED, "2026-11-26 10:00", by="ANK", **fields)
