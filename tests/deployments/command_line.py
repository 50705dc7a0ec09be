"""The command line as a test calls it: in this process on a database of its own, or as a user would, in another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import time_machine
from psycopg import sql

from deployments.cli import run
from deployments.postgres.embedded import SUPERUSER, Embedded
from tasks.store.migrations import upgrade
from tasks.store.postgres import connect

#: The day after the last sample mail.
NOW = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
_TEMPLATE = "command_line_template"
_serial = count(1)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object it printed."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The objects it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Terminal:
    """Somebody at the keyboard of one installation."""

    home: Path
    database_url: str
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str | Path) -> Done:
        """Type a command."""
        self.capsys.readouterr()
        code = run([str(word) for word in words])
        said = self.capsys.readouterr()
        return Done(code, said.out, said.err)

    def sql(self, statement: str) -> None:
        """Go behind samraad's back, as superuser."""
        with psycopg.connect(self.database_url.replace("+psycopg", "")) as connection:
            connection.execute(statement)


def as_user(*words: str | Path, **variables: str) -> Done:
    """A command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "deployments.cli", *map(str, words)],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def template(embedded_database: Embedded) -> Embedded:
    """A server with a template database in the present shape."""
    _admin(embedded_database, "create database {}", _TEMPLATE)
    engine = connect(_url(embedded_database, _TEMPLATE))
    upgrade(engine)
    engine.dispose()
    return embedded_database


@pytest.fixture
def terminal(
    template: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """An installation without cases, on 3 November 2026 at noon."""
    name = f"command_line_{next(_serial)}"
    _admin(template, "create database {} template {}", name, _TEMPLATE)
    monkeypatch.setenv("SAMRAAD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", _url(template, name))
    monkeypatch.setenv("COLUMNS", "80")
    with time_machine.travel(NOW):
        yield Terminal(tmp_path / "home", _url(template, name), capsys)
    _admin(template, "drop database {} with (force)", name)


def _url(server: Embedded, database: str) -> str:
    return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={server.socket}"


def _admin(server: Embedded, statement: str, *names: str) -> None:
    with psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
