"""What takes a case out of the ordinary course, or back into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samraad.vocabulary import Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved:
    """The young person moved to another municipality, and the case was handed over."""

    moved_on: date
    handed_over_on: date
    #: What ran at the hand-over and until which day, inclusive: the other municipality was told.
    running: tuple[tuple[Milestone, date], ...]


EndingEvent = CaseMoved
