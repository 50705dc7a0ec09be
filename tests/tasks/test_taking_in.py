"""Intake where something goes wrong meanwhile."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs

from samraad.errors import Conflict
from samraad.notification import Letter, Outcome
from tasks import parsing
from tasks.store.memory import MemoryStore, MemoryWork
from tasks.taking_in import keep, take_in
from tests import samples
from tests.tasks.given import office
from tests.tasks.store.given import ALMA, NOW


def test_a_mail_whose_reading_breaks_is_for_a_person_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes) -> Letter:
        raise UnicodeError(raw.decode())

    monkeypatch.setattr(parsing, "read", broken)
    desk = office()
    mails = [keep(desk, source=f"imap:{n}", raw=f"{ALMA} {n}".encode(), arrived_at=NOW) for n in range(2)]
    with capture_logs() as logs:
        results = [result for mail in mails for result in take_in(desk, mail.id)]
    assert [result.outcome for result in results] == [Outcome.QUARANTINED, Outcome.QUARANTINED]
    assert str(results[0].reason).startswith("Mailen kan ikke læses")
    assert [(each["event"], each["error"]) for each in logs] == [("mail.unreadable", "UnicodeError")] * 2
    assert ALMA not in json.dumps(logs)
    with desk.store.work() as work:
        assert work.unread_evidence() == ()
        assert len(work.waiting_notices()) == 2


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
