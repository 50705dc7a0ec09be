"""Whom PostgreSQL runs as: the owner of its data. It refuses to run as root, so root's data get a user of their own."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import TypedDict

import structlog

log = structlog.get_logger()

NAME = "embedded_postgres"


class Identity(TypedDict, total=False):
    """Arguments to `subprocess.run`; empty for a normal user."""

    user: int
    group: int
    extra_groups: list[int]


def prepare(data: Path, programs: Path) -> None:
    """Make the data directory if there is none. As root also: make the user, and let it reach data and programs.

    Reaching takes search permission for others on every parent folder that lacks it, never read permission.
    """
    made = not data.exists()
    data.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() != 0:
        return
    if made:
        account = _account()
        os.chown(data, account.pw_uid, account.pw_gid)
        log.warning(
            "database.started_as_root",
            advice=f"PostgreSQL kører ikke som root: brugeren {NAME} er oprettet til det. Kør hellere som almindelig"
            " bruger.",
        )
    for folder in (*data.parents, *programs.parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            log.warning("database.folder_opened", folder=str(folder), advice="Andre brugere kan nu gå gennem mappen.")


def of(data: Path) -> Identity:
    """Who a program on these data must run as."""
    if os.geteuid() != 0:
        return {}
    owner = data.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words, no shell
        return pwd.getpwnam(NAME)
