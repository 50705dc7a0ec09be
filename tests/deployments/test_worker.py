"""The in-process worker against a real Prefect server, started by the stock command."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import FlowRun
from prefect.flow_runs import resume_flow_run
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Scheduled

from deployments.server.deploying import ensure_deployed
from deployments.services.plan import Deployment, Plan, Pool
from tests.conftest import PrefectServer

FLOWS = ("waiting", "waiting_again", "failing", "leaving", "asynchronous", "slow")
NAME = "prøve"


@pytest.fixture(scope="module")
def client(prefect_server: PrefectServer) -> Iterator[SyncPrefectClient]:
    """A client to the server, on which the throw-away flows are deployed; also what `get_client` gives meanwhile."""
    with temporary_settings({PREFECT_API_URL: prefect_server.api_url}):
        ensure_deployed(_plan("samraad"))
        with get_client(sync_client=True) as client:
            yield client


@pytest.fixture(scope="module")
def worker(prefect_server: PrefectServer, client: SyncPrefectClient) -> Iterator[subprocess.Popen[bytes]]:
    with _worker(prefect_server) as process:
        yield process


def test_suspends_with_its_form_and_goes_on_with_the_answer(client: SyncPrefectClient, worker: object) -> None:
    run = _create(client, "waiting")
    _until(client, run, lambda state: state == "Suspended")
    schema = _until_form(client, run)
    assert "number" in schema
    resume_flow_run(run, run_input={"number": 12})
    ended = _until(client, run, lambda state: state == "Completed")
    assert ended.run_count == 1


def test_what_the_flow_logs_is_in_prefect(client: SyncPrefectClient, worker: object) -> None:
    run = _create(client, "waiting")
    _until(client, run, lambda state: state == "Suspended")
    _until_form(client, run)
    resume_flow_run(run, run_input={"number": 1})
    _until(client, run, lambda state: state == "Completed")
    _wait(lambda: any("answered" in log.message for log in client.read_logs() if log.flow_run_id == run))


def test_form_can_be_offered_again_and_again(client: SyncPrefectClient, worker: object) -> None:
    run = _create(client, "waiting_again")
    for _ in range(3):
        state = _until(client, run, lambda state: state == "Suspended").state_id
        client.set_flow_run_state(run, Scheduled(name="Resuming"))
        _wait(lambda before=state: client.read_flow_run(run).state_id != before)
    _until(client, run, lambda state: state == "Suspended")


def test_flow_that_raises_is_failed_one_that_leaves_is_crashed_and_the_worker_goes_on(
    client: SyncPrefectClient, worker: subprocess.Popen[bytes]
) -> None:
    failing, leaving = _create(client, "failing"), _create(client, "leaving")
    _until(client, failing, lambda state: state == "Failed")
    _until(client, leaving, lambda state: state == "Crashed")
    good = _create(client, "asynchronous")
    _until(client, good, lambda state: state == "Completed")
    assert worker.poll() is None


def test_flow_that_cannot_be_imported_is_crashed(client: SyncPrefectClient, worker: object) -> None:
    flow_id = client.create_flow_from_name("gone")
    deployment = client.create_deployment(
        flow_id=flow_id, name="gone", entrypoint="tests.deployments.gone.flow", work_pool_name="samraad"
    )
    run = client.create_flow_run_from_deployment(deployment).id
    _until(client, run, lambda state: state == "Crashed")


def test_redeployed_entry_point_is_used_by_the_next_step(client: SyncPrefectClient, worker: object) -> None:
    run = _create(client, "waiting_again")
    before = _until(client, run, lambda state: state == "Suspended")
    assert before.deployment_id is not None
    client.create_deployment(
        flow_id=before.flow_id,
        name=NAME,
        entrypoint="tests.deployments.throwaway.asynchronous",
        work_pool_name="samraad",
        pull_steps=[],
    )
    client.set_flow_run_state(run, Scheduled(name="Resuming"))
    _until(client, run, lambda state: state == "Completed")
    ensure_deployed(_plan("samraad"), renew=True)


def test_worker_killed_inside_a_step_leaves_running_and_the_step_goes_on_once_it_is_scheduled(
    prefect_server: PrefectServer, client: SyncPrefectClient, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    with _pool_of_its_own(client) as pool:
        run = _create(client, "slow", mark=str(mark), seconds=60)
        with _worker(prefect_server, pool) as process:
            _wait(mark.exists)
            process.kill()
        assert _state(client, run) == "Running"
        client.set_flow_run_state(run, Scheduled(name="Resuming"))
        with _worker(prefect_server, pool):
            _until(client, run, lambda state: state == "Completed")


def test_stopped_worker_finishes_its_steps_first(
    prefect_server: PrefectServer, client: SyncPrefectClient, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    with _pool_of_its_own(client) as pool:
        run = _create(client, "slow", mark=str(mark), seconds=2)
        with _worker(prefect_server, pool) as process:
            _wait(mark.exists)
            process.terminate()
            process.wait(20)
        assert _state(client, run) == "Completed"


def test_deploying_again_changes_nothing_and_is_seen_to(client: SyncPrefectClient) -> None:
    assert ensure_deployed(_plan("samraad")) is False


def test_stock_process_worker_runs_the_same_deployments(
    prefect_server: PrefectServer, client: SyncPrefectClient
) -> None:
    ensure_deployed(_plan("samraad-process"))
    try:
        run = _create(client, "asynchronous")
        with _worker(prefect_server, "samraad-process", "process"):
            _until(client, run, lambda state: state == "Completed", seconds=60)
    finally:
        ensure_deployed(_plan("samraad"))


def _plan(pool: str) -> Plan:
    return Plan(
        deployments=tuple(
            Deployment(name=NAME, entrypoint=f"tests.deployments.throwaway.{flow}", work_pool=Pool(name=pool))
            for flow in FLOWS
        )
    )


@contextmanager
def _pool_of_its_own(client: SyncPrefectClient) -> Iterator[str]:
    """Move the flows to a pool that no other worker of these tests polls."""
    name = f"samraad-{uuid4()}"
    client.create_work_pool(WorkPoolCreate(name=name, type="samraad"))
    ensure_deployed(_plan(name))
    try:
        yield name
    finally:
        ensure_deployed(_plan("samraad"))
        client.delete_work_pool(name)


@contextmanager
def _worker(server: PrefectServer, pool: str = "samraad", kind: str = "samraad") -> Iterator[subprocess.Popen[bytes]]:
    command = (sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", kind)
    environment = server.environment | {"PREFECT_WORKER_QUERY_SECONDS": "0.5"}
    with (server.settings.home / "log" / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _create(client: SyncPrefectClient, flow: str, **parameters: object) -> UUID:
    deployment = client.read_deployment_by_name(f"{flow.replace('_', '-')}/{NAME}")
    return client.create_flow_run_from_deployment(deployment.id, parameters=parameters).id


def _state(client: SyncPrefectClient, run: UUID) -> str | None:
    return client.read_flow_run(run).state_name


def _until(client: SyncPrefectClient, run: UUID, good: Callable[[str | None], bool], seconds: float = 30) -> FlowRun:
    _wait(lambda: good(_state(client, run)), seconds)
    return client.read_flow_run(run)


def _until_form(client: SyncPrefectClient, run: UUID) -> str:
    """The form's schema, which is saved a moment after the state."""
    state = client.read_flow_run(run).state
    assert state is not None
    assert state.state_details.run_input_keyset is not None
    key = state.state_details.run_input_keyset["schema"]
    _wait(lambda: bool(client.filter_flow_run_input(run, key, 1, set())))
    return client.read_flow_run_input(run, key)


def _wait(until: Callable[[], bool], seconds: float = 90) -> None:
    give_up_at = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.1)
