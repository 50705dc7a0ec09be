"""A letter looked up as a whole is decided exactly as its entries would be one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from deployments.postgres.embedded import Embedded
from samraad.codec import encode
from samraad.errors import UnknownCase
from samraad.notification import Entry, Letter, Place
from tasks.reading.here import Here
from tasks.store.memory import MemoryStore
from tasks.store.port import Store
from tasks.store.postgres import PostgresStore, connect
from tasks.store.records import CaseQuery
from tasks.taking_in import keep, take_in
from tests.tasks.given import office
from tests.tasks.store.conftest import KEYRING, empty_database
from tests.tasks.store.given import ALMA, BORN, CPR, NOW, OTHER_CPR, evidence, known, suspicion, take, took, unclear

#: Adults, children, two of one number, two of one name, other spellings, nobody: what meets inside one letter.
ENTRIES = st.one_of(
    st.builds(
        suspicion,
        st.sampled_from([ALMA, "ALMA opdigtet  testsen", "Alma Testsen", "Bo Opdigtet", None]),
        st.sampled_from([CPR, OTHER_CPR, "010180-1001"]),
        offences=st.sampled_from([(), ("vold",), ("røveri", "vold")]),
        police_case=st.sampled_from([None, "3700-1", "3700-2"]),
        place=st.builds(Place, digest=st.sampled_from([None, "aa"]), row=st.sampled_from([2, 3])),
    ),
    st.builds(
        suspicion,
        st.sampled_from([ALMA, "Alma Testsen", "Bo Opdigtet"]),
        st.none(),
        birth_date=st.sampled_from([BORN, BORN.replace(month=2)]),
        police_case=st.sampled_from([None, "3700-1"]),
    ),
    st.builds(unclear, st.sampled_from(["", "en linje"]), place=st.builds(Place, digest=st.sampled_from([None, "bb"]))),
)
LETTERS = st.lists(st.lists(ENTRIES, min_size=1, max_size=7), min_size=1, max_size=3)


class Given(Here):
    """Reads the number of a letter it was given."""

    def __init__(self, letters: Sequence[Sequence[Entry]]) -> None:
        self._letters = letters

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        entries = tuple(self._letters[int(raw)])
        return Letter(message_id=None, received_at=NOW, automatic=None, entries=entries)


def outcomes(store: Store, letters: Sequence[Sequence[Entry]]) -> list[tuple[Any, ...]]:
    """What becomes of each entry of the letters, taken in one after the other."""
    desk, serial = office(store, reader=Given(letters)), count()
    mails = [
        keep(desk, source=f"letter {next(serial)}", raw=str(n).encode(), arrived_at=NOW) for n in range(len(letters))
    ]
    return [(each.outcome, each.case, each.reason) for mail in mails for each in take_in(desk, mail.id)]


def files(store: Store) -> list[Any]:
    """Every case: its person, what was said, and its events but for the ids in them."""
    with store.work() as work:
        found = []
        for row in work.cases(CaseQuery()):
            ids = work.load(row.case).notifications
            bodies = [encode(each.event) for each in work.history(row.case)]
            for number, id_ in enumerate(ids):
                bodies = [body.replace(id_, f"notification {number}") for body in bodies]
            person = work.person_of(row.case)
            assert tuple(each.notification for each in person.said) == ids
            found.append((row.case, replace(person, said=()), [each.entry for each in person.said], bodies))
        notices = [(each.case, each.event_version, each.recipient, each.kind) for each in work.waiting_notices()]
    return [found, [each for each in notices if each[0] is not None]]


@contextmanager
def new_postgres(server: Embedded) -> Iterator[PostgresStore]:
    with empty_database(server) as url:
        engine = connect(url)
        try:
            yield PostgresStore(engine, KEYRING)
        finally:
            engine.dispose()


@given(LETTERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_letter_is_decided_as_its_entries_one_by_one(migrated: Embedded, letters: list[list[Entry]]) -> None:
    alone = [[entry] for letter in letters for entry in letter]
    one_by_one = MemoryStore()
    expected = outcomes(one_by_one, alone)
    with new_postgres(migrated) as whole:
        assert outcomes(whole, letters) == expected
        assert files(whole) == files(one_by_one)
        assert whole.verify().ok


@given(LETTERS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_postgres_decides_one_by_one_as_memory_does(migrated: Embedded, letters: list[list[Entry]]) -> None:
    alone = [[entry] for letter in letters for entry in letter]
    with new_postgres(migrated) as single:
        assert outcomes(single, alone) == outcomes(MemoryStore(), alone)


def test_what_was_expected_is_known_as_without(store: Store) -> None:
    took(store, suspicion(), suspicion("Bo Opdigtet", OTHER_CPR), unclear())
    entries = [
        suspicion(),
        suspicion(police_case="3700-9"),
        suspicion(cpr=None),
        suspicion("Alma Testsen", None),
        suspicion("Bo Opdigtet", "020210-4003"),
        suspicion("Clara Opdigtet", "030310-4003"),
        unclear(),
        unclear("andre ord"),
    ]
    before = [known(store, entry) for entry in entries]
    with store.work() as work:
        work.expect(entries)
        assert [work.known(entry)[0] for entry in entries] == before


def test_what_is_kept_after_it_was_expected_is_known(store: Store) -> None:
    entries = [suspicion(), suspicion(), suspicion(police_case=None), suspicion(cpr=None, police_case="3700-2")]
    with store.work() as work:
        work.expect(entries)
        (first, _, case), (again, _, _), (further, _, _), (without, _, _) = [take(work, entry) for entry in entries]
    assert case is not None
    assert (first.seen, first.case) == (False, None)
    assert (again.seen, again.case) == (True, case.number)
    assert (further.seen, further.case) == (False, case.number)
    assert (without.seen, without.case) == (False, case.number)


def test_what_was_not_expected_is_known_all_the_same(store: Store) -> None:
    number = took(store, suspicion())[0]
    assert number is not None
    with store.work() as work:
        work.expect([suspicion("Bo Opdigtet", OTHER_CPR)])
        assert work.known(suspicion())[0].case == number.number


def test_a_number_learnt_after_it_was_expected_is_known(store: Store) -> None:
    took(store, suspicion(cpr=None, police_case=None))
    entries = [suspicion(police_case=None), suspicion("Et andet navn", CPR, police_case=None)]
    with store.work() as work:
        work.expect(entries)
        cases = [take(work, entry)[0].case for entry in entries]
    assert cases[0] == cases[1] is not None


def test_a_person_nobody_kept_cannot_be_completed(postgres: PostgresStore) -> None:
    with pytest.raises((KeyError, UnknownCase)), postgres.work() as work:
        work.keep_person(suspicion(), "00000000-0000-0000-0000-000000000000")


def test_a_letter_is_looked_up_in_a_few_statements(postgres: PostgresStore) -> None:
    """However long it is: this is what makes a sheet of two thousand rows possible."""
    letter = [suspicion(f"Person nr. {n} Testsen", f"0101{10 + n % 5}-{4000 + n}") for n in range(100)]
    sent: list[str] = []
    event.listen(postgres._engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    assert len({case for _, case, _ in outcomes(postgres, [letter])}) == len(letter)
    assert len(sent) < 40
    sent.clear()
    with postgres.work() as work:
        evidence(work)
        work.expect(letter)
        assert all(work.known(entry)[0].seen for entry in letter)
    assert len(sent) < 12
