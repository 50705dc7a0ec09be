"""IMAP over a network that cuts, delays and halves, to a real Dovecot."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samraad.errors import MailboxDown
from tasks.mailboxes.account import ImapAccount, Security
from tasks.mailboxes.imap import ImapMailbox
from tests.dovecot import Dovecot, needs_dovecot
from tests.proxy import Proxy
from tests.servers import certificate, signed

__all__ = ["certificate"]

pytestmark = needs_dovecot
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MAIL = b"Subject: uge 47\r\n\r\n" + b"x" * 70 * 1000 + b"\r\n"


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    """One for all tests here: none of them moves the mail in it."""
    with Dovecot() as server:
        server.deliver(MAIL, NOON)
        yield server


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with Proxy(dovecot.port) as made:
        yield made


def through(dovecot: Dovecot, proxy: Proxy, **changes: object) -> ImapAccount:
    return dovecot.account(port=proxy.port, timeout_s=2.0, **changes)


@pytest.mark.parametrize("after", [1, 100, 20_000, 69_000])
def test_cut_in_the_middle_of_a_fetch_nothing_half_is_handed_out(dovecot: Dovecot, proxy: Proxy, after: int) -> None:
    with ImapMailbox(through(dovecot, proxy)) as mailbox:
        mailbox.wait(0)
        with pytest.raises(MailboxDown, match="blev afbrudt"):  # noqa: PT012 - the cut may hit the listing too
            proxy.cut_after = after
            list(mailbox.new())
    with ImapMailbox(through(dovecot, proxy)) as mailbox:
        assert [mail.raw for mail in mailbox.new()] == [MAIL]


def test_a_slow_server_that_sends_half_lines_is_read(dovecot: Dovecot, proxy: Proxy) -> None:
    proxy.piece, proxy.delay_s = 7, 0.001
    with ImapMailbox(through(dovecot, proxy, largest=2_000)) as mailbox:
        assert [mail.raw for mail in mailbox.new()] == [MAIL[:2_001]]
        sender = threading.Timer(0.3, dovecot.deliver, (b"Subject: ny\r\n\r\n", NOON))
        sender.start()
        assert mailbox.wait(20) is True
        sender.join()
    with dovecot.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search("SUBJECT ny"))
        client.expunge()


def test_a_connection_that_died_silently_is_noticed_when_idle_is_renewed(dovecot: Dovecot, proxy: Proxy) -> None:
    with ImapMailbox(through(dovecot, proxy, idle_s=1.0)) as mailbox:
        list(mailbox.new())
        threading.Timer(0.3, setattr, (proxy, "silent", True)).start()
        began = time.monotonic()
        with pytest.raises(MailboxDown, match="svarer ikke inden for 2 sekunder"):
            mailbox.wait(60)
        assert time.monotonic() - began < 15


def test_silence_costs_nothing_until_idle_is_renewed(dovecot: Dovecot, proxy: Proxy) -> None:
    with ImapMailbox(through(dovecot, proxy)) as mailbox:
        list(mailbox.new())
        mailbox.wait(0.1)
        waiting = threading.Thread(target=mailbox.wait, args=(3.0,))
        waiting.start()
        time.sleep(1.0)
        before = proxy.passed
        time.sleep(1.0)
        assert proxy.passed == before
        waiting.join()


def test_a_mail_that_the_server_tells_of_with_the_answer_of_a_search_without_it_is_found(
    dovecot: Dovecot, proxy: Proxy
) -> None:
    with ImapMailbox(through(dovecot, proxy)) as mailbox:
        list(mailbox.new())
        dovecot.deliver(b"Subject: under en soegning\r\n\r\n", NOON)
        edited = []

        def arrives_during_the_search(said: bytes) -> bytes:
            found = re.search(rb"\* SEARCH \d+\r\n", said)
            if found is None or edited:
                return said
            edited.append(found[0])
            return said.replace(found[0], b"* SEARCH\r\n* 2 EXISTS\r\n")

        proxy.edit = arrives_during_the_search
        assert mailbox.wait(3) is True
        assert edited
    with dovecot.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search("SUBJECT soegning"))
        client.expunge()


def test_a_certificate_for_another_host_or_that_is_over_is_refused(tmp_path: Path, certificate: Path) -> None:
    with Dovecot(certificate=certificate) as server:
        account = {"port": server.tls_port, "security": Security.SSL}
        with ImapMailbox(server.account(**account, ca_file=certificate)) as mailbox:
            assert list(mailbox.new()) == []
        for changes, says in (
            ({"ca_file": certificate, "host": "localhost"}, "udstedt til et andet værtsnavn"),
            ({}, "udstedt af serveren selv"),
        ):
            with pytest.raises(MailboxDown, match=says), ImapMailbox(server.account(**account, **changes)):
                pass


@pytest.mark.parametrize(("days", "says"), [((-3, -1), "det er udløbet"), ((1, 3), "det gælder ikke endnu")])
def test_a_certificate_out_of_its_time_is_refused(tmp_path: Path, days: tuple[int, int], says: str) -> None:
    file = signed(tmp_path, *days)
    with Dovecot(certificate=file) as server:
        account = server.account(port=server.tls_port, security=Security.SSL, ca_file=file)
        with pytest.raises(MailboxDown, match=f"kan ikke godkendes: {says}"), ImapMailbox(account):
            pass
