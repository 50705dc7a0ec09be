"""How the meeting is prepared, as it stands in the case file."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile, Participant
from samraad.events import ParticipantInvited, ParticipantNotInvited, PreparationEvent


def after(case: CaseFile, event: PreparationEvent) -> CaseFile:
    """The case after one more step of the preparation."""
    match event:
        case ParticipantInvited():
            return _with(
                case,
                Participant(
                    number=event.participant,
                    role=event.role,
                    on=event.invited_on,
                    channel=event.channel,
                    consent=event.consent,
                    purpose_told_on=event.purpose_told_on,
                ),
            )
        case ParticipantNotInvited():
            return _with(
                case, Participant(number=event.participant, role=event.role, on=event.decided_on, why_not=event.why)
            )
        case _ as unknown:
            assert_never(unknown)


def _with(case: CaseFile, participant: Participant) -> CaseFile:
    """The participant of a number as last told."""
    others = [each for each in case.participants if each.number != participant.number]
    return replace(case, participants=tuple(sorted((*others, participant), key=lambda each: each.number)))
