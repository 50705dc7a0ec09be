"""Which processes are the PostgreSQL server of a data directory. The pid file alone does not say: numbers recur."""

from __future__ import annotations

from pathlib import Path

import psutil


def postmaster(data: Path) -> int | None:
    """Process id of the postmaster of this data directory, None if the one in the pid file is gone or another's."""
    try:
        pid = int((data / "postmaster.pid").read_text("utf-8").partition("\n")[0])
        return pid if belongs(psutil.Process(pid), data) else None
    except (OSError, ValueError, psutil.Error):
        return None


def belongs(process: psutil.Process, data: Path) -> bool:
    """PostgreSQL's processes are called so and sit in their data directory; a zombie sits nowhere."""
    try:
        return bool(process.name().startswith("postgres") and process.cwd() == str(data))
    except psutil.Error:
        return False
