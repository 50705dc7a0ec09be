"""PostgreSQL from the wheel: found when it runs, started when not, and up again after the worst."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, text

from deployments.postgres import embedded
from deployments.postgres.embedded import Embedded


def test_second_start_finds_the_running_server(home: Path) -> None:
    assert embedded.start(home) == embedded.start(home) == embedded.running(home)


def test_url_reaches_the_cases_database(home: Path) -> None:
    engine = create_engine(embedded.start(home).url)
    with engine.connect() as connection:
        assert connection.execute(text("select current_database()")).scalar() == "samraad"
    engine.dispose()


def test_prefects_database_can_compare_trigrams(home: Path) -> None:
    with _connect(embedded.start(home), "prefect") as connection:
        assert connection.execute("select similarity('samråd', 'samråd')").fetchone() == (1.0,)


def test_what_was_committed_survives_kill_9_of_everything(home: Path) -> None:
    server = embedded.start(home)
    with _connect(server, "samraad") as connection:
        connection.execute("create table kept (it int)")
        connection.execute("insert into kept values (7)")
    everything = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    for process in everything:
        process.kill()
    _, alive = psutil.wait_procs(everything, timeout=10)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    assert embedded.running(home) is None
    with _connect(embedded.start(home), "samraad") as connection:
        assert connection.execute("select it from kept").fetchone() == (7,)


def test_pid_file_whose_number_is_another_process_by_now_is_mended(home: Path) -> None:
    server = embedded.start(home)
    file = server.data / "postmaster.pid"
    lines = file.read_text().splitlines()
    embedded.stop(home)
    file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    file.chmod(0o666)
    assert embedded.running(home) is None
    assert embedded.start(home).pid != os.getpid()


def test_postmaster_killed_alone_is_followed_by_a_new_one(home: Path) -> None:
    server = embedded.start(home)
    os.kill(server.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(server.pid)], timeout=1)
    assert embedded.start(home).pid != server.pid


def test_stop_says_whether_there_was_something_to_stop(home: Path) -> None:
    embedded.start(home)
    assert embedded.stop(home) is True
    assert embedded.stop(home) is False
    assert embedded.running(home) is None


# Longer than a unix socket's path may be, and with all that has a meaning in an option or a URL.
@pytest.mark.parametrize("name", ["d" * 120, "to ord, & 100 % 'æøå'"])
def test_home_of_any_name_works(home: Path, name: str) -> None:
    deep = home / name / "var"
    try:
        engine = create_engine(embedded.start(deep).url)
        with engine.connect() as connection:
            assert connection.execute(text("select 1")).scalar() == 1
        engine.dispose()
    finally:
        embedded.stop(deep)


def _connect(server: Embedded, database: str) -> psycopg.Connection:
    return psycopg.connect(host=str(server.socket), user="postgres", dbname=database)
