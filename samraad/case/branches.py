"""What turns the course of a case."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.tracks import change, reach_on, review_plan, rung_anew
from samraad.events import BranchEvent, DateAgreed, MotivationAnswered, VerdictFell
from samraad.times import start_of
from samraad.vocabulary import Milestone


def after(case: CaseFile, event: BranchEvent) -> CaseFile:
    """The case after its course has turned."""
    match event:
        case MotivationAnswered():
            return reach_on(case, Milestone.MOTIVATION, event.outcome, event.on)
        case VerdictFell():
            return review_plan(replace(case, ruling=event.outcome), start_of(event.review_from_on or event.on))
        case DateAgreed():
            return _agreed(case, event)
        case _ as unknown:
            assert_never(unknown)


def _agreed(case: CaseFile, event: DateAgreed) -> CaseFile:
    """Reminders begin anew: those of the day that was recommended, or agreed before, say nothing of this one."""
    if event.milestone is Milestone.MEETING:
        case = replace(case, meeting_planned_on=event.agreed_on)
    else:
        case = replace(case, follow_up_planned_on=event.agreed_on)
    case = change(case, (event.milestone,), lambda track: replace(track, agreed_on=event.agreed_on))
    return rung_anew(case, event.milestone)
