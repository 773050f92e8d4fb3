"""What staff keep open at the door of a forum, and the certificates that are being made."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = {
    # A picture with the code of the door, in the chat of one of the staff; until `changes_at` it is the present one.
    "forum_doors": """
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        changes_at INTEGER NOT NULL,
        PRIMARY KEY (forum, participant)""",
    # `name` is what is to be printed: it goes with the row, as the certificate leaves.
    "certificate_requests": """
        id INTEGER PRIMARY KEY,
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        retry_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        UNIQUE (forum, participant)""",
}

INDEXES = {
    "forum_doors_due": "forum_doors (changes_at)",
    "forum_doors_person": "forum_doors (participant)",
    "certificate_requests_due": "certificate_requests (retry_at)",
    "certificate_requests_person": "certificate_requests (participant)",
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
