"""The tick: timers that fell due become events and outbox rows, in a transaction each, Prefect or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from samraad.errors import DatabaseDown
from samraad.ladder import tick
from samraad.quarantine import tick_item
from samraad.vocabulary import Via
from tasks.daily_list import tell_of_ignored
from tasks.mishaps import again_on_conflict, told
from tasks.office import Office
from tasks.store.port import Work

_BATCH: Final = 100

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticking:
    """Something with timers."""

    #: What the log calls one of it.
    name: str
    due: Callable[[Work, datetime, int], tuple[str, ...]]
    #: Fire what is due on one of it: the number of rungs fired.
    fire: Callable[[Work, str, datetime], int]


def _fire_case(work: Work, number: str, now: datetime) -> int:
    case = work.load(number)
    events = tick(case, work.rulebook(case.rulebook), now, work.staff())
    work.append(case, events, at=now, actor="samraad", via=Via.SERVICE)
    return len(events)


def _fire_item(work: Work, number: str, now: datetime) -> int:
    item = work.item(number)
    events = tick_item(item, work.rulebook(item.rulebook), now)
    work.append_item(item, events, at=now, actor="samraad", via=Via.SERVICE)
    return len(events)


_CASES: Final = _Ticking(name="case", due=lambda work, now, limit: work.due(now, limit), fire=_fire_case)
_ITEMS: Final = _Ticking(name="item", due=lambda work, now, limit: work.due_items(now, limit), fire=_fire_item)


def tick_all(office: Office) -> int:
    """Fire what is due on all cases and on all that waits in quarantine. The number of rungs fired.

    What cannot be read is logged and skipped until the next call: the others' timers fire all the same.
    Several may tick at once: whoever comes second finds nothing due. Raises DatabaseDown.
    """
    fired = _tick_all(office, _CASES) + _tick_all(office, _ITEMS)
    tell_of_ignored(office)
    return fired


def _tick_all(office: Office, ticking: _Ticking) -> int:
    fired = 0
    #: Those that stay due whatever is done in this call.
    left: set[str] = set()
    while True:
        now, limit = office.clock.now(), _BATCH + len(left)
        with office.store.work() as work:
            numbers = ticking.due(work, now, limit)
        for number in numbers:
            if number in left:
                continue
            rungs = _tick(office, ticking, number, now)
            fired += rungs
            if not rungs:
                left.add(number)
        if len(numbers) < limit:
            return fired


def _tick(office: Office, ticking: _Ticking, number: str, now: datetime) -> int:
    """The number of rungs fired on it, 0 where it cannot be done."""

    def fire() -> int:
        with office.store.work() as work:
            return ticking.fire(work, number, now)

    try:
        return again_on_conflict(fire)
    except DatabaseDown:
        raise
    except Exception as error:  # noqa: BLE001 - nobody else's deadline may wait for a broken file
        log.error("tick.failed", **{ticking.name: number}, **told(error))  # noqa: TRY400 - its text could be personal
        return 0
