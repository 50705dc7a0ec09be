"""How long people wait: for the UI after `samraad up`, for a mail to become a waiting case, for the next form.

    python benchmarks/story.py [--mails 10]

The whole system as a user starts it, with the real clock and a real mailbox on loopback, in a temporary folder that is
removed at the end. One mail after the other, then one answer after the other: nothing else is going on. It takes a
minute or two, stops by itself, and prints minimum, median and maximum in seconds.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.flow_runs import resume_flow_run
from prefect.settings import PREFECT_API_URL, temporary_settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from deployments.demo.imap import DemoImap  # noqa: E402
from deployments.server import ports  # noqa: E402

LONGEST_WAIT_SECONDS = 90
LOOK_SECONDS = 0.02
MAIL = """From: politi@politi.example
To: underretning@kommune.example
Subject: Underretning
Message-ID: <{number}@politi.example>
Content-Type: text/plain; charset=utf-8

Navn: Prøve Nummer {name}
CPR-nr.: {day:02d}0310-60{number:02d}
Mistænkt for: vold efter straffelovens § 244
Journalnr.: 3700-71212-{number:05d}-26
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=10, choices=range(1, 29), metavar="1-28")
    mails = parser.parse_args().mails
    with (
        tempfile.TemporaryDirectory(prefix="samraad-") as folder,
        _mailbox(Path(folder)) as mailbox,
        _up(Path(folder), mailbox) as (api, ui_after),
        temporary_settings({PREFECT_API_URL: api}),
        get_client(sync_client=True) as client,
    ):
        arrivals = [_arrival(client, mailbox, number) for number in range(1, mails + 2)]
        answers = [_answer(client, run) for _, run in arrivals]
    print(f"{'':40}      min   median      max")
    _row("samraad up → the UI answers", [ui_after])
    _row(f"mail arrives → case waits ({mails})", [seconds for seconds, _ in arrivals[1:]])
    _row(f"form answered → next form ({mails})", answers[1:])
    return 0


def _row(what: str, seconds: list[float]) -> None:
    print(f"{what:40} {min(seconds):8.2f} {statistics.median(seconds):8.2f} {max(seconds):8.2f}")


@contextmanager
def _mailbox(folder: Path) -> Iterator[DemoImap]:
    with DemoImap(folder / "mails", 0, user="bench", password="bench") as mailbox:
        yield mailbox


@contextmanager
def _up(folder: Path, mailbox: DemoImap) -> Iterator[tuple[str, float]]:
    """`samraad up` with the mailbox; the API's URL, and seconds until the UI answered."""
    port = ports.free_port()
    variables = {
        "SAMRAAD_HOME": str(folder / "home"),
        "SAMRAAD_PREFECT_PORT": str(port),
        "SAMRAAD_MAILBOX_HOST": "127.0.0.1",
        "SAMRAAD_MAILBOX_PORT": str(mailbox.port),
        "SAMRAAD_MAILBOX_USER": mailbox.user,
        "SAMRAAD_MAILBOX_PASSWORD": "bench",
        "SAMRAAD_MAILBOX_TLS": "none",
    }
    command = [Path(sys.executable).parent / "samraad", "up"]
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.DEVNULL)
    try:
        _wait(lambda: _answers(f"http://127.0.0.1:{port}/"))
        after = time.monotonic() - began
        _wait((folder / "home/run/worker.pid").exists)
        time.sleep(10)  # the worker imports Prefect; here an idle system is measured, not its start
        yield f"http://127.0.0.1:{port}/api", after
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).is_success
    except httpx.HTTPError:
        return False


def _arrival(client: SyncPrefectClient, mailbox: DemoImap, number: int) -> tuple[float, FlowRun]:
    """A mail's seconds from its arrival until its case waits with a deadline in its name, and the case's run."""
    name = f"Person{chr(64 + number)}"
    mail = MAIL.format(number=number, name=name, day=number)
    before = {run.id for run in _waiting(client)}
    began = time.monotonic()
    mailbox.deliver(mail.encode(), datetime.now(UTC))
    found: list[FlowRun] = []
    _wait(lambda: bool(found.extend(run for run in _waiting(client) if run.id not in before) or found))
    return time.monotonic() - began, found[0]


def _waiting(client: SyncPrefectClient) -> list[FlowRun]:
    runs = client.read_flow_runs(limit=200)
    return [run for run in runs if run.state_name == "Suspended" and "senest" in run.name]


def _answer(client: SyncPrefectClient, run: FlowRun) -> float:
    """Seconds from the answer until the form of the next milestone can be answered."""
    keys = _form(client, run)
    began = time.monotonic()
    answer: dict[str, Any] = {"outcome": "Ikke akut behov", "by": "VIS"}
    resume_flow_run(run.id, run_input=answer)
    _wait(lambda: _form(client, run) not in (set(), keys))
    return time.monotonic() - began


def _form(client: SyncPrefectClient, run: FlowRun) -> set[str]:
    inputs = client.filter_flow_run_input(run.id, key_prefix="suspended-", limit=50, exclude_keys=set())
    return {each.key for each in inputs if each.key.endswith("-schema")}


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONGEST_WAIT_SECONDS
    while not until():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
