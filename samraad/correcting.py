"""What a person corrects of an entry: typed fields become a Suspicion, with the police's own words kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from samraad import cpr
from samraad.errors import ImpossibleCpr, Refused
from samraad.notification import Entry, Field, Listing, Place, Suspicion, Unclear, doubted, recognised

#: The fields there are, and what is asked for each. `offences`: several with semicolons between.
FIELDS: Final[Mapping[str, str]] = {
    "name": "Navn (fornavn først)",
    "cpr": "CPR-nummer",
    "birth_date": "Fødselsdato, ÅÅÅÅ-MM-DD (kun uden CPR-nummer)",
    "offences": "Sigtelser, med ; imellem",
    "police_case": "Politiets journalnummer",
    "committed": "Gerningstid",
    "scene": "Gerningssted",
    "remand": "Varetægtssurrogat (ja/nej)",
    "interrogation": "Afhøring forestår (ja/nej)",
    "interrogation_time": "Tid for afhøringen",
    "reply_by": "Svar senest",
    "unit": "Enhed i politiet",
}
_YES_NO: Final = {"ja": True, "yes": True, "true": True, "nej": False, "no": False, "false": False}
_YES_OR_NO: Final = ("remand", "interrogation")


def corrected(entry: Entry | None, typed: Mapping[str, str]) -> Suspicion:
    """The entry with the fields typed; an empty one stays as it was. entry None: an automatic mail.

    A CPR number that does not fit a corrected birth date is left out. Raises Refused naming the field; what was typed
    is not repeated: it is personal.
    """
    given = {name: text.strip() for name, text in typed.items() if text.strip()}
    if unknown := set(given) - set(FIELDS):
        raise Refused("unknown_field", f"Felterne er {', '.join(FIELDS)}.", min(unknown))
    values = {name: _value(name, text) for name, text in given.items() if name not in ("cpr", "birth_date")}
    number, born = _who(entry, given)
    read = entry or Listing(place=Place())
    person = replace(recognised(read, number, born), **values)
    return replace(person, sources=tuple(each for each in read.sources if _stands(each.field, read, person)))


def another(entry: Entry | None) -> Unclear | None:
    """The entry for one more person of the same file: what is said of all, without who the first one was."""
    if entry is None:
        return None
    return replace(doubted(entry, "flere personer"), name=None, cpr=None, birth_date=None)


def _stands(field: Field, read: Listing, person: Suspicion) -> bool:
    """Whether the field still says what was read: only then was it found where that stood."""
    value = getattr(person, field.value)
    return bool(value) and bool(getattr(read, field.value) == value)


def _who(entry: Entry | None, given: Mapping[str, str]) -> tuple[str | None, date]:
    """CPR number and birth date: as typed, else as read."""
    said = _date(given["birth_date"]) if "birth_date" in given else None
    if "cpr" in given:
        number, born = _number(given["cpr"])
        if said not in (None, born):
            raise Refused("contradicts", "Fødselsdatoen er en anden end CPR-nummerets. Ret den ene.", "birth_date")
        return number, born
    before = entry if isinstance(entry, Suspicion) else None
    if said is not None:
        fits = before is not None and before.birth_date == said
        return (before.cpr if before and fits else None), said
    if before is None:
        raise Refused("who_missing", "Angiv CPR-nummer (--cpr) eller birth_date=ÅÅÅÅ-MM-DD.", "cpr")
    return before.cpr, before.birth_date


def _number(text: str) -> tuple[str, date]:
    try:
        return cpr.parse(text)
    except ImpossibleCpr as error:
        raise Refused("impossible_cpr", f"CPR-nummeret {error}.", "cpr") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("no_date", "birth_date skal skrives ÅÅÅÅ-MM-DD.", "birth_date") from None


def _value(name: str, text: str) -> Any:
    if name == "offences":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if name not in _YES_OR_NO:
        return text
    if text.casefold() not in _YES_NO:
        raise Refused("yes_or_no", f"{name} skal være ja eller nej.", name)
    return _YES_NO[text.casefold()]
