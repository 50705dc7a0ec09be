"""An installation to be examined."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import RECIPIENTS


@pytest.fixture
def recipients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of recipients as a municipality has it: with a mail server of its own."""
    file = tmp_path / "recipients.toml"
    file.write_text(
        RECIPIENTS.read_text("utf-8").replace("127.0.0.1:${SAMRAAD_DEMO_SMTP_PORT}", "smtp.example"), "utf-8"
    )
    monkeypatch.setenv("SAMRAAD_RECIPIENTS_FILE", str(file))
    return file


@pytest.fixture
def without_prefect(terminal: Terminal, recipients: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Nothing listens where Prefect would."""
    monkeypatch.setenv("SAMRAAD_PREFECT_PORT", "1")
    return terminal
