"""Intake where something goes wrong meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from samraad.errors import Conflict
from samraad.notification import Letter, Outcome
from tasks.reading.here import Here
from tasks.reading.port import SAID, OverLimit, Unread
from tasks.store.memory import MemoryStore, MemoryWork
from tasks.taking_in import keep, take_in
from tests import samples
from tests.tasks.given import office
from tests.tasks.store.given import ALMA, NOW


@dataclass
class Broken:
    """A reader that reads nothing, and says why."""

    mishap: Exception

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        raise self.mishap

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("mishap", "event", "said"),
    [
        (Unread("UnicodeError", "mail.py:1"), {"event": "mail.unreadable", "error": "UnicodeError"}, "kan ikke læses"),
        *(
            (OverLimit(limit), {"event": "mail.over_limit", "limit": limit.value}, said.split(".")[0])
            for limit, said in SAID.items()
        ),
    ],
)
def test_a_mail_that_cannot_be_read_is_for_a_person_to_see(mishap: Exception, event: dict[str, str], said: str) -> None:
    """Once each, known again by Message-ID and by bytes, its receipt counted from its headers."""
    desk = office(reader=Broken(mishap))
    raw = f"Message-ID: <1@p>\nReceived: by x; Mon, 2 Nov 2026 08:30:00 +0100\n\n{ALMA}".encode()
    other = raw.replace(b"<1@p>", b"<2@p>")
    mails = [keep(desk, source=f"file:{n}", raw=each, arrived_at=None) for n, each in enumerate([raw, other, raw])]
    with capture_logs() as logs:
        results = [result for mail in mails for result in take_in(desk, mail.id)]
    assert [result.outcome for result in results] == [Outcome.QUARANTINED, Outcome.QUARANTINED, Outcome.DUPLICATE]
    assert said in str(results[0].reason)
    said_of = [each for each in logs if each["event"] == event["event"]]
    assert [each | event for each in said_of] == said_of
    assert [each["evidence"] for each in said_of] == [mail.id for mail in mails]
    assert ALMA not in json.dumps(logs)
    with desk.store.work() as work:
        assert work.unread_evidence() == ()
        assert len(work.waiting_notices()) == 2


def test_a_mail_is_read_outside_of_any_transaction() -> None:
    """The store in memory has one transaction at a time: a second one within would wait for ever."""
    desk = office()

    class Looks(Here):
        def read(self, raw: bytes, password: str | None = None) -> Letter:
            with desk.store.work() as work:
                assert work.unread_evidence() == (mail.id,)
            return super().read(raw, password)

    mail = keep(desk, source="imap:1", raw=samples.raw(samples.names()[0]), arrived_at=NOW)
    assert take_in(replace(desk, reader=Looks()), mail.id)


def test_a_mail_that_another_took_in_meanwhile_is_not_taken_in_again() -> None:
    desk = office()

    class Slow(Here):
        def read(self, raw: bytes, password: str | None = None) -> Letter:
            self.first = take_in(desk, mail.id)
            return super().read(raw, password)

    slow = Slow()
    mail = keep(desk, source="imap:1", raw=samples.raw(samples.names()[0]), arrived_at=NOW)
    assert take_in(replace(desk, reader=slow), mail.id) == slow.first != ()


@pytest.mark.parametrize("times", [1, 3])
def test_a_conflict_is_decided_again(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    desk, conflicts, real = office(), [Conflict("imens")] * times, MemoryWork.mark_read

    def meanwhile(*arguments: object) -> None:
        if conflicts:
            raise conflicts.pop()
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryWork, "mark_read", meanwhile)
    mail = keep(desk, source="imap:1", raw=samples.raw(samples.names()[0]), arrived_at=NOW)
    assert take_in(desk, mail.id) == take_in(desk, mail.id) != ()


def test_conflicts_without_end_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def always(*_: object) -> None:
        raise Conflict("imens")

    monkeypatch.setattr(MemoryWork, "mark_read", always)
    desk = office(MemoryStore())
    mail = keep(desk, source="imap:1", raw=samples.raw(samples.names()[0]), arrived_at=NOW)
    with pytest.raises(Conflict):
        take_in(desk, mail.id)
