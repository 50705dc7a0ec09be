"""The one way in for answers: what a person registered becomes events, or is refused with the reason.

Dates are Danish calendar days. Sources: `domain.md`, "The rule" (a summons dated before receipt is a meeting agreed
earlier and turned into the samråd) and "What follows what".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never

from samraad.case import CaseFile
from samraad.deadlines import limit, protected_until
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CourseChosen,
    Event,
    FollowUpAnswered,
    MeetingAnswered,
    NotSummonedAnswered,
    NotSummonedProposed,
    PlanAnswered,
    PlanReviewed,
    Summoned,
    TargetGroupDecided,
)
from samraad.forms import (
    REASONS,
    AnyForm,
    ApprovalForm,
    AssessmentForm,
    AssignmentForm,
    CourseForm,
    FollowUpForm,
    MeetingForm,
    PlanForm,
    PlanReviewForm,
    SummonsForm,
    TargetGroupForm,
)
from samraad.rulebook import Rulebook
from samraad.staff import Colleague, Staff
from samraad.times import DENMARK, danish_date, end_of, show_long_day
from samraad.vocabulary import (
    Assessment,
    Assignment,
    Course,
    FollowUp,
    Holders,
    Meeting,
    Milestone,
    Plan,
    PlanReview,
    Reason,
    Summons,
    TargetGroup,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What an answer is judged by."""

    case: CaseFile
    staff: Staff
    rulebook: Rulebook
    now: datetime

    @property
    def received_on(self) -> date:
        """The Danish day the clock started."""
        return danish_date(self.case.received_at)

    def day(self, field: str, on: date, *, earliest: date | None = None, because: str = "") -> date:
        """The day, if it can be: not in the future, not unbelievably far back, not before what it builds on."""
        if on > danish_date(self.now):
            raise Refused("in_future", f"{show_long_day(on)} ligger i fremtiden. Skriv den dag, det skete.", field)
        if earliest and on < earliest:
            raise Refused("too_early", f"{show_long_day(on)} ligger før {because} ({show_long_day(earliest)}).", field)
        if limit(end_of(on) - timedelta(seconds=1), self.rulebook.believable) < self.case.received_at:
            raise Refused("too_old", f"{show_long_day(on)} er meget længe siden. Er årstallet rigtigt?", field)
        return on

    def colleague(self, field: str, initials: str) -> Colleague:
        """The colleague with the initials."""
        found = self.staff.get(initials)
        if found is None:
            raise Refused("unknown_initials", f"Ingen medarbejder har initialerne {initials}.", field)
        return found

    def reason(self, milestone: Milestone, reason: Reason | None) -> Reason:
        """The reason a "not done, because" needs."""
        fitting = REASONS[milestone]
        if reason not in fitting:
            choices = ", ".join(f"{each.value} ({each.label})" for each in fitting)
            raise Refused("reason_missing", f"Vælg en grund: {choices}.", "reason")
        return reason


def decide(form: AnyForm, bench: Bench) -> tuple[Event, ...]:
    """The events an answer leads to.

    Raises AlreadyRegistered: the milestone is in the file. Raises Refused: it makes no sense; the text says why.
    """
    bench.colleague("by", form.by)
    _expected(form.milestone, bench.case)
    return (_event(form, bench),)


def _expected(milestone: Milestone, case: CaseFile) -> None:
    """Refuse what the case does not wait for. Somebody may summon after all while the leader considers."""
    awaiting = case.awaiting
    if milestone is awaiting or (milestone is Milestone.SUMMONS and awaiting is Milestone.APPROVAL):
        return
    if awaiting is None:
        raise AlreadyRegistered("closed", f"Sag {case.number} er afsluttet: der er intet at registrere.")
    track = case.track(milestone)
    if track is not None and not track.open:
        raise AlreadyRegistered("already", f"»{milestone.label}« er allerede registreret på sag {case.number}.")
    raise Refused("not_yet", f"Sag {case.number} afventer {awaiting.label}. Registrér det, før {milestone.label}.")


def _event(form: AnyForm, bench: Bench) -> Event:  # noqa: C901, PLR0911 – one arm a form, exhaustive
    match form:
        case AssessmentForm():
            return _assessed(form, bench)
        case TargetGroupForm():
            return _target_group(form, bench)
        case AssignmentForm():
            return _assigned(form, bench)
        case ApprovalForm():
            return _approved(form, bench)
        case SummonsForm():
            return _summoned(form, bench)
        case MeetingForm():
            return _met(form, bench)
        case CourseForm():
            return _course(form, bench)
        case PlanForm():
            return _planned(form, bench)
        case PlanReviewForm():
            return _reviewed(form, bench)
        case FollowUpForm():
            return _followed_up(form, bench)
        case _ as unknown:
            assert_never(unknown)


def _assessed(form: AssessmentForm, bench: Bench) -> Event:
    on = bench.day("assessed_on", form.assessed_on, earliest=bench.received_on, because="modtagelsen")
    reason = bench.reason(form.milestone, form.reason) if form.outcome is Assessment.NOT_ASSESSED else None
    return AcuteNeedAssessed(outcome=form.outcome, assessed_at=_instant(form, on, bench), reason=reason)


def _instant(form: AssessmentForm, on: date, bench: Bench) -> datetime:
    """The hour said; without one: now, or for an earlier day its end, never to the person's advantage."""
    if form.assessed_time is None:
        return min(bench.now, end_of(on) - timedelta(seconds=1))
    hour, minute = form.assessed_time.replace(":", ".").split(".")
    at = datetime.combine(on, time(int(hour), int(minute)), DENMARK)
    if at > bench.now:
        raise Refused("in_future", "Klokkeslættet ligger i fremtiden.", "assessed_time")
    if at < bench.case.received_at - timedelta(minutes=1):
        raise Refused("too_early", "Klokkeslættet ligger før modtagelsen.", "assessed_time")
    return at


def _target_group(form: TargetGroupForm, bench: Bench) -> Event:
    on = bench.day("decided_on", form.decided_on, earliest=bench.received_on, because="modtagelsen")
    if form.outcome is TargetGroup.OUTSIDE and form.destination is None:
        raise Refused("destination_missing", "Uden for målgruppen: vælg, hvor underretningen går hen.", "destination")
    if form.outcome is TargetGroup.AGAIN_WITHIN_YEAR:
        _within_year(bench)
    destination = form.destination if form.outcome is TargetGroup.OUTSIDE else None
    return TargetGroupDecided(outcome=form.outcome, decided_on=on, destination=destination)


def _within_year(bench: Bench) -> None:
    held_on = bench.case.samraad_on
    if held_on is None or bench.case.received_at >= protected_until(held_on, bench.rulebook):
        raise Refused(
            "no_samraad_within_year",
            "Der er ikke holdt netværkssamråd med den unge inden for det seneste år: der skal indkaldes.",
            "outcome",
        )


def _assigned(form: AssignmentForm, bench: Bench) -> Event:
    colleague = bench.colleague("caseworker", form.caseworker)
    on = bench.day("answered_on", form.answered_on, earliest=bench.received_on, because="modtagelsen")
    if form.outcome is Assignment.DECLINED:
        reason = bench.reason(form.milestone, form.reason)
        return AssignmentAnswered(outcome=form.outcome, caseworker=colleague.initials, answered_on=on, reason=reason)
    if not colleague.takes_cases:
        raise Refused("takes_no_cases", f"{colleague.initials} har ikke sager. Vælg en sagsbehandler.", "caseworker")
    return AssignmentAnswered(outcome=form.outcome, caseworker=colleague.initials, answered_on=on)


def _approved(form: ApprovalForm, bench: Bench) -> Event:
    if not bench.colleague("by", form.by).leader:
        raise Refused("not_leader", "Kun en leder kan godkende, at der ikke indkaldes.", "by")
    on = bench.day("answered_on", form.answered_on, earliest=bench.received_on, because="modtagelsen")
    return NotSummonedAnswered(outcome=form.outcome, answered_on=on)


def _summoned(form: SummonsForm, bench: Bench) -> Event:
    """A summons dated before the receipt is accepted: a meeting agreed earlier, turned into the samråd (§7.2)."""
    again = (track := bench.case.track(Milestone.SUMMONS)) is not None and track.attempt > 1
    earliest = danish_date(track.counts_from) if track and again else None
    on = bench.day("sent_on", form.sent_on, earliest=earliest, because="udsættelsen eller det nye forsøg")
    if form.outcome is Summons.NOT_SUMMONED:
        if bench.case.awaiting is Milestone.APPROVAL:
            raise AlreadyRegistered(
                "already", "Det er allerede foreslået ikke at indkalde; lederen skal tage stilling."
            )
        return NotSummonedProposed(proposed_on=on, reason=bench.reason(form.milestone, form.reason))
    holder_on = bench.day("holder_sent_on", form.holder_sent_on or on, earliest=earliest, because="udsættelsen")
    both = form.holders is Holders.TWO
    second_on = bench.day("second_sent_on", form.second_sent_on or holder_on) if both else None
    return Summoned(
        young_person_on=on,
        young_person_channel=form.channel,
        holder_on=holder_on,
        holder_channel=form.holder_channel or form.channel,
        second_holder_on=second_on,
        second_holder_channel=(form.second_channel or form.holder_channel or form.channel) if both else None,
        complete=form.holders is not Holders.TWO_ONE_MISSING,
    )


def _met(form: MeetingForm, bench: Bench) -> Event:
    summoned_on = bench.case.summons.sent_on if bench.case.summons else bench.received_on
    on = bench.day(
        "held_on", form.held_on, earliest=max(summoned_on, bench.received_on), because="indkaldelsen eller modtagelsen"
    )
    if form.outcome is Meeting.HELD:
        if not form.participants:
            raise Refused("participants_missing", "Vælg, hvem der deltog.", "participants")
        return MeetingAnswered(outcome=form.outcome, on=on, participants=form.participants)
    if form.outcome is Meeting.NOT_HELD:
        return MeetingAnswered(outcome=form.outcome, on=on, reason=bench.reason(form.milestone, form.reason))
    return MeetingAnswered(outcome=form.outcome, on=on, planned_on=_planned_date(form, on, bench))


def _planned_date(form: MeetingForm, on: date, bench: Bench) -> date | None:
    """The new date, if it can be one: after the postponement and believably near."""
    planned = form.planned_on
    if planned is None:
        return None
    if planned < on:
        raise Refused("too_early", "Den nye mødedato ligger før udsættelsen.", "planned_on")
    if end_of(planned) > limit(bench.now, bench.rulebook.believable):
        raise Refused(
            "in_future", "Den nye mødedato ligger meget langt ude i fremtiden. Er årstallet rigtigt?", "planned_on"
        )
    return planned


def _course(form: CourseForm, bench: Bench) -> Event:
    track = bench.case.track(Milestone.COURSE)
    earliest = danish_date(track.counts_from) if track else bench.received_on
    on = bench.day("chosen_on", form.chosen_on, earliest=earliest, because="beslutningen om ikke at holde samråd")
    reason = bench.reason(form.milestone, form.reason) if form.outcome is Course.CLOSE else None
    takes_over = _takes_over(form.caseworker, bench) if form.outcome is Course.INVESTIGATION else None
    return CourseChosen(outcome=form.outcome, chosen_on=on, caseworker=takes_over, reason=reason)


def _takes_over(initials: str | None, bench: Bench) -> str:
    if initials is None:
        raise Refused(
            "caseworker_missing", "Skriv initialerne på den sagsbehandler, der overtager sagen.", "caseworker"
        )
    colleague = bench.colleague("caseworker", initials)
    if not colleague.takes_cases:
        raise Refused("takes_no_cases", f"{colleague.initials} har ikke sager. Vælg en sagsbehandler.", "caseworker")
    return colleague.initials


def _planned(form: PlanForm, bench: Bench) -> Event:
    met_on = bench.case.held.on if bench.case.held else bench.received_on
    on = bench.day("registered_on", form.registered_on, earliest=met_on, because="mødet")
    if form.outcome is Plan.NOT_MADE:
        return PlanAnswered(outcome=form.outcome, on=on, reason=bench.reason(form.milestone, form.reason))
    if form.minutes_sent_on is None:
        raise Refused("minutes_missing", "Skriv, hvornår referatet blev sendt til deltagerne.", "minutes_sent_on")
    sent_on = bench.day("minutes_sent_on", form.minutes_sent_on, earliest=met_on, because="mødet")
    return PlanAnswered(outcome=form.outcome, on=max(on, sent_on), minutes_sent_on=sent_on, duties=form.duties)


def _reviewed(form: PlanReviewForm, bench: Bench) -> Event:
    on = bench.day("reviewed_on", form.reviewed_on, earliest=bench.received_on, because="modtagelsen")
    reason = bench.reason(form.milestone, form.reason) if form.outcome is PlanReview.NOT_REVIEWED else None
    return PlanReviewed(outcome=form.outcome, reviewed_on=on, reason=reason)


def _followed_up(form: FollowUpForm, bench: Bench) -> Event:
    track = bench.case.track(Milestone.FOLLOW_UP)
    earliest = danish_date(track.counts_from) if track else bench.received_on
    on = bench.day("done_on", form.done_on, earliest=earliest, because="mødet eller forrige skridt")
    reason = bench.reason(form.milestone, form.reason) if form.outcome is FollowUp.NOT_DONE else None
    takes_over = _takes_over(form.caseworker, bench) if form.outcome is FollowUp.INVESTIGATION else None
    return FollowUpAnswered(outcome=form.outcome, on=on, caseworker=takes_over, reason=reason)
