"""A Maildir as mailbox: what a mail server on this machine, or a fetcher such as getmail, delivers as files.

Mails are read from `new/` and `cur/`, which hold whole mails only, and are put away in folders beside them as Dovecot
and mutt have them: `.Behandlet/new/`. `https://cr.yp.to/proto/maildir.html`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Final, Self

from samraad.errors import MailboxDown, NotMoved
from tasks.mailboxes.port import Arrived, Kept, never, none_kept
from tasks.parsing import headers

_READ_FROM: Final = ("new", "cur")
_PARTS: Final = ("tmp", "new", "cur")
#: What follows the first of these in a name are flags, which change while the mail is the same.
_FLAGS: Final = ":"
#: Seconds between two looks.
_LOOK_S: Final = 0.5
#: Nanoseconds after which a folder's time of change tells for certain that nothing came since: clocks are coarse.
_SETTLED_NS: Final = 2_000_000_000
#: Bytes at the beginning of a mail among which its Received header is looked for.
_BEGINNING: Final = 256 * 1024


@dataclass(frozen=True, slots=True, order=True)
class _Lying:
    """A mail and when it was delivered: seconds since 1970."""

    delivered: float
    key: str
    path: Path


class Maildir:
    """See `tasks.mailboxes.port.Mailbox`. Several services may share one: a move is a rename."""

    def __init__(self, path: Path, *, processed: str, quarantine: str, largest: int = 50 * 2**20) -> None:
        self._path = path
        self._targets = {True: processed, False: quarantine}
        self._largest = largest
        self._listed: set[str] = set()
        self._ahead: list[_Lying] = []
        self._changed: tuple[int, ...] | None = None

    def __enter__(self) -> Self:
        self._listed, self._ahead, self._changed = set(), [], None
        missing = [part for part in _READ_FROM if not (self._path / part).is_dir()]
        if missing:
            raise MailboxDown(
                f"»{self._path}« er ikke en Maildir: {' og '.join(missing)} mangler."
                " Ret SAMRAAD_MAILDIR, eller lad postserveren lave den."
            )
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def new(self, most: int | None = None, kept: Kept = none_kept) -> Iterator[Arrived]:
        """See the contract. Of a mail that is too large the beginning is read."""
        with self._readable():
            self._list(kept)
        for mail in self._ahead[:most]:
            self._ahead.remove(mail)
            with self._readable():
                raw = self._raw(mail)
            if raw is not None:
                yield Arrived(key=mail.key, raw=raw, received_at=_received_at(raw, mail.delivered))

    def _list(self, kept: Kept) -> None:
        changed = self._changes()
        if changed == self._changed:
            return
        there = {_key(path): path for part in _READ_FROM for path in _mails(self._path / part)}
        fresh = [key for key in there if key not in self._listed]
        known = kept(fresh) if fresh else ()
        for key in fresh:
            if key not in known:
                self._ahead.append(_Lying(_delivered(there[key]), key, there[key]))
        self._ahead.sort()
        self._listed = set(there)
        # What came within the same tick as this look would not show: then look again.
        self._changed = changed if max(changed) < time.time_ns() - _SETTLED_NS else None

    def _changes(self) -> tuple[int, ...]:
        return tuple((self._path / part).stat().st_mtime_ns for part in _READ_FROM)

    def _raw(self, mail: _Lying) -> bytes | None:
        """None: somebody has moved it."""
        for path in (mail.path, *self._found(mail.key)):
            with suppress(FileNotFoundError), path.open("rb") as file:
                return file.read(self._largest + 1)
        return None

    def _found(self, key: str) -> Iterator[Path]:
        """Where a mail lies now: a mail program that shows it moves it from new to cur, with flags."""
        for part in _READ_FROM:
            yield from (path for path in _mails(self._path / part) if _key(path) == key)

    def done(self, key: str, *, processed: bool) -> None:
        """See the contract."""
        folder = self._path / f".{self._targets[processed].replace('/', '.')}"
        with self._readable():
            path = next(self._found(key), None)
        if path is None:
            return
        try:
            for part in _PARTS:
                (folder / part).mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                path.rename(folder / "new" / key)
        except OSError as error:
            raise NotMoved(f"Mailen kan ikke flyttes til »{folder}«: {error.strerror}. Den bliver liggende.") from error

    def wait(self, seconds: float, stop: Callable[[], bool] = never) -> bool:
        """See the contract. A look costs two file times, however many mails lie there."""
        until = time.monotonic() + seconds
        while True:
            with self._readable():
                if self._ahead or (self._changes() != self._changed and self._fresh()):
                    return True
            left = until - time.monotonic()
            if left <= 0 or stop():
                return False
            time.sleep(min(left, _LOOK_S))

    def _fresh(self) -> bool:
        return any(_key(path) not in self._listed for part in _READ_FROM for path in _mails(self._path / part))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise MailboxDown(f"Maildir »{self._path}« kan ikke læses: {error.strerror}.") from error


def _mails(folder: Path) -> Iterator[Path]:
    # Names that begin with a dot are not mails.
    return (path for path in folder.iterdir() if not path.name.startswith(".") and path.is_file())


def _key(path: Path) -> str:
    return path.name.partition(_FLAGS)[0]


def _delivered(path: Path) -> float:
    """A name begins with the second of the delivery; a file put there by hand has the time it was written."""
    seconds, dot, _ = path.name.partition(".")
    if dot and seconds.isascii() and seconds.isdigit() and len(seconds) <= len("9999999999"):
        return float(seconds)
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return time.time()


def _received_at(raw: bytes, delivered: float) -> datetime:
    """The earlier of the delivery and the topmost Received header.

    A fetcher delivers later than the mailbox received, and the clock of the law must not start late.
    """
    arrived = datetime.fromtimestamp(delivered, UTC)
    mail = BytesHeaderParser().parsebytes(raw[:_BEGINNING])
    del mail["Date"]  # the sender's own word
    received = headers.received_at(mail)
    return arrived if received is None else min(arrived, received)
