"""The sample mails, and what the intake is to make of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "corpus" / "samples"


def names() -> list[str]:
    """The mails in the order in which they arrive."""
    return [mail["file"] for mail in expected()]


def raw(name: str) -> bytes:
    """One mail as it came."""
    return (FOLDER / name).read_bytes()


def expected() -> list[dict[str, Any]]:
    """One object per mail; see the README beside the samples' origin for the keys."""
    found: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return found
