"""Flows that do nothing but what the worker's tests look at."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from uuid import uuid4

from prefect import flow, get_run_logger
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput


class Answer(RunInput):
    """The form a waiting run shows."""

    number: int = 1


@flow
def waiting() -> int:
    """Wait for an answer once."""
    answer = suspend_flow_run(
        wait_for_input=Answer.with_initial_data(description="Hvor mange?"), timeout=None, key="once"
    )
    get_run_logger().info("answered")
    return answer.number


@flow
def waiting_again() -> None:
    """Wait for ever, with a fresh form each time."""
    suspend_flow_run(wait_for_input=Answer, timeout=None, key=str(uuid4()))


@flow
def failing() -> None:
    """Raise."""
    raise ValueError("on purpose")


@flow
def leaving() -> None:
    """End the process, if it can."""
    sys.exit(3)


@flow
async def asynchronous() -> int:
    """Be a coroutine."""
    return 7


@flow
def slow(mark: str, seconds: float) -> str:
    """Leave a mark where the step began, and stay a while; the second time be quick."""
    file = Path(mark)
    again = file.exists()
    file.touch()
    if not again:
        time.sleep(seconds)
    return "again" if again else "first"
