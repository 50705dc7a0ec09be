"""Kill -9 around the taking of an answer by mail: it counts once, and its sender is told once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import psycopg
import pytest

from deployments.watch.source import source
from samraad.vocabulary import Milestone
from tests.system.people import Cases
from tests.system.post import INTAKE, STEP, Post
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(500)]

ONCE = ["CaseOpened", "AcuteNeedAssessed"]


def test_registered_and_not_moved_yet_when_watch_is_killed(
    stack: Stack, cases: Cases, post: Post, number: str, message: EmailMessage
) -> None:
    inbox = stack.settings.mailbox_folder
    with stack.office.store.step_lock(f"put away/{source(stack.settings).name}") as ours:
        assert ours
        reply = post.reply(message, f"{number}\nikke akut\ninitialer: VIS")
        until(lambda: cases.events(number) == ONCE, STEP, "the answer")
        assert reply in stack.mailbox()[inbox], "it was moved: this proves nothing"
        killed = stack.kill("watch")
    stack.wait_until_back("watch", killed)
    _counts_once(stack, cases, post, number, reply)


def test_registered_and_not_marked_as_read_when_its_reader_is_killed(
    stack: Stack, cases: Cases, post: Post, number: str, message: EmailMessage
) -> None:
    with _nothing_is_noted(stack) as held:
        reply = post.reply(message, f"{number}\nikke akut\ninitialer: VIS")
        # The answer is written, in a transaction that wants to note what became of the mail and cannot.
        until(lambda: _stopped(held), STEP, "the answer is under way", every=0.02)
        killed = {name: stack.kill(name) for name in ("worker", "watch")}
    time.sleep(0.5)  # nobody is back yet: whoever still had the answer in hand would write it now
    assert cases.events(number) == ["CaseOpened"]
    for name, process in killed.items():
        stack.wait_until_back(name, process)
    until(lambda: cases.events(number) == ONCE, STEP, "the answer")
    _counts_once(stack, cases, post, number, reply)


def _counts_once(stack: Stack, cases: Cases, post: Post, number: str, reply: bytes) -> None:
    """The mail is put away once, the answer is in the file once, and so is what its sender was told."""
    inbox, done = stack.settings.mailbox_folder, stack.settings.done_folder
    until(lambda: reply not in stack.mailbox()[inbox], STEP, "the mail is put away")
    assert [folder for folder, mails in stack.mailbox().items() for mail in mails if mail == reply] == [done]
    post.message(number, INTAKE, "Registreret: ")
    cases.waiting(number, Milestone.TARGET_GROUP, seconds=STEP)
    until(lambda: stack.unsent() == 0, STEP, "all messages are sent")
    assert cases.events(number) == ONCE
    assert len(post.messages(number, INTAKE, "Registreret: ")) == 1
    assert post.messages(number, INTAKE, "Ikke registreret: ") == []


@contextmanager
def _nothing_is_noted(stack: Stack) -> Iterator[psycopg.Connection]:
    """What becomes of a mail cannot be written meanwhile; everything else can."""
    with stack.database() as connection, connection.transaction():
        connection.execute("lock table notifications in share row exclusive mode")
        yield connection


def _stopped(held: psycopg.Connection) -> bool:
    """Whether somebody waits for us."""
    row = held.execute(
        "select count(*) from pg_locks where relation = 'notifications'::regclass and not granted"
    ).fetchone()
    return row is not None and bool(row[0])
