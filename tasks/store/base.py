"""What all parts of a PostgreSQL transaction share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Executable, Insert, Table, insert
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.rulebook import Rulebook
from tasks.encryption import Keyring
from tasks.store.schema import (
    case_numbers,
    cases,
    events,
    notification_marks,
    notifications,
    outbox,
    person_marks,
    persons,
)

#: Tables whose new rows are written together, in this order; a row refers only to tables before its own.
#: A mark is kept once, and so is a notice of the same event to the same recipient.
_WRITTEN_LATER: Final[Mapping[Table, Insert]] = {
    persons: insert(persons),
    person_marks: upsert(person_marks).on_conflict_do_nothing(),
    cases: insert(cases),
    events: insert(events),
    outbox: upsert(outbox).on_conflict_do_nothing(),
    notifications: insert(notifications),
    notification_marks: upsert(notification_marks).on_conflict_do_nothing(),
}

Values = Mapping[str, Any]


class Part:
    """One transaction's connection, the keys, the rulebooks read so far, and the rows to be written.

    New rows are held back and written in bulk: before the transaction ends, and before anything is read that they
    might bear on. A sheet of two thousand rows would otherwise cost tens of thousands of round trips.
    """

    def __init__(self, connection: Connection, keyring: Keyring, rulebooks: Mapping[str, Rulebook]) -> None:
        self._connection = connection
        self._keyring = keyring
        #: By hash: those the store knows, and those read in this transaction.
        self._rulebooks: MutableMapping[str, Rulebook] = dict(rulebooks)
        self._rows: dict[Table, list[Values]] = {table: [] for table in _WRITTEN_LATER}
        #: What the held-back rows could be found by: marks, CPR indexes, case numbers.
        self._findable: set[str | bytes | None] = set()
        #: Year → last case number given in this transaction, which holds the lock on the year's row.
        self._numbers: dict[int, int] = {}

    @property
    def rulebooks_read(self) -> Mapping[str, Rulebook]:
        """By hash; others may rely on them once the transaction is kept."""
        return self._rulebooks

    def flush(self) -> None:
        """Write what was held back."""
        for table, statement in _WRITTEN_LATER.items():
            if self._rows[table]:
                self._connection.execute(statement, self._rows[table])
                self._rows[table] = []
        for year, last in self._numbers.items():
            self._connection.execute(
                case_numbers.update().where(case_numbers.c.year == year, case_numbers.c.last < last).values(last=last)
            )
        self._findable.clear()

    def _later(self, table: Table, row: Values, *, found_by: Iterable[str | bytes | None] = ()) -> None:
        """Write the row before anybody looks for what it is found by."""
        self._rows[table].append(row)
        self._findable.update(found_by)

    def _execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement that may see any row."""
        self.flush()
        return self._connection.execute(statement, values)

    def _execute_for(
        self, found_by: Iterable[str | bytes | None], statement: Executable, values: Values | None = None
    ) -> CursorResult[Any]:
        """Run a statement that only sees rows found by one of these."""
        if not self._findable.isdisjoint(found_by):
            self.flush()
        return self._connection.execute(statement, values)
