"""What a reply says. Strict: what is not understood is told by its line, and nothing is registered.

    2026-0042                      only where the message is about several cases
    indkaldt 25.11 digital post    a short form, or the name of a milestone or matter
    initialer: VIS                 fields of its form, by code or Danish name

The answer ends at the first blank line; below it stands whoever signs. A field or a second answer below it is not
passed over: whoever wrote it would take it for registered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from samraad.errors import Refused
from samraad.replies.fields import DAYS, names, plain, value
from samraad.replies.short import Fields, Value, read_short
from samraad.vocabulary import Topic, read_topic

#: Lines that are looked at, with whoever signs.
MOST_LINES: Final = 60
_LONGEST_LINE: Final = 300

_CASE: Final = re.compile(r"(?:sag(?:snummer|snr\.?)?\s*:?\s*)?(\d{4}-\d{4,9})(?:[:.,]|\s|$)\s*(.*)", re.IGNORECASE)
_SIGN: Final = re.compile(r"[:=]")
_GREETING: Final = re.compile(r"(?:hej|hejsa|goddag|godmorgen|kære)\b[\w ]{0,40}[,.!]?", re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"--|(?:(?:med |de |mange )?(?:venlige?|bedste|kærlig) hilsen(?:er)?|hilsen|mvh|m\.v\.h|vh|v\.h|kh|bh|dbh)\b.*"
    r"|sendt fra (?:min|outlook)\b.*|hent(?:et)? outlook\b.*|sent from my\b.*",
    re.IGNORECASE,
)

#: Ends an answer, but is none.
_THANKS: Final = re.compile(r"(?:mange |på forhånd )?tak(?: for (?:det|hjælpen))?[.!]*", re.IGNORECASE)

#: A line as it is numbered for whoever wrote it, and its words.
Line = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer, understood as far as it can be without its case."""

    #: The case it names; None where it names none.
    case: str | None
    topic: Topic
    #: Codes and ISO days, by the code of the field.
    fields: Mapping[str, Value]
    #: The last line that was read, where words that no one reads stand below it; None: nothing was passed over.
    read_to: int | None = None


class NotUnderstood(Exception):
    """A reply that says something else, or nothing. Its text is Danish, and repeats nothing of what was written."""

    def __init__(self, text: str, code: str, field: str | None = None) -> None:
        super().__init__(text)
        #: Stable, for the file.
        self.code = code
        #: Name of the field that is wrong, where it is one.
        self.field = field
        #: What the reply names, as far as it was understood.
        self.case: str | None = None
        self.topic: Topic | None = None


def read(text: str, today: date) -> Said:
    """The answer in the text that was written now. Raises NotUnderstood."""
    case, lines = _case(list(_lines(text)))
    topic: Topic | None = None
    try:
        topic, fields = _first(lines, today)
        read_to = _fill(fields, lines, topic, today)
    except NotUnderstood as error:
        error.case, error.topic = case, topic
        raise
    return Said(case=case, topic=topic, fields=fields, read_to=read_to)


def _lines(text: str) -> Iterator[Line]:
    """The lines that count: without a greeting, and up to whoever signs."""
    begun = False
    for number, line in enumerate(text.strip().split("\n")[:MOST_LINES], 1):
        words = " ".join(line.split())[:_LONGEST_LINE].strip("*_ ")
        if _CLOSING.fullmatch(words) or (begun and _THANKS.fullmatch(words)):
            return
        begun = begun or not (not words or _GREETING.fullmatch(words))
        if begun:
            yield number, words


def _case(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The case number before the answer, and the lines of the answer."""
    found = _CASE.fullmatch(lines[0][1]) if lines else None
    if found is None:
        return None, lines
    left = [(lines[0][0], found[2]), *lines[1:]]
    while left and not left[0][1]:
        del left[0]
    return found[1], left


def _first(lines: Sequence[Line], today: date) -> tuple[Topic, Fields]:
    """What the answer is about, and what its first line says of it."""
    if not lines:
        raise NotUnderstood("Der står intet svar i mailen.", "reply_empty")
    number, words = lines[0]
    with suppress(ValueError):
        return read_topic(words.rstrip(" .:")), {}
    try:
        short = read_short(words, today)
    except Refused as refused:
        raise NotUnderstood(f"Linje {number}: {refused}", refused.code, refused.field) from refused
    if short is None:
        raise NotUnderstood(f"Linje {number} kan ikke forstås: her skal stå, hvad du vil registrere.", "reply_topic")
    return short


def _fill(fields: Fields, lines: Sequence[Line], topic: Topic, today: date) -> int | None:
    """Add what the lines below the first say; the last line that was read, where others below it were not."""
    known, read_to, passed, ended = names(topic), lines[0][0], False, False
    for number, words in lines[1:]:
        found = _field(words, known)
        if not words:
            ended = True
        elif found and not (ended and _signs(found, fields)):
            name, written = found
            if name in fields:
                raise NotUnderstood(f"Linje {number}: feltet er udfyldt to gange.", "reply_twice", name)
            fields |= {name: _value(number, topic, name, written, today)} if written else {}
            read_to = number
        elif not ended:
            text = f"Linje {number} er ikke et felt, der kan udfyldes her. Sæt en blank linje efter dit svar."
            raise NotUnderstood(text, "reply_field")
        elif _answers(number, words, today):
            raise NotUnderstood(f"Linje {number} er endnu et svar. Skriv ét svar i hver mail.", "reply_second")
        else:
            passed = True
    return read_to if passed else None


def _field(words: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Code of the field that the line fills in, and what it is filled in with. Some titles have a colon in them."""
    for sign in _SIGN.finditer(words):
        name = known.get(plain(words[: sign.start()]))
        if name:
            return name, words[sign.end() :].strip("*_ ")
    return None


def _signs(found: tuple[str, str], fields: Fields) -> bool:
    """Whether a line below the answer is rather a signature's, `Dato: …`: what it would fill in is filled in."""
    return found[0] in fields and found[0] in DAYS


def _value(number: int, topic: Topic, name: str, written: str, today: date) -> Value:
    try:
        return value(topic, name, written, today)
    except Refused as refused:
        raise NotUnderstood(f"Linje {number}: {refused}", refused.code, name) from refused


def _answers(number: int, words: str, today: date) -> bool:
    """Whether the line would do as an answer of its own."""
    if _CASE.fullmatch(words):
        return True
    try:
        _first([(number, words)], today)
    except NotUnderstood:
        return False
    return True
