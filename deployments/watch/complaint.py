"""Something about the mailbox that has been wrong for long: somebody is told, once a day as long as it lasts."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Final

import structlog

from samraad.delivery import Notice, NoticeKind
from samraad.errors import SamraadError
from samraad.times import show_instant
from tasks.office import Office

log = structlog.get_logger()

#: Who is told; whoever the list of recipients falls back on, where it does not know the role.
OPERATOR: Final = "operator"
#: Told again after so many seconds.
_AGAIN_S: Final = 86_400.0


class Complaint:
    """What may be wrong: `away`, no mailbox answers; `refused`, it does not let us in; `stuck`, mails stay."""

    def __init__(self, office: Office, *, after: float, what: str) -> None:
        """after: seconds it must have lasted."""
        self._office = office
        self._after = after
        self._what = what
        #: As shown, and by the machine's own clock: a demonstration's runs too fast for this.
        self._since: tuple[datetime, float] | None = None
        self._told_at: float | None = None

    def still(self, error: SamraadError) -> None:
        """It is wrong. Tells the operator when it has been for long. Raises DatabaseDown."""
        now, ticks = self._office.clock.now(), time.monotonic()
        self._since = self._since or (now, ticks)
        since, began = self._since
        if ticks - began < self._after or (self._told_at is not None and ticks - self._told_at < _AGAIN_S):
            return
        notice = Notice(
            case=None,
            recipient=OPERATOR,
            kind=NoticeKind.MAILBOX,
            urgent=True,
            created_at=now,
            fields={"what": self._what, "since": show_instant(since), "why": str(error)},
        )
        with self._office.store.work() as work:
            work.notify([notice], now)
        self._told_at = ticks
        log.error("mailbox.told", what=self._what, since=since.isoformat())

    def over(self) -> None:
        """It is right again."""
        if self._told_at is not None:
            log.info("mailbox.mended", what=self._what)
        self._since = self._told_at = None
