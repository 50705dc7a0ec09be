"""What each answer about a call means, as typed: an empty one is whatever the field begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from samraad import cpr, spoken_time
from samraad.deadlines import limit
from samraad.errors import ImpossibleCpr, Refused
from samraad.notification import Origin
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.times import danish_date

#: The clocks of two machines may differ by this much.
_SLACK: Final = timedelta(minutes=1)


class Desk(Protocol):
    """What an answer is judged by."""

    @property
    def now(self) -> datetime:
        """When it is typed."""

    @property
    def staff(self) -> Staff:
        """Who may have taken the call."""

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force."""

    @property
    def told(self) -> Mapping[str, Any]:
        """Field → its value, of those told so far."""


def by_of(typed: str, desk: Desk) -> str:
    """Initials of a colleague."""
    colleague = desk.staff.get(typed)
    if colleague is None:
        raise Refused("stranger", "Ingen medarbejder har de initialer.", "by")
    return colleague.initials


_WAYS: Final = {
    "t": Origin.TELEPHONE,
    "a": Origin.INTERROGATION,
    **{each.label: each for each in (Origin.TELEPHONE, Origin.INTERROGATION)},
    **{each.value: each for each in (Origin.TELEPHONE, Origin.INTERROGATION)},
}


def way_of(typed: str, _: Desk) -> Origin:
    """By telephone or at an interrogation."""
    found = _WAYS.get(typed.casefold() or "t")
    if found is None:
        raise Refused("unknown_way", "Skriv t for telefon eller a for afhøring.", "origin")
    return found


def received_of(typed: str, desk: Desk) -> datetime:
    """When it was told: neither long ago nor to come."""
    at = spoken_time.read(typed or "nu", desk.now)
    if at > desk.now + _SLACK:
        raise Refused("in_future", "Tidspunktet ligger i fremtiden. Hvornår blev det fortalt?", "received_at")
    if limit(at, desk.rulebook.believable, desk.rulebook.closed_days) <= desk.now:
        raise Refused("too_early", "Tidspunktet ligger for langt tilbage. Er datoen rigtig?", "received_at")
    return min(at, desk.now)


def cpr_of(typed: str, desk: Desk) -> str | None:
    """The number, written the one way."""
    if not typed:
        return None
    try:
        number, born = cpr.parse(typed)
    except ImpossibleCpr as error:
        raise Refused("impossible_cpr", f"CPR-nummeret {error}.", "cpr") from None
    _believable_birth(born, desk, "cpr")
    return number


def birth_date_of(typed: str, desk: Desk) -> date:
    """As said, or as the number has it."""
    number = desk.told.get("cpr")
    by_number = cpr.parse(number)[1] if number else None
    if not typed:
        if by_number is None:
            raise Refused("birth_date_missing", "Uden CPR-nummer skal fødselsdatoen skrives.", "birth_date")
        return by_number
    born = _read_day(typed)
    if by_number is not None and born != by_number:
        raise Refused("birth_date_other", "Fødselsdatoen passer ikke til CPR-nummeret.", "birth_date")
    _believable_birth(born, desk, "birth_date")
    return born


def _read_day(typed: str) -> date:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed)
    parts = found.groups()[::-1] if found else None
    if parts is None and (found := re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})", typed)):
        parts = found.groups()
    try:
        day, month, year = (int(each) for each in parts or ())
        return date(year, month, day)
    except ValueError:
        raise ValueError("Det er ikke en dato. Skriv f.eks. 17-05-2010.") from None


def _believable_birth(born: date, desk: Desk, name: str) -> None:
    if born > danish_date(desk.now):
        raise Refused("birth_in_future", "Fødselsdatoen ligger i fremtiden.", name)
    if born.year < cpr.OLDEST_BIRTH_YEAR:
        raise Refused("birth_too_early", f"Fødselsåret {born.year} er næppe rigtigt.", name)


def name_of(typed: str, desk: Desk) -> str | None:
    """As said; only with a number may it be missing."""
    if not typed and not desk.told.get("cpr"):
        raise Refused("name_missing", "Uden CPR-nummer skal navnet skrives.", "name")
    return typed or None


def offences_of(typed: str, _: Desk) -> tuple[str, ...]:
    """The police's words, each once."""
    return tuple(dict.fromkeys(each.strip() for each in typed.split(";") if each.strip()))


def text_of(typed: str, _: Desk) -> str | None:
    """As said."""
    return typed or None


def yes_of(typed: str, _: Desk) -> bool:
    """Yes or no."""
    found = {"": False, "n": False, "nej": False, "j": True, "ja": True}.get(typed.casefold())
    if found is None:
        raise Refused("yes_or_no", "Skriv j for ja eller n for nej.")
    return found


def interrogation_time_of(typed: str, desk: Desk) -> datetime | None:
    """Not before it was told."""
    return _not_before(typed, desk, "interrogation_time") if typed else None


def reply_by_of(typed: str, desk: Desk) -> datetime | None:
    """Not after the interrogation."""
    at, interrogation = interrogation_time_of(typed, desk), desk.told.get("interrogation_time")
    if at and interrogation and at > interrogation:
        raise Refused("after_interrogation", "Svarfristen ligger efter afhøringen.", "reply_by")
    return at


def _not_before(typed: str, desk: Desk, name: str) -> datetime:
    at = spoken_time.read(typed, desk.now)
    if at < desk.told["received_at"]:
        raise Refused("before_receipt", "Tidspunktet ligger før samtalen.", name)
    return at


def to_come_of(told: Mapping[str, Any]) -> bool:
    """Whether an interrogation is still to come."""
    return bool(told.get("interrogation"))
