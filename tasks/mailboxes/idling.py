"""Waiting for a server to say that something has arrived."""

from __future__ import annotations

import selectors
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from imapclient import IMAPClient  # type: ignore[import-untyped]

#: Seconds between two looks whether we should stop.
_LOOK_UP_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Idling:
    """One wait."""

    client: IMAPClient
    monotonic: Callable[[], float]
    stop: Callable[[], bool]

    def told(self, seconds: float) -> bool:
        """IDLE until the server tells of an arrival, or the time is over."""
        # imapclient's own idle_check takes half a line, which a slow network delivers, for a broken connection.
        # So the socket is only watched here, and idle_done reads what came: also what came with the first answer.
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0 and not self.stop():
            self.client.idle()
            try:
                self._watch(left)
            finally:
                _, told = self.client.idle_done()
            if any(len(response) > 1 and response[1] == b"EXISTS" for response in told):
                return True
        return False

    def _watch(self, seconds: float) -> None:
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0 and not self.stop():
            if _readable(self.client.socket(), min(left, _LOOK_UP_S)):
                return

    def polled(self, seconds: float, every: float, arrived: Callable[[], bool]) -> bool:
        """Ask now and then, where the server has no IDLE."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0 and not self.stop():
            self._sleep(min(left, every))
            if arrived():
                return True
        return False

    def _sleep(self, seconds: float) -> None:
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0 and not self.stop():
            time.sleep(min(left, _LOOK_UP_S))


def _readable(connection: socket.socket, seconds: float) -> bool:
    """Whether the server has sent something or hung up, within the time."""
    if isinstance(connection, ssl.SSLSocket) and connection.pending():
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return bool(selector.select(seconds))
