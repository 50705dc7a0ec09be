"""Invented persons and their CPR numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    #: Given name first.
    name: str
    born: date
    #: `DDMMYY-SSSS`, None where the source gives a birth date only.
    cpr: str | None

    @property
    def digits(self) -> str:
        """Ten digits, no hyphen."""
        return (self.cpr or "").replace("-", "")

    @property
    def spaced(self) -> str:
        return (self.cpr or "").replace("-", " ")

    @property
    def dotted(self) -> str:
        """Birth date as 03-05-2010."""
        return self.born.strftime("%d-%m-%Y")

    def by_birth_date(self) -> Person:
        """The same person where the source names no CPR number."""
        return replace(self, cpr=None)


def person(name: str, born: str, *, eleven: bool = False, replacement: bool = False) -> Person:
    """A person with a CPR number made from the name; eleven: passes modulus 11, otherwise fails it."""
    day = date.fromisoformat(born)
    return Person(name=name, born=day, cpr=_cpr(name, day, eleven=eleven, replacement=replacement))


def no_cpr(name: str, born: str) -> Person:
    return Person(name=name, born=date.fromisoformat(born), cpr=None)


def _cpr(name: str, born: date, *, eleven: bool, replacement: bool) -> str:
    """Century by the seventh digit: 4-9 for 2000-2036, 0-3 for 1900-1999."""
    start = f"{born.day + 60 * replacement:02d}{born:%m%y}"
    centuries = "456789" if born.year >= 2000 else "0123"
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    for step in range(10_000):
        number = seed + step * 37
        serial = f"{centuries[number % len(centuries)]}{(number // 7) % 1000:03d}"
        total = sum(w * int(d) for w, d in zip(_WEIGHTS, start + serial, strict=True))
        if (total % 11 == 0) is eleven:
            return f"{start}-{serial}"
    raise AssertionError(name)
