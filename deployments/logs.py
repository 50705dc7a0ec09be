"""The log of commands: a file under home, so that stdout holds the answer only."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog
from structlog.typing import EventDict


def command_log(home: Path) -> Path:
    """Where commands of this home log; its folder is made."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "samraad.log"


@contextmanager
def logged_to(file: Path) -> Iterator[None]:
    """What the edges log meanwhile goes to the file, one JSON object a line."""
    before = structlog.get_config()
    with file.open("a", encoding="utf-8") as log:
        structlog.configure(
            processors=[
                _advise,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            logger_factory=structlog.WriteLoggerFactory(file=log),
            cache_logger_on_first_use=False,
        )
        try:
            yield
        finally:
            structlog.configure(**before)


def _advise(_: object, __: str, event: EventDict) -> EventDict:
    """What comes with an advice is told to the person at the keyboard as well."""
    if advice := event.get("advice"):
        sys.stderr.write(f"samraad: {advice}\n")
    return event


def note_crash(error: BaseException, file: Path) -> None:
    """Where an unexpected exception came from, without its text, which could hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    with file.open("a", encoding="utf-8") as log:
        log.write("\n".join([f"{datetime.now(UTC).isoformat()} {type(error).__name__}", *lines, ""]))
