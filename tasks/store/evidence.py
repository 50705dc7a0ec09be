"""Mails and files as they arrived, encrypted, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, exists, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.notification import Outcome
from tasks.store.base import Part
from tasks.store.records import Evidence
from tasks.store.schema import evidence as table
from tasks.store.schema import notifications


class EvidenceRoom(Part):
    """The part of a transaction that keeps what arrived."""

    def keep_evidence(self, *, source: str, raw: bytes, arrived_at: datetime | None, at: datetime) -> Evidence:
        """See `tasks.store.port.Work.keep_evidence`."""
        id_, index = str(uuid4()), self._keyring.index("source", source)
        values = {
            "id": id_,
            "source_index": index,
            "source_enc": self._keyring.encrypt(source, table="evidence", column="source_enc", row=id_),
            "raw_enc": self._keyring.encrypt(raw, table="evidence", column="raw_enc", row=id_),
            "arrived_at": arrived_at,
            "kept_at": at,
        }
        new = self._execute(upsert(table).values(values).on_conflict_do_nothing()).rowcount == 1
        if new:
            return Evidence(id=id_, source=source, raw=raw, arrived_at=arrived_at, kept_at=at)
        statement = select(table.c.id).where(table.c.source_index == index)
        return self.evidence(self._execute(statement).scalar_one())

    def evidence_from(self, sources: Sequence[str]) -> Mapping[str, str]:
        """See `tasks.store.port.Work.evidence_from`."""
        indexes = {self._keyring.index("source", source): source for source in sources}
        statement = select(table.c.source_index, table.c.id).where(table.c.source_index.in_(indexes))
        return {indexes[bytes(row.source_index)]: row.id for row in self._execute(statement)}

    def evidence_arrived(self, at: datetime) -> tuple[Evidence, ...]:
        """See `tasks.store.port.Work.evidence_arrived`."""
        statement = select(table).where(table.c.arrived_at == at).order_by(table.c.kept_at, table.c.id)
        return tuple(self._evidence(row) for row in self._execute(statement))

    def settled(self, evidence: Sequence[str]) -> Mapping[str, bool]:
        """See `tasks.store.port.Work.settled`."""
        unclear = exists().where(
            notifications.c.evidence == table.c.id, notifications.c.outcome == Outcome.QUARANTINED.value
        )
        statement = select(table.c.id, unclear.label("unclear"))
        found = self._execute(statement.where(table.c.id.in_(evidence), table.c.read_at.is_not(None)))
        return {row.id: row.unclear for row in found}

    def evidence(self, id_: str) -> Evidence:
        """See `tasks.store.port.Work.evidence`."""
        row = self._execute(select(table).where(table.c.id == id_).with_for_update()).one_or_none()
        if row is None:
            raise KeyError(id_)
        return self._evidence(row)

    def _evidence(self, row: Row[Any]) -> Evidence:
        return Evidence(
            id=row.id,
            source=self._keyring.decrypt_text(row.source_enc, table="evidence", column="source_enc", row=row.id),
            raw=self._keyring.decrypt(row.raw_enc, table="evidence", column="raw_enc", row=row.id),
            arrived_at=row.arrived_at,
            kept_at=row.kept_at,
            read_at=row.read_at,
        )

    def unread_evidence(self) -> tuple[str, ...]:
        """See `tasks.store.port.Work.unread_evidence`."""
        statement = select(table.c.id).where(table.c.read_at.is_(None)).order_by(table.c.kept_at, table.c.id)
        return tuple(self._execute(statement).scalars())

    def is_read(self, id_: str) -> bool:
        """See `tasks.store.port.Work.is_read`."""
        statement = select(table.c.read_at.is_not(None)).where(table.c.id == id_)
        read: bool | None = self._execute(statement).scalar_one_or_none()
        if read is None:
            raise KeyError(id_)
        return read

    def mark_read(self, id_: str, message_id: str | None, at: datetime) -> None:
        """See `tasks.store.port.Work.mark_read`."""
        index = None if message_id is None else self._keyring.index("message-id", message_id)
        statement = update(table).where(table.c.id == id_, table.c.read_at.is_(None))
        if self._execute(statement.values(read_at=at, message_id_index=index)).rowcount == 0:
            raise KeyError(id_)

    def message_seen(self, message_id: str, except_evidence: str) -> bool:
        """See `tasks.store.port.Work.message_seen`."""
        index = self._keyring.index("message-id", message_id)
        seen = exists().where(table.c.message_id_index == index, table.c.id != except_evidence)
        return bool(self._execute(select(seen)).scalar_one())
