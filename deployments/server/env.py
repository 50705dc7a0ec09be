"""The environment a command needs before it imports Prefect, which reads its settings while it is imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings
from deployments.server import stack as prefect_stack


@contextmanager
def prefect_environment(settings: Settings) -> Iterator[None]:
    """This process talks to our Prefect meanwhile, not to one the user has set up for other work."""
    before = dict(os.environ)
    _become(prefect_stack.environment(settings) | {"PREFECT_LOGGING_LEVEL": "WARNING"})
    try:
        yield
    finally:
        _become(before)


def _become(environment: dict[str, str]) -> None:
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)
