"""A network that fails as a test wants it: a TCP proxy on loopback between us and a real server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self

_CHUNK: Final = 65_536


class Proxy:
    """Passes everything on, counting it. Change the attributes at any time."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        #: Bytes the server may still send before the connection is cut, once; None: no limit.
        self.cut_after: int | None = None
        #: The server's bytes come in pieces of this size, each so late.
        self.piece = _CHUNK
        self.delay_s = 0.0
        #: The server is heard no more, and does not hang up either.
        self.silent = False
        #: What the client gets instead of what the server said.
        self.edit: Callable[[bytes], bytes] = bytes
        #: Bytes both ways, and connections.
        self.passed = 0
        self.connections = 0
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.connections += 1
                self._open += [client, server]
                self._start(self._pass_on, client, server)
                self._start(self._pass_back, server, client)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(_CHUNK):
                self.passed += len(data)
                server.sendall(data)
        self._cut(client, server)

    def _pass_back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(self.piece):
                if self.silent:
                    continue
                if self.cut_after is not None:
                    data = data[: self.cut_after]
                    self.cut_after -= len(data)
                time.sleep(self.delay_s)
                self.passed += len(data)
                client.sendall(self.edit(data))
                if self.cut_after == 0:
                    self.cut_after = None
                    break
        self._cut(client, server)

    @staticmethod
    def _cut(*both: socket.socket) -> None:
        for each in both:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
