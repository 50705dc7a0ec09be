"""The watch service, started quickly and again and again, with its present phase where another process sees it.

    python benchmarks/killed_watch.py PHASES

Everything is imported once; for every line `start` or `start child` on standard input a fork of this process becomes a
watch service, whose number is answered. `child`: mails are read in a child process, as the service does it; without,
in its own, which spares a second at every start. It is the real service with the real loops, but for the one that
paints Prefect's picture: Prefect is away, and watch reads the mails itself at once instead of asking it first.
PHASES: a file of three bytes, what the loops of the mailbox, of reading and of delivery are doing. Functions are
wrapped here to write them: what runs in production has no marks.
"""

from __future__ import annotations

import mmap
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import structlog

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from config.settings import load_settings  # noqa: E402
from deployments.opening import open_office  # noqa: E402
from deployments.watch import errands, loops  # noqa: E402
from tasks import parsing  # noqa: E402
from tasks.mailboxes.imap import ImapMailbox  # noqa: E402
from tasks.reading.children import Children  # noqa: E402
from tasks.reading.here import Here  # noqa: E402
from tasks.store.postgres import PostgresWork  # noqa: E402

PHASES: Final = ("idle", "fetch", "keep", "parse", "decide", "commit", "move", "deliver")
MAILBOX, READING, DELIVERY = 0, 1, 2


def main() -> int:
    """Fork a service for each line, until there is none."""
    phases = Path(sys.argv[1])
    for line in sys.stdin:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed needs nobody to wait for it
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(_watch(phases, in_child="child" in line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    return 0


def _watch(phases: Path, *, in_child: bool) -> int:
    with phases.open("r+b") as file:
        place = mmap.mmap(file.fileno(), 3)
    place[:3] = b"\0\0\0"
    _mark(place)
    errands.PATIENCE = -1.0
    settings, stop = load_settings(), threading.Event()
    log = (settings.home / "log" / "killed.log").open("a", encoding="utf-8")
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=log))
    if not in_child:
        Children.read = Here.read  # type: ignore[method-assign, assignment]
        _around(Children, "read", place, READING, "parse", then="decide")
    office = open_office(settings)
    loops.run(tuple(each for each in loops.loops(settings, office, stop) if each.name != "picture"), stop)
    return 0


def _mark(place: mmap.mmap) -> None:
    """Which function is which phase; in each loop a phase lasts until the next begins."""
    _around(Children, "read", place, READING, "parse", then="decide")
    _around(PostgresWork, "mark_read", place, READING, "commit", then="commit")
    _around(errands, "take_in", place, READING, "decide", then="idle")
    _around(errands, "deliver", place, DELIVERY, "deliver", then="idle")
    _around(PostgresWork, "keep_evidence", place, MAILBOX, "keep", then="keep")
    _around(ImapMailbox, "done", place, MAILBOX, "move", then="idle")
    new = ImapMailbox.new

    def fetching(*arguments: Any, **named: Any) -> Iterator[Any]:
        found = iter(new(*arguments, **named))
        while True:
            place[MAILBOX] = PHASES.index("fetch")
            try:
                mail = next(found)
            except StopIteration:
                place[MAILBOX] = PHASES.index("idle")
                return
            yield mail

    ImapMailbox.new = fetching  # type: ignore[method-assign]


def _around(owner: Any, name: str, place: mmap.mmap, loop: int, phase: str, *, then: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)

    def marked(*arguments: Any, **named: Any) -> Any:
        place[loop] = PHASES.index(phase)
        try:
            return real(*arguments, **named)
        finally:
            place[loop] = PHASES.index(then)

    setattr(owner, name, marked)


if __name__ == "__main__":
    parsing.read(b"Subject: imports whatever is only imported when a mail is read\r\n\r\n")
    sys.exit(main())
