"""What only PostgreSQL promises: nothing in clear, nothing changed, locks that outlive nobody."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg import errors
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from deployments.postgres.embedded import Embedded
from samraad.case import CaseFile
from samraad.delivery import Delivery, Notice
from samraad.errors import Conflict, DatabaseDown, WrongKey
from samraad.events import CaseRouted, PersonShown
from samraad.vocabulary import Via
from tasks.delivering import Delivered, deliver, waits
from tasks.encryption import Keyring, new_key
from tasks.store.failures import told_in_our_words
from tasks.store.migrations import upgrade
from tasks.store.postgres import PostgresStore, connect, has_key, open_store
from tasks.store.schema import METADATA
from tests.tasks.given import Outgoing, office
from tests.tasks.store.conftest import KEYRING, url_of
from tests.tasks.store.given import ALMA, BORN, CPR, NOW, OUTSIDE, append, open_case, suspicion, take, unclear

ROUTED = CaseRouted(team="unge", caseworker="ANK", because="prøve")
ROOT = Path(__file__).parents[3]


def run_sql(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def everything(engine: Engine) -> str:
    """All rows of all tables as PostgreSQL writes them, bytes as hexadecimal and as text."""
    rows = []
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(table.select()):
                rows += [value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row]
                rows += [value.decode("utf-8", "replace") for value in row if isinstance(value, bytes)]
    return "\n".join(rows)


# -- personal data


def test_no_column_of_any_table_holds_personal_data_in_clear(postgres: PostgresStore, engine: Engine) -> None:
    with postgres.work() as work:
        source = f"/mails/{ALMA}.eml"
        raw = f"From: politi\n\n{ALMA}, CPR {CPR}, vold på Digterpladsen".encode()
        id_ = work.keep_evidence(source=source, raw=raw, arrived_at=NOW, at=NOW).id
        take(work, suspicion(offences=("vold på Digterpladsen",), scene="Digterpladsen", committed="i går"))
        take(work, unclear(f"{CPR} {ALMA}", name=ALMA, offences=("vold på Digterpladsen",)))
        work.mark_read(id_, "<alma@politi.example>", NOW)
    written = everything(engine).casefold()
    assert "2026-0001" in written  # the search finds what is in clear
    for secret in (ALMA, *ALMA.split(), CPR, CPR.replace("-", ""), str(BORN), "digterpladsen", "3700-1", "alma@"):
        assert secret.casefold() not in written


def test_an_error_does_not_show_what_was_written(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("insert into rulebooks values (:a, :b, :c)"), {"a": ALMA, "b": CPR, "c": "x"})
    assert ALMA not in str(caught.value)


# -- the key


def test_a_wrong_key_is_found_at_start(postgres: PostgresStore, engine: Engine) -> None:
    open_case(postgres)
    with pytest.raises(WrongKey, match="SAMRAAD_KEY"):
        PostgresStore(engine, Keyring(bytes(32)))
    PostgresStore(engine, KEYRING)


def test_the_key_file_is_made_for_a_new_database_only(engine: Engine, tmp_path: Path) -> None:
    assert not has_key(engine)
    open_store(engine, key=None, key_file=tmp_path / "key")
    assert has_key(engine)
    (tmp_path / "key").rename(tmp_path / "lost")
    with pytest.raises(WrongKey, match="mangler"):
        open_store(engine, key=None, key_file=tmp_path / "key")
    assert not (tmp_path / "key").exists()
    (tmp_path / "lost").rename(tmp_path / "key")
    open_store(engine, key=None, key_file=tmp_path / "key")


def test_a_key_from_the_setting_makes_no_file(engine: Engine, tmp_path: Path) -> None:
    open_store(engine, key=new_key(), key_file=tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_a_swapped_ciphertext_is_noticed(postgres: PostgresStore, engine: Engine) -> None:
    one, two = open_case(postgres, name="En Digtet"), open_case(postgres, name="To Digtet")
    run_sql(engine, "update persons set name_enc = (select name_enc from persons order by id limit 1)")

    def names() -> set[str | None]:
        with postgres.work() as work:
            return {work.person_of(case.number).name for case in (one, two)}

    with pytest.raises(WrongKey, match=r"persons\.name_enc"):
        names()


# -- append-only


@pytest.mark.parametrize(
    "statement",
    [
        "update events set actor = 'XYZ'",
        "delete from events",
        "truncate events",
        "truncate events cascade",
        "update rulebooks set content = ''",
        "delete from rulebooks",
        "truncate rulebooks cascade",
        "update evidence set raw_enc = ''",
        "update evidence set arrived_at = now()",
        "update evidence set source_index = ''",
        "delete from evidence",
        "truncate evidence cascade",
        "update evidence set read_at = now()",  # read once already
        "set session_replication_role = replica; delete from events",
        "insert into events select * from events on conflict (case_number, version) do update set actor = 'XYZ'",
    ],
)
def test_what_was_written_stays(postgres: PostgresStore, engine: Engine, statement: str) -> None:
    with postgres.work() as work:
        take(work, suspicion())
        (unread,) = work.unread_evidence()
        work.mark_read(unread, None, NOW)
    before = everything(engine)
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert isinstance(caught.value.orig, errors.RestrictViolation)
    assert everything(engine) == before


# -- the check of the chains


def tamper(engine: Engine, *statements: str) -> None:
    """What somebody with all rights could do."""
    run_sql(engine, "alter table events disable trigger user", *statements)
    run_sql(engine, "alter table events enable always trigger events_kept")


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update events set actor = 'XYZ' where version = 2", "Sag 2026-0001, hændelse 2: indholdet passer ikke"),
        ("update events set at = at - interval '1 day' where version = 2", "hændelse 2: indholdet passer ikke"),
        ("update events set body = replace(body, 'ANK', 'BOS') where version = 2", "hændelse 2: indholdet"),
        ("update events set type = 'PersonShown' where version = 2", "hændelse 2: indholdet passer ikke"),
        ("update events set via = 'prefect' where version = 3", "hændelse 3: indholdet passer ikke"),
        ("update events set hash = repeat('0', 64) where version = 2", "hændelse 2: indholdet passer ikke"),
        ("update events set type = 'NoSuchEvent' where version = 3", "hændelse 3: kan ikke læses (NoSuchEvent)"),
        ("update events set body = '{}' where version = 3", "hændelse 3: kan ikke læses"),
        ("update events set body = 'nonsense' where version = 3", "hændelse 3: kan ikke læses"),
        ("delete from events where version = 2", "Sag 2026-0001: hændelse 2 til 2 mangler"),
        ("delete from events where version = 1", "Sag 2026-0001: hændelse 1 til 1 mangler"),
        ("delete from events where version = 3", "sagslisten siger hændelse 3, men den sidste er 2"),
        ("delete from events where case_number = '2026-0001'", "Sag 2026-0001 mangler"),
        ("update cases set team = 'familie' where case_number = '2026-0001'", "sagslisten siger noget andet"),
        ("update cases set version = 9 where case_number = '2026-0001'", "sagslisten siger hændelse 9"),
        ("update cases set next_tick_at = null where case_number = '2026-0001'", "sagslisten siger noget andet"),
        (
            "alter table notifications drop constraint notifications_case_number_fkey; delete from cases",
            "Sag 2026-0002 mangler i sagslisten",
        ),
        ("update case_numbers set last = 3", "Sag 2026-0003 mangler"),
        ("update case_numbers set last = 1", "Sag 2026-0002 har et nummer, der aldrig er givet"),
    ],
)
def test_the_check_finds_what_was_tampered_with(
    postgres: PostgresStore, engine: Engine, statement: str, problem: str
) -> None:
    append(postgres, open_case(postgres), ROUTED, PersonShown(purpose="behandling"))
    with postgres.work() as work:
        take(work, suspicion())
    assert postgres.verify().ok
    tamper(engine, statement)
    audit = postgres.verify()
    assert not audit.ok
    assert any(problem in each for each in audit.problems), audit.problems


def test_the_check_goes_on_after_a_broken_case(postgres: PostgresStore, engine: Engine) -> None:
    for _ in range(3):
        append(postgres, open_case(postgres), ROUTED)
    tamper(engine, "update events set actor = 'XYZ' where version = 2 and case_number <> '2026-0002'")
    audit = postgres.verify()
    assert (audit.cases, audit.events) == (3, 6)
    assert [each.partition(",")[0] for each in audit.problems] == ["Sag 2026-0001", "Sag 2026-0003"]


def test_the_check_finds_a_missing_rulebook(postgres: PostgresStore, engine: Engine) -> None:
    open_case(postgres)
    run_sql(
        engine,
        "alter table cases drop constraint cases_rulebook_fkey",
        "alter table rulebooks disable trigger user",
        "delete from rulebooks",
    )
    (problem,) = PostgresStore(engine, KEYRING).verify().problems
    assert "regelsæt" in problem


def test_the_check_reads_as_of_one_instant(postgres: PostgresStore) -> None:
    """A case written while the check is under way is no problem."""
    case = open_case(postgres)
    with postgres.work() as work:
        work.append(case, [ROUTED], at=NOW, actor="ABC", via=Via.CLI)
        work.flush()
        assert postgres.verify().ok


# -- numbers


def test_the_ten_thousandth_case_of_a_year_has_a_wider_number(postgres: PostgresStore, engine: Engine) -> None:
    run_sql(engine, "insert into case_numbers values (2026, 9998)")
    assert [open_case(postgres).number for _ in range(3)] == ["2026-9999", "2026-10000", "2026-10001"]
    with postgres.work() as work:
        assert [row.case for row in work.runs_to_check()] == ["2026-9999", "2026-10000", "2026-10001"]


# -- locks between transactions


def message(notice: Notice) -> Delivery:
    """One that tells the notice."""
    return Delivery(
        id="00000000-0000-4000-8000-000000000003",
        recipient=notice.recipient,
        target="mail",
        notice_ids=(notice.id,),
        next_attempt_at=NOW,
        reference="K7P2QX",
    )


def test_a_case_that_ticks_in_another_transaction_is_skipped(postgres: PostgresStore) -> None:
    one, two = open_case(postgres), open_case(postgres, NOW + timedelta(minutes=1))
    at = NOW + timedelta(days=1)
    with postgres.work() as work, postgres.work() as other:
        assert work.due(at, 1) == (one.number,)
        assert other.due(at, 10) == (two.number,)


def test_looking_for_messages_locks_none(postgres: PostgresStore) -> None:
    """Locked rows would be skipped by the one who delivers. Planning is kept to one by the delivery's own lock."""
    open_case(postgres)
    with postgres.work() as work, postgres.work() as other:
        (notice,) = work.waiting_notices()
        assert other.waiting_notices() == (notice,)
        other.keep_deliveries([message(notice)])
    with postgres.work() as work, postgres.work() as other:
        assert work.open_deliveries() == other.open_deliveries() == (message(notice),)


def test_messages_are_planned_by_one_at_a_time(postgres: PostgresStore) -> None:
    open_case(postgres)
    sender = Outgoing()
    desk = office(postgres, sender=sender)
    with postgres.step_lock("delivery"):
        assert deliver(desk) == Delivered()
    assert waits(desk)
    with ThreadPoolExecutor(3) as threads:
        delivered = list(threads.map(lambda _: deliver(desk), range(3)))
    assert sum(each.sent for each in delivered) == len(sender.bodies) == 1


def test_a_deadlock_is_a_conflict() -> None:
    def collide() -> None:
        with told_in_our_words():
            raise DBAPIError.instance("select 1", None, errors.DeadlockDetected(), psycopg.Error)

    with pytest.raises(Conflict):
        collide()


HOLDER = """
import sys, time
from tasks.store.postgres import PostgresStore, connect
from tests.tasks.store.conftest import KEYRING
with PostgresStore(connect(sys.argv[1]), KEYRING).step_lock("2026-0001") as held:
    print(held, flush=True)
    time.sleep(60)
"""


def test_a_step_lock_dies_with_its_process(postgres: PostgresStore, database: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, database], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with postgres.step_lock("2026-0001") as held:
            assert not held
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
    give_up_at = time.monotonic() + 10
    while time.monotonic() < give_up_at:
        with postgres.step_lock("2026-0001") as held:
            if held:
                return
        time.sleep(0.05)
    pytest.fail("the lock of a dead process was not released")


def test_a_released_connection_holds_no_lock(postgres: PostgresStore, engine: Engine) -> None:
    with postgres.step_lock("2026-0001"), postgres.step_lock("2026-0001"):
        pass
    with engine.connect() as connection:
        locks = connection.execute(text("select count(*) from pg_locks where locktype = 'advisory'"))
        assert locks.scalar_one() == 0


# -- the connection


def test_a_connection_that_lost_its_server_is_noticed(engine: Engine) -> None:
    """A dead network path says nothing by itself: TCP is to ask, and to give up what is not answered."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        given = driver.info.get_parameters()
    asked = {"keepalives": "1", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
    assert given.items() >= {**asked, "tcp_user_timeout": "30000"}.items()


def test_a_database_that_does_not_answer_is_told_in_danish(tmp_path: Path) -> None:
    store_url = f"postgresql+psycopg://postgres@/nowhere?host={tmp_path}"
    with pytest.raises(DatabaseDown, match="SAMRAAD_DATABASE_URL"):
        upgrade(connect(store_url))


def test_a_database_that_goes_away_is_told_and_found_again(postgres: PostgresStore, database: str) -> None:
    case: CaseFile = open_case(postgres)

    def cut_off() -> None:
        with postgres.work() as work:
            work.load(case.number)
            with psycopg.connect(database.replace("+psycopg", "")) as admin:
                admin.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where datname = current_database() and pid <> pg_backend_pid()"
                )
            work.append(case, [OUTSIDE], at=NOW, actor="ABC", via=Via.CLI)

    with pytest.raises(DatabaseDown):
        cut_off()
    with postgres.work() as work:
        assert work.load(case.number).version == 1


# -- migrations


def test_the_tables_are_what_the_code_thinks(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_two_processes_may_migrate_at_once(embedded_database: Embedded) -> None:
    socket = str(embedded_database.socket)
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute("create database store_raced")
    url = url_of(embedded_database, "store_raced")
    script = "import sys; from tasks.store.migrations import upgrade; from tasks.store.postgres import connect"
    command = [sys.executable, "-c", f"{script}; upgrade(connect(sys.argv[1]))", url]
    racers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [racer.wait(60) for racer in racers] == [0, 0]


def test_a_database_of_a_later_release_is_refused(engine: Engine) -> None:
    run_sql(engine, "update alembic_version set version_num = '9999'")
    with pytest.raises(DatabaseDown, match="nyere udgave"):
        upgrade(engine)
