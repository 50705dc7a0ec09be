"""What every answer by mail asks for is found by an index: messages are kept for as long as their cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event, text

from samraad.delivery import ANSWERS
from tasks.store.port import Work
from tasks.store.postgres import PostgresStore
from tests.tasks.store.given import NOW

#: Enough that reading all of them is dearer than looking one up.
MANY = 5000

MESSAGES = """
insert into deliveries (id, recipient, target, attempt, next_attempt_at, state, reference, urgent)
select 'd' || i, 'r' || i % 50, 'r/mail', 1, now(), 'sent', upper(substr(md5(i::text), 1, 6)), false
from generate_series(1, :many) as i
"""
NOTICES = """
insert into outbox (case_number, event_version, recipient, kind, urgent, created_at, fields, covered)
select '2026-' || i % 900, i, 'r' || i % 50, 'reminder', false, now() - i * interval '1 minute', '', true
from generate_series(1, :many) as i
"""


def _message(work: Work) -> None:
    assert work.deliveries_under("AAAAAA") == ()


def _answers(work: Work) -> None:
    assert work.told_since("r7", ANSWERS, NOW - timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        # The message that the mail answers.
        (_message, "deliveries_reference"),
        # How many answers its sender got within the hour.
        (_answers, "outbox_told"),
    ],
)
def test_an_answer_by_mail_reads_no_whole_table(
    postgres: PostgresStore, engine: Engine, asked: Callable[[Work], None], index: str
) -> None:
    with engine.begin() as connection:
        for table in (MESSAGES, NOTICES):
            connection.execute(text(table), {"many": MANY})
        connection.execute(text("analyze"))
    plans: list[str] = []

    def explained(connection: Connection, cursor: object, statement: str, parameters: object, *_: object) -> None:
        with connection.connection.cursor() as beside:
            beside.execute(f"explain {statement}", parameters)
            plans.extend(row[0] for row in beside.fetchall())

    with postgres.work() as work:
        event.listen(engine, "before_cursor_execute", explained)
        asked(work)
        event.remove(engine, "before_cursor_execute", explained)
    assert any(f"using {index}" in line or f"on {index}" in line for line in plans), "\n".join(plans)
