"""Rulebooks, and whether they fit the staff, as `samraad doctor` sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import RULEBOOK, changed_rulebook, messages_in, wrong_in


def test_a_broken_rulebook_is_named_with_line_and_field(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = changed_rulebook(tmp_path / "rulebooks", ('"7 days"', '"7 dage"'))
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(folder))

    said = wrong_in(without_prefect("doctor", "--json"))["rulebooks"]

    assert "ny.toml" in said
    assert "linje" in said
    assert "limit" in said


ADVISERS = ("advisers = []", 'advisers = ["ANK", "XYZ", "TLU"]')
DISTRICTS = ('[[routes]]\nteam = "familie"', '[[districts]]\nname = "vest"\n\n[[routes]]\nteam = "familie"')


def test_advisers_that_nobody_is_or_who_take_no_cases_are_named(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(changed_rulebook(tmp_path / "rulebooks", ADVISERS)))

    said = wrong_in(without_prefect("doctor", "--json"))["routing"]

    assert "nævner XYZ, som ikke er medarbejder: ret regelsættet, eller »samraad staff add XYZ" in said
    assert "nævner TLU, som ikke tager sager" in said
    assert "ANK" not in said

    without_prefect("staff", "add", "XYZ", "--team", "unge", "--by", "TLU")
    without_prefect("staff", "change", "TLU", "--takes-cases", "--by", "TLU")
    done = without_prefect("doctor", "--json")
    assert "routing" not in wrong_in(done)
    assert messages_in(done)["routing"] == "Faste samrådsrådgivere: ANK, XYZ, TLU. Distrikter: ingen."

    without_prefect("staff", "leave", "XYZ", "2020-01-01", "--by", "TLU")
    assert "XYZ, som er fratrådt" in wrong_in(without_prefect("doctor", "--json"))["routing"]


def test_a_district_that_leads_to_nobody_and_one_the_rules_do_not_know_are_named(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(changed_rulebook(tmp_path / "rulebooks", DISTRICTS)))
    without_prefect("staff", "change", "BOS", "--districts", "vestr", "--by", "TLU")

    said = wrong_in(without_prefect("doctor", "--json"))["routing"]

    assert "Distriktet vest i »Servicelov § 57 c (2014)« har hverken team eller medarbejder" in said
    assert "BOS har distriktet vestr, som regelsættet ikke kender (det kender vest)" in said

    without_prefect("staff", "change", "BOS", "--districts", "vest", "--by", "TLU")
    assert "routing" not in wrong_in(without_prefect("doctor", "--json"))


def test_a_district_may_go_to_a_team_which_somebody_has_to_be_in(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, after = DISTRICTS
    with_team = (before, after.replace('name = "vest"', 'name = "vest"\nteam = "nord"'))
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(changed_rulebook(tmp_path / "rulebooks", with_team)))

    wrong = wrong_in(without_prefect("doctor", "--json"))

    assert "routing" not in wrong
    assert "nord" in wrong["staff"]


def test_rules_that_count_no_more_may_name_who_has_left(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = changed_rulebook(tmp_path / "rulebooks", ADVISERS)
    newer = RULEBOOK.read_text("utf-8").replace("effective_from = 2014-10-01", "effective_from = 2020-01-01")
    (folder / "nyere.toml").write_text(newer, "utf-8")
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(folder))

    assert "routing" not in wrong_in(without_prefect("doctor", "--json"))
