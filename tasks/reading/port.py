"""What intake asks of a reader of mails, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from samraad.notification import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the reading of one mail may cost. Why so much: docs/operating.md."""

    #: Megabytes a mail may have.
    mail_mb: int = 50
    #: Megabytes of memory, besides what the parsers themselves take.
    memory_mb: int = 768
    #: Seconds of processor time.
    cpu_seconds: int = 30
    #: Seconds on the wall.
    seconds: int = 120
    #: Megabytes of what was read, written out.
    output_mb: int = 32


class Limit(StrEnum):
    """What a mail was too much for. The words stand in the log."""

    MAIL = "mail"
    MEMORY = "memory"
    CPU = "cpu"
    TIME = "time"
    OUTPUT = "output"
    #: It ended in a way nobody foresaw: a library crashed, or answered nonsense.
    CRASH = "crash"


#: Where the mail itself is to be found.
_LOOK: Final = "Åbn den i postkassen, og se, hvad der står."

#: What the person who has to look at the mail is told.
SAID: Final = {
    Limit.MAIL: f"Mailen er for stor til at blive læst automatisk. {_LOOK}",
    Limit.MEMORY: f"Mailen kræver for megen hukommelse at læse. {_LOOK}",
    Limit.CPU: f"Mailen kræver for megen regnetid at læse. {_LOOK}",
    Limit.TIME: f"Mailen tager for lang tid at læse. {_LOOK}",
    Limit.OUTPUT: f"Mailen rummer for meget til at blive taget ind automatisk. {_LOOK}",
    Limit.CRASH: f"Læsningen af mailen brød sammen. {_LOOK}",
}
#: The same of a mail whose reading raised something.
UNREADABLE: Final = f"Mailen kan ikke læses. {_LOOK}"


class OverLimit(Exception):
    """The mail was too much for its reader. It is set aside for a person; other mails are read as before."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(SAID[limit])
        self.limit = limit


class Unread(Exception):
    """The parsers raised something they should not have."""

    def __init__(self, error: str, where: str) -> None:
        """error: name of its class; where: file and line. Its text could be personal, and is left where it was."""
        super().__init__(f"{error} ({where})")
        self.error = error
        self.where = where


class Reader(Protocol):
    """Reads mails. Threads may share it."""

    def read(self, raw: bytes, password: str | None = None) -> Letter:
        """What is in the bytes of a mail; see `tasks.parsing.read`.

        Raises OverLimit, Unread: nothing else.
        """

    def close(self) -> None:
        """Leave nothing running. A reader that is used again begins again."""
