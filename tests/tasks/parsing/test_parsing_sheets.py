"""Weekly lists as workbooks and delimited text, in layouts the samples do not show."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import openpyxl
import pytest

from samraad.notification import Entry, Suspicion, Unclear
from tasks.parsing import read

HEAD = ["Navn", "CPR-nr.", "Forhold"]
TOFT = ["Mikkel Toft", "140310-6069", "Vold"]
KAER = ["Elias Kær", "190110-8371", "Røveri"]


def _mail(data: bytes, name: str, body: str = "Hermed ugens liste.") -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Liste"
    mail.set_content(body)
    mail.add_attachment(data, "application", "octet-stream", filename=name)
    return mail.as_bytes()


def _book(*rows: list[Any], shape: Callable[[Any], None] = lambda _book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    shape(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _entries(data: bytes, name: str = "liste.xlsx", body: str = "Hermed ugens liste.") -> tuple[Entry, ...]:
    return read(_mail(data, name, body)).entries


def _short(entries: tuple[Entry, ...]) -> list[tuple[Any, ...]]:
    return [
        (e.place.row, e.name, e.cpr or e.birth_date.isoformat(), e.offences)
        if isinstance(e, Suspicion)
        else (e.place.row, e.name, "?", e.offences)
        for e in entries
    ]


BOTH = [(2, "Mikkel Toft", "140310-6069", ("Vold",)), (3, "Elias Kær", "190110-8371", ("Røveri",))]

SHEETS: list[tuple[str, bytes, list[tuple[Any, ...]]]] = [
    ("as in the samples", _book(HEAD, TOFT, KAER), BOTH),
    ("columns in another order", _book(["Sigtelse", "Personnummer", "Fulde navn"], TOFT[::-1], KAER[::-1]), BOTH),
    (
        "titles and blank rows above",
        _book(["Mandagsdata uge 38"], [], HEAD, TOFT),
        [(4, "Mikkel Toft", "140310-6069", ("Vold",))],
    ),
    (
        "two columns of names",
        _book(["Efternavn", "Fornavn", "CPR", "Sigtet for"], ["Toft", "Mikkel", "140310-6069", "Vold"]),
        [(2, "Mikkel Toft", "140310-6069", ("Vold",))],
    ),
    (
        "numbers without hyphen",
        _book(HEAD, ["Mikkel Toft", 1403106069, "Vold"]),
        [(2, "Mikkel Toft", "140310-6069", ("Vold",))],
    ),
    (
        "number without its zero",
        _book(HEAD, ["Liam Stage", 101107779, "Vold"]),
        [(2, "Liam Stage", "010110-7779", ("Vold",))],
    ),
    (
        "number with a blank",
        _book(HEAD, ["Mikkel Toft", "140310 6069", "Vold"]),
        [(2, "Mikkel Toft", "140310-6069", ("Vold",))],
    ),
    (
        "birth date as text",
        _book(["Navn", "Fødselsdato", "Forhold"], ["Mikkel Toft", "14.03.2010", "Vold"]),
        [(2, "Mikkel Toft", "2010-03-14", ("Vold",))],
    ),
    (
        "empty rows and a total",
        _book(HEAD, TOFT, [], KAER, ["I alt", 2]),
        [BOTH[0], (4, "Elias Kær", "190110-8371", ("Røveri",))],
    ),
    (
        "two offences in a cell",
        _book(HEAD, ["Mikkel Toft", "140310-6069", "Vold\nTrusler"]),
        [(2, "Mikkel Toft", "140310-6069", ("Vold", "Trusler"))],
    ),
    (
        "comma parts nothing",
        _book(HEAD, ["Mikkel Toft", "140310-6069", "Vold, strfl. § 244"]),
        [(2, "Mikkel Toft", "140310-6069", ("Vold, strfl. § 244",))],
    ),
    ("headings repeated", _book(HEAD, TOFT, HEAD, KAER), [BOTH[0], (4, "Elias Kær", "190110-8371", ("Røveri",))]),
    ("a column of roles", _book([*HEAD, "Rolle"], [*TOFT, "Sigtet"], [*KAER, "Forurettet"]), BOTH[:1]),
    (
        "neither number nor date",
        _book(HEAD, ["Mikkel Toft", None, "Vold"], KAER),
        [(2, "Mikkel Toft", "?", ("Vold",)), BOTH[1]],
    ),
    (
        "a number that is none",
        _book(HEAD, ["Mikkel Toft", "ukendt 2010", "Vold"]),
        [(2, "Mikkel Toft", "?", ("Vold",))],
    ),
    (
        "a number of nobody alive",
        _book(HEAD, ["Mikkel Toft", "140310-1234", "Vold"]),
        [(2, "Mikkel Toft", "?", ("Vold",))],
    ),
    ("a note below", _book(HEAD, TOFT, [], ["Kilde: POLSAS, udtræk 21-09-2026"]), BOTH[:1]),
]


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case[0])
def test_a_workbook_gives(case: tuple[str, bytes, list[tuple[Any, ...]]]) -> None:
    assert _short(_entries(case[1])) == case[2]


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True
        other = book.create_sheet("Skjult")
        other.append(HEAD)
        other.append(KAER)
        other.sheet_state = "hidden"

    assert _short(_entries(_book(HEAD, TOFT, KAER, shape=hide))) == BOTH[:1]


def test_a_cell_in_the_last_row_of_a_sheet_costs_nothing() -> None:
    def far(book: Any) -> None:
        book.active.cell(row=1_048_576, column=50, value=" ")

    assert _short(_entries(_book(HEAD, TOFT, KAER, shape=far))) == BOTH


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_book(HEAD), "liste.xlsx"),  # headings, nobody
        (_book(["Dato", "Sted"], ["1", "2"]), "liste.xlsx"),  # columns that say nothing
        (_book(["Forurettet", "CPR-nr.", "Forhold"], KAER), "liste.xlsx"),  # the numbers are those of victims
        (_book(["Navn", "CPR-nr."], TOFT[:2]), "deltagere.xlsx"),  # no word of suspicion anywhere
        (_book(), "tom.xlsx"),
        (_book(HEAD, TOFT)[:900], "afkortet.xlsx"),
        (b"PK\x03\x04" + b"\0" * 200, "liste.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "liste.xls"),
        (b"%PDF-1.7", "rapport.pdf"),
        (b"Rar!", "billeder.rar"),
        (b"", "tom.csv"),
    ],
)
def test_what_cannot_be_read_is_one_unclear_entry(data: bytes, name: str) -> None:
    entries = _entries(data, name)
    assert [type(entry) for entry in entries] == [Unclear]
    assert entries[0].place.file == name


def _rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    data = _rezipped(_book(HEAD, TOFT), lambda name, old: bomb + old.split(b"?>", 1)[-1] if "sheet1" in name else old)
    assert [entry.problem for entry in _entries(data) if isinstance(entry, Unclear)] == [
        "Regnearket indeholder en dokumenttype, som ikke må læses."
    ]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = _rezipped(_book(HEAD, TOFT), lambda name, old: b" " * (101 * 2**20) if "theme" in name else old)
    assert [entry.problem for entry in _entries(data) if isinstance(entry, Unclear)] == [
        "Regnearket er for stort, når det pakkes ud."
    ]


LIST = "Navn;CPR-nr.;Forhold\r\nMikkel Toft;140310-6069;Vold\r\nElias Kær;190110-8371;Røveri\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimited_text_of_any_kind(delimiter: str, encoding: str) -> None:
    assert _short(_entries(LIST.replace(";", delimiter).encode(encoding), "liste.csv")) == BOTH


def test_delimited_text_counts_the_lines_of_the_file() -> None:
    text = (
        'sep=;\nUge 38;;\n\nNavn;CPR-nr.;Forhold\nMikkel Toft;140310-6069;"Vold\nTrusler"\nElias '
        "Kær;190110-8371;Røveri\n"
    )
    assert _short(_entries(text.encode(), "liste.csv")) == [
        (5, "Mikkel Toft", "140310-6069", ("Vold", "Trusler")),
        (7, "Elias Kær", "190110-8371", ("Røveri",)),
    ]


def test_a_list_without_offences_counts_where_the_mail_speaks_of_suspicion() -> None:
    entries = _entries(_book(["Navn", "CPR-nr."], TOFT[:2]), body="Vedhæftet er unge, der er sigtet i uge 38.")
    assert _short(entries) == [(2, "Mikkel Toft", "140310-6069", ())]


def test_dates_are_shown_as_danes_write_them() -> None:
    entries = _entries(_book([*HEAD, "Gerningstid"], [*TOFT, datetime(2026, 9, 17, 23, 40)]))  # noqa: DTZ001 - a cell knows no zone
    assert isinstance(entries[0], Suspicion)
    assert entries[0].committed == "17-09-2026 23:40"
