"""When the young person soon turns 15 or 18: a hand-over is prompted, for information was lost at that age (§7.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from samraad.case import CaseFile
from samraad.cpr import age
from samraad.events import AgeNear
from samraad.rulebook import Rulebook
from samraad.vocabulary import TodoKind

#: Another department takes over (002 §7.1); the law's own limit. With the todo that each brings.
AGES: Final = {15: TodoKind.TURNS_15, 18: TodoKind.TURNS_18}


def near(case: CaseFile, born: date, on: date, rulebook: Rulebook) -> tuple[AgeNear, ...]:
    """The ages the person reaches soon, counted from the Monday of the week: the event tells no birthday.

    Each age once; none the person had at the receipt, when the case was routed by it; none on a closed case.
    """
    if case.closed_on is not None:
        return ()
    monday = on - timedelta(days=on.weekday())
    soon = age(born, monday + timedelta(days=rulebook.age_notice_days))
    told = {todo.kind for todo in case.todos}
    reached = [each for each in AGES if case.age_at_receipt < each <= soon and AGES[each] not in told]
    return tuple(AgeNear(age=each, week_of=monday) for each in reached)
