"""Items in memory: what is in quarantine, and what was ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from samraad.codec import GENESIS, ItemRecorded, record
from samraad.errors import Conflict, UnknownItem
from samraad.item import PREFIX, Item, ItemState, evolve_item, fold_item
from samraad.item_events import ItemEvent, ItemKept
from samraad.quarantine import ItemRow, item_notices, item_row
from samraad.times import danish_date
from samraad.vocabulary import Via
from tasks.store.memory_cases import MemoryCases
from tasks.store.records import ItemQuery, Kept, Result


class MemoryItems(MemoryCases):
    """See the part on items of `tasks.store.port.Work`."""

    def open_item(self, event: ItemKept, *, at: datetime, actor: str, via: Via) -> Item:
        self.rulebook(event.rulebook)
        year = danish_date(at).year
        serial = self._tables.item_numbers[year] = self._tables.item_numbers.get(year, 0) + 1
        first: ItemRecorded = record(GENESIS, f"{PREFIX}{year}-{serial:04d}", 1, event, at=at, actor=actor, via=via)
        item = evolve_item(None, first)
        self._keep_item(item, first)
        return item

    def item(self, number: str) -> Item:
        return fold_item(self.item_history(number))

    def item_history(self, number: str) -> tuple[ItemRecorded, ...]:
        if number not in self._tables.item_histories:
            raise UnknownItem(number)
        return self._tables.item_histories[number]

    def append_item(self, item: Item, events: Sequence[ItemEvent], *, at: datetime, actor: str, via: Via) -> Item:
        if events and self._tables.items[item.number].version != item.version:
            raise Conflict(f"{item.number} er ændret af en anden imens. Hent den igen.")
        for event in events:
            recorded: ItemRecorded = record(
                item.head, item.number, item.version + 1, event, at=at, actor=actor, via=via
            )
            item = evolve_item(item, recorded)
            self._keep_item(item, recorded)
        return item

    def _keep_item(self, item: Item, recorded: ItemRecorded) -> None:
        rulebook = self.rulebook(item.rulebook)
        self._tables.item_histories[item.number] = (
            *self._tables.item_histories.get(item.number, ()),
            recorded,
        )
        self._tables.items[item.number] = item_row(item, rulebook)
        self.notify(item_notices(item, recorded, rulebook), recorded.at)

    def items(self, query: ItemQuery) -> tuple[ItemRow, ...]:
        rows = [row for row in self._tables.items.values() if _fits(row, query)]
        return tuple(sorted(rows, key=lambda row: _by_number(row.item)))

    def due_items(self, now: datetime, limit: int) -> tuple[str, ...]:
        ready = [(row.next_tick_at, row.item) for row in self._tables.items.values() if row.next_tick_at is not None]
        return tuple(number for at, number in sorted(ready) if at <= now)[:limit]

    def kept(self, evidence: str) -> tuple[Kept, ...]:
        found = [each for each in self._tables.notifications.values() if each.result.evidence == evidence]
        kept = [Kept(result=each.result, entry=each.entry) for each in found]
        return tuple(sorted(kept, key=lambda each: each.result.position))

    def kept_of(self, notifications: Sequence[str]) -> Mapping[str, Kept]:
        found = {id_: self._tables.notifications[id_] for id_ in notifications}
        return {id_: Kept(result=each.result, entry=each.entry) for id_, each in found.items()}

    def results_of(self, notifications: Sequence[str]) -> Mapping[str, Result]:
        return {id_: self._tables.notifications[id_].result for id_ in notifications}

    def item_numbers(self, notifications: Sequence[str]) -> tuple[str, ...]:
        rows = {*self.items(ItemQuery()), *self.items(ItemQuery(ignored=True))}
        return tuple(sorted((row.item for row in rows if row.notification in notifications), key=_by_number))

    def last_ignored_list(self) -> date | None:
        return max(self._tables.ignored_lists, default=None)

    def list_ignored(self, on: date, at: datetime) -> bool:  # noqa: ARG002 - only the day counts here
        new = on not in self._tables.ignored_lists
        self._tables.ignored_lists.add(on)
        return new


def _fits(row: ItemRow, query: ItemQuery) -> bool:
    kind = (row.problem is None) == query.ignored
    waiting = row.state is ItemState.WAITING or not query.waiting_only
    since = query.since is None or row.kept_at >= query.since
    before = query.before is None or row.kept_at < query.before
    mail = query.evidence is None or row.evidence == query.evidence
    return kind and waiting and since and before and mail


def _by_number(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.removeprefix(PREFIX).split("-"))
