"""Who has the case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRouted:
    """The case was offered to a team and, where one is free, to a caseworker in it."""

    team: str
    #: Initials; None where nobody in the team can take it: the team leader must choose.
    caseworker: str | None
    #: Why this route: Danish, no personal data.
    because: str


StaffingEvent = CaseRouted
