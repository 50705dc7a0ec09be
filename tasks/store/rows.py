"""Records to table rows and back: how the words of the domain stand in columns."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from samraad.codec import E, Link, canonical
from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind
from samraad.item import ItemState
from samraad.notification import Entry, Outcome, Problem, Suspicion, Unclear
from samraad.quarantine import ItemRow
from samraad.summary import CaseRow
from samraad.vocabulary import Kind, Milestone, Stage, Via
from tasks.store.records import Result, RunRow

_SUSPICION = TypeAdapter(Suspicion)
_UNCLEAR = TypeAdapter(Unclear)


def entry_text(entry: Entry) -> str:
    """The entry as canonical JSON, before it is encrypted."""
    body = _SUSPICION.dump_python(entry, mode="json") if isinstance(entry, Suspicion) else _unclear(entry)
    return canonical({"entry": type(entry).__name__, **body})


def _unclear(entry: Unclear) -> dict[str, Any]:
    body: dict[str, Any] = _UNCLEAR.dump_python(entry, mode="json")
    return body


def entry_of(text: str | bytes) -> Entry:
    """The entry of its JSON."""
    body = json.loads(text)
    kind = body.pop("entry")
    return _SUSPICION.validate_python(body) if kind == "Suspicion" else _UNCLEAR.validate_python(body)


def case_values(row: CaseRow) -> dict[str, object]:
    """Columns of `cases`."""
    return {
        "case_number": row.case,
        "version": row.version,
        "stage": row.stage.value,
        "awaiting": row.awaiting.value if row.awaiting else None,
        "due_at": row.due_at,
        "kind": row.kind.value if row.kind else None,
        "first_due_at": row.first_due_at,
        "next_tick_at": row.next_tick_at,
        "team": row.team,
        "caseworker": row.caseworker,
        "received_at": row.received_at,
        "rulebook": row.rulebook,
    }


def case_row(row: Row[Any]) -> CaseRow:
    """A row of `cases`."""
    return CaseRow(
        case=row.case_number,
        version=row.version,
        stage=Stage.read(row.stage),
        awaiting=Milestone.read(row.awaiting) if row.awaiting else None,
        due_at=row.due_at,
        kind=Kind.read(row.kind) if row.kind else None,
        first_due_at=row.first_due_at,
        next_tick_at=row.next_tick_at,
        team=row.team,
        caseworker=row.caseworker,
        received_at=row.received_at,
        rulebook=row.rulebook,
    )


def link_of(row: Row[Any], event: E) -> Link[E]:
    """A row of `events`, with its event decoded."""
    return Link(
        case=row.case_number,
        version=row.version,
        at=row.at,
        actor=row.actor,
        via=Via.read(row.via),
        event=event,
        hash=row.hash,
    )


def result_of(row: Row[Any]) -> Result:
    """A row of `notifications`."""
    return Result(
        notification=row.id,
        evidence=row.evidence,
        position=row.position,
        row=row.row_number,
        outcome=Outcome(row.outcome),
        case=row.case_number,
        reason=row.reason,
        released_from=row.released_from,
    )


def item_values(row: ItemRow) -> dict[str, object]:
    """Columns of `items`."""
    return {
        "number": row.item,
        "version": row.version,
        "state": row.state.value,
        "problem": row.problem.value if row.problem else None,
        "file_kind": row.file_kind,
        "notification": row.notification,
        "evidence": row.evidence,
        "received_at": row.received_at,
        "kept_at": row.kept_at,
        "due_at": row.due_at,
        "next_tick_at": row.next_tick_at,
        "rulebook": row.rulebook,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at,
        "cases": list(row.cases),
    }


def item_of(row: Row[Any]) -> ItemRow:
    """A row of `items`."""
    return ItemRow(
        item=row.number,
        version=row.version,
        state=ItemState.read(row.state),
        problem=Problem(row.problem) if row.problem else None,
        file_kind=row.file_kind,
        notification=row.notification,
        evidence=row.evidence,
        received_at=row.received_at,
        kept_at=row.kept_at,
        due_at=row.due_at,
        next_tick_at=row.next_tick_at,
        rulebook=row.rulebook,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        cases=tuple(row.cases),
    )


def run_values(row: RunRow) -> dict[str, object]:
    """Columns of `runs`."""
    return {
        "case_number": row.case,
        "flow_run_id": row.flow_run_id,
        "attempt": row.attempt,
        "wait_key": row.wait_key,
        "form": row.form.value if row.form else None,
        "form_attempt": row.form_attempt,
        "shown_version": row.shown_version,
        "shown_name": row.shown_name,
        "shown_tags": list(row.shown_tags),
        "artifact": row.artifact,
    }


def run_of(row: Row[Any]) -> RunRow:
    """A row of `cases` with its row of `runs`, whose columns are null where there is none."""
    if row.attempt is None:
        return RunRow(case=row.number)
    return RunRow(
        case=row.number,
        flow_run_id=row.flow_run_id,
        attempt=row.attempt,
        wait_key=row.wait_key,
        form=Milestone.read(row.form) if row.form else None,
        form_attempt=row.form_attempt,
        shown_version=row.shown_version,
        shown_name=row.shown_name,
        shown_tags=tuple(row.shown_tags),
        artifact=row.artifact,
    )


def notice_values(notice: Notice) -> dict[str, object]:
    """Columns of `outbox`, but for the id it is given there."""
    return {
        "case_number": notice.case,
        "event_version": notice.event_version,
        "recipient": notice.recipient,
        "kind": notice.kind.value,
        "milestone": notice.milestone.value if notice.milestone else None,
        "due_on": notice.due_on,
        "urgent": notice.urgent,
        "created_at": notice.created_at,
        "fields": canonical(dict(notice.fields)),
    }


def notice_of(row: Row[Any]) -> Notice:
    """A row of `outbox`."""
    return Notice(
        id=row.id,
        case=row.case_number,
        event_version=row.event_version,
        recipient=row.recipient,
        kind=NoticeKind.read(row.kind),
        milestone=Milestone.read(row.milestone) if row.milestone else None,
        due_on=row.due_on,
        urgent=row.urgent,
        created_at=row.created_at,
        fields=json.loads(row.fields),
    )


def delivery_values(delivery: Delivery) -> dict[str, object]:
    """Columns of `deliveries`."""
    return {
        "id": delivery.id,
        "recipient": delivery.recipient,
        "target": delivery.target,
        "attempt": delivery.attempt,
        "next_attempt_at": delivery.next_attempt_at,
        "state": delivery.state.value,
        "reference": delivery.reference,
        "urgent": delivery.urgent,
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of `deliveries` with `notice_ids`, an array of its notices."""
    return Delivery(
        id=row.id,
        recipient=row.recipient,
        target=row.target,
        notice_ids=tuple(sorted(row.notice_ids)),
        attempt=row.attempt,
        next_attempt_at=row.next_attempt_at,
        state=DeliveryState(row.state),
        reference=row.reference,
        urgent=row.urgent,
    )
