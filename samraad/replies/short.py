"""The most usual answers in one line: `indkaldt 25.11 digital post`, `holdt 2.12`, `opgave 3 gjort`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from samraad.errors import Refused
from samraad.forms import DAY_FIELD
from samraad.replies.fields import choice, value
from samraad.spoken_day import leading_day
from samraad.vocabulary import Matter, Milestone, TodoOutcome, Topic

#: A code, an ISO day, several codes.
Value = str | tuple[str, ...]
Fields = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """One short form: the words, then the day it happened if that was not today, then what `rest` names."""

    words: tuple[str, ...]
    topic: Topic
    fields: Mapping[str, str] = field(default_factory=dict)
    #: Field that what stands after the day fills in; None: nothing may stand there.
    rest: str | None = None
    #: As staff are shown it.
    example: str


M = Milestone

#: All of them, but for todos.
SHORT: Final[tuple[Short, ...]] = (
    Short(
        words=("ikke akut", "intet akut behov", "ikke akut behov"),
        topic=M.ASSESSMENT,
        fields={"outcome": "no_acute_need"},
        example="ikke akut 24.11",
    ),
    Short(words=("akut", "akut behov"), topic=M.ASSESSMENT, fields={"outcome": "acute_need"}, example="akut 24.11"),
    Short(words=("modtaget", "sagen er modtaget"), topic=M.ASSIGNMENT, example="modtaget"),
    Short(words=("indkaldt",), topic=M.SUMMONS, rest="channel", example="indkaldt 25.11 digital post"),
    Short(words=("godkendt",), topic=M.APPROVAL, fields={"outcome": "approved"}, example="godkendt"),
    Short(words=("afvist",), topic=M.APPROVAL, fields={"outcome": "rejected"}, example="afvist"),
    Short(words=("holdt", "afholdt"), topic=M.MEETING, fields={"outcome": "held"}, example="holdt 2.12"),
    Short(
        words=("udsat",),
        topic=M.MEETING,
        fields={"outcome": "postponed"},
        rest="planned_on",
        example="udsat 2.12 til 9.12",
    ),
    Short(words=("udeblevet", "udeblev"), topic=M.MEETING, fields={"outcome": "no_show"}, example="udeblevet 2.12"),
    Short(
        words=("plan lavet", "handleplan lavet"),
        topic=M.PLAN,
        fields={"outcome": "registered"},
        example="plan lavet 9.12",
    ),
    Short(
        words=("fulgt op, ny opfølgning", "fulgt op igen"),
        topic=M.FOLLOW_UP,
        fields={"outcome": "follow_up_again"},
        example="fulgt op, ny opfølgning 1.3",
    ),
    Short(
        words=("fulgt op, afslut", "fulgt op, afslut sagen"),
        topic=M.FOLLOW_UP,
        fields={"outcome": "close"},
        example="fulgt op, afslut 1.3",
    ),
)

#: How a todo is answered.
TODO_EXAMPLE: Final = "opgave 3 gjort 25.11"
_TODO: Final = re.compile(r"opgave (?:nr\.? ?)?(\d{1,4})[:,]? (\D+?)(?: (?=\S*\d|i ).*)?", re.IGNORECASE)
#: May stand between the day and what comes after it.
_LEAD: Final = re.compile(r"(?:ved|med|pr\.?|via|som|til)\s+", re.IGNORECASE)


def read_short(line: str, today: date) -> tuple[Topic, Fields] | None:
    """What a line says in one of the short forms; None where it is none. Raises Refused: a part of it is wrong."""
    words = " ".join(line.split()).rstrip(" !")
    if found := _TODO.fullmatch(words):
        return _todo(found, today)
    begun = [(phrase, each) for each in SHORT for phrase in each.words if _begins(words, phrase)]
    if not begun:
        return None
    phrase, short = max(begun, key=lambda each: len(each[0]))
    fields: Fields = dict(short.fields)
    rest = _day(short.topic, words[len(phrase) :].strip(" .,"), fields, today)
    if rest and short.rest is not None:
        fields[short.rest] = value(short.topic, short.rest, _LEAD.sub("", rest, count=1), today)
    elif rest:
        raise Refused(
            "reply_rest", f"Det, der står efter »{phrase}«, kan ikke forstås. Skriv f.eks. »{short.example}«."
        )
    return short.topic, fields


def examples(topic: Topic) -> tuple[str, ...]:
    """The short forms of a milestone or matter."""
    if topic is Matter.TODO:
        return (TODO_EXAMPLE,)
    return tuple(each.example for each in SHORT if each.topic is topic)


def _begins(words: str, phrase: str) -> bool:
    after = words[len(phrase) : len(phrase) + 1]
    return words.casefold().startswith(phrase) and after in ("", " ", ",", ".")


def _day(topic: Topic, words: str, fields: Fields, today: date) -> str:
    """Take the day the words begin with; what stands after it."""
    try:
        day, rest = leading_day(words, today)
    except ValueError as error:
        raise Refused("reply_day", str(error), DAY_FIELD[topic]) from error
    if day is not None:
        fields[DAY_FIELD[topic]] = day.isoformat()
    return rest


def _todo(found: re.Match[str], today: date) -> tuple[Topic, Fields]:
    outcome = choice(TodoOutcome, found[2])
    if outcome is None:
        choices = ", ".join(each.label for each in TodoOutcome)
        raise Refused("reply_choice", f"En opgave kan være: {choices}. Skriv f.eks. »{TODO_EXAMPLE}«.", "outcome")
    fields: Fields = {"todo": found[1], "outcome": outcome.value}
    if _day(Matter.TODO, found[0][found.end(2) :].strip(" .,"), fields, today):
        raise Refused("reply_rest", f"Det sidste kan ikke forstås. Skriv f.eks. »{TODO_EXAMPLE}«.")
    return Matter.TODO, fields
