"""Watch: the service that never sleeps. Mailbox, tick, reconciler, reading, delivery: each a loop in its own thread.

What the law needs – keeping a mail, deciding timers – it does in the database, Prefect or not. What Prefect should
do is given to Prefect; if it is away for long, watch calls the same functions itself. `python -m deployments.watch`.
"""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from config.settings import Settings, load_settings
from deployments.opening import open_office
from deployments.runs.picture import keep_picture
from deployments.watch.errands import Messages, Readings
from deployments.watch.inbox import Inbox
from deployments.watch.source import has_mailbox
from samraad.errors import SamraadError
from tasks.clock import DemoClock
from tasks.mishaps import told
from tasks.office import Office
from tasks.ticking import tick_all

log = structlog.get_logger()

#: A loop that failed waits so many seconds, and twice as long each time, up to a minute.
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
#: Prefect is our neighbour, and people look at it: it need not be spared.
PREFECT_PAUSE: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Something done again and again."""

    name: str
    #: One round.
    round: Callable[[], object]
    #: Seconds between rounds.
    every: float
    #: Most seconds after a round that failed.
    longest_pause: float = LONGEST_PAUSE


def loops(settings: Settings, office: Office, stop: threading.Event) -> tuple[Loop, ...]:
    """What watch does, as a table."""
    table = [
        Loop(name="tick", round=lambda: tick_all(office), every=0.5),
        Loop(name="picture", round=lambda: keep_picture(office, stop), every=1.0, longest_pause=PREFECT_PAUSE),
        Loop(name="reading", round=Readings(office).run, every=0.5),
        Loop(name="delivery", round=Messages(office).run, every=0.5),
    ]
    if has_mailbox(settings):
        inbox = Inbox(settings, office, stop)
        table.append(Loop(name="mailbox", round=inbox.watch, every=1.0))
    if isinstance(office.clock, DemoClock):
        table.append(Loop(name="clock", round=office.clock.wind, every=1.0))
    return tuple(table)


def run(table: tuple[Loop, ...], stop: threading.Event) -> None:
    """Run all loops until told to stop."""
    threads = [threading.Thread(target=_repeat, args=(loop, stop), name=loop.name) for loop in table]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join()


def _repeat(loop: Loop, stop: threading.Event) -> None:
    """The boundary of the process: whatever goes wrong in a round is logged, and the next one comes."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        began = time.monotonic()
        try:
            loop.round()
        except SamraadError as error:
            log.warning("watch.failed", loop=loop.name, why=str(error), again_in=pause)
        except Exception as error:  # noqa: BLE001 – nothing may stop watch
            # Not with its text, which could hold personal data.
            log.error(  # noqa: TRY400
                "watch.failed", loop=loop.name, again_in=pause, **told(error)
            )
        else:
            pause = FIRST_PAUSE
            stop.wait(loop.every)
            continue
        if time.monotonic() - began > loop.longest_pause:
            pause = FIRST_PAUSE  # it went well for long: this is a new failure
        # Not to the second: what failed for many at once would be asked by all of them at once again.
        stop.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - nothing to guess
        pause = min(2 * pause, loop.longest_pause)


def main() -> int:
    """Exit code 0 when told to stop, 1 when it cannot begin."""
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    try:
        settings = load_settings()
        table = loops(settings, open_office(settings), stop)
    except SamraadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    run(table, stop)
    return 0
