"""Who works here: a log of changes, only added to; what was written last of a colleague is true.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STAFF = """
create table staff_changes (
    serial bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    initials text not null,
    body text not null
);
create index staff_changes_latest on staff_changes (initials, serial);
create trigger staff_changes_kept before update or delete on staff_changes
    for each row execute function refuse_change();
create trigger staff_changes_not_emptied before truncate on staff_changes execute function refuse_change();
alter table staff_changes enable always trigger staff_changes_kept;
alter table staff_changes enable always trigger staff_changes_not_emptied;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_STAFF)


def downgrade() -> None:
    raise NotImplementedError("case files are not taken back: restore a backup instead")
