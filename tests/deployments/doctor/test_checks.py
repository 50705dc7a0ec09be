"""`samraad doctor`: each thing that can be wrong is told, and hides nothing else."""

from __future__ import annotations

import pytest

from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import messages_in, wrong_in


def test_without_prefect_only_prefect_is_wrong(without_prefect: Terminal) -> None:
    done = without_prefect("doctor", "--json")

    assert set(wrong_in(done)) == {"prefect"}
    assert {"database", "key", "rulebooks", "staff", "routing", "recipients", "mailbox", "replies"} <= messages_in(
        done
    ).keys()


def test_what_is_wrong_is_told_to_people_too(without_prefect: Terminal) -> None:
    done = without_prefect("doctor")

    assert done.code == 1
    assert "✓ database: PostgreSQL" in done.out
    said = " ".join(done.out.split())
    assert "✗ prefect: Prefect svarer ikke" in said
    assert "»samraad up«" in said


def test_it_changes_nothing(without_prefect: Terminal) -> None:
    without_prefect("doctor")

    assert not (without_prefect.home / "key").exists()


def test_a_database_that_is_down_hides_nothing_else(without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "postgresql://samraad:hemmelig@127.0.0.1:1/samraad?password=hemmelig")
    monkeypatch.setenv("SAMRAAD_STAFF_FILE", "/nowhere/staff.toml")

    done = without_prefect("doctor", "--json")

    assert {"database", "staff", "prefect"} <= set(wrong_in(done))
    assert "rulebooks" in messages_in(done)
    assert done.json["database_url"] == "postgresql+psycopg://samraad:***@127.0.0.1:1/samraad"
    assert "hemmelig" not in done.out + done.err


def test_an_unknown_setting_is_the_only_thing_that_can_be_said(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_HOEM", "x")

    done = without_prefect("doctor", "--json")

    assert "SAMRAAD_HOME" in wrong_in(done)["settings"]
    assert done.json["database_url"] is None
