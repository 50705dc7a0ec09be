"""An enumeration with the Danish words staff see."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enumeration whose members carry the Danish words staff see. Reading accepts either."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def read(cls, text: object) -> Self:
        """The member with this code or Danish label, in any case. Raises ValueError."""
        found = cls._missing_(text)
        if found is None:
            raise ValueError(f"{text!r} is none of {', '.join(cls)}")
        return found

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        wanted = value.strip().casefold() if isinstance(value, str) else None
        return next((member for member in cls if wanted in (member.label.casefold(), member.value)), None)


def choices(of: Iterable[Labelled]) -> str:
    """`vold` and the like, as a refusal lists what can be chosen: `violence (vold), theft (tyveri)`."""
    return ", ".join(f"{each.value} ({each.label})" for each in of)
