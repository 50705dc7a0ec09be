"""The most usual answers in one line: `indkaldt 25.11 digital post`, `holdt 2.12`, `opgave 3 gjort`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from samraad.errors import Refused
from samraad.forms import DAY_FIELD
from samraad.replies.examples import TODO_EXAMPLE, short_label
from samraad.replies.fields import value
from samraad.replies.phrases import SHORT, Short
from samraad.spoken_day import leading_day, leading_time
from samraad.vocabulary import Matter, Milestone, TodoOutcome, Topic

#: A code, an ISO day, several codes.
Value = str | tuple[str, ...]
Fields = dict[str, Value]

_TODO: Final = re.compile(r"opgave (?:nr\.? ?)?(\d{1,4})[:,]? (.*)", re.IGNORECASE)
_BECAUSE: Final = re.compile(r"(?:fordi|grund|årsag):? ", re.IGNORECASE)
#: Where the hour counts; elsewhere one may be written, and the day is what is registered.
_TIME_FIELD: Final[dict[Topic, str]] = {Milestone.ASSESSMENT: "assessed_time"}
_BETWEEN: Final = " .,:"


def read_short(line: str, today: date) -> tuple[Topic, Fields] | None:
    """What a line says in one of the short forms; None where it is none. Raises Refused: a part of it is wrong."""
    words = " ".join(line.split()).rstrip(" !")
    if found := _TODO.fullmatch(words):
        return _todo(found, today)
    meant = max(_meant(words, today), key=lambda each: len(each[1]), default=None)
    if meant is None:
        _told_what_follows(words, today)
        return None
    return _said(*meant, words, today)


def _told_what_follows(words: str, today: date) -> None:
    """Refuse a line that begins as a form does and leaves open which."""
    begun = [short for short in SHORT if any(_begins(words, phrase) for phrase in short.words)]
    for phrase in begun[0].words if begun else ():
        _day(begun[0].topic, DAY_FIELD[begun[0].topic], words[len(phrase) :], {}, today)
    if begun:
        choices = " eller ".join(f"»{each.example}«" for each in begun)
        raise Refused("reply_rest", f"Skriv også, hvad der så skal ske: {choices}.")


def _meant(words: str, today: date) -> Iterator[tuple[Short, str, str]]:
    """The forms that the line may be: with their words, and the tail that stands there."""
    for short in SHORT:
        for phrase in short.words:
            if not _begins(words, phrase):
                continue
            after = _without_day(words[len(phrase) :], today)
            tails = [each for each in short.tail if _begins(after, each)]
            if tails or not short.tail:
                tail = max(tails, key=len, default="")
                yield short, f"{phrase} {tail}".strip(), tail


def _without_day(text: str, today: date) -> str:
    try:
        return leading_day(text.strip(_BETWEEN), today)[1].strip(_BETWEEN)
    except ValueError:  # a day that does not exist is told once it is known which form it stands in
        return ""


def _said(short: Short, phrase: str, tail: str, words: str, today: date) -> tuple[Topic, Fields]:
    fields: Fields = dict(short.fields)
    day = short.day or DAY_FIELD[short.topic]
    begins = len(phrase) - len(tail) - (1 if tail else 0)
    rest = _day(short.topic, day, words[begins:], fields, today)
    if tail:
        rest = rest[len(tail) :].strip(_BETWEEN)
        if short.rest is None and day not in fields:
            rest = _day(short.topic, day, rest, fields, today)
    filled = _rest(short, rest)
    if filled is not None and short.rest is not None:
        fields[short.rest.field] = value(short.topic, short.rest.field, filled, today)
    elif rest:
        text = f"Det, der står efter »{phrase}«, kan ikke forstås. Skriv f.eks. »{short.example}«."
        raise Refused("reply_rest", text)
    return short.topic, fields


def _rest(short: Short, rest: str) -> str | None:
    """The words that fill in the form's further field, without what leads to them."""
    if not rest or short.rest is None:
        return None
    for lead in sorted(short.rest.leads, key=len, reverse=True):
        if not lead or _begins(rest, lead):
            return rest[len(lead) :].strip(_BETWEEN)
    return None


def _begins(words: str, phrase: str) -> bool:
    after = words[len(phrase) : len(phrase) + 1]
    return words.casefold().startswith(phrase) and after in ("", *_BETWEEN)


def _day(topic: Topic, name: str, words: str, fields: Fields, today: date) -> str:
    """Take the day the words begin with, and its hour; what stands after them."""
    try:
        day, rest = leading_day(words.strip(_BETWEEN), today)
    except ValueError as error:
        raise Refused("reply_day", str(error), name) from error
    if day is not None:
        fields[name] = day.isoformat()
    at, rest = leading_time(rest)
    if at and topic in _TIME_FIELD:
        fields[_TIME_FIELD[topic]] = at
    return rest.strip(_BETWEEN)


def _todo(found: re.Match[str], today: date) -> tuple[Topic, Fields]:
    outcomes = [(word, each) for each in TodoOutcome for word in (each.value, each.label, short_label(each))]
    said = [each for each in outcomes if _begins(found[2], each[0])]
    if not said:
        choices = ", ".join(each.label for each in TodoOutcome)
        raise Refused("reply_choice", f"En opgave kan være: {choices}. Skriv f.eks. »{TODO_EXAMPLE}«.", "outcome")
    word, outcome = max(said, key=lambda each: len(each[0]))
    fields: Fields = {"todo": found[1], "outcome": outcome.value}
    rest = _day(Matter.TODO, DAY_FIELD[Matter.TODO], found[2][len(word) :], fields, today)
    if because := _BECAUSE.match(rest):
        name = "reason" if outcome is TodoOutcome.NOT_DONE else "cause"
        fields[name] = value(Matter.TODO, name, rest[because.end() :], today)
    elif rest:
        raise Refused("reply_rest", f"Det sidste kan ikke forstås. Skriv f.eks. »{TODO_EXAMPLE}«.")
    return Matter.TODO, fields
