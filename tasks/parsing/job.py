"""What all parts of one mail share while it is read: what the reader knows, and what it may still unpack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from samraad.notification import Note, Problem
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms

#: Bytes that all files of a mail may be together once they are unpacked; twice the largest mail.
MAX_UNPACKED: Final = 100 * 2**20

#: Parts of a mail, with all that is found in its files.
MAX_PARTS: Final = 200
#: Parts in parts, mails in mails, files in files.
MAX_DEPTH: Final = 10


@dataclass(slots=True, kw_only=True)
class Job:
    """The reading of one mail."""

    synonyms: Synonyms = field(default_factory=columns.load)
    #: What a person gave to open encrypted files with.
    password: str | None = field(default=None, repr=False)
    #: What intake should know of the mail.
    notes: set[Note] = field(default_factory=set)
    #: Whether a machine answers with it: a mail inside is the one it answers, and says nothing new.
    answers: bool = False
    #: Who sent the mail, as its header says: it may tell where a list comes from.
    sender: str = field(default="", repr=False)
    _unpacked: int = 0
    _parts: int = 0
    _depth: int = 0

    def unpack(self, size: int) -> None:
        """So many bytes more have been, or are about to be, unpacked. Raises Unreadable above the limit."""
        self._unpacked += size
        if self._unpacked > MAX_UNPACKED:
            raise Unreadable("Filerne er for store, når de pakkes ud", Problem.OVER_LIMIT)

    def take(self, depth: int) -> None:
        """One more part is about to be read, so deep in what is being read. Raises Unreadable above the limits."""
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise Unreadable("Mailen har for mange dele", Problem.OVER_LIMIT)
        if self._depth + depth > MAX_DEPTH:
            raise Unreadable("Mailen er indlejret for dybt", Problem.OVER_LIMIT)

    @contextmanager
    def inside(self, levels: int) -> Iterator[None]:
        """While something is read that lies so many levels deeper."""
        self._depth += levels
        try:
            yield
        finally:
            self._depth -= levels

    def spellings(self) -> list[bytes]:
        """The password as the programs of several systems write it in bytes."""
        written = unicodedata.normalize("NFC", self.password or "")
        return list(dict.fromkeys(written.encode(name, "replace") for name in ("utf-8", "cp1252", "cp850")))
