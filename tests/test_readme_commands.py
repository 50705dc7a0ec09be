"""Every command of the command line stands in the README."""

from __future__ import annotations

import re

import pytest

from config.settings import ROOT
from deployments.cli import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_command(command: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert re.search(rf"\bsamraad {command}\b", readme)
