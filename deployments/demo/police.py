"""The demo's police: puts the invented mails of `mails/` into the mailbox one after the other, each once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Final

from imapclient.exceptions import IMAPClientError  # type: ignore[import-untyped]

from deployments.demo.imap import DemoImap
from samraad.errors import MailboxDown
from samraad.times import Clock

MAILS: Final = Path(__file__).parent / "mails"
#: Demo time between two mails, and the real seconds it must stay between, however fast or slow the clock.
GAP: Final = timedelta(hours=20)
SHORTEST_GAP, LONGEST_GAP = 0.5, 30.0


class Police:
    """Sends the mails in the order of their file names. Which were sent is remembered in a file."""

    def __init__(
        self, imap: DemoImap, *, clock: Clock, speed: float, memory: Path, announce: Callable[[str], None]
    ) -> None:
        self._imap = imap
        self._clock = clock
        self._gap = min(max(GAP.total_seconds() / speed, SHORTEST_GAP), LONGEST_GAP)
        self._memory = memory
        self._announce = announce
        #: On the monotonic clock.
        self._next_at = 0.0

    @property
    def finished(self) -> bool:
        """All mails were sent."""
        return not self._waiting()

    def round(self) -> None:
        """Send the next mail if it is time. Raises MailboxDown; the mail's turn comes again."""
        waiting = self._waiting()
        if not waiting or time.monotonic() < self._next_at:
            return
        mail = waiting[0]
        raw = mail.read_bytes()
        try:
            self._imap.deliver(raw, self._clock.now())
        except (OSError, IMAPClientError) as error:
            raise MailboxDown("Demoens postkasse svarer ikke.") from error
        # Noted after it was sent: one that is sent twice bears the same Message-ID and opens nothing twice.
        with self._memory.open("a", encoding="utf-8") as sent:
            sent.write(f"{mail.name}\n")
        self._next_at = time.monotonic() + self._gap
        self._announce(f"Politiet sender en mail: »{message_from_bytes(raw, policy=default)['Subject']}«")

    def _waiting(self) -> list[Path]:
        sent = set(self._memory.read_text("utf-8").splitlines()) if self._memory.exists() else set()
        return [mail for mail in sorted(MAILS.glob("*.eml")) if mail.name not in sent]
