"""A person as read, and how it becomes an entry of the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from samraad.notification import Entry, Field, Note, Place, Problem, Source, Unclear, recognised
from tasks.parsing.danish.roles import Role

#: An entry of either kind: what it is, it stays.
Read = TypeVar("Read", bound=Entry)
_POLICE_CASE = re.compile(r"(?<![\d-])\d{4}-\d{5}-\d{4,6}-\d{2}(?![\d-])")
_REMAND = re.compile(
    (
        r"\b(?:varetægtssurrogat\w*|surrogatfængsl\w*|sikre(?:t|de) (?:institution|døgninstitution"
        r"|afdeling)\w*|grundlovsforhør\w*|varetægtsfængsl\w*)\b"
    ),
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:ikke|uden|ingen)\b[^.\n]{0,40}$", re.IGNORECASE)
_NOT_WITHIN = re.compile(r"\b(?:ikke|ingen)\b", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"^[^.,;\n]{0,40}\b(?:(?:er|var|blev|bliver|kommer|begæres|sker|finder) (?:\w+ )?(?:ikke|afvist|afslået|opgivet)"
    r"|ikke taget til følge|aflyst|gennemført|afsluttet|afholdt|foretaget|ophævet)\b",
    re.IGNORECASE,
)
_INTERROGATION = re.compile(
    r"^[ \t*]*afhøring(?:en)?\b(?![^\n]{0,250}\b(?:fandt|blev|har været)\b)[^\n]{0,250}\b(?:kl\.?|klokken) ?\d"
    r"|^[ \t*]*(?:tid(?:spunkt)? for afhøring|afhøringst\w+|afhøring|afhøres|mødetid)[ \t*]*:[^\n]*(?:\d|i morgen)"
    r"|\b(?:tilsag\w*|indkald\w*) til (?:en )?afhøring"
    r"|\b(?:afhøres|skal (?:\w+ ){0,3}afhøre[s]?|vil (?:\w+ ){0,3}(?:blive )?afhør\w+|(?:indkald\w*"
    r"|indbyd\w*|invit\w*|anmodning|bedes?|anmod\w*)\b[^.\n]{0,60}\b(?:til afhøring\w*|bisidder\w*)"
    r"|afhøring(?:en|er|erne)? (?:finder|foretages|er berammet|er fastsat|er planlagt|er aftalt"
    r"|vil finde|begynder|starter|sker|af \w+ ung)"
    r"|bisidder (?:ønskes|søges)|(?:ønsker|søger|mangler|brug for) (?:en )?bisidder|skal til "
    r"afhøring|til afhøring (?:i morgen|på|den|d\.))",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One person as the reader found them."""

    name: str | None = None
    cpr: str | None = None
    birth_date: date | None = None
    #: Danish: why the person cannot be recognised; None when nothing is wrong.
    problem: str | None = None
    role: Role = Role.SUSPECT
    offences: tuple[str, ...] = ()
    police_case: str | None = None
    committed: str | None = None
    scene: str | None = None
    #: When the interrogation is, as written.
    interrogation_time: str | None = None
    #: By when the police ask for an answer, as written.
    reply_by: str | None = None
    #: District or unit of the police.
    unit: str | None = None
    #: Where its own cells say so; what the whole text says comes on top.
    remand: bool = False
    interrogation: bool = False
    notes: tuple[Note, ...] = ()
    #: Where fields were found; of several for one field the first counts, one without a value is left out.
    sources: tuple[Source, ...] = ()
    #: The words that were read, for whoever has to look at them.
    words: str = ""


def police_case(text: str) -> str | None:
    """The first journalnummer in the words, as written."""
    match = _POLICE_CASE.search(text)
    return match[0] if match else None


def only_case(text: str) -> str | None:
    """The journalnummer of a text that has exactly one."""
    numbers = set(_POLICE_CASE.findall(text))
    return numbers.pop() if len(numbers) == 1 else None


def entry(found: Found, place: Place, *, remand: bool = False, interrogation: bool = False) -> Entry | None:
    """What goes into the letter: nothing for somebody who is not suspected."""
    if found.role is Role.OTHER:
        return None
    problem = found.problem
    code = Problem.NO_IDENTITY if found.birth_date is None else Problem.OTHER
    if problem is None and found.birth_date is None:
        problem = "Der er hverken CPR-nummer eller fødselsdato på personen"
    if problem is None and found.role is not Role.SUSPECT:
        problem = "Det fremgår ikke sikkert, om personen er mistænkt"
    read = Unclear(
        place=place,
        problem=f"{problem}.",
        code=code,
        name=found.name,
        cpr=found.cpr,
        birth_date=found.birth_date,
        offences=found.offences,
        police_case=found.police_case,
        committed=found.committed,
        scene=found.scene,
        remand=remand or found.remand,
        interrogation=interrogation or found.interrogation,
        interrogation_time=found.interrogation_time,
        reply_by=found.reply_by,
        unit=found.unit,
        notes=found.notes,
        text=found.words.strip()[:2000],
    )
    entry = read if problem or found.birth_date is None else recognised(read, found.cpr, found.birth_date)
    return sourced(entry, found.sources)


def sourced(person: Read, sources: Iterable[Source]) -> Read:
    """The person with the first source of each field that has a value, in the order of `Field`."""
    first: dict[Field, Source] = {}
    for source in sources:
        first.setdefault(source.field, source)
    return replace(
        person, sources=tuple(first[field] for field in Field if field in first and getattr(person, field.value))
    )


def merged(people: Iterable[Found]) -> list[Found]:
    """Each person once: what is said of them in several places is put together."""
    once: list[Found] = []
    for person in people:
        index = next((i for i, other in enumerate(once) if _same(other, person)), None)
        if index is None:
            once.append(person)
        else:
            once[index] = _join(once[index], person)
    return once


def remand(words: str) -> bool:
    """Whether the words speak of remand in a secure unit, or a court hearing about it."""
    return remand_at(words) is not None


def interrogation(words: str) -> bool:
    """Whether an interrogation is still to come."""
    return interrogation_at(words) is not None


def remand_at(words: str) -> int | None:
    """Where the words speak of remand, None where they do not or deny it."""
    return _affirmed(_REMAND, words)


def interrogation_at(words: str) -> int | None:
    """Where the words speak of an interrogation still to come."""
    return _affirmed(_INTERROGATION, words)


def _affirmed(pattern: re.Pattern[str], words: str) -> int | None:
    for match in pattern.finditer(words):
        sentence = words[max(0, match.start() - 200) : match.start()].rsplit(".", maxsplit=1)[-1]
        if (
            not _NOT.search(sentence)
            and not _NOT_WITHIN.search(match[0])
            and not _NOT_AFTER.match(words[match.end() : match.end() + 80])
        ):
            return match.start()
    return None


def _same(one: Found, other: Found) -> bool:
    if one.cpr and other.cpr:
        return one.cpr == other.cpr
    if not one.name or not other.name or one.name.lower() != other.name.lower():
        return False
    return one.birth_date == other.birth_date or one.birth_date is None or other.birth_date is None


def _join(one: Found, other: Found) -> Found:
    roles = {one.role, other.role}
    role = (
        Role.SUSPECT
        if Role.SUSPECT in roles and Role.OTHER not in roles
        else one.role
        if len(roles) == 1
        else Role.OPEN
    )
    if roles == {Role.OTHER, Role.OPEN}:
        role = Role.OTHER
    offences = tuple(dict.fromkeys([*one.offences, *other.offences]))
    known = one if one.birth_date else other
    return replace(
        known,
        name=one.name or other.name,
        problem=known.problem if known.birth_date else one.problem or other.problem,
        role=role,
        offences=offences,
        police_case=one.police_case or other.police_case,
        committed=one.committed or other.committed,
        scene=one.scene or other.scene,
        interrogation_time=one.interrogation_time or other.interrogation_time,
        reply_by=one.reply_by or other.reply_by,
        unit=one.unit or other.unit,
        remand=one.remand or other.remand,
        interrogation=one.interrogation or other.interrogation,
        notes=tuple(dict.fromkeys([*one.notes, *other.notes])),
        sources=(*one.sources, *other.sources),
        words=f"{one.words}\n{other.words}",
    )
