"""The JSON that scripts rely on: keys and words of `samraad quarantine` and `samraad ignored`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from deployments.commands.printing import iso
from deployments.commands.shapes import Line
from samraad.intake import age_at
from samraad.notification import Field, Unclear
from samraad.quarantine import ItemRow
from tasks.store.records import Kept, Result

#: What a person reads of what is shown, where it is no field of a notification.
_LABELS: Final = {
    "file": "fil",
    "sheet": "ark",
    "row": "række",
    "text": "tekst",
    "age_at_receipt": "alder ved modtagelsen",
}


def label(key: str) -> str:
    """The Danish word for what `shown_line` calls by its code."""
    return _LABELS.get(key) or Field.read(key).label


def item_line(row: ItemRow, result: Result, now: datetime) -> Line:
    """A line of `samraad quarantine --json`. case: the first it led to; cases: all of them."""
    return {
        "item": row.item,
        "received_at": iso(row.received_at),
        "due_at": iso(row.due_at),
        "overdue": row.overdue(now),
        "problem": row.problem.value if row.problem else None,
        "reason": result.reason,
        "file_kind": row.file_kind,
        "row": result.row,
        "mail": row.evidence,
        "state": row.state.value,
        "decided_by": row.decided_by,
        "case": row.cases[0] if row.cases else None,
        "cases": list(row.cases),
    }


def shown_line(kept: Kept, received_at: datetime) -> Line:
    """What showing an item adds: personal data."""
    entry, result = kept.entry, kept.result
    if entry is None:
        return {"file": None, "sheet": None, "row": result.row, "name": None, "offences": [], "text": None}
    place: Line = {"file": entry.place.file, "sheet": entry.place.sheet, "row": entry.place.row}
    line = place | {each.value: _plain(getattr(entry, each.value)) for each in Field}
    if isinstance(entry, Unclear):
        return line | {"text": entry.text}
    return line | {"age_at_receipt": age_at(entry.birth_date, received_at)}


def _plain(value: object) -> object:
    """As JSON has it."""
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
