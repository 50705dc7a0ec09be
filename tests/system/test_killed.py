"""Kill -9, again and again: nothing is lost, nothing doubled, and every case goes on."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from functools import partial

import psycopg
import pytest
from psycopg import sql

from deployments.postgres import embedded
from deployments.runs.case_runs import CASE_DEPLOYMENT
from samraad.vocabulary import Milestone
from tasks.store.locks import advisory_key
from tests.system.people import ACCEPTED, ASSESSED, IN_TARGET_GROUP, Cases, Waiting
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

#: What staff answer, what the case waits for then, and what is new in its file.
COURSE = (
    (ASSESSED, Milestone.TARGET_GROUP, ["AcuteNeedAssessed"]),
    (IN_TARGET_GROUP, Milestone.ASSIGNMENT, ["TargetGroupDecided", "CaseRouted"]),
    (ACCEPTED, Milestone.SUMMONS, ["AssignmentAnswered"]),
)
#: Cases under way at the same time: more than the worker has threads.
MANY = 3
#: Deaths of watch, and mails that arrive just before each.
DEATHS, MAILS = 5, 1

UNCLEAR = """\
From: Vagthavende <vagt@politi.example>
To: underretning@kommune.example
Subject: Spørgsmål nr. {number}
Message-ID: <unclear-{number}.system@politi.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hvem skal vi ringe til om sagerne fra weekenden? Det er spørgsmål nr. {number}.
"""


def test_worker_killed_inside_steps_the_cases_go_on(stack: Stack, cases: Cases) -> None:
    numbers = [cases.open() for _ in range(MANY)]
    waits = {number: cases.waiting(number, Milestone.ASSESSMENT) for number in numbers}
    expected = ["CaseOpened"]
    left_running = 0
    for fields, next_, new in COURSE:
        for number in numbers:
            cases.answer(waits[number], **fields)
        _kill_inside_a_step(stack, numbers)
        left_running += sum(cases.run(number).state_name == "Running" for number in numbers)
        expected += new
        waits = {each: cases.sound(each, next_, *expected, not_=waits[each].key, seconds=150) for each in numbers}
    assert left_running, "no step was hit: this proves nothing"


def test_worker_killed_as_the_run_becomes_suspended_the_form_is_offered(stack: Stack, cases: Cases) -> None:
    number = cases.open()
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    cases.answer(waiting, **ASSESSED)
    until(lambda: cases.run(number).state_name != "Suspended", 30, "the step begins", every=0.01)
    until(lambda: cases.run(number).state_name == "Suspended", 30, "the state Suspended", every=0.005)
    killed = stack.kill("worker")
    again = cases.sound(number, Milestone.TARGET_GROUP, "CaseOpened", "AcuteNeedAssessed", seconds=150)
    stack.wait_until_back("worker", killed)
    cases.answer(again, **IN_TARGET_GROUP)
    cases.waiting(number, Milestone.ASSIGNMENT)


def test_prefect_killed_and_emptied_everything_comes_back(stack: Stack, cases: Cases) -> None:
    answered, other = cases.open(), cases.open()
    cases.register(answered, Milestone.ASSESSMENT)
    cases.waiting(answered, Milestone.TARGET_GROUP)
    cases.waiting(other, Milestone.ASSESSMENT)
    open_ = _waiting_cases(stack)
    files = {number: cases.events(number) for number in open_}
    killed = stack.kill("prefect")
    _empty_prefect(stack)
    stack.wait_until_back("prefect", killed)
    for number, milestone in open_.items():
        cases.sound(number, milestone, *files[number], seconds=120)
    assert cases.client.read_deployment_by_name(CASE_DEPLOYMENT).work_pool_name == "samraad"
    assert cases.client.read_work_pool("samraad").type == "samraad"
    cases.answer(_form(cases, answered), **IN_TARGET_GROUP)
    cases.waiting(answered, Milestone.ASSIGNMENT)
    code, out, err = stack.run("audit", "verify")
    assert code == 0, out + err


def test_watch_killed_inside_mails_each_is_accounted_for_once(stack: Stack, cases: Cases) -> None:
    before, put_away = _kept(stack), stack.mailbox()
    delivered: list[bytes] = []
    for number in range(DEATHS):
        mails = [cases.mail() for _ in range(MAILS)]
        delivered += mails
        unclear = UNCLEAR.format(number=number).replace("\n", "\r\n").encode()
        for mail in (*mails, unclear):
            stack.imap.deliver(mail, datetime.now(UTC))
        kept = before["evidence"] + number * (MAILS + 1)
        until(partial(_more_kept, stack, kept), 60, "watch has mails in hand", every=0.01)
        # Anywhere between the keeping of the first and the move of the last.
        time.sleep(random.uniform(0, 1.2))
        stack.wait_until_back("watch", stack.kill("watch"))
    settings = stack.settings
    until(lambda: not stack.mailbox()[settings.mailbox_folder], 120, "all mails are put away")
    after = stack.mailbox()
    done, quarantined = (
        [each for each in after[folder] if each not in put_away[folder]]
        for folder in (settings.done_folder, settings.quarantine_folder)
    )
    assert sorted(done) == sorted(_message_id(mail) for mail in delivered)
    assert len(quarantined) == len(set(quarantined)) == DEATHS
    grown = {name: number - before[name] for name, number in _kept(stack).items()}
    everything = DEATHS * (MAILS + 1)
    assert grown == {"evidence": everything, "notifications": everything, "cases": len(done), "persons": len(done)}


def _kill_inside_a_step(stack: Stack, numbers: list[str]) -> None:
    """Kill the worker while it holds the lock of one of the cases, at a random moment of the step."""
    with stack.database() as connection:
        until(lambda: _locked(connection, numbers), 30, "a step begins", every=0.002)
        time.sleep(random.uniform(0, 0.4))
        until(lambda: _locked(connection, numbers), 30, "a step is under way", every=0.002)
        killed = stack.kill("worker")
    stack.wait_until_back("worker", killed)


def _locked(connection: psycopg.Connection, numbers: list[str]) -> bool:
    """Whether somebody holds the lock of a case: in PostgreSQL's list in two halves."""
    keys = {advisory_key(f"step/{number}") % 2**64 for number in numbers}
    held = connection.execute("select classid::bigint << 32 | objid::bigint from pg_locks where locktype = 'advisory'")
    return any(row[0] % 2**64 in keys for row in held)


def _kept(stack: Stack) -> dict[str, int]:
    """Table → rows."""
    with stack.database() as connection:
        return {name: _count(connection, name) for name in ("evidence", "notifications", "cases", "persons")}


def _more_kept(stack: Stack, before: int) -> bool:
    return _kept(stack)["evidence"] > before


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def _message_id(mail: bytes) -> bytes:
    """The header as the mailbox hands it out."""
    value = message_from_bytes(mail, policy=default)["Message-ID"]
    return f"Message-ID: {value}".encode()


def _waiting_cases(stack: Stack) -> dict[str, Milestone]:
    """All open cases and what each waits for."""
    with stack.database() as connection:
        rows = connection.execute("select case_number, awaiting from cases where stage <> 'closed'").fetchall()
    return {number: Milestone.read(awaiting) for number, awaiting in rows}


def _empty_prefect(stack: Stack) -> None:
    """What somebody does who has lost it: an empty database in its place."""
    with stack.database("postgres") as connection:
        connection.execute(f"drop database {embedded.PREFECT} with (force)")
        connection.execute(f"create database {embedded.PREFECT}")
    with stack.database(embedded.PREFECT) as connection:
        connection.execute("create extension if not exists pg_trgm")


def _form(cases: Cases, number: str) -> Waiting:
    return until(lambda: cases.form(number), 30, f"a form in {number}")
