"""A process that has imported all parsers and forks a child for each mail: `python -m tasks.reading.zygote`.

Forking takes milliseconds where importing takes a second. It has one thread and no connection, key or setting of ours.
Orders come on its standard input; it ends when that does, and its child with it.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from tasks.reading import child, wire
from tasks.reading.child import Work
from tasks.reading.port import Limit, Limits

_MEGABYTE: Final = 2**20
_AT_ONCE: Final = 2**20
#: What a child that was ended by a signal was too much for; any other signal is a crash.
_SIGNALS: Final = {
    signal.SIGXCPU: Limit.CPU,
    signal.SIGALRM: Limit.TIME,
    # Nobody but a system without memory kills a child that is within its time.
    signal.SIGKILL: Limit.MEMORY,
}
#: How libraries end that are refused memory and cannot say so.
_DESPAIR: Final = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)


def serve(work: Work) -> None:
    """Take orders until nobody gives any."""
    # Ctrl-C reaches everybody in the terminal; whoever gave the order says whether it still counts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = 0, os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    gc.collect()
    gc.freeze()  # or the first collection in each child would copy all that was imported
    with suppress(BrokenPipeError, EOFError, wire.Garbage):
        while (order := wire.receive(orders, sys.maxsize)) is not None:
            head, raw = order
            wire.send(answers, *_child(work, raw, head["password"], Limits(**head["limits"])))
            del order, raw


def _child(work: Work, raw: bytes, password: str | None, limits: Limits) -> tuple[wire.Head, bytes]:
    """The child's answer, or what it was too much for."""
    answer, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(answer)
        child.run(work, raw, password, limits, into)
    os.close(into)
    said, over = b"", None
    try:
        said, over = _listen(answer, limits)
    finally:
        os.close(answer)
        ended, memory = _end(pid)
    over = over or _over(ended, memory, limits)
    return ({"over": over}, b"") if over else ({"over": None}, said)


def _listen(answer: int, limits: Limits) -> tuple[bytes, Limit | None]:
    """What the child writes until it ends. Raises EOFError when nobody waits for it any more."""
    said, give_up_at = bytearray(), time.monotonic() + limits.seconds
    while (left := give_up_at - time.monotonic()) > 0:
        ready, _, _ = select.select([answer, 0], [], [], left)
        if 0 in ready:
            raise EOFError  # no order comes before the last one is answered
        if answer in ready:
            piece = os.read(answer, _AT_ONCE)
            if not piece:
                return bytes(said), None
            said += piece
            if len(said) > limits.output_mb * _MEGABYTE:
                return b"", Limit.OUTPUT
    return b"", Limit.TIME


def _end(pid: int) -> tuple[int, int]:
    """Kill the child and all it may have started. Its exit code, or minus the signal, and the bytes it took at most."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * unit


def _over(ended: int, memory: int, limits: Limits) -> Limit | None:
    if ended == 0:
        return None
    if ended == child.OUT_OF_MEMORY or (-ended in _DESPAIR and memory > limits.memory_mb * _MEGABYTE // 2):
        return Limit.MEMORY
    return _SIGNALS.get(signal.Signals(-ended), Limit.CRASH) if ended < 0 else Limit.CRASH


def _read(raw: bytes, password: str | None) -> bytes:
    # The files are looked at for every mail: what was taught since the last one counts.
    return LETTER.dump_json(parsing.read(raw, password, *(Path(name) for name in sys.argv[1:])))


#: Read once before the first order: what it makes the parsers compile, no child compiles again. It halves their work.
_WARMING: Final = """\
Subject: Underretning om mistænkte unge
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Navn: Opdigtet Testsen
CPR-nr.: 010110-4001
Sigtelse: vold
Journalnr. 3700-00000-00000-26

Opdigtet Testsen, født den 1. januar 2010, er sigtet for vold den 2. november 2026 kl. 21.30 på Havnegade.

--b
Content-Type: text/html; charset=utf-8

<table><tr><td>Navn<td>CPR-nr.<td>Sigtelse<tr><td>Opdigtet Testsen<td>010110-4001<td>vold</table>

--b
Content-Type: text/csv; charset=utf-8
Content-Disposition: attachment; filename=liste.csv

Navn;CPR-nr.;Sigtelse;Gerningstid
Opdigtet Testsen;010110-4001;vold;1. november 2026
--b--
"""

if __name__ == "__main__":
    from tasks import parsing
    from tasks.reading.answers import LETTER

    _read(_WARMING.encode(), None)
    serve(_read)
