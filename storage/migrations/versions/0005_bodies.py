"""Bodies at work: seats and who holds them, calls for members, meetings, decisions, votes, and who follows them."""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = {
    # A seat outlives whoever holds it. `label` is what a town file calls it, which is not for the public.
    "body_members": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        function TEXT NOT NULL,
        label TEXT,
        quota TEXT,
        organisation TEXT,
        participant INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        name TEXT,
        name_public INTEGER NOT NULL DEFAULT 0,
        since INTEGER,
        ended_at INTEGER""",
    "body_invitations": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        member INTEGER NOT NULL REFERENCES body_members (id) ON DELETE CASCADE,
        token_hash TEXT NOT NULL UNIQUE,
        invited_by INTEGER REFERENCES participants (id) ON DELETE SET NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        used_at INTEGER""",
    "body_follows": """
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        followed_at INTEGER NOT NULL,
        PRIMARY KEY (participant, body)""",
    "body_calls": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        closes_at INTEGER,
        closed_at INTEGER""",
    "body_applications": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        call INTEGER NOT NULL REFERENCES body_calls (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        organisation TEXT,
        text TEXT NOT NULL,
        status TEXT NOT NULL,
        reason TEXT,
        submitted_at INTEGER NOT NULL,
        decided_at INTEGER,
        UNIQUE (call, participant)""",
    "meetings": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        starts_at INTEGER NOT NULL,
        place TEXT NOT NULL,
        link TEXT,
        is_open INTEGER NOT NULL,
        status TEXT NOT NULL,
        moves INTEGER NOT NULL DEFAULT 0,
        summoned_at INTEGER,
        reason TEXT,
        present INTEGER,
        needed INTEGER,
        minutes_approved INTEGER NOT NULL DEFAULT 0,
        published_at INTEGER""",
    "meeting_items": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        proposed INTEGER NOT NULL DEFAULT 0""",
    # A person's answer and not a seat's: whoever takes the seat next has said nothing yet.
    "meeting_replies": """
        meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        reply TEXT NOT NULL,
        reason TEXT,
        replied_at INTEGER NOT NULL,
        PRIMARY KEY (meeting, participant)""",
    # Which seats were there, of whoever held them then.
    "meeting_attendance": """
        meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        member INTEGER NOT NULL REFERENCES body_members (id) ON DELETE CASCADE,
        PRIMARY KEY (meeting, member)""",
    "decisions": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        meeting INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        votes_for INTEGER,
        votes_against INTEGER,
        abstained INTEGER,
        UNIQUE (body, year, number)""",
    # Of a body, or of one of its meetings.
    "body_papers": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        meeting INTEGER REFERENCES meetings (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES files (id),
        added_at INTEGER NOT NULL""",
    "body_votes": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        question TEXT NOT NULL,
        options TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        closes_at INTEGER NOT NULL,
        closed_at INTEGER,
        counts TEXT NOT NULL DEFAULT '[]',
        eligible INTEGER,
        is_public INTEGER NOT NULL DEFAULT 0""",
    # While a vote runs; its closing counts them and lets them go.
    "body_ballots": """
        vote INTEGER NOT NULL REFERENCES body_votes (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        choice INTEGER NOT NULL,
        cast_at INTEGER NOT NULL,
        PRIMARY KEY (vote, participant)""",
    # What there is to be told and to whom ("members", "followers"), and how far the telling has come.
    "body_news": """
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        body TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        meeting INTEGER REFERENCES meetings (id) ON DELETE CASCADE,
        audience TEXT NOT NULL,
        params TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        pointless_at INTEGER NOT NULL,
        cursor INTEGER NOT NULL DEFAULT 0,
        finished_at INTEGER""",
}

INDEXES = {
    "body_members_of": "body_members (body)",
    "body_members_who": "body_members (participant, body) WHERE participant IS NOT NULL",
    "body_invitations_of": "body_invitations (member)",
    "body_invitations_by": "body_invitations (invited_by) WHERE invited_by IS NOT NULL",
    "body_follows_of": "body_follows (body, participant)",
    "body_calls_of": "body_calls (body)",
    "body_applications_by": "body_applications (participant)",
    "body_applications_waiting": "body_applications (call, submitted_at) WHERE status = 'submitted'",
    "meetings_of": "meetings (body, starts_at)",
    "meeting_items_of": "meeting_items (meeting)",
    "meeting_replies_by": "meeting_replies (participant)",
    "meeting_attendance_of": "meeting_attendance (member)",
    "decisions_of": "decisions (meeting)",
    "body_papers_of": "body_papers (body, meeting)",
    "body_papers_meeting": "body_papers (meeting) WHERE meeting IS NOT NULL",
    "body_papers_file": "body_papers (file)",
    "body_votes_of": "body_votes (body)",
    "body_votes_running": "body_votes (closes_at) WHERE closed_at IS NULL",
    "body_ballots_by": "body_ballots (participant)",
    "body_news_due": "body_news (due_at) WHERE finished_at IS NULL",
    "body_news_of": "body_news (meeting)",
}


def upgrade() -> None:
    # What staff write in chat, apart from what the town file tells, so that neither overwrites the other.
    op.execute("ALTER TABLE bodies ADD COLUMN own TEXT NOT NULL DEFAULT '{}'")
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in INDEXES.items():
        unique = "UNIQUE " if name == "body_members_who" else ""
        op.execute(f"CREATE {unique}INDEX {name} ON {columns}")
    # Seats that a town file named before there was a place for them. Only a public label may be a name.
    op.execute(
        """INSERT INTO body_members (body, function, label, quota, organisation, name, name_public)
           SELECT b.id, json_extract(m.value, '$.function'),
                  CASE WHEN NOT coalesce(json_extract(m.value, '$.name_public'), 0)
                       THEN json_extract(m.value, '$.label_bg') END,
                  json_extract(m.value, '$.quota_bg'),
                  (SELECT json_extract(o.names, '$.bg') FROM organisations o
                   WHERE o.id = json_extract(m.value, '$.organisation')),
                  CASE WHEN json_extract(m.value, '$.name_public') THEN json_extract(m.value, '$.label_bg') END,
                  coalesce(json_extract(m.value, '$.name_public'), 0)
           FROM bodies b JOIN json_each(b.facts, '$.members') m ORDER BY b.id, m.key"""
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
    op.execute("ALTER TABLE bodies DROP COLUMN own")
