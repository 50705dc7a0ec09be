"""What is asked of whoever takes a call, and how each answer is understood: one table for all ways in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from samraad import call_answers as answers
from samraad.call import Call
from samraad.errors import Refused
from samraad.notification import Origin
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.times import danish_date, show_instant

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


QUESTIONS: Final = (
    Question(name="by", text="Hvem tog imod (initialer)", read=answers.by_of),
    Question(name="origin", text="Hvordan: (t)elefon eller (a)fhøring", read=answers.way_of, empty="telefon"),
    Question(name="received_at", text="Hvornår", read=answers.received_of, empty="nu"),
    Question(name="unit", text="Fra hvem i politiet (kreds eller enhed)", read=answers.text_of, empty="ikke oplyst"),
    Question(name="cpr", text="Den unges CPR-nummer", read=answers.cpr_of, empty="ikke oplyst"),
    Question(name="birth_date", text="Fødselsdato", read=answers.birth_date_of, empty="efter CPR-nummeret"),
    Question(name="name", text="Den unges navn", read=answers.name_of, empty="ikke oplyst"),
    Question(name="offences", text="Mistanken (adskil med ;)", read=answers.offences_of, empty="ikke oplyst"),
    Question(name="police_case", text="Politiets journalnummer", read=answers.text_of, empty="ikke oplyst"),
    Question(name="committed", text="Hvornår skete det", read=answers.text_of, empty="ikke oplyst"),
    Question(name="scene", text="Hvor skete det", read=answers.text_of, empty="ikke oplyst"),
    Question(name="remand", text="Varetægtssurrogat (j/n)", read=answers.yes_of, empty="nej"),
    Question(name="interrogation", text="Skal den unge afhøres (j/n)", read=answers.yes_of, empty="nej"),
    Question(
        name="interrogation_time",
        text="Hvornår er afhøringen",
        read=answers.interrogation_time_of,
        empty="ikke oplyst",
        asked=answers.to_come_of,
    ),
    Question(
        name="reply_by",
        text="Hvornår vil politiet have svar",
        read=answers.reply_by_of,
        empty="ikke oplyst",
        asked=answers.to_come_of,
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
