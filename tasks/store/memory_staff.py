"""Who works here, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from samraad.staff import Colleague, Staff, StaffChange
from samraad.staffing import with_changes
from tasks.store.memory_tables import MemoryPart


class MemoryStaff(MemoryPart):
    """See the part on staff of `tasks.store.port.Work`."""

    def staff(self) -> Staff:
        return with_changes(Staff(colleagues=()), [each.colleague for each in self._tables.staff_changes])

    def lock_staff(self) -> None:
        """Transactions take turns anyhow."""

    def change_staff(self, colleagues: Sequence[Colleague], *, at: datetime, actor: str) -> None:
        for each in colleagues:
            serial = len(self._tables.staff_changes) + 1
            self._tables.staff_changes.append(StaffChange(serial=serial, at=at, actor=actor, colleague=each))

    def staff_log(self) -> tuple[StaffChange, ...]:
        return tuple(self._tables.staff_changes)
