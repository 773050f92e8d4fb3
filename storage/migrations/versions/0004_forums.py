"""Forums, the seats in them, and what those who come are told."""

from alembic import op

revision = "0004"
down_revision = "0003"

# A forum's number outlives it: in buttons, in deep links, in calendars.
TABLES = {
    # `over_at` is the end, told or usual. `secret` makes the codes of the door. What was due by `reminded_to` is told,
    # or belonged to a time that was moved. `registered` and `attended` are counted when the rows themselves go.
    # `answered_*` count what people said after sixty days, and not who.
    "forums": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        translations TEXT NOT NULL,
        purpose TEXT,
        agenda TEXT NOT NULL,
        starts_at INTEGER,
        ends_at INTEGER,
        starts_on TEXT,
        ends_on TEXT,
        over_at INTEGER,
        place TEXT,
        place_text TEXT,
        access TEXT,
        latitude REAL,
        longitude REAL,
        online_url TEXT,
        capacity INTEGER,
        open_to TEXT NOT NULL,
        body TEXT,
        consultation INTEGER REFERENCES consultations (id) ON DELETE SET NULL,
        questionnaire TEXT,
        summary TEXT,
        cancelled_reason TEXT,
        recorded TEXT NOT NULL,
        demo INTEGER NOT NULL DEFAULT 0,
        sequence INTEGER NOT NULL DEFAULT 0,
        secret BLOB NOT NULL,
        reminded_to INTEGER NOT NULL,
        asked_at INTEGER,
        registered INTEGER,
        attended INTEGER,
        answered_yes INTEGER NOT NULL DEFAULT 0,
        answered_partly INTEGER NOT NULL DEFAULT 0,
        answered_no INTEGER NOT NULL DEFAULT 0,
        imported TEXT,
        changed_at INTEGER NOT NULL,
        version INTEGER NOT NULL DEFAULT 1""",
    "forum_documents": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES files (id),
        added_at INTEGER NOT NULL""",
    # `participant` is NULL for who was taken in at the door, and for who came and was erased since. `tries` counts
    # wrong codes since `tried_at`.
    "registrations": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        participant INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        name TEXT,
        state TEXT NOT NULL,
        code TEXT,
        position INTEGER,
        passes INTEGER NOT NULL DEFAULT 0,
        offered_until INTEGER,
        registered_at INTEGER NOT NULL,
        checked_in_at INTEGER,
        checked_by INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        tried_at INTEGER,
        UNIQUE (forum, participant),
        UNIQUE (forum, code)""",
    # As `occasions`: one thing to be told, and how far the telling has come.
    "forum_occasions": """
        id INTEGER PRIMARY KEY,
        forum INTEGER NOT NULL REFERENCES forums (id) ON DELETE CASCADE,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        params TEXT NOT NULL,
        pointless_at INTEGER NOT NULL,
        cursor INTEGER NOT NULL DEFAULT 0,
        finished_at INTEGER""",
}

INDEXES = {
    "forums_coming": "forums (over_at, id) WHERE recorded = 'open'",
    "forums_past": "forums (over_at DESC, id DESC) WHERE recorded <> 'draft'",
    "forums_drafts": "forums (id) WHERE recorded = 'draft'",
    "forums_consultation": "forums (consultation) WHERE consultation IS NOT NULL",
    "forums_body": "forums (body) WHERE body IS NOT NULL",
    "forums_unasked": "forums (over_at) WHERE asked_at IS NULL AND recorded IN ('open', 'summarised')",
    "forum_documents_of": "forum_documents (forum, kind)",
    "forum_documents_file": "forum_documents (file)",
    "registrations_of": "registrations (forum, state, id)",
    "registrations_line": "registrations (forum, position) WHERE state = 'waiting'",
    "registrations_held": "registrations (offered_until) WHERE state = 'offered'",
    "registrations_person": "registrations (participant) WHERE participant IS NOT NULL",
    "registrations_checker": "registrations (checked_by) WHERE checked_by IS NOT NULL",
    "forum_occasions_due": "forum_occasions (id) WHERE finished_at IS NULL",
    "forum_occasions_of": "forum_occasions (forum)",
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
