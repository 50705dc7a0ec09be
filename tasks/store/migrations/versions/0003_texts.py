"""Private texts: names, addresses and notes that people typed, encrypted; the events refer to them by id.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = """
create table texts (
    id uuid primary key,
    serial bigint generated always as identity unique,
    case_number text not null references cases,
    topic text not null,
    field text not null,
    text_enc bytea not null,
    kept_at timestamptz not null
);
create index texts_case on texts (case_number);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_TEXTS)


def downgrade() -> None:
    raise NotImplementedError("case files are not taken back: restore a backup instead")
