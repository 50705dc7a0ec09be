"""A notification by telephone or at an interrogation, as a colleague wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.notification import Certainty, Field, Letter, Origin, Place, Source, Suspicion
from samraad.times import DENMARK, aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the police told. The instant they told it starts the clock of the law."""

    #: Initials of whoever took it.
    by: str
    received_at: datetime
    #: TELEPHONE or INTERROGATION.
    origin: Origin
    #: District or unit of the police.
    unit: str | None = None
    name: str | None = None
    #: `DDMMYY-SSSS`.
    cpr: str | None = None
    birth_date: date
    #: The police's own words.
    offences: tuple[str, ...] = ()
    police_case: str | None = None
    committed: str | None = None
    scene: str | None = None
    remand: bool = False
    #: An interrogation is still to come.
    interrogation: bool = False
    interrogation_time: datetime | None = None
    #: By when the police ask for an answer on who attends.
    reply_by: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "received_at", aware(self.received_at))


def letter(call: Call) -> Letter:
    """The call as intake takes in anything else; what was asked for and answered is certain."""
    person = Suspicion(
        place=Place(),
        name=call.name,
        cpr=call.cpr,
        birth_date=call.birth_date,
        offences=call.offences,
        police_case=call.police_case,
        committed=call.committed,
        scene=call.scene,
        remand=call.remand,
        interrogation=call.interrogation,
        interrogation_time=_written(call.interrogation_time),
        reply_by=_written(call.reply_by),
        unit=call.unit,
        sources=tuple(
            Source(field=field, certainty=Certainty.CERTAIN, place=Place())
            for field in Field
            if getattr(call, field.value)
        ),
        origin=call.origin,
    )
    return Letter(message_id=None, received_at=call.received_at, automatic=None, entries=(person,))


def _written(instant: datetime | None) -> str | None:
    """`2026-11-25 10:00`, in Danish time."""
    return f"{instant.astimezone(DENMARK):%Y-%m-%d %H:%M}" if instant else None
