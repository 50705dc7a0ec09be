"""Case files in PostgreSQL: events, read model and outbox in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.case import CaseFile, evolve, fold
from samraad.codec import GENESIS, ItemRecorded, Recorded, decode, encode, record
from samraad.delivery import Notice
from samraad.errors import Conflict, UnknownCase
from samraad.events import CaseOpened, Event
from samraad.item import is_item
from samraad.notices import notices
from samraad.rulebook import Rulebook
from samraad.rulebooks import recall
from samraad.summary import CaseRow, summarise
from samraad.times import danish_date
from samraad.vocabulary import Stage, Via
from tasks.store.base import Values, by_column, many
from tasks.store.card_index import CaseCard
from tasks.store.outbox import Outbox
from tasks.store.records import CaseQuery
from tasks.store.rows import case_row, case_values, link_of
from tasks.store.schema import case_numbers, cases, rulebooks
from tasks.store.schema import events as events_table
from tasks.store.staff_list import StaffList

#: `2026-9999` comes before `2026-10000`.
BY_NUMBER = (func.left(cases.c.case_number, 4), func.length(cases.c.case_number), cases.c.case_number)

_HISTORY = (
    select(events_table).where(events_table.c.case_number == bindparam("number")).order_by(events_table.c.version)
)
_CLAIM = update(cases).where(cases.c.case_number == bindparam("number"), cases.c.version == bindparam("loaded_version"))
_DUE = (
    select(cases.c.case_number)
    .where(cases.c.next_tick_at <= bindparam("now"))
    .order_by(cases.c.next_tick_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
#: Columns of the read model that events move.
_MOVED = tuple(name for name in cases.c.keys() if name not in ("person", "shown_version"))  # noqa: SIM118 - no mapping
_NEW = "new_"
_ROWS = many(cases, *_MOVED, prefix=_NEW)
_MOVE = (
    update(cases)
    .where(cases.c.case_number == _ROWS.c.case_number)
    .values({name: _ROWS.c[name] for name in _MOVED if name != "case_number"})
)


def _card(case: CaseFile) -> CaseCard:
    return CaseCard(
        number=case.number,
        open=case.stage is not Stage.CLOSED,
        received_at=case.received_at,
        samraad_on=case.samraad_on,
        notifications=len(case.notifications),
    )


class CaseFiles(Outbox, StaffList):
    """The part of a transaction that reads and writes case files."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        #: Cases this transaction has locked → their version.
        self._locked: dict[str, int] = {}
        #: Their events, until more are written.
        self._histories: dict[str, list[Row[Any]]] = {}
        #: Their rows of the read model that are held back.
        self._moved: dict[str, Values] = {}

    def expect_cases(self, numbers: Sequence[str]) -> None:
        """See `tasks.store.port.Work.expect_cases`."""
        # In order: two that lock many wait in line, no deadlock.
        lock = select(cases.c.case_number, cases.c.version).where(cases.c.case_number.in_(numbers))
        locked = self._execute(lock.order_by(cases.c.case_number).with_for_update(key_share=True))
        self._locked |= {row.case_number: row.version for row in locked}
        read = select(events_table).where(events_table.c.case_number.in_(numbers))
        self._histories |= {number: [] for number in numbers}
        for row in self._execute(read.order_by(events_table.c.case_number, events_table.c.version)):
            self._histories[row.case_number].append(row)

    def flush(self) -> None:
        """Write what was held back."""
        super().flush()
        if self._moved:
            self._connection.execute(_MOVE, by_column(list(self._moved.values()), _NEW))
            self._moved = {}

    def load(self, number: str) -> CaseFile:
        """See `tasks.store.port.Work.load`."""
        return fold(self.history(number))

    def history(self, number: str) -> tuple[Recorded, ...]:
        """See `tasks.store.port.Work.history`."""
        rows = [] if is_item(number) else self._history(number)
        if not rows:
            raise UnknownCase(number)
        return tuple(link_of(row, decode(row.type, row.body)) for row in rows)

    def _history(self, number: str) -> Sequence[Row[Any]]:
        expected = self._histories.get(number)
        return self._execute_for(number, _HISTORY, {"number": number}).all() if expected is None else expected

    def open_case(self, event: CaseOpened, person: str, *, at: datetime, actor: str, via: Via) -> CaseFile:
        """See `tasks.store.port.Work.open_case`."""
        rulebook = self.rulebook(event.rulebook)
        first = record(GENESIS, self._next_case(danish_date(at).year), 1, event, at=at, actor=actor, via=via)
        case = evolve(None, first)
        self._later(cases, self._read_model(case) | {"person": person}, case=case.number)
        self._cards.add_case(person, _card(case))
        self._write(first)
        self.notify(notices(case, first, rulebook, self.staff()), at)
        return case

    def _next_case(self, year: int) -> str:
        return f"{year}-{self._next_number(case_numbers, year):04d}"

    def append(self, case: CaseFile, events: Sequence[Event], *, at: datetime, actor: str, via: Via) -> CaseFile:
        """See `tasks.store.port.Work.append`."""
        if not events:
            return case
        rulebook, before = self.rulebook(case.rulebook), case
        written: list[Recorded] = []
        told: list[Notice] = []
        for event in events:
            written.append(record(case.head, case.number, case.version + 1, event, at=at, actor=actor, via=via))
            case = evolve(case, written[-1])
            told += notices(case, written[-1], rulebook, self.staff())
        self._claim(before, case)
        for recorded in written:
            self._write(recorded)
        self.notify(told, at)
        return case

    def _claim(self, before: CaseFile, after: CaseFile) -> None:
        """Move the read model on. Its row is locked first, by every writer: two of them wait in line, no deadlock."""
        if not self._is_latest(before, self._read_model(after)):
            raise Conflict(f"Sag {before.number} er ændret af en anden imens. Hent den igen.")
        if after.number in self._locked:
            self._locked[after.number] = after.version
        self._cards.move_case(_card(after))

    def _is_latest(self, before: CaseFile, after: dict[str, object]) -> bool:
        """Whether it was; its row is moved on then, at once or, where it is locked, with all others."""
        locked = self._locked.get(before.number)
        if locked is not None:
            if locked == before.version:
                self._moved[before.number] = after
                self._held_back.add(before.number)
            return locked == before.version
        values = after | {"number": before.number, "loaded_version": before.version}
        del values["case_number"]
        return self._execute_for(before.number, _CLAIM, values).rowcount > 0

    def _write(self, recorded: Recorded | ItemRecorded) -> None:
        self._histories.pop(recorded.case, None)
        row = {
            "case_number": recorded.case,
            "version": recorded.version,
            "at": recorded.at,
            "type": type(recorded.event).__name__,
            "actor": recorded.actor,
            "via": recorded.via.value,
            "body": encode(recorded.event),
            "hash": recorded.hash,
        }
        self._later(events_table, row, case=recorded.case)

    def _read_model(self, case: CaseFile) -> dict[str, object]:
        return case_values(summarise(case, self.rulebook(case.rulebook))) | {"samraad_on": case.samraad_on}

    def keep_rulebook(self, rulebook: Rulebook) -> None:
        """See `tasks.store.port.Work.keep_rulebook`."""
        row = {"hash": rulebook.hash, "content": rulebook.content}
        self._execute(upsert(rulebooks).on_conflict_do_nothing(), row)

    def rulebook(self, hash_: str) -> Rulebook:
        """See `tasks.store.port.Work.rulebook`."""
        if hash_ not in self._rulebooks:
            statement = select(rulebooks.c.content).where(rulebooks.c.hash == hash_)
            content = self._execute_for(None, statement).scalar_one_or_none()
            if content is None:
                raise KeyError(hash_)
            self._rulebooks[hash_] = recall(content, f"regelsæt {hash_[:12]} i databasen")
        return self._rulebooks[hash_]

    def cases(self, query: CaseQuery) -> tuple[CaseRow, ...]:
        """See `tasks.store.port.Work.cases`."""
        statement = select(cases).order_by(*BY_NUMBER)
        if query.overdue_at is not None:
            statement = statement.where(cases.c.first_due_at <= query.overdue_at)
        if query.team is not None:
            statement = statement.where(cases.c.team == query.team)
        if query.awaiting is not None:
            statement = statement.where(cases.c.awaiting == query.awaiting.value)
        if query.open_only:
            statement = statement.where(cases.c.stage != Stage.CLOSED.value)
        return tuple(case_row(row) for row in self._execute(statement))

    def due(self, now: datetime, limit: int) -> tuple[str, ...]:
        """See `tasks.store.port.Work.due`."""
        return tuple(self._execute(_DUE, {"now": now, "at_most": limit}).scalars())

    def open_cases_by_caseworker(self) -> Mapping[str, int]:
        """See `tasks.store.port.Work.open_cases_by_caseworker`."""
        statement = (
            select(cases.c.caseworker, func.count().label("open_cases"))
            .where(cases.c.stage != Stage.CLOSED.value, cases.c.caseworker.is_not(None))
            .group_by(cases.c.caseworker)
        )
        return {row.caseworker: row.open_cases for row in self._execute(statement)}
