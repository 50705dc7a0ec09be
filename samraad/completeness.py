"""The seven fields every case must have (002 §3): which of them are missing now.

None is demanded before its time. What has a deadline – summons, meeting, agreements – is missing once that deadline is
over and nothing is registered; until then it is `not_yet`. What was registered with its reason, such as a meeting that
was not held, is there. Participants belong to a meeting that was held. What lapsed, or never came about, is not asked
for: nobody can register it any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samraad.case import CaseFile
from samraad.deadlines import due
from samraad.rulebook import Rulebook
from samraad.vocabulary import Labelled, Milestone


class RequiredField(Labelled):
    """The seven fields, in the study's order."""

    CPR = "cpr", "CPR-nummer"
    OFFENCES = "offences", "kriminalitetens art"
    NOTIFIED = "notified", "dato for politiets underretning"
    SUMMONED = "summoned", "dato for indkaldelse, eller grunden til ingen"
    MEETING = "meeting", "dato for mødet, eller grunden til intet"
    PARTICIPANTS = "participants", "deltagere"
    AGREEMENTS = "agreements", "aftaler"


class Standing(Labelled):
    THERE = "there", "registreret"
    NOT_YET = "not_yet", "ikke aktuelt endnu"
    MISSING = "missing", "mangler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How the seven fields of a case stand."""

    case: str
    team: str | None
    caseworker: str | None
    standing: dict[RequiredField, Standing]

    @property
    def missing(self) -> tuple[RequiredField, ...]:
        """What should be registered by now and is not."""
        return tuple(each for each, standing in self.standing.items() if standing is Standing.MISSING)

    @property
    def said(self) -> str:
        """One Danish sentence."""
        if not self.missing:
            return "Af de syv oplysninger mangler ingen nu"
        return f"Af de syv oplysninger mangler: {', '.join(each.label for each in self.missing)}"


def completeness(case: CaseFile, rulebook: Rulebook, now: datetime, *, cpr_known: bool) -> Completeness:
    """How the case stands. cpr_known: the number is known, not only the birth date; no personal data comes here."""
    held = case.held
    return Completeness(
        case=case.number,
        team=case.team,
        caseworker=case.caseworker,
        standing={
            RequiredField.CPR: _there(there=cpr_known),
            RequiredField.OFFENCES: _there(there=bool(case.offences)),
            RequiredField.NOTIFIED: Standing.THERE,
            RequiredField.SUMMONED: _summoned(case, rulebook, now),
            RequiredField.MEETING: _reached(case, Milestone.MEETING, rulebook, now),
            RequiredField.PARTICIPANTS: _there(there=bool(held.participants)) if held else Standing.NOT_YET,
            RequiredField.AGREEMENTS: _reached(case, Milestone.PLAN, rulebook, now),
        },
    )


def _there(*, there: bool) -> Standing:
    return Standing.THERE if there else Standing.MISSING


def _summoned(case: CaseFile, rulebook: Rulebook, now: datetime) -> Standing:
    """A reason that waits for the leader's approval is registered."""
    approval = case.track(Milestone.APPROVAL)
    if approval is not None and approval.open:
        return Standing.THERE
    return _reached(case, Milestone.SUMMONS, rulebook, now)


def _reached(case: CaseFile, milestone: Milestone, rulebook: Rulebook, now: datetime) -> Standing:
    """By the latest attempt at the milestone."""
    track = case.track(milestone)
    if track is None or track.lapsed:
        return Standing.NOT_YET
    if track.outcome is not None:
        return Standing.THERE
    return Standing.MISSING if now >= due(track, rulebook) else Standing.NOT_YET
