"""The stores the contract is held against, each empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine

from deployments.postgres.embedded import Embedded
from tasks.encryption import Keyring
from tasks.store.memory import MemoryStore
from tasks.store.migrations import upgrade
from tasks.store.port import Store
from tasks.store.postgres import PostgresStore, connect

KEYRING = Keyring(bytes(range(32)))
_TEMPLATE = "store_template"
_serial = count(1)


def _admin(server: Embedded, statement: str, *names: str) -> None:
    with psycopg.connect(host=str(server.socket), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def url_of(server: Embedded, database: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={server.socket}"


@pytest.fixture(scope="session")
def migrated(embedded_database: Embedded) -> Embedded:
    """A server with a template database in the present shape."""
    _admin(embedded_database, "create database {}", _TEMPLATE)
    engine = connect(url_of(embedded_database, _TEMPLATE))
    upgrade(engine)
    engine.dispose()
    return embedded_database


@contextmanager
def empty_database(migrated: Embedded) -> Iterator[str]:
    """URL of a database with empty tables, dropped in the end."""
    name = f"store_{next(_serial)}"
    _admin(migrated, "create database {} template {}", name, _TEMPLATE)
    yield url_of(migrated, name)
    _admin(migrated, "drop database {} with (force)", name)


@pytest.fixture
def database(migrated: Embedded) -> Iterator[str]:
    """URL of a database with empty tables."""
    with empty_database(migrated) as url:
        yield url


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres(engine: Engine) -> PostgresStore:
    return PostgresStore(engine, KEYRING)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store of either kind."""
    if request.param == "memory":
        return MemoryStore()
    made: PostgresStore = request.getfixturevalue("postgres")
    return made
