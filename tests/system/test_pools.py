"""Prefect's own process pool carries cases as well, chosen in the one place in `prefect.yaml`. Slow; runs last."""

from __future__ import annotations

import pytest
from prefect.client.schemas.objects import StateType

from samraad.vocabulary import Milestone
from tests.system.people import ASSESSED, Cases
from tests.system.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

POOL = "samraad-process"


@pytest.fixture(scope="module")
def moved(stack: Stack, cases: Cases) -> str:
    """A case that waited when the pool was changed and everything started again."""
    number = cases.open()
    cases.waiting(number, Milestone.ASSESSMENT)
    stack.stop()
    stack.use_pool(POOL)
    stack.start()
    return number


def test_case_is_carried_through_an_answered_form(moved: str, cases: Cases) -> None:
    number = cases.open()
    waiting = cases.sound(number, Milestone.ASSESSMENT, "CaseOpened", seconds=150)
    assert cases.run(number).work_pool_name == POOL
    cases.answer(waiting, **ASSESSED)
    cases.sound(number, Milestone.TARGET_GROUP, "CaseOpened", "AcuteNeedAssessed", seconds=150)


def test_waiting_case_moves_to_the_new_pool_when_it_goes_on(moved: str, cases: Cases) -> None:
    old = cases.run(moved)
    cases.register(moved, Milestone.ASSESSMENT)
    cases.sound(moved, Milestone.TARGET_GROUP, "CaseOpened", "AcuteNeedAssessed", seconds=150)
    assert cases.run(moved).work_pool_name == POOL
    assert cases.client.read_flow_run(old.id).state_type is StateType.CANCELLED
