"""The store on PostgreSQL.

    engine = connect(url)
    store = open_store(engine, key=None, key_file=Path("var/key"))
    with store.work() as work:
        ...

A thread needs at most two connections at a time: one for its transaction, one for its step lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, Table, create_engine, func, inspect, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError

from samraad.errors import WrongKey
from samraad.rulebook import Rulebook
from tasks.encryption import Keyring
from tasks.store.audit import Books, Written, check
from tasks.store.evidence import EvidenceRoom
from tasks.store.failures import told_in_our_words
from tasks.store.items import Items
from tasks.store.locks import advisory_key
from tasks.store.migrations import upgrade
from tasks.store.people import People
from tasks.store.records import Audit, CaseQuery, ItemQuery
from tasks.store.runs import Runs
from tasks.store.schema import case_numbers, events, item_numbers, key_check
from tasks.store.texts import PrivateTexts

_CHECK: Final = "samraad"
_CHECK_PLACE: Final = {"table": "key_check", "column": "check_enc", "row": "1"}
_ROWS_AT_ONCE: Final = 1000
#: A server that vanished without a word is noticed within a minute (seconds; the last in milliseconds).
_ALIVE: Final = {
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


class PostgresWork(Items, EvidenceRoom, People, PrivateTexts, Runs):
    """One transaction: see `tasks.store.port.Work`."""


def connect(url: str, *, pool_size: int = 5, connect_seconds: int = 5) -> Engine:
    """A pool of connections; none is made yet. It grows to twice its size when many threads ask at once.

    url: `postgresql+psycopg://…`. Errors never show what was written: it may be personal.
    """
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": connect_seconds, "application_name": "samraad", **_ALIVE},
    )


def open_store(engine: Engine, *, key: str | None, key_file: Path) -> PostgresStore:
    """The store, its tables made or brought up to date, its key found, made on first start, and checked.

    key: base64, goes before the key file. Raises DatabaseDown, BadSetting, WrongKey.
    """
    upgrade(engine)
    return PostgresStore(engine, Keyring.load(key, key_file, create=not has_key(engine)))


def has_key(engine: Engine) -> bool:
    """Whether something was encrypted in this database already: then a new key would be a wrong one."""
    with told_in_our_words(), engine.connect() as connection:
        made = inspect(connection).has_table(key_check.name)
        return made and connection.execute(select(key_check.c.id)).first() is not None


class PostgresStore:
    """See `tasks.store.port.Store`. Threads may share it."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        """Raises WrongKey if the database was encrypted with another key, DatabaseDown if it does not answer."""
        self._engine = engine
        self._keyring = keyring
        self._rulebooks: dict[str, Rulebook] = {}
        self._check_key()

    @contextmanager
    def work(self) -> Iterator[PostgresWork]:
        """See `tasks.store.port.Store.work`."""
        with told_in_our_words():
            with self._engine.begin() as connection:
                work = PostgresWork(connection, self._keyring, self._rulebooks)
                yield work
                work.flush()
            self._rulebooks.update(work.rulebooks_read)

    @contextmanager
    def step_lock(self, number: str) -> Iterator[bool]:
        """See `tasks.store.port.Store.step_lock`. PostgreSQL releases it when the process dies."""
        key = advisory_key(f"step/{number}")
        with told_in_our_words():
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            with told_in_our_words():
                held = bool(connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one())
            try:
                yield held
            finally:
                if held:
                    _release(connection, key)

    def seal(self, text: str) -> bytes:
        """See `tasks.store.port.Store.seal`."""
        return self._keyring.seal(text)

    def verify(self) -> Audit:
        """See `tasks.store.port.Store.verify`. All is read as of one instant, while others go on writing."""
        with told_in_our_words(), self._engine.connect() as connection, connection.begin():
            connection.execute(text("set transaction isolation level repeatable read, read only"))
            work = PostgresWork(connection, self._keyring, self._rulebooks)
            items = (*work.items(ItemQuery()), *work.items(ItemQuery(ignored=True)))
            books = Books(
                cases={row.case: row for row in work.cases(CaseQuery())},
                case_numbers=_last_numbers(connection, case_numbers),
                items={row.item: row for row in items},
                item_numbers=_last_numbers(connection, item_numbers),
            )
            return check(_written(connection), books, work.rulebook)

    def _check_key(self) -> None:
        """The first key that comes is the key."""
        with told_in_our_words(), self._engine.begin() as connection:
            cipher = self._keyring.encrypt(_CHECK, **_CHECK_PLACE)
            connection.execute(upsert(key_check).values(id=1, check_enc=cipher).on_conflict_do_nothing())
            kept = connection.execute(select(key_check.c.check_enc)).scalar_one()
        try:
            self._keyring.decrypt(kept, **_CHECK_PLACE)
        except WrongKey:
            raise WrongKey(
                "Nøglen er ikke den, som databasens personoplysninger er krypteret med. "
                "Læg den rigtige nøglefil tilbage, eller ret SAMRAAD_KEY. Der er intet ændret."
            ) from None


def _release(connection: Connection, key: int) -> None:
    """Unlock; where the connection is gone, the lock went with it."""
    try:
        connection.execute(select(func.pg_advisory_unlock(key)))
    except DBAPIError:
        connection.invalidate()


def _last_numbers(connection: Connection, table: Table) -> Mapping[int, int]:
    return {row.year: row.last for row in connection.execute(select(table))}


def _written(connection: Connection) -> Iterator[Written]:
    statement = select(events).order_by(events.c.case_number, events.c.version)
    streamed = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(statement)
    for row in streamed:
        yield Written(
            case=row.case_number,
            version=row.version,
            at=row.at,
            type=row.type,
            actor=row.actor,
            via=row.via,
            body=row.body,
            hash=row.hash,
        )
