"""Whether and for how long messages can be answered by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

#: So many answers go to one recipient in an hour. People do not write as fast; two machines that answer each other do.
MOST_AN_HOUR: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRules:
    """As the installation has them set."""

    #: Where replies go: the mailbox that is watched.
    address: str
    #: How long a message can be answered. Long enough for a case that waits for a court; a mailbox that somebody
    #: else reads some day should not open cases for ever.
    valid_for: timedelta = timedelta(days=60)
    #: Name by which our own mail server writes Authentication-Results; None: whoever wrote them.
    server: str | None = None
