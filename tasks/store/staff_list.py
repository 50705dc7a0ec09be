"""Who works here, in PostgreSQL: a log that is only added to. What was written last of a colleague is true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from samraad.codec import canonical
from samraad.staff import Colleague, Staff, StaffChange
from tasks.store.base import Part
from tasks.store.locks import advisory_key
from tasks.store.schema import staff_changes

_COLLEAGUE = TypeAdapter(Colleague)
_LAST = select(func.max(staff_changes.c.serial)).group_by(staff_changes.c.initials)
_LATEST = select(staff_changes.c.body).where(staff_changes.c.serial.in_(_LAST))
_LOG = select(staff_changes).order_by(staff_changes.c.serial)


def staff_in(connection: Connection) -> Staff:
    """Who works here, by initials."""
    bodies = connection.execute(_LATEST).scalars()
    colleagues = sorted((_COLLEAGUE.validate_json(body) for body in bodies), key=lambda each: each.initials)
    return Staff(colleagues=tuple(colleagues))


class StaffList(Part):
    """The part of a transaction that knows the staff."""

    #: As read in this transaction: notices ask for every event.
    _staff: Staff | None = None

    def staff(self) -> Staff:
        """See `tasks.store.port.Work.staff`."""
        if self._staff is None:
            self._staff = staff_in(self._connection)
        return self._staff

    def lock_staff(self) -> None:
        """See `tasks.store.port.Work.lock_staff`."""
        self._execute_for(None, select(func.pg_advisory_xact_lock(advisory_key("staff"))))
        self._staff = None

    def change_staff(self, colleagues: Sequence[Colleague], *, at: datetime, actor: str) -> None:
        """See `tasks.store.port.Work.change_staff`."""
        for each in colleagues:
            body = canonical(_COLLEAGUE.dump_python(each, mode="json"))
            row = {"at": at, "actor": actor, "initials": each.initials, "body": body}
            self._execute_for(None, staff_changes.insert(), row)
        self._staff = None

    def staff_log(self) -> tuple[StaffChange, ...]:
        """See `tasks.store.port.Work.staff_log`."""
        return tuple(
            StaffChange(serial=row.serial, at=row.at, actor=row.actor, colleague=_COLLEAGUE.validate_json(row.body))
            for row in self._execute_for(None, _LOG)
        )
