"""What a person corrects of an entry."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.correcting import corrected
from samraad.errors import Refused
from samraad.notification import Entry, Place, Suspicion, Unclear

PLACE = Place(file="liste.xlsx", row=4)
#: Everybody here is invented.
READ = Suspicion(
    place=PLACE,
    name="Ole Opdigtet",
    cpr="010110-4001",
    birth_date=date(2010, 1, 1),
    offences=("vold",),
    committed="i går",
)
UNCLEAR = Unclear(place=PLACE, problem="x", name="Ole Opdigtet", offences=("vold mod en dreng",))


@pytest.mark.parametrize(
    ("entry", "typed", "cpr", "born", "offences"),
    [
        (UNCLEAR, {"cpr": "0101104001"}, "010110-4001", date(2010, 1, 1), ("vold mod en dreng",)),
        (UNCLEAR, {"birth_date": "2010-05-14"}, None, date(2010, 5, 14), ("vold mod en dreng",)),
        (
            UNCLEAR,
            {"birth_date": "2010-01-01", "offences": "vold; tyveri ;"},
            None,
            date(2010, 1, 1),
            ("vold", "tyveri"),
        ),
        (None, {"cpr": "010110-4001", "birth_date": "2010-01-01"}, "010110-4001", date(2010, 1, 1), ()),
        (READ, {}, "010110-4001", date(2010, 1, 1), ("vold",)),
        (READ, {"birth_date": "2010-01-01"}, "010110-4001", date(2010, 1, 1), ("vold",)),
        (READ, {"birth_date": "2010-05-14"}, None, date(2010, 5, 14), ("vold",)),  # the number was wrong
        (READ, {"name": " ", "cpr": "010110-4002"}, "010110-4002", date(2010, 1, 1), ("vold",)),
    ],
)
def test_what_is_typed_counts_and_the_rest_stays_as_it_was_read(
    entry: Entry | None, typed: dict[str, str], cpr: str | None, born: date, offences: tuple[str, ...]
) -> None:
    found = corrected(entry, typed)
    assert (found.cpr, found.birth_date, found.offences) == (cpr, born, offences)
    assert found.name == (None if entry is None else "Ole Opdigtet")
    assert found.place == (Place() if entry is None else PLACE)


def test_yes_and_no_and_words() -> None:
    found = corrected(READ, {"remand": "Ja", "interrogation": "nej", "police_case": "3700-1"})
    assert (found.remand, found.interrogation, found.police_case, found.committed) == (True, False, "3700-1", "i går")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "who_missing"),
        ({"farve": "blå"}, "unknown_field"),
        ({"cpr": "010110"}, "impossible_cpr"),
        ({"birth_date": "i går"}, "no_date"),
        ({"cpr": "010110-4001", "birth_date": "2010-01-02"}, "contradicts"),
        ({"birth_date": "2010-01-01", "remand": "måske"}, "yes_or_no"),
    ],
)
def test_what_makes_no_sense_is_refused_without_being_repeated(typed: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        corrected(UNCLEAR, typed)
    assert refused.value.code == code
    assert not [text for text in typed.values() if text in str(refused.value)]
