"""Registration for a forum can be closed before it begins."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE forums ADD COLUMN registration_closed INTEGER NOT NULL DEFAULT 0")


def downgrade() -> None:
    op.execute("ALTER TABLE forums DROP COLUMN registration_closed")
