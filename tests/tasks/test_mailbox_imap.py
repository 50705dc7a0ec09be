"""The IMAP mailbox against a real server: arrival times, moving, waking, and everything that goes wrong."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from imapclient import IMAPClient  # type: ignore[import-untyped]

from deployments.demo.imap import DemoImap
from deployments.server.ports import free_port
from samraad.errors import LogInRefused, MailboxDown, PortTaken
from tasks.mailboxes.account import Security
from tasks.mailboxes.imap import ImapMailbox
from tests.dovecot import Dovecot, needs_dovecot
from tests.servers import PASSWORD, USER, account_of, certificate, imap_server

__all__ = ["certificate", "imap_server"]

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def mail(number: int) -> bytes:
    return f"Subject: nr. {number}\nMessage-ID: <{number}@politi.example>\n\ntekst\n".encode()


def folder_of(server: DemoImap, name: str) -> list[bytes]:
    """What lies in a folder, asked of the server by another client."""
    with IMAPClient("127.0.0.1", port=server.port, ssl=False, timeout=5) as client:
        client.plain_login(USER, PASSWORD)
        client.select_folder(name)
        uids = client.search("ALL")
        return [data[b"BODY[]"] for _, data in sorted(client.fetch(uids, ["BODY.PEEK[]"]).items())] if uids else []


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 21, 23, 59, 59, tzinfo=timezone(timedelta(hours=1))),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02.30 Danish time, the first time round
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02.30 Danish time, the second time
        datetime(2024, 2, 29, 12, tzinfo=UTC),
    ],
)
def test_the_arrival_time_is_the_mailboxes_own(imap_server: DemoImap, at: datetime) -> None:
    imap_server.deliver(mail(1), at)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (arrived,) = mailbox.new()
    assert arrived.received_at == at
    assert arrived.received_at.tzinfo is UTC


def test_oldest_first_goes_by_arrival_not_by_number(imap_server: DemoImap) -> None:
    for number, hours in ((1, 2), (2, 0), (3, 1)):
        imap_server.deliver(mail(number), NOON + timedelta(hours=hours))
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert [each.raw for each in mailbox.new()] == [mail(2), mail(3), mail(1)]


def test_more_mails_than_one_batch_all_come(imap_server: DemoImap) -> None:
    with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
        client.plain_login(USER, PASSWORD)
        for number in range(45):
            client.append("INBOX", mail(number), msg_time=NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert [each.raw for each in mailbox.new()] == [mail(number) for number in range(45)]


def test_reading_does_not_mark_a_mail_as_read(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        list(mailbox.new())
    with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
        client.plain_login(USER, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        assert client.search("UNSEEN") == [1]


@pytest.mark.parametrize(("processed", "folder"), [(True, "Behandlet"), (False, "Karantæne")])
def test_done_moves_the_mail_and_makes_the_folder(imap_server: DemoImap, processed: bool, folder: str) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (arrived,) = mailbox.new()
        mailbox.done(arrived.key, processed=processed)
        assert list(mailbox.new()) == []
    assert folder_of(imap_server, "INBOX") == []
    assert folder_of(imap_server, folder) == [mail(1)]


def test_a_target_folder_removed_meanwhile_is_made_again(imap_server: DemoImap) -> None:
    for number in (1, 2):
        imap_server.deliver(mail(number), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        first, second = mailbox.new()
        mailbox.done(first.key, processed=True)
        with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
            client.plain_login(USER, PASSWORD)
            client.delete_folder("Behandlet")
        mailbox.done(second.key, processed=True)
    assert folder_of(imap_server, "Behandlet") == [mail(2)]


def test_a_mail_moved_by_a_person_meanwhile_is_no_error(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    imap_server.deliver(mail(2), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        arrived = list(mailbox.new())
        with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
            client.plain_login(USER, PASSWORD)
            client.select_folder("INBOX")
            client.move([1], "Karantæne")
        for each in arrived:
            mailbox.done(each.key, processed=True)
    assert folder_of(imap_server, "Behandlet") == [mail(2)]
    assert folder_of(imap_server, "Karantæne") == [mail(1)]


def test_a_mail_expunged_between_listing_and_reading_is_left_out(imap_server: DemoImap) -> None:
    for number in range(25):
        imap_server.deliver(mail(number), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        arriving = mailbox.new()
        seen = [next(arriving).raw]
        with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
            client.plain_login(USER, PASSWORD)
            client.select_folder("INBOX")
            client.delete_messages([24])
            client.expunge([24])
        seen += [each.raw for each in arriving]
    assert seen == [mail(number) for number in range(25) if number != 23]


def without(mailbox: ImapMailbox, *hidden: bytes) -> None:
    """Let the server seem to lack a capability."""
    client = mailbox._client
    client._cached_capabilities = tuple(each for each in client.capabilities() if each not in hidden)


@pytest.mark.parametrize("hidden", [(b"MOVE",), (b"MOVE", b"UIDPLUS")])
def test_done_works_where_the_server_cannot_move(imap_server: DemoImap, hidden: tuple[bytes, ...]) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        without(mailbox, *hidden)
        (arrived,) = mailbox.new()
        for _ in range(2):
            mailbox.done(arrived.key, processed=True)
        assert list(mailbox.new()) == []
    assert len(folder_of(imap_server, "Behandlet")) == 1  # pymap's own COPY loses the text, so only the number


def test_waiting_sleeps_where_the_server_cannot_tell_of_arrivals(imap_server: DemoImap) -> None:
    with ImapMailbox(account_of(imap_server)) as mailbox:
        without(mailbox, b"IDLE")
        list(mailbox.new())
        assert mailbox.wait(0.2) is False
        sender = threading.Timer(0.1, imap_server.deliver, (mail(1), NOON))
        sender.start()
        assert mailbox.wait(1.5) is True
        sender.join()


def test_a_mail_marked_as_deleted_is_gone(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    with IMAPClient("127.0.0.1", port=imap_server.port, ssl=False, timeout=5) as client:
        client.plain_login(USER, PASSWORD)
        client.select_folder("INBOX")
        client.delete_messages([1])
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert list(mailbox.new()) == []


def test_waiting_wakes_when_a_mail_arrives(imap_server: DemoImap) -> None:
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert list(mailbox.new()) == []
        sender = threading.Timer(0.3, imap_server.deliver, (mail(1), NOON))
        sender.start()
        began = time.monotonic()
        assert mailbox.wait(20) is True
        assert time.monotonic() - began < 5
        sender.join()
        assert [each.raw for each in mailbox.new()] == [mail(1)]


def test_a_mail_that_came_before_the_waiting_began_wakes_at_once(imap_server: DemoImap) -> None:
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert list(mailbox.new()) == []
        imap_server.deliver(mail(1), NOON)
        assert mailbox.wait(20) is True


def test_a_mail_read_but_not_done_does_not_wake_again_and_again(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        list(mailbox.new())
        assert mailbox.wait(0.2) is False


def test_killed_between_reading_and_done_the_mail_is_read_again_after_a_restart(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (before,) = mailbox.new()
    imap_server.stop()
    imap_server.start()
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (after,) = mailbox.new()
        assert after == before


def test_a_key_from_before_the_folder_was_renumbered_moves_nothing(imap_server: DemoImap) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (arrived,) = mailbox.new()
        mailbox.done(f"1{arrived.key}", processed=True)
    assert folder_of(imap_server, "INBOX") == [mail(1)]


@pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
def test_tls_with_the_right_authority(tmp_path: Path, certificate: Path, security: Security) -> None:
    implicit = security is Security.SSL
    with DemoImap(
        tmp_path / "tls", 0, user=USER, password=PASSWORD, certificate=certificate, implicit_tls=implicit
    ) as server:
        with ImapMailbox(account_of(server, security=security, ca_file=certificate)) as mailbox:
            assert list(mailbox.new()) == []
        with (
            pytest.raises(MailboxDown, match=r"TLS-certifikatet .* kan ikke godkendes"),
            ImapMailbox(account_of(server, security=security)),
        ):
            pass


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"password": "forkert"}, "afviser brugernavn eller adgangskode for »underretning«"),
        ({"user": "ukendt"}, "afviser brugernavn eller adgangskode for »ukendt«"),
        ({"folder": "Underretninger"}, "Mappen »Underretninger« findes ikke"),
        ({"host": "post.kommune.invalid"}, "findes ikke eller kan ikke slås op"),
        ({"security": Security.SSL}, "Der kan ikke aftales TLS"),
        ({"security": Security.STARTTLS}, "kan ikke STARTTLS"),
        ({"ca_file": Path("/findes/ikke.pem"), "security": Security.SSL}, "CA-filen »/findes/ikke.pem« findes ikke"),
    ],
)
def test_what_is_wrong_is_said(imap_server: DemoImap, changes: dict[str, object], says: str) -> None:
    with pytest.raises(MailboxDown, match=says), ImapMailbox(account_of(imap_server, **changes)):
        pass


@pytest.mark.parametrize("changes", [{"password": "forkert"}, {"user": "ukendt"}])
@pytest.mark.parametrize("kind", [DemoImap, pytest.param(Dovecot, marks=needs_dovecot)])
def test_a_refused_log_in_is_told_apart_from_a_mailbox_out_of_reach(
    kind: type, changes: dict[str, object], request: pytest.FixtureRequest
) -> None:
    if kind is Dovecot:
        with Dovecot() as server, pytest.raises(LogInRefused), ImapMailbox(server.account(**changes)):
            pass
        return
    demo = request.getfixturevalue("imap_server")
    with pytest.raises(LogInRefused), ImapMailbox(account_of(demo, **changes)):
        pass
    with pytest.raises(MailboxDown) as away, ImapMailbox(account_of(demo, port=free_port(), **changes)):
        pass
    assert not isinstance(away.value, LogInRefused)


def test_nobody_listening_is_said(imap_server: DemoImap) -> None:
    with (
        pytest.raises(MailboxDown, match="Ingen postserver svarer"),
        ImapMailbox(account_of(imap_server, port=free_port())),
    ):
        pass


def test_a_server_that_never_answers_is_given_up(imap_server: DemoImap) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        account = account_of(imap_server, port=silent.getsockname()[1], timeout_s=0.3)
        with pytest.raises(MailboxDown, match=r"svarer ikke inden for 0\.3 sekunder"), ImapMailbox(account):
            pass


@pytest.mark.parametrize("step", ["new", "done", "wait"])
def test_a_server_killed_mid_way_is_said_and_the_next_entry_goes_on(imap_server: DemoImap, step: str) -> None:
    imap_server.deliver(mail(1), NOON)
    with ImapMailbox(account_of(imap_server)) as mailbox:
        (arrived,) = mailbox.new()
        assert imap_server.pid is not None
        os.kill(imap_server.pid, signal.SIGKILL)
        steps: dict[str, Callable[[], object]] = {
            "new": lambda: list(mailbox.new()),
            "done": lambda: mailbox.done(arrived.key, processed=True),
            "wait": lambda: mailbox.wait(20),
        }
        with pytest.raises(MailboxDown, match="blev afbrudt"):
            steps[step]()
    imap_server.stop()
    imap_server.start()
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert list(mailbox.new()) == [arrived]


def test_a_server_killed_while_waiting_ends_the_waiting(imap_server: DemoImap) -> None:
    with ImapMailbox(account_of(imap_server)) as mailbox:
        assert imap_server.pid is not None
        killer = threading.Timer(0.3, os.kill, (imap_server.pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(MailboxDown, match="blev afbrudt"):
            mailbox.wait(20)
        killer.join()


def test_no_password_in_what_is_shown_of_an_account(imap_server: DemoImap) -> None:
    assert PASSWORD not in repr(account_of(imap_server))


def test_a_second_server_on_the_same_port_is_refused(imap_server: DemoImap, tmp_path: Path) -> None:
    with (
        pytest.raises(PortTaken, match=str(imap_server.port)),
        DemoImap(tmp_path / "other", imap_server.port, user=USER, password=PASSWORD),
    ):
        pass
