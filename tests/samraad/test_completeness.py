"""The seven fields: which are missing now, and that none is demanded before its time."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.completeness import Completeness, RequiredField, Standing, completeness
from samraad.vocabulary import Matter
from tests.samraad.given import RULEBOOK, M, Story, awaiting, closed, danish, opening

F, S = RequiredField, Standing


def of(story: Story, at: str, *, cpr_known: bool = True) -> Completeness:
    return completeness(story.case, RULEBOOK, danish(at), cpr_known=cpr_known)


def missing(story: Story, at: str) -> tuple[RequiredField, ...]:
    return of(story, at).missing


def test_a_case_that_was_just_opened_lacks_nothing() -> None:
    found = of(awaiting(M.ASSESSMENT), "2026-11-21 10:00")
    assert found.missing == ()
    assert list(found.standing) == list(RequiredField)
    assert {field for field, standing in found.standing.items() if standing is S.NOT_YET} == {
        *(F.SUMMONED, F.MEETING, F.PARTICIPANTS, F.AGREEMENTS),
    }
    assert found.said == "Af de syv oplysninger mangler ingen nu"


def test_only_the_birth_date_is_not_the_number() -> None:
    found = of(awaiting(M.ASSESSMENT), "2026-11-21 10:00", cpr_known=False)
    assert found.missing == (F.CPR,)
    assert found.said == "Af de syv oplysninger mangler: CPR-nummer"


def test_an_unknown_kind_of_crime_is_missing() -> None:
    assert missing(Story(opened=opening(offences=())), "2026-11-21 10:00") == (F.OFFENCES,)


@pytest.mark.parametrize(
    ("milestone", "at", "lacks"),
    [
        # the day before the deadline, the day, the day after
        (M.SUMMONS, "2026-11-27 12:00", ()),
        (M.SUMMONS, "2026-11-28 23:59", ()),
        (M.SUMMONS, "2026-11-29 00:00", (F.SUMMONED,)),
        # 14 days after the summons of 25 November
        (M.MEETING, "2026-12-09 23:59", ()),
        (M.MEETING, "2026-12-10 00:00", (F.MEETING,)),
        # 14 days after the meeting of 2 December
        (M.PLAN, "2026-12-16 23:59", ()),
        (M.PLAN, "2026-12-17 00:00", (F.AGREEMENTS,)),
    ],
)
def test_a_date_is_missing_once_its_deadline_is_over(milestone: Any, at: str, lacks: tuple[RequiredField, ...]) -> None:
    assert missing(awaiting(milestone), at) == lacks


def test_everything_is_there_in_the_end() -> None:
    assert set(of(closed(), "2027-06-01 12:00").standing.values()) == {S.THERE}


@pytest.mark.parametrize(
    ("milestone", "field"),
    [
        (M.APPROVAL, F.SUMMONED),  # a reason that waits for the leader
        (M.COURSE, F.MEETING),  # not held, with its reason
    ],
)
def test_registered_with_its_reason_is_there(milestone: Any, field: RequiredField) -> None:
    found = of(awaiting(milestone), "2027-06-01 12:00")
    assert found.standing[field] is S.THERE
    assert field not in found.missing


def test_participants_belong_to_a_meeting_that_was_held() -> None:
    assert of(awaiting(M.COURSE), "2027-06-01 12:00").standing[F.PARTICIPANTS] is S.NOT_YET
    assert of(awaiting(M.PLAN), "2027-06-01 12:00").standing[F.PARTICIPANTS] is S.THERE


def test_what_lapsed_is_not_asked_for() -> None:
    story = awaiting(M.MEETING).answers(Matter.MOVED, "2026-11-26 12:00", outcome="handed_over", moved_on="2026-11-25")
    assert missing(story, "2027-06-01 12:00") == ()
    outside = awaiting(M.TARGET_GROUP).answers(
        M.TARGET_GROUP, "2026-11-23 10:00", outcome="outside", destination="none", override="other"
    )
    assert missing(outside, "2027-06-01 12:00") == ()


def test_a_rejected_proposal_leaves_the_summons_missing() -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 10:00", outcome="rejected", by="TLU")
    assert missing(story, "2026-11-29 00:00") == (F.SUMMONED,)
