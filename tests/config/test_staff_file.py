"""A list of staff: read whole, or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import ROOT
from config.staff_file import load_staff
from samraad.errors import BadSetting
from samraad.staff import Colleague
from samraad.vocabulary import Speciality

GOOD = """[[colleagues]]
initials = "ank"
team = "unge"
deputy = "BOS"
specialities = ["remand"]
districts = ["vest"]

[[colleagues]]
initials = "BOS"
team = "unge"
takes_cases = false
leader = true
duty_officer = true
"""


def read(tmp_path: Path, text: str) -> tuple[Colleague, ...]:
    file = tmp_path / "staff.toml"
    file.write_text(text, "utf-8")
    return load_staff(file)


def test_all_that_a_file_says(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == (
        Colleague(initials="ANK", team="unge", deputy="BOS", specialities=(Speciality.REMAND,), districts=("vest",)),
        Colleague(initials="BOS", team="unge", takes_cases=False, leader=True, duty_officer=True),
    )


def test_the_delivered_list() -> None:
    assert {each.team for each in load_staff(ROOT / "config/staff.toml")} == {"visitation", "unge", "familie"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('team = "unge"\ntakes', "takes", "linje 8: feltet »team« mangler"),
        ("leader = true", 'leader = "ja"', "linje 12: feltet »leader« skal være true eller false"),
        ("leader = true", "boss = true", "linje 12: feltet »boss« kendes ikke"),
        ('"remand"', '"fodbold"', "linje 5: feltet »specialities« skal være en af: remand"),
        ('"ank"', '"Anna Krogh"', "linje 2: feltet »initials« skal være 2 til 6 bogstaver"),
        ('"ank"', "7", "linje 2: feltet »initials« skal være en tekst"),
        ('"BOS"\nteam', '"Ank"\nteam', "linje 9: initialerne ANK står der to gange"),
        ("leader = true", "leader = ", "linje 12: det er ikke gyldig TOML"),
        ("[[colleagues]]", "[[people]]", "linje 1: feltet »colleagues« mangler"),
    ],
)
def test_a_bad_file_names_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, GOOD.replace(old, new))
    assert f"staff.toml, {told}" in str(refused.value)
    assert "Krogh" not in str(refused.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="findes filen"):
        load_staff(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe6")
    with pytest.raises(BadSetting, match="UTF-8"):
        load_staff(tmp_path / "latin.toml")


TABLE = "Initialer;Team;Leder;Tager sager;Specialer;Distrikter\nank;unge;;;remand;øst, vest\n;;;;;\nTLU;unge;ja;nej;;\n"


@pytest.mark.parametrize(("letters", "separator"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ",")])
def test_a_table_says_the_same_as_toml(tmp_path: Path, letters: str, separator: str) -> None:
    table = TABLE if separator == ";" else TABLE.replace("øst, vest", "øst/vest").replace(";", ",")
    (tmp_path / "staff.csv").write_bytes(table.replace("\n", "\r\n").encode(letters))
    assert load_staff(tmp_path / "staff.csv") == (
        Colleague(initials="ANK", team="unge", specialities=(Speciality.REMAND,), districts=("øst", "vest")),
        Colleague(initials="TLU", team="unge", takes_cases=False, leader=True),
    )


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("Initialer;Team;Leder\nA1;unge;\nBOS;;måske\nCML;unge;\ncml;unge;\n", ("linje 2:", "linje 3:", "linje 5:")),
        ("Initialer;Team;Leder\nBOS;unge;måske\n", ("linje 2: »leder« skal være ja eller nej",)),
        ("Initialer;Hold\nBOS;unge\n", ("linje 1: kolonnen »team« mangler",)),
        ("Initialer;Team;Chef\nBOS;unge;x\n", ("overskriften i kolonne 3 kendes ikke",)),
        ("Initialer;Team\nBOS;unge;x\n", ("linje 2: der er flere felter",)),
        ("Initialer;Team\n", ("ingen medarbejdere",)),
    ],
)
def test_every_wrong_line_of_a_table_is_told(tmp_path: Path, table: str, told: tuple[str, ...]) -> None:
    (tmp_path / "staff.csv").write_text(table, "utf-8")
    with pytest.raises(BadSetting) as refused:
        load_staff(tmp_path / "staff.csv")
    assert [each for each in (*told, "Intet er ændret.") if each not in str(refused.value)] == []
