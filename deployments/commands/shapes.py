"""The JSON that scripts rely on: keys and words of `samraad cases`, `case` and `deadline`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deployments.commands.printing import iso
from samraad.codec import Recorded
from samraad.deadlines import Deadline
from samraad.events import RungReached, TodoRungReached
from samraad.notification import Source
from samraad.summary import CaseRow
from samraad.todo_limits import TodoLimit
from samraad.told import Told
from tasks.store.port import Work
from tasks.store.records import KeptText, Person

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
        "attempt": each.attempt,
        "kind": each.kind.value,
        "due_at": iso(each.due_at),
        "legal_basis": each.legal_basis,
        "explanation": each.explanation,
        "state": each.state.value,
        "agreed_on": each.agreed_on.isoformat() if each.agreed_on else None,
    }


def todo_line(each: TodoLimit) -> Line:
    """One of a case's todos."""
    todo = each.todo
    return {
        "todo": todo.number,
        "what": todo.kind.value,
        "role": todo.role.value if todo.role else None,
        "subject": todo.what.value if todo.what else None,
        "about": todo.about,
        "kind": each.kind.value,
        "due_at": iso(each.due_at),
        "legal_basis": each.legal_basis,
        "state": each.state.value,
        "outcome": todo.outcome.value if todo.outcome else None,
        "done_on": todo.done_on.isoformat() if todo.done_on else None,
    }


def escalation_line(recorded: Recorded, rung: RungReached | TodoRungReached) -> Line:
    """A reminder or escalation, of a milestone or of a todo. rung_at: when it should have come; at: when it came."""
    return {
        "milestone": rung.milestone.value if isinstance(rung, RungReached) else None,
        "attempt": rung.attempt if isinstance(rung, RungReached) else None,
        "todo": rung.todo if isinstance(rung, TodoRungReached) else None,
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


def person_line(person: Person, age_at_receipt: int, notifications: Iterable[Told]) -> Line:
    """What `--person` adds."""
    return {
        "name": person.name,
        "cpr": person.cpr,
        "birth_date": person.birth_date.isoformat(),
        "age_at_receipt": age_at_receipt,
        "offences": list(person.offences),
        "notifications": [notification_line(each) for each in notifications],
    }


def text_line(kept: KeptText, history: Iterable[Recorded]) -> Line:
    """A name, an address or a note. version: of the event it belongs to."""
    referring = (each.version for each in history if getattr(each.event, kept.field, None) == kept.id)
    return {
        "text": kept.text,
        "topic": kept.topic.value,
        "field": kept.field,
        "version": next(referring, None),
        "at": iso(kept.at),
    }


def notification_line(told: Told) -> Line:
    """One notification of a case. offences: the police's own words; kinds: what they are in the vocabulary."""
    entry = told.entry
    return {
        "notification": told.notification,
        "received_at": iso(told.received_at),
        "origin": told.origin.value,
        "taken_over_from": told.taken_over_from,
        "offences": list(entry.offences),
        "kinds": [kind.value for kind in told.kinds],
        "committed": entry.committed,
        "scene": entry.scene,
        "police_case": entry.police_case,
        "remand": entry.remand,
        "interrogation": entry.interrogation,
        "interrogation_time": entry.interrogation_time,
        "unit": entry.unit,
        "reply_by": entry.reply_by,
        "sources": [_source_line(each) for each in entry.sources],
    }


def _source_line(source: Source) -> Line:
    place = source.place
    return {
        "field": source.field.value,
        "certainty": source.certainty.value,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "page": place.page,
        "line": place.line,
    }
