"""`samraad layout`: showing how headings are understood, and teaching those that are not."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from config.settings import ROOT
from deployments.cli import run
from samraad.notification import Suspicion, Unclear
from tasks.reading.children import Children

UNKNOWN = [["Mandagsdata"], ["Pers.identitet", "Hvem er det", "Hvad skete der"], ["140310-6069", "Mikkel Toft", "Vold"]]


@pytest.fixture
def columns_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "columns.toml"
    shutil.copy(ROOT / "config/columns.toml", file)
    monkeypatch.setenv("SAMRAAD_COLUMNS_FILE", str(file))
    monkeypatch.setenv("SAMRAAD_HOME", str(tmp_path / "home"))
    return file


@pytest.fixture
def taught(columns_file: Path) -> Path:
    """The file that is written; not there yet."""
    return columns_file.parent / "home" / "columns.toml"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "liste.xlsx"
    file.write_bytes(_book(UNKNOWN))
    return file


def _book(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mail(content: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Liste"
    mail.set_content("Se vedhæftede.")
    mail.add_attachment(content, "application", "octet-stream", filename="liste.xlsx")
    return mail.as_bytes()


def test_it_shows_the_headings_and_what_is_missing(
    columns_file: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["layout", "show", str(sheet), "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "file": "liste.xlsx",
        "sheet": "Sheet",
        "row": 2,
        "headings": [{"text": text, "keys": [], "from": None} for text in UNKNOWN[1]],
        "missing": ["navn", "CPR-nummer eller fødselsdato", "forhold"],
    }


def test_a_person_reads_the_same_as_a_table(
    columns_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Navn;Sigtedes CPR;Ukendt\nMikkel Toft;140310-6069;x\n", "utf-8")

    assert run(["layout", "show", str(file)]) == 0

    said = capsys.readouterr().out
    assert "Sigtedes CPR" in said
    assert "cpr (CPR-nummer)" in said
    assert "Mangler: forhold." in said
    assert "Toft" not in said


def test_the_lists_of_a_saved_mail_are_shown(
    columns_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(_mail(_book(UNKNOWN)))

    assert run(["layout", "show", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["headings"][0]["text"] == "Pers.identitet"


def test_a_running_reader_sees_what_was_taught_at_the_next_mail(columns_file: Path, taught: Path) -> None:
    reader = Children(columns_files=(columns_file, taught))
    try:
        before = reader.read(_mail(_book(UNKNOWN))).entries
        assert run(["layout", "teach", "Pers.identitet=cpr", "Hvem er det = name", "Hvad skete der=offence"]) == 0
        after = reader.read(_mail(_book(UNKNOWN))).entries
    finally:
        reader.close()

    assert [type(entry) for entry in before] == [Unclear]
    assert [(entry.name, entry.cpr) for entry in after if isinstance(entry, Suspicion)] == [
        ("Mikkel Toft", "140310-6069")
    ]


def test_teaching_leaves_the_shipped_file_alone_and_keeps_comments_in_its_own(columns_file: Path, taught: Path) -> None:
    shipped = columns_file.read_bytes()
    assert run(["layout", "teach", "Pers.identitet=cpr"]) == 0
    taught.write_text(taught.read_text("utf-8") + "# set af VIS\n", "utf-8")

    assert run(["layout", "teach", "Pers.nøgle=cpr", "Hvem er det=name"]) == 0

    written = taught.read_text("utf-8")
    assert "# set af VIS" in written
    assert tomllib.loads(written) == {"cpr": ["Pers.identitet", "Pers.nøgle"], "name": ["Hvem er det"]}
    assert columns_file.read_bytes() == shipped


def test_what_was_taught_survives_an_update_of_the_shipped_file_and_goes_before_it(
    columns_file: Path, taught: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["layout", "teach", "Pers.identitet=cpr"]) == 0
    columns_file.write_text('offence = ["Hvad skete der", "Pers.identitet"]\n', "utf-8")
    capsys.readouterr()

    assert run(["layout", "show", str(sheet), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["headings"] == [
        {"text": "Pers.identitet", "keys": ["cpr"], "from": str(taught)},
        {"text": "Hvem er det", "keys": [], "from": None},
        {"text": "Hvad skete der", "keys": ["offence"], "from": str(columns_file)},
    ]


@pytest.mark.parametrize(
    ("lessons", "said"),
    [
        (["Pers.identitet=nummer"], "Skriv en af: name (hele navnet)"),  # no such key
        (["Pers.identitet"], "mangler sin betydning"),
        (["123=cpr"], "er ingen overskrift"),
        (["Pers.identitet=cpr", "PERS IDENTITET=cpr"], "står to gange"),
        (["Navn=name"], "allerede kendt"),
        (["Status=name"], "betyder allerede role"),
        (["Forurettedes ident=cpr"], "handler om en anden"),
        (["Ny=name", "Pers.identitet=nummer"], "Skriv en af"),  # then the first is not written either
    ],
)
def test_what_cannot_be_taught_is_refused_with_nothing_written(
    columns_file: Path, taught: Path, capsys: pytest.CaptureFixture[str], lessons: list[str], said: str
) -> None:
    before = columns_file.read_bytes()

    assert run(["layout", "teach", *lessons]) == 2

    assert said in capsys.readouterr().err
    assert columns_file.read_bytes() == before
    assert not taught.exists()


def test_a_broken_file_of_what_was_taught_is_told_by_its_name(
    taught: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taught.parent.mkdir()
    taught.write_text("cpr = [", "utf-8")

    assert run(["layout", "show", str(sheet)]) == 2
    assert f"{taught} kan ikke forstås" in capsys.readouterr().err


def test_a_broken_columns_file_is_told(columns_file: Path, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns_file.write_text("name = [", "utf-8")

    assert run(["layout", "show", str(sheet)]) == 2
    assert "SAMRAAD_COLUMNS_FILE" in capsys.readouterr().err


def test_a_file_without_a_list_is_told(columns_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "brev.pdf"
    file.write_bytes(b"%PDF-1.7")

    assert run(["layout", "show", str(file)]) == 2
    assert "Der er ingen liste i brev.pdf" in capsys.readouterr().err
