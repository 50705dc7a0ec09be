"""The contract of every store: who works here, and the log of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from samraad.errors import BadInput
from samraad.staff import Absence, Colleague, Staff
from samraad.vocabulary import Speciality
from tasks.staff import begin, change
from tasks.store.port import Store
from tasks.store.postgres import PostgresStore
from tests.samraad.given import STAFF
from tests.tasks.given import office
from tests.tasks.store.given import NOW

ANK = Colleague(
    initials="ANK",
    team="unge",
    leader=True,
    duty_officer=True,
    deputy="BOS",
    specialities=(Speciality.REMAND,),
    districts=("vest", "øst"),
    absences=(Absence(from_on=date(2026, 11, 30), until_on=date(2026, 12, 4), deputy="CML"),),
    left_on=date(2027, 1, 31),
)
BOS = Colleague(initials="BOS", team="unge")


def known(store: Store) -> Staff:
    with store.work() as work:
        return work.staff()


def test_nobody_works_in_a_new_home(store: Store) -> None:
    assert known(store) == Staff(colleagues=())
    with store.work() as work:
        assert work.staff_log() == ()


def test_a_colleague_comes_back_as_written(store: Store) -> None:
    with store.work() as work:
        work.change_staff([BOS, ANK], at=NOW, actor="samraad")
        assert work.staff().get("ank") == ANK
    assert known(store).colleagues == (ANK, BOS)


def test_what_was_written_last_counts_and_all_of_it_is_logged(store: Store) -> None:
    later = replace(BOS, team="familie")
    with store.work() as work:
        work.change_staff([ANK, BOS], at=NOW, actor="samraad")
    with store.work() as work:
        work.change_staff([later], at=NOW, actor="TLU")
        assert work.staff().get("BOS") == later
        log = work.staff_log()
    assert known(store).colleagues == (ANK, later)
    assert [(each.serial, each.actor, each.colleague) for each in log] == [
        (1, "samraad", ANK),
        (2, "samraad", BOS),
        (3, "TLU", later),
    ]
    assert log[0].at == NOW


def test_nothing_is_kept_of_a_transaction_that_fails(store: Store) -> None:
    def fail() -> None:
        with store.work() as work:
            work.change_staff([BOS], at=NOW, actor="samraad")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert known(store).colleagues == ()


def test_a_new_home_is_filled_once_and_the_file_is_not_asked_again(store: Store) -> None:
    begin(store, lambda: STAFF.colleagues, NOW)

    def gone() -> tuple[Colleague, ...]:
        raise AssertionError

    begin(store, gone, NOW)
    assert known(store).get("TLU") == STAFF.get("TLU")


def test_processes_that_start_together_fill_it_once(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: begin(store, lambda: STAFF.colleagues, NOW), range(8)))
    with store.work() as work:
        assert len(work.staff_log()) == len(STAFF.colleagues)


def test_a_change_is_by_somebody_here_and_counts_at_once(store: Store) -> None:
    begin(store, lambda: STAFF.colleagues, NOW)
    desk = office(store)
    change(desk, "tlu", lambda _: [ANK])
    assert desk.staff.get("ANK") == ANK
    with pytest.raises(BadInput, match="initialer"):
        change(desk, "XYZ", lambda _: [BOS])
    assert desk.staff.get("BOS") == STAFF.get("BOS")


def test_the_log_is_only_added_to(postgres: PostgresStore, engine: Engine) -> None:
    with postgres.work() as work:
        work.change_staff([BOS], at=NOW, actor="samraad")
    for statement in ("update staff_changes set body = '{}'", "delete from staff_changes", "truncate staff_changes"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
    assert known(postgres).colleagues == (BOS,)
