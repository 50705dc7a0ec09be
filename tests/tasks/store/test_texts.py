"""The contract of every store: names, addresses and notes that people type."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from samraad.errors import WrongKey
from samraad.vocabulary import Matter, Milestone
from tasks.store.port import Store
from tasks.store.postgres import PostgresStore
from tasks.store.records import KeptText
from tests.tasks.store.given import ALMA, NOW, open_case
from tests.tasks.store.test_postgres import everything, run_sql


def kept(case: str, text_: str = ALMA, **changes: object) -> KeptText:
    fields = {"id": str(uuid4()), "case": case, "topic": Matter.INVITATION, "field": "who", "text": text_, "at": NOW}
    return KeptText(**(fields | changes))  # type: ignore[arg-type]


def test_texts_come_back_as_they_were_typed_oldest_first(store: Store) -> None:
    case, other = open_case(store).number, open_case(store).number
    first = kept(case, "Ærlig & Søn\n\x1b[31m 🙂", at=NOW + timedelta(days=1))
    second = kept(case, topic=Milestone.MEETING, field="note")
    with store.work() as work:
        work.keep_text(first)
        work.keep_text(kept(other, "en andens"))
    with store.work() as work:
        work.keep_text(second)
        assert work.texts_of(case) == (first, second)
    with store.work() as work:
        assert work.texts_of(case) == (first, second)


def test_a_case_without_texts_has_none(store: Store) -> None:
    case = open_case(store).number
    with store.work() as work:
        assert work.texts_of(case) == ()


def test_what_was_rolled_back_is_not_kept(store: Store) -> None:
    case = open_case(store).number

    def interrupted() -> None:
        with store.work() as work:
            work.keep_text(kept(case))
            raise RuntimeError("afbrudt")

    with pytest.raises(RuntimeError, match="afbrudt"):
        interrupted()
    with store.work() as work:
        assert work.texts_of(case) == ()


def test_no_column_holds_the_text_in_clear(postgres: PostgresStore, engine: Engine) -> None:
    case = open_case(postgres).number
    with postgres.work() as work:
        work.keep_text(kept(case, f"{ALMA}, Digterpladsen 7"))
    written = everything(engine).casefold()
    assert "invitation" in written  # the search finds what is in clear
    assert not [word for word in (*ALMA.split(), "digterpladsen") if word.casefold() in written]


def test_a_text_moved_to_another_row_is_noticed(postgres: PostgresStore, engine: Engine) -> None:
    case = open_case(postgres).number
    one, two = kept(case, "en"), kept(case, "to")
    with postgres.work() as work:
        work.keep_text(one)
        work.keep_text(two)
    run_sql(engine, "update texts set text_enc = (select text_enc from texts order by serial limit 1)")
    with pytest.raises(WrongKey, match=r"texts\.text_enc"), postgres.work() as work:
        work.texts_of(case)


def test_a_text_can_be_erased_and_the_chain_stays_whole(postgres: PostgresStore, engine: Engine) -> None:
    case = open_case(postgres).number
    with postgres.work() as work:
        work.keep_text(kept(case))
    with engine.begin() as connection:
        assert connection.execute(text("delete from texts")).rowcount == 1
    assert postgres.verify().ok
    with postgres.work() as work:
        assert work.texts_of(case) == ()
