"""The weekly meeting at which cases are allotted eats of the 7 days: warn when the next one comes too late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from samraad.case import CaseFile
from samraad.deadlines import Deadline, running
from samraad.route_rules import Allotment
from samraad.rulebook import Rulebook
from samraad.times import danish_date, is_working_day, last_day, show_long_day
from samraad.vocabulary import Kind, Milestone

#: What is done before, or at, the allotment: the meeting holds up none of it.
_BEFORE: Final = (Milestone.ASSESSMENT, Milestone.TARGET_GROUP, Milestone.ASSIGNMENT)


def next_meeting(allotment: Allotment, on: date, closed_days: frozenset[str] = frozenset()) -> date:
    """The day of the next meeting, that day included. None is held on a holiday."""
    day = on + timedelta(days=(allotment.weekday.number - on.weekday()) % 7)
    while not is_working_day(day, closed_days):
        day += timedelta(days=7)
    return day


def warning(case: CaseFile, rulebook: Rulebook, now: datetime) -> str | None:
    """A Danish sentence where a case that nobody has yet cannot wait for the meeting; the law's deadline goes first."""
    allotment = rulebook.allotment
    if allotment is None or case.accepted or case.awaiting not in _BEFORE:
        return None
    team = case.team or rulebook.route(case.age_at_receipt).team
    if allotment.teams and team not in allotment.teams:
        return None
    meets_on = next_meeting(allotment, danish_date(now), rulebook.closed_days)
    too_late = [each for each in running(case, rulebook, now) if _falls_before(each, meets_on)]
    if not too_late:
        return None
    first = min(too_late, key=lambda each: (each.kind is not Kind.STATUTORY, each.due_at))
    return (
        f"Næste fordelingsmøde er {show_long_day(meets_on)}, efter fristen for {first.milestone.label} "
        f"({first.kind.label} {first.shown}): fordel sagen før mødet."
    )


def _falls_before(deadline: Deadline, meets_on: date) -> bool:
    return deadline.milestone not in _BEFORE and last_day(deadline.due_at) < meets_on
