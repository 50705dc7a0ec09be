"""The demo's voice in the terminal: a line each, with the demo's date; what repeats itself is held back."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from sqlalchemy.exc import DBAPIError

from samraad.times import Clock, danish_date, show_day

#: Real seconds between two lines of what repeats itself.
QUIET_SECONDS: Final = 4.0
#: Width of `ons 23. sep`, and a blank.
_DATE_WIDTH: Final = 13


class Terminal:
    """Threads may share it."""

    def __init__(self, clock: Clock, announce: Callable[[str], None]) -> None:
        self._clock = clock
        self._announce = announce
        self._lock = threading.Lock()
        #: What was said, without its numbers.
        self._said: set[str] = set()
        #: Repetitions that wait for their turn.
        self._held_back: list[str] = []
        self._quiet_until = 0.0
        self._today = ""

    def today(self) -> str:
        """The demo's day, `ons 23. sep`; the one last known while the database does not answer."""
        with suppress(DBAPIError):
            self._today = show_day(danish_date(self._clock.now()))
        return self._today

    def plain(self, line: str) -> None:
        """A line without a date."""
        with self._lock:
            self._announce(line)

    def tell(self, line: str) -> None:
        """A line now."""
        with self._lock:
            self._say(line)

    def murmur(self, line: str) -> None:
        """A line now if the like of it was not said before, else when there is quiet."""
        with self._lock:
            kind = re.sub(r"\d+", "", line)
            if kind in self._said:
                self._held_back.append(line)
            else:
                self._said.add(kind)
                self._say(line)

    @property
    def quiet(self) -> bool:
        """Nothing was said for a while, and nothing waits to be."""
        with self._lock:
            return not self._held_back and time.monotonic() >= self._quiet_until

    def round(self) -> None:
        """Say what was held back: the last of it, and how much more there was."""
        with self._lock:
            if not self._held_back or time.monotonic() < self._quiet_until:
                return
            more = len(self._held_back) - 1
            self._say(self._held_back[-1] + (f" (og {more} mere af samme slags)" if more else ""))
            self._held_back.clear()

    def _say(self, line: str) -> None:
        self._quiet_until = time.monotonic() + QUIET_SECONDS
        self._announce(f"{self.today():<{_DATE_WIDTH}}{line}")
