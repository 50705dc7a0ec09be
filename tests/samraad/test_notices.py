"""Which events tell somebody something, whom, and of which deadline."""

from __future__ import annotations

import pytest

from samraad.delivery import Notice, NoticeKind
from samraad.events import CaseRouted, NotificationAttached, PersonShown
from samraad.notices import notices
from samraad.vocabulary import Kind, Milestone
from tests.samraad.given import NUMBER, RULEBOOK, M, Story, awaiting, closed, danish, day, opening


def told(story: Story) -> list[Notice]:
    """The notices of the last event."""
    return list(notices(story.case, story.history[-1], RULEBOOK))


def brief(found: list[Notice]) -> list[tuple[str, NoticeKind, Milestone | None]]:
    return [(each.recipient, each.kind, each.milestone) for each in found]


@pytest.mark.parametrize(
    ("received", "recipient"),
    [
        ("2026-11-20 23:59", "intake"),  # Friday
        ("2026-11-21 00:00", "weekend"),  # Saturday
        ("2026-11-23 00:00", "intake"),  # Monday
    ],
)
def test_a_new_case_is_told_to_whoever_looks_after_intake(received: str, recipient: str) -> None:
    assert brief(told(Story(opened=opening(danish(received))))) == [(recipient, NoticeKind.OPENED, M.ASSESSMENT)]


def test_a_notice_names_the_deadline_its_kind_and_the_hour_where_it_matters() -> None:
    (notice,) = told(Story())
    assert (notice.case, notice.event_version, notice.due_on) == (NUMBER, 1, day("2026-11-22"))
    assert notice.fields == {"deadline_kind": Kind.STATUTORY.label, "deadline": "søn 22. nov kl. 09.14"}
    (offered,) = told(awaiting(M.ASSIGNMENT))
    assert (offered.due_on, offered.fields) == (day("2026-11-24"), {"deadline_kind": Kind.NORM.label})


def test_a_case_offered_is_told_to_the_caseworker() -> None:
    assert brief(told(awaiting(M.ASSIGNMENT))) == [("ANK", NoticeKind.ASSIGNED, M.ASSIGNMENT)]


def test_a_case_offered_before_its_time_names_no_deadline() -> None:
    story = Story().happens(CaseRouted(team="unge", caseworker="ANK", because=""))
    (notice,) = told(story)
    assert (notice.milestone, notice.due_on, notice.fields) == (None, None, {})


def test_a_further_notification_is_told_with_the_earliest_deadline() -> None:
    further = NotificationAttached(received_at=danish("2026-11-24 09:00"), notification="n-2", offences=())
    assert brief(told(awaiting(M.SUMMONS).happens(further))) == [("ANK", NoticeKind.FURTHER_NOTIFICATION, M.SUMMONS)]
    assert brief(told(closed().happens(further))) == [("ANK", NoticeKind.FURTHER_NOTIFICATION, None)]


def test_a_proposal_not_to_summon_is_told_to_the_team_leader() -> None:
    assert brief(told(awaiting(M.APPROVAL))) == [("team_leader:unge", NoticeKind.APPROVAL, M.APPROVAL)]


@pytest.mark.parametrize(
    ("at", "kind", "urgent", "recipients"),
    [
        ("2026-11-25 08:00", NoticeKind.REMINDER, False, ["ANK"]),  # three days left
        ("2026-11-28 08:00", NoticeKind.REMINDER, True, ["ANK", "team_leader:unge"]),  # the last day
        ("2026-11-29 00:00", NoticeKind.MISSED, True, ["ANK", "team_leader:unge"]),  # midnight
    ],
)
def test_a_rung_is_told_to_each_of_its_recipients(
    at: str, kind: NoticeKind, urgent: bool, recipients: list[str]
) -> None:
    story = awaiting(M.SUMMONS)
    story.ticks(at)
    found = told(story)
    assert [(each.recipient, each.kind, each.urgent) for each in found] == [(r, kind, urgent) for r in recipients]
    assert {each.due_on for each in found} == {day("2026-11-28")}


def test_a_rung_that_was_overtaken_tells_nobody() -> None:
    story = awaiting(M.SUMMONS)
    story.ticks("2026-11-29 00:00")
    assert [notices(story.case, row, RULEBOOK) for row in story.history[-4:-1]] == [(), (), ()]


def test_what_concerns_nobody_else_is_told_to_nobody() -> None:
    assert told(awaiting(M.MEETING)) == []
    assert told(awaiting(M.MEETING).happens(PersonShown(purpose="sagsbehandling"))) == []
