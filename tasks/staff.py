"""Changing the staff: one transaction a change, logged with who and when. The database is the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from samraad.staff import Colleague, Staff
from samraad.staffing import find, imported
from tasks.store.port import Store, Work

#: Who fills the list of a new home.
_SERVICE = "samraad"


def begin(store: Store, listed: Callable[[], Sequence[Colleague]], now: datetime) -> None:
    """Fill the list of a new home; nothing where there is one. listed: reads the file, asked only if it is needed.

    Processes that start at the same moment take turns: it is filled once.
    """
    with store.work() as work:
        if work.staff().colleagues:
            return
        work.lock_staff()
        if not work.staff().colleagues:
            work.change_staff(imported(work.staff(), listed()).changed, at=now, actor=_SERVICE)


def change(work: Work, by: str, now: datetime, decide: Callable[[Staff], Sequence[Colleague]]) -> Staff:
    """Write what was decided on the list as it is now; others wait until the transaction ends. The list from then on.

    Raises BadInput for initials nobody here has, and what deciding raises.
    """
    work.lock_staff()
    staff = work.staff()
    actor = find(staff, by).initials
    work.change_staff(decide(staff), at=now, actor=actor)
    return work.staff()
