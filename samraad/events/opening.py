"""How a notification comes into a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.events.instants import store_utc
from samraad.notification import Origin
from samraad.vocabulary import AgeChange, Milestone, Offence


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A notification on a young person under 18 without an open case was taken in."""

    #: When the municipality received it: the clock of the law starts here.
    received_at: datetime
    #: Id of the notification, where what the police wrote lies encrypted.
    notification: str
    #: Content hash of the rulebook the case keeps.
    rulebook: str
    #: Whole years on the Danish day of receipt.
    age_at_receipt: int
    offences: tuple[Offence, ...]
    #: Held, or asked to be held, in a secure unit.
    remand: bool = False
    #: An interrogation is still to come.
    interrogation: bool = False
    #: Day of a samråd held with the same person in an earlier case, the latest; None where there is none.
    earlier_samraad_on: date | None = None
    #: What intake should know, e.g. that the receipt time lay in the future. Codes, no personal data.
    notes: tuple[str, ...] = ()
    #: The way the notification came.
    origin: Origin = Origin.POLICE_MAIL
    #: Earlier notifications of the same person in other cases, those that were not serious too; None: not counted.
    earlier_notifications: int | None = None
    #: When the interrogation is, and by when the police want an answer, where that was understood with certainty.
    interrogation_at: datetime | None = None
    reply_by_at: datetime | None = None

    def __post_init__(self) -> None:
        store_utc(self, "received_at", "interrogation_at", "reply_by_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAttached:
    """A further notification on the same person while the case is open."""

    received_at: datetime
    notification: str
    offences: tuple[Offence, ...]
    remand: bool = False
    interrogation: bool = False
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.POLICE_MAIL
    #: An earlier receipt counts by this event alone. Only in files from before `ReceiptMoved`, where what had been met
    #: kept the deadline it was judged by.
    moves_receipt: bool = False
    #: As in `CaseOpened`.
    interrogation_at: datetime | None = None
    reply_by_at: datetime | None = None
    #: What it calls for beside joining the case: a plan review within a year of a held samråd, else a summons of its
    #: own where that of the case is behind it. None: it only joins, and the earliest deadline applies.
    opens: Milestone | None = None
    #: Number of the case it came from, a duplicate of this one.
    taken_over_from: str | None = None
    #: Acute need was assessed in the case it came from.
    assessed: bool = False
    #: What it called for was settled in the case it came from.
    settled: bool = False

    def __post_init__(self) -> None:
        store_utc(self, "received_at", "interrogation_at", "reply_by_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMoved:
    """A notification turned out to have been received earlier than what is in the file: the law's clock began then."""

    received_at: datetime
    #: What counted until now, always later.
    before: datetime
    #: Id of the notification that was received then.
    because: str
    #: The way it came.
    origin: Origin
    #: Whole years on the Danish day it was received.
    age_at_receipt: int
    #: The law's last day, by this receipt, for the summons that was sent; None where none was, or nobody asked yet.
    summons_by_on: date | None = None
    #: Where the case belongs by that age, where the age before led elsewhere; None: no change, or nobody asked yet.
    age_change: AgeChange | None = None

    def __post_init__(self) -> None:
        store_utc(self, "received_at", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationReweighed:
    """What was registered since does not cover a further notification: it calls for more than it did until now."""

    #: Id of the notification.
    notification: str
    received_at: datetime
    #: As in `NotificationAttached`.
    opens: Milestone | None = None
    #: Acute need is to be assessed for it as well: the look that was to cover it was before it came.
    assess: bool = False

    def __post_init__(self) -> None:
        store_utc(self, "received_at")


OpeningEvent = CaseOpened | NotificationAttached | ReceiptMoved | NotificationReweighed
