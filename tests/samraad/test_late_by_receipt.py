"""A summons that only an earlier receipt makes late asks for its cause as any other late one."""

from __future__ import annotations

import pytest

from samraad.codec import decode
from samraad.deadlines import deadlines
from samraad.todo_limits import todo_limits
from samraad.vocabulary import Matter, State, TodoKind
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish
from tests.samraad.test_merging import ASSESSED, goes_on, twin

#: The summons was sent on 25 November. By a receipt of the 17th its last day was the 24th.
AT = "2026-11-26 10:00"


def late(story: Story) -> list[State]:
    """How the todos that ask for the cause stand."""
    limits = todo_limits(story.case, RULEBOOK, danish(AT))
    return [each.state for each in limits if each.todo.kind is TodoKind.LATE_CAUSE]


@pytest.mark.parametrize(
    ("call", "states"),
    [
        ("2026-11-17 12:00", [State.OPEN]),  # last day the 24th: a day too late
        ("2026-11-18 12:00", []),  # last day the 25th
        ("2026-11-19 12:00", []),
    ],
)
def test_a_call_registered_after_the_summons_may_make_it_late(call: str, states: list[State]) -> None:
    story = awaiting(M.MEETING).called(call, at=danish(AT))
    assert late(story) == states
    summons = next(each for each in deadlines(story.case, RULEBOOK, danish(AT)) if each.milestone is M.SUMMONS)
    assert (summons.state is State.MET_LATE) is bool(states)


def test_its_days_count_from_when_it_was_learnt() -> None:
    story = awaiting(M.MEETING).called("2026-11-17 12:00", at=danish(AT))
    (limit,) = todo_limits(story.case, RULEBOOK, danish(AT))
    assert limit.due_at == danish("2026-12-04 00:00")  # five working days after Thursday 26 November
    story.answers(Matter.TODO, "2026-11-27 10:00", todo="1", cause="other")
    story.called("2026-11-16 12:00", at=danish("2026-11-28 10:00"))
    assert late(story) == [State.MET]  # not asked twice


def test_a_cause_that_was_given_with_the_summons_will_do() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00", late_cause="holiday")
    assert late(story.called("2026-11-17 12:00", at=danish("2026-12-02 10:00"))) == []


def test_documentation_handed_over_earlier_makes_it_late_too() -> None:
    story = awaiting(M.MEETING)
    story.answers(Matter.INTERROGATION, AT, attendance="attended", documents_on="2026-11-17", documents_time="20.00")
    assert late(story) == [State.OPEN]


def test_so_does_a_corrected_receipt_and_one_corrected_back_asks_no_more() -> None:
    story = awaiting(M.MEETING)
    fields = {"received_time": "10.00", "basis": "call_log", "by": "TLU"}
    for on, at in (("2026-11-17", "2026-11-26 11:00"), ("2026-11-20", "2026-11-26 12:00")):
        story.answers(Matter.RECEIPT, at, received_on=on, **fields)
        assert late(story) == ([State.OPEN] if on == "2026-11-17" else [State.LAPSED])


def test_so_does_a_duplicate_that_was_received_earlier_one_received_later_does_not() -> None:
    story, unmoved = awaiting(M.MEETING), awaiting(M.MEETING)
    goes_on(story, twin("2026-11-17 09:00", ASSESSED), at=AT)
    assert late(story) == [State.OPEN]
    goes_on(unmoved, twin("2026-11-22 09:00", ASSESSED), at=AT)
    assert late(unmoved) == []


@pytest.mark.parametrize("milestone", [M.SUMMONS, M.APPROVAL])
def test_where_nobody_was_summoned_no_cause_is_asked_for(milestone: M) -> None:
    assert late(awaiting(milestone).called("2026-11-17 12:00", at=danish(AT))) == []


def test_corrected_to_a_day_in_time_nothing_is_asked() -> None:
    story = awaiting(M.MEETING)
    entry = str(story.case.version)
    story.called("2026-11-17 12:00", at=danish(AT))
    changes = "young_person_on=2026-11-24;holder_on=2026-11-24"
    story.answers(Matter.CORRECTION, "2026-11-26 12:00", entry=entry, changes=changes, because="typed_wrong")
    assert late(story) == []


def test_files_from_before_it_ask_for_nothing() -> None:
    body = '{"age_at_receipt":16,"because":"n-2","before":"2026-11-21T08:14:00Z","origin":"telephone",'
    old = decode("ReceiptMoved", body + '"received_at":"2026-11-17T11:00:00Z","schema":1}')
    assert late(awaiting(M.MEETING).happens(old)) == []
