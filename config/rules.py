"""Reads the rulebooks."""

from __future__ import annotations

from pathlib import Path

from samraad.errors import BrokenRulebook
from samraad.rulebook import Rulebook
from samraad.rulebooks import parse


def load_rulebooks(folder: Path) -> tuple[Rulebook, ...]:
    """All rulebooks of the folder, by file name. Raises BrokenRulebook naming file, line and field."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BrokenRulebook(f"{folder} har intet regelsæt: der skal ligge mindst én .toml-fil.")
    return tuple(parse(file.read_text("utf-8"), file.name) for file in files)
