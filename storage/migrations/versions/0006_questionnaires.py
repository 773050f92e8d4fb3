"""Questionnaires: what is asked, who may answer, and the answers, which lead to nobody."""

from alembic import op

revision = "0006"
down_revision = "0005"

# A questionnaire's number outlives it: in buttons and in the audit trail.
TABLES = {
    # `issued_upto`: everybody up to this participant's number has their ticket, where it is for a segment.
    # `results` is what its answers came to, counted once after the closing.
    "questionnaires": """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        template TEXT,
        version INTEGER NOT NULL,
        anonymous INTEGER NOT NULL,
        k INTEGER NOT NULL,
        forum INTEGER REFERENCES forums (id) ON DELETE CASCADE,
        consultation INTEGER REFERENCES consultations (id) ON DELETE CASCADE,
        body TEXT REFERENCES bodies (id) ON DELETE CASCADE,
        topics TEXT NOT NULL,
        places TEXT NOT NULL,
        timing TEXT NOT NULL,
        recorded TEXT NOT NULL,
        opens_at INTEGER,
        chase_at INTEGER,
        closes_at INTEGER,
        issued_upto INTEGER NOT NULL DEFAULT 0,
        results TEXT,
        revision INTEGER NOT NULL DEFAULT 1""",
    "questionnaire_versions": """
        questionnaire INTEGER NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        definition TEXT NOT NULL,
        PRIMARY KEY (questionnaire, version)""",
    # What questionnaires are made from: `content` is the whole template as the town file tells it.
    "questionnaire_templates": "slug TEXT PRIMARY KEY, content TEXT NOT NULL",
}

# Who has answered and what was answered share no key, no time and no order. Without a rowid rows lie in the order of
# their key, which here is a person's number or chance, and nothing says in what order they came.
APART = {
    # The right to answer once. `used` says that it was, and nothing says when. `invited` and `chased`: they were told,
    # or need not be.
    "tickets": """
        questionnaire INTEGER NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        used INTEGER NOT NULL DEFAULT 0,
        declined INTEGER NOT NULL DEFAULT 0,
        wants_results INTEGER NOT NULL DEFAULT 0,
        invited INTEGER NOT NULL DEFAULT 0,
        chased INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (questionnaire, participant)""",
    # `id` is random. `sheet` is read with the version it answers (`bot.domain.ballots.filed`).
    "ballots": """
        questionnaire INTEGER NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        sheet TEXT NOT NULL,
        PRIMARY KEY (questionnaire, id)""",
    # Words are apart from the rest of what somebody answered: by their own random `id`.
    "ballot_texts": """
        questionnaire INTEGER NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
        question TEXT NOT NULL,
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        proposal INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
        PRIMARY KEY (questionnaire, question, id)""",
    # Only of those that are not anonymous, and said to be: whose answers these are, with the ids of their `texts`.
    "signed_ballots": """
        questionnaire INTEGER NOT NULL,
        participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
        ballot TEXT NOT NULL,
        texts TEXT NOT NULL,
        PRIMARY KEY (questionnaire, participant),
        FOREIGN KEY (questionnaire, ballot) REFERENCES ballots (questionnaire, id) ON DELETE CASCADE""",
}

INDEXES = {
    "questionnaires_forum": "questionnaires (forum) WHERE forum IS NOT NULL",
    "questionnaires_consultation": "questionnaires (consultation) WHERE consultation IS NOT NULL",
    "questionnaires_body": "questionnaires (body) WHERE body IS NOT NULL",
    "questionnaires_recorded": "questionnaires (recorded, closes_at)",
    "tickets_of": "tickets (participant)",
    "tickets_uninvited": "tickets (questionnaire, invited, used, declined)",
    "tickets_unchased": "tickets (questionnaire, chased, used, declined)",
    "signed_ballots_of": "signed_ballots (participant)",
    "signed_ballots_ballot": "signed_ballots (questionnaire, ballot)",
    "ballot_texts_proposal": "ballot_texts (proposal) WHERE proposal IS NOT NULL",
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in APART.items():
        op.execute(f"CREATE TABLE {name} ({columns}) WITHOUT ROWID")
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")


def downgrade() -> None:
    for name in (*reversed(APART), *reversed(TABLES)):
        op.execute(f"DROP TABLE {name}")
