"""What every mailbox does: one suite for the IMAP server and the folder of mails."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deployments.demo.imap import DemoImap
from samraad.errors import BadInput
from tasks.mailboxes.folder import FolderMailbox
from tasks.mailboxes.imap import ImapMailbox
from tasks.mailboxes.port import Arrived, Mailbox
from tests.servers import account_of, imap_server

__all__ = ["imap_server"]

#: Two mails, oldest first; bytes of no charset, and none that a server would rewrite.
MAILS = (b"Subject: uge 47\n\nbl\xe5b\xe6r\n", b"Subject: uge 48\n\n\xff\xfe\n")

Open = Callable[[], Mailbox]


@pytest.fixture(params=["imap", "folder"])
def open_mailbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same mailbox, with the two mails in it, any number of times."""
    if request.param == "imap":
        server: DemoImap = request.getfixturevalue("imap_server")
        for day, mail in enumerate(MAILS, start=21):
            server.deliver(mail, datetime(2026, 11, day, 9, tzinfo=UTC))
        yield lambda: ImapMailbox(account_of(server))
        return
    folder = tmp_path / "mails"
    folder.mkdir()
    for number, mail in enumerate(MAILS, start=1):
        (folder / f"{number:02d}.eml").write_bytes(mail)
    yield lambda: FolderMailbox(folder)


def test_all_mails_come_oldest_first_and_unchanged(open_mailbox: Open) -> None:
    with open_mailbox() as mailbox:
        assert tuple(mail.raw for mail in mailbox.new()) == MAILS


def test_a_mail_that_is_not_done_comes_again_under_the_same_key(open_mailbox: Open) -> None:
    with open_mailbox() as mailbox:
        first = [mail.key for mail in mailbox.new()]
    with open_mailbox() as mailbox:
        assert [mail.key for mail in mailbox.new()] == first
    assert len(set(first)) == len(MAILS)


def test_done_may_be_repeated_and_may_name_a_mail_that_is_not_there(open_mailbox: Open) -> None:
    with open_mailbox() as mailbox:
        key = next(iter(mailbox.new())).key
        for processed in (True, True, False):
            mailbox.done(key, processed=processed)
        mailbox.done(f"{key}99", processed=True)
        mailbox.done("1/1", processed=True)


def test_done_may_be_called_between_two_mails(open_mailbox: Open) -> None:
    with open_mailbox() as mailbox:
        seen = []
        for mail in mailbox.new():
            mailbox.done(mail.key, processed=True)
            seen.append(mail.raw)
    assert tuple(seen) == MAILS


def test_waiting_ends_when_nothing_comes(open_mailbox: Open) -> None:
    with open_mailbox() as mailbox:
        list(mailbox.new())
        assert mailbox.wait(0.2) is False


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
