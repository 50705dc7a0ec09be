"""Remand begins on a case of somebody who is not specialised in it: who leads is told that a specialist is free."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samraad.delivery import NoticeKind
from samraad.events import NotificationAttached, RemandBegan
from samraad.notices import notices
from samraad.route_rules import RoutingStep
from samraad.rulebook import Rulebook
from samraad.staff import Colleague, Staff
from samraad.vocabulary import Matter, Milestone, Speciality
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, danish, day
from tests.samraad.test_staff import AWAY, who, with_

SPECIAL = (Speciality.REMAND,)
BOS = who("BOS", specialities=SPECIAL)


def held(milestone: Milestone = M.MEETING) -> Story:
    return awaiting(milestone).happens(RemandBegan(on=day("2026-11-26")), at=danish("2026-11-26 10:00"))


def told(story: Story, staff: Staff, rulebook: Rulebook = RULEBOOK) -> list[tuple[str, NoticeKind, str]]:
    found = notices(story.case, story.history[-1], rulebook, staff)
    return [(each.recipient, each.kind, str(each.fields.get("why", ""))) for each in found]


def test_who_leads_is_told_who_is_specialised_in_remand() -> None:
    why = "Den unge er varetægtsfængslet; speciale i varetægtssurrogat har BOS."
    assert told(held(), with_(BOS)) == [("team_leader:unge", NoticeKind.SPECIALIST, why)]
    (notice,) = notices(held().case, held().history[-1], RULEBOOK, with_(BOS))
    assert notice.fields["answer"] == Matter.REASSIGN.label


@pytest.mark.parametrize(
    "changed",
    [
        (),  # nobody is
        (who("ANK", specialities=SPECIAL), BOS),  # who has the case is
        (replace(BOS, absences=AWAY),),
        (replace(BOS, left_on=day("2026-11-25")),),
        (replace(BOS, takes_cases=False),),
    ],
)
def test_nothing_is_told_where_nobody_else_could_have_it(changed: tuple[Colleague, ...]) -> None:
    assert not told(held(), with_(*changed))


def test_nothing_is_told_before_somebody_has_it_nor_where_the_municipality_does_not_route_so() -> None:
    assert not told(held(M.TARGET_GROUP), with_(BOS))
    steps = tuple(step for step in RULEBOOK.routing if step is not RoutingStep.REMAND)
    assert not told(held(), with_(BOS), RULEBOOK.model_copy(update={"routing": steps}))


def test_who_cannot_take_it_is_not_named() -> None:
    declined = replace(held().case, declined_by=("BOS",))
    assert not notices(declined, held().history[-1], RULEBOOK, with_(BOS))


def test_a_further_notification_that_tells_of_remand() -> None:
    event = NotificationAttached(received_at=danish("2026-11-26 09:00"), notification="n-2", offences=(), remand=True)
    story = awaiting(M.MEETING).happens(event, at=danish("2026-11-26 10:00"))
    found = told(story, with_(BOS))
    assert [(each, kind) for each, kind, _ in found] == [
        ("ANK", NoticeKind.FURTHER_NOTIFICATION),
        ("team_leader:unge", NoticeKind.FURTHER_NOTIFICATION),
    ]
    assert all("BOS" in why for _, _, why in found)
    assert [each for each, _, _ in told(story, STAFF)] == ["ANK"]
