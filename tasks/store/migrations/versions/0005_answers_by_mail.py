"""What every answer by mail asks for: the message it answers, and how many the recipient was answered lately.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INDEXES = """
create index deliveries_reference on deliveries (reference);
create index outbox_told on outbox (recipient, created_at);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_INDEXES)


def downgrade() -> None:
    raise NotImplementedError("case files are not taken back: restore a backup instead")
