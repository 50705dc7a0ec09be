"""The weekly meeting of allotment: which one is next, and when a case cannot wait for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samraad.allotment import next_meeting, warning
from samraad.events import NotificationAttached
from samraad.notices import notices
from samraad.route_rules import Allotment, Weekday
from samraad.rulebook import Rulebook
from samraad.rulebooks import parse
from samraad.view import view
from samraad.vocabulary import Milestone
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, M, Story, awaiting, danish, day, opening


def book(weekday: str, teams: str = '["unge"]') -> Rulebook:
    """The delivered one, with a meeting."""
    meeting = f'[allotment]\nweekday = "{weekday}"\nteams = {teams}\n\n[[routes]]'
    return parse(RULEBOOK_TEXT.replace("[[routes]]", meeting, 1), "med fordelingsmøde")


@pytest.mark.parametrize(
    ("on", "meets"),
    [
        ("2026-11-23", "2026-11-24"),  # the day before
        ("2026-11-24", "2026-11-24"),  # the day
        ("2026-11-25", "2026-12-01"),  # the day after
        ("2026-11-29", "2026-12-01"),
    ],
)
def test_the_next_meeting(on: str, meets: str) -> None:
    assert next_meeting(Allotment(weekday=Weekday.TUESDAY), day(on)) == day(meets)


def test_none_is_held_on_a_holiday() -> None:
    assert next_meeting(Allotment(weekday=Weekday.FRIDAY), day("2026-12-21")) == day("2027-01-08")  # 25 Dec and 1 Jan
    closed = frozenset({"Juleaftensdag"})
    assert next_meeting(Allotment(weekday=Weekday.THURSDAY), day("2026-12-21"), closed) == day("2026-12-31")


@pytest.mark.parametrize(
    ("weekday", "warned"),
    [
        # received Saturday 21 November: the law's last day is Saturday 28 November; asked on Wednesday 25
        ("friday", False),  # the day before the deadline
        ("monday", True),  # after it
        ("wednesday", False),  # today
        ("tuesday", True),  # was yesterday
    ],
)
def test_a_case_that_cannot_wait_for_it(weekday: str, warned: bool) -> None:
    found = warning(awaiting(M.ASSIGNMENT).case, book(weekday), danish("2026-11-25 10:00"))
    assert (found is not None) is warned


@pytest.mark.parametrize(
    ("received_at", "warned"),
    [
        # the meeting is on Tuesday 1 December: the last day is the day before, the day, the day after
        ("2026-11-23 09:00", True),
        ("2026-11-24 09:00", False),
        ("2026-11-25 09:00", False),
    ],
)
def test_the_day_before_the_day_and_the_day_after(received_at: str, warned: bool) -> None:
    case = Story(opened=opening(danish(received_at))).case
    assert (warning(case, book("tuesday"), danish("2026-11-25 10:00")) is not None) is warned


def test_what_it_says_and_where() -> None:
    said = (
        "Næste fordelingsmøde er tirsdag den 1. december 2026, efter fristen for indkaldelse (lovfrist lør 28. nov): "
        "fordel sagen før mødet."
    )
    now, rules = danish("2026-11-25 10:00"), book("tuesday", "[]")
    story = awaiting(M.ASSIGNMENT)
    assert warning(story.case, rules, now) == said
    assert f"**Obs:** {said}" in view(story.case, rules, now).description
    (notice,) = notices(story.case, story.history[-1], RULEBOOK)
    assert "warning" not in notice.fields


def test_the_message_says_it_too() -> None:
    story = Story(opened=opening(danish("2026-11-21 09:14")))
    further = NotificationAttached(received_at=danish("2026-11-25 09:00"), notification="n-2", offences=())
    story.happens(further, at=danish("2026-11-25 10:00"))
    (notice, *_) = notices(story.case, story.history[-1], book("tuesday"))
    assert notice.fields["warning"].startswith("Næste fordelingsmøde er tirsdag")


@pytest.mark.parametrize("milestone", [M.SUMMONS, M.MEETING])
def test_once_somebody_has_the_case_it_waits_for_no_meeting(milestone: Milestone) -> None:
    assert warning(awaiting(milestone).case, book("tuesday"), danish("2026-11-25 10:00")) is None


def test_another_team_and_no_meeting_at_all() -> None:
    case, now = awaiting(M.ASSIGNMENT).case, danish("2026-11-25 10:00")
    assert warning(case, book("tuesday", '["familie"]'), now) is None
    assert warning(case, RULEBOOK, now) is None
    young = Story(opened=opening(age_at_receipt=14)).case
    assert warning(young, book("tuesday", '["familie"]'), now) is not None


def test_a_case_that_somebody_has_is_not_to_be_allotted() -> None:
    """Not even where the target group of a further notification is to be decided."""
    story = awaiting(M.COURSE).answers(M.COURSE, "2026-12-04 10:00", outcome="other_support")
    story.called("2027-01-11 09:00", at=danish("2027-01-11 09:00"))
    now = danish("2027-01-13 10:00")  # the summons is due on Monday 18, the meeting on Tuesday 19
    assert story.case.awaiting is M.TARGET_GROUP
    assert warning(replace(story.case, accepted=False), book("tuesday"), now) is not None
    assert warning(story.case, book("tuesday"), now) is None
