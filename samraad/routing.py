"""Who is offered a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from samraad.case import CaseFile
from samraad.events import CaseRouted
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.times import danish_date


def route(case: CaseFile, staff: Staff, open_cases: Mapping[str, int], rulebook: Rulebook, now: datetime) -> CaseRouted:
    """Offer the case: the team by age at receipt, in it the present colleague with the fewest open cases.

    open_cases: initials → number of open cases. Those who declined this case are not asked again.
    """
    rule = rulebook.route(case.age_at_receipt)
    free = [
        each
        for each in staff.colleagues
        if each.team == rule.team
        and each.takes_cases
        and each.at_work(danish_date(now))
        and each.initials not in case.declined_by
    ]
    if not free:
        return CaseRouted(team=rule.team, caseworker=None, because=f"{rule.because}; ingen ledig, teamlederen må vælge")
    chosen = min(free, key=lambda each: (open_cases.get(each.initials, 0), each.initials))
    count = open_cases.get(chosen.initials, 0)
    return CaseRouted(
        team=rule.team,
        caseworker=chosen.initials,
        because=f"{rule.because}; {chosen.initials} har færrest åbne sager ({count})",
    )
