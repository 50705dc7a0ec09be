"""The notification mailbox by IMAP (RFC 3501) with IDLE (RFC 2177), MOVE (RFC 6851) and UIDPLUS (RFC 4315)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from imapclient import IMAPClient  # type: ignore[import-untyped]

from samraad.errors import MailboxDown
from tasks.mailboxes.account import ImapAccount, connected
from tasks.mailboxes.folders import Folders, selected
from tasks.mailboxes.idling import Idling
from tasks.mailboxes.meaning import in_danish
from tasks.mailboxes.port import Arrived, Kept, never, none_kept

#: A fetch asks for at most so many mails …
_BATCH_MAILS = 20
#: … and, unless a single mail is larger, at most so many bytes.
_BATCH_BYTES = 8_000_000
#: So many are asked at once for their arrival and size.
_LISTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, order=True)
class _Listed:
    """A mail that lies in the folder and was not handed out yet. Oldest first."""

    received_at: datetime
    uid: int
    #: Bytes, as the server says.
    size: int


class ImapMailbox:
    """The mails of one IMAP folder. See `tasks.mailboxes.port.Mailbox`; every method raises MailboxDown.

    UIDs only grow while a folder keeps its UIDVALIDITY, so a poll asks for those above the highest seen. A mail marked
    as deleted is gone: that is how many mail programs move one.
    """

    def __init__(self, account: ImapAccount, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._account = account
        self._monotonic = monotonic
        self._connection: IMAPClient | None = None
        self._folders = Folders()
        self._next_uid = 1
        self._ahead: list[_Listed] = []

    def __enter__(self) -> Self:
        # imapclient logs whole mails, personal data and all, at DEBUG, and names of folders as warnings.
        logging.getLogger("imapclient").setLevel(logging.ERROR)
        with in_danish(self._account):
            client = connected(self._account)
            try:
                client.normalise_times = False
                self._folders = Folders.of(client, self._account)
            except BaseException:
                client.__exit__(None, None, None)
                raise
        self._connection = client
        self._next_uid, self._ahead = 1, []
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

    @property
    def read_only(self) -> bool:
        """Mails can be taken in, but not moved."""
        return self._folders.read_only

    def new(self, most: int | None = None, kept: Kept = none_kept) -> Iterator[Arrived]:
        """See the contract. Of a mail that is too large the beginning is fetched, never the whole."""
        with in_danish(self._account):
            self._list(kept)
        for batch in _batches(self._ahead[:most], self._account.largest):
            with in_danish(self._account):
                fetched = self._fetch(batch)
            for mail in batch:
                self._ahead.remove(mail)
                raw = fetched.get(mail.uid)
                if not raw and mail.size:
                    continue  # vanished between the listing and the fetch
                yield Arrived(key=self._key(mail.uid), raw=raw or b"", received_at=mail.received_at)

    def _list(self, kept: Kept) -> None:
        uids = self._arrived()
        for first in range(0, len(uids), _LISTED_AT_ONCE):
            some = uids[first : first + _LISTED_AT_ONCE]
            known = kept([self._key(uid) for uid in some])
            asked = [uid for uid in some if self._key(uid) not in known]
            found = self._client.fetch(asked, ["INTERNALDATE", "RFC822.SIZE"]) if asked else {}
            for uid in asked:
                data = found.get(uid, {})
                if b"INTERNALDATE" in data:
                    arrived = data[b"INTERNALDATE"].astimezone(UTC)
                    self._ahead.append(_Listed(arrived, uid, data.get(b"RFC822.SIZE", 0)))
            self._next_uid = some[-1] + 1
        self._ahead.sort()

    def _arrived(self) -> list[int]:
        """UIDs never listed before, ascending."""
        self._client.noop()  # lets the server tell what has changed
        while True:
            self._told_of_arrivals()
            found = self._client.search(["UNDELETED", "UID", f"{self._next_uid}:*"])
            # Where none is so high, the asterisk stands for the highest there is (RFC 3501 §6.4.8).
            arrived = sorted(uid for uid in found if uid >= self._next_uid)
            # A mail that arrives during a search may be told of with its answer without being in it. IDLE would not
            # tell it again, and the mail would lie until IDLE is renewed.
            if arrived or not self._told_of_arrivals():
                return arrived

    def _told_of_arrivals(self) -> bool:
        """Whether the server has told of mails since this was last asked."""
        connection = self._client._imap  # noqa: SLF001 - imapclient passes on only what a NOOP or an IDLE is told
        return bool(connection.response("EXISTS")[1][0])

    def _fetch(self, batch: Sequence[_Listed]) -> dict[int, bytes]:
        """UID → the mail."""
        most = self._account.largest
        if batch[0].size > most:
            part, answer = f"BODY.PEEK[]<0.{most + 1}>", b"BODY[]<0>"
        else:
            part, answer = "BODY.PEEK[]", b"BODY[]"
        fetched = self._client.fetch([mail.uid for mail in batch], [part])
        return {uid: data[answer] for uid, data in fetched.items() if data.get(answer)}

    def _key(self, uid: int) -> str:
        return f"{self._folders.uidvalidity}/{uid}"

    def done(self, key: str, *, processed: bool) -> None:
        """See the contract."""
        uidvalidity, _, uid = key.partition("/")
        if uidvalidity != str(self._folders.uidvalidity):
            return  # the server has numbered the folder anew: the key names nothing any more
        with in_danish(self._account):
            self._folders.move(self._client, int(uid), processed=processed)

    def wait(self, seconds: float, stop: Callable[[], bool] = never) -> bool:
        """See the contract. Silence costs a question each `idle_s`, which also finds a connection that has died."""
        with in_danish(self._account):
            if self._ahead or self._arrived():
                return True  # arrived since the last reading: IDLE would not tell it again
            idling = Idling(self._client, self._monotonic, stop)
            if not self._client.has_capability("IDLE"):
                return idling.polled(seconds, self._account.poll_s, lambda: bool(self._arrived()))
            if idling.told(min(seconds, self._account.idle_s)):
                return True
            if not stop() and seconds >= self._account.idle_s:
                self._same_folder()
            return False

    def _same_folder(self) -> None:
        """Raises MailboxDown where the folder has been renumbered or made anew under our feet."""
        if selected(self._client, self._account.folder)[0] != self._folders.uidvalidity:
            raise MailboxDown(f"Mappen »{self._account.folder}« er nummereret om eller lavet på ny. Den åbnes igen.")


def _batches(mails: Sequence[_Listed], largest: int) -> Iterator[list[_Listed]]:
    """In the order given. A mail larger than the largest is alone: it is fetched otherwise."""
    batch: list[_Listed] = []
    for mail in mails:
        room = len(batch) < _BATCH_MAILS and sum(each.size for each in [*batch, mail]) <= min(_BATCH_BYTES, largest)
        if batch and not room:
            yield batch
            batch = []
        batch.append(mail)
    if batch:
        yield batch
