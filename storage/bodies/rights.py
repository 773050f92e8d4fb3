"""What the tables hold of one person's part in bodies. A seat stays, without a name; a recorded result stays."""

from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows, rows_of


async def _seats(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT body, function AS role, quota, organisation, name, name_public, since FROM body_members
           WHERE participant = :id ORDER BY id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_seats(tx: Transaction, person: Participant) -> None:
    await tx.run(
        """UPDATE body_members SET participant = NULL, name = NULL, name_public = 0, since = NULL
           WHERE participant = :id""",
        id=person.id,
    )


async def _invitations(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT m.body, i.created_at, i.expires_at, i.used_at
           FROM body_invitations i JOIN body_members m ON m.id = i.member WHERE i.invited_by = :id ORDER BY i.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_invitations(tx: Transaction, person: Participant) -> None:
    """One that nobody has taken up yet was theirs to give, and goes with them."""
    await tx.run("DELETE FROM body_invitations WHERE invited_by = :id AND used_at IS NULL", id=person.id)
    await tx.run("UPDATE body_invitations SET invited_by = NULL WHERE invited_by = :id", id=person.id)


async def _applications(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT c.body, a.name, a.organisation, a.text, a.status, a.reason, a.submitted_at, a.decided_at
           FROM body_applications a JOIN body_calls c ON c.id = a.call WHERE a.participant = :id ORDER BY a.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_applications(tx: Transaction, person: Participant) -> None:
    await tx.run("DELETE FROM body_applications WHERE participant = :id", id=person.id)


async def _replies(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT m.body, m.starts_at, r.reply, r.reason, r.replied_at
           FROM meeting_replies r JOIN meetings m ON m.id = r.meeting WHERE r.participant = :id ORDER BY m.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_replies(tx: Transaction, person: Participant) -> None:
    await tx.run("DELETE FROM meeting_replies WHERE participant = :id", id=person.id)


async def _ballots(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT v.body, v.question, json_extract(v.options, '$[' || b.choice || ']') AS choice, b.cast_at
           FROM body_ballots b JOIN body_votes v ON v.id = b.vote WHERE b.participant = :id ORDER BY v.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_ballots(tx: Transaction, person: Participant) -> None:
    await tx.run("DELETE FROM body_ballots WHERE participant = :id", id=person.id)


HOLDINGS = (
    rows_of("body_follows", "body, followed_at"),
    Holding("body_applications", _applications, _forget_applications),
    Holding("meeting_replies", _replies, _forget_replies),
    Holding("body_ballots", _ballots, _forget_ballots),
    Holding("body_invitations", _invitations, _forget_invitations),
    Holding("body_members", _seats, _forget_seats),
)
