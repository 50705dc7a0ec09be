"""What a store of case files can do. PostgreSQL (`tasks.store.postgres`) and memory (`tasks.store.memory`) both do it.

    with store.work() as work:        # one transaction: all of it is kept, or nothing
        case = work.load("2026-0042")
        work.append(case, events, at=now, actor="ABC", via=Via.CLI)

A second writer to the same case gets `Conflict` and decides again on the fresh file. Names, CPR numbers and raw mails
go in and come out in clear and lie encrypted; everything else holds no personal data.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from samraad.case import CaseFile
from samraad.codec import ItemRecorded, Recorded
from samraad.delivery import Delivery, Notice, NoticeKind
from samraad.events import CaseOpened, Event
from samraad.intake import Known
from samraad.item import Item
from samraad.item_events import ItemEvent, ItemKept
from samraad.notification import Entry, Suspicion
from samraad.quarantine import ItemRow
from samraad.rulebook import Rulebook
from samraad.staff import Colleague, Staff, StaffChange
from samraad.summary import CaseRow
from samraad.vocabulary import Via
from tasks.store.records import Audit, CaseQuery, Evidence, ItemQuery, Kept, KeptText, Person, Result, RunRow


class Work(Protocol):
    """One transaction."""

    # -- the case file
    def load(self, number: str) -> CaseFile:
        """The case file. Raises UnknownCase."""

    def history(self, number: str) -> tuple[Recorded, ...]:
        """All events, oldest first. Raises UnknownCase."""

    def expect_cases(self, numbers: Sequence[str]) -> None:
        """Lock these cases and read their files in two statements; what is appended to them is written together.

        `load` and `append` say and do the same as without it, but nobody else comes in between.
        """

    def open_case(self, event: CaseOpened, person: str, *, at: datetime, actor: str, via: Via) -> CaseFile:
        """Open a case for the person (id) under the next number of the Danish year of `at`: `2026-0042`.

        The rulebook of the event must have been kept. Raises KeyError.
        """

    def append(self, case: CaseFile, events: Sequence[Event], *, at: datetime, actor: str, via: Via) -> CaseFile:
        """Add events after the version loaded, with read model and outbox. Raises Conflict if it is not the latest."""

    # -- items: what is in quarantine, and what was ignored
    def open_item(self, event: ItemKept, *, at: datetime, actor: str, via: Via) -> Item:
        """Put an entry aside under the next number of the Danish year of `at`: `K2026-0007`.

        Its rulebook must have been kept; the notification is kept in the same transaction. Raises KeyError.
        """

    def item(self, number: str) -> Item:
        """The item. Raises UnknownItem."""

    def item_history(self, number: str) -> tuple[ItemRecorded, ...]:
        """All its events, oldest first. Raises UnknownItem."""

    def append_item(self, item: Item, events: Sequence[ItemEvent], *, at: datetime, actor: str, via: Via) -> Item:
        """Add events after the version loaded, with read model and outbox. Raises Conflict if it is not the latest."""

    def items(self, query: ItemQuery) -> tuple[ItemRow, ...]:
        """The read model, by number."""

    def due_items(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Numbers of items whose next tick is not in the future; as `due` does it."""

    def kept(self, evidence: str) -> tuple[Kept, ...]:
        """The outcomes of a mail with what was read, decrypted, by position. The caller logs the reading."""

    def kept_of(self, notifications: Sequence[str]) -> Mapping[str, Kept]:
        """The same of these notifications only, by id. The caller logs the reading."""

    def results_of(self, notifications: Sequence[str]) -> Mapping[str, Result]:
        """Outcomes by the id of the notification."""

    def item_numbers(self, notifications: Sequence[str]) -> tuple[str, ...]:
        """Numbers of the items that were made of the notifications, in order."""

    def last_ignored_list(self) -> date | None:
        """The latest day for which intake was told of the list of ignored ones."""

    def list_ignored(self, on: date, at: datetime) -> bool:
        """Note that intake is told of the list of ignored ones that day. False where it was noted before."""

    # -- rulebooks and read model
    def keep_rulebook(self, rulebook: Rulebook) -> None:
        """Keep the content by its hash, so that a case can always be read under its own."""

    def rulebook(self, hash_: str) -> Rulebook:
        """A rulebook by its hash. Raises KeyError."""

    def cases(self, query: CaseQuery) -> tuple[CaseRow, ...]:
        """The read model, by case number."""

    def due(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Numbers of cases whose next tick is not in the future, earliest first; locked, skipping those locked."""

    def open_cases_by_caseworker(self) -> Mapping[str, int]:
        """Initials → number of open cases."""

    # -- evidence and persons
    def keep_evidence(self, *, source: str, raw: bytes, arrived_at: datetime | None, at: datetime) -> Evidence:
        """Store a mail, or find the one already stored under the same source."""

    def evidence_from(self, sources: Sequence[str]) -> Mapping[str, str]:
        """Source → id of the mail stored under it, of those that have one. Decrypts nothing."""

    def evidence_arrived(self, at: datetime) -> tuple[Evidence, ...]:
        """The mails that a mailbox received at this very instant, decrypted."""

    def settled(self, evidence: Sequence[str]) -> Mapping[str, bool]:
        """Id of each of these mails whose outcomes are committed → whether a person has to look at something in it."""

    def evidence(self, id_: str) -> Evidence:
        """The mail, decrypted; locked for the rest of the transaction so that two readers take turns. KeyError."""

    def unread_evidence(self) -> tuple[str, ...]:
        """Ids waiting to be read, oldest first."""

    def is_read(self, id_: str) -> bool:
        """Whether the outcomes of the mail are committed. Decrypts and locks nothing. KeyError."""

    def mark_read(self, id_: str, message_id: str | None, at: datetime) -> None:
        """The outcomes of the mail are in this transaction. KeyError if it is unknown or was read before."""

    def intake_lock(self) -> None:
        """Intakes take turns from here, before any look-up, to the end: the next sees what this one decided."""

    def message_seen(self, message_id: str, except_evidence: str) -> bool:
        """Whether another mail with this Message-ID has been read."""

    def entries_under(self, message_id: str, except_evidence: str) -> tuple[Entry, ...]:
        """All that was read in other mails with this Message-ID."""

    def expect(self, entries: Sequence[Entry]) -> None:
        """Look up what bears on all these entries in a few statements; `known` says of each the same as without it.

        Takes the intake lock where it is not held.
        """

    def known(self, entry: Entry) -> tuple[Known, str | None]:
        """What bears on the entry, and the id of its person where the person is known.

        `seen`: a kept notification has the same person, offences and police case number (both given), or the very same
        row of the same file (`place.digest`), or for something unclear the same words of the same place or file.
        `taken`: the case of the first of these that has one, `taken_from` when it was received.
        Person: same CPR; where either has none, same normal name and birth date. `case`: the case of the notification
        seen, else the person's open case. `namesake`: nobody identified, but the same normal name has a case, or,
        where either has no CPR, somebody born that day whose name shares a word.

        Takes the intake lock where it is not held: two intakes at the same moment do not open two cases for one person.
        """

    def keep_person(self, entry: Entry, known_as: str | None) -> str | None:
        """Id of the entry's person, made or completed (a CPR number learnt later); None for something unclear."""

    def keep_result(self, result: Result, entry: Entry | None, person: str | None, at: datetime) -> None:
        """Keep what was read (encrypted) and what became of it. entry None: an automatic mail without persons."""

    def results(self, evidence: str) -> tuple[Result, ...]:
        """The outcomes of a mail, by position."""

    def person_of(self, number: str) -> Person:
        """The young person of a case and what was said, decrypted. The caller logs the reading. Raises UnknownCase."""

    def change_person(self, number: str, entry: Suspicion) -> tuple[str, str]:
        """The case is about the entry's person from now on: somebody known, else a new one. Ids before and after.

        Whoever it was about stays as they were, but for a CPR number that is the new one's. Raises UnknownCase.
        """

    def cases_of_the_same(self, number: str) -> tuple[str, ...]:
        """Numbers of the person's other cases, open or not, the latest first."""

    def cpr_known(self, numbers: Sequence[str]) -> Mapping[str, bool]:
        """Case number → whether the CPR number of its person is known. Decrypts nothing; unknown cases are left out."""

    def keep_text(self, text: KeptText) -> None:
        """Keep a private text (encrypted), together with the event that refers to it."""

    def texts_of(self, number: str) -> tuple[KeptText, ...]:
        """The private texts of a case, decrypted, oldest first. The caller logs the reading."""

    # -- runs in Prefect
    def run(self, number: str) -> RunRow:
        """What the case's run is known to be; an empty row where there is none."""

    def runs_of(self, numbers: Sequence[str]) -> Mapping[str, RunRow]:
        """What `run` says of each of these cases, in one statement; no row for a number that is none."""

    def keep_run(self, row: RunRow) -> None:
        """Write the row."""

    def outdated_runs(self, limit: int) -> tuple[RunRow, ...]:
        """Rows (or empty rows) of at most so many cases whose file has moved on since their run showed it."""

    def runs_to_check(self) -> tuple[RunRow, ...]:
        """Rows of all open cases and of those closed whose run has not shown the latest version; by case number."""

    # -- staff
    def staff(self) -> Staff:
        """Who works here, by initials, as of now; also who has left."""

    def lock_staff(self) -> None:
        """Those who change the staff take turns from here to the end."""

    def change_staff(self, colleagues: Sequence[Colleague], *, at: datetime, actor: str) -> None:
        """Add to the log: the colleagues are so from now on."""

    def staff_log(self) -> tuple[StaffChange, ...]:
        """All changes, oldest first."""

    # -- messages
    def notify(self, notices: Sequence[Notice], at: datetime) -> None:
        """Put notices into the outbox, which gives them their ids; those of a case's events come by themselves.

        The same kind to the same recipient about the same event is put in once.
        """

    def waiting_notices(self) -> tuple[Notice, ...]:
        """Outbox rows that no delivery covers yet, oldest first. Locks nothing: who plans has the delivery's lock."""

    def keep_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Insert or update by id."""

    def open_deliveries(self) -> tuple[Delivery, ...]:
        """Those neither sent nor given up, oldest first. Locks nothing."""

    def notices_of(self, delivery: Delivery) -> tuple[Notice, ...]:
        """What the delivery tells."""

    def deliveries_under(self, reference: str) -> tuple[Delivery, ...]:
        """Those with this reference, whatever became of them, oldest first."""

    def told_since(self, recipient: str, kinds: Collection[NoticeKind], since: datetime) -> int:
        """How many notices of these kinds were put into the outbox for the recipient at the instant or later."""


class Store(Protocol):
    """A store of case files."""

    def work(self) -> AbstractContextManager[Work]:
        """A transaction. Raises DatabaseDown."""

    def step_lock(self, number: str) -> AbstractContextManager[bool]:
        """The session lock a case step holds; False if another step holds it."""

    def seal(self, text: str) -> bytes:
        """32 bytes that nobody without our key can make of the text."""

    def verify(self) -> Audit:
        """Check every chain: hashes, gaps, and that the read model is what the events say."""
