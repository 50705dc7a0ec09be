"""What `samraad doctor --json` printed, and files that a municipality has changed."""

from __future__ import annotations

from pathlib import Path

from config.settings import ROOT
from tests.deployments.command_line import Done

#: As delivered.
RECIPIENTS = ROOT / "config" / "recipients.toml"
RULEBOOK = next((ROOT / "config" / "rulebooks").glob("*.toml"))


def wrong_in(done: Done) -> dict[str, str]:
    """Name → message of what is not in order."""
    assert set(done.json) == {"ok", "checks", "database_url"}
    assert done.code == (0 if done.json["ok"] else 1)
    return {check["name"]: check["message"] for check in done.json["checks"] if not check["ok"]}


def messages_in(done: Done) -> dict[str, str]:
    """Name → message of all checks."""
    return {check["name"]: check["message"] for check in done.json["checks"]}


def doubts_in(done: Done) -> dict[str, str]:
    """Name → message of what may be meant so, or be a slip."""
    assert all(check["ok"] for check in done.json["checks"] if check["doubtful"])
    return {check["name"]: check["message"] for check in done.json["checks"] if check["doubtful"]}


def changed_rulebook(folder: Path, *changes: tuple[str, str]) -> Path:
    """A folder with the rulebook as delivered, but for these texts, each of which stands in it."""
    text = RULEBOOK.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    folder.mkdir()
    (folder / "ny.toml").write_text(text, "utf-8")
    return folder
