"""Hundreds of items at once: what is asked of the database and decrypted grows with their number, not faster."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from samraad.events import PersonShown
from samraad.notification import Outcome, Place
from tasks.encryption import Keyring
from tasks.quarantine import show_all
from tasks.reading_again import read_again
from tasks.store.postgres import PostgresStore
from tasks.store.records import ItemQuery
from tasks.taking_in import keep, take_in
from tests.tasks.given import office
from tests.tasks.store.given import BORN, NOW, suspicion
from tests.tasks.store.test_expecting import Given
from tests.tasks.test_quarantine import PASSWORD, Locked

ADULT = BORN.replace(year=1990)


def test_the_persons_of_many_ignored_ones_are_decrypted_once_each(
    postgres: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = [suspicion(f"Person nr. {n} Testsen", None, birth_date=ADULT) for n in range(60)]
    desk = replace(office(postgres), reader=Given([letter]))
    take_in(desk, keep(desk, source="test:0", raw=b"0", arrived_at=NOW).id)
    with postgres.work() as work:
        rows = work.items(ItemQuery(ignored=True))
    decrypted = []
    decrypt = Keyring.decrypt
    monkeypatch.setattr(Keyring, "decrypt", lambda *given, **more: decrypted.append(1) or decrypt(*given, **more))
    sent: list[str] = []
    event.listen(postgres._engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))

    shown = show_all(desk, rows, "VIS", "samraad ignored --person")

    assert [shown[row.item].entry for row in rows] == letter
    assert len(decrypted) == len(rows)
    assert len(sent) < 6 * len(rows)
    with postgres.work() as work:
        for row in rows:
            last = work.item_history(row.item)[-1]
            assert (type(last.event), last.actor) == (PersonShown, "VIS")


def test_many_rows_that_are_read_again_are_looked_up_together(postgres: PostgresStore) -> None:
    inside = tuple(
        suspicion(f"Person nr. {n} Testsen", f"0101{10 + n % 5}-{4000 + n}", place=Place(file="l", sheet="A", row=n))
        for n in range(100)
    )
    desk = replace(office(postgres), reader=Locked(inside))
    take_in(desk, keep(desk, source="test:0", raw=b"0", arrived_at=NOW).id)
    with postgres.work() as work:
        (row,) = work.items(ItemQuery(waiting_only=True))
    sent: list[str] = []
    event.listen(postgres._engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))

    done = read_again(desk, row.item, "VIS", PASSWORD)

    assert [each.outcome for each in done.results] == [Outcome.OPENED] * len(inside)
    assert len(sent) < 60
