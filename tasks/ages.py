"""Once a working day: whose case has to be handed over soon, because of their age."""

from __future__ import annotations

from datetime import datetime

import structlog

from samraad.ages import near
from samraad.errors import DatabaseDown
from samraad.times import danish_date
from samraad.vocabulary import Via
from tasks.mishaps import again_on_conflict, told
from tasks.office import Office
from tasks.store.records import CaseQuery

log = structlog.get_logger()


def tell_of_ages(office: Office) -> int:
    """Write it into the files of the open cases it is near in: the number of times. Decrypts each birth date.

    A case that cannot be read is logged and skipped: the others are told of all the same. Raises DatabaseDown.
    """
    now = office.clock.now()
    with office.store.work() as work:
        numbers = [row.case for row in work.cases(CaseQuery(open_only=True))]
    return sum(_tell(office, number, now) for number in numbers)


def _tell(office: Office, number: str, now: datetime) -> int:
    def write() -> int:
        with office.store.work() as work:
            case = work.load(number)
            born = work.person_of(number).birth_date
            events = near(case, born, danish_date(now), work.rulebook(case.rulebook))
            work.append(case, events, at=now, actor="samraad", via=Via.SERVICE)
        return len(events)

    try:
        return again_on_conflict(write)
    except DatabaseDown:
        raise
    except Exception as error:  # noqa: BLE001 - nobody else's hand-over may wait for a broken file
        log.error("ages.failed", case=number, **told(error))  # noqa: TRY400 - its text could be personal
        return 0
