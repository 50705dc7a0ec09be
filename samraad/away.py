"""What becomes of the cases of a colleague who is absent or leaves. Pure: `tasks.staff` writes it into each file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from samraad.case import CaseFile
from samraad.events import CaseworkerAway
from samraad.staff import Absence, Colleague, Staff
from samraad.vocabulary import Away, Milestone


def away(
    case: CaseFile, before: Colleague | None, after: Colleague, staff: Staff, on: date
) -> Iterator[CaseworkerAway]:
    """What is written into the file of one of their open cases. staff: as it is after the change."""
    offered = case.awaiting is Milestone.ASSIGNMENT and not case.accepted
    again = offered and not after.at_work(on)
    for absence in _new(before, after, on):
        deputy = _deputy(staff, after, absence, on)
        yield CaseworkerAway(
            caseworker=after.initials,
            why=Away.ABSENT,
            from_on=absence.from_on,
            until_on=absence.until_on,
            deputy=deputy,
            offered_again=again,
        )
    if after.left_on is not None and (before is None or before.left_on != after.left_on):
        gone_on = after.left_on + timedelta(days=1)
        yield CaseworkerAway(caseworker=after.initials, why=Away.LEAVES, from_on=gone_on, offered_again=again)


def _new(before: Colleague | None, after: Colleague, on: date) -> Iterator[Absence]:
    """Absences that were not known, and are not over: they have nothing more to say."""
    known = before.absences if before else ()
    for each in after.absences:
        shorter = any(one.from_on == each.from_on for one in known)
        if not shorter and (each.until_on is None or each.until_on >= on):
            yield each


def _deputy(staff: Staff, colleague: Colleague, absence: Absence, on: date) -> str | None:
    """Who is there when it begins, or now where it has begun."""
    deputy = staff.deputy_for(colleague, max(absence.from_on, on))
    return deputy.initials if deputy else None
