"""How the meeting is prepared – who is invited, and who is not –, remand, and what is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.events.texts import TextId, refer_only
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPrepared:
    """One item of the checklist was done, or is not relevant: the last event of an item counts."""

    item: Preparation
    outcome: Prepared
    on: date
    #: Initials of whoever leads the meeting.
    led_by: str | None = None
    place: MeetingPlace | None = None
    #: How long the meeting may last.
    minutes: int | None = None
    #: Ids of the texts: who comes from the police, and a note.
    who: TextId | None = None
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "who", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemandBegan:
    """The young person is held instead of being in custody (varetægtssurrogat)."""

    on: date
    place: RemandPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemandEnded:
    """The young person is free: permits that were asked for are no longer needed."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitAsked:
    """The police were asked for a visit permit for one participant. The answer is that of the todo it brings."""

    asked_on: date
    role: Role
    #: Number of the participant, where one of several of the role is meant.
    participant: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTaken:
    """A participant took on a duty (handlepligt), until a day. It comes as a todo."""

    role: Role
    what: Duty
    agreed_on: date
    #: None: the rulebook's limit.
    due_on: date | None = None
    #: Id of the text: in their own words.
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureMoved:
    """A measure was proposed, or came a step further."""

    #: Its number in the case, from 1.
    measure: int
    kind: MeasureKind
    status: MeasureStatus
    on: date
    #: Id of the text.
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "note")


PreparationEvent = (
    ParticipantInvited
    | ParticipantNotInvited
    | MeetingPrepared
    | RemandBegan
    | RemandEnded
    | PermitAsked
    | DutyTaken
    | MeasureMoved
)
