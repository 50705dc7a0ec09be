"""How the meeting is prepared: who is invited, and who is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.events.texts import TextId, refer_only
from samraad.vocabulary import Channel, Consent, NotInvited, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantInvited:
    """Somebody was invited, or more was learnt of an invitation: the last one of a number counts."""

    #: Its number in the case, from 1.
    participant: int
    role: Role
    invited_on: date
    channel: Channel | None = None
    consent: Consent | None = None
    #: Only of professionals: the day they were told what the meeting is for.
    purpose_told_on: date | None = None
    #: Ids of the texts: name and address, and a note.
    who: TextId | None = None
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "who", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantNotInvited:
    """Somebody does not take part, and why."""

    #: Its number in the case, from 1; that of an invitation that is taken back.
    participant: int
    role: Role
    decided_on: date
    why: NotInvited
    #: Ids of the texts: name and address, and a note.
    who: TextId | None = None
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "who", "note")


PreparationEvent = ParticipantInvited | ParticipantNotInvited
