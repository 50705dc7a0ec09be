"""One child process of `up`: how it is started, kept track of over crashes of ours, and stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

#: A log longer than this is set aside as `*.log.1` when its service starts; the one before that is lost.
LONGEST_LOG_BYTES = 10_000_000


def _at_once() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A row of the table of what runs."""

    #: Name of its log and pid file.
    name: str
    #: What the terminal calls it, in Danish, at the beginning of a sentence.
    label: str
    #: Program and arguments.
    command: tuple[str, ...]
    #: All of its environment.
    environment: Mapping[str, str]
    #: Names of the services that must be ready (a job: done) before it is started.
    after: tuple[str, ...] = ()
    #: Whether it does its work, asked often and answered fast; started counts as ready unless given.
    ready: Callable[[], bool] = _at_once
    #: A job ends by itself with 0, and is then done; anything else is started again when it ends.
    job: bool = False
    #: Seconds it gets to end by itself.
    stop_seconds: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a home keeps what its services leave behind."""

    run: Path
    log: Path

    @classmethod
    def of(cls, home: Path) -> Folders:
        """The folders of a home, made if missing."""
        folders = cls(run=home / "run", log=home / "log")
        for folder in (folders.run, folders.log):
            folder.mkdir(parents=True, exist_ok=True)
        return folders


def launch(service: Service, folders: Folders) -> subprocess.Popen[bytes]:
    """Start it in a session of its own, so that Ctrl-C in the terminal reaches only us."""
    path = folders.log / f"{service.name}.log"
    if path.exists() and path.stat().st_size > LONGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - commands from our own table, no shell
            service.command,
            env=dict(service.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (folders.run / f"{service.name}.pid").write_text(note_of(process.pid, service.command), "utf-8")
    return process


def note_of(pid: int, command: Sequence[str] | None = None) -> str:
    """What a pid file holds. The time of birth makes the number certain: numbers are used again.

    command: of a process just started, which for a moment has no arguments that could be read.
    """
    process = psutil.Process(pid)
    return json.dumps({"pid": pid, "born": process.create_time(), "command": command or process.cmdline()})


def forget(name: str, folders: Folders) -> None:
    """It has ended: take away its pid file."""
    (folders.run / f"{name}.pid").unlink(missing_ok=True)


def orphans(folders: Folders) -> dict[str, psutil.Process]:
    """Services by name that still run, although whoever started them may be gone."""
    found = {file.stem: noted(file) for file in folders.run.glob("*.pid")}
    return {name: process for name, process in found.items() if process is not None}


def end(process: psutil.Process, seconds: float) -> None:
    """Ask it to end; after so many seconds, kill it with all it has started."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
    give_up_at = time.monotonic() + seconds
    while not _has_ended(process):
        if time.monotonic() > give_up_at:
            _kill_session(process.pid)
            return
        time.sleep(0.02)


def _has_ended(process: psutil.Process) -> bool:
    """Ended, even if nobody has asked for its exit code: an orphan's new parent may never do."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def _kill_session(leader: int) -> None:
    """Each service leads its own session and group, so the group's number is the leader's."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def noted(file: Path) -> psutil.Process | None:
    """The process a pid file tells of, None if it is gone or its number is another's by now."""
    try:
        note = json.loads(file.read_text("utf-8"))
        process = psutil.Process(note["pid"])
        same = abs(process.create_time() - note["born"]) < 1 and process.cmdline() == note["command"]
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None
    return process if same and not _has_ended(process) else None
