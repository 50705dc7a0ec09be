"""What a store keeps and hands out, beside case files: mails, outcomes, persons, runs, and questions to it.

Names, CPR numbers and raw mails are in clear here and lie encrypted in the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.notification import Entry, Note, Outcome, Suspicion
from samraad.vocabulary import Milestone, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A mail or file as it arrived, kept before anything is parsed."""

    #: UUID as text.
    id: str
    #: Where it came from and which one it is there: unique, so the same message twice is kept once.
    source: str
    raw: bytes
    #: The mailbox's own arrival time, None for a file.
    arrived_at: datetime | None
    #: When we stored it.
    kept_at: datetime
    #: When its outcomes were committed, None while it waits to be read.
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one entry: a line of `samraad intake --json`."""

    #: UUID of the notification as text; events refer to it.
    notification: str
    evidence: str
    #: Position in the mail, from 0.
    position: int
    row: int | None
    outcome: Outcome
    case: str | None
    reason: str | None
    #: What intake should know besides. Told by the intake that took it in, not kept with the row.
    notes: tuple[Note, ...] = ()
    #: The notification that a person released, where this is what it became.
    released_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An outcome of a mail with what was read, decrypted."""

    result: Result
    #: None for an automatic mail.
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemQuery:
    """Which items."""

    #: Only those in quarantine that nobody has decided on; else all that were ever put aside there.
    waiting_only: bool = False
    #: Those that were ignored, instead of those in quarantine …
    ignored: bool = False
    #: … put aside at this instant or later, and before the other.
    since: datetime | None = None
    before: datetime | None = None
    #: Those of one mail.
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notification of a case as it was read, decrypted."""

    #: UUID as text; the events of the case refer to it.
    notification: str
    entry: Suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Personal data, decrypted. Never leaves for Prefect, a log or a message."""

    name: str | None
    cpr: str | None
    birth_date: date
    #: The notifications that opened the case or were attached to it, oldest first.
    said: tuple[Said, ...]

    @property
    def offences(self) -> tuple[str, ...]:
        """The police's own words in all notifications of the case, each once, oldest first."""
        return tuple(dict.fromkeys(offence for each in self.said for offence in each.entry.offences))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A name, an address or a note that somebody typed on a case, decrypted."""

    #: UUID as text; an event of the case refers to it.
    id: str
    case: str
    #: Of which form, and which field of it.
    topic: Topic
    field: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """What we know of the case's Prefect run, and what it shows. Rewritten freely: Prefect is not the truth."""

    case: str
    #: Id of the flow run, None where none was made yet.
    flow_run_id: str | None = None
    #: Counted up with every new run of the case: its idempotency key is `<case>#<attempt>`.
    attempt: int = 0
    #: Pause key of the wait the run is suspended in, None outside a wait.
    wait_key: str | None = None
    #: Milestone whose form the run offers, and which attempt at it.
    form: Milestone | None = None
    form_attempt: int | None = None
    #: Version of the case file the run has shown last.
    shown_version: int = 0
    #: Name and tags as last written to Prefect.
    shown_name: str | None = None
    shown_tags: tuple[str, ...] = ()
    #: Id of the case's page (artifact) in Prefect.
    artifact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """Which cases; None means all."""

    #: Deadline passed at this instant.
    overdue_at: datetime | None = None
    team: str | None = None
    awaiting: Milestone | None = None
    #: Leave out closed cases.
    open_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Result of checking every chain."""

    cases: int
    #: Of cases and items.
    events: int
    #: Number of items in quarantine or ignored, decided or not.
    items: int = 0
    #: One Danish sentence each.
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """No problem found."""
        return not self.problems
