"""On what leads up to the decision on the target group."""

from __future__ import annotations

from typing import assert_never

from samraad.events import InterrogationAnswered, PoliceAsked, TargetEvent, TargetGroupReferred
from samraad.times import show_day, show_due, show_instant
from samraad.wording.words import listed, say_role


def say(event: TargetEvent) -> str:
    """One Danish sentence, without personal data. Which row decided is left out: it tells the kind of crime."""
    match event:
        case TargetGroupReferred():
            to, on = say_role(event.to), show_day(event.referred_on)
            return f"Målgruppen forelagt {to} {on}; tabellen: {event.verdict.label}"
        case PoliceAsked():
            return f"Politiet spurgt {show_day(event.asked_on)}; tabellen: {event.verdict.label}"
        case InterrogationAnswered():
            return _say_interrogation(event)
        case _ as unknown:
            assert_never(unknown)


def _say_interrogation(event: InterrogationAnswered) -> str:
    who = f" ({event.attended_by})" if event.attended_by else ""
    planned = f"; den holdes {show_day(event.planned_on)}" if event.planned_on else ""
    documents = f"; dokumentation udleveret {show_instant(event.documents_at)}" if event.documents_at else ""
    proposal = f"; forslag: {event.proposal.label}" if event.proposal else ""
    hand_over = f"; overdrages senest {show_due(event.hand_over_by_at)}" if event.hand_over_by_at else ""
    told = listed("familien fik at vide", event.family_told)
    return (
        f"Afhøring {show_day(event.on)}: {event.attendance.label}{who}{planned}{documents}{told}{proposal}{hand_over}"
    )
