"""Who an entry is about, among the persons known: the same decision for every store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known person with the same CPR number, or the same normal name and birth date; once for each of its cases."""

    person: str
    #: The CPR number, or its index; None where the person has none yet.
    cpr: str | bytes | None
    #: None where the person has no case.
    case: str | None
    open: bool
    samraad_on: date | None
    #: How many notifications the case has; 0 where there is no case.
    notifications: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What is known of the entry's person."""

    person: str | None = None
    open_case: str | None = None
    samraad_on: date | None = None
    #: Notifications in all their cases.
    notifications: int = 0


def recognise(cpr: str | bytes | None, candidates: Sequence[Candidate]) -> Recognised:
    """The person with this CPR number, else the one of the name and birth date; cases of the oldest first.

    Name and birth date count only where either side has no number. Where two persons with different numbers share
    both, a listing without a number is about neither for certain.
    """
    numbers = {each.cpr for each in candidates if each.cpr is not None}
    if cpr is not None:
        same = [each for each in candidates if each.cpr in (cpr, None)]
    elif len(numbers) > 1:
        same = [each for each in candidates if each.cpr is None]
    else:
        same = list(candidates)
    same.sort(key=lambda each: each.cpr is None)
    if not same:
        return Recognised()
    return Recognised(
        person=same[0].person,
        open_case=next((each.case for each in same if each.open), None),
        samraad_on=max((each.samraad_on for each in same if each.samraad_on), default=None),
        notifications=sum(each.notifications for each in same),
    )
