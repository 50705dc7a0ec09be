"""What a person corrects of an entry."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from samraad.correcting import FIELDS, another, corrected
from samraad.errors import Refused
from samraad.notification import (
    Certainty,
    Entry,
    Field,
    Listing,
    Note,
    Origin,
    Place,
    Source,
    Suspicion,
    Unclear,
    doubted,
)

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


WHERE = Place(file="liste.xlsx", row=4, column="C")
SOURCES = tuple(Source(field=field, certainty=Certainty.LIKELY, place=WHERE) for field in Field)
#: Everything that may be said of a person.
FULL = Unclear(
    place=PLACE,
    problem="x",
    name="Ole Opdigtet",
    cpr="010110-4001",
    birth_date=date(2010, 1, 1),
    offences=("vold",),
    police_case="3700-1",
    committed="i går",
    scene="torvet",
    remand=True,
    interrogation=True,
    interrogation_time="i morgen kl. 10",
    reply_by="onsdag",
    unit="Midt- og Vestsjælland",
    sources=SOURCES,
    origin=Origin.SSP_LIST,
    notes=(Note.HIDDEN_NOT_READ,),
)


def test_nothing_that_was_read_is_lost_when_it_is_corrected_or_doubted() -> None:
    empty = Unclear(place=Place(), problem="x")
    said = [each.name for each in fields(Listing)]
    assert [name for name in said if getattr(FULL, name) == getattr(empty, name)] == []
    person = corrected(FULL, {"cpr": "010110-4001"})
    again = doubted(person, "y")
    for name in said:
        assert getattr(FULL, name) == getattr(person, name) == getattr(again, name), name
    assert {each.name for each in fields(Suspicion)} == set(said)
    assert {each.name for each in fields(Unclear)} - set(said) == {"problem", "code", "text"}
    assert doubted(replace(FULL, text="ord"), "y").text == "ord"


def test_what_was_typed_stands_nowhere_in_the_mail() -> None:
    person = corrected(FULL, {"birth_date": "2010-02-02", "scene": "havnen", "unit": FULL.unit or ""})
    assert {each.field for each in SOURCES} - {each.field for each in person.sources} == {
        *(Field.CPR, Field.BIRTH_DATE, Field.SCENE),
    }


def test_every_field_can_be_corrected() -> None:
    assert set(FIELDS) == {field.value for field in Field}


def test_one_more_person_of_a_file_is_not_the_first_one() -> None:
    assert another(None) is None
    for first in (FULL, corrected(FULL, {"cpr": "010110-4001"})):
        with pytest.raises(Refused):
            corrected(another(first), {"scene": "havnen"})
        person = corrected(another(first), {"cpr": "010110-4002"})
        assert (person.name, person.cpr, person.unit, person.place) == (None, "010110-4002", FULL.unit, PLACE)
        assert Field.NAME not in {each.field for each in person.sources}
