"""Columns beside name, number and offence: remand, interrogation, unit, answer, time and place, under many headings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from samraad.notification import Certainty, Entry, Field, Note, Place, Problem, Suspicion, Unclear
from tasks.parsing.sheets import columns, lists
from tasks.parsing.sheets.grid import Fault, Row
from tasks.parsing.sheets.lists import Listed

HEAD = ["Navn", "CPR-nr.", "Forhold"]
TOFT = ["Mikkel Toft", "140310-6069", "Vold"]
SYNONYMS = columns.load()


def _read(*rows: list[Any]) -> list[Entry]:
    listed = Listed(
        place=Place(file="liste.xlsx", sheet="Ark1"),
        rows=tuple(Row(number=number, cells=tuple(cells)) for number, cells in enumerate(rows, 1)),
    )
    return lists.entries([listed], SYNONYMS, suspicion=False)


def _person(headings: list[str], cells: list[Any]) -> Suspicion:
    (entry,) = _read([*HEAD, *headings], [*TOFT, *cells])
    assert isinstance(entry, Suspicion)
    return entry


def _source(person: Suspicion, field: Field) -> tuple[str | None, Certainty]:
    (source,) = (source for source in person.sources if source.field is field)
    return source.place.column, source.certainty


@pytest.mark.parametrize("heading", ["Varetægtsfængslet", "Surrogat (ja/nej)", "VTF", "Varetægt/surrogat", "Remand"])
@pytest.mark.parametrize("cell", ["Ja", "x", "J", True, 1, "12-09-2026", datetime(2026, 9, 12), 46_277, "i surrogat"])  # noqa: DTZ001 - as a sheet gives it
def test_a_column_of_remand_says_yes(heading: str, cell: object) -> None:
    person = _person([heading], [cell])

    assert (person.remand, person.notes) == (True, ())
    assert _source(person, Field.REMAND)[0] == "D"


@pytest.mark.parametrize("cell", [None, "nej", "N", "-", "0", False, "Ikke varetægtsfængslet", "nej, løsladt 3/9"])
def test_a_column_of_remand_says_no(cell: object) -> None:
    person = _person(["Varetægtsfængslet"], [cell])

    assert (person.remand, person.notes) == (False, ())


@pytest.mark.parametrize(
    "cell", ["?", "afventer", "Ja, løsladt", "nej, men fremstilles i morgen", "ikke afklaret", "K7", Fault.ERROR]
)
def test_what_cannot_be_read_in_a_column_of_remand_is_told(cell: object) -> None:
    person = _person(["Varetægtsfængslet"], [cell])

    assert (person.remand, person.notes) == (False, (Note.REMAND_UNCLEAR,))


@pytest.mark.parametrize(
    ("headings", "cells", "remand", "certainty"),
    [
        # one of several columns is enough, and says where
        (["Varetægtsfængslet", "Surrogat"], ["nej", "ja"], True, ("E", Certainty.CERTAIN)),
        # arrested is held, but not for certain
        (["Anholdt"], ["12/9"], True, ("D", Certainty.DOUBTFUL)),
        (["Varetægtsfængslet/anholdt"], ["ja"], True, ("D", Certainty.LIKELY)),
        # where a column says more, that one counts
        (["Anholdt", "Varetægtsfængslet"], ["ja", "nej"], False, None),
        # the words of other columns count as they do in a mail
        (["Bemærkning"], ["Fremstilles i grundlovsforhør kl. 10"], True, ("D", Certainty.LIKELY)),
    ],
)
def test_columns_together_say_whether_somebody_is_held(
    headings: list[str], cells: list[Any], remand: bool, certainty: tuple[str, Certainty] | None
) -> None:
    person = _person(headings, cells)

    assert person.remand is remand
    assert certainty is None or _source(person, Field.REMAND) == certainty


@pytest.mark.parametrize(
    ("headings", "cells", "when"),
    [
        (["Afhøring"], ["17-09-2026 kl. 10.00"], "17-09-2026 kl. 10.00"),
        (["Afhøringsdato"], [datetime(2026, 9, 17, 10)], "17-09-2026 10:00"),  # noqa: DTZ001 - as a sheet gives it
        (["Afh. dato", "Afh. kl.", "Afh. sted"], ["17/9", "10.00", "Station Lerbæk"], "17/9, 10.00, Station Lerbæk"),
        (["Skal afhøres"], ["ja"], None),
        (["Mødested"], ["Station Lerbæk"], "Station Lerbæk"),
        (["Interview date"], ["mandag"], "mandag"),
        (["Bemærkning"], ["Skal afhøres den 17. september kl. 10"], "den 17. september kl. 10"),
    ],
)
def test_a_column_of_interrogation_says_when_and_where(headings: list[str], cells: list[Any], when: str | None) -> None:
    person = _person(headings, cells)

    assert (person.interrogation, person.interrogation_time) == (True, when)
    assert _source(person, Field.INTERROGATION)[0] == "D"


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        ("nej", ()),
        (None, ()),
        ("Afhørt 3/9", ()),
        ("Afhørt 3/9, skal afhøres igen", (Note.INTERROGATION_UNCLEAR,)),
        ("?", (Note.INTERROGATION_UNCLEAR,)),
    ],
)
def test_no_interrogation_to_come(cell: object, notes: tuple[Note, ...]) -> None:
    person = _person(["Afhøring", "Mødested"], [cell, "Station Lerbæk"])

    assert (person.interrogation, person.notes) == (False, notes)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Kreds/station", "unit"),
        ("Politiets enhed", "unit"),
        ("Police district", "unit"),
        ("Svarfrist", "reply_by"),
        ("Besvares senest", "reply_by"),
        ("Reply by", "reply_by"),
        ("Gerningssted", "scene"),
        ("Crime scene", "scene"),
        ("Gern.tid", "committed"),
        ("Date of offence", "committed"),
        ("Politiets ref.", "police_case"),
        ("Case no.", "police_case"),
    ],
)
def test_further_columns_are_kept_as_written(heading: str, field: str) -> None:
    person = _person([heading], ["Lerbæk 17"])

    assert getattr(person, field) == "Lerbæk 17"
    assert _source(person, Field(field)) == ("D", Certainty.CERTAIN)


def test_the_station_is_not_the_scene() -> None:
    person = _person(["Kreds", "Gerningssted"], ["Lerbæk", "Skolen"])

    assert (person.unit, person.scene) == ("Lerbæk", "Skolen")


@pytest.mark.parametrize("key", ["remand", "arrested", "interrogation", "interrogation_place", "unit", "reply_by"])
def test_what_a_column_may_hold_can_be_taught(key: str) -> None:
    assert key in columns.KEYS
    assert set(SYNONYMS.values()) == set(columns.KEYS)


def test_a_list_in_english() -> None:
    (entry,) = _read(["Full name", "Date of birth", "Charge"], ["Mikkel Toft", "14-03-2010", "Assault"])

    assert isinstance(entry, Suspicion)
    assert (entry.name, entry.birth_date.isoformat(), entry.offences) == ("Mikkel Toft", "2010-03-14", ("Assault",))


def test_a_list_without_any_column_of_identity_is_one_thing_to_look_at() -> None:
    (entry,) = _read(
        ["Navn", "Ident", "Forhold"], ["Mikkel Toft", "140310-6069", "Vold"], ["Elias Kær", "190110-8371", "Vold"]
    )

    assert isinstance(entry, Unclear)
    assert (entry.code, entry.place.row) == (Problem.UNKNOWN_LAYOUT, None)
    assert entry.text.startswith("Navn | Ident | Forhold")


def test_a_taught_column_of_identity_reads_the_same_list() -> None:
    listed = Listed(
        place=Place(file="liste.xlsx", sheet="Ark1"),
        rows=tuple(
            Row(number=number, cells=cells)
            for number, cells in enumerate([("Navn", "Ident", "Forhold"), ("Mikkel Toft", "140310-6069", "Vold")], 1)
        ),
    )
    (entry,) = lists.entries([listed], {**SYNONYMS, "ident": "cpr"}, suspicion=False)

    assert isinstance(entry, Suspicion)
    assert entry.cpr == "140310-6069"
