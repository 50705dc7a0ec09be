"""The notification mailbox by IMAP (RFC 3501) with IDLE (RFC 2177), MOVE (RFC 6851) and UIDPLUS (RFC 4315)."""

from __future__ import annotations

import logging
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from typing import Self

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError  # type: ignore[import-untyped]

from samraad.errors import MailboxDown
from tasks.mailboxes.account import ImapAccount, connected, in_danish
from tasks.mailboxes.port import Arrived

#: A fetch asks for at most so many mails …
_BATCH_MAILS = 20
#: … and, unless a single mail is larger, at most so many bytes.
_BATCH_BYTES = 8_000_000
#: Servers may drop a client that idles for 30 minutes (RFC 2177).
_LONGEST_IDLE_S = 25 * 60.0


class ImapMailbox:
    """The mails of one IMAP folder. See `tasks.mailboxes.port.Mailbox`; every method raises MailboxDown.

    A mail marked as deleted is gone: that is how many mail programs move one.
    """

    def __init__(self, account: ImapAccount, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._account = account
        self._monotonic = monotonic
        self._connection: IMAPClient | None = None
        self._uidvalidity = 0
        self._handed_out: set[int] = set()

    def __enter__(self) -> Self:
        # imapclient logs whole mails, personal data and all, at DEBUG.
        logging.getLogger("imapclient").setLevel(logging.WARNING)
        with in_danish(self._account):
            client = connected(self._account)
            try:
                client.normalise_times = False
                self._uidvalidity = _select(client, self._account)
                for folder in (self._account.processed, self._account.quarantine):
                    _make(client, folder)
            except BaseException:
                client.__exit__(None, None, None)
                raise
        self._connection = client
        self._handed_out.clear()
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.__exit__(None, None, None)
            self._connection = None

    @property
    def _client(self) -> IMAPClient:
        if self._connection is None:
            raise MailboxDown("Postkassen er ikke åbnet.")
        return self._connection

    def new(self) -> Iterator[Arrived]:
        with in_danish(self._account):
            uids = self._waiting()
            # A mail that is not in the folder any more need not be remembered.
            self._handed_out &= set(uids)
            listed = self._client.fetch(uids, ["INTERNALDATE", "RFC822.SIZE"]) if uids else {}
        listed = {uid: data for uid, data in listed.items() if b"INTERNALDATE" in data}
        oldest_first = sorted(listed, key=lambda uid: (listed[uid][b"INTERNALDATE"], uid))
        for batch in _batches(oldest_first, {uid: data.get(b"RFC822.SIZE", 0) for uid, data in listed.items()}):
            with in_danish(self._account):
                fetched = self._client.fetch(batch, ["BODY.PEEK[]"])
            for uid in batch:
                raw: bytes | None = fetched.get(uid, {}).get(b"BODY[]")
                if not raw and listed[uid].get(b"RFC822.SIZE"):
                    continue  # vanished between the listing and the fetch
                self._handed_out.add(uid)
                received_at = listed[uid][b"INTERNALDATE"].astimezone(UTC)
                yield Arrived(key=f"{self._uidvalidity}/{uid}", raw=raw or b"", received_at=received_at)

    def done(self, key: str, *, processed: bool) -> None:
        uidvalidity, _, uid = key.partition("/")
        if uidvalidity != str(self._uidvalidity):
            return  # the server has numbered the folder anew: the key names nothing any more
        folder = self._account.processed if processed else self._account.quarantine
        with in_danish(self._account):
            try:
                self._move(int(uid), folder)
            except IMAPClientAbortError:
                raise
            except IMAPClientError:
                # Either the mail is gone, which some servers refuse, or somebody removed the folder.
                if int(uid) not in self._waiting():
                    return
                _make(self._client, folder)
                self._move(int(uid), folder)

    def wait(self, seconds: float) -> bool:
        with in_danish(self._account):
            if set(self._waiting()) - self._handed_out:
                return True  # arrived since the last reading: IDLE would not tell it again
            if not self._client.has_capability("IDLE"):
                time.sleep(seconds)
                return bool(set(self._waiting()) - self._handed_out)
            return self._idle(min(seconds, _LONGEST_IDLE_S))

    def _idle(self, seconds: float) -> bool:
        # imapclient's own idle_check takes half a line, which a slow network delivers, for a broken connection.
        # So the socket is only watched here, and idle_done reads what came: also what came with the first answer.
        until = self._monotonic() + seconds
        left = seconds
        while left > 0:
            self._client.idle()
            try:
                _readable(self._client.socket(), left)
            finally:
                _, told = self._client.idle_done()
            if any(len(response) > 1 and response[1] == b"EXISTS" for response in told):
                return True
            left = until - self._monotonic()
        return False

    def _waiting(self) -> list[int]:
        self._client.noop()  # lets the server tell what has changed
        return list(self._client.search("UNDELETED"))

    def _move(self, uid: int, folder: str) -> None:
        if self._client.has_capability("MOVE"):
            self._client.move([uid], folder)
            return
        if uid not in self._waiting():
            return  # a second copy would be a second mail
        self._client.copy([uid], folder)
        self._client.delete_messages([uid], silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge([uid])  # a plain EXPUNGE would take other people's deleted mails along


def _select(client: IMAPClient, account: ImapAccount) -> int:
    try:
        return int(client.select_folder(account.folder)[b"UIDVALIDITY"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise MailboxDown(
            f"Mappen »{account.folder}« findes ikke i postkassen, eller vi må ikke flytte mails fra den."
        ) from error


def _readable(connection: socket.socket, seconds: float) -> None:
    """Returns when the server has sent something or hung up, at the latest after `seconds`."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        selector.select(seconds)


def _make(client: IMAPClient, folder: str) -> None:
    try:
        if not client.folder_exists(folder):
            client.create_folder(folder)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        if not client.folder_exists(folder):  # else another watch was first
            raise MailboxDown(
                f"Mappen »{folder}« mangler i postkassen og kan ikke oprettes. Opret den i hånden."
            ) from error


def _batches(uids: list[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for uid in uids:
        if batch and (len(batch) == _BATCH_MAILS or sum(sizes[each] for each in [*batch, uid]) > _BATCH_BYTES):
            yield batch
            batch = []
        batch.append(uid)
    if batch:
        yield batch
