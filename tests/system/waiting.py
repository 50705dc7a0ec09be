"""Waiting for what the system does by itself, never longer than said."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(look: Callable[[], T | None], seconds: float, what: str, every: float = 0.1) -> T:
    """The first true answer. AssertionError naming `what` when none comes in time."""
    give_up_at = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < give_up_at, f"waited {seconds:g} s in vain: {what}"
        time.sleep(every)
    return found
