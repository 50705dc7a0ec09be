"""Messages go out in whatever company."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind
from samraad.events import MessageTried
from tasks.delivering import Delivered, deliver, waits
from tasks.store.memory import MemoryStore
from tests.tasks.given import Outgoing, SetClock, office
from tests.tasks.store.given import ALMA, NOW, open_case


def told(store: MemoryStore, *recipients: str) -> None:
    with store.work() as work:
        kind = NoticeKind.QUARANTINED
        work.notify(
            [
                Notice(case=None, recipient=each, kind=kind, created_at=NOW, fields={"count": "1", "mail": "m"})
                for each in recipients
            ],
            NOW,
        )


def opened(store: MemoryStore) -> tuple[Delivery, ...]:
    with store.work() as work:
        return work.open_deliveries()


def test_a_sender_that_breaks_keeps_no_other_message_waiting() -> None:
    store, clock = MemoryStore(), SetClock(NOW)
    told(store, "intake", "intake_leader")
    broken = [ConnectionError(f"kan ikke sende om {ALMA}")]

    def takes(_: str) -> bool:
        if broken:
            raise broken.pop()
        return True

    sender = Outgoing(takes)
    with capture_logs() as logs:
        assert deliver(office(store, clock, sender)) == Delivered(sent=1, failed=1)
    (failed,) = opened(store)
    assert failed.state is DeliveryState.FAILED
    assert [(each["event"], each["error"]) for each in logs] == [("message.failed", "ConnectionError")]
    assert ALMA not in json.dumps(logs)
    assert not waits(office(store, clock, sender))
    clock.at += timedelta(minutes=2)
    assert deliver(office(store, clock, sender)) == Delivered(sent=1)


def test_a_message_that_cannot_be_written_is_an_attempt_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    told(store, "intake")

    def broken(*_: object) -> tuple[str, str]:
        raise KeyError(ALMA)

    monkeypatch.setattr("tasks.delivering.render", broken)
    assert deliver(office(store)) == Delivered(failed=1)
    (failed,) = opened(store)
    assert (failed.state, failed.attempt) == (DeliveryState.FAILED, 1)


def test_a_message_about_a_case_that_cannot_be_read_is_sent_once() -> None:
    store, sender = MemoryStore(), Outgoing()
    bad, good = open_case(store), open_case(store)
    with store.work() as work:
        work._tables.histories[bad.number] = ()
    desk = office(store, sender=sender)
    assert deliver(desk).failed == 0
    assert deliver(desk) == Delivered()
    assert sender.bodies
    with store.work() as work:
        assert any(isinstance(each.event, MessageTried) for each in work.history(good.number))
