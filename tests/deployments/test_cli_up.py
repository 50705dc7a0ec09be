"""`samraad up` refuses at the keyboard, before anything is started; and the whole command line as a user calls it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.settings import ROOT
from deployments import cli
from deployments.postgres import embedded
from samraad.vocabulary import Milestone
from tests import samples
from tests.deployments.command_line import Terminal, as_user

RULEBOOK = next((ROOT / "config" / "rulebooks").glob("*.toml"))
WOUND = "insert into clock (id, wound_at, shows_at, speed) values (1, now(), now(), 8640)"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program listens on Prefect's port: an `up` that gets so far ends there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("SAMRAAD_PREFECT_PORT", str(server.getsockname()[1]))
        yield


def test_a_real_start_does_not_touch_a_demonstration(terminal: Terminal, taken: None) -> None:
    terminal.sql(WOUND)

    done = terminal("up")

    assert (done.code, done.out) == (2, "")
    assert "demonstration" in done.err


def test_a_demonstration_does_not_touch_real_cases(terminal: Terminal, taken: None) -> None:
    terminal("intake", samples.FOLDER / "01-plain-utf8.eml")

    done = terminal("up", "--demo")

    assert (done.code, done.out) == (2, "")
    assert "rigtige sager" in done.err


def test_a_port_that_is_taken_is_told_with_the_setting_to_change(terminal: Terminal, taken: None) -> None:
    done = terminal("up")

    assert (done.code, done.out) == (1, "")
    assert "SAMRAAD_PREFECT_PORT" in done.err


def test_a_start_that_is_refused_leaves_no_database_running(home: Path, taken: None) -> None:
    done = as_user("up", SAMRAAD_HOME=str(home))

    assert (done.code, done.out) == (1, "")
    assert "SAMRAAD_PREFECT_PORT" in done.err
    assert (home / "postgres").exists()
    assert embedded.running(home) is None


def test_a_mailbox_without_its_password_is_told_before_anything_starts(
    terminal: Terminal, taken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_MAILBOX_HOST", "imap.example")
    monkeypatch.setenv("SAMRAAD_MAILBOX_USER", "post")

    done = terminal("up")

    assert (done.code, done.out) == (2, "")
    assert "SAMRAAD_MAILBOX_PASSWORD er ikke sat" in done.err


def test_a_broken_rulebook_is_told_before_anything_starts(
    terminal: Terminal, taken: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ny.toml").write_text(RULEBOOK.read_text("utf-8").replace("under_age", "under_ag"), "utf-8")
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(tmp_path))

    done = terminal("up")

    assert (done.code, done.out) == (2, "")
    assert "ny.toml" in done.err
    assert "under_ag" in done.err


def test_another_key_is_told_before_anything_starts(
    terminal: Terminal, taken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("intake", samples.FOLDER / "01-plain-utf8.eml")
    monkeypatch.setenv("SAMRAAD_KEY", "A" * 43 + "=")

    done = terminal("up")

    assert (done.code, done.out) == (1, "")
    assert "SAMRAAD_KEY" in done.err


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, (_, text) in cli.COMMANDS.items():
        assert cli.run([name, "--help"]) == 0
        out = capsys.readouterr().out
        assert text.split(":")[0] in " ".join(out.split())
        assert "samraad" in out


def test_help_and_the_commands_of_the_database_do_without_prefect(terminal: Terminal) -> None:
    commands = [
        [],
        ["cases"],
        ["register", "--help"],
        ["up", "--help"],
        ["audit", "verify"],
        ["deadline", "2026-11-21"],
    ]
    program = f"import sys; from deployments.cli import run; [run(each) for each in {commands}]"

    done = subprocess.run(
        [sys.executable, "-c", f"{program}; sys.exit('prefect' in sys.modules)"], check=False, timeout=60
    )

    assert done.returncode == 0


def test_a_user_works_with_the_embedded_database_alone(home: Path, tmp_path: Path) -> None:
    variables = {"SAMRAAD_HOME": str(home), "SAMRAAD_PREFECT_PORT": "1"}
    mail = EmailMessage()
    mail["Received"] = "from politi.example by post.kommune.example; Tue, 6 Oct 2020 09:14:07 +0200"
    mail["Message-ID"] = "<1@politi.example>"
    mail.set_content("Anders Fiktiv Prøve, cpr 140305-6069, er sigtet for vold efter straffelovens § 244.\n")
    (tmp_path / "ny.eml").write_bytes(mail.as_bytes())

    taken_in = as_user("intake", tmp_path / "ny.eml", "--json", **variables)
    assert taken_in.code == 0, taken_in.err
    (line,) = taken_in.lines
    assert line["outcome"] == "opened"
    shown = as_user("case", line["case"], "--json", **variables).json
    assert shown["received_at"] == "2020-10-06T09:14:07+02:00"
    refused = as_user("register", line["case"], Milestone.SUMMONS, "--by", "ANK", **variables)
    assert (refused.code, refused.out) == (2, "")
    assert json.loads(as_user("audit", "verify", "--json", **variables).out)["ok"] is True
    server = embedded.running(home)
    assert server is not None

    assert "postgres" in as_user("down", **variables).out
    assert embedded.running(home) is None
    assert as_user("down", **variables).out == "Der kørte ikke noget.\n"
