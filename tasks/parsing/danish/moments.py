"""When and where, as the police write it in running text: of an offence, and of an interrogation to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.parsing.danish.numbers import DATE, MONTH

_WEEKDAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dag"
_DAY = (
    rf"(?:(?:natten til |aftenen )?(?:{_WEEKDAY},? )?(?:den |d\. ?)?"
    rf"(?:{DATE}|\d{{1,2}}\. ?{MONTH}|\d{{1,2}}/\d{{1,2}}\b)"
    r"|i (?:dag|morgen|overmorgen|aften|eftermiddag|formiddag|går|forgårs|nat|weekenden)"
    rf"|(?:på |natten til )?{_WEEKDAY}"
    r"|dags dato)"
)
_CLOCK = (
    r"(?:,? ?(?:ca\. )?(?:kl\.?|klokken) ?(?:ca\. )?\d{1,2}(?:[.:]\d{2})?"
    r"(?:\s?(?:-|–|og|til) ?(?:kl\.? ?)?\d{1,2}[.:]\d{2})?)"
)
_MOMENT = re.compile(rf"\b{_DAY}(?P<clock>{_CLOCK})?", re.IGNORECASE)
#: "12.9.", as in a cell of a list.
_SHORT_DAY = re.compile(r"(?<!\d)\d{1,2}[./-] ?\d{1,2}\b(?!\d)")
_HAPPENED = r"\b(?:begået|forøvet|udøvet|fundet sted|fandt sted|skete|sket)"
_COMMITTED = re.compile(
    rf"{_HAPPENED} (?:i perioden (?:fra )?)?(?P<when>{_DAY}{_CLOCK}?"
    rf"(?:(?: til(?: og med)? | ?[–-] ?){_DAY}{_CLOCK}?)?)",
    re.IGNORECASE,
)
_SCENE = re.compile(
    rf"{_HAPPENED}(?: {_DAY}{_CLOCK}?)?,? (?:på|i|ved|foran|ud for|hos|nær)"
    r" (?P<where>(?!perioden\b|weekenden\b|dag\b|går\b|nat\b|forening\b)[^\W_][^.,;:\n()]{1,80}?)(?=[.,;:\n()]|$"
    r"| (?:og|samt|hvor|af|mod|sammen|efter|kl\.|til skade|den|blev|er|i)\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^[ \t*]*(?:tid(?:spunkt)? for )?(?:afhøring(?:en)?|afhøringst\w+|afhøres|mødetid\w*)"
    r"(?: (?:finder sted|sker|den))?"
    r"[ \t*]*:[ \t]*(?P<when>[^\n]{3,80}?)[ \t.]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = re.compile(r"\bafhør\w*|\bbisidder\w*", re.IGNORECASE)
#: Characters after a word of interrogation within which its time stands, and before it.
_AFTER, _BEFORE = 250, 120


def committed(words: str) -> str | None:
    """When the offence was committed, as written."""
    match = _COMMITTED.search(words)
    return match["when"].strip() if match else None


def scene(words: str) -> str | None:
    """Where it was committed, as written."""
    match = _SCENE.search(words)
    return match["where"].strip() if match else None


def interrogation(words: str) -> str | None:
    """When the interrogation is, as written ("torsdag den 17. september kl. 10.00"); one with a time of day first."""
    if match := _LABELLED.search(words):
        return match["when"] if re.search(r"\d|morgen|dag", match["when"]) else None
    near = list(_near(words))
    return next((moment[0] for moment in near if moment["clock"]), near[0][0] if near else None)


def _near(words: str) -> Iterator[re.Match[str]]:
    """The moments that stand after a word of interrogation, then those before it in the same line."""
    spoken = list(_SPOKEN.finditer(words))[:20]
    for match in spoken:
        end = words.find("\n\n", match.end())
        yield from _MOMENT.finditer(words, match.end(), min(match.end() + _AFTER, end if end >= 0 else len(words)))
    for match in spoken:
        begin = max(words.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE)
        yield from _MOMENT.finditer(words, begin, match.start())


def is_day(words: str) -> bool:
    """Whether the words name a day ("12.9.", "i morgen", "mandag")."""
    return _MOMENT.search(words) is not None or _SHORT_DAY.search(words) is not None
