"""How fast a step is: a run is created and waits with its form; the form is answered and the run is completed.

    python benchmarks/worker.py [--runs 20]

The same flow, one run after the other, on the same server: first with the in-process worker, then with Prefect's own
process worker. Everything is made in a temporary folder and stopped at the end; with 20 runs it takes some six minutes,
nearly all of them the process worker's. Prints medians in seconds, and their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psutil
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.flow_runs import resume_flow_run
from prefect.settings import PREFECT_API_URL, temporary_settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from config.settings import Settings  # noqa: E402
from deployments.postgres import embedded  # noqa: E402
from deployments.server import ports  # noqa: E402
from deployments.server import stack as prefect_stack  # noqa: E402
from deployments.server.deploying import ensure_deployed  # noqa: E402
from deployments.services import service  # noqa: E402
from deployments.services.plan import POOL_TYPES, Deployment, Plan, Pool  # noqa: E402
from deployments.services.service import Folders, Service  # noqa: E402

ENTRYPOINT, NAME = "tests.deployments.throwaway.waiting", "benchmark"
#: A single wait longer than this ends the benchmark.
LONGEST_WAIT_SECONDS = 90
LOOK_SECONDS = 0.02


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder, _server(Path(folder)) as settings:
        medians = {pool: _measure(settings, pool, runs) for pool in POOL_TYPES}
    print(f"{'':16}  created → waiting  answered → completed   (medians of {runs})")
    for pool, (start, wake) in medians.items():
        print(f"{pool:16} {start:17.2f}s {wake:20.2f}s")
    (ours, stock) = (medians["samraad"], medians["samraad-process"])
    print(f"{'ratio':16} {stock[0] / ours[0]:17.1f}  {stock[1] / ours[1]:20.1f}")
    return 0


def _measure(settings: Settings, pool: str, runs: int) -> tuple[float, float]:
    """Medians of both times, after one run that is not counted."""
    plan = Plan(deployments=(Deployment(name=NAME, entrypoint=ENTRYPOINT, work_pool=Pool(name=pool)),))
    with temporary_settings({PREFECT_API_URL: prefect_stack.api_url(settings)}):
        ensure_deployed(plan)
        with get_client(sync_client=True) as client, _worker(settings, pool):
            deployment = client.read_deployment_by_name(f"waiting/{NAME}").id
            times = [_one(client, deployment) for _ in range(runs + 1)][1:]
    starts, wakes = zip(*times, strict=True)
    return statistics.median(starts), statistics.median(wakes)


def _one(client: SyncPrefectClient, deployment: UUID) -> tuple[float, float]:
    began = time.monotonic()
    run = client.create_flow_run_from_deployment(deployment).id
    _wait(lambda: _form_is_there(client, run))
    waiting = time.monotonic()
    resume_flow_run(run, run_input={"number": 1})
    _wait(lambda: client.read_flow_run(run).state_name == "Completed")
    return waiting - began, time.monotonic() - waiting


def _form_is_there(client: SyncPrefectClient, run: UUID) -> bool:
    """The state comes first, the form's schema a moment later."""
    state = client.read_flow_run(run).state
    if state is None or state.name != "Suspended" or state.state_details.run_input_keyset is None:
        return False
    return bool(client.filter_flow_run_input(run, state.state_details.run_input_keyset["schema"], 1, set()))


def _wait(until: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + LONGEST_WAIT_SECONDS
    while not until():
        if time.monotonic() > give_up_at:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)


@contextmanager
def _server(home: Path) -> Iterator[Settings]:
    settings = Settings(home=home, prefect_port=ports.free_port())
    database = embedded.start(home)
    environment = prefect_stack.server_environment(settings, database.prefect_url)
    try:
        with _running(settings, "prefect", prefect_stack.server_command(settings), environment):
            prefect_stack.wait_until_it_answers(settings, 60)
            yield settings
    finally:
        embedded.stop(home)


@contextmanager
def _worker(settings: Settings, pool: str) -> Iterator[None]:
    command = (sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", POOL_TYPES[pool])
    # Both ask for work equally often; the default of the process worker is ten seconds.
    environment = prefect_stack.environment(settings) | {
        "PYTHONPATH": str(ROOT),
        "PREFECT_WORKER_QUERY_SECONDS": str(settings.worker_poll_seconds),
    }
    with _running(settings, pool, command, environment):
        yield


@contextmanager
def _running(settings: Settings, name: str, command: tuple[str, ...], environment: dict[str, str]) -> Iterator[None]:
    entry = Service(name=name, label=name, command=command, environment=environment)
    process = service.launch(entry, Folders.of(settings.home))
    try:
        yield
    finally:
        service.end(psutil.Process(process.pid), 20)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
