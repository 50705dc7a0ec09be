"""Mails made to harm: each is read, or set aside, in its time, and this process notices nothing of it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psutil
import pytest

from samraad.notification import Suspicion
from tasks.reading.children import Children
from tasks.reading.headers import set_aside
from tasks.reading.port import SAID, Limits, OverLimit
from tests.tasks.reading.hostile import HOSTILE, text

#: Memory of this process that what is sent and answered may take for good.
_SPARE_BYTES = 100 * 2**20
#: A tenth of the time there really is: three of them take all they get.
_LIMITS = Limits(cpu_seconds=3, seconds=100)
#: The only ones that name somebody.
_NAMES = {"path traversal", "csv, million columns", "numbers without end", "25 MB of text", "csv, million rows"}


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    children = Children(_LIMITS)
    yield children
    children.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_harms_nobody(children: Children, name: str) -> None:
    raw = HOSTILE[name]()
    memory, began = psutil.Process().memory_info().rss, time.monotonic()
    try:
        letter = children.read(raw)
    except OverLimit as error:
        letter = set_aside(raw, SAID[error.limit])
    assert time.monotonic() - began < _LIMITS.seconds + 15
    assert letter.entries
    if name not in _NAMES:
        assert not any(isinstance(entry, Suspicion) for entry in letter.entries)
    assert psutil.Process().memory_info().rss - memory < _SPARE_BYTES
    assert children.read(text("Mikkel Toft, cpr-nr. 140310-6069, er sigtet for vold.")).entries
