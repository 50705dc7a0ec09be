"""What is asked of whoever takes a call, and how each answer is understood: one table for all ways in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from samraad import cpr, spoken_time
from samraad.call import Call
from samraad.deadlines import limit
from samraad.errors import ImpossibleCpr, Refused
from samraad.notification import Origin
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.times import danish_date, show_instant

#: The clocks of two machines may differ by this much.
_SLACK: Final = timedelta(minutes=1)
#: Characters of an answer; more is a text that was pasted by mistake.
_LONGEST: Final = 500


@dataclass(slots=True, kw_only=True)
class Asking:
    """A call as far as it has been told."""

    now: datetime
    staff: Staff
    rulebook: Rulebook
    #: Field → its value, as understood.
    told: dict[str, Any] = field(default_factory=dict)

    def answer(self, question: Question, text: str) -> None:
        """Take an answer, as typed. Raises Refused: it makes no sense; the text says why."""
        typed = " ".join(text.split())
        if len(typed) > _LONGEST:
            raise Refused("too_long", f"Det er for langt: højst {_LONGEST} tegn.", question.name)
        try:
            self.told[question.name] = question.read(typed, self)
        except ValueError as error:
            raise Refused("unreadable", str(error), question.name) from None

    def call(self) -> Call:
        """All of it. Every question must have been answered."""
        return Call(**self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field of a call."""

    #: As in `Call`; the key in JSON.
    name: str
    #: Danish, as asked.
    text: str
    #: What the typed answer means; an empty one is whatever the field begins with. Raises ValueError, Refused.
    read: Callable[[str, Asking], Any]
    #: What an empty answer means, in words; None where it means nothing.
    empty: str | None = None
    #: Whether it is asked at all.
    asked: Callable[[Mapping[str, Any]], bool] = lambda _: True


def _by(typed: str, asking: Asking) -> str:
    colleague = asking.staff.get(typed)
    if colleague is None:
        raise Refused("stranger", "Ingen medarbejder har de initialer.", "by")
    return colleague.initials


_WAYS: Final = {
    "t": Origin.TELEPHONE,
    "a": Origin.INTERROGATION,
    **{each.label: each for each in (Origin.TELEPHONE, Origin.INTERROGATION)},
    **{each.value: each for each in (Origin.TELEPHONE, Origin.INTERROGATION)},
}


def _way(typed: str, _: Asking) -> Origin:
    found = _WAYS.get(typed.casefold() or "t")
    if found is None:
        raise Refused("unknown_way", "Skriv t for telefon eller a for afhøring.", "origin")
    return found


def _received(typed: str, asking: Asking) -> datetime:
    at = spoken_time.read(typed or "nu", asking.now)
    if at > asking.now + _SLACK:
        raise Refused("in_future", "Tidspunktet ligger i fremtiden. Hvornår blev det fortalt?", "received_at")
    if limit(at, asking.rulebook.believable, asking.rulebook.closed_days) <= asking.now:
        raise Refused("too_early", "Tidspunktet ligger for langt tilbage. Er datoen rigtig?", "received_at")
    return min(at, asking.now)


def _cpr(typed: str, asking: Asking) -> str | None:
    if not typed:
        return None
    try:
        number, born = cpr.parse(typed)
    except ImpossibleCpr as error:
        raise Refused("impossible_cpr", f"CPR-nummeret {error}.", "cpr") from None
    _believable_birth(born, asking, "cpr")
    return number


def _birth_date(typed: str, asking: Asking) -> date:
    number = asking.told.get("cpr")
    by_number = cpr.parse(number)[1] if number else None
    if not typed:
        if by_number is None:
            raise Refused("birth_date_missing", "Uden CPR-nummer skal fødselsdatoen skrives.", "birth_date")
        return by_number
    born = _read_day(typed)
    if by_number is not None and born != by_number:
        raise Refused("birth_date_other", "Fødselsdatoen passer ikke til CPR-nummeret.", "birth_date")
    _believable_birth(born, asking, "birth_date")
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


def _believable_birth(born: date, asking: Asking, name: str) -> None:
    if born > danish_date(asking.now):
        raise Refused("birth_in_future", "Fødselsdatoen ligger i fremtiden.", name)
    if born.year < cpr.OLDEST_BIRTH_YEAR:
        raise Refused("birth_too_early", f"Fødselsåret {born.year} er næppe rigtigt.", name)


def _name(typed: str, asking: Asking) -> str | None:
    if not typed and not asking.told.get("cpr"):
        raise Refused("name_missing", "Uden CPR-nummer skal navnet skrives.", "name")
    return typed or None


def _offences(typed: str, _: Asking) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in typed.split(";") if each.strip()))


def _text(typed: str, _: Asking) -> str | None:
    return typed or None


def _yes(typed: str, _: Asking) -> bool:
    found = {"": False, "n": False, "nej": False, "j": True, "ja": True}.get(typed.casefold())
    if found is None:
        raise Refused("yes_or_no", "Skriv j for ja eller n for nej.")
    return found


def _interrogation_time(typed: str, asking: Asking) -> datetime | None:
    return _not_before(typed, asking, "interrogation_time") if typed else None


def _reply_by(typed: str, asking: Asking) -> datetime | None:
    at, interrogation = _interrogation_time(typed, asking), asking.told.get("interrogation_time")
    if at and interrogation and at > interrogation:
        raise Refused("after_interrogation", "Svarfristen ligger efter afhøringen.", "reply_by")
    return at


def _not_before(typed: str, asking: Asking, name: str) -> datetime:
    at = spoken_time.read(typed, asking.now)
    if at < asking.told["received_at"]:
        raise Refused("before_receipt", "Tidspunktet ligger før samtalen.", name)
    return at


def _to_come(told: Mapping[str, Any]) -> bool:
    return bool(told.get("interrogation"))


QUESTIONS: Final = (
    Question(name="by", text="Hvem tog imod (initialer)", read=_by),
    Question(name="origin", text="Hvordan: (t)elefon eller (a)fhøring", read=_way, empty="telefon"),
    Question(name="received_at", text="Hvornår", read=_received, empty="nu"),
    Question(name="unit", text="Fra hvem i politiet (kreds eller enhed)", read=_text, empty="ikke oplyst"),
    Question(name="cpr", text="Den unges CPR-nummer", read=_cpr, empty="ikke oplyst"),
    Question(name="birth_date", text="Fødselsdato", read=_birth_date, empty="efter CPR-nummeret"),
    Question(name="name", text="Den unges navn", read=_name, empty="ikke oplyst"),
    Question(name="offences", text="Mistanken i politiets ord (adskil med ;)", read=_offences, empty="ikke oplyst"),
    Question(name="police_case", text="Politiets journalnummer", read=_text, empty="ikke oplyst"),
    Question(name="committed", text="Hvornår skete det", read=_text, empty="ikke oplyst"),
    Question(name="scene", text="Hvor skete det", read=_text, empty="ikke oplyst"),
    Question(name="remand", text="Varetægtssurrogat (j/n)", read=_yes, empty="nej"),
    Question(name="interrogation", text="Skal den unge afhøres (j/n)", read=_yes, empty="nej"),
    Question(
        name="interrogation_time",
        text="Hvornår er afhøringen",
        read=_interrogation_time,
        empty="ikke oplyst",
        asked=_to_come,
    ),
    Question(
        name="reply_by", text="Hvornår vil politiet have svar", read=_reply_by, empty="ikke oplyst", asked=_to_come
    ),
)  # fmt: skip


def shown(value: object) -> str:  # noqa: PLR0911 - one arm a type
    """A value of a call as the summary shows it."""
    match value:
        case None | ():
            return "ikke oplyst"
        case bool():
            return "ja" if value else "nej"
        case datetime():
            return f"{show_instant(value)} {danish_date(value).year}"
        case date():
            return f"{value:%d-%m-%Y}"
        case Origin():
            return value.label
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def understand(fields: Mapping[str, object], asking: Asking) -> Call:
    """The call that a script gives. Keys are those of `Call`; texts as typed, a list of offences, true and false.

    Raises Refused: a key is unknown, or a value makes no sense.
    """
    known = {question.name for question in QUESTIONS}
    if strange := sorted(set(fields) - known):
        raise Refused("unknown_field", f"Feltet {strange[0][:40]} findes ikke. Der er: {', '.join(sorted(known))}.")
    for question in QUESTIONS:
        asking.answer(question, _typed(fields.get(question.name), question))
    return asking.call()


def _typed(value: object, question: Question) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case str():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return ";".join(value)
        case _:
            raise Refused("wrong_type", f"Feltet {question.name} skal være en tekst.", question.name)
