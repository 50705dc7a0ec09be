"""The case's page in Prefect."""

from __future__ import annotations

import base64
import re
from uuid import UUID

import pytest

from samraad.events import MessageTried
from samraad.vocabulary import Matter, Milestone
from tasks.form_links import FormLinks
from tasks.timeline import timeline
from tests.samraad.given import RULEBOOK, M, Story, awaiting, closed, danish

LATE = danish("2026-11-29 10:00")


def page(milestone: Milestone = M.SUMMONS) -> str:
    """The page of a case that waits for the milestone, on the day after the law's limit."""
    story = awaiting(milestone)
    return timeline(story.case, story.history, RULEBOOK, LATE, cpr_known=True)


def test_deadlines_come_with_how_binding_they_are_and_how_they_stand() -> None:
    lines = page().splitlines()
    assert "- **indkaldelse** · lør 28. nov · lovfrist · **overskredet**" in lines
    assert any(line.startswith("- **målgruppe** · tir 24. nov · kommunens norm · overholdt") for line in lines)


@pytest.mark.parametrize("milestone", Milestone)
def test_it_fits_a_phone_and_reads_as_a_list(milestone: Milestone) -> None:
    text = page(milestone)
    assert "|---" not in text
    assert not any(line[:1].isdigit() for line in text.splitlines())  # "28." would begin another list


def test_what_happened_stands_latest_first() -> None:
    story = awaiting(M.SUMMONS)
    happened = page().split("## Forløb")[1].split("##")[0]
    entries = [line for line in happened.splitlines() if line]
    assert len(entries) == len(story.history)
    assert "Underretning modtaget" in entries[-1]


@pytest.mark.parametrize(("delivered", "shown"), [(True, False), (False, True)])
def test_only_messages_that_failed_stand_there(delivered: bool, shown: bool) -> None:
    story = awaiting(M.SUMMONS)
    tried = MessageTried(
        reference="ABC123", recipient="intake", target="mail", attempt=1, delivered=delivered, final=True
    )
    story.happens(tried)
    text = timeline(story.case, story.history, RULEBOOK, LATE, cpr_known=True)
    assert ("ABC123" in text) is shown


def test_the_picture_shows_each_deadline_and_now() -> None:
    found = re.search(r"data:image/svg\+xml;base64,([\w+/=]+)", page())
    assert found is not None
    picture = base64.b64decode(found.group(1)).decode()
    assert all(word in picture for word in ("indkaldelse", "lør 28. nov", ">nu<"))


def linked(story: Story) -> str:
    """The page, where every form is deployed."""
    links = FormLinks(public_url="http://x", deployments={each.value: UUID(int=1) for each in Matter})
    return timeline(story.case, story.history, RULEBOOK, LATE, links, cpr_known=True)


def test_reopening_is_offered_on_a_closed_page_only_and_beside_it_what_is_put_right_late() -> None:
    offered = {each for each in Matter if f"[{each.label}](" in linked(awaiting(M.SUMMONS))}
    assert offered == set(Matter) - {Matter.REOPENED}
    on_closed = {each for each in Matter if f"[{each.label}](" in linked(closed())}
    assert on_closed == {Matter.REOPENED, Matter.CORRECTION, Matter.OFFENCES}
