"""The seven fields every case must have (002 §3): which of them are missing now.

None is demanded before its time. What has a deadline – summons, meeting, agreements – is missing once that deadline is
over and nothing is registered; until then it is `not_yet`. What was registered with its reason, such as a meeting that
was not held, is there; one that was postponed is neither, and stands as the summons that is to follow. Participants
belong to a meeting that was held. A plan alone tells no agreement: a duty, a measure, or that there is none. What was
over its deadline when the case was closed was never registered; what was not due by then is not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samraad.case import CaseFile
from samraad.deadlines import due
from samraad.rulebook import Rulebook
from samraad.vocabulary import Labelled, Meeting, Milestone, Plan, TodoKind


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
    #: Only of a closed case: nobody can register it any more, unless the case is reopened.
    NEVER = "never", "blev aldrig registreret"
    NOT_RELEVANT = "not_relevant", "blev ikke aktuelt"


#: How a field stands on an open case → on one that is closed. CPR number and kind of crime can be registered still.
_CLOSED: Final = {Standing.NOT_YET: Standing.NOT_RELEVANT}


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
    def never(self) -> tuple[RequiredField, ...]:
        """What was not registered before the case was closed, and should have been."""
        return tuple(each for each, standing in self.standing.items() if standing is Standing.NEVER)

    @property
    def said(self) -> str:
        """One Danish sentence, or two."""
        found = (("mangler", self.missing), (Standing.NEVER.label, self.never))
        said = [f"{how}: {', '.join(each.label for each in fields)}" for how, fields in found if fields]
        return f"Af de syv oplysninger {'; '.join(said) or 'mangler ingen nu'}"


def completeness(case: CaseFile, rulebook: Rulebook, now: datetime, *, cpr_known: bool) -> Completeness:
    """How the case stands. cpr_known: the number is known, not only the birth date; no personal data comes here."""
    held = case.held
    standing = {
        RequiredField.CPR: _there(there=cpr_known),
        RequiredField.OFFENCES: _there(there=bool(case.offences)),
        RequiredField.NOTIFIED: Standing.THERE,
        RequiredField.SUMMONED: _summoned(case, rulebook, now),
        RequiredField.MEETING: _met(case, rulebook, now),
        RequiredField.PARTICIPANTS: _there(there=bool(held.participants)) if held else Standing.NOT_YET,
        RequiredField.AGREEMENTS: _agreed(case, rulebook, now),
    }
    if case.closed_on is not None:
        standing = {field: _CLOSED.get(how, how) for field, how in standing.items()}
    return Completeness(case=case.number, team=case.team, caseworker=case.caseworker, standing=standing)


def _there(*, there: bool) -> Standing:
    return Standing.THERE if there else Standing.MISSING


def _summoned(case: CaseFile, rulebook: Rulebook, now: datetime) -> Standing:
    """A reason that waits for the leader's approval is registered."""
    approval = case.track(Milestone.APPROVAL)
    if approval is not None and approval.open:
        return Standing.THERE
    return _reached(case, Milestone.SUMMONS, rulebook, now)


#: A meeting that was neither held nor given up → what has to come before the next.
_BEFORE_THE_NEXT: Final = {
    Meeting.POSTPONED: Milestone.SUMMONS,
    Meeting.NO_SHOW: Milestone.SUMMONS,
    Meeting.DECLINED: Milestone.MOTIVATION,
}


def _met(case: CaseFile, rulebook: Rulebook, now: datetime) -> Standing:
    """A reason for not summoning again, or for giving up on a family, is the reason for no meeting."""
    track = case.track(Milestone.MEETING)
    outcome = track.outcome if track else None
    before = _BEFORE_THE_NEXT.get(outcome) if isinstance(outcome, Meeting) else None
    return _reached(case, before or Milestone.MEETING, rulebook, now)


def _agreed(case: CaseFile, rulebook: Rulebook, now: datetime) -> Standing:
    standing, track = _reached(case, Milestone.PLAN, rulebook, now), case.track(Milestone.PLAN)
    if track is None or track.outcome is not Plan.REGISTERED:
        return standing
    if case.measures or any(each.kind is TodoKind.DUTY for each in case.todos):
        return Standing.THERE
    return Standing.MISSING if case.closed_on is None else Standing.NEVER


def _reached(case: CaseFile, milestone: Milestone, rulebook: Rulebook, now: datetime) -> Standing:
    """By the latest attempt at the milestone."""
    track = case.track(milestone)
    if track is None:
        return Standing.NOT_YET
    if track.lapsed:
        never = track.closed_at is not None and track.closed_at >= due(track, rulebook)
        return Standing.NEVER if never else Standing.NOT_YET
    if track.outcome is not None:
        return Standing.THERE
    return Standing.MISSING if now >= due(track, rulebook) else Standing.NOT_YET
