"""One `up` per home: a lock that is let go whatever becomes of its holder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import psutil

from deployments.services import service
from deployments.services.service import Folders
from samraad.errors import AlreadyUp, Failure

LOCK = "up.lock"


@contextmanager
def only_one(folders: Folders) -> Iterator[None]:
    """Hold the home's lock, with our number in it. Raises AlreadyUp if another process holds it."""
    with (folders.run / LOCK).open("a+", encoding="utf-8") as lock:
        if not _taken(lock):
            raise AlreadyUp(
                f"Samråd kører allerede i {folders.run.parent}. »samraad down« stopper det; et andet SAMRAAD_HOME og"
                " andre porte giver et til."
            )
        lock.truncate(0)
        lock.write(service.note_of(os.getpid()))
        lock.flush()
        yield


def holder(folders: Folders) -> psutil.Process | None:
    """The `up` of this home, None if none runs."""
    path = folders.run / LOCK
    return service.noted(path) if path.exists() and not _is_free(folders) else None


def wait_until_free(folders: Folders, seconds: float) -> None:
    """Raises Failure if the lock is still held after so many seconds."""
    give_up_at = time.monotonic() + seconds
    while not _is_free(folders):
        if time.monotonic() > give_up_at:
            raise Failure(f"Samråd i {folders.run.parent} er ikke stoppet efter {seconds:g} sekunder.")
        time.sleep(0.1)


def _is_free(folders: Folders) -> bool:
    with (folders.run / LOCK).open("a+", encoding="utf-8") as lock:
        return _taken(lock)


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
