"""The tick: timers that fell due become events and outbox rows, in a transaction a case, Prefect or not."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import structlog

from samraad.errors import DatabaseDown
from samraad.ladder import tick
from samraad.vocabulary import Via
from tasks.mishaps import again_on_conflict, told
from tasks.office import Office

_BATCH: Final = 100

log = structlog.get_logger()


def tick_all(office: Office) -> int:
    """Fire what is due on all cases. The number of rungs fired.

    A case that cannot be read is logged and skipped until the next call: the others' timers fire all the same.
    Several may tick at once: whoever comes second to a case finds nothing due. Raises DatabaseDown.
    """
    fired = 0
    #: Cases that stay due whatever is done in this call.
    left: set[str] = set()
    while True:
        now, limit = office.clock.now(), _BATCH + len(left)
        with office.store.work() as work:
            numbers = work.due(now, limit)
        for number in numbers:
            if number in left:
                continue
            rungs = _tick(office, number, now)
            fired += rungs
            if not rungs:
                left.add(number)
        if len(numbers) < limit:
            return fired


def _tick(office: Office, number: str, now: datetime) -> int:
    """The number of rungs fired on the case, 0 where it cannot be done."""
    try:
        return again_on_conflict(lambda: _fire(office, number, now))
    except DatabaseDown:
        raise
    except Exception as error:  # noqa: BLE001 - nobody else's deadline may wait for a broken case
        log.error("tick.failed", case=number, **told(error))  # noqa: TRY400 - its text could be personal
        return 0


def _fire(office: Office, number: str, now: datetime) -> int:
    with office.store.work() as work:
        case = work.load(number)
        events = tick(case, work.rulebook(case.rulebook), now)
        work.append(case, events, at=now, actor="samraad", via=Via.SERVICE)
    return len(events)
