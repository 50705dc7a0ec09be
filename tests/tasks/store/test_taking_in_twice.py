"""Intake on PostgreSQL, where two of them really run at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from samraad.notification import Letter, Outcome
from tasks.reading.here import Here
from tasks.store.postgres import PostgresStore, PostgresWork
from tasks.taking_in import keep, take_in
from tests.samraad.given import RULEBOOK
from tests.tasks.given import office
from tests.tasks.store.given import NOW, suspicion


def test_the_same_mail_twice_at_the_same_moment_is_a_duplicate(
    postgres: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a police case number nothing but the Message-ID tells the second mail from further suspicion."""
    letter = Letter(
        message_id="<1@politi.example>", received_at=NOW, automatic=None, entries=(suspicion(police_case=None),)
    )

    class Reader(Here):
        def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
            return letter

    look = PostgresWork.message_seen

    def slowly(work: PostgresWork, message_id: str, except_evidence: str) -> bool:
        seen = look(work, message_id, except_evidence)
        time.sleep(0.2)
        return seen

    monkeypatch.setattr(PostgresWork, "message_seen", slowly)
    desk, together = office(postgres, reader=Reader()), threading.Barrier(2)
    with postgres.work() as work:
        # Or the first intake of all makes the second one wait, by the new rulebook's row.
        work.keep_rulebook(RULEBOOK)
    mails = [keep(desk, source=f"imap:{way}", raw=b"raw", arrived_at=NOW).id for way in range(2)]

    def read(mail: str) -> list[Outcome]:
        together.wait(10)
        return [result.outcome for result in take_in(desk, mail)]

    with ThreadPoolExecutor(2) as threads:
        outcomes = [outcome for found in threads.map(read, mails) for outcome in found]
    assert sorted(outcomes) == [Outcome.DUPLICATE, Outcome.OPENED]
