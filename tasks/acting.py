"""What samraad does by itself on a case: now it offers it to a colleague. Done where the case came to need it."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from samraad.case import CaseFile
from samraad.events import Event
from samraad.process import Act, Action, next_step
from samraad.routing import route
from samraad.vocabulary import Via
from tasks.store.port import Work


def act(work: Work, case: CaseFile, now: datetime) -> CaseFile:
    """Do all the case needs before it waits for a person again, in the same transaction. The case after that."""
    while isinstance(step := next_step(case), Act):
        event = _do(work, case, step.action, now)
        case = work.append(case, [event], at=now, actor="samraad", via=Via.SERVICE)
    return case


def _do(work: Work, case: CaseFile, action: Action, now: datetime) -> Event:
    match action:
        case Action.ROUTE:
            loads = work.open_cases_by_caseworker()
            return route(case, work.staff(), loads, work.rulebook(case.rulebook), now)
        case _ as unknown:
            assert_never(unknown)
