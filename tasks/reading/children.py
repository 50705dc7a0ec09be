"""The real reader: each mail is read by a child process with limits, forked by a process that is ready for it.

multiprocessing's forkserver does nearly the same, but each of its children is told all about this process's main module
first, and imports it: it adds 84 ms to a mail where ours adds 30 (benchmarks/reading.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import IO, Final, cast

from samraad.notification import Letter
from tasks.reading import child, wire
from tasks.reading.answers import LETTER
from tasks.reading.port import Limit, Limits, OverLimit, Unread

_MEGABYTE: Final = 2**20
_CHECKOUT: Final = Path(__file__).resolve().parents[2]
_ZYGOTE: Final = (sys.executable, "-m", "tasks.reading.zygote")
#: Seconds a zygote has to start, and to say that its child is over the limit.
_GRACE: Final = 15
#: Zygotes kept ready when nothing is read; more are started when more is read at once.
_KEPT: Final = 2


class _Zygote:
    """One process that forks children. One thread at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Nothing of ours: it needs no key, password or address. In any folder, with this checkout's modules.
            env={"PYTHONPATH": str(_CHECKOUT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            cwd=_CHECKOUT,
        )

    def ask(self, head: wire.Head, raw: bytes, limits: Limits) -> tuple[wire.Head, bytes]:
        """The answer to an order. Raises OSError, EOFError if the zygote is gone, Garbage."""
        orders, answers = cast("tuple[IO[bytes], IO[bytes]]", (self._process.stdin, self._process.stdout))
        # It keeps the time itself; where it cannot, it is ended from here, and what is written or read below ends too.
        watch = threading.Timer(limits.seconds + _GRACE, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            wire.send(orders.fileno(), head, raw)
            answer = wire.receive(answers.fileno(), limits.output_mb * _MEGABYTE + _MEGABYTE)
        finally:
            watch.cancel()
        if answer is None:
            raise EOFError
        return answer

    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def end(self) -> None:
        """Let it end, or make it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Children:
    """See `tasks.reading.port.Reader`."""

    def __init__(
        self, limits: Limits | None = None, command: Sequence[str] = _ZYGOTE, columns_files: Sequence[Path] = ()
    ) -> None:
        """Nothing is started before the first mail. command: of a zygote. columns_files: the headings of lists."""
        self._limits = limits or Limits()
        self._command = (*command, *map(str, columns_files))
        self._idle: list[_Zygote] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _end_all, self._idle)

    def read(self, raw: bytes, password: str | None = None) -> Letter:
        """See `tasks.reading.port.Reader.read`."""
        if len(raw) > self._limits.mail_mb * _MEGABYTE:
            raise OverLimit(Limit.MAIL)
        head, said = self._ask({"password": password, "limits": asdict(self._limits)}, raw)
        over = head.get("over")
        if over is not None:
            raise OverLimit(Limit(over))
        try:
            if said.startswith(child.READ):
                return LETTER.validate_json(said[1:])
            error, where = itemgetter("error", "where")(json.loads(said[1:]))
        except (ValueError, KeyError, TypeError):
            raise OverLimit(Limit.CRASH) from None
        raise Unread(error, where)

    def close(self) -> None:
        """See `tasks.reading.port.Reader.close`."""
        with self._lock:
            idle, self._idle[:] = list(self._idle), []
        _end_all(idle)

    def _ask(self, order: wire.Head, raw: bytes) -> tuple[wire.Head, bytes]:
        """A zygote's answer. One that goes away is replaced once: the system may have ended it for its own reasons."""
        began = time.monotonic()
        for _ in range(2):
            zygote = self._take()
            try:
                answer = zygote.ask(order, raw, self._limits)
            except (OSError, EOFError, wire.Garbage):
                zygote.end()
                if time.monotonic() - began > self._limits.seconds:
                    raise OverLimit(Limit.TIME) from None
            except BaseException:
                zygote.end()
                raise
            else:
                self._give_back(zygote)
                return answer
        raise OverLimit(Limit.CRASH)

    def _take(self) -> _Zygote:
        """A zygote that nobody else uses; started if none is idle."""
        while True:
            with self._lock:
                zygote = self._idle.pop() if self._idle else None
            if zygote is None:
                return _Zygote(self._command)
            if zygote.alive():
                return zygote
            zygote.end()

    def _give_back(self, zygote: _Zygote) -> None:
        with self._lock:
            keep = len(self._idle) < _KEPT
            if keep:
                self._idle.append(zygote)
        if not keep:
            zygote.end()


def _end_all(zygotes: Sequence[_Zygote]) -> None:
    for zygote in zygotes:
        zygote.end()
