"""Two versions of one text (`multipart/alternative`): whom only one of them names, a person has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samraad.intake import normal_name
from samraad.notification import Entry, Suspicion, doubted

_PROBLEM = "Mailens to udgaver (tekst og HTML) siger ikke det samme."


def agreed(entries: Iterable[Entry], words: str, others: Iterable[Entry], other_words: str) -> list[Entry]:
    """The entries of one version, those that the other does not name as unclear, and whom only the other names.

    A version that names nobody ("Se HTML.") contradicts nothing.
    """
    ours, theirs = list(entries), list(others)
    if not any(isinstance(entry, Suspicion) for entry in theirs):
        return ours
    checked = [doubted(entry, _PROBLEM) if _missing(entry, other_words) else entry for entry in ours]
    return [*checked, *(doubted(entry, _PROBLEM) for entry in theirs if _missing(entry, words))]


def _missing(entry: Entry, words: str) -> bool:
    """Whether neither number nor name of a suspect stands in the words."""
    if not isinstance(entry, Suspicion):
        return False
    if entry.cpr:
        return entry.cpr.replace("-", "") not in re.sub(r"\D", "", words)
    return normal_name(entry.name or "") not in normal_name(words)
