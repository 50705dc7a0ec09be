"""What the cells of a row say besides who and of what: remand, and an interrogation still to come.

A cell that answers neither yes nor no is never taken for a no: intake is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from samraad.notification import Certainty, Field, Note, Source
from tasks.parsing import found
from tasks.parsing.danish import moments
from tasks.parsing.found import Found
from tasks.parsing.sheets.grid import Cell, Fault, Row, text
from tasks.parsing.sheets.persons import Layout, place_of


class Answer(Enum):
    """What one cell says."""

    YES = auto()
    NO = auto()
    UNREADABLE = auto()


#: Whole cells, without case and marks around.
_YES: Final = frozenset({"ja", "j", "yes", "y", "x", "xx", "1", "true", "sand", "sandt", "ok", "✓", "✔", "☑", "☒", "√"})
_NO: Final = frozenset(
    {"", "nej", "n", "no", "0", "false", "falsk", "ingen", "ikke", "nix", "☐", "ikke relevant", "irrelevant", "none"}
)
_BEGINS_YES: Final = re.compile(r"^(?:ja|yes|x|✓|✔)\b|^[✓✔☑]")
#: It is not known, or not yet.
_OPEN: Final = re.compile(
    r"\?|\b(?:afvent\w*|afklar\w*|uafklaret|oplyst|kendt|afgjort|ukendt|uoplyst|vides|måske|evt|eventuel\w*|muligvis"
    r"|formentlig|ikke endnu|endnu ikke|unknown|tbd|tba)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:ikke|ingen|aldrig|løsladt|ophævet|not|released)\b(?:(?!\bmen\b)[^,;]){0,40}|^(?:nej|no)\b"
)
#: A day, as a spreadsheet counts them: from 1982 to 2119.
_SERIALS: Final = range(30_000, 80_000)
_HELD: Final = re.compile(
    r"\b\w{0,12}(?:fængsl|varetægt|surrogat|fremstil|anbragt|anbring|sikre[td]|grundlov|arrest|anhol|begær|tilbagehol)\w*"
    r"|\b(?:vtf|vf|glf)\b"
)
_SUMMONED: Final = re.compile(
    r"\b(?:afhøres|afhøring\w*|indkald\w*|tilsag\w*|berammet|planlagt|aftalt|skal|bisidder\w*)\b|\bkl\.? ?\d"
    r"|\b\d{1,2}[.:]\d{2}\b"
)
#: It has been, or will not be.
_OVER: Final = re.compile(
    r"\b(?:afhørt|er sket|foretaget|gennemført|afholdt|afsluttet|har fundet sted|aflyst|udgår|bortfaldet)\b[^,;]{0,30}"
)
_REMAND: Final = ("remand", "arrested")
_INTERROGATION: Final = ("interrogation", "interrogation_hour", "interrogation_place")


def told(person: Found, row: Row, layout: Layout) -> Found:
    """The person with what the row says of remand and interrogation, and where."""
    return _interrogation(_remand(person, row, layout), row, layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What several cells together say."""

    answer: Answer
    #: Column that says yes, counted from 0.
    index: int = 0


def _remand(person: Found, row: Row, layout: Layout) -> Found:
    said = _asked(row, _indices(layout, "remand"), _HELD)
    certainty = layout.certainty.get("remand", Certainty.CERTAIN)
    if not _indices(layout, "remand"):
        said, certainty = _asked(row, _indices(layout, "arrested"), _HELD), Certainty.DOUBTFUL
    if said.answer is not Answer.YES and (index := _spoken(row, layout, Field.REMAND)) is not None:
        said, certainty = _Said(answer=Answer.YES, index=index), Certainty.LIKELY
    if said.answer is Answer.UNREADABLE:
        return replace(person, notes=(*person.notes, Note.REMAND_UNCLEAR))
    if said.answer is Answer.NO:
        return person
    return replace(person, remand=True, sources=(*person.sources, _source(Field.REMAND, certainty, row, layout, said)))


def _interrogation(person: Found, row: Row, layout: Layout) -> Found:
    asked = _indices(layout, "interrogation")
    said = _asked(row, asked, _SUMMONED, _OVER)
    certainty = layout.certainty.get("interrogation", Certainty.CERTAIN)
    beside = [index for key in _INTERROGATION[1:] for index in _indices(layout, key) if _filled(row, index)]
    if not asked and beside:
        said, certainty = _Said(answer=Answer.YES, index=beside[0]), Certainty.LIKELY
    if said.answer is not Answer.YES and (index := _spoken(row, layout, Field.INTERROGATION)) is not None:
        said, certainty = _Said(answer=Answer.YES, index=index), Certainty.LIKELY
    if said.answer is Answer.UNREADABLE:
        return replace(person, notes=(*person.notes, Note.INTERROGATION_UNCLEAR))
    if said.answer is Answer.NO:
        return person
    source = _source(Field.INTERROGATION, certainty, row, layout, said)
    return replace(
        person,
        interrogation=True,
        interrogation_time=_when(row, layout, said),
        sources=(*person.sources, source, replace(source, field=Field.INTERROGATION_TIME)),
    )


def _when(row: Row, layout: Layout, said: _Said) -> str | None:
    """When and where, as written: the cells side by side."""
    cell = text(_cell(row, said.index))
    if said.index not in _columns_of(layout):
        return moments.interrogation(cell)
    parts = [text(_cell(row, index)) for key in _INTERROGATION for index in _indices(layout, key)]
    return ", ".join(part for part in parts if part and part.casefold().strip(" .!") not in _YES) or None


def answer(cell: Cell, positive: re.Pattern[str], negative: re.Pattern[str] = _DENIED) -> Answer:
    """Yes for ja, x, a date, a word that says so; no for nej, a dash, nothing; unreadable where it is neither or both.

    positive: words that say yes. negative: words that say no, besides "nej", "ikke …".
    """
    if isinstance(cell, Fault):
        return Answer.UNREADABLE
    if isinstance(cell, date) or (isinstance(cell, int | float) and int(cell) in _SERIALS):
        return Answer.YES
    return _worded(text(cell), positive, negative)


@lru_cache(maxsize=4_096)
def _worded(said: str, positive: re.Pattern[str], negative: re.Pattern[str]) -> Answer:
    words = " ".join(said.casefold().split()).strip(" .!:*-–—_()/")
    if words in _YES or words in _NO:
        return Answer.YES if words in _YES else Answer.NO
    left = negative.sub(" ", _DENIED.sub(" ", words))
    says_yes = bool(_BEGINS_YES.search(left) or positive.search(left) or moments.is_day(left))
    if _OPEN.search(words) or says_yes == (left != words):
        return Answer.UNREADABLE
    return Answer.YES if says_yes else Answer.NO


def _asked(row: Row, indices: tuple[int, ...], positive: re.Pattern[str], negative: re.Pattern[str] = _DENIED) -> _Said:
    """What the columns say together: one yes is enough, one that cannot be read goes before a no."""
    answers = {index: answer(_cell(row, index), positive, negative) for index in indices}
    for wanted in (Answer.YES, Answer.UNREADABLE):
        index = next((index for index, given in answers.items() if given is wanted), None)
        if index is not None:
            return _Said(answer=wanted, index=index)
    return _Said(answer=Answer.NO)


def _spoken(row: Row, layout: Layout, field: Field) -> int | None:
    """The cell of another column whose words say it, as they do in a mail ("Bemærkning", "Status")."""
    own = _columns_of(layout)
    speaks = _remand_in if field is Field.REMAND else _interrogation_in
    return next(
        (at for at, cell in enumerate(row.cells) if isinstance(cell, str) and at not in own and speaks(cell)), None
    )


@lru_cache(maxsize=4_096)
def _remand_in(cell: str) -> bool:
    return found.remand(cell)


@lru_cache(maxsize=4_096)
def _interrogation_in(cell: str) -> bool:
    return found.interrogation(cell)


def _columns_of(layout: Layout) -> set[int]:
    return {index for key in (*_REMAND, *_INTERROGATION) for index in _indices(layout, key)}


def _indices(layout: Layout, key: str) -> tuple[int, ...]:
    return layout.alike.get(key, ())


def _cell(row: Row, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else None


def _filled(row: Row, index: int) -> bool:
    return text(_cell(row, index)).strip(" -–") != ""


def _source(field: Field, certainty: Certainty, row: Row, layout: Layout, said: _Said) -> Source:
    return Source(field=field, certainty=certainty, place=place_of(row, layout, said.index))
