"""One real PostgreSQL and one real Prefect server for the whole session, started when a test first asks for them."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.settings import ROOT, Settings
from deployments.postgres import embedded
from deployments.server import ports
from deployments.server import stack as prefect_stack


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefectServer:
    """A running Prefect server."""

    #: The settings it was started with; its home holds the database.
    settings: Settings
    #: Ends in `/api`.
    api_url: str
    #: For processes that talk to it.
    environment: dict[str, str]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where TESTS_MUST_RUN is set, a test that skips because the machine lacks something has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("TESTS_MUST_RUN"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but here every test must run: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def embedded_database() -> Iterator[embedded.Embedded]:
    """The embedded PostgreSQL with its databases `samraad` and `prefect`, both empty at first."""
    with _home() as home:
        yield embedded.start(home)


@pytest.fixture(scope="session")
def prefect_server(embedded_database: embedded.Embedded) -> Iterator[PrefectServer]:
    """A Prefect server on the embedded database. Takes eight seconds to come up, far longer on a loaded machine."""
    settings = Settings(home=embedded_database.data.parent, prefect_port=ports.free_port())
    (settings.home / "log").mkdir(exist_ok=True)
    environment = prefect_stack.environment(settings) | {"PYTHONPATH": str(ROOT)}
    with (settings.home / "log" / "prefect.log").open("wb") as log:
        server = subprocess.Popen(
            prefect_stack.server_command(settings),
            env=prefect_stack.server_environment(settings, embedded_database.prefect_url),
            stdout=log,
            stderr=log,
        )
    try:
        prefect_stack.wait_until_it_answers(settings, 150, alive=lambda: server.poll() is None)
        yield PrefectServer(settings=settings, api_url=prefect_stack.api_url(settings), environment=environment)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty SAMRAAD_HOME; whatever database is started in it is stopped."""
    with _home() as home:
        yield home


@contextmanager
def _home() -> Iterator[Path]:
    """Not under pytest's folder: each new session closes that to others, and as root PostgreSQL is another user."""
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder:
        home = Path(folder)
        try:
            yield home
        finally:
            embedded.stop(home)
