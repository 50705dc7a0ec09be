"""Once a working day: whose case has to be handed over soon, because of their age."""

from __future__ import annotations

from datetime import datetime

from samraad.ages import near
from samraad.times import danish_date
from samraad.vocabulary import Via
from tasks.store.port import CaseQuery, Work


def tell_of_ages(work: Work, now: datetime) -> int:
    """Write it into the files of the open cases it is near in: the number of them. Decrypts each birth date."""
    told = 0
    for row in work.cases(CaseQuery(open_only=True)):
        case = work.load(row.case)
        born = work.person_of(row.case).birth_date
        events = near(case, born, danish_date(now), work.rulebook(case.rulebook))
        work.append(case, events, at=now, actor="samraad", via=Via.SERVICE)
        told += len(events)
    return told
