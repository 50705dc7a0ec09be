"""Where notifications come from: a mailbox by IMAP, a Maildir, or a folder of files that is only read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

#: Which of these keys stand for mails that are stored already: their bytes need not be read again.
Kept = Callable[[Sequence[str]], Collection[str]]


def none_kept(keys: Sequence[str]) -> Collection[str]:  # noqa: ARG001 - the contract
    """Nothing is stored yet."""
    return ()


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mail as it lies in the mailbox. Nothing of it has been read yet."""

    #: The same mail has the same key until it is moved: `<uidvalidity>/<uid>` by IMAP, the path in a folder, the name
    #: without its flags in a Maildir.
    key: str
    #: The mail, byte for byte as the source hands it out; of one that is too large the beginning, one byte more than
    #: the limit, by which its reader knows.
    raw: bytes
    #: When the mailbox received it, UTC. None where the source does not know: take the Received header.
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

    def new(self, most: int | None = None, kept: Kept = none_kept) -> Iterator[Arrived]:
        """The mails that are not done, oldest first, each once between entering and leaving; at most so many.

        What arrived while they were handed out comes with the next call. `done` may be called in between. Only what
        was never listed is listed, so that mails that stay where they are cost nothing.
        """
        ...

    def done(self, key: str, *, processed: bool) -> None:
        """Put the mail away as processed, or as quarantined. Call it only after the commit.

        May be repeated. A mail that has vanished, or was moved by a person meanwhile, is no error. Raises NotMoved
        where the mail stays where it is, though the mailbox answers: it is full, or the folder cannot be made.
        """
        ...

    def wait(self, seconds: float, stop: Callable[[], bool] = never) -> bool:
        """Return as soon as something has arrived (True), at the latest after `seconds`, or soon after `stop` (False).

        May return earlier, to make sure the mailbox is still there.
        """
        ...
