"""Templates: what is missing or broken is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.texts import FOLDER, MessageTexts
from samraad.errors import BadSetting


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"subject\.txt\.j2"):
        MessageTexts(tmp_path).fill("subject.txt.j2", {})


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "body.txt.j2").write_text("Sag\n{% if %}\n", "utf-8")
    with pytest.raises(BadSetting, match=r"body\.txt\.j2, linje 2"):
        MessageTexts(tmp_path).fill("body.txt.j2", {})


def test_no_template_says_not_done() -> None:
    for file in FOLDER.glob("*.j2"):
        spoken = [line for line in file.read_text("utf-8").splitlines() if not line.lstrip().startswith("{#")]
        assert "ikke gjort" not in "\n".join(spoken)
