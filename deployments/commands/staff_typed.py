"""What is typed at `samraad staff`: its options, and how their words are read."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from samraad.errors import BadInput
from samraad.vocabulary import Speciality

Who = Annotated[str, Parameter(name="INITIALER", help="Medarbejderens initialer.")]
By = Annotated[str, Parameter(help="Dine initialer: det skrives ned, hvem der ændrede.")]
TakesCases = Annotated[bool | None, Parameter(negative="--no-cases", help="Tager sager, eller (--no-cases) ikke.")]
Leader = Annotated[bool | None, Parameter(negative="--no-leader", help="Leder, eller (--no-leader) ikke.")]
Duty = Annotated[bool | None, Parameter(negative="--no-duty-officer", help="Døgnvagt, eller ikke.")]
Deputy = Annotated[str | None, Parameter(help="Stedfortræderens initialer; »ingen« fjerner den.")]
Specialities = Annotated[str | None, Parameter(help="Med komma imellem, f.eks. remand; »ingen« fjerner dem.")]
Districts = Annotated[str | None, Parameter(help="Distrikter med komma imellem; »ingen« fjerner dem.")]

_NONE = "ingen"


def day(text: str) -> date:
    """`2026-11-30`. Raises BadInput."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"»{text[:20]}« er ingen dag. Skriv den som 2026-11-30. Intet er ændret.") from None


def initials(text: str) -> str:
    """In capitals. Raises BadInput."""
    typed = text.strip().upper()
    if not (typed.isalpha() and 2 <= len(typed) <= 6):  # noqa: PLR2004 - as the forms take them
        raise BadInput("Initialer er 2 til 6 bogstaver. Intet er ændret.")
    return typed


def deputy(text: str) -> str | None:
    """None where »ingen« is typed. Raises BadInput."""
    return None if text.casefold() == _NONE else initials(text)


def words(text: str) -> tuple[str, ...]:
    """What stands between commas; nothing where »ingen« is typed."""
    return () if text.casefold() == _NONE else tuple(each.strip() for each in text.split(",") if each.strip())


def specialities(text: str) -> tuple[Speciality, ...]:
    """By code or label. Raises BadInput naming those there are."""
    try:
        return tuple(Speciality.read(each) for each in words(text))
    except ValueError:
        known = ", ".join(f"{each.value} ({each.label})" for each in Speciality)
        raise BadInput(f"Specialet kendes ikke. Der er: {known}. Intet er ændret.") from None
