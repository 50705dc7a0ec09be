"""The Danish words of an event in a case's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from samraad.events import (
    AcuteNeedAssessed,
    AnswerRefused,
    AssignmentAnswered,
    CaseOpened,
    CaseRouted,
    CourseChosen,
    Event,
    FollowUpAnswered,
    MeetingAnswered,
    MessageTried,
    NotificationAttached,
    NotSummonedAnswered,
    NotSummonedProposed,
    PersonShown,
    PlanAnswered,
    PlanReviewed,
    ReceiptMoved,
    RungReached,
    Summoned,
    TargetGroupDecided,
)
from samraad.notification import Origin
from samraad.times import show_day, show_due, show_instant
from samraad.vocabulary import Labelled


def say(event: Event) -> str:  # noqa: C901, PLR0911, PLR0912 – one arm an event, exhaustive
    """One Danish sentence on the event, for the timeline of its case. No personal data."""
    match event:
        case CaseOpened():
            return f"Underretning modtaget {show_instant(event.received_at)}{_way(event)}{_urgent(event)}"
        case NotificationAttached():
            return f"Ny underretning modtaget {show_instant(event.received_at)}{_way(event)}{_urgent(event)}"
        case ReceiptMoved():
            return (
                f"Modtaget allerede {show_instant(event.received_at)} ({event.origin.label}), ikke først "
                f"{show_instant(event.before)}: fristerne er rykket frem"
            )
        case AcuteNeedAssessed():
            assessed = event.outcome.label.removesuffix(", fordi …")
            return f"{assessed}, {show_instant(event.assessed_at)}{_because(event.reason)}"
        case TargetGroupDecided():
            return _answer(event.outcome, event.decided_on) + _because(event.destination)
        case CaseRouted():
            return f"Tilbudt {event.caseworker or 'teamlederen'} i team {event.team}: {event.because}"
        case AssignmentAnswered():
            return f"{event.caseworker}: {_answer(event.outcome, event.answered_on)}{_because(event.reason)}"
        case Summoned():
            return _say_summoned(event)
        case NotSummonedProposed():
            return f"Foreslået {show_day(event.proposed_on)} ikke at indkalde{_because(event.reason)}"
        case NotSummonedAnswered():
            return _answer(event.outcome, event.answered_on)
        case MeetingAnswered():
            return _say_meeting(event)
        case CourseChosen():
            return _answer(event.outcome, event.chosen_on) + _over_to(event.caseworker) + _because(event.reason)
        case PlanAnswered():
            return _answer(event.outcome, event.on) + _listed("handlepligter", event.duties) + _because(event.reason)
        case PlanReviewed():
            return _answer(event.outcome, event.reviewed_on) + _because(event.reason)
        case FollowUpAnswered():
            return _answer(event.outcome, event.on) + _over_to(event.caseworker) + _because(event.reason)
        case RungReached():
            return _say_rung(event)
        case AnswerRefused():
            return f"Et svar om {event.milestone.label} blev afvist"
        case MessageTried():
            return say_message(event)
        case PersonShown():
            return "Personoplysningerne blev vist"
        case _ as unknown:
            assert_never(unknown)


def say_message(event: MessageTried) -> str:
    """`Besked K7Q2MD til ANK sendt, forsøg 1`."""
    how = "sendt" if event.delivered else "kunne ikke leveres"
    return f"Besked {event.reference} til {event.recipient} {how}, forsøg {event.attempt}"


def _answer(outcome: Labelled, on: date) -> str:
    """`Afholdt lør 28. nov`."""
    return f"{outcome.label.removesuffix(', fordi …')} {show_day(on)}"


def _way(event: CaseOpened | NotificationAttached) -> str:
    """Nothing of the usual way: most notifications are the police's mails."""
    return "" if event.origin is Origin.POLICE_MAIL else f" ({event.origin.label})"


def _urgent(event: CaseOpened | NotificationAttached) -> str:
    """The kinds of crime are left out: a timeline stands where many can read it."""
    remand = "; varetægtssurrogat" if event.remand else ""
    return remand + ("; en afhøring forestår" if event.interrogation else "")


def _because(reason: Labelled | None) -> str:
    return f": {reason.label}" if reason else ""


def _listed(what: str, several: Iterable[Labelled]) -> str:
    words = ", ".join(each.label for each in several)
    return f"; {what}: {words}" if words else ""


def _over_to(caseworker: str | None) -> str:
    return f"; {caseworker} overtager sagen" if caseworker else ""


def _say_summoned(event: Summoned) -> str:
    sent = [("den unge", event.young_person_on, event.young_person_channel)]
    sent += [("forælder", event.holder_on, event.holder_channel)]
    if event.second_holder_on and event.second_holder_channel:
        sent += [("anden forælder", event.second_holder_on, event.second_holder_channel)]
    told = ", ".join(f"{who} {show_day(on)} ved {channel.label}" for who, on, channel in sent)
    missing = "" if event.complete else "; den anden forælder er endnu ikke indkaldt"
    before = "; før modtagelsen: et møde aftalt tidligere er gjort til netværkssamråd" if event.agreed_before else ""
    return f"Indkaldt: {told}{missing}{before}"


def _say_meeting(event: MeetingAnswered) -> str:
    planned = f"; ny dato {show_day(event.planned_on)}" if event.planned_on else ""
    who = _listed("deltagere", event.participants)
    return f"Netværkssamråd: {_answer(event.outcome, event.on)}{_because(event.reason)}{who}{planned}"


def _say_rung(event: RungReached) -> str:
    what = "Frist overskredet" if event.missed else "Påmindelse"
    return f"{what}: {event.milestone.label} ikke registreret, fristen {show_due(event.due_at)}{say_told(event.told)}"


def say_told(recipients: Iterable[str]) -> str:
    """Who was told of a rung, as the end of a sentence."""
    names = ", ".join(_who(each) for each in recipients)
    return f"; besked til {names}" if names else "; ingen besked, et senere trin gik forud"


_ROLES = {
    "intake": "modtagelsen",
    "intake_leader": "lederen af modtagelsen",
    "team_leader": "teamlederen",
    "manager": "lederen",
    "weekend": "weekendvagten",
}


def _who(recipient: str) -> str:
    """`team_leader:unge` → `teamlederen (unge)`; initials as they are."""
    role, _, team = recipient.partition(":")
    said = _ROLES.get(role, role)
    return f"{said} ({team})" if team else said
