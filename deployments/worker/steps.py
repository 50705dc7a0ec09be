"""Runs steps of flows in a few threads, each with its own client to Prefect's API."""

from __future__ import annotations

import asyncio
import inspect
import queue
import threading
import time
from collections import deque
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from httpx import HTTPError
from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.context import SyncClientContext
from prefect.exceptions import Abort, FailedRun, ObjectNotFound, Pause
from prefect.flow_engine import run_flow
from prefect.flows import load_flow_from_entrypoint
from prefect.logging.loggers import flow_run_logger
from prefect.states import Cancelled, Crashed, Pending
from prefect.utilities.engine import propose_state_sync

log = structlog.get_logger()

#: A run found longer ago than this is looked at again before it is claimed: another worker may have been faster.
STALE_SECONDS = 0.5


class Flows:
    """Flows by their entry point, each imported once. A redeployed entry point is another one, and is imported anew."""

    def __init__(self) -> None:
        self._loaded: dict[str, Flow[..., Any]] = {}
        # Importing changes sys, and is not safe in two threads.
        self._one_at_a_time = threading.Lock()

    def at(self, entrypoint: str) -> Flow[..., Any]:
        with self._one_at_a_time:
            if entrypoint not in self._loaded:
                self._loaded[entrypoint] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
            return self._loaded[entrypoint]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A run that a poll found Scheduled."""

    run: FlowRun
    #: When it was found, on the monotonic clock.
    found_at: float


class Steps:
    """A bounded pool of daemon threads. A run waits here, still Scheduled, until a thread is free."""

    def __init__(self, *, width: int) -> None:
        self._width = width
        self._flows = Flows()
        self._waiting: queue.SimpleQueue[Due | None] = queue.SimpleQueue()
        #: Runs that wait here or are being run.
        self._in_hand: set[UUID] = set()
        #: Scheduled states that were answered: an answer of the API that was overtaken must not start a run again.
        self._answered: deque[UUID | None] = deque(maxlen=1000)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        # Each thread works in a copy of this context: the settings that hold here hold there.
        self._threads = [
            threading.Thread(target=copy_context().run, args=(self._work,), name=f"step-{number}", daemon=True)
            for number in range(width)
        ]
        for thread in self._threads:
            thread.start()

    def take(self, run: FlowRun) -> bool:
        """Accept a due run.

        False if it is in hand already, as when somebody presses Resume before its last step is quite out, or if enough
        are waiting: it comes again with the next poll, to this worker or another.
        """
        with self._lock:
            full = len(self._in_hand) >= 2 * self._width
            if full or run.id in self._in_hand or run.state_id in self._answered or self._stopping.is_set():
                return False
            self._in_hand.add(run.id)
            self._answered.append(run.state_id)
        self._waiting.put(Due(run=run, found_at=time.monotonic()))
        return True

    def stop(self, seconds: float) -> bool:
        """Take nothing more, and wait for the steps that run. False if some had not ended after so many seconds."""
        self._stopping.set()
        for _ in self._threads:
            self._waiting.put(None)
        give_up_at = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, give_up_at - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                # One open client per thread: the engine uses it, instead of a new TLS context, CSRF token and version
                # check for every run.
                with SyncClientContext() as context:
                    while (due := self._waiting.get()) is not None:
                        self._answer(due, context.client)
            except HTTPError:
                self._stopping.wait(1)

    def _answer(self, due: Due, client: SyncPrefectClient) -> None:
        if not self._stopping.is_set():
            copy_context().run(self._step, due, client)
        with self._lock:
            self._in_hand.discard(due.run.id)

    def _step(self, due: Due, client: SyncPrefectClient) -> None:
        """One step, from Pending to wherever the flow ends. Whatever happens, the thread goes on with the next."""
        try:
            if _claim(due, client):
                self._run(due.run, client)
        except BaseException as error:  # noqa: BLE001 - the boundary of the step: sys.exit in a flow must not end us
            # The type only: the text of a flow's exception may hold what the police wrote.
            log.warning("worker.step_failed", flow_run=str(due.run.id), error=type(error).__name__)

    def _run(self, run: FlowRun, client: SyncPrefectClient) -> None:
        try:
            flow = self._flows.at(_entrypoint(run, client))
        except ObjectNotFound:
            propose_state_sync(client, Cancelled(message="The deployment no longer exists."), flow_run_id=run.id)
            return
        except Exception:  # noqa: BLE001 - whatever importing a flow raises ends this run, not the worker
            flow_run_logger(run).exception("The flow cannot be imported.")
            propose_state_sync(client, Crashed(message="The flow cannot be imported."), flow_run_id=run.id)
            return
        # Without its deployment the engine starts no observer of suspensions from outside: a thread, an event loop and
        # a websocket per step. Steps last moments; the engine reads the run again, deployment included, before it
        # calls the flow.
        alone = run.model_copy(update={"deployment_id": None})
        try:
            ended = run_flow(flow, flow_run=alone)
            if inspect.iscoroutine(ended):
                asyncio.run(ended)
        except (Pause, Abort, FailedRun):  # it waits; another has it; it chose to end as Failed, and says why
            pass
        except BaseException:
            _crash_if_left_running(run, client)
            raise


def _claim(due: Due, client: SyncPrefectClient) -> bool:
    """Set the run to Pending. False if another worker has it, or it was cancelled meanwhile."""
    if (
        time.monotonic() - due.found_at > STALE_SECONDS
        and client.read_flow_run(due.run.id).state_id != due.run.state_id
    ):
        return False
    try:
        return propose_state_sync(client, Pending(), flow_run_id=due.run.id).is_pending()
    except Abort:
        return False


def _entrypoint(run: FlowRun, client: SyncPrefectClient) -> str:
    if run.deployment_id is None:
        raise ValueError("the run has no deployment")
    deployment = client.read_deployment(run.deployment_id)
    if deployment.entrypoint is None:
        raise ValueError("the deployment has no entry point")
    return deployment.entrypoint


def _crash_if_left_running(run: FlowRun, client: SyncPrefectClient) -> None:
    """The engine sets Failed for what the flow raises; for what goes wrong in the engine itself nobody does."""
    state = client.read_flow_run(run.id).state
    if state is not None and (state.is_running() or state.is_pending()):
        propose_state_sync(client, Crashed(message="The step ended without a state."), flow_run_id=run.id)
