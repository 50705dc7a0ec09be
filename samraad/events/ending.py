"""What takes a case out of the ordinary course, or back into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.events.instants import store_utc
from samraad.events.texts import TextId, refer_only
from samraad.vocabulary import Milestone, Offence, Reopening, WrongOpening


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved:
    """The young person moved to another municipality, and the case was handed over."""

    moved_on: date
    handed_over_on: date
    #: What ran at the hand-over and until which day, inclusive: the other municipality was told.
    running: tuple[tuple[Milestone, date], ...]
    #: Id of the text: the other municipality, and whom to call there.
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReported:
    """The young person moved, and the case is still to be handed over: its deadlines run on here."""

    moved_on: date
    #: The day the municipality learnt of it.
    known_on: date
    #: Id of the text: the other municipality, and whom to call there.
    note: TextId | None = None

    def __post_init__(self) -> None:
        refer_only(self, "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class WronglyOpened:
    """The case should never have been opened. Closed; nothing of it counts as met or missed."""

    on: date
    because: WrongOpening


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened:
    """A closed case runs again: what lapsed with it goes on with its old count."""

    on: date
    because: Reopening


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMerged:
    """The case is about the same as another: closed, and the other goes on with what was received here."""

    #: Number of the other case.
    into: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedIn:
    """Another case was about the same: what was received there counts here."""

    #: Number of the other case. Each of its notifications follows as a `NotificationAttached` of its own.
    merged: str
    received_at: datetime
    age_at_receipt: int
    offences: tuple[Offence, ...]
    remand: bool = False
    interrogation: bool = False
    #: As in `ReceiptMoved`, where the other case was received earlier.
    summons_by_on: date | None = None
    #: Day of the latest samråd held with the person, as the other case knew it.
    samraad_on: date | None = None
    #: Earlier notifications of the person in cases before the other one; None: not counted.
    earlier_notifications: int | None = None

    def __post_init__(self) -> None:
        store_utc(self, "received_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeNear:
    """The young person soon reaches an age at which others take over. Told by the week, never to the day."""

    #: 15 or 18.
    age: int
    #: The Monday of the week in which it was told.
    week_of: date


EndingEvent = CaseMoved | MoveReported | WronglyOpened | CaseReopened | CaseMerged | MergedIn | AgeNear
