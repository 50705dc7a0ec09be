"""A message that was sent, of which it cannot be written what it came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest
from sqlalchemy import Engine, text
from structlog.testing import capture_logs

from deployments.watch import errands
from deployments.watch.errands import Messages
from samraad.delivery import DeliveryState
from samraad.events import MessageTried
from tasks.messages import AppriseSender
from tasks.office import Office
from tasks.store.postgres import PostgresStore
from tests.servers import Sink, smtp_sink
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import NOW, open_case

__all__ = ["smtp_sink"]

#: Apprise imports a module Python 3.11 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

_REFUSING = """
create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
create trigger refuse before insert on events for each row execute function refuse();
"""


def no_file_can_be_written(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(_REFUSING))


def files_can_be_written(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("drop trigger refuse on events"))


def sending(store: PostgresStore, clock: SetClock, sink: Sink) -> Office:
    address = f"mailto://127.0.0.1:{sink.port}?from=samraad@kommune.example&to=leder@kommune.example&format=text"
    return replace(office(store, clock), sender=AppriseSender(lambda _: address))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect is away, and has been for long."""

    def away(*_: object) -> None:
        raise httpx.ConnectError("away")

    monkeypatch.setattr(errands, "_create", away)
    monkeypatch.setattr(errands, "PATIENCE", -1.0)


@pytest.mark.usefixtures("alone")
def test_it_rests_ever_longer_and_the_log_says_so(engine: Engine, postgres: PostgresStore, smtp_sink: Sink) -> None:
    clock = SetClock(NOW)
    case = open_case(postgres)
    no_file_can_be_written(engine)
    # Each round another process: what one knows must not be needed by the next.
    with capture_logs() as logs:
        for _ in range(6):
            Messages(sending(postgres, clock, smtp_sink)).run()
        assert len(smtp_sink.messages) == 1
        sent_at = [NOW]
        for _ in range(6 * 60):
            clock.at += timedelta(minutes=1)
            Messages(sending(postgres, clock, smtp_sink)).run()
            sent_at += [clock.at] * (len(smtp_sink.messages) - len(sent_at))
    minutes = [(later - earlier).total_seconds() / 60 for earlier, later in pairwise(sent_at)]
    assert minutes == [1, 5, 15, 60, 60, 60, 60, 60]
    said = [each for each in logs if each["event"] == "message.not_noted"]
    assert [(each["sent"], each["attempt"]) for each in said] == [(True, n) for n in range(1, 10)]
    assert said[0]["again_at"] == (NOW + timedelta(minutes=1)).isoformat()
    assert {each["log_level"] for each in said} == {"error"}

    files_can_be_written(engine)
    clock.at += timedelta(hours=1)
    for _ in range(3):
        Messages(sending(postgres, clock, smtp_sink)).run()
    assert len(smtp_sink.messages) == 10
    assert len({each.subject for each in smtp_sink.messages}) == 1
    with postgres.work() as work:
        assert work.open_deliveries() == ()
        tried = [each.event for each in work.history(case.number) if isinstance(each.event, MessageTried)]
        assert [(each.delivered, each.final) for each in tried] == [(True, True)]


@pytest.mark.usefixtures("alone")
def test_a_process_that_dies_after_sending_has_written_that_it_tried(
    postgres: PostgresStore, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SetClock(NOW)
    open_case(postgres)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("tasks.delivering._note", dies)
        with pytest.raises(KeyboardInterrupt):
            Messages(sending(postgres, clock, smtp_sink)).run()
    with postgres.work() as work:
        (tried,) = work.open_deliveries()
    assert (tried.state, tried.attempt) == (DeliveryState.FAILED, 1)
    Messages(sending(postgres, clock, smtp_sink)).run()
    assert len(smtp_sink.messages) == 1
    clock.at += timedelta(minutes=1)
    Messages(sending(postgres, clock, smtp_sink)).run()
    assert len(smtp_sink.messages) == 2
