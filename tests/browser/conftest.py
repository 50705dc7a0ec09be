"""The demo and a browser, once for all browser tests and gone with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from config.settings import ROOT
from deployments.postgres import embedded
from deployments.server import ports
from tests.browser.demo import Demo

#: A day in eight seconds: the seven days of the law are over within a minute of the first mail.
SPEED = 10_800
#: Seconds until the first cases are there; a busy machine takes its time.
START_SECONDS = 150


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on this machine")
    return found


@pytest.fixture(scope="package")
def demo(chromium: str) -> Iterator[Demo]:
    """`samraad up --demo` in a home of its own, with its first cases."""
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder:
        home = Path(folder)
        demo = Demo(home=home, port=ports.free_port(), environment=_environment(home))
        demo.environment["SAMRAAD_PREFECT_PORT"] = str(demo.port)
        command = (sys.executable, "-m", "deployments.cli", "up", "--demo", "--speed", str(SPEED))
        with (home / "terminal").open("wb") as terminal:
            up = subprocess.Popen(command, env=demo.environment, cwd=ROOT, stdout=terminal, stderr=terminal)
        try:
            demo.wait_for_case(3, START_SECONDS)
            yield demo
        finally:
            up.terminate()
            up.wait(60)
            embedded.stop(home)


def _environment(home: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMRAAD_")}
    return inherited | {
        "SAMRAAD_HOME": str(home),
        "SAMRAAD_DEMO_IMAP_PORT": str(ports.free_port()),
        "SAMRAAD_DEMO_SMTP_PORT": str(ports.free_port()),
    }


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Debian's Chromium. As root it runs only without its sandbox.

    Gone with these tests: while it is there, Prefect takes this thread for one with a running event loop.
    """
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a temporary folder, or the one that TESTS_SCREENSHOTS names."""
    chosen = os.environ.get("TESTS_SCREENSHOTS")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Let the server catch its breath between tests."""
    yield
    time.sleep(0.2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the histories come first: their system is gone before the demo, which runs fast, begins."""
    here = Path(__file__).parent
    places = [place for place, item in enumerate(items) if here in item.path.parents]
    ours = sorted((items[place] for place in places), key=lambda item: item.path.stem != "test_histories")
    for place, item in zip(places, ours, strict=True):
        items[place] = item
