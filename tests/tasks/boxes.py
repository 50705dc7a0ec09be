"""The mailboxes the contract is asked of, each a real one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from imapclient import IMAPClient  # type: ignore[import-untyped]

from deployments.demo.imap import DemoImap
from tasks.mailboxes.imap import ImapMailbox
from tasks.mailboxes.maildir import Maildir
from tasks.mailboxes.port import Mailbox
from tests.dovecot import Dovecot
from tests.servers import PASSWORD, USER, account_of

#: Of the largest mail.
LARGEST = 200_000


class Box(Protocol):
    """A mailbox, and what others do to it."""

    def open(self) -> Mailbox: ...

    def deliver(self, raw: bytes, at: datetime) -> None: ...

    def lying(self, folder: str) -> list[bytes]:
        """What lies in a folder, line ends as bare line feeds."""

    def take(self, number: int) -> None:
        """A person moves the mail delivered as number (from 1) away."""

    def remove(self, folder: str) -> None:
        """A person removes a folder."""


class Pymap:
    """IMAP against pymap."""

    def __init__(self, server: DemoImap) -> None:
        self.server = server

    def open(self) -> Mailbox:
        return ImapMailbox(account_of(self.server, largest=LARGEST))

    def deliver(self, raw: bytes, at: datetime) -> None:
        self.server.deliver(raw, at)

    @contextmanager
    def _client(self) -> Iterator[IMAPClient]:
        with IMAPClient("127.0.0.1", port=self.server.port, ssl=False, timeout=10) as client:
            client.plain_login(USER, PASSWORD)
            yield client

    def lying(self, folder: str) -> list[bytes]:
        return lying(self._client(), folder)

    def take(self, number: int) -> None:
        with self._client() as client:
            take(client, number)

    def remove(self, folder: str) -> None:
        with self._client() as client:
            client.delete_folder(folder)


class OnDovecot:
    """IMAP against Dovecot."""

    def __init__(self, server: Dovecot) -> None:
        self.server = server

    def open(self) -> Mailbox:
        return ImapMailbox(self.server.account(largest=LARGEST))

    def deliver(self, raw: bytes, at: datetime) -> None:
        self.server.deliver(raw, at)

    def lying(self, folder: str) -> list[bytes]:
        return lying(self.server.client(), self._named(folder))

    def _named(self, folder: str) -> str:
        prefix = self.server.prefix
        return folder if folder == "INBOX" else prefix + folder

    def take(self, number: int) -> None:
        with self.server.client() as client:
            take(client, number, self._named("Andre"))

    def remove(self, folder: str) -> None:
        with self.server.client() as client:
            client.delete_folder(self._named(folder))


class InMaildir:
    """A Maildir, delivered to as a mail server does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._delivered: list[str] = []
        for part in ("tmp", "new", "cur"):
            (path / part).mkdir(parents=True)

    def open(self) -> Mailbox:
        return Maildir(self.path, processed="Behandlet", quarantine="Karantæne", largest=LARGEST)

    def deliver(self, raw: bytes, at: datetime) -> None:
        name = f"{int(at.timestamp())}.M{len(self._delivered)}P{os.getpid()}.post"
        (self.path / "tmp" / name).write_bytes(raw)
        (self.path / "tmp" / name).rename(self.path / "new" / name)
        self._delivered.append(name)

    def lying(self, folder: str) -> list[bytes]:
        inside = self.path if folder == "INBOX" else self.path / f".{folder}"
        files = [file for part in ("new", "cur") if (inside / part).is_dir() for file in (inside / part).iterdir()]
        return [file.read_bytes().replace(b"\r\n", b"\n") for file in sorted(files, key=lambda file: file.name)]

    def take(self, number: int) -> None:
        (self.path / "new" / self._delivered[number - 1]).rename(self.path / "tmp" / "taken")

    def remove(self, folder: str) -> None:
        for part in ("tmp", "new", "cur"):
            for file in (self.path / f".{folder}" / part).iterdir():
                file.unlink()
            (self.path / f".{folder}" / part).rmdir()
        (self.path / f".{folder}").rmdir()


def lying(connection: AbstractContextManager[IMAPClient], folder: str) -> list[bytes]:
    """What lies in a folder, by UID."""
    with connection as client:
        if not client.folder_exists(folder):
            return []
        client.select_folder(folder, readonly=True)
        uids = client.search("ALL")
        found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
    # One that is moved at this moment has no text.
    return [raw.replace(b"\r\n", b"\n") for _, data in sorted(found.items()) if (raw := data.get(b"BODY[]"))]


def take(client: IMAPClient, number: int, folder: str = "Andre") -> None:
    """Move a mail to a folder of somebody else's."""
    if not client.folder_exists(folder):
        client.create_folder(folder)
    client.select_folder("INBOX")
    client.move([number], folder)
