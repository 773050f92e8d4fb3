"""Meetings: when and where, the agenda, what members said of coming, and which seats were there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

import orjson

from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, MeetingId, MemberId, ParticipantId
from bot.domain.meetings import Answer, Item, Meeting, MeetingStatus, Reply
from storage.engine import Row, Transaction

_COLUMNS = """id, body, starts_at, place, link, is_open, status, moves, summoned_at, reason, present, needed,
              minutes_approved, published_at"""

Shelf = Literal["public", "all"]
"""What was summoned at some time, or drafts as well."""


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _meeting(row: Row) -> Meeting:
    return Meeting(
        **{
            **row,
            "starts_at": datetime.fromtimestamp(row["starts_at"], UTC),
            "is_open": bool(row["is_open"]),
            "status": MeetingStatus(row["status"]),
            "summoned_at": _moment(row["summoned_at"]),
            "minutes_approved": bool(row["minutes_approved"]),
            "published_at": _moment(row["published_at"]),
        }
    )


async def add(
    tx: Transaction, body: BodyId, *, starts_at: datetime, place: str, link: str | None, is_open: bool
) -> MeetingId:
    number = await tx.value(
        """INSERT INTO meetings (body, starts_at, place, link, is_open, status)
           VALUES (:body, :starts_at, :place, :link, :is_open, 'draft') RETURNING id""",
        body=body,
        starts_at=int(starts_at.timestamp()),
        place=place,
        link=link,
        is_open=int(is_open),
    )
    return MeetingId(number)


async def get(tx: Transaction, meeting: MeetingId) -> Meeting:
    """Raises NotFound(what="meeting")."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM meetings WHERE id = :id", id=meeting)
    if row is None:
        raise NotFound(what="meeting")
    return _meeting(row)


async def by_ids(tx: Transaction, meetings: Sequence[MeetingId]) -> dict[MeetingId, Meeting]:
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM meetings WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps([*meetings]).decode(),
    )
    return {one.id: one for one in map(_meeting, rows)}


async def save(tx: Transaction, meeting: Meeting) -> Meeting:
    await tx.run(
        """UPDATE meetings SET starts_at = :starts_at, place = :place, link = :link, is_open = :is_open,
               status = :status, moves = :moves, summoned_at = :summoned_at, reason = :reason, present = :present,
               needed = :needed, minutes_approved = :minutes_approved, published_at = :published_at
           WHERE id = :id""",
        id=meeting.id,
        starts_at=int(meeting.starts_at.timestamp()),
        place=meeting.place,
        link=meeting.link,
        is_open=int(meeting.is_open),
        status=meeting.status.value,
        moves=meeting.moves,
        summoned_at=None if meeting.summoned_at is None else int(meeting.summoned_at.timestamp()),
        reason=meeting.reason,
        present=meeting.present,
        needed=meeting.needed,
        minutes_approved=int(meeting.minutes_approved),
        published_at=None if meeting.published_at is None else int(meeting.published_at.timestamp()),
    )
    return meeting


async def drop(tx: Transaction, meeting: MeetingId) -> None:
    """A draft that nobody heard of."""
    await tx.run("DELETE FROM meetings WHERE id = :id AND status = 'draft'", id=meeting)


_SHELF = "body = :body AND (:shelf = 'all' OR summoned_at IS NOT NULL)"


async def count(tx: Transaction, body: BodyId, shelf: Shelf) -> int:
    return int(await tx.value(f"SELECT count(*) FROM meetings WHERE {_SHELF}", body=body, shelf=shelf))


async def page(tx: Transaction, body: BodyId, shelf: Shelf, *, limit: int, offset: int) -> list[Meeting]:
    """The latest first."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM meetings WHERE {_SHELF}
            ORDER BY starts_at DESC, id DESC LIMIT :limit OFFSET :offset""",
        body=body,
        shelf=shelf,
        limit=limit,
        offset=offset,
    )
    return [_meeting(row) for row in rows]


async def following(tx: Transaction, body: BodyId, *, now: datetime) -> Meeting | None:
    """The next one that is summoned."""
    row = await tx.one(
        f"""SELECT {_COLUMNS} FROM meetings
            WHERE body = :body AND status = 'summoned' AND starts_at > :now ORDER BY starts_at LIMIT 1""",
        body=body,
        now=int(now.timestamp()),
    )
    return None if row is None else _meeting(row)


# -- the agenda --------------------------------------------------------------------------------------------------------


async def summoned(tx: Transaction, *, since: datetime, until: datetime, limit: int) -> list[Meeting]:
    """Of all bodies, those that begin within [since, until), the earliest first."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM meetings
            WHERE status = 'summoned' AND starts_at >= :since AND starts_at < :until
            ORDER BY starts_at, id LIMIT :limit""",
        since=int(since.timestamp()),
        until=int(until.timestamp()),
        limit=limit,
    )
    return [_meeting(row) for row in rows]


async def items(tx: Transaction, meeting: MeetingId, *, proposed: bool | None = False) -> list[Item]:
    """The agenda in its order; with `proposed` what members propose instead, with None both."""
    rows = await tx.all(
        """SELECT id, meeting, text, proposed FROM meeting_items
           WHERE meeting = :meeting AND (:proposed IS NULL OR proposed = :proposed) ORDER BY id""",
        meeting=meeting,
        proposed=None if proposed is None else int(proposed),
    )
    return [Item(row["id"], MeetingId(row["meeting"]), row["text"], bool(row["proposed"])) for row in rows]


async def item(tx: Transaction, number: int) -> Item:
    """Raises NotFound(what="item")."""
    row = await tx.one("SELECT id, meeting, text, proposed FROM meeting_items WHERE id = :id", id=number)
    if row is None:
        raise NotFound(what="item")
    return Item(row["id"], MeetingId(row["meeting"]), row["text"], bool(row["proposed"]))


async def put_agenda(tx: Transaction, meeting: MeetingId, texts: Sequence[str]) -> None:
    """This is the agenda now; what members propose stays."""
    await tx.run("DELETE FROM meeting_items WHERE meeting = :meeting AND proposed = 0", meeting=meeting)
    await tx.many(
        "INSERT INTO meeting_items (meeting, text) VALUES (:meeting, :text)",
        [{"meeting": meeting, "text": text} for text in texts],
    )


async def add_item(tx: Transaction, meeting: MeetingId, text: str, *, proposed: bool) -> None:
    await tx.run(
        "INSERT INTO meeting_items (meeting, text, proposed) VALUES (:meeting, :text, :proposed)",
        meeting=meeting,
        text=text,
        proposed=int(proposed),
    )


async def drop_item(tx: Transaction, number: int) -> None:
    await tx.run("DELETE FROM meeting_items WHERE id = :id", id=number)


# -- who comes, and who came -------------------------------------------------------------------------------------------


async def put_reply(
    tx: Transaction, meeting: MeetingId, participant: ParticipantId, reply: Reply, *, now: datetime
) -> None:
    """The last word counts; a reason belongs to the word it was given for."""
    await tx.run(
        """INSERT INTO meeting_replies (meeting, participant, reply, replied_at)
           VALUES (:meeting, :participant, :reply, :now)
           ON CONFLICT (meeting, participant) DO UPDATE
           SET reply = excluded.reply, replied_at = excluded.replied_at,
               reason = CASE WHEN meeting_replies.reply = excluded.reply THEN meeting_replies.reason END""",
        meeting=meeting,
        participant=participant,
        reply=reply.value,
        now=int(now.timestamp()),
    )


async def put_reason(tx: Transaction, meeting: MeetingId, participant: ParticipantId, reason: str) -> None:
    await tx.run(
        """UPDATE meeting_replies SET reason = :reason
           WHERE meeting = :meeting AND participant = :participant AND reply = 'excused'""",
        meeting=meeting,
        participant=participant,
        reason=reason,
    )


async def take_back_reply(tx: Transaction, meeting: MeetingId, participant: ParticipantId) -> None:
    await tx.run(
        "DELETE FROM meeting_replies WHERE meeting = :meeting AND participant = :participant",
        meeting=meeting,
        participant=participant,
    )


async def forget_replies(tx: Transaction, meeting: MeetingId) -> None:
    """It was moved: who could come then has not said anything of now."""
    await tx.run("DELETE FROM meeting_replies WHERE meeting = :meeting", meeting=meeting)


async def reply_of(tx: Transaction, meeting: MeetingId, participant: ParticipantId) -> Reply | None:
    found = await tx.value(
        "SELECT reply FROM meeting_replies WHERE meeting = :meeting AND participant = :participant",
        meeting=meeting,
        participant=participant,
    )
    return None if found is None else Reply(found)


async def answers(tx: Transaction, meeting: MeetingId) -> list[Answer]:
    """Of those who are members still."""
    rows = await tx.all(
        """SELECT s.id, r.reply, r.reason FROM meeting_replies r
           JOIN meetings m ON m.id = r.meeting
           JOIN body_members s ON s.participant = r.participant AND s.body = m.body AND s.ended_at IS NULL
           WHERE r.meeting = :meeting ORDER BY s.id""",
        meeting=meeting,
    )
    return [Answer(MemberId(row["id"]), Reply(row["reply"]), row["reason"]) for row in rows]


async def replied(tx: Transaction, meetings: Sequence[MeetingId]) -> dict[tuple[MeetingId, ParticipantId], Reply]:
    """Who said what of which of these."""
    rows = await tx.all(
        """SELECT meeting, participant, reply FROM meeting_replies
           WHERE meeting IN (SELECT value FROM json_each(:ids))""",
        ids=orjson.dumps([*meetings]).decode(),
    )
    return {(row["meeting"], row["participant"]): Reply(row["reply"]) for row in rows}


async def attendance(tx: Transaction, meeting: MeetingId) -> set[MemberId]:
    rows = await tx.all("SELECT member FROM meeting_attendance WHERE meeting = :meeting", meeting=meeting)
    return {MemberId(row["member"]) for row in rows}


async def tick(tx: Transaction, meeting: MeetingId, seat: MemberId) -> bool:
    """Tick or untick a seat as having been there; returns whether it is ticked now."""
    removed = await tx.run(
        "DELETE FROM meeting_attendance WHERE meeting = :meeting AND member = :seat", meeting=meeting, seat=seat
    )
    if not removed:
        await tx.run(
            "INSERT INTO meeting_attendance (meeting, member) VALUES (:meeting, :seat)", meeting=meeting, seat=seat
        )
    return not removed


async def put_attendance(tx: Transaction, meeting: MeetingId, present: Sequence[MemberId]) -> None:
    """Who said they would come is ticked to begin with."""
    await tx.many(
        "INSERT INTO meeting_attendance (meeting, member) VALUES (:meeting, :member) ON CONFLICT DO NOTHING",
        [{"meeting": meeting, "member": one} for one in present],
    )


async def forget_old_replies(tx: Transaction, *, before: datetime) -> None:
    """Who meant to come to what was over by then."""
    await tx.run(
        "DELETE FROM meeting_replies WHERE meeting IN (SELECT id FROM meetings WHERE starts_at <= :before)",
        before=int(before.timestamp()),
    )
