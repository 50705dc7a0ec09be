"""Changing the staff: one transaction a change, logged with who and when. The database is the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from samraad.away import away
from samraad.staff import Colleague, Staff
from samraad.staffing import find, imported
from samraad.summary import CaseRow
from samraad.times import danish_date
from samraad.vocabulary import Via
from tasks.acting import act
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.store.port import Store, Work
from tasks.store.records import CaseQuery

#: Who fills the list of a new home.
_SERVICE = "samraad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a change came to."""

    before: Staff
    after: Staff
    #: Open cases of those who are absent or leave, as they are now; each was told of in its file.
    cases: tuple[CaseRow, ...]


def begin(store: Store, listed: Callable[[], Sequence[Colleague]], now: datetime) -> None:
    """Fill the list of a new home; nothing where there is one. listed: reads the file, asked only if it is needed.

    Processes that start at the same moment take turns: it is filled once.
    """
    with store.work() as work:
        if work.staff().colleagues:
            return
        work.lock_staff()
        if not work.staff().colleagues:
            work.change_staff(imported(work.staff(), listed()).changed, at=now, actor=_SERVICE)


def change(office: Office, by: str, decide: Callable[[Staff], Sequence[Colleague]]) -> Changed:
    """Write what was decided on the list as it is now, and what it means for the cases of those who are away.

    Others who change the list wait meanwhile. Raises BadInput for initials nobody here has, and what deciding raises:
    nothing is changed then.
    """

    def once() -> Changed:
        with office.store.work() as work:
            return _change(work, by, office.clock.now(), decide)

    return again_on_conflict(once)


def _change(work: Work, by: str, now: datetime, decide: Callable[[Staff], Sequence[Colleague]]) -> Changed:
    work.lock_staff()
    before = work.staff()
    actor = find(before, by).initials
    changed = decide(before)
    work.change_staff(changed, at=now, actor=actor)
    touched = [number for each in changed for number in _into_cases(work, before, each, actor, now)]
    rows = {row.case: row for row in work.cases(CaseQuery(open_only=True))} if touched else {}
    return Changed(before=before, after=work.staff(), cases=tuple(rows[number] for number in touched))


def _into_cases(work: Work, before: Staff, colleague: Colleague, actor: str, now: datetime) -> list[str]:
    """Numbers of their open cases into which it was written that they are away."""
    touched, known = [], before.get(colleague.initials)
    for row in work.cases(CaseQuery(open_only=True)):
        if row.caseworker != colleague.initials:
            continue
        case = work.load(row.case)
        events = tuple(away(case, known, colleague, work.staff(), danish_date(now)))
        if events:
            act(work, work.append(case, events, at=now, actor=actor, via=Via.CLI), now)
            touched.append(row.case)
    return touched
