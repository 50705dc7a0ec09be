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
    story = with_duty(awaiting(M.FOLLOW_UP)).answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="close")
    assert set(of(story, "2027-06-01 12:00").standing.values()) == {S.THERE}


def with_duty(story: Story) -> Story:
    return story.answers(Matter.DUTY, "2026-12-10 10:00", role="parent", what="attention")


def test_a_plan_alone_tells_no_agreement() -> None:
    bare = awaiting(M.FOLLOW_UP)
    assert missing(bare, "2026-12-10 12:00") == (F.AGREEMENTS,)
    assert missing(with_duty(awaiting(M.FOLLOW_UP)), "2026-12-10 12:00") == ()
    measured = awaiting(M.FOLLOW_UP).answers(Matter.MEASURE, "2026-12-10 10:00", kind="mentor", status="proposed")
    assert missing(measured, "2026-12-10 12:00") == ()
    none = awaiting(M.PLAN).answers(M.PLAN, "2026-12-09 12:00", outcome="not_made", reason="no_agreements")
    assert of(none, "2026-12-10 12:00").standing[F.AGREEMENTS] is S.THERE


def test_closed_without_agreements_they_were_never_registered() -> None:
    found = of(closed(), "2027-06-01 12:00")
    assert (found.missing, found.never) == ((), (F.AGREEMENTS,))
    assert found.said == "Af de syv oplysninger blev aldrig registreret: aftaler"


@pytest.mark.parametrize("outcome", ["postponed", "no_show"])
@pytest.mark.parametrize(
    ("at", "lacks"),
    [
        # summoned again within 7 days of 2 December: the day before the deadline, the day, the day after
        ("2026-12-08 23:59", ()),
        ("2026-12-09 23:59", ()),
        ("2026-12-10 00:00", (F.SUMMONED, F.MEETING)),
    ],
)
def test_a_meeting_that_was_postponed_is_none(outcome: str, at: str, lacks: tuple[RequiredField, ...]) -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome=outcome)
    assert missing(story, at) == lacks
    assert of(story, at).standing[F.MEETING] is not S.THERE


def test_a_family_that_said_no_may_still_be_met() -> None:
    story = awaiting(M.MOTIVATION)
    assert of(story, "2026-12-04 12:00").standing[F.MEETING] is S.NOT_YET
    story.answers(M.MOTIVATION, "2026-12-04 12:00", outcome="still_declines")
    assert of(story, "2026-12-04 13:00").standing[F.MEETING] is S.THERE


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        # the law's last day is 28 November
        ("2026-11-28", S.NOT_RELEVANT),
        ("2026-11-29", S.NEVER),
    ],
)
def test_a_summons_that_was_overdue_when_the_case_moved_was_never_registered(on: str, standing: Standing) -> None:
    story = awaiting(M.SUMMONS).answers(Matter.MOVED, f"{on} 12:00", outcome="handed_over")
    found = of(story, "2027-06-01 12:00")
    assert found.standing[F.SUMMONED] is standing
    assert S.NOT_YET not in found.standing.values()
    assert found.missing == ()


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
