"""What all parts of one mail share while it is read: what the reader knows, and what it may still unpack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from samraad.notification import Note, Problem
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms

#: Bytes that all files of a mail may be together once they are unpacked; twice the largest mail.
MAX_UNPACKED: Final = 100 * 2**20


@dataclass(slots=True, kw_only=True)
class Job:
    """The reading of one mail."""

    synonyms: Synonyms = field(default_factory=columns.load)
    #: What a person gave to open encrypted files with.
    password: str | None = field(default=None, repr=False)
    #: What intake should know of the mail.
    notes: set[Note] = field(default_factory=set)
    #: Who sent the mail, as its header says: it may tell where a list comes from.
    sender: str = field(default="", repr=False)
    _unpacked: int = 0

    def unpack(self, size: int) -> None:
        """So many bytes more have been, or are about to be, unpacked. Raises Unreadable above the limit."""
        self._unpacked += size
        if self._unpacked > MAX_UNPACKED:
            raise Unreadable("Filerne er for store, når de pakkes ud", Problem.OVER_LIMIT)
