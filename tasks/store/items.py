"""Items in PostgreSQL: what is in quarantine, and what was ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.codec import GENESIS, ItemRecorded, decode_item, record
from samraad.delivery import Notice
from samraad.errors import Conflict, UnknownItem
from samraad.item import PREFIX, Item, ItemState, evolve_item, fold_item, is_item
from samraad.item_events import ItemEvent, ItemKept
from samraad.quarantine import ItemRow, item_notices, item_row
from samraad.times import danish_date
from samraad.vocabulary import Via
from tasks.store.case_files import CaseFiles
from tasks.store.records import ItemQuery, Kept, Result
from tasks.store.rows import entry_of, item_of, item_values, link_of, result_of
from tasks.store.schema import events as events_table
from tasks.store.schema import ignored_lists, item_numbers, items
from tasks.store.schema import notifications as table

_HISTORY = (
    select(events_table).where(events_table.c.case_number == bindparam("number")).order_by(events_table.c.version)
)
_CLAIM = update(items).where(items.c.number == bindparam("of_item"), items.c.version == bindparam("loaded_version"))
_DUE = (
    select(items.c.number)
    .where(items.c.next_tick_at <= bindparam("now"))
    .order_by(items.c.next_tick_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
#: `K2026-9999` comes before `K2026-10000`.
_BY_NUMBER = (func.left(items.c.number, 5), func.length(items.c.number), items.c.number)


class Items(CaseFiles):
    """The part of a transaction that reads and writes items."""

    def open_item(self, event: ItemKept, *, at: datetime, actor: str, via: Via) -> Item:
        """See `tasks.store.port.Work.open_item`."""
        rulebook, year = self.rulebook(event.rulebook), danish_date(at).year
        number = f"{PREFIX}{year}-{self._next_number(item_numbers, year):04d}"
        first: ItemRecorded = record(GENESIS, number, 1, event, at=at, actor=actor, via=via)
        item = evolve_item(None, first)
        row = item_values(item_row(item, rulebook))
        del row["cases"]  # none yet
        self._later(items, row, case=number)
        self._write(first)
        return item

    def item(self, number: str) -> Item:
        """See `tasks.store.port.Work.item`."""
        return fold_item(self.item_history(number))

    def item_history(self, number: str) -> tuple[ItemRecorded, ...]:
        """See `tasks.store.port.Work.item_history`."""
        rows = self._execute_for(number, _HISTORY, {"number": number}).all() if is_item(number) else []
        if not rows:
            raise UnknownItem(number)
        return tuple(link_of(row, decode_item(row.type, row.body)) for row in rows)

    def append_item(self, item: Item, events: Sequence[ItemEvent], *, at: datetime, actor: str, via: Via) -> Item:
        """See `tasks.store.port.Work.append_item`."""
        if not events:
            return item
        rulebook, before = self.rulebook(item.rulebook), item
        written: list[ItemRecorded] = []
        told: list[Notice] = []
        for event in events:
            written.append(record(item.head, item.number, item.version + 1, event, at=at, actor=actor, via=via))
            item = evolve_item(item, written[-1])
            told += item_notices(item, written[-1], rulebook)
        values = item_values(item_row(item, rulebook))
        del values["number"]
        key = {"of_item": before.number, "loaded_version": before.version}
        if self._execute_for(before.number, _CLAIM, values | key).rowcount == 0:
            raise Conflict(f"{before.number} er ændret af en anden imens. Hent den igen.")
        for recorded in written:
            self._write(recorded)
        self.notify(told, at)
        return item

    def items(self, query: ItemQuery) -> tuple[ItemRow, ...]:
        """See `tasks.store.port.Work.items`."""
        statement = select(items).order_by(*_BY_NUMBER)
        statement = statement.where(items.c.problem.is_(None) if query.ignored else items.c.problem.is_not(None))
        if query.waiting_only:
            statement = statement.where(items.c.state == ItemState.WAITING.value)
        if query.since is not None:
            statement = statement.where(items.c.kept_at >= query.since)
        if query.before is not None:
            statement = statement.where(items.c.kept_at < query.before)
        if query.evidence is not None:
            statement = statement.where(items.c.evidence == query.evidence)
        return tuple(item_of(row) for row in self._execute(statement))

    def due_items(self, now: datetime, limit: int) -> tuple[str, ...]:
        """See `tasks.store.port.Work.due_items`."""
        return tuple(self._execute(_DUE, {"now": now, "at_most": limit}).scalars())

    def kept(self, evidence: str) -> tuple[Kept, ...]:
        """See `tasks.store.port.Work.kept`."""
        statement = select(table).where(table.c.evidence == evidence).order_by(table.c.position)
        return tuple(self._read_kept(row) for row in self._execute(statement))

    def kept_of(self, notifications: Sequence[str]) -> Mapping[str, Kept]:
        """See `tasks.store.port.Work.kept_of`."""
        statement = select(table).where(table.c.id.in_(notifications))
        return {row.id: self._read_kept(row) for row in self._execute(statement)}

    def _read_kept(self, row: Row[Any]) -> Kept:
        place = {"table": "notifications", "column": "entry_enc"}
        entry = row.entry_enc and entry_of(self._keyring.decrypt(row.entry_enc, row=row.id, **place))
        return Kept(result=result_of(row), entry=entry)

    def results_of(self, notifications: Sequence[str]) -> Mapping[str, Result]:
        """See `tasks.store.port.Work.results_of`."""
        statement = select(table).where(table.c.id.in_(notifications))
        return {row.id: result_of(row) for row in self._execute(statement)}

    def item_numbers(self, notifications: Sequence[str]) -> tuple[str, ...]:
        """See `tasks.store.port.Work.item_numbers`."""
        statement = select(items.c.number).where(items.c.notification.in_(notifications)).order_by(*_BY_NUMBER)
        return tuple(self._execute(statement).scalars())

    def last_ignored_list(self) -> date | None:
        """See `tasks.store.port.Work.last_ignored_list`."""
        last: date | None = self._execute(select(func.max(ignored_lists.c.on))).scalar_one()
        return last

    def list_ignored(self, on: date, at: datetime) -> bool:
        """See `tasks.store.port.Work.list_ignored`."""
        statement = upsert(ignored_lists).values(on=on, told_at=at).on_conflict_do_nothing()
        return self._execute(statement.returning(ignored_lists.c.on)).first() is not None
