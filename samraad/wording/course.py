"""On answers to milestones."""

from __future__ import annotations

from typing import assert_never

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
from samraad.times import show_day, show_instant
from samraad.vocabulary import Plan
from samraad.wording.words import answer, because, listed, over_to


def say(event: CourseEvent) -> str:  # noqa: C901, PLR0911 – one arm an event, exhaustive
    """One Danish sentence, without personal data."""
    match event:
        case AcuteNeedAssessed():
            assessed = event.outcome.label.removesuffix(", fordi …")
            return f"{assessed}, {show_instant(event.assessed_at)}{because(event.reason)}"
        case TargetGroupDecided():
            return _say_target_group(event)
        case AssignmentAnswered():
            return f"{event.caseworker}: {answer(event.outcome, event.answered_on)}{because(event.reason)}"
        case Summoned():
            return _say_summoned(event)
        case NotSummonedProposed():
            return f"Foreslået {show_day(event.proposed_on)} ikke at indkalde{because(event.reason)}"
        case NotSummonedAnswered():
            return answer(event.outcome, event.answered_on)
        case MeetingAnswered():
            return _say_meeting(event)
        case CourseChosen():
            plan = f"; handleplan: {event.plan.label}" if event.plan else ""
            return answer(event.outcome, event.chosen_on) + over_to(event.caseworker) + because(event.reason) + plan
        case PlanAnswered():
            return _say_plan(event)
        case PlanReviewed():
            return answer(event.outcome, event.reviewed_on) + because(event.reason)
        case FollowUpAnswered():
            return answer(event.outcome, event.on) + over_to(event.caseworker) + because(event.reason)
        case _ as unknown:
            assert_never(unknown)


def _say_target_group(event: TargetGroupDecided) -> str:
    """Which row decided is left out: it tells the kind of crime, and a timeline stands where many can read it."""
    table = f"; tabellen: {event.verdict.label}" if event.verdict else ""
    override = f"; begrundelse: {event.override.label}" if event.override else ""
    ssp = f"; SSP-konsulenten underrettet {show_day(event.ssp_told_on)}" if event.ssp_told_on else ""
    return answer(event.outcome, event.decided_on) + because(event.destination) + ssp + table + override


def _say_plan(event: PlanAnswered) -> str:
    by = f" senest {show_day(event.duties_due_on)}" if event.duties_due_on else ""
    made = answer(event.outcome, event.on)
    if event.outcome is Plan.REGISTERED and event.minutes_sent_on is None:
        made = f"Aftaler registreret {show_day(event.on)}"
    return made + listed("handlepligter", event.duties) + by + because(event.reason)


def _say_summoned(event: Summoned) -> str:
    sent = [("den unge", event.young_person_on, event.young_person_channel)]
    sent += [("forælder", event.holder_on, event.holder_channel)]
    if event.second_holder_on and event.second_holder_channel:
        sent += [("anden forælder", event.second_holder_on, event.second_holder_channel)]
    told = ", ".join(f"{who} {show_day(on)} ved {channel.label}" for who, on, channel in sent)
    missing = "" if event.complete else "; den anden forælder er endnu ikke indkaldt"
    before = "; før modtagelsen: et møde aftalt tidligere er gjort til netværkssamråd" if event.agreed_before else ""
    late = f"; efter fristen{because(event.late_cause)}" if event.late else ""
    meeting = f"; mødet aftalt til {show_day(event.meeting_on)}" if event.meeting_on else ""
    return f"Indkaldt: {told}{missing}{before}{late}{meeting}"


def _say_meeting(event: MeetingAnswered) -> str:
    planned = f"; ny dato {show_day(event.planned_on)}" if event.planned_on else ""
    who = listed("deltagere", event.participants)
    return f"Netværkssamråd: {answer(event.outcome, event.on)}{because(event.reason)}{who}{planned}"
