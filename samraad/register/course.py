"""Answers to milestones, judged. Dates are Danish calendar days.

Source: `domain.md`, "What follows what". Summonses are judged beside it, in `summons`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from samraad import out_of_turn
from samraad.bench import Bench, Decision
from samraad.course import From
from samraad.deadlines import limit
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CourseChosen,
    DateAgreed,
    Event,
    FollowUpAnswered,
    MeetingAnswered,
    NotSummonedAnswered,
    PlanAnswered,
    PlanReviewed,
)
from samraad.forms.base import Form
from samraad.forms.course import (
    ApprovalForm,
    AssessmentForm,
    AssignmentForm,
    CourseForm,
    FollowUpForm,
    MeetingForm,
    PlanForm,
    PlanReviewForm,
)
from samraad.times import DENMARK, aware, end_of, last_day, start_of
from samraad.vocabulary import (
    Assessment,
    Assignment,
    Course,
    FollowUp,
    Meeting,
    Milestone,
    Plan,
    PlanReview,
    TodoKind,
    choices,
)


def _assessed(form: AssessmentForm, bench: Bench) -> Event:
    on = bench.day("assessed_on", form.assessed_on, earliest=bench.received_on, because="modtagelsen")
    reason = bench.reason(form.topic, form.reason) if form.outcome is Assessment.NOT_ASSESSED else None
    return AcuteNeedAssessed(outcome=form.outcome, assessed_at=_instant(form, on, bench), reason=reason)


def _instant(form: AssessmentForm, on: date, bench: Bench) -> datetime:
    """The hour said; without one: now, or for an earlier day its end, never to the person's advantage."""
    if form.assessed_time is None:
        return min(bench.now, end_of(on) - timedelta(seconds=1))
    hour, minute = form.assessed_time.replace(":", ".").split(".")
    at = aware(datetime.combine(on, time(int(hour), int(minute)), DENMARK))
    if at > bench.now:
        raise Refused("in_future", "Klokkeslættet ligger i fremtiden.", "assessed_time")
    if at < bench.case.received_at - timedelta(minutes=1):
        raise Refused("too_early", "Klokkeslættet ligger før modtagelsen.", "assessed_time")
    return at


def _assigned(form: AssignmentForm, bench: Bench) -> Event:
    colleague = bench.colleague("caseworker", form.caseworker)
    began_on = bench.began_on(form.topic)
    on = bench.day("answered_on", form.answered_on, earliest=began_on, because="afgørelsen om målgruppen")
    if form.outcome is Assignment.DECLINED:
        reason = bench.reason(form.topic, form.reason)
        return AssignmentAnswered(outcome=form.outcome, caseworker=colleague.initials, answered_on=on, reason=reason)
    caseworker = bench.takes_cases("caseworker", form.caseworker)
    bench.themselves(form.by, caseworker)
    return AssignmentAnswered(outcome=form.outcome, caseworker=caseworker, answered_on=on, team=colleague.team)


def _approved(form: ApprovalForm, bench: Bench) -> Event:
    if not bench.colleague("by", form.by).leader:
        raise Refused("not_leader", "Kun en leder kan godkende, at der ikke indkaldes.", "by")
    began_on = bench.began_on(form.topic)
    on = bench.day("answered_on", form.answered_on, earliest=began_on, because="forslaget om ikke at indkalde")
    return NotSummonedAnswered(outcome=form.outcome, answered_on=on)


def _met(form: MeetingForm, bench: Bench) -> Event:
    _in_turn(form, bench)
    summoned_on = bench.case.summons.sent_on if bench.case.summons else bench.began_on(Milestone.SUMMONS)
    on = bench.day(
        "held_on", form.held_on, earliest=max(summoned_on, bench.received_on), because="indkaldelsen eller modtagelsen"
    )
    if form.outcome is Meeting.HELD:
        if not form.participants:
            raise Refused("participants_missing", "Vælg, hvem der deltog.", "participants")
        return MeetingAnswered(outcome=form.outcome, on=on, participants=form.participants)
    if form.outcome is Meeting.NOT_HELD:
        return MeetingAnswered(outcome=form.outcome, on=on, reason=bench.reason(form.topic, form.reason))
    reason = bench.reason(form.topic, form.reason) if form.reason else None
    planned_on = bench.agreed_day("planned_on", form.planned_on, earliest=on) if form.planned_on else None
    return MeetingAnswered(outcome=form.outcome, on=on, reason=reason, planned_on=planned_on)


def _in_turn(form: MeetingForm, bench: Bench) -> None:
    """While the summons runs, only what cannot wait for it."""
    if bench.case.runs(Milestone.MEETING):
        return
    taken = out_of_turn.meetings(bench.case)
    if form.outcome in taken:
        return
    text = f"Sag {bench.case.number} afventer nu indkaldelse. Før den er der, kan mødet kun være: {choices(taken)}."
    if bench.case.track(Milestone.MEETING) is not None:
        raise AlreadyRegistered("already", f"Netværkssamrådet er allerede registreret. {text}")
    raise Refused("not_yet", text, "outcome")


def _course(form: CourseForm, bench: Bench) -> Event:
    began_on = bench.began_on(form.topic)
    on = bench.day("chosen_on", form.chosen_on, earliest=began_on, because="beslutningen om ikke at holde samråd")
    reason = bench.reason(form.topic, form.reason) if form.outcome is Course.CLOSE else None
    taker = _taker(form, bench) if form.outcome is Course.INVESTIGATION else {}
    return CourseChosen(outcome=form.outcome, chosen_on=on, reason=reason, plan=form.plan, **taker)


def _taker(form: CourseForm | FollowUpForm, bench: Bench) -> dict[str, Any]:
    """Who gets the investigation. They are asked whether they take it, but not who says so, or has the case already."""
    caseworker = bench.takes_over(form.caseworker)
    return {
        "caseworker": caseworker,
        "team": bench.colleague("caseworker", caseworker).team,
        "to_accept": caseworker not in (form.by, bench.case.caseworker),
    }


def _planned(form: PlanForm, bench: Bench) -> Event:
    """A plan that was chosen instead of the samråd stands on no meeting: there are minutes only where they are told."""
    track, began_on = bench.case.track(form.topic), bench.began_on(form.topic)
    chosen = track is not None and track.origin is From.CHOICE
    because = "valget" if chosen else "mødet"
    on = bench.day("registered_on", form.registered_on, earliest=began_on, because=because)
    if form.outcome is Plan.NOT_MADE:
        return PlanAnswered(outcome=form.outcome, on=on, reason=bench.reason(form.topic, form.reason))
    said = form.minutes_sent_on or on
    sent_on = bench.day("minutes_sent_on", said, earliest=began_on, because=because)
    done_on = max(on, sent_on)
    return PlanAnswered(
        outcome=form.outcome,
        on=done_on,
        minutes_sent_on=None if chosen and form.minutes_sent_on is None else sent_on,
        duties=form.duties,
        duties_due_on=_duties_due_on(form, done_on, bench),
    )


def _duties_due_on(form: PlanForm, on: date, bench: Bench) -> date | None:
    """As agreed, else by the rulebook; each of them has a todo until then."""
    if not form.duties:
        if form.duties_due_on is not None:
            raise Refused("duties_missing", "Der er en dato for handlepligter: vælg, hvem der har fået dem.", "duties")
        return None
    if form.duties_due_on is not None:
        return bench.agreed_day("duties_due_on", form.duties_due_on, earliest=on, because="aftalerne")
    rule = bench.rulebook.todo_rule(TodoKind.DUTY)
    return last_day(limit(start_of(on), rule.limit, bench.rulebook.closed_days))


def _reviewed(form: PlanReviewForm, bench: Bench) -> Event:
    began_on = bench.began_on(form.topic)
    on = bench.day("reviewed_on", form.reviewed_on, earliest=began_on, because="det, vurderingen regnes fra")
    reason = bench.reason(form.topic, form.reason) if form.outcome is PlanReview.NOT_REVIEWED else None
    return PlanReviewed(outcome=form.outcome, reviewed_on=on, reason=reason)


def _followed_up(form: FollowUpForm, bench: Bench) -> tuple[Event, ...]:
    began_on = bench.began_on(form.topic)
    on = bench.day("done_on", form.done_on, earliest=began_on, because="mødet, valget eller forrige skridt")
    reason = bench.reason(form.topic, form.reason) if form.outcome is FollowUp.NOT_DONE else None
    taker = _taker(form, bench) if form.outcome is FollowUp.INVESTIGATION else {}
    answered = FollowUpAnswered(outcome=form.outcome, on=on, reason=reason, **taker)
    if form.next_on is None:
        return (answered,)
    next_on = bench.agreed_day("next_on", form.next_on, earliest=on, because="opfølgningen")
    return (answered, DateAgreed(milestone=Milestone.FOLLOW_UP, agreed_on=next_on))


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    AssessmentForm: _assessed,
    AssignmentForm: _assigned,
    ApprovalForm: _approved,
    MeetingForm: _met,
    CourseForm: _course,
    PlanForm: _planned,
    PlanReviewForm: _reviewed,
    FollowUpForm: _followed_up,
}
