"""The JSON that scripts rely on: keys and words of `samraad cases`, `case` and `deadline`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deployments.commands.printing import iso
from samraad.codec import Recorded
from samraad.deadlines import Deadline
from samraad.events import RungReached
from samraad.summary import CaseRow
from tasks.store.port import Person, Work

Line = dict[str, object]


def case_line(row: CaseRow, flow_run_id: str | None, now: datetime) -> Line:
    """A line of `samraad cases --json`. overdue: the earliest of its deadlines is over, whichever it waits for."""
    return {
        "case": row.case,
        "stage": row.stage.value,
        "awaiting": row.awaiting.value if row.awaiting else None,
        "due_at": iso(row.due_at),
        "kind": row.kind.value if row.kind else None,
        "overdue": is_overdue(row, now),
        "team": row.team,
        "caseworker": row.caseworker,
        "received_at": iso(row.received_at),
        "flow_run_id": flow_run_id,
    }


def is_overdue(row: CaseRow, now: datetime) -> bool:
    """Whether one of the case's deadlines is over."""
    return row.first_due_at is not None and row.first_due_at <= now


def flow_runs(work: Work, rows: Iterable[CaseRow]) -> dict[str, str | None]:
    """Case number → id of its flow run. Open cases come in one query."""
    known = {run.case: run.flow_run_id for run in work.runs_to_check()}
    return {row.case: known[row.case] if row.case in known else work.run(row.case).flow_run_id for row in rows}


def deadline_line(each: Deadline) -> Line:
    """One of a case's deadlines."""
    return {
        "milestone": each.milestone.value,
        "kind": each.kind.value,
        "due_at": iso(each.due_at),
        "legal_basis": each.legal_basis,
        "explanation": each.explanation,
        "state": each.state.value,
    }


def escalation_line(recorded: Recorded, rung: RungReached) -> Line:
    """A reminder or escalation. rung_at: when it should have come; at: when it came."""
    return {
        "milestone": rung.milestone.value,
        "attempt": rung.attempt,
        "rung": rung.rung,
        "occurrence": rung.occurrence,
        "at": iso(recorded.at),
        "rung_at": iso(rung.rung_at),
        "due_at": iso(rung.due_at),
        "told": list(rung.told),
        "missed": rung.missed,
        "urgent": rung.urgent,
    }


def event_line(recorded: Recorded) -> Line:
    """A line of the audit log."""
    return {
        "version": recorded.version,
        "at": iso(recorded.at),
        "type": type(recorded.event).__name__,
        "actor": recorded.actor,
        "channel": recorded.via.value,
        "hash": recorded.hash,
    }


def person_line(person: Person, age_at_receipt: int) -> Line:
    """What `--person` adds."""
    return {
        "name": person.name,
        "cpr": person.cpr,
        "birth_date": person.birth_date.isoformat(),
        "age_at_receipt": age_at_receipt,
        "offences": list(person.offences),
    }
