"""When the young person soon turns 15 or 18, or the age was wrong: a hand-over is prompted.

Information was lost at that age (§7.1).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from samraad.case import CaseFile
from samraad.cpr import age
from samraad.events import AgeNear
from samraad.rulebook import Rulebook
from samraad.vocabulary import AgeChange, TodoKind

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


def age_change(case: CaseFile, years: int, rulebook: Rulebook) -> AgeChange | None:
    """Where the case belongs by an age at receipt that was put right; None where the age until now led there too.

    years: whole years at receipt, as now known. A case that nobody has been offered is routed by it later.
    """
    before, after = _department(case.age_at_receipt, rulebook), _department(years, rulebook)
    if after == before:
        return None
    if after is None:
        return AgeChange.OVER_AGE
    return AgeChange.FITS if case.team in (None, after) else AgeChange.OTHER_TEAM


def _department(years: int, rulebook: Rulebook) -> str | None:
    """The team by age; None for whom the law does not speak of."""
    return None if years >= rulebook.under_age else rulebook.route(years).team
