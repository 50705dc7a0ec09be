"""Whatever happens to a case's run in Prefect, the case goes on: the reconciler mends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Cancelled, Cancelling, Crashed, Failed, Running

from deployments.runs.case_runs import CASE_DEPLOYMENT
from deployments.runs.strays import end_strays
from deployments.services.plan import read_plan
from deployments.watch.errands import DELIVERY_DEPLOYMENT
from samraad.vocabulary import Milestone
from tasks.runs import CaseRun
from tests.system.people import ASSESSED, TO_THE_END, Cases, Waiting
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

#: Seconds in which a change from another channel is shown, on a machine that has other things to do as well.
SOON = 30

Harm = Callable[[Cases, Waiting], None]


def _set(state: State[None]) -> Harm:
    def harm(cases: Cases, waiting: Waiting) -> None:
        cases.client.set_flow_run_state(waiting.run, state, force=True)

    return harm


def _delete(cases: Cases, waiting: Waiting) -> None:
    cases.client.delete_flow_run(waiting.run)


def _take_the_form(cases: Cases, waiting: Waiting) -> None:
    run = CaseRun(cases.client, waiting.run)
    run.forget(run.inputs())


#: What people and accidents do to a run.
HARMS: dict[str, Harm] = {
    "cancelled": _set(Cancelled()),
    "cancelling for ever": _set(Cancelling()),
    "failed": _set(Failed()),
    "crashed": _set(Crashed()),
    "deleted": _delete,
    "suspended without its form": _take_the_form,
}


@pytest.fixture(scope="module")
def harmed(cases: Cases) -> dict[str, tuple[str, Waiting]]:
    """A case for each harm, all done at once: the mending takes seconds. Its number and the wait there was."""
    numbers = {name: cases.open() for name in HARMS}
    waits = {name: (number, cases.waiting(number, Milestone.ASSESSMENT)) for name, number in numbers.items()}
    for name, harm in HARMS.items():
        harm(cases, waits[name][1])
    return waits


@pytest.mark.parametrize("harm", HARMS)
def test_harmed_run_goes_on_with_one_form_that_can_be_answered(
    harm: str, harmed: dict[str, tuple[str, Waiting]], cases: Cases
) -> None:
    number, before = harmed[harm]
    again = cases.sound(number, Milestone.ASSESSMENT, "CaseOpened", not_=before.key)
    cases.answer(again, **ASSESSED)
    cases.sound(number, Milestone.TARGET_GROUP, "CaseOpened", "AcuteNeedAssessed")


def test_run_started_by_hand_is_refused_and_harms_nothing(cases: Cases) -> None:
    number = cases.open()
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    by_hand = _start_by_hand(cases, number)
    unknown = _start_by_hand(cases, "2026-9999")
    for run in (by_hand, unknown):
        ended = until(partial(_ended, cases, run), SOON, "the run by hand ends")
        assert (ended.state_type, ended.state_name) == (StateType.CANCELLED, "Ikke i brug")
    assert cases.sound(number, Milestone.ASSESSMENT, "CaseOpened") == waiting


def test_milestone_registered_elsewhere_the_next_form_is_offered_within_seconds(cases: Cases) -> None:
    number = cases.open()
    before = cases.waiting(number, Milestone.ASSESSMENT)
    cases.register(number, Milestone.ASSESSMENT)
    after = cases.waiting(number, Milestone.TARGET_GROUP, seconds=SOON)
    assert after.run == before.run
    assert "målgruppe" in cases.run(number).name


def test_case_closed_elsewhere_its_run_ends(cases: Cases) -> None:
    number = cases.open()
    cases.waiting(number, Milestone.ASSESSMENT)
    for milestone in TO_THE_END:
        cases.register(number, milestone)
    until(lambda: cases.run(number).state_type is StateType.COMPLETED, SOON, "the run ends")
    run = cases.run(number)
    assert run.state_name == "Afsluttet"
    assert "afsluttet" in run.tags
    assert CaseRun(cases.client, run.id).inputs() == {}
    assert cases.live_runs(number) == []


def test_runs_that_a_killed_worker_left_behind_are_ended_those_of_open_cases_are_not(
    stack: Stack, cases: Cases
) -> None:
    open_, closed = cases.open(), cases.open()
    waiting = cases.waiting(open_, Milestone.ASSESSMENT)
    cases.waiting(closed, Milestone.ASSESSMENT)
    for milestone in TO_THE_END:
        cases.register(closed, milestone)
    until(lambda: cases.run(closed).state_name == "Afsluttet", SOON, "the run ends")
    delivery = cases.client.read_deployment_by_name(DELIVERY_DEPLOYMENT)
    errand = cases.client.create_flow_run_from_deployment(delivery.id, state=Running())
    for run in (waiting.run, cases.run(closed).id):
        cases.client.set_flow_run_state(run, Running(), force=True)
    end_strays(stack.office, cases.client, read_plan(), older_than=timedelta(0))
    assert cases.client.read_flow_run(errand.id).state_name == "Afbrudt"
    assert cases.run(closed).state_name == "Afsluttet"
    cases.sound(open_, Milestone.ASSESSMENT, "CaseOpened", not_=waiting.key)


def _start_by_hand(cases: Cases, number: str) -> FlowRun:
    """As somebody does who finds the button in the UI."""
    deployment = cases.client.read_deployment_by_name(CASE_DEPLOYMENT)
    parameters = {"case_number": number}
    return cases.client.create_flow_run_from_deployment(deployment.id, parameters=parameters, name=f"prøve {uuid4()}")


def _ended(cases: Cases, run: FlowRun) -> FlowRun | None:
    found = cases.client.read_flow_run(run.id)
    return found if found.state is not None and found.state.is_final() else None
