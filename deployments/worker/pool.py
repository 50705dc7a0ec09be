"""The worker type `samraad`: runs flows in threads of one process.

A stock process worker pays seconds of CPU for every step, in a new process that imports Prefect; here a step begins at
once. Prefect finds the type through the entry point `prefect.collections`, so the stock command starts it:
`prefect worker start --pool samraad --type samraad`.
"""

from __future__ import annotations

from typing import Any

import anyio
from anyio.abc import TaskStatus
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import WorkerFlowRunResponse
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_WORKER_QUERY_SECONDS, temporary_settings
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from config.settings import load_settings
from deployments.worker.steps import Steps

#: How long a stopping worker waits for the steps that run. What is not done by then stays Running in Prefect, and the
#: reconciler sets it going again.
STOP_SECONDS = 15.0


class InProcessWorker(BaseWorker[BaseJobConfiguration, BaseVariables, BaseWorkerResult]):
    """Takes due runs from its pool and has them run by `Steps`.

    Of the stock worker's way only the polling is used. Left out, because a thread needs none of it: a job's
    configuration, the states Submitting, labels, the process number (without one Prefect cancels a run at once, instead
    of waiting for a process to end), and the limiter, which ends the worker when a run is resumed while its last step
    is not quite out.
    """

    type = "samraad"
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _display_name = "Samråd"
    _description = "Runs the flows of this project in threads of one process."

    def __init__(self, work_pool_name: str, *, limit: int | None = None, **kwargs: Any) -> None:
        """As BaseWorker; `limit` is the number of steps at once, default the setting `worker_concurrency`."""
        super().__init__(work_pool_name, limit=None, **kwargs)
        # A run that is due later would hold a thread until then.
        self._prefetch_seconds = 0
        self._settings = load_settings()
        self._steps: Steps | None = None
        self._width = limit or self._settings.worker_concurrency

    async def start(self, *args: Any, **kwargs: Any) -> None:
        """Poll at our pace, without the flows' heartbeat: its thread makes each step end up to a second late."""
        changes = {
            PREFECT_WORKER_QUERY_SECONDS: self._settings.worker_poll_seconds,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        }
        with temporary_settings(changes):
            await super().start(*args, **kwargs)

    async def setup(self) -> None:
        self._steps = Steps(width=self._width)
        await super().setup()

    async def teardown(self, *exc_info: Any) -> None:
        """Let the running steps finish first; those that only wait stay Scheduled, for the next worker."""
        if self._steps is not None:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self._steps.stop, STOP_SECONDS)
            self._steps = None
        await super().teardown(*exc_info)

    async def _submit_scheduled_flow_runs(self, flow_run_response: list[WorkerFlowRunResponse]) -> list[FlowRun]:
        runs = [entry.flow_run for entry in flow_run_response]
        return [run for run in runs if self._steps is not None and self._steps.take(run)]

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,
        task_status: TaskStatus[int] | None = None,
    ) -> BaseWorkerResult:
        """Not used: runs are handed to `Steps` as they come from the poll."""
        raise NotImplementedError
