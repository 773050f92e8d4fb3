"""Announcements: what staff write, for whom, every copy of it and where it lies; groups and channels the bot is in."""

from alembic import op

revision = "0011"
down_revision = "0010"

# An announcement's number outlives it: in buttons and in the audit trail.
TABLES = {
    # `revision` is the text that copies are to show; `held` is a pause of whatever is under way, `held_because` what
    # Telegram said when it was not a person who asked for it. `promised` is the count the approver was shown, `cursor`
    # the last participant looked at before it begins, `recipients` how many got a copy so far, `taken_at` when that was
    # everybody. `results` is what it came to, kept when the copies are forgotten. `subject_kind` and `subject` say what
    # it is about, so that one thing arrives once. What the town file with this `slug` told of it last is in `imported`.
    "announcements": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT UNIQUE,
        imported TEXT,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        fallback TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1,
        audience TEXT NOT NULL,
        buttons TEXT NOT NULL,
        emergency INTEGER NOT NULL DEFAULT 0,
        subject_kind TEXT,
        subject TEXT,
        author INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        approver INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        note TEXT,
        counts TEXT,
        counted_at INTEGER,
        scheduled_at INTEGER,
        requested_at INTEGER,
        approved_at INTEGER,
        promised INTEGER,
        cursor INTEGER,
        recipients INTEGER,
        taken_at INTEGER,
        began_at INTEGER,
        finished_at INTEGER,
        held INTEGER NOT NULL DEFAULT 0,
        held_because TEXT,
        correcting INTEGER NOT NULL DEFAULT 0,
        corrected_at INTEGER,
        recalled_at INTEGER,
        results TEXT,
        version INTEGER NOT NULL DEFAULT 1,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL""",
    # What is said, by revision and language: `content` is `bot.domain.contents.Content`.
    "announcement_texts": """
        announcement INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        language TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (announcement, revision, language)""",
    # Groups and channels. `linked`: staff post announcements there. Alerts go there of `every` consultation, or of
    # those that concern one of `topics` (JSON). `refused_at`: when somebody there was last told that only
    # administrators choose. `left_at`: the bot is there no more.
    "chats": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        username TEXT,
        language TEXT NOT NULL,
        may_post INTEGER NOT NULL DEFAULT 1,
        linked INTEGER NOT NULL DEFAULT 0,
        every INTEGER NOT NULL DEFAULT 0,
        topics TEXT NOT NULL DEFAULT '[]',
        greeted_at INTEGER,
        refused_at INTEGER,
        joined_at INTEGER NOT NULL,
        left_at INTEGER""",
    # Never twice: the occasions (by key) that were told in a chat.
    "chat_told": """
        chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
        notice TEXT NOT NULL,
        told_at INTEGER NOT NULL,
        PRIMARY KEY (chat, notice)""",
    # Who was found to be an administrator of a chat; for some minutes they are not asked after again.
    "chat_administrators": """
        chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
        telegram_id INTEGER NOT NULL,
        verified_at INTEGER NOT NULL,
        PRIMARY KEY (chat, telegram_id)""",
    # What Telegram answered to a question of ours (a notice that asks), until whoever asked has heard it.
    "answers": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question TEXT NOT NULL,
        params TEXT NOT NULL,
        fact TEXT""",
    # Where an announcement is posted beside its audience.
    "announcement_chats": """
        announcement INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
        chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
        PRIMARY KEY (announcement, chat)""",
    # One copy for one recipient: a participant or a chat. `state` is `bot.domain.deliveries.DeliveryState`, `revision`
    # the text that it shows (0: none yet), `album` the further messages of one that came as several.
    "deliveries": """
        id INTEGER PRIMARY KEY,
        announcement INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
        participant INTEGER REFERENCES participants (id) ON DELETE CASCADE,
        chat INTEGER REFERENCES chats (id) ON DELETE CASCADE,
        language TEXT NOT NULL,
        place TEXT,
        due_at INTEGER NOT NULL,
        state INTEGER NOT NULL DEFAULT 0,
        revision INTEGER NOT NULL DEFAULT 0,
        message_id INTEGER,
        album TEXT,
        sent_at INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        CHECK ((participant IS NULL) <> (chat IS NULL))""",
    "saved_audiences": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        audience TEXT NOT NULL,
        saved_at INTEGER NOT NULL""",
    # Messages that show how something stands and change by themselves, one a chat: see `storage.live`.
    "live_screens": """
        chat_id INTEGER PRIMARY KEY,
        message_id INTEGER NOT NULL,
        view TEXT NOT NULL,
        subject INTEGER NOT NULL,
        language TEXT NOT NULL,
        shown TEXT NOT NULL,
        shown_at INTEGER NOT NULL""",
}

INDEXES = {
    "announcements_state": "announcements (state, changed_at)",
    "announcements_author": "announcements (author) WHERE author IS NOT NULL",
    "announcements_approver": "announcements (approver) WHERE approver IS NOT NULL",
    "announcements_correcting": "announcements (correcting) WHERE correcting",
    "announcement_chats_chat": "announcement_chats (chat)",
    # What is next, of one announcement; the counts of a progress card are a scan of it.
    "deliveries_next": "deliveries (announcement, state, revision, due_at, id)",
    # What waits for digests: whose time has come, of what was begun lately; and all that waits for one person.
    "announcements_began": "announcements (began_at) WHERE began_at IS NOT NULL",
    "deliveries_digest": "deliveries (announcement, due_at, participant) WHERE state = 2",
    "deliveries_folding": "deliveries (participant) WHERE state = 2",
    "deliveries_chat": "deliveries (chat, announcement) WHERE chat IS NOT NULL",
    # An audience is counted along this one, group by group. Without `last_seen_on`, which changes every day.
    "participants_choice": "participants (language, cadence, quiet_start, quiet_end, unreachable_since, paused_until)",
    "proposals_authors": "proposals (author, status) WHERE author IS NOT NULL",
    "proposals_authors_of": "proposals (consultation, author, status) WHERE author IS NOT NULL",
}
UNIQUE = {"deliveries_participant": "deliveries (participant, announcement) WHERE participant IS NOT NULL"}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")
    for name, columns in UNIQUE.items():
        op.execute(f"CREATE UNIQUE INDEX {name} ON {columns}")
    op.execute(
        """ALTER TABLE report_requests
           ADD COLUMN announcement INTEGER REFERENCES announcements (id) ON DELETE CASCADE"""
    )


def downgrade() -> None:
    for name in ("participants_choice", "proposals_authors", "proposals_authors_of"):
        op.execute(f"DROP INDEX {name}")
    op.execute("DELETE FROM report_requests WHERE announcement IS NOT NULL")
    op.execute("ALTER TABLE report_requests DROP COLUMN announcement")
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
