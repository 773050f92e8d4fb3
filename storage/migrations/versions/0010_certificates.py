"""Certificates are reports: what is asked for stands with the other requests, and the name goes with its row."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("ALTER TABLE report_requests ADD COLUMN forum INTEGER REFERENCES forums (id) ON DELETE CASCADE")
    op.execute("ALTER TABLE report_requests ADD COLUMN name TEXT")
    op.execute(
        """INSERT INTO report_requests (report, forum, name, format, language, chat_id, requested_at, retry_at)
           SELECT 'certificate', r.forum, r.name, 'pdf', p.language, p.telegram_id, r.retry_at, r.retry_at
           FROM certificate_requests r JOIN participants p ON p.id = r.participant ORDER BY r.id"""
    )
    op.execute("DROP TABLE certificate_requests")


def downgrade() -> None:
    op.execute(
        """CREATE TABLE certificate_requests (
        id INTEGER PRIMARY KEY,
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        retry_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        UNIQUE (forum, participant))"""
    )
    op.execute("CREATE INDEX certificate_requests_due ON certificate_requests (retry_at)")
    op.execute("CREATE INDEX certificate_requests_person ON certificate_requests (participant)")
    op.execute(
        """INSERT INTO certificate_requests (forum, participant, name, retry_at)
           SELECT r.forum, p.id, r.name, r.retry_at
           FROM report_requests r JOIN participants p ON p.telegram_id = r.chat_id WHERE r.report = 'certificate'"""
    )
    op.execute("DELETE FROM report_requests WHERE report = 'certificate'")
    op.execute("ALTER TABLE report_requests DROP COLUMN name")
    op.execute("ALTER TABLE report_requests DROP COLUMN forum")
