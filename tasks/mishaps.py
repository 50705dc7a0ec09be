"""What to do when one of many things goes wrong: say so without personal data, or decide again."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Final, TypeVar

from samraad.errors import Conflict

T = TypeVar("T")

#: So often something is decided; others write to one case once in a while, never in a row.
_TRIES: Final = 10


def told(error: Exception) -> dict[str, str]:
    """Type and innermost place of an error, for the log. Its own text could hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return {"error": type(error).__name__, "where": where}


def again_on_conflict(decide: Callable[[], T]) -> T:
    """What `decide` gives; once more from the beginning where somebody else wrote meanwhile.

    decide: one transaction of its own. Raises Conflict when others were first ten times in a row.
    """
    for _ in range(_TRIES - 1):
        try:
            return decide()
        except Conflict:
            continue
    return decide()
