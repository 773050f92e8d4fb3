"""Files about a questionnaire are made by the worker too, and what anybody may have of it is made once."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute(
        """ALTER TABLE report_requests
           ADD COLUMN questionnaire INTEGER REFERENCES questionnaires (id) ON DELETE CASCADE"""
    )
    op.execute(
        """CREATE TABLE questionnaire_files (
            questionnaire INTEGER NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
            format TEXT NOT NULL,
            language TEXT NOT NULL,
            file INTEGER NOT NULL REFERENCES files (id),
            PRIMARY KEY (questionnaire, format, language))"""
    )
    op.execute("CREATE INDEX questionnaire_files_file ON questionnaire_files (file)")


def downgrade() -> None:
    op.execute("DROP TABLE questionnaire_files")
    op.execute("DELETE FROM report_requests WHERE questionnaire IS NOT NULL")
    op.execute("ALTER TABLE report_requests DROP COLUMN questionnaire")
