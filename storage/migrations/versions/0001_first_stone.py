"""The first stone: the two doors, participants, staff, the town, consultations and notices.

Instants are INTEGER UTC epoch seconds, dates TEXT ISO 8601 in the town's calendar, JSON is TEXT.
"""

from alembic import op

revision = "0001"
down_revision = None

# AUTOINCREMENT where a number outlives its row, in a button, a waiting message or the audit trail: the number of an
# erased person, a file that went or a draft that was dropped is never given to another.
TABLES = {
    # One door in. A handled update keeps its number, without its content, for as long as it could be delivered again.
    "inbox": """
        update_id INTEGER PRIMARY KEY,
        payload TEXT,
        received_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        retry_at INTEGER NOT NULL DEFAULT 0,
        handled_at INTEGER""",
    "parked": """
        code TEXT PRIMARY KEY,
        update_id INTEGER NOT NULL,
        payload TEXT NOT NULL,
        error TEXT NOT NULL,
        parked_at INTEGER NOT NULL""",
    # One door out. Either a call (method, params) or a notice (notice, params), rendered when it is sent.
    "outbox": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        lane INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        expires_at INTEGER,
        chat_id INTEGER NOT NULL,
        participant INTEGER REFERENCES participants (id) ON DELETE CASCADE,
        method TEXT,
        notice TEXT,
        params TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        CHECK ((method IS NULL) <> (notice IS NULL))""",
    # `owner`: whose own it is, gone with them; NULL for what belongs to the town. `telegram_id` is Telegram's file id.
    "files": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        mime TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB,
        telegram_id TEXT,
        expires_at INTEGER,
        owner INTEGER REFERENCES participants (id) ON DELETE CASCADE""",
    "dialogues": """
        chat_id INTEGER NOT NULL,
        conversation TEXT NOT NULL,
        state TEXT NOT NULL,
        draft TEXT NOT NULL,
        active INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (chat_id, conversation)""",
    "organisations": """
        id TEXT PRIMARY KEY,
        names TEXT NOT NULL,
        may_decide INTEGER NOT NULL""",
    "participants": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        telegram_id INTEGER NOT NULL UNIQUE,
        language TEXT NOT NULL,
        cadence TEXT NOT NULL,
        quiet_start INTEGER,
        quiet_end INTEGER,
        paused_until INTEGER,
        unreachable_since INTEGER,
        consent_version TEXT NOT NULL,
        consent_language TEXT NOT NULL,
        consented_at INTEGER NOT NULL,
        last_alert_on TEXT,
        last_seen_on TEXT NOT NULL""",
    "subscriptions": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        scope TEXT NOT NULL CHECK (scope IN ('topic', 'place')),
        target TEXT NOT NULL,
        PRIMARY KEY (participant, scope, target)""",
    "staff": """
        participant INTEGER PRIMARY KEY REFERENCES participants (id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        organisation TEXT NOT NULL REFERENCES organisations (id),
        name TEXT NOT NULL,
        since INTEGER NOT NULL""",
    "invitations": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token_hash TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        organisation TEXT NOT NULL REFERENCES organisations (id),
        invited_by INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        used_at INTEGER""",
    "audit": """
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        actor INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        action TEXT NOT NULL,
        subject TEXT,
        facts TEXT NOT NULL""",
    "topics": "id TEXT PRIMARY KEY, names TEXT NOT NULL, position INTEGER NOT NULL, retired INTEGER NOT NULL DEFAULT 0",
    "places": """
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        names TEXT NOT NULL,
        facts TEXT NOT NULL,
        position INTEGER NOT NULL,
        retired INTEGER NOT NULL DEFAULT 0""",
    "bodies": """
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        names TEXT NOT NULL,
        status TEXT NOT NULL,
        facts TEXT NOT NULL""",
    "calendar_days": "day TEXT PRIMARY KEY, working INTEGER NOT NULL",
    "town_facts": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    # `placed_at` orders the shelves: the closing, or what is known instead; NULL for what was never public.
    # `imported` is the entry as last read from a town file, so that the next reading changes what was edited there.
    "consultations": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        translations TEXT NOT NULL,
        url TEXT,
        published_on TEXT,
        term_days INTEGER,
        last_day TEXT,
        earliest_adoption TEXT,
        opens_at INTEGER,
        closes_at INTEGER,
        short_term_reason TEXT,
        recorded TEXT NOT NULL,
        decision TEXT,
        cancelled_reason TEXT,
        facts TEXT NOT NULL,
        imported TEXT,
        quiet INTEGER NOT NULL DEFAULT 0,
        placed_at INTEGER,
        version INTEGER NOT NULL DEFAULT 1,
        created_at INTEGER NOT NULL""",
    "consultation_topics": """
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        topic TEXT NOT NULL REFERENCES topics (id),
        position INTEGER NOT NULL,
        placed_at INTEGER,
        PRIMARY KEY (consultation, topic)""",
    "consultation_places": """
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        place TEXT NOT NULL REFERENCES places (id),
        position INTEGER NOT NULL,
        PRIMARY KEY (consultation, place)""",
    "consultation_documents": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES files (id),
        added_at INTEGER NOT NULL,
        replaced_at INTEGER""",
    "consultation_changes": """
        id INTEGER PRIMARY KEY,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        facts TEXT NOT NULL,
        changed_at INTEGER NOT NULL""",
    "follows": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        followed_at INTEGER NOT NULL,
        reminders INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (participant, consultation)""",
    # What is to be told about a consultation and when: planned in the transaction that decided it.
    "occasions": """
        id INTEGER PRIMARY KEY,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        params TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        pointless_at INTEGER NOT NULL,
        cursor INTEGER NOT NULL DEFAULT 0,
        told INTEGER NOT NULL DEFAULT 0,
        later INTEGER NOT NULL DEFAULT 0,
        finished_at INTEGER,
        report_to INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        report_message INTEGER""",
    # Subscription alerts waiting to be folded into one message of the day or a digest.
    "pending_alerts": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        due_at INTEGER NOT NULL,
        PRIMARY KEY (participant, consultation)""",
    # Never twice: what each person was told already.
    "told": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        notice TEXT NOT NULL,
        told_at INTEGER NOT NULL,
        PRIMARY KEY (participant, notice)""",
}

INDEXES = {
    "inbox_waiting": "inbox (update_id, retry_at) WHERE handled_at IS NULL",
    "inbox_handled": "inbox (handled_at) WHERE handled_at IS NOT NULL",
    "outbox_next": "outbox (lane, due_at, id)",
    "outbox_chat": "outbox (chat_id)",
    "outbox_participant": "outbox (participant)",
    "subscriptions_target": "subscriptions (scope, target, participant)",
    "follows_consultation": "follows (consultation, participant)",
    "consultations_shelf": "consultations (placed_at)",
    "consultation_documents_of": "consultation_documents (consultation)",
    "consultation_documents_file": "consultation_documents (file)",
    "consultation_topics_of": "consultation_topics (topic, placed_at)",
    "consultation_places_of": "consultation_places (place)",
    "consultation_changes_of": "consultation_changes (consultation)",
    "occasions_due": "occasions (due_at) WHERE finished_at IS NULL",
    "occasions_of": "occasions (consultation)",
    "occasions_report": "occasions (report_to) WHERE report_to IS NOT NULL",
    "pending_alerts_due": "pending_alerts (due_at, participant)",
    "pending_alerts_of": "pending_alerts (consultation)",
    "told_at": "told (told_at)",
    "audit_at": "audit (at)",
    "audit_actor": "audit (actor)",
    "audit_subject": "audit (subject)",
    "dialogues_updated": "dialogues (updated_at)",
    "files_expiring": "files (expires_at) WHERE expires_at IS NOT NULL",
    "files_owner": "files (owner) WHERE owner IS NOT NULL",
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
