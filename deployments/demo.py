"""The demo behind `samraad up --demo`: its clock, mailbox and mail sink, the police, the colleagues and the telling.

It lives in a thread of `up` itself, beside the real services; the mailbox is a process of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, func, select

from config.settings import Settings
from deployments.database import url
from deployments.demo_colleague import CLOSED, Colleagues
from deployments.demo_guide import Guide
from deployments.demo_imap import DemoImap
from deployments.demo_police import Police
from deployments.demo_smtp import DemoSmtp, Message
from deployments.demo_story import Story
from deployments.demo_terminal import Terminal
from deployments.opening import open_office
from samraad.errors import BadSetting, SamraadError
from samraad.times import DENMARK, danish_date, show_day, show_long_day
from samraad.vocabulary import Stage
from tasks.clock import DemoClock
from tasks.office import Office
from tasks.store.migrations import upgrade
from tasks.store.port import CaseQuery
from tasks.store.postgres import connect
from tasks.store.schema import cases, clock

#: When the demo begins, so that its persons have the ages meant.
BEGINS_AT: Final = datetime(2026, 9, 7, 8, tzinfo=DENMARK)
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

    Raises BadSetting (the database holds real cases), PortTaken, Failure, and what opening the office raises.
    """
    engine = connect(url(settings), pool_size=2)
    again = start_clock(engine, settings.speed)
    office = open_office(settings)
    places = Places(folder=settings.home / "demo")
    terminal = Terminal(office.clock, announce)
    password = settings.mailbox_password.get_secret_value() if settings.mailbox_password else ""
    imap = DemoImap(places.mailbox, settings.demo_imap_port, user=settings.mailbox_user or "", password=password)
    with imap, DemoSmtp(places.messages, settings.demo_smtp_port, lambda message: _show(message, terminal)):
        police = Police(imap, clock=office.clock, speed=settings.speed, memory=places.sent, announce=terminal.tell)
        live = _Live(
            office=office,
            police=police,
            colleagues=Colleagues(office, speed=settings.speed),
            story=Story(office, engine, terminal),
            guide=Guide(office, terminal),
            terminal=terminal,
            every=min(ROUND_SECONDS, ROUND_HOURS * 3600 / settings.speed),
        )
        _welcome(announce, office, settings, places, again=again)
        with live.running() as begin:
            yield begin
        stands_at = office.clock.now()
    engine.dispose()
    _farewell(announce, stands_at, settings)


def start_clock(engine: Engine, speed: float) -> bool:
    """Make the demo's clock, or let it go on where it stood (True).

    Raises BadSetting if the database holds cases but no such clock: they are real ones.
    """
    upgrade(engine)
    with engine.connect() as connection:
        there = connection.execute(select(clock.c.id)).first() is not None
        real = not there and bool(connection.execute(select(func.count()).select_from(cases)).scalar_one())
    if real:
        raise BadSetting(
            "Databasen indeholder rigtige sager, så demonstrationen kan ikke køre her. Vælg en anden mappe med"
            " SAMRAAD_HOME=…"
        )
    DemoClock(engine).start(BEGINS_AT, speed)
    return there


@dataclass(frozen=True, slots=True, kw_only=True)
class _Live:
    """What goes on in the demo's thread."""

    office: Office
    police: Police
    colleagues: Colleagues
    story: Story
    guide: Guide
    terminal: Terminal
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
        while not stop.wait(self.every):
            try:
                self.story.round()
                self.terminal.round()
                if begun.is_set():
                    self.police.round()
                    self.colleagues.round()
                    self.guide.round(over=self._over())
            except SamraadError as error:
                self.terminal.murmur(str(error))
                stop.wait(1)
            except Exception as error:  # noqa: BLE001 – the boundary of the thread; the text could hold personal data
                self.terminal.murmur(f"Demonstrationen snublede ({type(error).__name__}).")
                stop.wait(1)

    def _over(self) -> bool:
        if not self.police.finished:
            return False
        with self.office.store.work() as work:
            rows = work.cases(CaseQuery())
        return len(rows) > CLOSED and rows[CLOSED].stage is Stage.CLOSED


def _show(message: Message, terminal: Terminal) -> None:
    """What leaders get; what else is sent lies in the folder."""
    mailbox, _, _ = message.recipient.partition("@")
    if "leder" in mailbox:
        terminal.murmur(f"Besked til {mailbox} – {message.subject}")


def _welcome(announce: Announce, office: Office, settings: Settings, places: Places, *, again: bool) -> None:
    now = office.clock.now()
    seconds = f"{DAY_SECONDS / settings.speed:.3g}"
    announce("Demonstration: alt er opdigtet, intet forlader maskinen.")
    announce(f"Demo: invented police mails become cases; a day takes {seconds} seconds. Ctrl-C stops everything.")
    verb = "fortsætter" if again else "begynder"
    announce(f"Uret {verb} {show_long_day(danish_date(now))}; et døgn varer {seconds} sekunder.")
    announce(f"Sagerne / the cases:              {settings.public_url}/runs")
    announce(f"Ledernes beskeder / the messages: {places.messages}")


def _farewell(announce: Announce, stands_at: datetime, settings: Settings) -> None:
    announce(f"Demonstrationen står stille {show_day(danish_date(stands_at))} og fortsætter dér næste gang.")
    announce(f"Forfra / to start afresh: slet / delete {settings.home}")
