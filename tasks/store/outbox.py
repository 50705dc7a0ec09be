"""Notices and deliveries in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind
from tasks.store.base import Part
from tasks.store.rows import delivery_of, delivery_values, notice_of, notice_values
from tasks.store.schema import deliveries, delivery_notices, outbox

_NOTICE_IDS = (
    select(func.coalesce(func.array_agg(delivery_notices.c.notice), literal([], ARRAY(BigInteger))))
    .where(delivery_notices.c.delivery == deliveries.c.id)
    .scalar_subquery()
)
_CLOSED = (DeliveryState.SENT.value, DeliveryState.GIVEN_UP.value)


class Outbox(Part):
    """The part of a transaction that says who is to be told, and how far that got."""

    def notify(self, notices: Sequence[Notice], at: datetime) -> None:  # noqa: ARG002 - the notices say when
        """See `tasks.store.port.Work.notify`."""
        for notice in notices:
            self._later(outbox, notice_values(notice))

    def waiting_notices(self) -> tuple[Notice, ...]:
        """See `tasks.store.port.Work.waiting_notices`."""
        statement = select(outbox).where(~outbox.c.covered).order_by(outbox.c.id)
        return tuple(notice_of(row) for row in self._execute(statement))

    def keep_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """See `tasks.store.port.Work.keep_deliveries`."""
        for each in deliveries:
            self._keep(each)

    def _keep(self, delivery: Delivery) -> None:
        values = delivery_values(delivery)
        changed = {name: value for name, value in values.items() if name != "id"}
        self._execute(upsert(deliveries).values(values).on_conflict_do_update(index_elements=["id"], set_=changed))
        if delivery.notice_ids:
            pairs = [{"delivery": delivery.id, "notice": notice} for notice in delivery.notice_ids]
            self._connection.execute(upsert(delivery_notices).on_conflict_do_nothing(), pairs)
            covered = update(outbox).where(outbox.c.id.in_(delivery.notice_ids), ~outbox.c.covered)
            self._execute(covered.values(covered=True))

    def open_deliveries(self) -> tuple[Delivery, ...]:
        """See `tasks.store.port.Work.open_deliveries`."""
        statement = (
            select(deliveries, _NOTICE_IDS.label("notice_ids"))
            .where(deliveries.c.state.not_in(_CLOSED))
            .order_by(deliveries.c.serial)
        )
        return tuple(delivery_of(row) for row in self._execute(statement))

    def deliveries_under(self, reference: str) -> tuple[Delivery, ...]:
        """See `tasks.store.port.Work.deliveries_under`."""
        statement = (
            select(deliveries, _NOTICE_IDS.label("notice_ids"))
            .where(deliveries.c.reference == reference)
            .order_by(deliveries.c.serial)
        )
        return tuple(delivery_of(row) for row in self._execute(statement))

    def told_since(self, recipient: str, kinds: Collection[NoticeKind], since: datetime) -> int:
        """See `tasks.store.port.Work.told_since`."""
        told = (outbox.c.recipient == recipient, outbox.c.kind.in_(kinds), outbox.c.created_at >= since)
        counted: int = self._execute(select(func.count()).where(*told)).scalar_one()
        return counted

    def notices_of(self, delivery: Delivery) -> tuple[Notice, ...]:
        """See `tasks.store.port.Work.notices_of`."""
        statement = select(outbox).where(outbox.c.id.in_(delivery.notice_ids)).order_by(outbox.c.id)
        return tuple(notice_of(row) for row in self._execute(statement))
