"""The forms by which the file is put right, and deadlines are moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from samraad.case import CaseFile
from samraad.course import From
from samraad.forms.base import Example, Form, Initials, TimeOfDay
from samraad.vocabulary import (
    Amendment,
    CorrectionCause,
    DeadlineBasis,
    Matter,
    Milestone,
    Offence,
    ReceiptBasis,
    Topic,
)

#: `holder_on=2026-11-24;participants=young_person,parent`.
Changes = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[a-z_]+=[\w.:+,\- ]*(;\s*[a-z_]+=[\w.:+,\- ]*)*$"),
    Example("holder_on=2026-11-24;reason=moved"),
]


class CorrectionForm(Form):
    topic = Matter.CORRECTION
    typed_only = frozenset({"changes"})

    entry: int = Field(
        title="Nummer i forløbet", ge=1, description="Det, der er registreret forkert. Står på sagens side."
    )
    outcome: Amendment = Field(
        default=Amendment.CORRECTED, title="Rettes eller trækkes tilbage?", description="Historikken bliver stående."
    )
    on: date | None = Field(default=None, title="Den rigtige dato")
    caseworker: Initials | None = Field(default=None, title="De rigtige initialer")
    changes: Changes | None = Field(
        default=None, title="Andre felter", description="Navnene på felterne vises, hvis et af dem er forkert."
    )
    because: CorrectionCause = Field(title="Hvorfor rettes det?")


class OffencesForm(Form):
    topic = Matter.OFFENCES

    # Begins empty, whatever the file says: a link on the case's page would tell it.
    offences: tuple[Offence, ...] = Field(
        title="Kriminalitetens art", min_length=1, description="Alle sagens arter: de kommer i stedet for dem før."
    )
    because: CorrectionCause = Field(title="Hvorfor registreres den nu?")


class ReceiptForm(Form):
    topic = Matter.RECEIPT

    received_on: date = Field(title="Modtaget den", description="Kun en leder kan rette modtagelsen.")
    received_time: TimeOfDay = Field(title="Klokken")
    basis: ReceiptBasis = Field(title="Hvad viser det?")


class DeadlineForm(Form):
    topic = Matter.DEADLINE

    milestone: Milestone = Field(title="Hvilken frist?", description="En lovfrist kan ikke flyttes.")
    due_on: date = Field(title="Ny sidste dag")
    basis: DeadlineBasis = Field(title="Hvorfor flyttes den?", description="Kun en leder kan flytte en frist.")


FORMS: Final[tuple[type[Form], ...]] = (CorrectionForm, OffencesForm, ReceiptForm, DeadlineForm)


def _deadline(case: CaseFile, _now: datetime) -> dict[str, object]:
    """What is awaited, unless it counts from a receipt as the law's do: those cannot be moved."""
    track = case.track(case.awaiting) if case.awaiting else None
    if track is None or track.origin in (From.RECEIPT, From.NEW_RECEIPT):
        return {}
    return {"milestone": track.milestone}


DEFAULTS: Final[dict[Topic, Callable[[CaseFile, datetime], dict[str, object]]]] = {Matter.DEADLINE: _deadline}
