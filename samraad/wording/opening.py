"""On notifications."""

from __future__ import annotations

from typing import assert_never

from samraad.events import CaseOpened, NotificationAttached, NotificationReweighed, OpeningEvent, ReceiptMoved
from samraad.notification import Origin
from samraad.times import show_instant
from samraad.vocabulary import Milestone


def say(event: OpeningEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case CaseOpened():
            return f"Underretning modtaget {show_instant(event.received_at)}{_way(event)}{_urgent(event)}"
        case NotificationAttached():
            attached = f"Ny underretning modtaget {show_instant(event.received_at)}{_way(event)}{_urgent(event)}"
            return attached + _calls_for(event)
        case ReceiptMoved():
            return (
                f"Modtaget allerede {show_instant(event.received_at)} ({event.origin.label}), ikke først "
                f"{show_instant(event.before)}: fristerne er rykket frem"
            )
        case NotificationReweighed():
            which = f"Underretningen modtaget {show_instant(event.received_at)}"
            return f"{which} er ikke dækket af det, der er registreret{_more(event)}"
        case _ as unknown:
            assert_never(unknown)


def _way(event: CaseOpened | NotificationAttached) -> str:
    """Nothing of the usual way: most notifications are the police's mails."""
    return "" if event.origin is Origin.POLICE_MAIL else f" ({event.origin.label})"


#: What a further notification calls for.
_OPENS = {
    Milestone.PLAN_REVIEW: "; inden for et år efter et holdt samråd: handleplanen skal vurderes",
    Milestone.SUMMONS: "; der skal indkaldes på ny inden 7 dage",
}


def _calls_for(event: NotificationAttached) -> str:
    moved = f"; fra sag {event.taken_over_from}" if event.taken_over_from else ""
    return moved + (_OPENS[event.opens] if event.opens else "")


def _more(event: NotificationReweighed) -> str:
    assess = "; der skal tages stilling til akut behov" if event.assess else ""
    return (_OPENS[event.opens] if event.opens else "") + assess


def _urgent(event: CaseOpened | NotificationAttached) -> str:
    """The kinds of crime are left out: a timeline stands where many can read it."""
    remand = "; varetægtssurrogat" if event.remand else ""
    return remand + ("; en afhøring forestår" if event.interrogation else "")
