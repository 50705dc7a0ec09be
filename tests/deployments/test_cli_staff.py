"""`samraad staff`: what changes counts at once, who changed it stands in the log, a bad file changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deployments.command_line import Terminal
from tests.samples import FOLDER


def colleague(terminal: Terminal, initials: str) -> dict[str, object]:
    done = terminal("staff", "list", "--all", "--json")
    return next(line for line in done.lines if line["initials"] == initials)


def test_a_new_home_begins_with_the_file(terminal: Terminal) -> None:
    done = terminal("staff")
    assert done.code == 0
    assert all(initials in done.out for initials in ("ANK", "TLU", "VIS"))
    assert colleague(terminal, "ANK")["team"] == "unge"
    assert terminal("staff", "log").out.count("ny medarbejder") == len(terminal("staff", "list", "--json").lines)


def test_absent_and_present(terminal: Terminal) -> None:
    done = terminal("staff", "absent", "ank", "2026-11-02", "2026-11-06", "--deputy", "BOS", "--by", "TLU")
    assert done.code == 0
    assert "ANK: fravær – → fra mandag den 2. november 2026" in done.out
    assert colleague(terminal, "ANK")["at_work"] is False
    assert "fraværende" in terminal("staff", "list").out
    assert terminal("staff", "present", "ANK", "--by", "TLU").code == 0
    assert colleague(terminal, "ANK")["at_work"] is True
    log = terminal("staff", "log", "--json").lines
    assert [line["actor"] for line in log[-2:]] == ["TLU", "TLU"]
    assert terminal("staff", "absent", "ANK", "2027-11-02", "--by", "TLU").code == 0
    assert "her; fravær" in terminal("staff", "list").out


def test_a_new_one_a_change_and_a_leaver(terminal: Terminal) -> None:
    new = (
        "staff",
        "add",
        "nye",
        "--team",
        "unge",
        "--deputy",
        "ANK",
        "--specialities",
        "remand",
        "--districts",
        "vest",
    )
    assert terminal(*new, "--by", "TLU").code == 0
    assert colleague(terminal, "NYE")["specialities"] == ["remand"]
    changes = ("--deputy", "ingen", "--specialities", "ingen", "--districts", "øst,vest", "--duty-officer")
    assert terminal("staff", "change", "NYE", *changes, "--by", "TLU").code == 0
    changed = colleague(terminal, "NYE")
    assert (changed["deputy"], changed["specialities"], changed["districts"]) == (None, [], ["øst", "vest"])
    assert terminal("staff", "leave", "NYE", "2026-11-02", "--by", "TLU").code == 0
    assert "NYE" not in terminal("staff", "list").out
    assert "fratrådt" in terminal("staff", "list", "--all").out
    assert terminal("staff", "leave", "ANK", "2026-11-30", "--by", "TLU").code == 0
    assert "fratræder" in terminal("staff", "list").out


def test_a_file_is_taken_in_and_says_what_it_changes(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "ny.toml"
    file.write_text(
        '[[colleagues]]\ninitials = "ANK"\nteam = "familie"\n\n[[colleagues]]\ninitials = "NYE"\nteam = "unge"\n',
        "utf-8",
    )
    shown = terminal("staff", "import", file, "--by", "TLU", "--dry-run")
    assert "ANK: team unge → familie" in shown.out
    assert "BOS: mangler i filen og beholdes" in shown.out
    assert colleague(terminal, "ANK")["team"] == "unge"
    assert terminal("staff", "import", file, "--by", "TLU").code == 0
    assert colleague(terminal, "ANK")["team"] == "familie"
    assert colleague(terminal, "BOS")["left_on"] is None
    assert "Intet er ændret" in terminal("staff", "import", file, "--by", "TLU").out
    assert "BOS: fratræder" in terminal("staff", "import", file, "--left", "2026-11-03", "--by", "TLU").out
    assert colleague(terminal, "BOS")["left_on"] == "2026-11-03"


def test_a_bad_file_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "ny.toml"
    file.write_text('[[colleagues]]\ninitials = "NYE"\nteam = "unge"\n\n[[colleagues]]\ninitials = "BOS"\n', "utf-8")
    done = terminal("staff", "import", file, "--by", "TLU")
    assert (done.code, done.out) == (2, "")
    assert "ny.toml, linje 5: feltet »team« mangler" in done.err
    assert "NYE" not in terminal("staff", "list", "--all").out


def test_the_cases_of_one_who_is_away_are_listed(terminal: Terminal) -> None:
    terminal("intake", FOLDER / "01-plain-utf8.eml")
    number = terminal("cases", "--json").lines[0]["case"]
    terminal("register", number, "assessment", "outcome=no_acute_need", "--by", "VIS")
    decided = ("outcome=in_target_group", "own_caseworker=BOS")
    answer = terminal("register", number, "target_group", *decided, "--by", "VIS")
    assert "kendt sagsbehandler" in answer.out
    terminal("register", number, "assignment", "--by", "BOS")
    away = terminal("staff", "absent", "BOS", "2026-11-03", "--deputy", "ANK", "--by", "TLU")
    assert f"sag {number}: indkaldelse, sagsbehandler BOS" in away.out
    assert "stedfortræder ANK" in terminal("case", number).out
    given = terminal("register", number, "reassign", "caseworker=ANK", "reason=absent", "--by", "TLU")
    assert "Givet til ANK i team unge" in given.out
    assert terminal("staff", "leave", "BOS", "2026-11-30", "--by", "TLU").out.count(number) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("absent", "ANK", "i morgen", "--by", "TLU"), "er ingen dag"),
        (("absent", "ANK", "2026-12-01", "--by", "XYZ"), "Ingen medarbejder"),
        (("present", "ANK", "--by", "TLU"), "ikke fraværende"),
        (("add", "A1", "--team", "unge", "--by", "TLU"), "2 til 6 bogstaver"),
        (("add", "NYE", "--team", "unge", "--specialities", "fodbold", "--by", "TLU"), "remand (varetægtssurrogat)"),
        (("change", "ANK", "--by", "TLU"), "intet at ændre"),
    ],
)
def test_what_makes_no_sense_is_refused(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    done = terminal("staff", *words)
    assert done.code == 2
    assert told in done.err
