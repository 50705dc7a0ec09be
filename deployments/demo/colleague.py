"""The demo's scripted colleagues: they answer two cases, through the same door as everybody.

One case is taken all the way until it is closed. Another is taken until a caseworker has accepted it, and then
forgotten: its summons is missed, and the team leader is told. All other cases are left to whoever watches.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from samraad.case import CaseFile
from samraad.errors import Refused
from samraad.forms import defaults
from samraad.summary import CaseRow
from samraad.vocabulary import Milestone, Via
from tasks.office import Office
from tasks.registering import register
from tasks.store.records import CaseQuery

M = Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a colleague registers when a case waits for a milestone."""

    #: Demo time the colleague takes.
    takes: timedelta
    #: Besides what the form starts with.
    fields: Mapping[str, str] = field(default_factory=dict)


#: How each milestone is answered; for what is not here a human is needed.
ANSWERS: Final[Mapping[Milestone, Answer]] = {
    M.ASSESSMENT: Answer(takes=timedelta(hours=3), fields={"outcome": "no_acute_need"}),
    M.TARGET_GROUP: Answer(takes=timedelta(hours=8), fields={"outcome": "in_target_group"}),
    M.ASSIGNMENT: Answer(takes=timedelta(hours=6)),
    M.SUMMONS: Answer(takes=timedelta(hours=18)),
    M.MEETING: Answer(takes=timedelta(hours=24)),
    M.PLAN: Answer(takes=timedelta(hours=14)),
    M.FOLLOW_UP: Answer(takes=timedelta(hours=24), fields={"outcome": "close"}),
}
#: Before a caseworker is found, intake answers.
INTAKES: Final = (M.ASSESSMENT, M.TARGET_GROUP)
INTAKE_TEAM: Final = "visitation"
#: However slow the clock, nobody thinks longer than so many real seconds.
LONGEST_SECONDS: Final = 15.0

#: The case that is forgotten, and the one that is closed: first and second of all.
FORGOTTEN, CLOSED = 0, 1
#: What is answered on each.
SCRIPT: Final[Mapping[int, frozenset[Milestone]]] = {
    FORGOTTEN: frozenset({M.ASSESSMENT, M.TARGET_GROUP, M.ASSIGNMENT}),
    CLOSED: frozenset(ANSWERS),
}


class Colleagues:
    """Answer what the script says, a little after the case has come to wait for it."""

    def __init__(self, office: Office, *, speed: float) -> None:
        self._office = office
        self._speed = speed
        #: Case and milestone → when it is answered, on the monotonic clock.
        self._answer_at: dict[tuple[str, Milestone], float] = {}

    def round(self) -> None:
        """Give the answers whose time has come."""
        with self._office.store.work() as work:
            rows = work.cases(CaseQuery())
        for place, row in enumerate(rows):
            if row.awaiting in SCRIPT.get(place, frozenset()):
                self._consider(row, row.awaiting)

    def _consider(self, row: CaseRow, milestone: Milestone) -> None:
        answer = ANSWERS[milestone]
        takes = min(answer.takes.total_seconds() / self._speed, LONGEST_SECONDS)
        if time.monotonic() < self._answer_at.setdefault((row.case, milestone), time.monotonic() + takes):
            return
        with self._office.store.work() as work:
            case = work.load(row.case)
        by = answering(self._office, case, milestone)
        if by is None:
            return
        fields = {**defaults(milestone, case, self._office.clock.now()), **answer.fields, "by": by}
        try:
            register(self._office, row.case, milestone, fields, Via.CLI)
        except Refused:
            # Somebody at the browser was faster. The refusal is in the case's file, and told from there; not again.
            self._answer_at[row.case, milestone] = math.inf
        else:
            del self._answer_at[row.case, milestone]


def answering(office: Office, case: CaseFile, milestone: Milestone) -> str | None:
    """Initials of whom the milestone is up to; None while the case is not yet offered to anybody."""
    if milestone not in INTAKES:
        return case.caseworker
    colleagues = office.staff.colleagues
    return next((each.initials for each in colleagues if each.team == INTAKE_TEAM), colleagues[0].initials)
