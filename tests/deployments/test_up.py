"""`up` and `down` with everything real: one per home, nothing left behind, not even after a kill -9."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from config.settings import ROOT, Settings, as_variables
from deployments.postgres import embedded
from deployments.server import ports
from deployments.server import stack as prefect_stack
from deployments.services import service
from deployments.services.service import Folders
from deployments.services.up import down, for_demo, up
from samraad.errors import AlreadyUp, PortTaken

SCRIPT = """
from config.settings import load_settings
from deployments.services.up import up
up(load_settings(), demo=False, announce=lambda line: print(line, flush=True))
"""


@pytest.fixture
def settings(home: Path) -> Iterator[Settings]:
    settings = Settings(home=home, prefect_port=ports.free_port())
    yield settings
    down(settings)


def test_killed_up_leaves_orphans_that_down_finds(settings: Settings) -> None:
    folders = Folders.of(settings.home)
    process = _up(settings)
    _wait(lambda: prefect_stack.answers(settings), 60)
    with pytest.raises(AlreadyUp, match="samraad down"):
        up(settings, demo=False, announce=print)
    process.kill()
    process.wait()
    assert "prefect" in service.orphans(folders)
    stopped = down(settings)
    assert {"prefect", "postgres"} <= set(stopped)
    assert "up" not in stopped
    _nothing_is_left(settings)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_up_stops_everything_also_halfway_up(settings: Settings, stop: signal.Signals) -> None:
    process = _up(settings)
    _wait(lambda: "prefect" in service.orphans(Folders.of(settings.home)))
    process.send_signal(stop)
    assert process.wait(30) == 0
    _nothing_is_left(settings)


def test_next_up_ends_what_a_killed_one_left_and_starts_anew(settings: Settings) -> None:
    folders = Folders.of(settings.home)
    first = _up(settings)
    _wait(lambda: "prefect" in service.orphans(folders))
    before = service.orphans(folders)["prefect"].pid
    first.kill()
    first.wait()
    second = _up(settings)
    _wait(lambda: "prefect" in service.orphans(folders) and service.orphans(folders)["prefect"].pid != before)
    assert down(settings)[0] == "up"
    assert second.wait(5) == 0
    _nothing_is_left(settings)


def test_taken_port_is_named_and_nothing_is_started(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind((ports.LOOPBACK, settings.prefect_port))
        other.listen()
        with pytest.raises(PortTaken, match="SAMRAAD_PREFECT_PORT"):
            up(settings, demo=False, announce=print)
    assert embedded.running(settings.home) is None


def test_a_mailbox_that_cannot_be_opened_is_announced_and_the_rest_starts(settings: Settings) -> None:
    mailbox = {"mailbox_host": ports.LOOPBACK, "mailbox_port": ports.free_port(), "mailbox_user": "post"}
    process = _up(settings.model_copy(update={**mailbox, "mailbox_password": SecretStr("x"), "mailbox_tls": "none"}))
    said = Folders.of(settings.home).log / "up.log"
    _wait(lambda: "Postkassen: Ingen postserver svarer" in said.read_text("utf-8"))
    _wait(lambda: "prefect" in service.orphans(Folders.of(settings.home)))
    assert process.poll() is None
    assert down(settings)[0] == "up"
    assert process.wait(5) == 0


def test_down_where_nothing_runs_stops_nothing(settings: Settings) -> None:
    assert down(settings) == ()


def test_demo_never_touches_the_configured_mailbox(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_MAILBOX_HOST", "imap.example")
    variables = as_variables(for_demo(Settings(home=settings.home)))
    assert variables["SAMRAAD_MAILBOX_HOST"] == ports.LOOPBACK
    assert variables["SAMRAAD_MAILBOX_TLS"] == "none"


def _up(settings: Settings) -> subprocess.Popen[bytes]:
    environment = os.environ | as_variables(settings)
    with (Folders.of(settings.home).log / "up.log").open("ab") as log:
        return subprocess.Popen((sys.executable, "-c", SCRIPT), env=environment, stdout=log, stderr=log, cwd=ROOT)


def _nothing_is_left(settings: Settings) -> None:
    assert service.orphans(Folders.of(settings.home)) == {}
    assert embedded.running(settings.home) is None
    ports.require_free(settings.prefect_port, "SAMRAAD_PREFECT_PORT")


def _wait(until: Callable[[], bool], seconds: float = 90) -> None:
    give_up_at = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.05)
