"""Given: an office on any store, at an hour the test sets, whose messages go nowhere but into a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from config.recipients import load_recipients
from config.texts import MessageTexts
from tasks.office import Office
from tasks.reading.here import Here
from tasks.reading.port import Reader
from tasks.staff import begin
from tasks.store.memory import MemoryStore
from tasks.store.port import Store
from tests.samraad.given import ROOT, RULEBOOK, STAFF
from tests.tasks.store.given import NOW


@dataclass
class SetClock:
    """Says what it was set to."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def _takes_it(_: str) -> bool:
    return True


@dataclass
class Outgoing:
    """A sender that keeps what it was given."""

    #: Whether a body is taken; may raise.
    takes: Callable[[str], bool] = _takes_it
    bodies: list[str] = field(default_factory=list)

    def send(self, target: str, subject: str, body: str, *, replies: bool = False) -> bool:  # noqa: ARG002
        taken = self.takes(body)
        if taken:
            self.bodies.append(body)
        return taken

    def mailboxes(self, target: str) -> frozenset[str]:
        return frozenset({f"{target.partition('/')[0].lower()}@kommune.example"})

    def check(self, target: str) -> str | None:  # noqa: ARG002
        return None


def office(
    store: Store | None = None,
    clock: SetClock | None = None,
    sender: Outgoing | None = None,
    reader: Reader | None = None,
) -> Office:
    """The shipped rulebook and recipients, invented staff; mails are read in this process."""
    store = store or MemoryStore()
    begin(store, lambda: STAFF.colleagues, NOW)
    return Office(
        store=store,
        reader=reader or Here(),
        rulebooks=(RULEBOOK,),
        clock=clock or SetClock(),
        recipients=load_recipients(ROOT / "config/recipients.toml", {"SAMRAAD_DEMO_SMTP_PORT": "1"}).recipients,
        sender=sender or Outgoing(),
        texts=MessageTexts(),
        public_url="http://127.0.0.1:4200",
    )
