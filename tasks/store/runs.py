"""What is known of the cases' runs in Prefect, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.vocabulary import Stage
from tasks.store.base import Part
from tasks.store.case_files import BY_NUMBER
from tasks.store.records import RunRow
from tasks.store.rows import run_of, run_values
from tasks.store.schema import cases, runs

_OUTDATED = cases.c.shown_version < cases.c.version
_RUNS = select(cases.c.case_number.label("number"), runs).select_from(cases.outerjoin(runs))


class Runs(Part):
    """The part of a transaction that remembers runs."""

    def run(self, number: str) -> RunRow:
        """See `tasks.store.port.Work.run`."""
        row = self._execute(_RUNS.where(cases.c.case_number == number)).one_or_none()
        return RunRow(case=number) if row is None else run_of(row)

    def runs_of(self, numbers: Sequence[str]) -> Mapping[str, RunRow]:
        """See `tasks.store.port.Work.runs_of`."""
        rows = self._execute(_RUNS.where(cases.c.case_number.in_(numbers)))
        return {row.number: run_of(row) for row in rows}

    def keep_run(self, row: RunRow) -> None:
        """See `tasks.store.port.Work.keep_run`."""
        values = run_values(row)
        statement = upsert(runs).values(values).on_conflict_do_update(index_elements=["case_number"], set_=values)
        self._execute(statement)
        shown = update(cases).where(cases.c.case_number == row.case, cases.c.shown_version != row.shown_version)
        self._execute(shown.values(shown_version=row.shown_version))

    def outdated_runs(self, limit: int) -> tuple[RunRow, ...]:
        """See `tasks.store.port.Work.outdated_runs`."""
        statement = _RUNS.where(_OUTDATED).order_by(*BY_NUMBER).limit(limit)
        return tuple(run_of(row) for row in self._execute(statement))

    def runs_to_check(self) -> tuple[RunRow, ...]:
        """See `tasks.store.port.Work.runs_to_check`."""
        statement = _RUNS.where(or_(cases.c.stage != Stage.CLOSED.value, _OUTDATED)).order_by(*BY_NUMBER)
        return tuple(run_of(row) for row in self._execute(statement))
