"""The Danish words: of messages (from the templates in `config/texts/`), and of an event in a case's timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, assert_never

from samraad.delivery import Delivery, Notice, NoticeKind
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

#: A message names at most so many cases and mails; the others are counted.
MOST_PARAGRAPHS = 40
#: C0 and C1 control characters, line and paragraph separators: in a subject they lose the message.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_SUBJECT = 150
_KINDS = {kind.value: kind for kind in NoticeKind}


class Texts(Protocol):
    """The templates."""

    def fill(self, template: str, values: Mapping[str, object]) -> str:
        """The text of a template with the values filled in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is told of a case, as the template gets it."""

    kind: NoticeKind
    #: What an undelivered message was about; else the kind itself.
    about: NoticeKind
    #: Danish word for the milestone, empty where there is none.
    milestone: str
    #: `lør 28. nov`, with the hour where it matters; empty where there is none.
    deadline: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is told of one case, or of one mail that is on no case yet."""

    #: None for a mail.
    case: str | None
    #: The worst first, none twice.
    lines: tuple[Line, ...]

    @property
    def link(self) -> str:
        """Where to look; empty where there is nothing to see."""
        return next((line.fields["link"] for line in self.lines if line.fields.get("link")), "")


def render(delivery: Delivery, notices: Iterable[Notice], texts: Texts) -> tuple[str, str]:
    """Subject and body: the worst thing and the number of cases first, a short paragraph a case, the reference last."""
    paragraphs = _paragraphs(notices)
    worst = paragraphs[0].lines[0].kind
    values: dict[str, object] = {
        "paragraphs": paragraphs[:MOST_PARAGRAPHS],
        "left_out": len(paragraphs[MOST_PARAGRAPHS:]),
        "cases": sum(each.case is not None for each in paragraphs),
        "mails": sum(each.case is None for each in paragraphs),
        "worst": worst,
        "worst_count": sum(each.lines[0].kind is worst for each in paragraphs),
        "reference": delivery.reference,
    }
    subject = _CONTROL.sub(" ", texts.fill("subject.txt.j2", values)).strip()
    return subject[:_LONGEST_SUBJECT], texts.fill("body.txt.j2", values).strip() + "\n"


def _paragraphs(notices: Iterable[Notice]) -> tuple[Paragraph, ...]:
    """The worst first, then by case number."""
    found: dict[str, list[Notice]] = {}
    for notice in sorted(notices, key=_order):
        found.setdefault(notice.case or f"mail {notice.id}", []).append(notice)
    return tuple(Paragraph(case=each[0].case, lines=_lines(each)) for each in found.values())


def _order(notice: Notice) -> tuple[int, date, str, int]:
    return notice.kind.rank, notice.due_on or date.max, notice.case or "", -notice.id


def _lines(notices: list[Notice]) -> tuple[Line, ...]:
    """One line a milestone: a missed deadline makes the reminder before it superfluous."""
    worst: dict[object, Notice] = {}
    for notice in notices:
        worst.setdefault(notice.milestone or notice.kind, notice)
    return tuple(_line(notice) for notice in worst.values())


def _line(notice: Notice) -> Line:
    day = "" if notice.due_on is None else show_day(notice.due_on)
    return Line(
        kind=notice.kind,
        about=_KINDS[notice.fields.get("about", notice.kind.value)],
        milestone="" if notice.milestone is None else notice.milestone.label,
        deadline=notice.fields.get("deadline", day),
        fields=notice.fields,
    )


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
            how = "sendt" if event.delivered else "kunne ikke leveres"
            return f"Besked {event.reference} til {event.recipient} {how}, forsøg {event.attempt}"
        case PersonShown():
            return "Personoplysningerne blev vist"
        case _ as unknown:
            assert_never(unknown)


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
    told = (
        f"; besked til {', '.join(_who(each) for each in event.told)}"
        if event.told
        else "; ingen besked, et senere trin gik forud"
    )
    return f"{what}: {event.milestone.label} ikke registreret, fristen {show_due(event.due_at)}{told}"


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
