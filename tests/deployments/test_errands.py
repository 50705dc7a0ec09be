"""Errands in whatever company, and with Prefect away."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from uuid import UUID

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from structlog.testing import capture_logs

from deployments.watch import errands
from deployments.watch.errands import Messages, Readings
from tasks import taking_in
from tasks.office import Office
from tasks.store.records import Result
from tasks.taking_in import keep
from tests.tasks.given import Outgoing, office
from tests.tasks.store.given import ALMA, NOW


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The deployments Prefect was asked for; it never answers."""
    found: list[str] = []

    def create(deployment: str, _: dict[str, str]) -> UUID:
        found.append(deployment)
        raise httpx.ConnectError("away")

    monkeypatch.setattr(errands, "_create", create)
    return found


def mails(desk: Office, number: int) -> list[str]:
    return [keep(desk, source=f"imap:{each}", raw=b"raw", arrived_at=NOW).id for each in range(number)]


def test_prefect_is_asked_once_a_round_while_it_is_away(asked: list[str]) -> None:
    desk = office()
    mails(desk, 3)
    round_ = Readings(desk)
    round_.run()
    assert len(asked) == 1
    round_.run()
    assert len(asked) == 2


def test_the_time_of_all_mails_runs_from_the_first_round(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the mails' times to begin one after the other, each would wait for Prefect anew."""
    seconds = [0.0]
    monkeypatch.setattr(errands, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    away = errands._create

    def slow(deployment: str, parameters: dict[str, str]) -> UUID:
        seconds[0] += 20
        return away(deployment, parameters)

    monkeypatch.setattr(errands, "_create", slow)
    desk = office()
    ids = mails(desk, 3)
    round_ = Readings(desk)
    round_.run()
    assert seconds == [20.0]
    seconds[0] = errands.PATIENCE + 1
    round_.run()
    with desk.store.work() as work:
        assert all(work.is_read(each) for each in ids)
    assert asked.count(errands.INTAKE_DEPLOYMENT) == 1


def test_a_mail_that_cannot_be_taken_in_slows_nothing_else_down(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "PATIENCE", -1.0)
    monkeypatch.setattr(errands, "FIRST_REST", 60.0)
    sender = Outgoing()
    desk = office(sender=sender)
    bad, good = mails(desk, 2)
    tried = []

    def take_in(desk: Office, evidence: str) -> tuple[Result, ...]:
        tried.append(evidence)
        if evidence == bad:
            raise ValueError(ALMA)
        return taking_in.take_in(desk, evidence)

    monkeypatch.setattr(errands, "take_in", take_in)
    with capture_logs() as logs:
        round_ = Readings(desk)
        for _ in range(3):
            round_.run()
            Messages(desk).run()
    assert tried == [bad, good]
    assert len(sender.bodies) == 1
    failed = [each for each in logs if each["event"] == "intake.failed"]
    assert [(each["evidence"], each["error"]) for each in failed] == [(bad, "ValueError")]
    assert ALMA not in json.dumps(logs)
    assert asked == []


@pytest.fixture
def prefect(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server in Prefect's place: says it is well while the list says `well`, and answers nothing while it does not.

    The paths it was asked for are added to the list.
    """
    said = ["silent"]
    over = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if said[0] == "silent":
                over.wait(30)
                return
            said.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"true")

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{server.server_address[1]}/api"}):
            yield said
        over.set()
        server.shutdown()
        thread.join()


def is_read(desk: Office, evidence: str) -> bool:
    with desk.store.work() as work:
        return work.is_read(evidence)


def test_once_prefect_has_been_silent_for_long_no_mail_waits_for_it(
    asked: list[str], prefect: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "_SHORTLY", 0.3)
    seconds = [0.0]
    monkeypatch.setattr(errands, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    desk = office()
    round_ = Readings(desk)
    first = keep(desk, source="imap:first", raw=b"raw", arrived_at=NOW).id
    for at in (0.0, errands.PATIENCE):
        seconds[0] = at
        round_.run()
        assert not is_read(desk, first)
    seconds[0] += 1
    round_.run()
    assert is_read(desk, first)
    assert len(asked) == 2

    # Many mails later: each is read in the round it is seen in, and Prefect is asked shortly, once for all of them.
    seconds[0] += 3600
    later = [keep(desk, source=f"imap:later-{n}", raw=b"raw", arrived_at=NOW).id for n in range(3)]
    began = time.monotonic()
    round_.run()
    assert all(is_read(desk, each) for each in later)
    assert time.monotonic() - began < 2
    assert len(asked) == 2

    # It answers again: the next mail is Prefect's, and has all of its time.
    prefect[0] = "well"
    last = keep(desk, source="imap:last", raw=b"raw", arrived_at=NOW).id
    round_.run()
    assert prefect == ["well", "/api/health"]
    assert len(asked) == 3
    assert not is_read(desk, last)
    seconds[0] += errands.PATIENCE
    round_.run()
    assert not is_read(desk, last)


def test_an_answer_ends_the_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect that hiccups now and then is not away."""
    seconds = [0.0]
    monkeypatch.setattr(errands, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    answers = iter([httpx.ConnectError("away"), None, httpx.ConnectError("away"), httpx.ConnectError("away")])

    def create(*_: object) -> UUID:
        error = next(answers)
        if error is not None:
            raise error
        return UUID(int=1)

    monkeypatch.setattr(errands, "_create", create)
    desk = office()
    round_ = Readings(desk)
    first = keep(desk, source="imap:first", raw=b"raw", arrived_at=NOW).id
    round_.run()
    seconds[0] = 20
    round_.run()
    taking_in.take_in(desk, first)
    second = keep(desk, source="imap:second", raw=b"raw", arrived_at=NOW).id
    seconds[0] = 40
    round_.run()
    seconds[0] = 69
    round_.run()
    assert not is_read(desk, second)
