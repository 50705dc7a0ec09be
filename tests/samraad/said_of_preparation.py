"""What a timeline says of the preparation, of remand and of what was agreed."""

from __future__ import annotations

from typing import Final

from samraad.events import (
    DutyTaken,
    Event,
    MeasureMoved,
    MeetingPrepared,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    RemandBegan,
    RemandEnded,
)
from samraad.vocabulary import (
    Channel,
    Consent,
    Duty,
    MeasureKind,
    MeasureStatus,
    MeetingPlace,
    NotInvited,
    Preparation,
    Prepared,
    RemandPlace,
    Role,
)
from tests.samraad.given import day

ON: Final = day("2026-11-26")

PREPARATION: Final[list[tuple[Event, str]]] = [
    (
        ParticipantInvited(participant=1, role=Role.SSP, invited_on=ON),
        "Deltager 1 (SSP-konsulent): inviteret tor 26. nov",
    ),
    (
        ParticipantInvited(
            participant=2,
            role=Role.SCHOOL,
            invited_on=ON,
            channel=Channel.PHONE,
            consent=Consent.ORAL,
            purpose_told_on=day("2026-11-27"),
        ),
        "Deltager 2 (skole): inviteret tor 26. nov ved telefon; mundtligt samtykke; formålet fortalt fre 27. nov",
    ),
    (
        ParticipantNotInvited(participant=3, role=Role.CLUB, decided_on=ON, why=NotInvited.NO_CONSENT),
        "Deltager 3 (klub eller idræt): ikke inviteret tor 26. nov: intet samtykke",
    ),
    (
        MeetingPrepared(item=Preparation.FAMILY_TALK, outcome=Prepared.DONE, on=ON),
        "Forberedelse: samtale med familien før mødet, tor 26. nov",
    ),
    (
        MeetingPrepared(
            item=Preparation.ROOM, outcome=Prepared.DONE, on=ON, place=MeetingPlace.SECURE_UNIT, minutes=60
        ),
        "Forberedelse: lokale, sikret institution, 60 minutter, tor 26. nov",
    ),
    (
        MeetingPrepared(item=Preparation.PHONE_CALL, outcome=Prepared.NOT_RELEVANT, on=ON),
        "Forberedelse: ringet til familien ud over e-Boks, ikke relevant, tor 26. nov",
    ),
    (RemandBegan(on=ON), "Varetægtssurrogat fra tor 26. nov"),
    (RemandBegan(on=ON, place=RemandPlace.JAIL), "Varetægtssurrogat fra tor 26. nov, arresthus"),
    (RemandEnded(on=ON), "Varetægtssurrogat slut tor 26. nov"),
    (PermitAsked(asked_on=ON, role=Role.PARENT), "Besøgstilladelse for forælder: politiet spurgt tor 26. nov"),
    (
        PermitAsked(asked_on=ON, role=Role.PARENT, participant=2),
        "Besøgstilladelse for forælder, deltager 2: politiet spurgt tor 26. nov",
    ),
    (
        DutyTaken(role=Role.YOUNG_PERSON, what=Duty.ATTEND_SCHOOL, agreed_on=ON),
        "Handlepligt, den unge: passe skolen, aftalt tor 26. nov",
    ),
    (
        DutyTaken(role=Role.PARENT, what=Duty.ATTENTION, agreed_on=ON, due_on=day("2026-12-24")),
        "Handlepligt, forælder: være opmærksom på den unge, aftalt tor 26. nov, senest tor 24. dec",
    ),
    (
        MeasureMoved(measure=1, kind=MeasureKind.MENTOR, status=MeasureStatus.GRANTED, on=ON),
        "Foranstaltning 1 (mentor): bevilget tor 26. nov",
    ),
]
