"""Errands in whatever company, and with Prefect away."""

from __future__ import annotations

import json
from types import SimpleNamespace
from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs

from deployments.watch import errands
from deployments.watch.errands import Messages, Readings
from tasks import taking_in
from tasks.office import Office
from tasks.store.port import Result
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
