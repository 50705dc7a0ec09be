"""The child that reads one mail: what it may use, what it may do, and how it ends."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from tasks.mishaps import told
from tasks.reading import wire
from tasks.reading.port import Limits

#: Reads the bytes, with a password if there is one, into what is answered.
Work = Callable[[bytes, str | None], bytes]

#: First byte of an answer: a letter follows, or what told of an error.
READ: Final = b"L"
RAISED: Final = b"E"
#: Ends with this when memory ran out: the one thing it can still say.
OUT_OF_MEMORY: Final = 3
_MEGABYTE: Final = 2**20
#: It opens modules, time zones and the headings of lists, one after the other.
_OPEN_FILES: Final = 64
#: Behind what people wait for; further behind, a busy machine made the twentieth of a minute a third of one.
_NICE: Final = 5
#: Linux: a signal to get when the parent dies.
_PR_SET_PDEATHSIG: Final = 1


def run(work: Work, raw: bytes, password: str | None, limits: Limits, answer: int) -> NoReturn:
    """Be the child: read under limits, write the answer to the file descriptor, end."""
    code = 1
    try:
        _alone(answer)
        _limit(limits)
        wire.write(answer, _work(work, raw, password))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _work(work: Work, raw: bytes, password: str | None) -> bytes:
    """What was read, or what went wrong, each with its mark before it."""
    try:
        return READ + work(raw, password)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the bytes come from outside, and so do the libraries that read them
        return RAISED + json.dumps(told(error)).encode()


def _alone(answer: int) -> None:
    """In a group of its own, with no file but the answer, and gone when the zygote is."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, answer)
    os.closerange(answer + 1, 256)


def _limit(limits: Limits) -> None:
    """From here on the system itself stops what is too much. A limit it does not know, as macOS some, is left out."""
    os.nice(_NICE)
    sys.dont_write_bytecode = True
    memory = limits.memory_mb * _MEGABYTE
    # Data is what was asked for, address space also what was only mapped; a system may keep one of them and not the
    # other. Whatever the parsers take is there already.
    for which, pages in (("RLIMIT_AS", 0), ("RLIMIT_DATA", 5)):
        if (used := _used(pages)) is not None:
            _set(which, used + memory)
    # The soft limit's signal tells processor time from the rest; the hard one is for whoever would not listen.
    _set("RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + 1)
    _set("RLIMIT_FSIZE", 0)
    _set("RLIMIT_CORE", 0)
    _set("RLIMIT_NOFILE", _OPEN_FILES)
    _set("RLIMIT_NPROC", 0)
    # The zygote looks at the clock too; this is for when there is no zygote any more.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.seconds + 2)


def _set(which: str, soft: int, hard: int | None = None) -> None:
    with suppress(AttributeError, ValueError, OSError):
        resource.setrlimit(getattr(resource, which), (soft, soft if hard is None else hard))


def _used(field: int) -> int | None:
    """Bytes of memory by this field of Linux's `statm`, None elsewhere."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[field]) * resource.getpagesize()
    except OSError:
        return None
