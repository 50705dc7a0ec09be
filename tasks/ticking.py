"""The tick: timers that fell due become events and outbox rows, in one transaction a batch, Prefect or not."""

from __future__ import annotations

from typing import Final

from samraad.ladder import tick
from samraad.vocabulary import Via
from tasks.office import Office

_BATCH: Final = 100


def tick_all(office: Office) -> int:
    """Fire what is due on all cases. The number of rungs fired. Several may tick at once: rows are locked, skipped."""
    fired = 0
    while True:
        with office.store.work() as work:
            now = office.clock.now()
            numbers = work.due(now, _BATCH)
            for number in numbers:
                case = work.load(number)
                events = tick(case, work.rulebook(case.rulebook), now)
                work.append(case, events, at=now, actor="samraad", via=Via.SERVICE)
                fired += len(events)
        if len(numbers) < _BATCH:
            return fired
