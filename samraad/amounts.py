"""So many of something, in Danish: `1 sag`, `2 sager`. One table of the words that are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The word for one → the word for none or several.
SEVERAL: Final[Mapping[str, str]] = {
    "arbejdsdag": "arbejdsdage",
    "besked": "beskeder",
    "dag": "dage",
    "hændelse": "hændelser",
    "ignoreret underretning": "ignorerede underretninger",
    "ikke relevant": "ikke relevante",
    "kørsel": "kørsler",
    "mail": "mails",
    "medarbejder": "medarbejdere",
    "måned": "måneder",
    "opgave": "opgaver",
    "post": "poster",
    "rolle": "roller",
    "sag": "sager",
    "sag åbnet": "sager åbnet",
    "time": "timer",
}


def amount(number: int | str, one: str) -> str:
    """`2 sager` of 2 and `sag`. number: 0 or more, a message's fields hold it as text."""
    return f"{number} {one if str(number) == '1' else SEVERAL[one]}"
