"""Forms that were sent in as runs of their own and are not taken: their worker was killed, or something was away.

Nothing a person has sent may get lost: such a run begins again, until its form is taken or refused.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Scheduled

from tasks.handing_in import WAITS, lock_name
from tasks.office import Office

log = structlog.get_logger()

#: A run that stands still for so long, and holds no lock, begins again; twice as long after each time, up to the last.
FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(minutes=10)
_MANY: Final = 100
_STUCK: Final = [StateType.PENDING, StateType.RUNNING, StateType.FAILED, StateType.CRASHED]


def begin_again(office: Office, client: SyncPrefectClient) -> int:
    """Set the runs going again whose form nobody takes. How many."""
    stuck = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[WAITS]), state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_STUCK))
    )
    runs = client.read_flow_runs(flow_run_filter=stuck, limit=_MANY)
    dead = [run for run in runs if _has_rested(run) and not _at_work(office, run)]
    for run in dead:
        client.set_flow_run_state(run.id, Scheduled(name="Genoptages"))
        log.info("matter.begun_again", flow_run=str(run.id), was=run.state_name)
    return len(dead)


def _has_rested(run: FlowRun) -> bool:
    since = datetime.now(UTC) - (run.state.timestamp if run.state else datetime.now(UTC))
    return bool(since > min(FIRST_PAUSE * 2 ** min(run.run_count, 10), LONGEST_PAUSE))


def _at_work(office: Office, run: FlowRun) -> bool:
    with office.store.step_lock(lock_name(run.id)) as free:
        return not free
