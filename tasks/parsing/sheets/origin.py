"""Which list a sheet is: the police's weekly one, or a youth list from an SSP meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from samraad.notification import Origin

#: Not the address of a colleague who only gets a copy: these are looked for in names, titles, subject and sender.
_SSP: Final = re.compile(r"(?<![^\W_])SSP(?![^\W\d_])|(?<![^\W_])unge-?\s?list", re.IGNORECASE)
_WEEKLY: Final = re.compile(
    r"mandags-?\s?(?:data|liste|rapport|udtræk)|(?<![^\W_])uge-?\s?(?:data|liste|rapport|udtræk)", re.IGNORECASE
)


def of(near: Iterable[str], far: Iterable[str] = ()) -> Origin:
    """The origin of a list, by the words nearest to it: file name, sheet title, title rows; then subject and sender.

    A list that says nothing is the weekly one.
    """
    for words in (" ".join(near), " ".join(far)):
        if _SSP.search(words):
            return Origin.SSP_LIST
        if _WEEKLY.search(words):
            return Origin.WEEKLY_SHEET
    return Origin.WEEKLY_SHEET
