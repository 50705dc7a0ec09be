"""On who has the case."""

from __future__ import annotations

from typing import assert_never

from samraad.events import CaseReassigned, CaseRouted, CaseworkerAway, RoutingTold, StaffingEvent
from samraad.times import show_day
from samraad.vocabulary import Away
from samraad.wording.words import because


def say(event: StaffingEvent) -> str:
    """One Danish sentence, without personal data."""
    match event:
        case RoutingTold():
            told = [f"egen sagsbehandler {event.own_caseworker}"] if event.own_caseworker else []
            told += [f"distrikt {event.district}"] if event.district else []
            return f"Oplyst: {', '.join(told)}"
        case CaseRouted():
            return f"Tilbudt {event.caseworker or 'teamlederen'} i team {event.team}: {event.because}"
        case CaseworkerAway():
            return say_away(event)
        case CaseReassigned():
            who = f"{event.caseworker} i team {event.team}"
            return f"Givet til {who} {show_day(event.on)}{because(event.because)}"
        case _ as unknown:
            assert_never(unknown)


def say_away(event: CaseworkerAway) -> str:
    """`ANK er fraværende fra man 30. nov til fre 4. dec; stedfortræder BOS`, or that somebody else has to be found."""
    until = f" til {show_day(event.until_on)}" if event.until_on else ""
    said = f"{event.caseworker} {_AWAY[event.why]} fra {show_day(event.from_on)}{until}"
    if event.offered_again:
        return f"{said}; sagen tilbydes en anden"
    if event.deputy:
        return f"{said}; stedfortræder {event.deputy}"
    return f"{said}; ingen stedfortræder, teamlederen får besked"


_AWAY = {Away.ABSENT: "er fraværende", Away.LEAVES: "er fratrådt"}
