"""What the store in memory holds. Values are immutable, so that a shallow copy is a snapshot."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from samraad.codec import ItemRecorded, Recorded
from samraad.delivery import Delivery, Notice
from samraad.notification import Entry
from samraad.quarantine import ItemRow
from samraad.rulebook import Rulebook
from samraad.staff import StaffChange
from samraad.summary import CaseRow
from tasks.store.records import Evidence, KeptText, Result, RunRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person, and the marks of all spellings."""

    name: str | None
    cpr: str | None
    birth_date: date
    marks: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification as kept."""

    result: Result
    entry: Entry | None
    marks: frozenset[str]
    at: datetime


@dataclass(slots=True)
class Tables:
    """All tables; each in the order of insertion."""

    histories: dict[str, tuple[Recorded, ...]] = field(default_factory=dict)
    cases: dict[str, CaseRow] = field(default_factory=dict)
    #: Case number → person.
    people_of: dict[str, str] = field(default_factory=dict)
    #: Case number → day of the latest samråd.
    samraad_on: dict[str, date | None] = field(default_factory=dict)
    #: Danish year → last serial number given.
    numbers: dict[int, int] = field(default_factory=dict)
    item_histories: dict[str, tuple[ItemRecorded, ...]] = field(default_factory=dict)
    items: dict[str, ItemRow] = field(default_factory=dict)
    #: Danish year → last serial number of an item given.
    item_numbers: dict[int, int] = field(default_factory=dict)
    ignored_lists: set[date] = field(default_factory=set)
    rulebooks: dict[str, Rulebook] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    #: Evidence id → Message-ID of what was read.
    message_ids: dict[str, str | None] = field(default_factory=dict)
    persons: dict[str, KnownPerson] = field(default_factory=dict)
    notifications: dict[str, Notification] = field(default_factory=dict)
    #: By id.
    texts: dict[str, KeptText] = field(default_factory=dict)
    runs: dict[str, RunRow] = field(default_factory=dict)
    outbox: dict[int, Notice] = field(default_factory=dict)
    #: Outbox ids that a delivery tells.
    covered: set[int] = field(default_factory=set)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    staff_changes: list[StaffChange] = field(default_factory=list)

    def snapshot(self) -> Tables:
        """A copy that changes apart from this one."""
        return replace(self, **{each.name: copy(getattr(self, each.name)) for each in fields(self)})


class MemoryPart:
    """The tables as one transaction sees them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
