"""Case files, runs and messages in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from samraad.case import CaseFile, evolve, fold
from samraad.codec import GENESIS, Recorded, record
from samraad.delivery import Delivery, Notice, NoticeKind
from samraad.errors import Conflict, UnknownCase
from samraad.events import CaseOpened, Event
from samraad.notices import notices
from samraad.rulebook import Rulebook
from samraad.summary import CaseRow, summarise
from samraad.times import danish_date
from samraad.vocabulary import Stage, Via
from tasks.store.memory_staff import MemoryStaff
from tasks.store.memory_tables import MemoryPart
from tasks.store.records import CaseQuery, RunRow


class MemoryMessages(MemoryPart):
    """See the part on messages of `tasks.store.port.Work`."""

    def notify(self, notices: Sequence[Notice], at: datetime) -> None:  # noqa: ARG002 - the notices say when
        for notice in notices:
            there = {
                (each.case, each.event_version, each.recipient, each.kind) for each in self._tables.outbox.values()
            }
            if (notice.case, notice.event_version, notice.recipient, notice.kind) in there and notice.case is not None:
                continue
            id_ = len(self._tables.outbox) + 1
            self._tables.outbox[id_] = replace(notice, id=id_)

    def waiting_notices(self) -> tuple[Notice, ...]:
        return tuple(each for each in self._tables.outbox.values() if each.id not in self._tables.covered)

    def keep_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        for each in deliveries:
            self._tables.deliveries[each.id] = each
            self._tables.covered |= set(each.notice_ids)

    def deliveries_under(self, reference: str) -> tuple[Delivery, ...]:
        return tuple(each for each in self._tables.deliveries.values() if each.reference == reference)

    def told_since(self, recipient: str, kinds: Collection[NoticeKind], since: datetime) -> int:
        told = self._tables.outbox.values()
        return sum(each.recipient == recipient and each.kind in kinds and each.created_at >= since for each in told)

    def open_deliveries(self) -> tuple[Delivery, ...]:
        return tuple(each for each in self._tables.deliveries.values() if each.open)

    def notices_of(self, delivery: Delivery) -> tuple[Notice, ...]:
        return tuple(self._tables.outbox[each] for each in sorted(delivery.notice_ids))


class MemoryCases(MemoryMessages, MemoryStaff):
    """See the parts on case files, read model and runs of `tasks.store.port.Work`."""

    def load(self, number: str) -> CaseFile:
        return fold(self.history(number))

    def history(self, number: str) -> tuple[Recorded, ...]:
        if number not in self._tables.histories:
            raise UnknownCase(number)
        return self._tables.histories[number]

    def expect_cases(self, numbers: Sequence[str]) -> None:
        """Nothing to do: everything is at hand, and transactions take turns."""

    def open_case(self, event: CaseOpened, person: str, *, at: datetime, actor: str, via: Via) -> CaseFile:
        self.rulebook(event.rulebook)
        year = danish_date(at).year
        serial = self._tables.numbers[year] = self._tables.numbers.get(year, 0) + 1
        first = record(GENESIS, f"{year}-{serial:04d}", 1, event, at=at, actor=actor, via=via)
        case = evolve(None, first)
        self._tables.people_of[case.number] = person
        self._keep(case, first)
        return case

    def append(self, case: CaseFile, events: Sequence[Event], *, at: datetime, actor: str, via: Via) -> CaseFile:
        if events and self._tables.cases[case.number].version != case.version:
            raise Conflict(f"Sag {case.number} er ændret af en anden imens. Hent den igen.")
        for event in events:
            recorded = record(case.head, case.number, case.version + 1, event, at=at, actor=actor, via=via)
            case = evolve(case, recorded)
            self._keep(case, recorded)
        return case

    def _keep(self, case: CaseFile, recorded: Recorded) -> None:
        rulebook = self.rulebook(case.rulebook)
        self._tables.histories[case.number] = (*self._tables.histories.get(case.number, ()), recorded)
        self._tables.cases[case.number] = summarise(case, rulebook)
        self._tables.samraad_on[case.number] = case.samraad_on
        self.notify(notices(case, recorded, rulebook, self.staff()), recorded.at)

    def keep_rulebook(self, rulebook: Rulebook) -> None:
        self._tables.rulebooks[rulebook.hash] = rulebook

    def rulebook(self, hash_: str) -> Rulebook:
        return self._tables.rulebooks[hash_]

    def cases(self, query: CaseQuery) -> tuple[CaseRow, ...]:
        rows = (row for row in self._tables.cases.values() if _fits(row, query))
        return tuple(sorted(rows, key=lambda row: _by_number(row.case)))

    def due(self, now: datetime, limit: int) -> tuple[str, ...]:
        ready = [(row.next_tick_at, row.case) for row in self._tables.cases.values() if row.next_tick_at is not None]
        return tuple(number for at, number in sorted(ready) if at <= now)[:limit]

    def open_cases_by_caseworker(self) -> Mapping[str, int]:
        open_ = [row for row in self._tables.cases.values() if row.stage is not Stage.CLOSED]
        return dict(Counter(row.caseworker for row in open_ if row.caseworker is not None))

    def run(self, number: str) -> RunRow:
        return self._tables.runs.get(number, RunRow(case=number))

    def runs_of(self, numbers: Sequence[str]) -> Mapping[str, RunRow]:
        return {number: self.run(number) for number in numbers if number in self._tables.cases}

    def keep_run(self, row: RunRow) -> None:
        self._tables.runs[row.case] = row

    def runs_to_check(self) -> tuple[RunRow, ...]:
        rows = self.cases(CaseQuery())
        return tuple(self.run(row.case) for row in rows if row.stage is not Stage.CLOSED or self._outdated(row))

    def outdated_runs(self, limit: int) -> tuple[RunRow, ...]:
        return tuple(self.run(row.case) for row in self.cases(CaseQuery()) if self._outdated(row))[:limit]

    def _outdated(self, row: CaseRow) -> bool:
        return self.run(row.case).shown_version < row.version


def _fits(row: CaseRow, query: CaseQuery) -> bool:
    overdue = query.overdue_at is None or (row.first_due_at is not None and row.first_due_at <= query.overdue_at)
    team = query.team is None or row.team == query.team
    awaiting = query.awaiting is None or row.awaiting is query.awaiting
    return overdue and team and awaiting and not (query.open_only and row.stage is Stage.CLOSED)


def _by_number(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-"))
