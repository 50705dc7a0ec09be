"""What samraad does by itself on a case: now it offers it to a colleague. Done where the case came to need it."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from samraad.case import CaseFile
from samraad.events import Event
from samraad.process import Act, Action, next_step
from samraad.staff import route
from samraad.vocabulary import Via
from tasks.office import Office
from tasks.store.port import Work


def act(office: Office, work: Work, case: CaseFile, now: datetime) -> CaseFile:
    """Do all the case needs before it waits for a person again, in the same transaction. The case after that."""
    while isinstance(step := next_step(case), Act):
        event = _do(office, work, case, step.action)
        case = work.append(case, [event], at=now, actor="samraad", via=Via.SERVICE)
    return case


def _do(office: Office, work: Work, case: CaseFile, action: Action) -> Event:
    match action:
        case Action.ROUTE:
            return route(case, office.staff, work.open_cases_by_caseworker(), work.rulebook(case.rulebook))
        case _ as unknown:
            assert_never(unknown)
