"""A timer fires while somebody answers: the answer counts, and what was missed was missed once."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from samraad.events import AcuteNeedAssessed, RungReached
from samraad.vocabulary import Milestone
from tests.system.people import ASSESSED, Cases
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

#: From receipt until acute need must be assessed.
LIMIT = timedelta(hours=24)
#: Cases whose limit passes at the same moment, and how long after they were opened.
MANY, SOON = 6, timedelta(seconds=75)
#: Ends at the limit.
MISSED = "missed"


def rungs(cases: Cases, number: str) -> list[str]:
    """Those of the assessment that were reached, in order."""
    events = [each.event for each in cases.history(number)]
    return [each.rung for each in events if isinstance(each, RungReached) and each.milestone is Milestone.ASSESSMENT]


def test_a_limit_that_passes_while_the_form_is_under_way_is_told_and_the_answer_counts(
    stack: Stack, cases: Cases
) -> None:
    number = cases.open(datetime.now(UTC) - LIMIT + timedelta(seconds=60))
    waiting = cases.waiting(number, Milestone.ASSESSMENT, seconds=55)
    with stack.office.store.step_lock(number):  # the step that takes the answer has to wait for this one
        cases.answer(waiting, **ASSESSED)
        until(lambda: MISSED in rungs(cases, number), 90, "the limit passes", every=0.02)
    after = cases.waiting(number, Milestone.TARGET_GROUP)
    assert "ikke registreret:" not in after.description
    assert cases.events(number) == ["CaseOpened", "AcuteNeedAssessed"]
    assert rungs(cases, number).count(MISSED) == 1


def test_answers_around_the_moment_of_the_limit_all_count_and_none_is_missed_twice(cases: Cases) -> None:
    received_at = datetime.now(UTC) - LIMIT + SOON
    numbers = [cases.open(received_at) for _ in range(MANY)]
    waits = {number: cases.waiting(number, Milestone.ASSESSMENT) for number in numbers}
    passes_at = received_at + LIMIT
    assert datetime.now(UTC) < passes_at, "the forms came too late: this proves nothing"
    for place, number in enumerate(numbers):
        # From two seconds before the limit to half a second after it: a step takes about that long.
        send_at = passes_at + timedelta(seconds=-2 + place * 0.5)
        time.sleep(max(0.0, (send_at - datetime.now(UTC)).total_seconds()))
        cases.answer(waits[number], **ASSESSED)
    for number in numbers:
        cases.waiting(number, Milestone.TARGET_GROUP)
        assert cases.events(number) == ["CaseOpened", "AcuteNeedAssessed"]
        assert rungs(cases, number).count(MISSED) == (1 if _assessed_at(cases, number) > passes_at else 0)


def _assessed_at(cases: Cases, number: str) -> datetime:
    return next(each.at for each in cases.history(number) if isinstance(each.event, AcuteNeedAssessed))
