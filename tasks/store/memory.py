"""The store in memory: the same contract, for fast tests. Transactions take turns."""

from __future__ import annotations

import hmac
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from samraad.codec import encode
from tasks.store.audit import Books, Written, check
from tasks.store.memory_items import MemoryItems
from tasks.store.memory_people import MemoryPeople
from tasks.store.memory_tables import Tables
from tasks.store.records import Audit


class MemoryWork(MemoryItems, MemoryPeople):
    """One transaction: see `tasks.store.port.Work`."""


class MemoryStore:
    """See `tasks.store.port.Store`. Threads may share it; one thread must not open a transaction inside another."""

    def __init__(self) -> None:
        self._tables = Tables()
        self._turn = threading.Lock()
        self._steps: set[str] = set()
        self._key = os.urandom(32)

    @contextmanager
    def work(self) -> Iterator[MemoryWork]:
        """See `tasks.store.port.Store.work`."""
        with self._turn:
            tables = self._tables.snapshot()
            yield MemoryWork(tables)
            self._tables = tables

    @contextmanager
    def step_lock(self, number: str) -> Iterator[bool]:
        """See `tasks.store.port.Store.step_lock`."""
        with self._turn:
            held = number not in self._steps
            self._steps.add(number)
        try:
            yield held
        finally:
            if held:
                with self._turn:
                    self._steps.remove(number)

    def seal(self, text: str) -> bytes:
        """See `tasks.store.port.Store.seal`."""
        return hmac.digest(self._key, text.encode(), "sha256")

    def verify(self) -> Audit:
        """See `tasks.store.port.Store.verify`."""
        with self._turn:
            tables = self._tables.snapshot()
        written = (
            Written(
                case=each.case,
                version=each.version,
                at=each.at,
                type=type(each.event).__name__,
                actor=each.actor,
                via=each.via.value,
                body=encode(each.event),
                hash=each.hash,
            )
            for history in (*tables.histories.values(), *tables.item_histories.values())
            for each in history
        )
        books = Books(
            cases=tables.cases, case_numbers=tables.numbers, items=tables.items, item_numbers=tables.item_numbers
        )
        return check(written, books, tables.rulebooks.__getitem__)
