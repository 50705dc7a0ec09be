"""Keeps a table of services running: starts each when what it needs is ready, and starts the dead ones again."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deployments.services import service
from deployments.services.service import Folders, Service
from samraad.errors import Failure

#: Seconds between two looks at the children.
LOOK_SECONDS = 0.2
#: Seconds before a dead service is started again; doubled each time it dies again, up to the longest.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: A service that has lived so many seconds was well; its next death counts as the first.
WELL_AFTER_SECONDS = 60.0
#: Exit code of a job that cannot succeed before somebody mends a setting or a file: everything is stopped.
BAD_INPUT = 2


@dataclass(slots=True, kw_only=True)
class Child:
    """What the supervisor knows of one service."""

    service: Service
    process: subprocess.Popen[bytes] | None = None
    #: When it was started, and when it may be started again, on the monotonic clock.
    started_at: float = 0.0
    not_before: float = 0.0
    #: Deaths in a row.
    deaths: int = 0
    #: A job that has ended well, or a service that answered once.
    ready: bool = False


@dataclass(slots=True, kw_only=True)
class Supervisor:
    """Runs a table of services until `stop` is set."""

    services: Iterable[Service]
    folders: Folders
    stop: threading.Event
    #: Told of each service that becomes ready, once per start.
    on_ready: Callable[[Service], None]
    #: Told of each service that died, and in how many seconds it is started again.
    on_death: Callable[[Service, float], None]
    #: Called at every look, for what is not a child of ours.
    tend: Callable[[], None]
    _children: dict[str, Child] = field(default_factory=dict)

    def run(self) -> None:
        """Raises Failure, with everything stopped, when a job says that it cannot succeed."""
        self._children = {each.name: Child(service=each) for each in self.services}
        try:
            while not self.stop.is_set():
                self.tend()
                for child in self._children.values():
                    self._look_after(child)
                self.stop.wait(LOOK_SECONDS)
        finally:
            self._end_all()

    def _look_after(self, child: Child) -> None:
        if child.process is not None and child.process.poll() is not None:
            self._ended(child, child.process.returncode)
        if child.process is not None:
            if not child.ready and not child.service.job and child.service.ready():
                self._is_ready(child)
        elif not (child.ready and child.service.job) and self._may_start(child):
            child.process = service.launch(child.service, self.folders)
            child.started_at = time.monotonic()

    def _may_start(self, child: Child) -> bool:
        needed = all(self._children[name].ready for name in child.service.after)
        return needed and time.monotonic() >= child.not_before

    def _is_ready(self, child: Child) -> None:
        child.ready = True
        self.on_ready(child.service)

    def _ended(self, child: Child, code: int) -> None:
        child.process = None
        service.forget(child.service.name, self.folders)
        if child.service.job and code == 0:
            self._is_ready(child)
            return
        if child.service.job and code == BAD_INPUT:
            raise Failure(last_line(self.folders.log / f"{child.service.name}.log"))
        child.ready = False
        lived = time.monotonic() - child.started_at
        child.deaths = 1 if lived > WELL_AFTER_SECONDS else child.deaths + 1
        pause = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** (child.deaths - 1))
        child.not_before = time.monotonic() + pause
        self.on_death(child.service, pause)

    def _end_all(self) -> None:
        """In reverse order of the table: first those that use the others."""
        for child in reversed(self._children.values()):
            if child.process is not None:
                service.end(psutil.Process(child.process.pid), child.service.stop_seconds)
                child.process.wait()
                service.forget(child.service.name, self.folders)


def last_line(path: Path) -> str:
    """Last words of a log; a job's are written for the person at the terminal."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
