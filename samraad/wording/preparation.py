"""On how the meeting is prepared, on remand, and on what is agreed."""

from __future__ import annotations

from typing import assert_never

from samraad.events import (
    DutyTaken,
    MeasureMoved,
    MeetingPrepared,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    PreparationEvent,
    RemandBegan,
    RemandEnded,
)
from samraad.times import show_day
from samraad.vocabulary import Prepared


def say(event: PreparationEvent) -> str:  # noqa: PLR0911 – one arm an event, exhaustive
    """One Danish sentence, without personal data."""
    match event:
        case ParticipantInvited():
            return _say_invited(event)
        case ParticipantNotInvited():
            who = f"Deltager {event.participant} ({event.role.label})"
            return f"{who}: ikke inviteret {show_day(event.decided_on)}: {event.why.label}"
        case MeetingPrepared():
            return _say_prepared(event)
        case RemandBegan():
            place = f", {event.place.label}" if event.place else ""
            return f"Varetægtssurrogat fra {show_day(event.on)}{place}"
        case RemandEnded():
            return f"Varetægtssurrogat slut {show_day(event.on)}"
        case PermitAsked():
            number = f", deltager {event.participant}" if event.participant else ""
            return f"Besøgstilladelse for {event.role.label}{number}: politiet spurgt {show_day(event.asked_on)}"
        case DutyTaken():
            until = f", senest {show_day(event.due_on)}" if event.due_on else ""
            return f"Handlepligt, {event.role.label}: {event.what.label}, aftalt {show_day(event.agreed_on)}{until}"
        case MeasureMoved():
            return f"Foranstaltning {event.measure} ({event.kind.label}): {event.status.label} {show_day(event.on)}"
        case _ as unknown:
            assert_never(unknown)


def _say_prepared(event: MeetingPrepared) -> str:
    done = "" if event.outcome is Prepared.DONE else " ikke relevant,"
    parts = [event.led_by, event.place.label if event.place else None, _minutes(event)]
    more = "".join(f", {each}" for each in parts if each)
    return f"Forberedelse: {event.item.label}{more},{done} {show_day(event.on)}"


def _minutes(event: MeetingPrepared) -> str | None:
    return f"{event.minutes} minutter" if event.minutes else None


def _say_invited(event: ParticipantInvited) -> str:
    how = f" ved {event.channel.label}" if event.channel else ""
    consent = f"; {event.consent.label}" if event.consent else ""
    told = f"; formålet fortalt {show_day(event.purpose_told_on)}" if event.purpose_told_on else ""
    who = f"Deltager {event.participant} ({event.role.label})"
    return f"{who}: inviteret {show_day(event.invited_on)}{how}{consent}{told}"
