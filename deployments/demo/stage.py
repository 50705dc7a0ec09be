"""The demo behind `samraad up --demo`: its clock, mailbox and mail sink, the police, the colleagues and the telling.

It lives in a thread of `up` itself, beside the real services; the mailbox is a process of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import httpx
from sqlalchemy import Engine

from config.settings import Settings
from deployments.demo.colleague import CLOSED, FORGOTTEN, Colleagues
from deployments.demo.guide import Guide
from deployments.demo.imap import DemoImap
from deployments.demo.police import Police
from deployments.demo.smtp import DemoSmtp, Message
from deployments.demo.story import Story
from deployments.demo.terminal import Terminal
from deployments.opening import at_office, engine_for
from deployments.server import stack as prefect_stack
from deployments.services.plan import read_plan
from samraad.errors import SamraadError
from samraad.times import DENMARK, danish_date, show_long_day
from samraad.vocabulary import Stage
from tasks.clock import DemoClock, clock
from tasks.office import Office
from tasks.store.migrations import upgrade
from tasks.store.records import CaseQuery

#: When the demo begins, so that its persons have the ages meant.
BEGINS_AT: Final = datetime(2026, 9, 7, 8, tzinfo=DENMARK)
#: Real seconds the worker has to come up; then the demo begins without it.
WORKER_SECONDS: Final = 30.0
#: As fast as the real clock: so the demo's runs until the flows are there, lest days pass while nobody sees them.
SLOW: Final = 1.0
#: Between two rounds pass so many real seconds, or so many hours of the demo, whichever is less.
ROUND_SECONDS: Final = 0.3
ROUND_HOURS: Final = 1
DAY_SECONDS: Final = 86_400

Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the demo keeps what is its own."""

    folder: Path

    @property
    def mailbox(self) -> Path:
        """The notification mailbox."""
        return self.folder / "mailbox"

    @property
    def messages(self) -> Path:
        """What the leaders would get, a file a message."""
        return self.folder / "messages"

    @property
    def sent(self) -> Path:
        """Which of the police's mails were sent."""
        return self.folder / "sent"


@contextmanager
def demo(settings: Settings, announce: Announce) -> Iterator[Callable[[], None]]:
    """The demo, until left. The database must run; services that ask for the clock are to be started inside.

    Gives what to call once Prefect is there: then the first mail is sent. `announce` gets a line at a time.

    Raises PortTaken, Failure, and what opening the office raises.
    """
    engine = engine_for(settings, pool_size=2)
    try:
        again = start_clock(engine, SLOW)
        with at_office(settings) as office:
            terminal = Terminal(office.clock, announce)
            with _staged(settings, office, engine, terminal, again=again) as begin:
                yield begin
            _farewell(terminal, settings)
    finally:
        engine.dispose()


@contextmanager
def _staged(
    settings: Settings, office: Office, engine: Engine, terminal: Terminal, *, again: bool
) -> Iterator[Callable[[], None]]:
    """Mailbox, mail sink and the thread."""
    places = Places(folder=settings.home / "demo")
    password = settings.mailbox_password.get_secret_value() if settings.mailbox_password else ""
    imap = DemoImap(places.mailbox, settings.demo_imap_port, user=settings.mailbox_user or "", password=password)

    def arrived(message: Message) -> None:
        if message.recipient.casefold() == (settings.reply_address or "").casefold():
            imap.deliver(message.raw, office.clock.now())
        else:
            _show(message, terminal)

    with imap, DemoSmtp(places.messages, settings.demo_smtp_port, arrived):
        live = _Live(
            office=office,
            police=Police(imap, clock=office.clock, speed=settings.speed, memory=places.sent, announce=terminal.tell),
            colleagues=Colleagues(office, speed=settings.speed),
            story=Story(office, engine, terminal),
            guide=Guide(office, terminal),
            terminal=terminal,
            worker_is_there=partial(worker_is_there, settings),
            hurry=lambda: start_clock(engine, settings.speed),
            every=min(ROUND_SECONDS, ROUND_HOURS * 3600 / settings.speed),
        )
        _welcome(terminal, office, settings, places, again=again)
        with live.running() as begin:
            yield begin


def start_clock(engine: Engine, speed: float) -> bool:
    """Make the demo's clock, or set the speed at which it goes on from where it stood (True)."""
    upgrade(engine)
    again = isinstance(clock(engine), DemoClock)
    DemoClock(engine).start(BEGINS_AT, speed)
    return again


def worker_is_there(settings: Settings) -> bool:
    """Whether Prefect knows of a worker in our pool. False where it does not say, e.g. because it wants a password."""
    try:
        reply = httpx.get(f"{prefect_stack.api_url(settings)}/work_pools/{read_plan().pool}", timeout=2)
        return reply.is_success and reply.json()["status"] == "READY"
    except httpx.HTTPError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Live:
    """What goes on in the demo's thread."""

    office: Office
    police: Police
    colleagues: Colleagues
    story: Story
    guide: Guide
    terminal: Terminal
    #: Whether there is somebody to carry the cases on.
    worker_is_there: Callable[[], bool]
    #: Lets the clock run fast.
    hurry: Callable[[], object]
    #: Real seconds between rounds.
    every: float

    @contextmanager
    def running(self) -> Iterator[Callable[[], None]]:
        """Rounds in a thread of their own; police and colleagues only once what is given is called."""
        begun, stop = threading.Event(), threading.Event()
        thread = threading.Thread(target=self._rounds, args=(begun, stop), name="demo", daemon=True)
        thread.start()
        try:
            yield begun.set
        finally:
            stop.set()
            thread.join()

    def _rounds(self, begun: threading.Event, stop: threading.Event) -> None:
        fast = False
        while not stop.wait(self.every):
            try:
                self.story.round()
                self.terminal.round()
                if not fast and begun.is_set():
                    self._wait_for_worker(stop)
                    self.hurry()
                    fast = True
                if fast:
                    self.police.round()
                    self.colleagues.round()
                    self.guide.round(over=self._over())
            except SamraadError as error:
                self.terminal.murmur(str(error))
                stop.wait(1)
            except Exception as error:  # noqa: BLE001 – the boundary of the thread; the text could hold personal data
                self.terminal.murmur(f"Demonstrationen snublede ({type(error).__name__}).")
                stop.wait(1)

    def _wait_for_worker(self, stop: threading.Event) -> None:
        give_up_at = time.monotonic() + WORKER_SECONDS
        while time.monotonic() < give_up_at and not stop.wait(ROUND_SECONDS) and not self.worker_is_there():
            pass

    def _over(self) -> bool:
        """All mails have arrived, one case is closed, and the forgotten one is overdue; all of it is told."""
        if not self.police.finished or not self.terminal.quiet:
            return False
        with self.office.store.work() as work:
            rows = work.cases(CaseQuery())
        if len(rows) <= CLOSED or rows[CLOSED].stage is not Stage.CLOSED:
            return False
        limit = rows[FORGOTTEN].first_due_at
        return limit is None or limit <= self.office.clock.now()


def _show(message: Message, terminal: Terminal) -> None:
    """What leaders get; what else is sent lies in the folder."""
    mailbox, _, _ = message.recipient.partition("@")
    if "leder" in mailbox:
        terminal.murmur(f"Besked til {mailbox} – {message.subject}")


def _welcome(terminal: Terminal, office: Office, settings: Settings, places: Places, *, again: bool) -> None:
    seconds = f"{DAY_SECONDS / settings.speed:.3g}"
    day = show_long_day(danish_date(office.clock.now()))
    terminal.plain(f"Alt er opdigtet. Uret {'fortsætter' if again else 'begynder'} {day}; et døgn tager {seconds} s.")
    terminal.plain(f"Hvad lederne ville få på mail, lægges i {places.messages}.")
    terminal.plain(
        f"In English: invented police mails become cases; a day takes {seconds} s. Watch {settings.public_url}/runs"
    )


def _farewell(terminal: Terminal, settings: Settings) -> None:
    terminal.plain(f"Uret står nu {terminal.today()}. Næste start fortsætter dér / the next start goes on there.")
    terminal.plain(f"Begynd forfra / start afresh: rm -r {settings.home}")
