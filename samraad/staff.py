"""Who works here, and who gets a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samraad.case import CaseFile
from samraad.events import CaseRouted
from samraad.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """One member of staff, known by initials only."""

    initials: str
    #: `familie`, `unge`, `visitation` …
    team: str
    #: Takes cases; leaders and intake do not.
    takes_cases: bool = True
    #: May approve that nobody is summoned.
    leader: bool = False
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """All colleagues."""

    colleagues: tuple[Colleague, ...]

    def get(self, initials: str) -> Colleague | None:
        """The colleague with the initials, in either case; None for a stranger."""
        wanted = initials.strip().upper()
        return next((each for each in self.colleagues if each.initials == wanted), None)


def route(case: CaseFile, staff: Staff, open_cases: Mapping[str, int], rulebook: Rulebook) -> CaseRouted:
    """Offer the case: the team by age at receipt, in it the present colleague with the fewest open cases.

    open_cases: initials → number of open cases. Those who declined this case are not asked again.
    """
    rule = rulebook.route(case.age_at_receipt)
    free = [
        each
        for each in staff.colleagues
        if each.team == rule.team and each.takes_cases and each.present and each.initials not in case.declined_by
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
