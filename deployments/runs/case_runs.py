"""The cases' runs in Prefect: finding, making and waking them. When to do which is the reconciler's to say."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelled, Scheduled

from deployments.services.plan import Plan
from samraad.errors import Refused
from samraad.vocabulary import Via
from tasks.desk import idempotency_key
from tasks.office import Office
from tasks.registering import register
from tasks.runs import CaseRun, names
from tasks.store.records import RunRow

log = structlog.get_logger()

#: Flow and deployment of a case, as Prefect names them together.
CASE_DEPLOYMENT: Final = "Sag/sag"
#: Runs asked for in one call.
PAGE: Final = 200
#: Seconds for which a form that was seen is taken to be there still.
SEEN_FOR: Final = 600.0


@dataclass(slots=True)
class CaseRuns:
    """What is done to runs; remembers which forms were seen."""

    office: Office
    client: SyncPrefectClient
    plan: Plan
    #: Pause key → monotonic second until which its form, seen in Prefect, need not be looked for again.
    _seen_until: dict[str, float] = field(default_factory=dict)
    _deployment: UUID | None = None

    def find(self, rows: Sequence[RunRow]) -> dict[str, FlowRun]:
        ids = [UUID(str(row.flow_run_id)) for row in rows]
        found = self.client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=ids)), limit=PAGE)
        return {str(run.id): run for run in found}

    def has_form(self, row: RunRow, run: FlowRun) -> bool:
        """Whether somebody can answer: a process killed between Suspended and its form leaves a wait without one."""
        if row.wait_key is None:
            return False
        now = time.monotonic()
        if now < self._seen_until.get(row.wait_key, now):
            return True
        self._seen_until.pop(row.wait_key, None)
        form = {names(row.wait_key)["schema"], names(row.wait_key)["description"]}
        if not form <= CaseRun(self.client, run.id).inputs().keys():
            return False
        self._seen_until[row.wait_key] = now + SEEN_FOR
        return True

    def schedule(self, number: str, run: FlowRun, why: str) -> bool:
        """Set the same run going again, or a new one where its deployment or pool is not the present one."""
        if not self.is_current(run):
            self._take_answer(number, run)
            self.client.set_flow_run_state(run.id, Cancelled(name="Afløst", message=why), force=True)
            return self.make(number, anew=True)
        # Prefect lets nothing but an end follow on Cancelling, and nobody is left who could end it.
        force = run.state_type is StateType.CANCELLING
        self.client.set_flow_run_state(run.id, Scheduled(name="Genoptages", message=why), force=force)
        log.info("run.woken", case=number, was=run.state_name)
        return True

    def is_current(self, run: FlowRun) -> bool:
        """Whether the run's deployment and pool are the present ones: no worker asks for others."""
        return run.deployment_id == self._deployment_id() and run.work_pool_name == self.plan.pool

    def _take_answer(self, number: str, run: FlowRun) -> None:
        """What a person filled in on a run that nobody will carry on; nothing of it stays behind in Prefect."""
        with self.office.store.work() as work:
            row = work.run(number)
        case_run = CaseRun(self.client, run.id)
        inputs = case_run.inputs()
        answer = inputs.get(names(row.wait_key)["response"]) if row.wait_key else None
        if answer is not None and row.form is not None:
            with suppress(Refused):
                register(
                    self.office,
                    number,
                    row.form,
                    dict(answer),
                    Via.PREFECT,
                    wait_key=row.wait_key,
                    attempt=row.form_attempt,
                )
        case_run.forget(inputs)

    def make(self, number: str, *, anew: bool = False) -> bool:
        """Make the case's run: once per attempt, by its idempotency key."""
        with self.office.store.work() as work:
            case, row = work.load(number), work.run(number)
            view = self.office.view(work, case)
            if row.attempt == 0 or anew:
                row = RunRow(case=number, attempt=row.attempt + 1)
                work.keep_run(row)
        run = self.client.create_flow_run_from_deployment(
            self._deployment_id(),
            parameters={"case_number": number},
            name=view.name,
            tags=list(view.tags),
            idempotency_key=idempotency_key(number, row.attempt),
        )
        with self.office.store.work() as work:
            now = work.run(number)
            if now.flow_run_id is None and now.attempt == row.attempt:
                work.keep_run(replace(now, flow_run_id=str(run.id), shown_version=case.version))
        log.info("run.made", case=number, attempt=row.attempt)
        return True

    def _deployment_id(self) -> UUID:
        """Id of the case's deployment. Raises ObjectNotFound when Prefect's database was emptied: deploy first."""
        if self._deployment is None:
            self._deployment = self.client.read_deployment_by_name(CASE_DEPLOYMENT).id
        return self._deployment
