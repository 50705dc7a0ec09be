"""What all parts of a PostgreSQL transaction share."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Connection,
    CursorResult,
    Executable,
    Table,
    TableValuedAlias,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.rulebook import Rulebook
from tasks.encryption import Keyring
from tasks.store.card_index import CardIndex
from tasks.store.schema import (
    case_numbers,
    cases,
    events,
    item_numbers,
    items,
    notification_marks,
    notifications,
    outbox,
    person_marks,
    persons,
)

Values = Mapping[str, Any]


def many(table: Table, *names: str, prefix: str = "") -> TableValuedAlias:
    """Many rows in one statement: an array for each column, under its name. prefix: an update keeps the bare names."""
    arrays = (bindparam(prefix + name, type_=ARRAY(table.c[name].type)) for name in names)
    return func.unnest(*arrays).table_valued(*names).render_derived()


def by_column(rows: Sequence[Values], prefix: str = "") -> Values:
    """Rows of the same columns as `many` takes them."""
    return {prefix + name: [row[name] for row in rows] for name in rows[0]}


def _inserting(table: Table, *names: str) -> Insert:
    rows = many(table, *names)
    return upsert(table).from_select(names, select(*(rows.c[name] for name in names)))


def _columns(table: Table, *given_by_the_database: str) -> list[str]:
    return [column.name for column in table.columns if column.name not in given_by_the_database]


#: Tables whose new rows are written together, in this order; a row refers only to tables before its own.
#: A mark is kept once, and so is a notice of the same event to the same recipient.
_WRITTEN_LATER: Final[Mapping[Table, Insert]] = {
    persons: _inserting(persons, "id", "cpr_enc", "name_enc", "birth_date_enc", "cpr_index"),
    person_marks: _inserting(person_marks, "mark", "person").on_conflict_do_nothing(),
    cases: _inserting(cases, *_columns(cases, "shown_version")),
    events: _inserting(events, *_columns(events)),
    outbox: _inserting(outbox, *_columns(outbox, "id", "covered")).on_conflict_do_nothing(),
    notifications: _inserting(notifications, *_columns(notifications, "serial")),
    notification_marks: _inserting(notification_marks, "mark", "notification").on_conflict_do_nothing(),
    items: _inserting(items, *_columns(items, "cases")),
}

#: Tables of the last number given in a year.
_COUNTERS: Final = (case_numbers, item_numbers)


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
        #: Numbers of cases and items whose rows are held back.
        self._held_back: set[str] = set()
        #: Persons and notifications are looked up here; what is held back stands in it already.
        self._cards = CardIndex()
        #: Table of numbers → year → last number given in this transaction, which holds the lock on the year's row.
        self._numbers: dict[Table, dict[int, int]] = {table: {} for table in _COUNTERS}

    @property
    def rulebooks_read(self) -> Mapping[str, Rulebook]:
        """By hash; others may rely on them once the transaction is kept."""
        return self._rulebooks

    def flush(self) -> None:
        """Write what was held back."""
        for table, statement in _WRITTEN_LATER.items():
            if rows := self._rows[table]:
                self._connection.execute(statement, by_column(rows))
                self._rows[table] = []
        for table, numbers in self._numbers.items():
            for year, last in numbers.items():
                behind = table.update().where(table.c.year == year, table.c.last < last)
                self._connection.execute(behind.values(last=last))
        self._held_back.clear()

    def _next_number(self, table: Table, year: int) -> int:
        """Locks the year's row to the end of the transaction: no number is given twice, none lost by a rollback."""
        given = self._numbers[table]
        if year in given:
            given[year] += 1
        else:
            first = upsert(table).values(year=year, last=1)
            counted = first.on_conflict_do_update(index_elements=["year"], set_={"last": table.c.last + 1})
            given[year] = self._execute_for(None, counted.returning(table.c.last)).scalar_one()
        return given[year]

    def _later(self, table: Table, row: Values, *, case: str | None = None) -> None:
        """Write the row before anybody reads what it might bear on: the case or item, or anything not asked by number.

        Rows of one table have the same columns.
        """
        self._rows[table].append(row)
        if case is not None:
            self._held_back.add(case)

    def _execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement that may see any row."""
        self.flush()
        return self._connection.execute(statement, values)

    def _execute_for(self, case: str | None, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement that only sees rows of the case, or none that could be held back."""
        if case in self._held_back:
            self.flush()
        return self._connection.execute(statement, values)
