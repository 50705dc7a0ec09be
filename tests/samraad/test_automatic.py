"""What is ignored of mails nobody wrote, and which of it is to be looked at."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.automatic import ignore, tells, to_look_at
from samraad.notification import Entry, Outcome, Place, Problem, Suspicion, Unclear

FILE = Place(file="liste.xlsx")
PERSON = Suspicion(place=Place(), birth_date=date(2010, 1, 1))


def unclear(code: Problem, place: Place = FILE, name: str | None = None) -> Unclear:
    return Unclear(place=place, problem="x", code=code, name=name)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (None, "automatisk svar"),
        (unclear(Problem.NO_PERSON, Place()), "automatisk svar"),
        (unclear(Problem.UNREADABLE), "automatisk svar"),  # a picture of the signature
        (PERSON, "automatisk svar, der selv nævner en ung – se efter"),
        (unclear(Problem.NO_IDENTITY, name="Bo"), "automatisk svar, der selv nævner en ung – se efter"),
        (unclear(Problem.UNREADABLE, Place()), "automatisk svar med noget, der kan være en liste – se efter"),
        (unclear(Problem.FOREIGN_KEY), "automatisk svar med noget, der kan være en liste – se efter"),
        (unclear(Problem.UNKNOWN_LAYOUT), "automatisk svar med noget, der kan være en liste – se efter"),
    ],
)
def test_automatic_mails_are_ignored_whatever_they_say(entry: Entry | None, reason: str) -> None:
    decision = ignore("automatisk svar", entry)
    assert (decision.outcome, decision.reason, decision.case) == (Outcome.IGNORED, reason, None)
    assert to_look_at(decision.reason) == (entry is not None and tells(entry)) == ("se efter" in reason)


def test_who_is_too_old_need_not_be_looked_at() -> None:
    assert not to_look_at("ikke under 18 år")
    assert not to_look_at(None)
