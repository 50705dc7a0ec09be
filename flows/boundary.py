"""The edge between our steps and Prefect, which keeps whatever an exception says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from samraad.errors import SamraadError, StepFailed
from tasks.mishaps import told


@contextmanager
def nothing_personal() -> Iterator[None]:
    """Let only errors through whose text is ours. Another's could quote a mail: of it, name and place are told."""
    try:
        yield
    except SamraadError:
        raise
    except Exception as error:  # noqa: BLE001 – a process boundary
        raise StepFailed(**told(error)) from None
