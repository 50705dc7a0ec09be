"""A short run of `benchmarks/kills.py`: kill -9 inside every phase of intake, everything accounted for at the end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from config.settings import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def test_watch_killed_in_every_phase_each_mail_is_accounted_for_once() -> None:
    """The seed is one whose twelve aims are of every kind."""
    command = (sys.executable, str(ROOT / "benchmarks" / "kills.py"), "--kills", "12", "--seed", "7", "--minutes", "3")
    run = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "12 kills" in run.stdout
