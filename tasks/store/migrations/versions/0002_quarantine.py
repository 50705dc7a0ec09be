"""Quarantine: items with numbers, deadlines and decisions of their own.

What was put aside before this release has no number: it stays as it was, among the outcomes of its mail.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_QUARANTINE = """
create table item_numbers (
    year integer primary key,
    last integer not null check (last > 0)
);
alter table notifications add column released_from uuid references notifications;
create table items (
    number text primary key,
    version integer not null,
    state text not null,
    problem text,
    file_kind text not null,
    notification uuid not null unique references notifications,
    evidence uuid not null references evidence,
    received_at timestamptz not null,
    kept_at timestamptz not null,
    due_at timestamptz,
    next_tick_at timestamptz,
    rulebook text not null references rulebooks,
    decided_by text,
    decided_at timestamptz,
    cases text[] not null default '{}'
);
create index items_next_tick_at on items (next_tick_at) where next_tick_at is not null;
create index items_waiting on items (due_at) where state = 'waiting';
create index items_ignored on items (kept_at) where problem is null;
create table ignored_lists (
    "on" date primary key,
    told_at timestamptz not null
);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_QUARANTINE)


def downgrade() -> None:
    raise NotImplementedError("case files are not taken back: restore a backup instead")
