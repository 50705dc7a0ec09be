"""Lists in layouts that no sample shows, and where each field of them stood."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samraad.notification import Certainty, Entry, Field, Origin, Place, Problem, Suspicion, Unclear
from tasks.parsing.job import Job
from tasks.parsing.sheets import columns, lists, table, workbooks
from tasks.parsing.sheets.grid import Fault, Row
from tasks.parsing.sheets.lists import Listed
from tests.tasks.parsing.sheet_cases import CASES, HEAD, TOFT, Case

SYNONYMS = columns.load()


def _book(case: Case) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in case.sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in case.merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _entries(data: bytes) -> list[Entry]:
    listed = [
        Listed(place=Place(file="liste.xlsx", sheet=sheet.title), rows=sheet.rows, since_1904=sheet.since_1904)
        for sheet in workbooks.read(data, Job())
    ]
    return lists.entries(listed, SYNONYMS, suspicion=False)


def _short(entries: list[Entry]) -> list[tuple[Any, ...]]:
    return [
        (e.place.row, e.name, e.cpr or e.birth_date.isoformat(), e.offences)
        if isinstance(e, Suspicion)
        else (e.place.row, e.name, "?", e.offences)
        for e in entries
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_list_gives(case: Case) -> None:
    assert _short(_entries(_book(case))) == case.expected, case.why


def _read(*rows: list[Any], title: str = "", file: str = "liste.xlsx", about: tuple[str, ...] = ()) -> list[Entry]:
    listed = Listed(
        place=Place(file=file, sheet=title or "Ark1"),
        rows=tuple(Row(number=number, cells=tuple(cells)) for number, cells in enumerate(rows, 1) if any(cells)),
    )
    return lists.entries([listed], SYNONYMS, suspicion=False, about=about)


def test_each_field_says_where_it_stood() -> None:
    (entry,) = _read([*HEAD, "Journalnr.", "Gerningstid", "Station"], [*TOFT, "37-1", "i går", "Lerbæk"])

    assert isinstance(entry, Suspicion)
    stood = {source.field: (source.place.row, source.place.column, source.certainty) for source in entry.sources}
    assert stood == {
        Field.NAME: (2, "A", Certainty.CERTAIN),
        Field.CPR: (2, "B", Certainty.CERTAIN),
        Field.BIRTH_DATE: (2, "B", Certainty.CERTAIN),
        Field.OFFENCES: (2, "C", Certainty.CERTAIN),
        Field.POLICE_CASE: (2, "D", Certainty.CERTAIN),
        Field.COMMITTED: (2, "E", Certainty.CERTAIN),
        Field.UNIT: (2, "F", Certainty.CERTAIN),
    }


@pytest.mark.parametrize(
    ("rows", "certainty"),
    [
        ([["Navn", "Cpr.nr./fødselsdato", "Forhold"], TOFT], Certainty.LIKELY),  # half of the heading is known
        ([["Navn", None, "Forhold"], TOFT], Certainty.DOUBTFUL),  # no heading says so
        ([["Navn", "Forhold"], ["Mikkel Toft 140310-6069", "Vold"]], Certainty.LIKELY),  # behind the name
    ],
)
def test_what_the_heading_does_not_say_is_not_certain(rows: list[list[Any]], certainty: Certainty) -> None:
    (entry,) = _read(*rows)

    assert isinstance(entry, Suspicion)
    assert [source.certainty for source in entry.sources if source.field is Field.CPR] == [certainty]


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({"file": "Ungeliste_september.ods"}, Origin.SSP_LIST),
        ({"title": "SSP-liste"}, Origin.SSP_LIST),
        ({"about": ("Liste til SSP-mødet", "x@politi.example")}, Origin.SSP_LIST),
        ({"about": ("Liste", "SSP Strandby <ssp@politi.example>")}, Origin.SSP_LIST),
        ({"about": ("Liste", "x@politi.example")}, Origin.WEEKLY_SHEET),
        # what stands nearest to the list goes before the sender
        (
            {"file": "Mandagsdata uge 38.xlsx", "about": ("Liste", "SSP Strandby <ssp@politi.example>")},
            Origin.WEEKLY_SHEET,
        ),
        ({"file": "missppelt.xlsx"}, Origin.WEEKLY_SHEET),  # letters within a word
    ],
)
def test_a_list_says_where_it_comes_from(given: dict[str, Any], origin: Origin) -> None:
    assert [entry.origin for entry in _read(HEAD, TOFT, **given)] == [origin]


def test_the_title_row_says_where_a_list_comes_from() -> None:
    assert [entry.origin for entry in _read(["Ungeliste, SSP Strandby"], HEAD, TOFT)] == [Origin.SSP_LIST]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([HEAD], Problem.EMPTY_SHEET),
        ([["Felt A", "Felt B"], ["1", "2"]], Problem.UNKNOWN_LAYOUT),
        ([HEAD, ["Mikkel Toft", None, "Vold"]], Problem.NO_IDENTITY),
    ],
)
def test_what_is_unclear_says_of_what_kind_it_is(rows: list[list[Any]], code: Problem) -> None:
    (entry,) = _read(*rows)

    assert isinstance(entry, Unclear)
    assert entry.code is code


def test_headings_that_nobody_knows_stand_in_the_text() -> None:
    (entry,) = _read(["Udtræk"], [], [], [], ["Felt A", "Kode 7", "XR"], ["K-17", "8811", "T"])

    assert isinstance(entry, Unclear)
    assert entry.text.startswith("Felt A | Kode 7 | XR")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Mikkel Toft", Fault.NOT_CALCULATED, "Vold"], "CPR-nummeret er en formel uden værdi."),
        (["Mikkel Toft", Fault.ERROR, "Vold"], "CPR-nummeret er en fejlværdi."),
        (["Mikkel Toft", "140310-6069", Fault.NOT_CALCULATED], "En celle i rækken er en formel uden værdi."),
    ],
)
def test_a_cell_without_its_value_is_said(cells: list[Any], said: str) -> None:
    (entry,) = _read(HEAD, cells)

    assert isinstance(entry, Unclear)
    assert entry.problem == said


_CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**11), 10**11),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(list(Fault)),
    st.sampled_from(
        [
            *("Navn", "CPR-nr.", "Forhold", "Fødselsdato", "Rolle", "Fornavn", "Efternavn", "Navn og CPR", "Sigtedes"),
            *("Mikkel Toft", "140310-6069", "Vold", "Forurettet", "Sigtet", "I alt", "Station", "(10 cifre)"),
            *("1,40E+09", "3/5-2010", "Mikkel Toft 140310-6069", "\n", ";"),
        ]
    ),
)
_GRIDS = st.lists(st.lists(_CELLS, max_size=7), max_size=12)
_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(_GRIDS, st.booleans())
@_QUICK
def test_any_grid_gives_something_and_no_row_twice(grid: list[list[Any]], suspicion: bool) -> None:
    rows = [Row(number=number, cells=tuple(cells)) for number, cells in enumerate(grid, 1) if cells]
    entries = table.read(rows, Place(file="x.xlsx", sheet="Ark1"), SYNONYMS, suspicion=suspicion)
    numbered = [entry.place.row for entry in entries if entry.place.row is not None]
    assert numbered == sorted(set(numbered))


_PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Mikkel Toft", "Kær, Elias", "Bo Hein", "ÅSE LUND", ""]),
        st.sampled_from(["140310-6069", 1403106069, "190110 8371", 101107779, "310211-4387", "?", None, Fault.ERROR]),
        st.sampled_from(["Vold", "Tyveri; hæleri", "Røveri\nTrusler", "Hærværk"]),
    ),
    min_size=1,
    max_size=20,
)


@given(_PEOPLE, st.integers(0, 5), st.permutations(range(3)), st.booleans())
@_QUICK
def test_every_person_row_is_accounted_for_once(
    people: list[tuple[Any, ...]],
    above: int,
    order: list[int],
    again: bool,
) -> None:
    grid = [["Uge 38"]] * above + [[HEAD[index] for index in order]]
    wanted = []
    for index, person in enumerate(people):
        if again and index == len(people) // 2:
            grid += [["Side 2"], [HEAD[each] for each in order]]
        grid.append([person[each] for each in order])
        wanted.append(len(grid))
    assert [entry.place.row for entry in _read(*grid)] == wanted
