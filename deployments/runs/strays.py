"""Runs nobody will end: their worker was killed, and no open case waits for them.

An open case's own run goes on (`deployments.runs.reconciler`). What is left are runs of intake and delivery, whose work
watch has done meanwhile, of cases closed in that very moment, and those somebody started by hand. They are ended, so
that nobody takes them for work under way.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Completed, Crashed

from deployments.services.plan import Plan
from tasks.handing_in import WAITS
from tasks.office import Office

log = structlog.get_logger()

#: No step takes as long, not even telling many people through slow services.
STRAY_AFTER: Final = timedelta(hours=1)

_UNDER_WAY: Final = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_MANY: Final = 200


def end_strays(office: Office, client: SyncPrefectClient, plan: Plan, older_than: timedelta = STRAY_AFTER) -> int:
    """End what has been under way for longer without anybody at work on it. How many."""
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY))
    names = DeploymentFilterName(any_=[each.name for each in plan.deployments])
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=state), deployment_filter=DeploymentFilter(name=names), limit=_MANY
    )
    forms = {run.id for run in found if WAITS in run.tags}  # they begin again: `deployments.runs.handed_in`
    old = [run for run in found if run.state and datetime.now(UTC) - run.state.timestamp > older_than]
    if not old:
        return 0
    with office.store.work() as work:
        awaited = {row.flow_run_id for row in work.runs_to_check()}
    strays = [run for run in old if run.id not in forms and str(run.id) not in awaited and not _at_work(office, run)]
    for run in strays:
        client.set_flow_run_state(run.id, _end(office, run), force=True)
        log.info("run.ended", flow_run=str(run.id), was=run.state_name)
    return len(strays)


def _at_work(office: Office, run: FlowRun) -> bool:
    """Whether a step holds the lock of the run's case."""
    number = run.parameters.get("case_number")
    if number is None:
        return False
    with office.store.step_lock(str(number)) as free:
        return not free


def _end(office: Office, run: FlowRun) -> State[Any]:
    number = run.parameters.get("case_number")
    if number is not None:
        with office.store.work() as work:
            if work.run(str(number)).flow_run_id == str(run.id):
                return Completed(name="Afsluttet", message=f"Sag {number} er afsluttet.")
    return Crashed(name="Afbrudt", message="Arbejderen blev afbrudt. Det, der skulle gøres, er gjort på anden vis.")
