"""The page on which managers see what waits in quarantine: Danish markdown without personal data or names of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from samraad.item_wording import PROBLEMS
from samraad.notification import Problem
from samraad.quarantine import ItemRow
from samraad.times import show_due, show_instant

#: So many are listed; the others are counted.
_MOST: Final = 100
_NOTHING: Final = "Intet venter."


def waiting_list(rows: Sequence[ItemRow], ignored_today: int, now: datetime) -> str:
    """What waits for a decision, the earliest deadline first, and how many were ignored today.

    A list and no table, as it is read on telephones too; no line begins with a day of the month.
    """
    waiting = sorted(rows, key=lambda row: (row.due_at or row.received_at, row.item))
    lines = ["# Karantæne", ""]
    if waiting:
        lines += [
            f"**{len(waiting)} venter på en medarbejders afgørelse.** Fristen regnes fra modtagelsen.",
            "",
        ]
        lines += [_line(row, now) for row in waiting[:_MOST]]
        if len(waiting) > _MOST:
            lines += ["", f"Og {len(waiting) - _MOST} mere: »samraad quarantine«."]
    else:
        lines.append(_NOTHING)
    if ignored_today:
        lines += ["", f"Ignoreret i dag (fyldt 18, automatiske svar): {ignored_today}. Se »samraad ignored«."]
    return "\n".join(lines)


def _line(row: ItemRow, now: datetime) -> str:
    what, how = PROBLEMS[row.problem or Problem.OTHER]
    due = "" if row.due_at is None else f" · afgøres senest {show_due(row.due_at)}"
    late = " · **overskredet**" if row.overdue(now) else ""
    head = f"- **{row.item}** · modtaget {show_instant(row.received_at)}{due}{late}"
    return f"{head}  \n  Den {what}. {how[:1].upper()}{how[1:]}."
