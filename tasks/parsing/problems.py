"""Why a part of a mail cannot be read."""

from __future__ import annotations

from samraad.errors import BadInput
from samraad.notification import Problem


class Unreadable(BadInput):
    """A part of a mail cannot be read with certainty. The text says why, in Danish, without personal data."""

    #: What kind of thing is wrong.
    code: Problem

    def __init__(self, text: str, code: Problem = Problem.UNREADABLE) -> None:
        super().__init__(text)
        self.code = code
