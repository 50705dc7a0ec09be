"""What every mailbox does: one suite for IMAP against two servers and the Maildir; and the folder that is only read."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from samraad.errors import BadInput
from tasks.mailboxes.folder import FolderMailbox
from tasks.mailboxes.port import Arrived
from tests.dovecot import Dovecot, needs_dovecot
from tests.servers import imap_server
from tests.tasks.boxes import LARGEST, Box, InMaildir, OnDovecot, Pymap

__all__ = ["imap_server"]

#: Two mails, oldest first; bytes of no charset, and none that a server would rewrite.
MAILS = (b"Subject: uge 47\n\nbl\xe5b\xe6r\n", b"Subject: uge 48\n\n\xff\xfe\n")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

DOVECOTS = {"dovecot": {}, "dovecot with a prefix": {"separator": ".", "prefix": "INBOX."}}


@pytest.fixture(params=["pymap", *(pytest.param(name, marks=needs_dovecot) for name in DOVECOTS), "maildir"])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Box]:
    """An empty mailbox."""
    if request.param == "pymap":
        yield Pymap(request.getfixturevalue("imap_server"))
    elif request.param == "maildir":
        yield InMaildir(tmp_path / "Maildir")
    else:
        with Dovecot(**DOVECOTS[request.param]) as server:
            yield OnDovecot(server)


@pytest.fixture
def filled(box: Box) -> Box:
    """With the two mails in it, the newer delivered first."""
    box.deliver(MAILS[1], NOON + timedelta(days=1))
    box.deliver(MAILS[0], NOON)
    return box


def read(mails: Sequence[Arrived]) -> tuple[bytes, ...]:
    """Servers keep mails with line feeds of their own."""
    return tuple(mail.raw.replace(b"\r\n", b"\n") for mail in mails)


def test_all_mails_come_oldest_first_and_unchanged_with_their_arrival(filled: Box) -> None:
    with filled.open() as mailbox:
        mails = list(mailbox.new())
    assert read(mails) == MAILS
    assert [mail.received_at for mail in mails] == [NOON, NOON + timedelta(days=1)]


def test_each_mail_comes_once_between_entering_and_leaving(filled: Box) -> None:
    with filled.open() as mailbox:
        first = [mail.key for mail in mailbox.new()]
        assert list(mailbox.new()) == []
    with filled.open() as mailbox:
        assert [mail.key for mail in mailbox.new()] == first
    assert len(set(first)) == len(MAILS)


def test_no_more_come_than_are_asked_for_and_the_rest_next_time(filled: Box) -> None:
    with filled.open() as mailbox:
        assert read(list(mailbox.new(1))) == MAILS[:1]
        assert mailbox.wait(20) is True
        assert read(list(mailbox.new(1))) == MAILS[1:]
        assert list(mailbox.new(1)) == []


def test_what_is_stored_already_is_not_read(filled: Box) -> None:
    with filled.open() as mailbox:
        keys = [mail.key for mail in mailbox.new()]
    with filled.open() as mailbox:
        assert [mail.key for mail in mailbox.new(kept=lambda asked: set(asked) & {keys[0]})] == keys[1:]
        assert mailbox.wait(0.1) is False


@pytest.mark.parametrize(("processed", "folder"), [(True, "Behandlet"), (False, "Karantæne")])
def test_done_moves_the_mail_and_makes_the_folder(filled: Box, processed: bool, folder: str) -> None:
    with filled.open() as mailbox:
        mailbox.done(next(iter(mailbox.new())).key, processed=processed)
    assert filled.lying("INBOX") == [MAILS[1]]
    assert filled.lying(folder) == [MAILS[0]]


def test_done_may_be_repeated_and_may_name_a_mail_that_is_not_there(filled: Box) -> None:
    with filled.open() as mailbox:
        key = next(iter(mailbox.new())).key
        for processed in (True, True, False):
            mailbox.done(key, processed=processed)
        mailbox.done(f"{key}99", processed=True)
        mailbox.done("1/1", processed=True)
    assert (filled.lying("INBOX"), filled.lying("Behandlet")) == ([MAILS[1]], [MAILS[0]])


def test_done_may_be_called_between_two_mails(filled: Box) -> None:
    with filled.open() as mailbox:
        seen = []
        for mail in mailbox.new():
            mailbox.done(mail.key, processed=True)
            seen.append(mail)
    assert read(seen) == MAILS
    assert filled.lying("INBOX") == []


def test_a_target_folder_removed_meanwhile_is_made_again(filled: Box) -> None:
    with filled.open() as mailbox:
        first, second = mailbox.new()
        mailbox.done(first.key, processed=True)
        filled.remove("Behandlet")
        mailbox.done(second.key, processed=True)
    assert filled.lying("Behandlet") == [MAILS[1]]


def test_a_mail_moved_by_a_person_between_reading_and_done_is_left_there(filled: Box) -> None:
    with filled.open() as mailbox:
        mails = list(mailbox.new())
        filled.take(1)
        for mail in mails:
            mailbox.done(mail.key, processed=True)
    assert filled.lying("Behandlet") == [MAILS[0]]
    assert filled.lying("INBOX") == []


def test_a_mail_that_vanishes_between_two_is_left_out(filled: Box) -> None:
    with filled.open() as mailbox:
        assert read(list(mailbox.new(1))) == MAILS[:1]
        filled.take(1)
        assert list(mailbox.new()) == []


def test_two_services_on_one_mailbox_move_every_mail_once(filled: Box) -> None:
    with filled.open() as one, filled.open() as other:
        for mail, again in zip(list(one.new()), list(other.new()), strict=True):
            assert mail == again
            one.done(mail.key, processed=True)
            other.done(again.key, processed=True)
    assert (filled.lying("INBOX"), filled.lying("Behandlet")) == ([], list(MAILS))


def test_of_a_mail_that_is_too_large_one_byte_more_than_the_limit_is_read(box: Box) -> None:
    box.deliver(b"Subject: stor\n\n" + b"x" * 70 * 4_000 + b"\n", NOON)
    box.deliver(MAILS[0], NOON + timedelta(hours=1))
    with box.open() as mailbox:
        large, small = mailbox.new()
        assert len(large.raw) == LARGEST + 1
        assert large.raw.startswith(b"Subject: stor")
        mailbox.done(large.key, processed=False)
    assert read([small]) == MAILS[:1]
    assert [len(raw) for raw in box.lying("Karantæne")] == [280_016]


def test_waiting_ends_when_nothing_comes(filled: Box) -> None:
    with filled.open() as mailbox:
        list(mailbox.new())
        assert mailbox.wait(0.2) is False


def test_waiting_wakes_when_a_mail_arrives(box: Box) -> None:
    with box.open() as mailbox:
        assert list(mailbox.new()) == []
        sender = threading.Timer(0.3, box.deliver, (MAILS[0], NOON))
        sender.start()
        began = time.monotonic()
        while not mailbox.wait(20) and time.monotonic() - began < 20:
            pass
        assert time.monotonic() - began < 10
        sender.join()
        assert read(list(mailbox.new())) == MAILS[:1]


def test_waiting_ends_soon_after_one_is_told_to_stop(box: Box) -> None:
    stop = threading.Event()
    with box.open() as mailbox:
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        assert mailbox.wait(60, stop.is_set) is False
        assert time.monotonic() - began < 10


def test_arrival_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Arrived(key="1/1", raw=b"", received_at=datetime(2026, 11, 21))  # noqa: DTZ001


def test_a_single_file_is_a_mailbox_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "underretning.txt"
    path.write_bytes(MAILS[0])
    with FolderMailbox(path) as mailbox:
        assert [(mail.key, mail.raw, mail.received_at) for mail in mailbox.new()] == [(str(path), MAILS[0], None)]


def test_a_folder_gives_its_mails_only(tmp_path: Path) -> None:
    for name in ("b.EML", "a.eml", "d.msg", "README.md", "expected.json"):
        (tmp_path / name).write_bytes(MAILS[0])
    (tmp_path / "c.eml").mkdir()
    with FolderMailbox(tmp_path) as mailbox:
        assert [Path(mail.key).name for mail in mailbox.new()] == ["a.eml", "b.EML", "d.msg"]


def test_reading_a_folder_leaves_it_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAILS[0])
    with FolderMailbox(tmp_path) as mailbox:
        for mail in mailbox.new():
            mailbox.done(mail.key, processed=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.eml"]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"borte.*findes ikke"), FolderMailbox(tmp_path / "borte"):
        pass


def test_what_cannot_be_read_is_named_before_the_first_mail_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as unreadable:  # even by root
        unreadable.bind("post.eml")
        with pytest.raises(BadInput, match=r"post\.eml« kan ikke læses.*intet gjort"), FolderMailbox(Path("post.eml")):
            pass
