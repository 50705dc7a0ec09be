"""The tables, as the code sees them. They are made by the migrations; a test compares the two.

Columns that end in `_enc` hold ciphertext (`tasks.encryption`), those that end in `_index`, `mark` and `commitment`
keyed hashes. All other columns hold no personal data.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)

from samraad.times import aware

if TYPE_CHECKING:
    _InstantBase = TypeDecorator[datetime]
else:
    _InstantBase = TypeDecorator


class Instant(_InstantBase):
    """`timestamptz`: aware in, UTC out. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)


METADATA: Final = MetaData()

#: Append-only: triggers refuse UPDATE, DELETE and TRUNCATE.
rulebooks = Table(
    "rulebooks", METADATA, Column("hash", Text, primary_key=True), Column("content", Text, nullable=False)
)

persons = Table(
    "persons",
    METADATA,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("cpr_enc", LargeBinary),
    Column("name_enc", LargeBinary),
    Column("birth_date_enc", LargeBinary, nullable=False),
    Column("cpr_index", LargeBinary, unique=True),
)

#: Every spelling under which a person was listed (`tasks.store.marks`), for the look-up without a CPR number.
person_marks = Table(
    "person_marks",
    METADATA,
    Column("mark", LargeBinary, primary_key=True),
    Column("person", Uuid(as_uuid=False), ForeignKey("persons.id"), primary_key=True),
)

case_numbers = Table(
    "case_numbers",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, CheckConstraint("last > 0"), nullable=False),
)

item_numbers = Table(
    "item_numbers",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, CheckConstraint("last > 0"), nullable=False),
)

#: The files of cases and of items (`K2026-0007`), and the audit log, in one. Append-only.
events = Table(
    "events",
    METADATA,
    Column("case_number", Text, primary_key=True),
    Column("version", Integer, CheckConstraint("version > 0"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("type", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

#: The read model: what `samraad.summary` says, and whose case it is.
cases = Table(
    "cases",
    METADATA,
    Column("case_number", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("awaiting", Text),
    Column("due_at", Instant),
    Column("kind", Text),
    Column("first_due_at", Instant),
    Column("next_tick_at", Instant),
    Column("team", Text),
    Column("caseworker", Text),
    Column("received_at", Instant, nullable=False),
    Column("rulebook", Text, ForeignKey("rulebooks.hash"), nullable=False),
    Column("person", Uuid(as_uuid=False), ForeignKey("persons.id"), nullable=False),
    Column("samraad_on", Date),
    #: Version the run in Prefect has shown last: a copy of the column in `runs`, for the index.
    Column("shown_version", Integer, nullable=False, server_default=text("0")),
    Index("cases_outdated", "case_number", postgresql_where=text("shown_version < version")),
    Index("cases_next_tick_at", "next_tick_at", postgresql_where=text("next_tick_at is not null")),
    Index("cases_person", "person"),
)

runs = Table(
    "runs",
    METADATA,
    Column("case_number", Text, ForeignKey("cases.case_number"), primary_key=True),
    Column("flow_run_id", Text),
    Column("attempt", Integer, nullable=False),
    Column("wait_key", Text),
    Column("form", Text),
    Column("form_attempt", Integer),
    Column("shown_version", Integer, nullable=False),
    Column("shown_name", Text),
    Column("shown_tags", ARRAY(Text), nullable=False),
    Column("artifact", Text),
)

#: Mails as they arrived. Append-only, but for being read, once.
evidence = Table(
    "evidence",
    METADATA,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("source_index", LargeBinary, nullable=False, unique=True),
    Column("source_enc", LargeBinary, nullable=False),
    Column("raw_enc", LargeBinary, nullable=False),
    Column("arrived_at", Instant),
    Column("kept_at", Instant, nullable=False),
    Column("read_at", Instant),
    Column("message_id_index", LargeBinary),
    Index("evidence_unread", "kept_at", postgresql_where=text("read_at is null")),
    Index("evidence_message_id", "message_id_index", postgresql_where=text("message_id_index is not null")),
)

notifications = Table(
    "notifications",
    METADATA,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("serial", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("evidence", Uuid(as_uuid=False), ForeignKey("evidence.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("row_number", Integer),
    Column("outcome", Text, nullable=False),
    Column("case_number", Text, ForeignKey("cases.case_number")),
    Column("reason", Text),
    Column("person", Uuid(as_uuid=False), ForeignKey("persons.id")),
    Column("entry_enc", LargeBinary),
    Column("commitment", LargeBinary),
    Column("at", Instant, nullable=False),
    #: The notification that a person released, where this is what it became.
    Column("released_from", Uuid(as_uuid=False), ForeignKey("notifications.id")),
    UniqueConstraint("evidence", "position"),
    Index("notifications_case", "case_number", postgresql_where=text("case_number is not null")),
)

#: The read model of items: what `samraad.quarantine.item_row` says.
items = Table(
    "items",
    METADATA,
    Column("number", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("problem", Text),
    Column("file_kind", Text, nullable=False),
    Column("notification", Uuid(as_uuid=False), ForeignKey("notifications.id"), nullable=False, unique=True),
    Column("evidence", Uuid(as_uuid=False), ForeignKey("evidence.id"), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("next_tick_at", Instant),
    Column("rulebook", Text, ForeignKey("rulebooks.hash"), nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("cases", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Index("items_next_tick_at", "next_tick_at", postgresql_where=text("next_tick_at is not null")),
    Index("items_waiting", "due_at", postgresql_where=text("state = 'waiting'")),
    Index("items_ignored", "kept_at", postgresql_where=text("problem is null")),
)

#: Days for which intake was told how many were ignored: once each.
ignored_lists = Table(
    "ignored_lists",
    METADATA,
    Column("on", Date, primary_key=True),
    Column("told_at", Instant, nullable=False),
)

#: By what a notification is recognised when it comes again (`tasks.store.marks`).
notification_marks = Table(
    "notification_marks",
    METADATA,
    Column("mark", LargeBinary, primary_key=True),
    Column("notification", Uuid(as_uuid=False), ForeignKey("notifications.id"), primary_key=True),
)

#: Names, addresses and notes that people typed on a case. Not append-only: what is personal can be erased, and the
#: events, which hold the ids, stay as they are.
texts = Table(
    "texts",
    METADATA,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("serial", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("case_number", Text, ForeignKey("cases.case_number"), nullable=False),
    #: Of which form, and which field of it.
    Column("topic", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("text_enc", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Index("texts_case", "case_number"),
)

outbox = Table(
    "outbox",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("case_number", Text),
    Column("event_version", Integer),
    Column("recipient", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("milestone", Text),
    Column("due_on", Date),
    Column("urgent", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("fields", Text, nullable=False),
    #: A delivery tells it.
    Column("covered", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("case_number", "event_version", "recipient", "kind"),
    Index("outbox_waiting", "id", postgresql_where=text("not covered")),
    Index("outbox_told", "recipient", "created_at"),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("serial", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("recipient", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("next_attempt_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Index("deliveries_open", "next_attempt_at", postgresql_where=text("state not in ('sent', 'given_up')")),
    Index("deliveries_reference", "reference"),
)

delivery_notices = Table(
    "delivery_notices",
    METADATA,
    Column("delivery", Text, ForeignKey("deliveries.id"), primary_key=True),
    Column("notice", BigInteger, ForeignKey("outbox.id"), primary_key=True),
)

#: Who works here: only added to; the latest row of a colleague is true. Initials and settings, no names.
staff_changes = Table(
    "staff_changes",
    METADATA,
    Column("serial", BigInteger, Identity(always=True), primary_key=True),
    Column("at", Instant, nullable=False),
    #: Who, as claimed.
    Column("actor", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("staff_changes_latest", "initials", "serial"),
)

#: The demo's fast clock: one row, or none where the clock is the real one.
clock = Table(
    "clock",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    #: Real instant at which it was wound.
    Column("wound_at", Instant, nullable=False),
    #: Demo instant it showed then.
    Column("shows_at", Instant, nullable=False),
    #: Seconds it advances in one real second.
    Column("speed", Double, CheckConstraint("speed > 0"), nullable=False),
)

#: One row, encrypted with the key everything else is encrypted with.
key_check = Table(
    "key_check",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("check_enc", LargeBinary, nullable=False),
)
