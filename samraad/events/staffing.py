"""Who has the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.vocabulary import Away, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingTold:
    """Intake told what only they know, and what the case is routed by."""

    #: Initials of who has the young person's case already.
    own_caseworker: str | None = None
    #: Name of one of the rulebook's districts.
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRouted:
    """The case was offered to a team and, where one is free, to a caseworker in it."""

    team: str
    #: Initials; None where nobody in the team can take it: the team leader must choose.
    caseworker: str | None
    #: Why this route: Danish, no personal data.
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkerAway:
    """The caseworker is absent for a time, or leaves: others look after the case."""

    caseworker: str
    why: Away
    #: The first day they are away.
    from_on: date
    #: The last; None: until further notice, or for good.
    until_on: date | None = None
    #: Initials of who looks after the case meanwhile; None: nobody, the team leader is told.
    deputy: str | None = None
    #: They had not answered whether they take it, and are away already: it is offered again.
    offered_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReassigned:
    """A leader gave the case to another caseworker, who has to accept it."""

    caseworker: str
    #: The new caseworker's team.
    team: str
    on: date
    because: Reason


StaffingEvent = RoutingTold | CaseRouted | CaseworkerAway | CaseReassigned
