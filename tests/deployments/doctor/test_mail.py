"""The mailbox, and whether answers reach it, as `samraad doctor` sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deployments.demo.imap import DemoImap
from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import doubts_in, messages_in, wrong_in
from tests.servers import PASSWORD, USER, imap_server

__all__ = ["imap_server"]


def test_a_mailbox_is_opened_and_left_as_it_was(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, imap_server: DemoImap
) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": imap_server.port, "USER": USER, "TLS": "none"}.items():
        monkeypatch.setenv(f"SAMRAAD_MAILBOX_{name}", str(value))
    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", PASSWORD)
    assert "mailbox" not in wrong_in(without_prefect("doctor", "--json"))

    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", "forkert")
    said = wrong_in(without_prefect("doctor", "--json"))["mailbox"]
    assert "adgangskode" in said
    assert "start samraad igen" in said

    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", PASSWORD)
    monkeypatch.setenv("SAMRAAD_MAILBOX_FOLDER", "Findes ikke")
    assert "mailbox" in wrong_in(without_prefect("doctor", "--json"))


def test_answers_by_mail_that_no_watched_mailbox_gets_are_wrong(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "SAMRAAD_REPLY_ADDRESS er ikke sat" in messages_in(without_prefect("doctor", "--json"))["replies"]

    monkeypatch.setenv("SAMRAAD_REPLY_ADDRESS", "underretning@kommune.example")
    assert "ingen postkasse overvåges" in wrong_in(without_prefect("doctor", "--json"))["replies"]


@pytest.mark.parametrize(
    ("user", "address", "doubted"),
    [
        # Large and small letters are one.
        ("Underretning@kommune.example", "underretning@kommune.example", False),
        # May be another address of the same mailbox.
        ("underretning@kommune.example", "svar@kommune.example", True),
        # A user name that is no address says nothing.
        ("underretning", "underretning@kommune.example", True),
    ],
)
def test_an_address_for_answers_that_may_be_another_mailbox_is_doubted(
    user: str, address: str, *, doubted: bool, without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_MAILBOX_HOST", "127.0.0.1")
    monkeypatch.setenv("SAMRAAD_MAILBOX_PORT", "1")
    monkeypatch.setenv("SAMRAAD_MAILBOX_USER", user)
    monkeypatch.setenv("SAMRAAD_REPLY_ADDRESS", address)

    done = without_prefect("doctor", "--json")

    assert "replies" not in wrong_in(done)
    assert ("replies" in doubts_in(done)) is doubted
    assert messages_in(done)["replies"].startswith(f"Svar på mail går til {address}")


def test_a_doubt_is_shown_as_one(without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAMRAAD_MAILDIR", str(tmp_path))
    monkeypatch.setenv("SAMRAAD_REPLY_ADDRESS", "underretning@kommune.example")

    done = without_prefect("doctor")

    assert "! replies: Svar på mail går til underretning@kommune.example" in done.out
    assert "✗ replies" not in done.out
