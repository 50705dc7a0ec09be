"""A zygote whose children do what the mail says: the parsers' place taken by everything that could go wrong.

Started as `python -m tests.tasks.reading.misbehaving`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from samraad.notification import Letter, Place, Unclear
from tasks.reading import zygote
from tasks.reading.answers import LETTER


def _letter(said: object) -> bytes:
    entry = Unclear(place=Place(), problem=str(said))
    return LETTER.dump_json(Letter(message_id=None, received_at=None, automatic=None, entries=(entry,)))


def _spin() -> bytes:
    while True:
        pass


def _eat() -> bytes:
    eaten = []
    while True:
        eaten.append(bytearray(2**20))


def _eat_and_despair() -> bytes:
    """As a library does that cannot raise."""
    try:
        return _eat()
    except MemoryError:
        os.abort()


def _sleep() -> bytes:
    time.sleep(600)
    return b""


def _fork() -> bytes:
    """A grandchild that keeps the answer's pipe open; as root no limit forbids it."""
    if os.fork() == 0:
        time.sleep(600)
    return _letter("gaffel")


def _write() -> bytes:
    try:
        Path("skrevet.txt").write_text("noget", "utf-8")
    except OSError as error:
        return _letter(error.strerror)
    return _letter("skrevet")


def _open() -> bytes:
    opened = []
    try:
        opened.extend(Path(os.devnull).open("rb") for _ in range(1000))  # noqa: SIM115
    except OSError as error:
        return _letter(error.strerror)
    return _letter("åbnet")


def _crash() -> bytes:
    ctypes.string_at(0)
    return b""


def _raise() -> bytes:
    raise ValueError("Alma Opdigtet Testsen")


def _look() -> bytes:
    """What a reader could find of ours."""
    files = Path("/proc/self/fd")
    return _letter((sorted(os.environ), os.nice(0), len(list(files.iterdir())) if files.exists() else 0))


def _print() -> bytes:
    os.write(1, b"x" * 1000)
    print("y" * 1000, flush=True)  # noqa: T201
    return _letter("skrevet ud")


def _kill_zygote() -> bytes:
    os.kill(os.getppid(), signal.SIGKILL)
    return _sleep()


_DOES = {
    b"spin": _spin,
    b"eat": _eat,
    b"eat and despair": _eat_and_despair,
    b"sleep": _sleep,
    b"fork": _fork,
    b"write": _write,
    b"open": _open,
    b"crash": _crash,
    b"raise": _raise,
    b"look": _look,
    b"print": _print,
    b"kill zygote": _kill_zygote,
    b"flood": lambda: b"x" * (3 * 2**20),
    b"nonsense": lambda: b'{"entries": 7}',
    b"nothing": lambda: b"",
    b"leave": lambda: os._exit(0),
    b"exit": lambda: os._exit(7),
}


def _work(raw: bytes, password: str | None) -> bytes:
    return _DOES[raw]() if raw in _DOES else _letter((len(raw), password))


if __name__ == "__main__":
    zygote.serve(_work)
