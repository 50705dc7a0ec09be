"""What was wrong in the file, put right by a new event that names the old one; deadlines moved, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.events.instants import store_utc
from samraad.vocabulary import AgeChange, CorrectionCause, DeadlineBasis, Milestone, Offence, ReceiptBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An earlier event was wrong. It stays in the file as it was written; from now on this counts in its place."""

    #: Version of the event that was wrong.
    corrects: int
    #: Its name, and the canonical body that counts instead.
    type: str
    body: str
    because: CorrectionCause


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """An earlier answer never belonged here. It stays in the file as it was written, and counts no more."""

    #: Version of the event that is taken back.
    withdraws: int
    because: CorrectionCause


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCorrected:
    """The documentation was received at another time than written: what counts from the receipt counts from then."""

    received_at: datetime
    before: datetime
    basis: ReceiptBasis
    #: Whole years on the Danish day it was received.
    age_at_receipt: int
    #: As in `ReceiptMoved`.
    summons_by_on: date | None = None
    age_change: AgeChange | None = None

    def __post_init__(self) -> None:
        store_utc(self, "received_at", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved:
    """A leader moved a deadline that is recommended or a norm. The law's are never moved."""

    milestone: Milestone
    attempt: int
    #: The first instant that was too late until now.
    before: datetime
    #: The last day from now on.
    due_on: date
    basis: DeadlineBasis

    def __post_init__(self) -> None:
        store_utc(self, "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected:
    """The case is about somebody else than written, or who it is about was written wrong."""

    #: Id of the person until now, and from now on.
    before: str
    person: str
    because: CorrectionCause
    #: Whole years on the Danish day of receipt, of the person from now on.
    age_at_receipt: int
    #: As in `ReceiptMoved`.
    age_change: AgeChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffencesStated:
    """The kinds of crime, where the notification told none, or was read wrong: these are all of the case's."""

    before: tuple[Offence, ...]
    offences: tuple[Offence, ...]
    because: CorrectionCause


CorrectionEvent = Corrected | Withdrawn | ReceiptCorrected | DeadlineMoved | PersonCorrected | OffencesStated
