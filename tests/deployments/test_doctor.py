"""`samraad doctor`: each thing that can be wrong is told, and hides nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.settings import ROOT
from config.texts import FOLDER, MessageTexts
from deployments.demo.imap import DemoImap
from deployments.doctor.messages import make_all
from samraad.delivery import NoticeKind
from samraad.errors import BadSetting
from tests import samples
from tests.conftest import PrefectServer
from tests.deployments.command_line import Done, Terminal, as_user
from tests.servers import PASSWORD, USER, imap_server

__all__ = ["imap_server"]

RULEBOOK = next((ROOT / "config" / "rulebooks").glob("*.toml"))


DELIVERED = ROOT / "config" / "recipients.toml"


@pytest.fixture
def recipients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of recipients as a municipality has it: with a mail server of its own."""
    file = tmp_path / "recipients.toml"
    file.write_text(
        DELIVERED.read_text("utf-8").replace("127.0.0.1:${SAMRAAD_DEMO_SMTP_PORT}", "smtp.example"), "utf-8"
    )
    monkeypatch.setenv("SAMRAAD_RECIPIENTS_FILE", str(file))
    return file


@pytest.fixture
def without_prefect(terminal: Terminal, recipients: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Nothing listens where Prefect would."""
    monkeypatch.setenv("SAMRAAD_PREFECT_PORT", "1")
    return terminal


def _wrong(done: Done) -> dict[str, str]:
    """Name → message of what is not in order."""
    assert set(done.json) == {"ok", "checks", "database_url"}
    assert done.code == (0 if done.json["ok"] else 1)
    return {check["name"]: check["message"] for check in done.json["checks"] if not check["ok"]}


def _names(done: Done) -> set[str]:
    return {check["name"] for check in done.json["checks"]}


def test_without_prefect_only_prefect_is_wrong(without_prefect: Terminal) -> None:
    done = without_prefect("doctor", "--json")

    assert set(_wrong(done)) == {"prefect"}
    assert {"database", "key", "rulebooks", "staff", "recipients", "mailbox", "apprise:intake/mail"} <= _names(done)


def test_what_is_wrong_is_told_to_people_too(without_prefect: Terminal) -> None:
    done = without_prefect("doctor")

    assert done.code == 1
    assert "✓ database: PostgreSQL" in done.out
    said = " ".join(done.out.split())
    assert "✗ prefect: Prefect svarer ikke" in said
    assert "»samraad up«" in said


def test_messages_that_would_all_go_to_the_demos_sink_are_wrong_outside_a_demo(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_RECIPIENTS_FILE", str(DELIVERED))

    wrong = _wrong(without_prefect("doctor", "--json"))
    assert {"apprise:intake/mail", "apprise:manager/mail"} <= set(wrong)
    assert "Modtagerlisten er stadig demonstrationens: ret config/recipients.toml" in wrong["apprise:intake/mail"]

    without_prefect.sql("insert into clock (id, wound_at, shows_at, speed) values (1, now(), now(), 8640)")
    assert not [name for name in _wrong(without_prefect("doctor", "--json")) if name.startswith("apprise:")]


@pytest.mark.parametrize("template", ["subject.txt.j2", "body.txt.j2", "lines.txt.j2"])
def test_a_text_that_cannot_be_made_is_named(tmp_path: Path, template: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "texts")
    assert make_all(MessageTexts(tmp_path / "texts")) > len(NoticeKind)

    with (tmp_path / "texts" / template).open("a", encoding="utf-8") as file:
        file.write("{% if %}")
    with pytest.raises(BadSetting, match=template):
        make_all(MessageTexts(tmp_path / "texts"))


def test_it_changes_nothing(without_prefect: Terminal) -> None:
    without_prefect("doctor")

    assert not (without_prefect.home / "key").exists()


def test_a_database_that_is_down_hides_nothing_else(without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "postgresql://samraad:hemmelig@127.0.0.1:1/samraad?password=hemmelig")
    monkeypatch.setenv("SAMRAAD_STAFF_FILE", "/nowhere/staff.toml")

    done = without_prefect("doctor", "--json")

    assert {"database", "staff", "prefect"} <= set(_wrong(done))
    assert "rulebooks" in _names(done)
    assert done.json["database_url"] == "postgresql+psycopg://samraad:***@127.0.0.1:1/samraad"
    assert "hemmelig" not in done.out + done.err


def test_another_key_than_the_databases_is_wrong(without_prefect: Terminal) -> None:
    without_prefect("intake", samples.FOLDER / "01-plain-utf8.eml")
    assert "key" not in _wrong(without_prefect("doctor", "--json"))

    (without_prefect.home / "key").write_text("A" * 43 + "=")

    assert "Nøglen er ikke den" in _wrong(without_prefect("doctor", "--json"))["key"]


def test_an_unknown_setting_is_the_only_thing_that_can_be_said(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_HOEM", "x")

    done = without_prefect("doctor", "--json")

    assert "SAMRAAD_HOME" in _wrong(done)["settings"]
    assert done.json["database_url"] is None


def test_a_broken_rulebook_is_named_with_line_and_field(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ny.toml").write_text(RULEBOOK.read_text("utf-8").replace('"7 days"', '"7 dage"', 1), "utf-8")
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(tmp_path))

    said = _wrong(without_prefect("doctor", "--json"))["rulebooks"]

    assert "ny.toml" in said
    assert "linje" in said
    assert "limit" in said


def test_a_role_nobody_answers_for_is_wrong(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "rulebooks"
    folder.mkdir()
    text = RULEBOOK.read_text("utf-8").replace('tell = ["team_leader", "manager"]', 'tell = ["mayor"]')
    (folder / "ny.toml").write_text(text.replace('team = "unge"', 'team = "nord"'), "utf-8")
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(folder))

    wrong = _wrong(without_prefect("doctor", "--json"))

    assert "nord" in wrong["staff"]
    assert "mayor" in wrong["recipients"]
    assert "team_leader:nord" in wrong["recipients"]


def test_an_address_apprise_cannot_use_is_wrong_and_not_shown(without_prefect: Terminal, recipients: Path) -> None:
    text = recipients.read_text("utf-8")
    start = text.index("[recipients.manager]")
    recipients.write_text(text[:start] + text[start:].replace("mailto://", "smoke-signal://hemmelig@"), "utf-8")

    done = without_prefect("doctor", "--json")

    assert set(_wrong(done)) == {"prefect", "apprise:manager/mail"}
    assert "hemmelig" not in done.out


def test_a_mailbox_is_opened_and_left_as_it_was(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, imap_server: DemoImap
) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": imap_server.port, "USER": USER, "TLS": "none"}.items():
        monkeypatch.setenv(f"SAMRAAD_MAILBOX_{name}", str(value))
    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", PASSWORD)
    assert "mailbox" not in _wrong(without_prefect("doctor", "--json"))

    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", "forkert")
    said = _wrong(without_prefect("doctor", "--json"))["mailbox"]
    assert "adgangskode" in said
    assert "start samraad igen" in said

    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", PASSWORD)
    monkeypatch.setenv("SAMRAAD_MAILBOX_FOLDER", "Findes ikke")
    assert "mailbox" in _wrong(without_prefect("doctor", "--json"))


def test_reconcile_makes_the_runs_that_are_missing_and_doctor_misses_a_worker(
    terminal: Terminal, recipients: Path, prefect_server: PrefectServer
) -> None:
    terminal("intake", samples.FOLDER / "01-plain-utf8.eml")
    variables = {"SAMRAAD_PREFECT_PORT": str(prefect_server.settings.prefect_port)}

    done = as_user("reconcile", **variables)

    assert (done.code, done.err) == (0, "")
    assert "1 bragt ajour" in done.out
    assert terminal("cases", "--json").lines[0]["flow_run_id"]
    assert set(_wrong(as_user("doctor", "--json", **variables))) == {"worker"}


def test_reconcile_without_prefect_is_a_failure(without_prefect: Terminal) -> None:
    done = without_prefect("reconcile")

    assert (done.code, done.out) == (1, "")
    assert "Prefect svarer ikke" in done.err
