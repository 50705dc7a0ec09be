"""The reconciler: makes Prefect's picture of the cases agree with the case files, whatever happened to it.

It is the only place that makes, wakes and renames runs. Intake, command line and flows write the database; here
`view(case, now)` is held against what the run shows, and the difference is mended.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID

import structlog
from httpx import HTTPStatusError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelled, Scheduled

from deployments.plan import Plan
from samraad.case import CaseFile
from samraad.view import View
from tasks.desk import idempotency_key, show
from tasks.office import Office
from tasks.runs import CaseRun, names
from tasks.store.port import RunRow

log = structlog.get_logger()

#: Flow and deployment of a case, as Prefect names them together.
CASE_DEPLOYMENT: Final = "Sag/sag"
#: A step that was begun and holds no lock for this long is dead: its worker was killed.
DEAD_AFTER: Final = timedelta(seconds=10)
#: The same before the flow has begun: a stock process worker needs its time to start Python.
DEAD_BEFORE_BEGINNING: Final = timedelta(seconds=60)
#: Seconds before a run that ended tries again: the first time, and at most.
FIRST_PAUSE: Final = 10.0
LONGEST_PAUSE: Final = 600.0
#: Seconds for which a form that was seen is taken to be there still.
SEEN_FOR: Final = 600.0
#: Most runs mended in one go, so that the rest of watch is not kept waiting.
BATCH: Final = 20
#: Seconds before one that is still behind is tried again.
AGAIN_AFTER: Final = 1.0
#: Runs asked for in one call.
PAGE: Final = 200

_ENDED: Final = frozenset({StateType.CANCELLED, StateType.FAILED, StateType.CRASHED, StateType.COMPLETED})


@dataclass(slots=True)
class Reconciler:
    """Holds what was verified, so that a quiet system costs a call or two."""

    office: Office
    client: SyncPrefectClient
    plan: Plan
    #: Pause key → monotonic second until which its form, seen in Prefect, need not be looked for again.
    _seen_until: dict[str, float] = field(default_factory=dict)
    #: Case → monotonic second from which its ended run may try again, and the pause after that.
    _pauses: dict[str, tuple[float, float]] = field(default_factory=dict)
    #: Case → monotonic second at which it was last mended, while it is behind.
    _tried: dict[str, float] = field(default_factory=dict)
    _deployment: UUID | None = None

    def catch_up(self) -> int:
        """Mend the runs of cases that changed since their run last showed them. How many."""
        with self.office.store.work() as work:
            behind = work.outdated_runs(PAGE)
        now = time.monotonic()
        rows = [row for row in behind if now - self._tried.get(row.case, -AGAIN_AFTER) >= AGAIN_AFTER][:BATCH]
        for row in rows:
            self._mend(row)
        # What waits for its worker must not keep the others from their turn.
        left = {row.case for row in behind}
        self._tried = {case: at for case, at in self._tried.items() if case in left} | {row.case: now for row in rows}
        return len(rows)

    def look_over(self) -> int:
        """Hold every open case's run against Prefect: missing, dead, ended or formless ones go on. How many mended."""
        with self.office.store.work() as work:
            rows = [row for row in work.runs_to_check() if row.flow_run_id is not None]
        mended = 0
        for start in range(0, len(rows), PAGE):
            page = rows[start : start + PAGE]
            found = self._runs(page)
            mended += sum(self._revive(row, found.get(str(row.flow_run_id))) for row in page)
        return mended

    def _runs(self, rows: Sequence[RunRow]) -> dict[str, FlowRun]:
        ids = [UUID(str(row.flow_run_id)) for row in rows]
        found = self.client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=ids)), limit=PAGE)
        return {str(run.id): run for run in found}

    def _mend(self, row: RunRow) -> None:
        """One case whose file has moved on."""
        if row.flow_run_id is None:
            self._make(row.case)
            return
        if not self._repaint(row.case):
            self._wake(row.case, "Sagen er gået videre")

    def _repaint(self, number: str) -> bool:
        """Update name, tags, page and the form's text. False if the run must be woken to offer another form."""
        with self.office.store.step_lock(number) as free:
            if not free:
                return True
            with self.office.store.work() as work:
                case, row = work.load(number), work.run(number)
                view = self.office.view(work, case)
            waits_right = row.form is view.form and row.form_attempt == view.attempt and row.wait_key is not None
            if view.form is not None and not waits_right:
                return False
            if view.form is None and row.form is not None:
                return False
            return self._paint(case, view, row)

    def _paint(self, case: CaseFile, view: View, row: RunRow) -> bool:
        run = CaseRun(self.client, UUID(str(row.flow_run_id)))
        try:
            show(self.office, run, case, view, row.wait_key)
            if row.wait_key is not None:
                run.describe(row.wait_key, view.description)
        except HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            self._lost(case, row)
        return True

    def _lost(self, case: CaseFile, row: RunRow) -> None:
        """Prefect has no such run any more. A closed case needs none: Prefect clears old runs away."""
        if case.awaiting is not None:
            self._make(case.number, anew=True)
            return
        with self.office.store.work() as work:
            work.keep_run(replace(row, shown_version=case.version))

    def _wake(self, number: str, why: str) -> bool:
        """Let the run begin a step, if it rests; a step under way sees the file as it is anyway."""
        with self.office.store.work() as work:
            row = work.run(number)
        run = self._runs([row]).get(str(row.flow_run_id)) if row.flow_run_id else None
        if run is None:
            return self._make(number, anew=True)
        if run.state_type is StateType.PAUSED or (run.state_type in _ENDED and self._rested(number)):
            return self._schedule(number, run, why)
        return False

    def _revive(self, row: RunRow, run: FlowRun | None) -> bool:
        """Whether the run of an open case had to be set going again."""
        if run is None:
            return self._make(row.case, anew=True)
        since = datetime.now(UTC) - (run.state.timestamp if run.state else datetime.now(UTC))
        match run.state_type:
            case StateType.RUNNING | StateType.CANCELLING:
                dead = since > DEAD_AFTER and self._lock_is_free(row.case)
            case StateType.PENDING:
                dead = since > DEAD_BEFORE_BEGINNING and self._lock_is_free(row.case)
            case StateType.PAUSED:
                dead = since > DEAD_AFTER and self._lock_is_free(row.case) and not self._has_form(row, run)
            case state:
                dead = state in _ENDED and self._rested(row.case) and self._lock_is_free(row.case)
        return dead and self._schedule(row.case, run, f"Kørslen var {run.state_name}")

    def _rested(self, number: str) -> bool:
        """Whether a run that ended may try again: each time after twice as long, or a step that cannot work spins.

        One that has held for a long while begins from the shortest pause again.
        """
        now = time.monotonic()
        allowed_at, pause = self._pauses.get(number, (now, FIRST_PAUSE))
        if now < allowed_at:
            return False
        if now > allowed_at + LONGEST_PAUSE:
            pause = FIRST_PAUSE
        self._pauses[number] = (now + pause, min(2 * pause, LONGEST_PAUSE))
        return True

    def _lock_is_free(self, number: str) -> bool:
        with self.office.store.step_lock(number) as free:
            return free

    def _has_form(self, row: RunRow, run: FlowRun) -> bool:
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

    def _schedule(self, number: str, run: FlowRun, why: str) -> bool:
        """Set the same run going again, or a new one where its deployment or pool is not the present one."""
        if run.deployment_id != self._deployment_id() or run.work_pool_name != self.plan.pool:
            self.client.set_flow_run_state(run.id, Cancelled(name="Afløst", message=why), force=True)
            return self._make(number, anew=True)
        # Prefect lets nothing but an end follow on Cancelling, and nobody is left who could end it.
        force = run.state_type is StateType.CANCELLING
        self.client.set_flow_run_state(run.id, Scheduled(name="Genoptages", message=why), force=force)
        log.info("run.woken", case=number, was=run.state_name)
        return True

    def _make(self, number: str, *, anew: bool = False) -> bool:
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
