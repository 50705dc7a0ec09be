"""Timers fire in whatever company."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from samraad.case import CaseFile
from samraad.errors import Conflict
from samraad.events import RungReached
from samraad.ladder import tick
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from tasks import ticking
from tasks.store.memory import MemoryStore
from tasks.ticking import tick_all
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import ALMA, NOW, open_case


def rungs(store: MemoryStore, number: str) -> int:
    with store.work() as work:
        return sum(isinstance(each.event, RungReached) for each in work.history(number))


def spoil(store: MemoryStore, number: str) -> None:
    """As if the rulebook of the case had been lost."""
    with store.work() as work:
        tables = work._tables
        first, *rest = tables.histories[number]
        broken = replace(first, event=replace(first.event, rulebook="lost"))  # type: ignore[arg-type]
        tables.histories[number] = (broken, *rest)


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_a_case_that_cannot_be_read_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(ticking, "_BATCH", batch)
    store = MemoryStore()
    bad = open_case(store, name=ALMA)
    good = [open_case(store, NOW + timedelta(minutes=minute)) for minute in range(1, 4)]
    spoil(store, bad.number)
    with capture_logs() as logs:
        assert tick_all(office(store, SetClock(NOW + timedelta(days=10)))) > 0
    assert all(rungs(store, case.number) for case in good)
    assert rungs(store, bad.number) == 0
    failed = [(each["event"], each["case"], each["error"]) for each in logs]
    assert failed == [(event, bad.number, "KeyError") for event in ("tick.failed", "ages.failed")]
    assert ALMA not in json.dumps(logs)


def test_a_case_somebody_answers_on_meanwhile_is_decided_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store, real, conflicts = MemoryStore(), tick, [Conflict("imens")]
    cases = [open_case(store) for _ in range(2)]

    def meanwhile(case: CaseFile, rulebook: Rulebook, now: datetime, staff: Staff) -> tuple[RungReached, ...]:
        if conflicts:
            raise conflicts.pop()
        return real(case, rulebook, now, staff)

    monkeypatch.setattr(ticking, "tick", meanwhile)
    with capture_logs() as logs:
        tick_all(office(store, SetClock(NOW + timedelta(days=10))))
    assert all(rungs(store, case.number) for case in cases)
    assert logs == []
