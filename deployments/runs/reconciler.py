"""The reconciler: makes Prefect's picture of the cases agree with the case files, whatever happened to it.

It is the only place that makes, wakes and renames runs. Intake, command line and flows write the database; here
`view(case, now)` is held against what the run shows, and the difference is mended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Final
from uuid import UUID

import structlog
from httpx import HTTPError, HTTPStatusError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound

from deployments.runs.case_runs import PAGE, CaseRuns
from deployments.runs.handed_in import begin_again
from deployments.runs.strays import end_strays
from deployments.services.plan import POOL_TYPES
from samraad.case import CaseFile
from samraad.errors import DatabaseDown
from samraad.view import View
from tasks.desk import described, show
from tasks.form_links import form_links
from tasks.office import Office
from tasks.runs import CaseRun
from tasks.store.records import RunRow

log = structlog.get_logger()

#: A step that was begun and holds no lock for this long is dead: its worker was killed.
DEAD_AFTER: Final = timedelta(seconds=10)
#: The same before the flow has begun, by type of pool; others need their time to start Python, or a container.
DEAD_BEFORE_BEGINNING: Final = {"samraad": timedelta(seconds=20)}
SLOWEST_BEGINNING: Final = timedelta(seconds=60)
#: Seconds before a run that ended tries again: the first time, and at most.
FIRST_PAUSE: Final = 10.0
LONGEST_PAUSE: Final = 600.0
#: Most runs mended in one go, so that the rest of watch is not kept waiting.
BATCH: Final = 20
#: Seconds before one that is still behind is tried again.
AGAIN_AFTER: Final = 1.0

_ENDED: Final = frozenset({StateType.CANCELLED, StateType.FAILED, StateType.CRASHED, StateType.COMPLETED})


@dataclass(slots=True)
class Reconciler:
    """Decides what each run needs; `CaseRuns` does it."""

    office: Office
    runs: CaseRuns
    #: Case → monotonic second from which its ended run may try again, and the pause after that.
    _pauses: dict[str, tuple[float, float]] = field(default_factory=dict)
    #: Case → monotonic second at which it was last mended, while it is behind.
    _tried: dict[str, float] = field(default_factory=dict)

    @property
    def client(self) -> SyncPrefectClient:
        """Prefect's API."""
        return self.runs.client

    def catch_up(self) -> int:
        """Mend the runs of cases that changed since their run last showed them. How many."""
        with self.office.store.work() as work:
            behind = work.outdated_runs(PAGE)
        now = time.monotonic()
        rows = [row for row in behind if now - self._tried.get(row.case, -AGAIN_AFTER) >= AGAIN_AFTER][:BATCH]
        for row in rows:
            self._alone(row.case, partial(self._mend, row))
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
            found = self.runs.find(page)
            for row in page:
                revive = partial(self._revive, row, found.get(str(row.flow_run_id)))
                mended += bool(self._alone(row.case, revive))
        mended += begin_again(self.office, self.client)
        return mended + end_strays(self.office, self.client, self.runs.plan)

    def _alone(self, number: str, do: Callable[[], bool | None]) -> bool | None:
        """One case's trouble must not keep the others waiting; that Prefect is away concerns them all."""
        try:
            return do()
        except (HTTPError, ObjectNotFound, DatabaseDown):
            raise
        except Exception as error:  # noqa: BLE001 – a boundary; the text could be personal
            log.error("case.not_mended", case=number, error=type(error).__name__)  # noqa: TRY400
            return False

    def _mend(self, row: RunRow) -> None:
        """One case whose file has moved on."""
        if row.flow_run_id is None:
            self.runs.make(row.case)
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
            if row.wait_key is not None:
                links = form_links(self.client, self.office.public_url)
                run.describe(row.wait_key, described(view, case.number, links, row.artifact))
            # Last: it notes that the run shows this version.
            show(self.office, run, case, view, row.wait_key)
        except HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            self._lost(case, row)
        return True

    def _lost(self, case: CaseFile, row: RunRow) -> None:
        """Prefect has no such run any more. A closed case needs none: Prefect clears old runs away."""
        if case.awaiting is not None:
            self.runs.make(case.number, anew=True)
            return
        with self.office.store.work() as work:
            work.keep_run(replace(row, shown_version=case.version))

    def _wake(self, number: str, why: str) -> bool:
        """Let the run begin a step, if it rests; a step under way sees the file as it is anyway."""
        with self.office.store.work() as work:
            row = work.run(number)
        run = self.runs.find([row]).get(str(row.flow_run_id)) if row.flow_run_id else None
        if run is None:
            return self.runs.make(number, anew=True)
        if run.state_type is StateType.PAUSED or (run.state_type in _ENDED and self._rested(number)):
            return self.runs.schedule(number, run, why)
        return False

    def _revive(self, row: RunRow, run: FlowRun | None) -> bool:
        """Whether the run of an open case had to be set going again."""
        if run is None:
            return self.runs.make(row.case, anew=True)
        since = datetime.now(UTC) - (run.state.timestamp if run.state else datetime.now(UTC))
        match run.state_type:
            case StateType.RUNNING | StateType.CANCELLING:
                dead = since > DEAD_AFTER and self._lock_is_free(row.case)
            case StateType.PENDING:
                patience = DEAD_BEFORE_BEGINNING.get(POOL_TYPES.get(self.runs.plan.pool, ""), SLOWEST_BEGINNING)
                dead = since > patience and self._lock_is_free(row.case)
            case StateType.PAUSED:
                dead = since > DEAD_AFTER and not self.runs.has_form(row, run) and self._lock_is_free(row.case)
            case StateType.SCHEDULED:
                dead = not self.runs.is_current(run)
            case state:
                dead = state in _ENDED and self._lock_is_free(row.case) and self._rested(row.case)
        return dead and self.runs.schedule(row.case, run, f"Kørslen var {run.state_name}")

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
