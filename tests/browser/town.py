"""A municipality for whole histories: the demo's system with a clock that stands where it is put, mails in and out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

from config.settings import ROOT, Settings, as_variables
from deployments.demo.imap import DemoImap
from deployments.demo.police import MAILS
from deployments.demo.stage import Places
from deployments.postgres import embedded
from deployments.server import ports
from deployments.services.up import for_demo
from samraad.times import DENMARK
from samraad.vocabulary import Milestone
from tasks.store.records import CaseQuery
from tests.system.people import Cases
from tests.system.post import Post
from tests.system.stack import Stack
from tests.system.waiting import until

#: Seconds the system has for one step; the machine may be busy.
STEP: Final = 120
#: The demo's colleagues answer the first two cases there are; these are left to them.
THEIRS: Final = ("01-roeveri.eml", "02-grov-vold.eml")
TUESDAY: Final = 1
#: Before anybody has a caseworker: intake's answers, and the caseworker's.
BEGINNING: Final = (Milestone.ASSESSMENT, Milestone.TARGET_GROUP, Milestone.ASSIGNMENT)

NOTIFICATION: Final = """\
From: Politiet <vagt@politi.example>
To: underretning@kommune.example
Subject: Underretning
Message-ID: <{serial}@politi.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Politiet underretter kommunen om, at nedenstående unge er mistænkt for personfarlig kriminalitet.

Navn: {name}
CPR-nr.: {cpr}
Mistænkt for: {offence}
Journalnr.: 3700-71212-0{serial}-26
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Youth:
    """An invented person."""

    name: str
    #: With its line.
    cpr: str


@dataclass
class Town:
    """The running system, and what the police and the staff do outside the browser."""

    stack: Stack
    cases: Cases
    _serial: int = 5000

    def __post_init__(self) -> None:
        self.post = Post(self.stack, self.now)

    @property
    def url(self) -> str:
        """Of Prefect's UI."""
        return f"http://127.0.0.1:{self.stack.settings.prefect_port}"

    # -- the clock

    def now(self) -> datetime:
        return self.stack.office.clock.now()

    def later(self, **span: float) -> None:
        """Put the clock forward. Whoever winds it may have read it just before, and set it back: then once more."""
        wanted = self.now() + timedelta(**span)
        while self.now() < wanted:
            with self.stack.database() as database:
                database.execute("update clock set wound_at = now(), shows_at = %s where id = 1", (wanted,))

    def tuesday(self) -> None:
        """The next Tuesday at nine: no Danish holiday that moves is one, so messages go to those who are at work."""
        now = self.now().astimezone(DENMARK)
        days = (TUESDAY - now.weekday()) % 7 or 7
        morning = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)
        self.later(seconds=(morning - now).total_seconds())

    # -- mails

    def notify(self, youth: Youth, offence: str = "røveri efter straffelovens § 288", also: str = "") -> None:
        """The police's mail arrives. also: what stands below it."""
        self._serial += 1
        mail = NOTIFICATION.format(serial=self._serial, name=youth.name, cpr=youth.cpr, offence=offence) + f"\n{also}\n"
        self.stack.imap.deliver(mail.replace("\n", "\r\n").encode(), self.now())

    def message(self, number: str, recipient: str, words: str, *, nth: int = 1) -> EmailMessage:
        """See `tests.system.post.Post.message`."""
        return self.post.message(number, recipient, words, nth=nth)

    def reply(self, message: EmailMessage, text: str) -> None:
        """See `tests.system.post.Post.reply`."""
        self.post.reply(message, text)

    # -- cases

    def numbers(self) -> list[str]:
        with self.stack.office.store.work() as work:
            return [row.case for row in work.cases(CaseQuery())]

    def opened(self, youth: Youth, *, begun: bool = True, also: str = "") -> str:
        """The case that the police's mail on the person opens. begun: intake and caseworker have answered already."""
        self.tuesday()
        before = self.numbers()
        self.notify(youth, also=also)
        number = until(lambda: next(iter(set(self.numbers()) - set(before)), None), STEP, "the mail's case")
        for milestone in BEGINNING if begun else ():
            until(lambda milestone=milestone: self.awaits(number) is milestone, STEP, milestone.value)
            fields = {"outcome": "accepted", "by": "ANK", "caseworker": "ANK"}
            self.cases.register(number, milestone, **(fields if milestone is Milestone.ASSIGNMENT else {}))
        return number

    def awaits(self, number: str) -> Milestone | None:
        with self.stack.office.store.work() as work:
            return work.load(number).awaiting

    def caseworker(self, number: str) -> str | None:
        with self.stack.office.store.work() as work:
            return work.load(number).caseworker

    def version(self, number: str) -> int:
        with self.stack.office.store.work() as work:
            return work.load(number).version

    def told(self, number: str) -> dict[str, Any]:
        """`samraad case --json`."""
        code, out, err = self.stack.run("case", number, "--json")
        assert code == 0, err
        found: dict[str, Any] = json.loads(out)
        return found


def running_town(home: Path) -> Iterator[Town]:
    """`samraad up --demo` in an empty folder, its clock as slow as the real one, its police silent."""
    settings = Settings(
        home=home,
        prefect_port=ports.free_port(),
        demo_imap_port=ports.free_port(),
        demo_smtp_port=ports.free_port(),
        speed=1,
    )
    places = Places(folder=home / "demo")
    places.folder.mkdir()
    places.sent.write_text("".join(f"{mail.name}\n" for mail in MAILS.glob("*.eml")), "utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SAMRAAD_", "PREFECT_"))}
    command = (sys.executable, "-m", "deployments.cli", "up", "--demo")
    terminal = home / "terminal"
    with terminal.open("wb") as said:
        up = subprocess.Popen(command, env=inherited | as_variables(settings), cwd=ROOT, stdout=said, stderr=said)
    try:
        until(lambda: "Arbejderen er klar" in terminal.read_text("utf-8"), 240, "samraad up --demo")
        yield from _town(for_demo(settings), places)
    finally:
        up.terminate()
        with suppress(subprocess.TimeoutExpired):
            up.wait(60)
        embedded.stop(home)


def _town(settings: Settings, places: Places) -> Iterator[Town]:
    imap = DemoImap(places.mailbox, settings.demo_imap_port, user="demo", password="demo")
    stack = Stack(settings=settings, checkout=ROOT, imap=imap, sink=places.messages)
    try:
        with stack.client() as client:
            town = Town(stack=stack, cases=Cases(stack, client))
            for name in THEIRS:
                imap.deliver((MAILS / name).read_bytes().replace(b"\n", b"\r\n"), town.now())
            until(lambda: len(town.numbers()) >= len(THEIRS), STEP, "the colleagues' cases")
            yield town
    finally:
        stack.close()
