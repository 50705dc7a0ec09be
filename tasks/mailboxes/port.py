"""Where notifications come from: a mailbox by IMAP (`tasks.mailboxes.imap`) or a folder (`tasks.mailboxes.folder`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mail as it lies in the mailbox. Nothing of it has been read yet."""

    #: The same mail has the same key until it is moved: `<uidvalidity>/<uid>` by IMAP, the path in a folder.
    key: str
    #: The mail, byte for byte as the source hands it out.
    raw: bytes
    #: When the mailbox received it (INTERNALDATE), UTC. None where the source does not know: take the Received header.
    received_at: datetime | None

    def __post_init__(self) -> None:
        if self.received_at is not None and self.received_at.tzinfo is None:
            raise ValueError("received_at must be an aware datetime")


class Mailbox(Protocol):
    """A source of mails, used as a context manager: entering connects, leaving disconnects.

    Every method raises MailboxDown when the source cannot be reached; the caller then leaves, waits and enters again.
    One object belongs to one thread.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def new(self) -> Iterator[Arrived]:
        """All mails that are not done, oldest first; read a few at a time, so `done` may be called in between."""
        ...

    def done(self, key: str, *, processed: bool) -> None:
        """Put the mail away as processed, or as quarantined. Call it only after the commit.

        May be repeated. A mail that has vanished, or was moved by a person meanwhile, is no error.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Return as soon as something has arrived (True), at the latest after `seconds` (False)."""
        ...
