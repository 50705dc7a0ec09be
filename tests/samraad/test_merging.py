"""Duplicates: one case is closed into another, which goes on with the earliest receipt of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from samraad.answers import understand
from samraad.bench import Bench
from samraad.case import CaseFile
from samraad.deadlines import deadlines
from samraad.errors import Refused
from samraad.events import CaseMerged, Event
from samraad.forms import defaults
from samraad.register import decide
from samraad.register.ending import merged_in
from samraad.vocabulary import Matter, Offence, Stage, State
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, closed, danish, opening

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
    story = awaiting(M.SUMMONS).happens(merged_in(duplicate.case))
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
