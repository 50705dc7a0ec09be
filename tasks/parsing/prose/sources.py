"""Where in a text each field of a person stands, and how certain it is that it was understood.

The value that was read is looked up again in the text, nearest to the person's number. How certain it is:

| field                              | certain                        | likely                      | doubtful     |
|------------------------------------|--------------------------------|-----------------------------|--------------|
| name                               | labelled, or beside the number | elsewhere, in one piece     | put together |
| cpr                                | labelled, or with its hyphen   | ten digits beside a name    | ten digits   |
| birth_date                         | as the CPR number, or "født"   | a year of two digits        | a mere date  |
| offences                           | labelled                       | after a word of suspicion   | elsewhere    |
| police_case                        | labelled, or the police's form | any other                   |              |
| committed, scene                   | labelled                       | by the words around it      |              |
| reply_by, unit                     | labelled                       |                             |              |
| remand, interrogation (and time)   | labelled (the time)            | by the words that say it    |              |

What stands only in the subject has no line, and is likely at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from samraad.notification import Certainty, Field, Listing, Place, Source
from tasks.parsing import found
from tasks.parsing.danish import numbers
from tasks.parsing.danish.labels import resolve
from tasks.parsing.danish.words import FLAGS, SUSPECT
from tasks.parsing.prose.quoted import Message

#: Characters around the number in which a value is looked for first, and within which a name stands next to it.
_WINDOW: Final = 3_000
_BESIDE: Final = 60
#: Characters before an offence in which the word of suspicion stands.
_SAID: Final = 200
#: Characters before a value in which its label stands.
_LABEL: Final = 300
_LABEL_BEFORE = re.compile(
    r"(?:^|[,;|.])[\s*•·–\d.)-]*+(?P<label>[^\W\d_][^:\t\n=]{0,44}?)\s*(?::|\t|=| [–-] |\s{3})[^:\n]{0,80}$"
)
_LABELS: Final = {
    Field.NAME: {"name", "given", "family", "family_first"},
    Field.OFFENCES: {"offence", "matter"},
    Field.POLICE_CASE: {"case"},
    Field.COMMITTED: {"committed"},
    Field.SCENE: {"scene"},
    Field.REPLY_BY: {"reply_by"},
    Field.UNIT: {"unit"},
    Field.INTERROGATION_TIME: {"note"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A stretch of one of the messages; `message` is its index."""

    message: int
    start: int
    end: int


def of(person: Listing, written: Sequence[Message], place: Place) -> tuple[Source, ...]:
    """The source of every field that can be found again; `place` is that of the text."""
    number = _number(person, written)
    places: dict[Field, tuple[_Spot | None, Certainty]] = {}
    anchor = _Spot(message=number[0], start=number[1].start, end=number[1].end) if number else None
    name = _name(person.name, written, anchor) if person.name else None
    if name:
        places[Field.NAME] = name
    if anchor and number:
        certainty = Certainty.CERTAIN if number[1].certain else Certainty.LIKELY if name else Certainty.DOUBTFUL
        if person.cpr is None and re.search(r"\D\d\d$", written[anchor.message].text[anchor.start : anchor.end]):
            certainty = Certainty.LIKELY
        places |= dict.fromkeys((Field.CPR, Field.BIRTH_DATE), (anchor, certainty))
    for field, value in (
        (Field.OFFENCES, person.offences[0] if person.offences else None),
        (Field.POLICE_CASE, person.police_case),
        (Field.COMMITTED, person.committed),
        (Field.SCENE, person.scene),
        (Field.REPLY_BY, person.reply_by),
        (Field.UNIT, person.unit),
        (Field.INTERROGATION_TIME, person.interrogation_time),
    ):
        spot = _nearest(_literal(value), written, anchor) if value else None
        if value and (spot or _in_subject(value, written)):
            places[field] = spot, _certainty(field, value, spot, written)
    for field, at in ((Field.REMAND, found.remand_at), (Field.INTERROGATION, found.interrogation_at)):
        for index, message in enumerate(written):
            if (start := _once(at, message.text)) is not None:
                places.setdefault(field, (_Spot(message=index, start=start, end=start), Certainty.LIKELY))
    return tuple(
        Source(field=field, certainty=certainty, place=_place(spot, written, place))
        for field, (spot, certainty) in places.items()
    )


@lru_cache(maxsize=16)
def _once(at: Callable[[str], int | None], text: str) -> int | None:
    return at(text)


def _place(spot: _Spot | None, written: Sequence[Message], place: Place) -> Place:
    if spot is None:
        return place
    message = written[spot.message]
    return replace(place, line=message.lines[message.text.count("\n", 0, spot.start)])


@lru_cache(maxsize=8)
def _numbers(text: str) -> tuple[numbers.Number, ...]:
    return tuple(numbers.find(text))


def _number(person: Listing, written: Sequence[Message]) -> tuple[int, numbers.Number] | None:
    """The first CPR number of the person, else their birth date, with the index of its message."""
    for index, message in enumerate(written):
        for number in _numbers(message.text):
            if number.cpr == person.cpr and number.birth_date == person.birth_date:
                return index, number
    by_date = person.cpr is None and person.birth_date is not None
    for index, message in enumerate(written):
        for match in re.finditer(numbers.DATE, message.text, re.IGNORECASE) if by_date else ():
            if numbers.parse_date(match[0]) == person.birth_date:
                return index, numbers.Number(start=match.start(), end=match.end(), certain=False)
    return None


def _literal(value: str) -> re.Pattern[str]:
    """The value as it stands in the text, where lines may be broken anew."""
    # Nothing but blanks between: a joint that could match a word of the value would be tried in endless ways.
    return re.compile(r"\s+".join(re.escape(word) for word in value.split()[:40]))


def _name(name: str, written: Sequence[Message], anchor: _Spot | None) -> tuple[_Spot, Certainty] | None:
    words = [re.escape(word) for word in name.split()]
    apart = r"(?:[\s,]+|[\s,]+[\"“”'«»][^\n\"“”'«»]{1,25}[\"“”'«»]\s+)"
    turned = [apart.join([*words[at:], *words[:at]]) for at in range(len(words))]
    for pattern in turned:
        if spot := _nearest(re.compile(rf"(?<!\w){pattern}(?!\w)"), written, anchor):
            beside = anchor is not None and spot.message == anchor.message and _beside(spot, anchor, written)
            sure = beside or _labelled(Field.NAME, spot, written)
            return spot, Certainty.CERTAIN if sure else Certainty.LIKELY
    spot = _nearest(re.compile(rf"(?<!\w){words[0]}(?!\w)"), written, anchor)
    return (spot, Certainty.DOUBTFUL) if spot else None


def _beside(spot: _Spot, anchor: _Spot, written: Sequence[Message]) -> bool:
    first, last = sorted((spot, anchor), key=lambda each: each.start)
    between = written[spot.message].text[first.end : last.start]
    return len(between) <= _BESIDE and "\n\n" not in between


def _nearest(pattern: re.Pattern[str], written: Sequence[Message], anchor: _Spot | None) -> _Spot | None:
    """The match nearest to the number, in its own message first."""
    if anchor:
        begin = max(0, anchor.start - _WINDOW)
        near = list(pattern.finditer(written[anchor.message].text, begin, anchor.end + _WINDOW))
        if near:
            match = min(near, key=lambda match: abs(match.start() - anchor.start))
            return _Spot(message=anchor.message, start=match.start(), end=match.end())
    return next(_everywhere(pattern, written), None)


def _everywhere(pattern: re.Pattern[str], written: Sequence[Message]) -> Iterator[_Spot]:
    for index, message in enumerate(written):
        if match := pattern.search(message.text):
            yield _Spot(message=index, start=match.start(), end=match.end())


def _in_subject(value: str, written: Sequence[Message]) -> bool:
    return any(value in message.subject for message in written)


def _certainty(field: Field, value: str, spot: _Spot | None, written: Sequence[Message]) -> Certainty:
    if spot is None:
        return Certainty.LIKELY
    if _labelled(field, spot, written) or (field is Field.POLICE_CASE and found.police_case(value) == value):
        return Certainty.CERTAIN
    before = written[spot.message].text[max(0, spot.start - _SAID) : spot.start]
    if field is Field.OFFENCES and not re.search(SUSPECT, before, FLAGS):
        return Certainty.DOUBTFUL
    return Certainty.LIKELY


def _labelled(field: Field, spot: _Spot, written: Sequence[Message]) -> bool:
    """Whether a label stands before the value in its line, or alone in a line above it."""
    text = written[spot.message].text
    begin = text.rfind("\n", 0, spot.start) + 1
    lines = text[max(0, begin - 300) : begin].split("\n")
    above = next((line for line in reversed(lines) if line.strip()), "")
    beside = _LABEL_BEFORE.search(text[max(begin, spot.start - _LABEL) : spot.start])
    label = beside["label"] if beside else "" if text[begin : spot.start].strip(" -*•·\t") else above
    key = resolve(label.strip(" *:\t")) if label else None
    return key is not None and (key[0] in _LABELS[field] or (field is Field.NAME and key[0] is None))
