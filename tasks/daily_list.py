"""The daily list: at the message hour of a working day intake is told how many were ignored since the last one.

Automatic mails that tell of somebody themselves come first. In the same hour it is looked up whose age asks for a
hand-over soon.
"""

from __future__ import annotations

from datetime import date, datetime

import structlog

from samraad.automatic import to_look_at
from samraad.delivery import Notice, NoticeKind
from samraad.errors import BrokenRulebook
from samraad.rulebook import Rulebook
from samraad.times import add_working_days, at_hour, danish_date, is_working_day, show_day
from tasks.ages import tell_of_ages
from tasks.office import Office
from tasks.store.port import Work
from tasks.store.records import ItemQuery

log = structlog.get_logger()


def tell_of_ignored(office: Office) -> None:
    """Tell intake once a working day of those ignored since the working day before, if there were any."""
    now = office.clock.now()
    try:
        rulebook = office.rulebook_at(now)
    except BrokenRulebook:  # nothing is in force yet, so nothing was ignored
        return
    today = danish_date(now)
    if not is_working_day(today, rulebook.closed_days) or now < at_hour(today, rulebook.message_hour):
        return
    told = False
    with office.store.work() as work:
        last = work.last_ignored_list()
        if last != today and work.list_ignored(today, now):
            _tell(work, last or add_working_days(today, -1, rulebook.closed_days), now, rulebook)
            told = True
    if told:
        tell_of_ages(office)


def _tell(work: Work, before: date, now: datetime, rulebook: Rulebook) -> None:
    """What was ignored since the hour of the list before: of three days over a weekend, of more after a standstill."""
    today, hour = danish_date(now), rulebook.message_hour
    query = ItemQuery(ignored=True, since=at_hour(before, hour), before=at_hour(today, hour))
    rows = work.items(query)
    if not rows:
        return
    results = work.results_of([row.notification for row in rows])
    look = sum(to_look_at(each.reason) for each in results.values())
    notice = Notice(
        case=None,
        recipient="intake",
        kind=NoticeKind.IGNORED,
        created_at=now,
        fields={"count": str(len(rows) - look), "look": str(look), "when": f"siden {show_day(before)} kl. {hour}"},
    )
    work.notify([notice], now)
    log.info("ignored.listed", count=len(rows), look=look)
