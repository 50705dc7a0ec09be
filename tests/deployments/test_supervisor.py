"""The supervisor with small services: order, death, jobs, and the end."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from deployments.services import service
from deployments.services.service import Folders, Service
from deployments.services.supervisor import Supervisor
from samraad.errors import Failure

STAY = "import time; time.sleep(60)"


@dataclass
class Watched:
    """A supervisor that runs in a thread, and what it told."""

    folders: Folders
    ready: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def pid(self, name: str) -> int | None:
        found = service.orphans(self.folders).get(name)
        return None if found is None else found.pid


def test_dead_child_is_started_again(tmp_path: Path) -> None:
    with _running(tmp_path, _service("a", STAY)) as watched:
        _wait(lambda: watched.pid("a") is not None)
        first = watched.pid("a")
        assert first is not None
        os.kill(first, signal.SIGKILL)
        _wait(lambda: watched.pid("a") not in {None, first})
        assert watched.dead == ["a"]


def test_service_waits_for_what_it_needs_and_a_job_is_needed_until_it_is_done(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = f"import time, pathlib; time.sleep(0.5); pathlib.Path({str(mark)!r}).touch()"
    after = f"import os, sys; os.path.exists({str(mark)!r}) or sys.exit(1); {STAY}"
    with _running(tmp_path, _service("job", job, job=True), _service("b", after, after=("job",))) as watched:
        _wait(lambda: watched.ready == ["job", "b"])
        assert watched.dead == []
        assert watched.pid("job") is None


def test_job_that_fails_is_tried_again(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = f"import sys, pathlib; m = pathlib.Path({str(mark)!r}); c = m.exists(); m.touch(); sys.exit(0 if c else 1)"
    with _running(tmp_path, _service("job", job, job=True)) as watched:
        _wait(lambda: watched.ready == ["job"])
        assert watched.dead == ["job"]


def test_job_that_cannot_succeed_ends_everything_with_its_last_words(tmp_path: Path) -> None:
    folders = Folders.of(tmp_path)
    job = "import sys; sys.stderr.write('Work pool x findes ikke.\\n'); sys.exit(2)"
    supervisor = _supervisor(Watched(folders), threading.Event(), _service("a", STAY), _service("job", job, job=True))
    with pytest.raises(Failure, match="Work pool x findes ikke"):
        supervisor.run()
    assert service.orphans(folders) == {}


def test_child_that_does_not_end_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    ignore = "import signal, pathlib; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    deaf = f"{ignore}; pathlib.Path({str(mark)!r}).touch(); {STAY}"
    with _running(tmp_path, _service("a", deaf, stop_seconds=0.5)) as watched:
        _wait(mark.exists)
        pid = watched.pid("a")
    assert pid is not None
    assert not psutil.pid_exists(pid)


def test_pid_file_whose_number_is_another_process_by_now_names_no_orphan(tmp_path: Path) -> None:
    folders = Folders.of(tmp_path)
    process = service.launch(_service("a", STAY), folders)
    assert set(service.orphans(folders)) == {"a"}
    file = folders.run / "a.pid"
    file.write_text(file.read_text().replace(str(process.pid), str(os.getpid())))
    assert service.orphans(folders) == {}
    process.kill()
    process.wait()


def _service(
    name: str, code: str, *, job: bool = False, after: tuple[str, ...] = (), stop_seconds: float = 5
) -> Service:
    return Service(
        name=name,
        label=name,
        command=(sys.executable, "-c", code),
        environment=dict(os.environ),
        job=job,
        after=after,
        stop_seconds=stop_seconds,
    )


def _supervisor(watched: Watched, stop: threading.Event, *services: Service) -> Supervisor:
    return Supervisor(
        services=services,
        folders=watched.folders,
        stop=stop,
        on_ready=lambda ready: watched.ready.append(ready.name),
        on_death=lambda dead, _: watched.dead.append(dead.name),
        tend=lambda: None,
    )


@contextmanager
def _running(home: Path, *services: Service) -> Iterator[Watched]:
    watched, stop = Watched(Folders.of(home)), threading.Event()
    thread = threading.Thread(target=_supervisor(watched, stop, *services).run)
    thread.start()
    try:
        yield watched
    finally:
        stop.set()
        thread.join()
    assert service.orphans(watched.folders) == {}


def _wait(until: Callable[[], bool], seconds: float = 60) -> None:
    give_up_at = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.05)
