"""The demo as a newcomer meets it: `samraad up --demo`, three times as fast, stopped and started again."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import psutil
import pytest

from config.settings import ROOT
from deployments.demo.police import MAILS
from deployments.postgres import embedded
from deployments.server import ports
from deployments.services import service
from deployments.services.service import Folders
from samraad.notification import Suspicion, Unclear
from tasks import parsing
from tasks.clock import DemoClock
from tasks.store.postgres import connect

#: A day in three seconds. Much faster, and on a busy machine no caseworker is found before the ladder has run out.
SPEED = 28_800


@dataclass
class Demo:
    """`samraad up --demo` in a home of its own."""

    home: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[int] = field(default_factory=list)

    def start(self) -> None:
        self.starts.append(len(self.said()))
        with (self.home / "terminal").open("ab") as terminal:
            self.process = subprocess.Popen(
                (sys.executable, "-m", "deployments.cli", "up", "--demo", "--speed", str(SPEED)),
                env=self.environment,
                stdout=terminal,
                stderr=terminal,
                cwd=ROOT,
            )

    def interrupt(self) -> int:
        """Ctrl-C. The exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def said(self) -> str:
        """All of the terminal, from the first start on."""
        terminal = self.home / "terminal"
        return terminal.read_text("utf-8") if terminal.exists() else ""

    def said_now(self) -> str:
        """What it said since the last start."""
        return self.said()[self.starts[-1] :]

    def ask(self, *command: str) -> list[Any]:
        """A command that prints JSON, an object a line."""
        asked = (sys.executable, "-m", "deployments.cli", *command, "--json")
        done = subprocess.run(asked, env=self.environment, cwd=ROOT, capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def messages(self) -> list[str]:
        """`recipient: subject` of what reached the mail sink."""
        found = sorted((self.home / "demo" / "messages").glob("*.eml"))
        mails = [message_from_bytes(each.read_bytes(), policy=default) for each in found]
        return [f"{mail['To']}: {mail['Subject']}" for mail in mails]


@pytest.fixture
def demo(home: Path) -> Iterator[Demo]:
    chosen = {
        "SAMRAAD_HOME": str(home),
        "SAMRAAD_PREFECT_PORT": str(ports.free_port()),
        "SAMRAAD_DEMO_IMAP_PORT": str(ports.free_port()),
        "SAMRAAD_DEMO_SMTP_PORT": str(ports.free_port()),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMRAAD_")}
    demo = Demo(home=home, environment=inherited | chosen)
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.process.terminate()
        demo.process.wait(60)


@pytest.mark.timeout(480)
def test_demo_tells_the_story_stops_cleanly_and_goes_on(demo: Demo) -> None:
    demo.start()
    _wait(lambda: "Historien er fortalt" in demo.said(), 240, demo)
    _the_story_was_told(demo)
    before, stood_at = demo.ask("cases"), _shows(demo)
    _stops_cleanly(demo)

    demo.start()
    _wait(lambda: "Flowene er klar" in demo.said_now(), 120, demo)
    after, goes_on_at = demo.ask("cases"), _shows(demo)
    assert timedelta() < goes_on_at - stood_at < timedelta(days=60)
    assert [each["case"] for each in after] == [each["case"] for each in before]
    assert "Politiet sender" not in demo.said_now(), "a mail was sent twice"
    assert "fortsætter" in demo.said_now()
    _stops_cleanly(demo)


def _the_story_was_told(demo: Demo) -> None:
    said, cases = demo.said(), demo.ask("cases")
    assert said.count("Politiet sender en mail") == len(list(MAILS.glob("*.eml")))
    assert "karantæne" in said
    assert "ikke under 18 år" in said
    assert "føjet til sagen" in said
    stages = [each["stage"] for each in cases]
    assert stages.count("closed") == 1
    assert any(each["caseworker"] for each in cases if each["stage"] != "closed")
    closed = cases[stages.index("closed")]["case"]
    assert f"Sag {closed} er afsluttet" in said

    forgotten = cases[0]["case"]
    summons = next(each for each in demo.ask("case", forgotten)[0]["deadlines"] if each["milestone"] == "summons")
    assert (summons["kind"], summons["state"]) == ("statutory", "overdue")
    # On a busy machine days pass before a caseworker is found, and intake's leader is told first.
    _wait(lambda: _team_leader_was_told(demo, forgotten), 60, demo)
    _wait(lambda: any(each.startswith("teamleder") and "overskredet" in each for each in demo.messages()), 30, demo)
    _wait(lambda: "Besked til teamleder" in demo.said(), 10, demo)

    command = re.search(r"samraad (register .+)", said)
    assert command is not None, "nobody was told how to register a milestone"


def _team_leader_was_told(demo: Demo, number: str) -> bool:
    """That the statutory summons is missed."""
    reached = demo.ask("case", number)[0]["escalations"]
    missed = [each for each in reached if each["milestone"] == "summons" and each["missed"]]
    return any(told.startswith("team_leader:") for each in missed for told in each["told"])


def _stops_cleanly(demo: Demo) -> None:
    assert demo.process is not None
    family = [demo.process.pid, *(each.pid for each in psutil.Process(demo.process.pid).children(recursive=True))]
    assert demo.interrupt() == 0
    assert service.orphans(Folders.of(demo.home)) == {}
    assert not [pid for pid in family if _runs(pid)]
    for name in ("PREFECT_PORT", "DEMO_IMAP_PORT", "DEMO_SMTP_PORT"):
        ports.require_free(int(demo.environment[f"SAMRAAD_{name}"]), name)
    assert "start afresh" in demo.said_now()


def _runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _shows(demo: Demo) -> datetime:
    """What the demo's clock shows."""
    running = embedded.running(demo.home)
    assert running is not None
    engine = connect(running.url)
    try:
        return DemoClock(engine).now()
    finally:
        engine.dispose()


def _wait(until: Callable[[], bool], seconds: float, demo: Demo) -> None:
    give_up_at = time.monotonic() + seconds
    while not until():
        assert demo.process is not None
        assert demo.process.poll() is None, f"it ended:\n{demo.said()}"
        assert time.monotonic() < give_up_at, f"waited in vain:\n{demo.said()}"
        time.sleep(0.2)


def test_every_demo_mail_is_read_as_meant() -> None:
    read = {mail.name: parsing.read(mail.read_bytes()).entries for mail in sorted(MAILS.glob("*.eml"))}
    assert {name: len(entries) for name, entries in read.items()} == {
        "01-roeveri.eml": 1,
        "02-grov-vold.eml": 1,
        "03-afhoering.eml": 1,
        "04-uden-cpr.eml": 1,
        "05-mandagsdata.eml": 4,
        "06-fyldt-18.eml": 1,
        "07-samme-ung-igen.eml": 1,
    }
    unclear = [name for name, entries in read.items() for each in entries if isinstance(each, Unclear)]
    assert unclear == ["04-uden-cpr.eml"]
    interrogations = [
        name for name, entries in read.items() for each in entries if isinstance(each, Suspicion) and each.interrogation
    ]
    assert interrogations == ["03-afhoering.eml"]
