"""Who is offered a case: the steps of the rulebook, one after the other, until one has found somebody.

Sources: `domain.md`, "Routing". Every step that counted says so in Danish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from samraad.case import CaseFile
from samraad.events import CaseRouted
from samraad.route_rules import RoutingStep
from samraad.rulebook import Rulebook
from samraad.staff import Colleague, Staff
from samraad.times import danish_date
from samraad.vocabulary import Speciality


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What a route is decided by."""

    case: CaseFile
    staff: Staff
    #: Initials → number of open cases.
    open_cases: Mapping[str, int]
    rulebook: Rulebook
    on: date

    def can(self, colleague: Colleague) -> bool:
        """Whether the case can be offered to them: neither absent nor gone, and they have not declined it."""
        return colleague.takes_cases and colleague.at_work(self.on) and colleague.initials not in self.case.declined_by

    def free(self, among: Iterable[Colleague]) -> tuple[Colleague, ...]:
        """Those it can be offered to."""
        return tuple(each for each in among if self.can(each))

    def least_loaded(self, among: Iterable[Colleague]) -> Colleague:
        """With the fewest open cases; of several the first by initials."""
        return min(among, key=lambda each: (self.open_cases.get(each.initials, 0), each.initials))

    def deputy(self, colleague: Colleague) -> Colleague | None:
        """Who can be offered it in place of somebody absent."""
        absent = not colleague.left(self.on) and colleague.absence(self.on) is not None
        deputy = self.staff.deputy_for(colleague, self.on) if absent else None
        return deputy if deputy is not None and self.can(deputy) else None

    def why_not(self, colleague: Colleague) -> str:
        """Why they are not offered it."""
        if colleague.left(self.on):
            return f"{colleague.initials} er fratrådt"
        if colleague.absence(self.on):
            return f"{colleague.initials} er fraværende"
        return f"{colleague.initials} kan ikke tage sagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """How far the search has come."""

    team: str
    pool: tuple[Colleague, ...]
    because: tuple[str, ...]
    chosen: Colleague | None = None
    #: Some step has made the pool smaller than the team.
    narrowed: bool = False

    def noting(self, reason: str) -> _Found:
        return replace(self, because=(*self.because, reason))

    def narrow(self, pool: tuple[Colleague, ...], reason: str) -> _Found:
        return replace(self, pool=pool, narrowed=True, because=(*self.because, reason))


def route(case: CaseFile, staff: Staff, open_cases: Mapping[str, int], rulebook: Rulebook, now: datetime) -> CaseRouted:
    """Offer the case to whom the rulebook's steps find; to the team leader where nobody is free.

    open_cases: initials → number of open cases.
    """
    desk = _Desk(case=case, staff=staff, open_cases=open_cases, rulebook=rulebook, on=danish_date(now))
    rule = rulebook.route(case.age_at_receipt)
    found = _Found(team=rule.team, pool=_takers(desk, rule.team), because=(rule.because,))
    for step in rulebook.routing:
        found = _STEPS[step](desk, found)
        if found.chosen is not None:
            return _routed(found.chosen.team, found.chosen.initials, found)
    free = desk.free(found.pool)
    return _routed(
        found.team, None, found.noting("teamlederen fordeler" if free else "ingen ledig, teamlederen må vælge")
    )


def _routed(team: str, caseworker: str | None, found: _Found) -> CaseRouted:
    return CaseRouted(team=team, caseworker=caseworker, because="; ".join(found.because))


def _takers(desk: _Desk, team: str) -> tuple[Colleague, ...]:
    return tuple(each for each in desk.staff.colleagues if each.team == team and each.takes_cases)


def _own_caseworker(desk: _Desk, found: _Found) -> _Found:
    own = desk.staff.get(desk.case.own_caseworker) if desk.case.own_caseworker else None
    if own is None:
        return found
    if desk.can(own):
        return replace(found, chosen=own, because=("kendt sagsbehandler",))
    why_not = f"kendt sagsbehandler {desk.why_not(own)}"
    deputy = desk.deputy(own)
    if deputy is not None:
        return replace(found, chosen=deputy, because=(f"{why_not}; stedfortræder {deputy.initials}",))
    return replace(found, because=(why_not, *found.because))


def _advisers(desk: _Desk, found: _Found) -> _Found:
    named = [desk.staff.get(initials) for initials in desk.rulebook.advisers]
    free = desk.free(each for each in named if each is not None)
    if free:
        return replace(found, pool=free, narrowed=True, because=("kommunens faste samrådsrådgivere",))
    return found.noting("ingen af de faste samrådsrådgivere er ledig") if named else found


def _remand(desk: _Desk, found: _Found) -> _Found:
    """Of the team, else of all: remand is rare."""
    if not desk.case.remand:
        return found
    specialists = tuple(each for each in desk.staff.colleagues if Speciality.REMAND in each.specialities)
    free = desk.free(specialists)
    if free:
        own = tuple(each for each in free if each in found.pool)
        return found.narrow(own or free, "speciale i varetægtssurrogat")
    return found.noting("ingen med speciale i varetægtssurrogat er ledig") if specialists else found


def _district(desk: _Desk, found: _Found) -> _Found:
    name = desk.case.district
    rule = next((each for each in desk.rulebook.districts if each.name == name), None)
    if rule is None:
        return found
    if rule.team is not None and not found.narrowed:
        found = replace(
            found,
            team=rule.team,
            pool=_takers(desk, rule.team),
            because=(f"distrikt {name} hører til team {rule.team}",),
        )
    here = desk.free(each for each in found.pool if name in each.districts)
    if here:
        return found.narrow(here, f"distrikt {name}")
    return found if rule.team is not None else found.noting(f"ingen i distrikt {name} er ledig")


def _least_loaded(desk: _Desk, found: _Found) -> _Found:
    free = desk.free(found.pool)
    if free:
        chosen = desk.least_loaded(free)
        count = desk.open_cases.get(chosen.initials, 0)
        return replace(found.noting(f"{chosen.initials} har færrest åbne sager ({count})"), chosen=chosen)
    deputies = {deputy.initials: each for each in found.pool if (deputy := desk.deputy(each)) is not None}
    if not deputies:
        return found
    standing_in = [each for each in desk.staff.colleagues if each.initials in deputies]
    chosen = desk.least_loaded(standing_in)
    absent = deputies[chosen.initials].initials
    return replace(found.noting(f"{absent} er fraværende; stedfortræder {chosen.initials}"), chosen=chosen)


_STEPS: Final[Mapping[RoutingStep, Callable[[_Desk, _Found], _Found]]] = {
    RoutingStep.OWN_CASEWORKER: _own_caseworker,
    RoutingStep.ADVISERS: _advisers,
    RoutingStep.REMAND: _remand,
    RoutingStep.DISTRICT: _district,
    RoutingStep.LEAST_LOADED: _least_loaded,
}
