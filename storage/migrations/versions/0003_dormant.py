"""People without a sign of life: the day on which each of them will be erased, once they were asked.

`erase_on` is NULL for everybody who was heard of within two years.
"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE participants ADD COLUMN erase_on TEXT")
    op.execute("CREATE INDEX participants_seen ON participants (last_seen_on) WHERE erase_on IS NULL")
    op.execute("CREATE INDEX participants_erase ON participants (erase_on) WHERE erase_on IS NOT NULL")


def downgrade() -> None:
    op.execute("DROP INDEX participants_erase")
    op.execute("DROP INDEX participants_seen")
    op.execute("ALTER TABLE participants DROP COLUMN erase_on")
