"""Proposals, from the draft that becomes one to the spravka that answers it; and files that are made on request."""

from alembic import op

revision = "0002"
down_revision = "0001"

# A proposal's number outlives it: in buttons, in the audit trail, in what was merged into it.
TABLES = {
    # What the text of a consultation is divided into, for choosing what one speaks of. A retired one is offered to
    # nobody, and stays for those who spoke of it.
    "consultation_sections": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        titles TEXT NOT NULL,
        retired INTEGER NOT NULL DEFAULT 0""",
    # `submission` is the digest of what the button that sent it carried, so that a second tap finds the first.
    # `stage` is what staff owe it: unchecked, unanswered, prepared, merged (nothing of its own) or over.
    # An idea has no author, no name, and a day instead of an instant; `code` is the digest of what was given for it.
    "proposals": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        receipt_no TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        consultation INTEGER REFERENCES consultations (id),
        author INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        channel TEXT NOT NULL,
        author_type TEXT NOT NULL,
        name TEXT,
        name_public INTEGER NOT NULL DEFAULT 0,
        contact TEXT,
        organisation TEXT,
        provision TEXT,
        section INTEGER REFERENCES consultation_sections (id),
        stance TEXT,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        status TEXT NOT NULL,
        received_on TEXT NOT NULL,
        dated INTEGER NOT NULL DEFAULT 1,
        submitted_at INTEGER NOT NULL,
        hidden_code TEXT,
        hidden_sentence TEXT,
        review_asked INTEGER NOT NULL DEFAULT 0,
        reviewed INTEGER NOT NULL DEFAULT 0,
        answer TEXT,
        answered_at INTEGER,
        draft_answer TEXT,
        registry_no TEXT,
        registered_on TEXT,
        due_on TEXT,
        note TEXT,
        merged_into INTEGER REFERENCES proposals (id),
        submission TEXT UNIQUE,
        code TEXT,
        imported TEXT UNIQUE,
        stage TEXT NOT NULL,
        is_public INTEGER NOT NULL,
        version INTEGER NOT NULL DEFAULT 1""",
    # What was said before an author changed it.
    "proposal_versions": """
        id INTEGER PRIMARY KEY,
        proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        replaced_at INTEGER NOT NULL""",
    "proposal_files": """
        proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
        file INTEGER NOT NULL REFERENCES files (id),
        position INTEGER NOT NULL,
        PRIMARY KEY (proposal, file)""",
    # Between staff and an author. `staff` is who of the staff wrote it, NULL for the author's words.
    "proposal_messages": """
        id INTEGER PRIMARY KEY,
        proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
        by_staff INTEGER NOT NULL,
        staff INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        text TEXT NOT NULL,
        said_at INTEGER NOT NULL""",
    "proposal_supports": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
        PRIMARY KEY (participant, proposal)""",
    # How many somebody sent today, and not which: an idea has no author.
    "proposal_counts": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (participant, day)""",
    "receipt_numbers": "series TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (series, year)",
    # `published_at` is NULL where a source does not tell it.
    "spravki": """
        consultation INTEGER PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
        published_at INTEGER,
        published_by INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        nil INTEGER NOT NULL,
        url TEXT""",
    # Files of a published spravka, made once: it does not change any more.
    "spravka_files": """
        consultation INTEGER NOT NULL REFERENCES spravki (consultation) ON DELETE CASCADE,
        format TEXT NOT NULL,
        language TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES files (id),
        PRIMARY KEY (consultation, format, language)""",
    # Files that are made after the turn that asked for them. `publishes`: for the consultation's documents as well.
    "report_requests": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        report TEXT NOT NULL,
        consultation INTEGER REFERENCES consultations (id) ON DELETE CASCADE,
        format TEXT NOT NULL,
        language TEXT NOT NULL,
        chat_id INTEGER,
        message_id INTEGER,
        publishes INTEGER NOT NULL DEFAULT 0,
        requested_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        retry_at INTEGER NOT NULL DEFAULT 0""",
}

INDEXES = {
    "consultations_unreported": "consultations (last_day) WHERE recorded = 'open'",
    "consultation_sections_of": "consultation_sections (consultation, position)",
    "proposals_of": "proposals (consultation, kind, status)",
    "proposals_author": "proposals (author, id) WHERE author IS NOT NULL",
    "proposals_section": "proposals (section) WHERE section IS NOT NULL",
    "proposals_merged": "proposals (merged_into) WHERE merged_into IS NOT NULL",
    "proposals_waiting": "proposals (submitted_at, id) WHERE stage <> 'over'",
    "proposals_waiting_of": "proposals (consultation, submitted_at, id) WHERE stage <> 'over'",
    "proposals_stage": "proposals (stage, submitted_at, id)",
    "proposals_stage_of": "proposals (consultation, stage, submitted_at, id)",
    "proposals_due": "proposals (due_on) WHERE stage <> 'over' AND due_on IS NOT NULL",
    "proposals_public": "proposals (id) WHERE is_public = 1",
    "proposals_public_of": "proposals (consultation, id) WHERE is_public = 1",
    "proposal_versions_of": "proposal_versions (proposal)",
    "proposal_files_file": "proposal_files (file)",
    "proposal_messages_of": "proposal_messages (proposal)",
    "proposal_messages_staff": "proposal_messages (staff) WHERE staff IS NOT NULL",
    "proposal_supports_of": "proposal_supports (proposal)",
    "proposal_counts_day": "proposal_counts (day)",
    "spravka_files_file": "spravka_files (file)",
    "spravki_by": "spravki (published_by) WHERE published_by IS NOT NULL",
    "report_requests_due": "report_requests (retry_at, id)",
}


def upgrade() -> None:
    # Telegram sends a photo and a document each by a method of its own.
    op.execute("ALTER TABLE files ADD COLUMN photo INTEGER NOT NULL DEFAULT 0")
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")
    # Of what the public may read, by its words' stems; the words themselves are not kept twice.
    op.execute(
        """CREATE VIRTUAL TABLE proposal_words USING fts5 (
               words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0')"""
    )
    op.execute("CREATE VIRTUAL TABLE proposal_vocabulary USING fts5vocab (proposal_words, 'row')")


def downgrade() -> None:
    op.execute("DROP INDEX consultations_unreported")
    op.execute("DROP TABLE proposal_vocabulary")
    op.execute("DROP TABLE proposal_words")
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
    op.execute("ALTER TABLE files DROP COLUMN photo")
