"""Reads an input and says what is wrong with how it was read: the same questions whoever made it."""

from __future__ import annotations

import hashlib
import signal
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final
from unittest import mock

from samraad.notification import Letter
from tasks import parsing
from tasks.parsing import found
from tasks.reading.answers import LETTER
from tasks.taking_in import keep, take_in
from tests.tasks.given import office
from tests.tasks.store.given import NOW

#: Seconds of processor time one input may take here; a third of what a child gets.
HANG_SECONDS: Final = 10.0
#: Of so many inputs one is taken in, store and all.
_TAKEN_IN: Final = 50


class Hang(BaseException):
    """No `except Exception` on the way may keep it."""


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one kind."""

    inputs: int = 0
    #: Whose reading got as far as making an entry of a person in a row or block.
    reached: int = 0
    #: That gave at least one person who is recognised.
    recognised: int = 0
    #: That nobody wrote.
    automatic: int = 0
    slowest_seconds: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was not read as it must be."""

    kind: str
    raw: bytes
    #: Type and place, by which two are the same.
    where: str
    trace: str

    @property
    def name(self) -> str:
        """By its content."""
        return hashlib.sha256(self.raw).hexdigest()[:16]


@dataclass(slots=True)
class Check:
    """Counts, and keeps one input of each way to fail."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    failures: dict[str, Failure] = field(default_factory=dict)
    failed: int = 0
    _rows: int = 0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """While persons that are mapped are counted, and hangs are ended."""
        entry = found.entry

        def counted(*given: Any, **named: Any) -> Any:
            self._rows += 1
            return entry(*given, **named)

        before = signal.signal(signal.SIGVTALRM, _hang)
        try:
            with mock.patch.object(found, "entry", counted):
                yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def one(self, kind: str, raw: bytes) -> None:
        """Read one input."""
        tally = self.tallies[kind]
        tally.inputs += 1
        self._rows = 0
        began = time.perf_counter()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
        try:
            letter = parsing.read(raw)
            _sound(letter)
            if tally.inputs % _TAKEN_IN == 0:
                _outcomes(raw)
            tally.recognised += any(hasattr(entry, "birth_date") for entry in letter.entries)
            tally.automatic += letter.automatic is not None
        except (Exception, Hang) as error:  # noqa: BLE001 - finding them is what this is for
            self._failed(kind, raw, error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.perf_counter() - began
        tally.seconds += took
        tally.slowest_seconds = max(tally.slowest_seconds, took)
        tally.reached += self._rows > 0

    def add(self, other: Check) -> None:
        """The other's results, to this one's."""
        for kind, more in other.tallies.items():
            tally = self.tallies[kind]
            tally.slowest_seconds = max(tally.slowest_seconds, more.slowest_seconds)
            for name in ("inputs", "reached", "recognised", "automatic", "seconds"):
                setattr(tally, name, getattr(tally, name) + getattr(more, name))
        self.failures = other.failures | self.failures
        self.failed += other.failed

    def _failed(self, kind: str, raw: bytes, error: BaseException) -> None:
        self.failed += 1
        frames = [each for each in traceback.extract_tb(error.__traceback__) if "fuzz" not in each.filename]
        place = next((each for each in reversed(frames) if "/tasks/" in each.filename), None)
        where = f"{type(error).__name__} {place.filename.rsplit('/tasks/')[-1]}:{place.name}" if place else repr(error)
        trace = "".join(traceback.format_exception(error))
        self.failures.setdefault(where, Failure(kind=kind, raw=raw, where=where, trace=trace))


def _sound(letter: Letter) -> None:
    """There are entries, and all of it can be told to the parent process."""
    assert letter.entries, "no outcome"
    assert LETTER.validate_json(LETTER.dump_json(letter)) == letter, "told otherwise"


def _outcomes(raw: bytes) -> None:
    """Taken in: an outcome for each entry."""
    desk = office()
    mail = keep(desk, source="fuzz", raw=raw, arrived_at=NOW)
    assert take_in(desk, mail.id), "no outcome"


def _hang(signum: int, frame: FrameType | None) -> None:
    raise Hang(f"{HANG_SECONDS} s")
