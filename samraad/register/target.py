"""The target group, judged: the decision table proposes, a person decides. And what leads up to it.

Sources: `domain.md`, "Target group" and "Branches that must exist"; 002 §6.1, §7.1.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from samraad.ages import age_change
from samraad.bench import Bench, Decision
from samraad.deadlines import limit, protected_until, summons_by_on
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    CaseOpened,
    Event,
    InterrogationAnswered,
    NotificationAttached,
    PoliceAsked,
    ReceiptMoved,
    TargetFacts,
    TargetGroupDecided,
    TargetGroupReferred,
)
from samraad.forms.base import Form
from samraad.forms.target import InterrogationForm, TargetGroupForm
from samraad.notification import Origin
from samraad.target_group import Weighed, differs, earlier_of, facts_of, weigh
from samraad.times import DENMARK, aware, danish_date, end_of, last_day, next_working_hour, start_of
from samraad.vocabulary import Attendance, Milestone, Override, TargetGroup, TodoKind, Verdict, choices


def _target_group(form: TargetGroupForm, bench: Bench) -> Event:
    on = bench.day("decided_on", form.decided_on, earliest=bench.began_on(form.topic), because="modtagelsen")
    told = TargetFacts(
        amount_kr=form.amount_kr, setting=form.setting, repeated=form.repeated, earlier=earlier_of(bench.case)
    )
    weighed = weigh(facts_of(bench.case, told), bench.rulebook)
    if form.outcome is TargetGroup.REFERRED:
        _not_twice(TodoKind.TARGET_GROUP_REFERRED, "Målgruppen er allerede forelagt", bench)
        to = bench.rulebook.grey_role
        return TargetGroupReferred(referred_on=on, to=to, verdict=weighed.verdict, row=weighed.row, facts=told)
    if form.outcome is TargetGroup.POLICE_ASKED:
        _not_twice(TodoKind.POLICE_ASKED, "Politiet er allerede spurgt", bench)
        return PoliceAsked(asked_on=on, verdict=weighed.verdict, row=weighed.row, facts=told)
    outside = form.outcome is TargetGroup.OUTSIDE
    if outside and form.destination is None:
        raise Refused("destination_missing", "Uden for målgruppen: vælg, hvor underretningen går hen.", "destination")
    if form.outcome is TargetGroup.AGAIN_WITHIN_YEAR:
        _within_year(bench)
    return TargetGroupDecided(
        outcome=form.outcome,
        decided_on=on,
        destination=form.destination,
        verdict=weighed.verdict,
        row=weighed.row,
        facts=told,
        override=_override(form, weighed),
        ssp_told_on=_ssp_told(form, bench),
    )


def _not_twice(kind: TodoKind, already: str, bench: Bench) -> None:
    open_ = next((each for each in bench.case.todos if each.open and each.kind is kind), None)
    if open_ is not None:
        raise AlreadyRegistered("already", f"{already} (opgave {open_.number}). Målgruppen er ikke afgjort endnu.")


def _override(form: TargetGroupForm, weighed: Weighed) -> Override | None:
    """Why, where a person decides against what the table says clearly; in a grey zone they may say so."""
    if differs(form.outcome, weighed.verdict):
        if form.override is None:
            raise Refused(
                "override_missing",
                f"Tabellen siger {weighed.said.replace('**', '')}. "
                f"Vælg, hvorfor det afgøres anderledes: {choices(Override)}.",
                "override",
            )
        return form.override
    if form.override is not None and weighed.verdict is not Verdict.GREY:
        raise Refused(
            "override_contradicts",
            f"Der er valgt en grund til at afgøre anderledes end tabellen, men tabellen siger {weighed.verdict.label}, "
            f"og svaret er »{form.outcome.label}«. Ret det ene.",
            "override",
        )
    return form.override


def _ssp_told(form: TargetGroupForm, bench: Bench) -> date | None:
    if form.ssp_told_on is None:
        return None
    return bench.day("ssp_told_on", form.ssp_told_on, earliest=bench.received_on, because="modtagelsen")


def _within_year(bench: Bench) -> None:
    held_on, track = bench.case.samraad_on, bench.case.track(Milestone.TARGET_GROUP)
    received_at = track.counts_from if track else bench.case.received_at
    if held_on is None or received_at >= protected_until(held_on, bench.rulebook):
        raise Refused(
            "no_samraad_within_year",
            "Der er ikke holdt netværkssamråd med den unge inden for det seneste år: der skal indkaldes.",
            "outcome",
        )


def _interrogation(form: InterrogationForm, bench: Bench) -> tuple[Event, ...]:
    if form.attendance is Attendance.PLANNED:
        return (_planned(form, bench),)
    on = bench.day("held_on", form.held_on)
    held_at = _at("held_time", on, form.held_time, bench) or min(bench.now, end_of(on) - timedelta(seconds=1))
    documents_at = _documents(form, on, bench)
    duty = form.attendance is Attendance.DUTY_OFFICER
    by = next_working_hour(held_at, bench.rulebook.hand_over_hour, bench.rulebook.closed_days) if duty else None
    answered = InterrogationAnswered(
        attendance=form.attendance,
        on=on,
        attended_by=_who(form, bench),
        documents_at=documents_at,
        family_told=form.family_told,
        proposal=form.proposal,
        hand_over_by_at=by,
    )
    return (answered, *_receipt_moved(documents_at, bench))


def _planned(form: InterrogationForm, bench: Bench) -> Event:
    """That somebody attends is no end: once the day is there, what came of it is asked for."""
    if form.documents_on is not None or form.documents_time is not None:
        raise Refused("not_held", "Dokumentation udleveres ved afhøringen: vælg, hvem der mødte op.", "attendance")
    today = danish_date(bench.now)
    ahead = form.held_on > today
    held_on = bench.agreed_day("held_on", form.held_on, earliest=today) if ahead else bench.day("held_on", form.held_on)
    planned_on = held_on if ahead else _told_day(bench)
    rule = bench.rulebook.todo_rule(TodoKind.INTERROGATION_OUTCOME)
    by_rule = limit(bench.now, rule.limit, bench.rulebook.closed_days)
    return InterrogationAnswered(
        attendance=form.attendance,
        on=min(held_on, today),
        attended_by=_who(form, bench),
        family_told=form.family_told,
        proposal=form.proposal,
        planned_on=planned_on,
        outcome_by_at=end_of(planned_on) if planned_on else by_rule,
    )


def _told_day(bench: Bench) -> date | None:
    """The day that the police told last, of the interrogation or else by when they want an answer; not one gone by."""
    for each in reversed(bench.case.history):
        if isinstance(each.event, CaseOpened | NotificationAttached) and each.event.interrogation:
            at, by = each.event.interrogation_at, each.event.reply_by_at
            days = [danish_date(at)] if at else []
            days += [last_day(by)] if by else []
            return next((day for day in days if day >= danish_date(bench.now)), None)
    return None


def _at(field: str, on: date, said: str | None, bench: Bench) -> datetime | None:
    """The instant, where an hour was said."""
    if said is None:
        return None
    hour, minute = said.replace(":", ".").split(".")
    at = aware(datetime.combine(on, time(int(hour), int(minute)), DENMARK))
    if at > bench.now:
        raise Refused("in_future", "Klokkeslættet ligger i fremtiden.", field)
    return at


def _documents(form: InterrogationForm, on: date, bench: Bench) -> datetime | None:
    """When the documentation was handed over; without an hour the day's beginning, never to our own advantage."""
    if form.documents_on is None and form.documents_time is None:
        return None
    day = bench.day("documents_on", form.documents_on or on)
    if form.documents_time is None and day == bench.received_on:
        return bench.case.received_at
    return _at("documents_time", day, form.documents_time, bench) or start_of(day)


def _who(form: InterrogationForm, bench: Bench) -> str | None:
    if form.attended_by is not None:
        return bench.colleague("attended_by", form.attended_by).initials
    ours = form.attendance in (Attendance.PLANNED, Attendance.ATTENDED)
    return form.by if ours else None


def _receipt_moved(documents_at: datetime | None, bench: Bench) -> tuple[Event, ...]:
    """The clock of the law starts with the documentation, wherever it was given."""
    case = bench.case
    if documents_at is None or documents_at >= case.received_at:
        return ()
    years = bench.age_on(documents_at)
    return (
        ReceiptMoved(
            received_at=documents_at,
            before=case.received_at,
            because=case.notifications[0],
            origin=Origin.INTERROGATION,
            age_at_receipt=years,
            summons_by_on=summons_by_on(case, documents_at, bench.rulebook),
            age_change=age_change(case, years, bench.rulebook),
        ),
    )


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {TargetGroupForm: _target_group, InterrogationForm: _interrogation}
