"""Answers to milestones, as they change the case."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.opening import meeting_counted
from samraad.case.preparation import with_duties
from samraad.case.staffing import taken_over
from samraad.case.tracks import (
    close_track,
    lapse,
    open_following,
    open_out_of_turn,
    plan_by_choice,
    reach,
    reach_on,
)
from samraad.events import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CourseChosen,
    CourseEvent,
    FollowUpAnswered,
    MeetingAnswered,
    NotSummonedAnswered,
    NotSummonedProposed,
    PlanAnswered,
    PlanReviewed,
    Summoned,
    TargetGroupDecided,
)
from samraad.times import start_of
from samraad.vocabulary import Approval, Assignment, Course, Meeting, Milestone, Summons, WithPlan


def after(case: CaseFile, event: CourseEvent) -> CaseFile:  # noqa: C901, PLR0911, PLR0912 – one arm an event, exhaustive
    """The case after an answer to a milestone."""
    match event:
        case AcuteNeedAssessed():
            return reach(case, Milestone.ASSESSMENT, event.outcome, event.assessed_at)
        case TargetGroupDecided():
            return reach_on(case, Milestone.TARGET_GROUP, event.outcome, event.decided_on)
        case AssignmentAnswered():
            return _assigned(case, event)
        case Summoned():
            return _summoned(case, event)
        case NotSummonedProposed():
            case = replace(case, not_summoned=event.reason)
            return open_following(case, Milestone.SUMMONS, Summons.NOT_SUMMONED, start_of(event.proposed_on))
        case NotSummonedAnswered():
            return _approved(case, event)
        case MeetingAnswered():
            return _met(case, event)
        case CourseChosen():
            case = taken_over(case, event, event.chosen_on)
            if event.outcome is Course.NEW_ATTEMPT:
                case = replace(case, summons=None, meeting_planned_on=None)
            case = reach_on(case, Milestone.COURSE, event.outcome, event.chosen_on)
            return plan_by_choice(case, start_of(event.chosen_on)) if event.plan is WithPlan.YES else case
        case PlanAnswered():
            return with_duties(reach_on(case, Milestone.PLAN, event.outcome, event.on), event)
        case PlanReviewed():
            return reach_on(case, Milestone.PLAN_REVIEW, event.outcome, event.reviewed_on)
        case FollowUpAnswered():
            case = replace(taken_over(case, event, event.on), follow_up_planned_on=None)
            return reach_on(case, Milestone.FOLLOW_UP, event.outcome, event.on)
        case _ as unknown:
            assert_never(unknown)


def _assigned(case: CaseFile, event: AssignmentAnswered) -> CaseFile:
    if event.outcome is Assignment.DECLINED:
        declined_by = (*case.declined_by, event.caseworker)
        case = replace(case, caseworker=None, offered_to=None, routed=False, declined_by=declined_by)
    else:
        case = replace(case, caseworker=event.caseworker, team=event.team or case.team, accepted=True)
    return reach_on(case, Milestone.ASSIGNMENT, event.outcome, event.answered_on)


def _summoned(case: CaseFile, event: Summoned) -> CaseFile:
    if case.held is not None and case.partly_summoned and not case.runs(Milestone.SUMMONS):
        return _second_holder(case, event)
    case = replace(case, summons=event, meeting_planned_on=event.meeting_on or case.meeting_planned_on)
    if not event.complete:
        return case
    return meeting_counted(reach_on(case, Milestone.SUMMONS, Summons.SENT, event.sent_on))


def _second_holder(case: CaseFile, event: Summoned) -> CaseFile:
    """They were summoned as well to the samråd that was held: that opens no other."""
    settled, sent_at = case.track(Milestone.SUMMONS), start_of(event.sent_on)
    tracks = tuple(
        replace(track, outcome=Summons.SENT, done_at=sent_at) if track is settled else track for track in case.tracks
    )
    return meeting_counted(replace(case, summons=event, tracks=tracks), met=True)


def _approved(case: CaseFile, event: NotSummonedAnswered) -> CaseFile:
    if event.outcome is Approval.APPROVED:
        case = close_track(case, Milestone.SUMMONS, Summons.NOT_SUMMONED, start_of(event.answered_on))
    return reach_on(case, Milestone.APPROVAL, event.outcome, event.answered_on)


def _met(case: CaseFile, event: MeetingAnswered) -> CaseFile:
    case = _out_of_turn(case, event)
    if event.outcome is Meeting.HELD:
        case = replace(case, held=event, samraad_on=event.on)
    elif event.outcome in (Meeting.POSTPONED, Meeting.NO_SHOW):
        case = replace(case, summons=None)
    case = replace(case, meeting_planned_on=event.planned_on)
    return reach_on(case, Milestone.MEETING, event.outcome, event.on)


def _out_of_turn(case: CaseFile, event: MeetingAnswered) -> CaseFile:
    """The meeting came before its summons was complete: that one is settled as not carried out, or lapses with a no."""
    summons = case.track(Milestone.SUMMONS)
    if summons is None or not summons.open or case.runs(Milestone.MEETING):
        return case
    counts_from = start_of(case.summons.sent_on) if case.summons else summons.counts_from
    case = open_out_of_turn(case, Milestone.MEETING, counts_from)
    if event.outcome is Meeting.HELD:
        return close_track(case, Milestone.SUMMONS, Summons.NOT_SUMMONED, start_of(event.on))
    return lapse(case, (Milestone.APPROVAL, Milestone.SUMMONS)) if summons.again else case
