"""The register of cases: what each file is, what the intake is to make of it, and why."""

from __future__ import annotations

import hashlib
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from making.people import Person

COPENHAGEN = zoneinfo.ZoneInfo("Europe/Copenhagen")
#: Arrival of the first file; the others follow by their number where their day does not matter.
_FIRST = datetime(2026, 8, 3, 7, 12, 31, tzinfo=COPENHAGEN)
Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Case:
    """One file of the corpus."""

    file: str
    received: datetime
    description: str
    why: str
    make: Callable[[Case], tuple[Any, ...]]
    #: What the header tells of the receipt where the file gives none, or nonsense.
    told: str | None = field(default="header")

    @property
    def stem(self) -> str:
        return self.file.rsplit(".", 1)[0]

    def token(self, salt: str = "", size: int = 20) -> str:
        """Hex digits that are always the same for this file."""
        return hashlib.sha256(f"{self.file}{salt}".encode()).hexdigest()[:size]

    def journal(self, code: str = "71212", salt: str = "") -> str:
        """A police case number of the form 3700-71212-00123-26."""
        return f"3700-{code}-{int(self.token(salt, 8), 16) % 99000 + 500:05d}-26"


CASES: list[Case] = []


def case(
    file: str, description: str, why: str, received: str | None = None, told: str | None = "header"
) -> Callable[[Callable[[Case], tuple[Any, ...]]], Callable[[Case], tuple[Any, ...]]]:
    """Registers the function that makes a file. It returns (bytes, rows) or (bytes, rows, extra keys)."""

    def register(make: Callable[[Case], tuple[Any, ...]]) -> Callable[[Case], tuple[Any, ...]]:
        elapsed = timedelta(minutes=165 * (int(file[:3]) - 101))
        at = datetime.fromisoformat(received) if received else (_FIRST.astimezone(UTC) + elapsed).astimezone(COPENHAGEN)
        CASES.append(Case(file=file, received=at, description=description, why=why, make=make, told=told))
        return make

    return register


def _row(outcome: str, who: Person | None, offences: tuple[str, ...], more: dict[str, Any]) -> Row:
    found: Row = {
        "outcome": outcome,
        "row": more.pop("row", None),
        "name": who.name if who else more.pop("name", None),
        "cpr": who.cpr if who else None,
        "birth_date": who.born.isoformat() if who else None,
        "age_at_receipt": who and "age",
        "offences": list(offences),
    }
    for key in ("reason", "also_accepted", "note", "sheet", "part", "police_case", "remand", "interrogation"):
        if key in more:
            found[key] = more.pop(key)
    assert not more, more
    return found


def opened(who: Person, *offences: str, **more: Any) -> Row:
    return _row("opened", who, offences, more)


def attached(who: Person, *offences: str, **more: Any) -> Row:
    return _row("attached", who, offences, more)


def duplicate(who: Person | None, *offences: str, **more: Any) -> Row:
    return _row("duplicate", who, offences, more)


def ignored(who: Person | None, *offences: str, **more: Any) -> Row:
    if who:
        more.setdefault("reason", "not under 18")
    return _row("ignored", who, offences, more)


def quarantined(reason: str, *offences: str, **more: Any) -> Row:
    """Neither CPR number nor birth date is taken from what a person has to look at first."""
    return _row("quarantined", None, offences, {"reason": reason, **more})


def age_on(born: date, day: date) -> int:
    """Whole years; one born on 29 February comes of age on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
