"""The mailbox as watch sees it: every mail once, whatever happens to the folder, the numbers, the room in it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from config.settings import Settings
from deployments.watch import inbox as module
from deployments.watch.inbox import Inbox
from samraad.delivery import NoticeKind
from samraad.errors import MailboxDown
from tasks.mailboxes.imap import ImapMailbox
from tasks.office import Office
from tasks.store.records import Evidence
from tasks.taking_in import take_in
from tests.dovecot import PASSWORD, USER, Dovecot, needs_dovecot
from tests.tasks.boxes import InMaildir, lying
from tests.tasks.given import office

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def mail(number: int, *, with_id: bool = True) -> bytes:
    """Something a person has to look at."""
    id_ = f"Message-ID: <{number}@politi.example>\r\n" if with_id else ""
    return f"Subject: nr. {number}\r\n{id_}\r\nHvem skal vi ringe til om sag {number}?\r\n".encode()


def settings_of(home: Path, server: Dovecot, **changes: object) -> Settings:
    values = {
        "mailbox_host": "127.0.0.1",
        "mailbox_port": server.port,
        "mailbox_user": USER,
        "mailbox_password": SecretStr(PASSWORD),
        "mailbox_tls": "none",
        "mailbox_idle_seconds": 1.0,
    }
    return Settings(home=home).model_copy(update=values | changes)


@contextmanager
def watched(settings: Settings, desk: Office, *, reads: bool = True) -> Iterator[threading.Event]:
    """Watch, and read what it keeps, until the end; connected again whenever the mailbox is lost."""
    stop = threading.Event()
    inbox = Inbox(settings, desk, stop)

    def watch() -> None:
        while not stop.is_set():
            with suppress(MailboxDown):
                inbox.watch()
            stop.wait(0.1)

    def read() -> None:
        while not stop.wait(0.05):
            with desk.store.work() as work:
                unread = work.unread_evidence()
            for each in unread:
                take_in(desk, each)

    threads = [threading.Thread(target=each) for each in (watch, *((read,) if reads else ()))]
    for thread in threads:
        thread.start()
    try:
        yield stop
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def evidence(desk: Office) -> list[Evidence]:
    return list(desk.store._tables.evidence.values())  # type: ignore[attr-defined]


def notices(desk: Office, kind: NoticeKind) -> int:
    return sum(each.kind is kind for each in desk.store._tables.outbox.values())  # type: ignore[attr-defined]


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@needs_dovecot
def test_mails_are_kept_read_and_put_away_and_the_log_says_each_step(home: Path, dovecot: Dovecot) -> None:
    desk = office()
    with capture_logs() as said, watched(settings_of(home, dovecot), desk):
        dovecot.deliver(mail(1), NOON)
        until(lambda: len(lying(dovecot.client(), "Karantæne")) == 1)
    assert [each["event"] for each in said if each["event"].startswith("mail.")] == [
        "mail.kept",
        "mail.read",
        "mail.put_away",
    ]
    assert [each.arrived_at for each in evidence(desk)] == [NOON]


@needs_dovecot
def test_two_services_on_one_mailbox_take_every_mail_once(home: Path, dovecot: Dovecot) -> None:
    desk, settings = office(), settings_of(home, dovecot)
    for number in range(12):
        dovecot.deliver(mail(number), NOON)
    with watched(settings, desk), watched(settings, desk):
        until(lambda: not lying(dovecot.client(), "INBOX"))
    assert len(lying(dovecot.client(), "Karantæne")) == len(evidence(desk)) == 12


@needs_dovecot
@pytest.mark.parametrize("with_id", [True, False])
def test_a_renumbered_folder_brings_the_same_mail_and_not_another(home: Path, dovecot: Dovecot, with_id: bool) -> None:
    desk, settings = office(), settings_of(home, dovecot)
    dovecot.deliver(mail(1, with_id=with_id), NOON)
    with watched(settings, desk, reads=False):
        until(lambda: len(evidence(desk)) == 1)
    _renumber(dovecot)
    with capture_logs() as said, watched(settings, desk):
        until(lambda: not lying(dovecot.client(), "INBOX"))
    assert "mail.renumbered" in [each["event"] for each in said]
    assert len(evidence(desk)) == len(lying(dovecot.client(), "Karantæne")) == 1


@needs_dovecot
def test_a_folder_renumbered_while_connected_is_opened_again(home: Path, dovecot: Dovecot) -> None:
    desk = office()
    with watched(settings_of(home, dovecot), desk):
        until(dovecot.maildir.exists)
        dovecot.deliver(mail(1), NOON)
        until(lambda: len(lying(dovecot.client(), "Karantæne")) == 1)
        _renumber(dovecot, running=True)
        dovecot.deliver(mail(2), NOON)
        until(lambda: len(lying(dovecot.client(), "Karantæne")) == 2)
    assert len(evidence(desk)) == 2


def _renumber(dovecot: Dovecot, *, running: bool = False) -> None:
    """Dovecot loses its list of UIDs, and numbers the folder anew under another UIDVALIDITY."""
    before = _uidvalidity(dovecot)
    if not running:
        dovecot.stop()
    time.sleep(1.1)  # the number is a time in seconds
    for file in dovecot.maildir.glob("dovecot*"):
        file.unlink(missing_ok=True)
    if not running:
        dovecot.start()
    assert _uidvalidity(dovecot) != before


def _uidvalidity(dovecot: Dovecot) -> int:
    with dovecot.client() as client:
        return int(client.folder_status("INBOX", "UIDVALIDITY")[b"UIDVALIDITY"])


#: The target folders have a quota of their own, of a single mail.
_FULL = """\
mail_plugins = quota
namespace fuld {
  prefix = Fuld/
  separator = /
  location = maildir:~/fuld
}
plugin {
  quota = maildir:Fuld:ns=Fuld/
  quota_rule = *:messages=1
}
"""


@needs_dovecot
def test_a_full_mailbox_keeps_the_mail_where_it_is_takes_it_once_and_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FIRST_REST", 0.2)
    desk = office()
    with Dovecot(further=_FULL) as server:
        settings = settings_of(home, server, quarantine_folder="Fuld/K", mailbox_away_minutes=0.001)
        for number in range(3):
            server.deliver(mail(number), NOON)
        with capture_logs() as said, watched(settings, desk):
            until(lambda: notices(desk, NoticeKind.MAILBOX) == 1)
            server.deliver(mail(3), NOON)
            until(lambda: len(evidence(desk)) == 4)
            assert len(lying(server.client(), "INBOX")) >= 2
            with server.client() as client:
                client.select_folder("Fuld/K")
                client.delete_messages(client.search("ALL"))
                client.expunge()
            until(lambda: len(lying(server.client(), "INBOX")) <= 2)
    assert len(evidence(desk)) == 4
    stays = [each["why"] for each in said if each["event"] == "mail.stays"]
    assert stays
    assert all("Postkassen er fuld" in why for why in stays)


@needs_dovecot
def test_a_mailbox_that_is_away_for_long_is_told_once(home: Path, dovecot: Dovecot) -> None:
    desk = office()
    with watched(settings_of(home, dovecot, mailbox_away_minutes=0.01), desk):
        dovecot.stop()
        until(lambda: notices(desk, NoticeKind.MAILBOX) == 1)
        time.sleep(0.5)
        dovecot.start()
        dovecot.deliver(mail(1), NOON)
        until(lambda: len(lying(dovecot.client(), "Karantæne")) == 1)
    assert notices(desk, NoticeKind.MAILBOX) == 1


@needs_dovecot
def test_a_log_in_that_is_refused_is_told_at_once_and_tried_seldom(
    home: Path, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many servers lock an account that asks again and again with a wrong password."""
    monkeypatch.setattr(module, "_FIRST_SHUT_OUT", 0.5)
    desk = office()
    dovecot.deliver(mail(1), NOON)
    wrong = settings_of(home, dovecot, mailbox_password=SecretStr("forkert"), mailbox_refused_minutes=1.5 / 60)
    with capture_logs() as said, watched(wrong, desk):
        until(lambda: notices(desk, NoticeKind.MAILBOX) == 1, 5)
        until(lambda: sum(each["event"] == "mailbox.refused" for each in said) == 4)
        # The right password after all: an account that was opened again.
        (dovecot.folder / "users").write_text(f"{USER}:{{PLAIN}}forkert\n", "utf-8")
        until(lambda: len(evidence(desk)) == 1)
    refused = [each for each in said if each["event"] == "mailbox.refused"]
    assert [each["again_in"] for each in refused[:4]] == [0.5, 1.0, 1.5, 1.5]
    assert "start samraad igen" in refused[0]["why"]
    assert notices(desk, NoticeKind.MAILBOX) == 1
    tried = (dovecot.folder / "dovecot.log").read_text("utf-8").count("auth failed")
    assert tried == len(refused)


@needs_dovecot
def test_a_mailbox_that_can_only_be_read_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_REST", 0.2)
    desk = office()
    acl = "mail_plugins = acl\nplugin {\n  acl = vfile:{file}\n}\n"
    with Dovecot() as server:
        file = server.folder / "acl"
        file.write_text(f"INBOX user={USER} lr\n")
        server.deliver(mail(1), NOON)
        server.stop()
        server.further = acl.replace("{file}", str(file))
        server.start()
        with ImapMailbox(server.account()) as mailbox:
            assert mailbox.read_only
        with watched(settings_of(home, server, mailbox_away_minutes=0.001), desk):
            until(lambda: notices(desk, NoticeKind.MAILBOX) == 1)
        assert len(lying(server.client(), "INBOX")) == len(evidence(desk)) == 1


def test_a_maildir_is_watched_like_a_mailbox(home: Path, tmp_path: Path) -> None:
    desk, box = office(), InMaildir(tmp_path / "Maildir")
    settings = Settings(home=home).model_copy(update={"maildir": box.path})
    with watched(settings, desk):
        box.deliver(mail(1), NOON)
        until(lambda: len(box.lying("Karantæne")) == 1)
        shutil.rmtree(box.path / ".Karantæne")
        box.deliver(mail(2), NOON)
        until(lambda: len(box.lying("Karantæne")) == 1)
    assert len(evidence(desk)) == 2
