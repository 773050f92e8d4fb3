"""The recipients of an announcement, written down a stretch of people at a time, in the database alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson

from bot.domain.announcements import Announcement
from bot.domain.ids import AnnouncementId, ParticipantId
from bot.domain.leaving import Leaving, Wish
from bot.domain.town import WHOLE
from storage.announcements.audience import compiled, wish
from storage.announcements.record import COLUMNS, from_row
from storage.engine import Transaction

Begins = Iterable[tuple[Wish, Leaving]]

TIMES = """times AS MATERIALIZED
    (SELECT value ->> 0 AS cadence, value ->> 1 AS quiet, value ->> 2 AS state, value ->> 3 AS due_at
     FROM json_each(:times))"""
QUIET = "coalesce(p.quiet_start * 1440 + p.quiet_end, -1)"
"""Quiet hours as one number; -1 for none."""


async def next_one(tx: Transaction, *, now: datetime) -> Announcement | None:
    """An approved one whose snapshot is to be taken, or whose time has come: an emergency first, then the oldest."""
    row = await tx.one(
        f"""SELECT {COLUMNS} FROM announcements
            WHERE state = 'approved' AND (taken_at IS NULL OR scheduled_at IS NULL OR scheduled_at <= :now)
            ORDER BY emergency DESC, id LIMIT 1""",
        now=int(now.timestamp()),
    )
    return None if row is None else from_row(row)


async def wishes(tx: Transaction, *, after: int, upto: int) -> list[Wish]:
    """All that there are among participants with ids in (after, upto]."""
    rows = await tx.all(
        "SELECT DISTINCT cadence, quiet_start, quiet_end FROM participants WHERE id > :after AND id <= :upto",
        after=after,
        upto=upto,
    )
    return [wish(row["cadence"], row["quiet_start"], row["quiet_end"]) for row in rows]


def times(begins: Begins) -> str:
    """What TIMES reads."""
    return orjson.dumps(
        [
            [
                each.cadence,
                -1 if each.quiet is None else each.quiet.start_minute * 1440 + each.quiet.end_minute,
                leaving.state,
                int(leaving.due_at.timestamp()),
            ]
            for each, leaving in begins
        ]
    ).decode()


# The first of the places asked for that somebody subscribed to, else the only one they did.
_PLACE = f"""coalesce(
    (SELECT a.value FROM json_each(:places) a
     WHERE EXISTS (SELECT 1 FROM subscriptions s
                   WHERE s.participant = p.id AND s.scope = 'place' AND s.target = a.value)
     ORDER BY a.key LIMIT 1),
    (SELECT CASE WHEN count(*) = 1 THEN min(s.target) END FROM subscriptions s
     WHERE s.participant = p.id AND s.scope = 'place' AND s.target <> '{WHOLE}'))"""


async def take(
    tx: Transaction,
    one: Announcement,
    begins: Begins,
    *,
    at: datetime,
    after: int,
    upto: int,
    places: Sequence[str] | None,
) -> int:
    """A copy for each of its audience with an id in (after, upto]; returns how many were new.

    `begins` says how the copies of each wish begin; who has a wish that is not there gets none, nor whoever is paused
    `at` then or unreachable. `places` are those asked for, in order; None where no text names one.
    """
    predicate = compiled(one.audience, stretch=True)
    return await tx.run(
        f"""WITH {TIMES}
            INSERT INTO deliveries (announcement, participant, language, place, due_at, state)
            SELECT :announcement, p.id, p.language, {"NULL" if places is None else _PLACE}, t.due_at, t.state
            FROM participants p JOIN times t ON t.cadence = p.cadence AND t.quiet = {QUIET}
            WHERE p.id > :after AND p.id <= :upto AND p.unreachable_since IS NULL
              AND (p.paused_until IS NULL OR p.paused_until <= :at) AND {predicate.sql}
            ORDER BY p.id ON CONFLICT DO NOTHING""",
        announcement=one.id,
        times=times(begins),
        at=int(at.timestamp()),
        after=after,
        upto=upto,
        **({} if places is None else {"places": orjson.dumps(list(places)).decode()}),
        **predicate.params,
    )


async def renew(tx: Transaction, one: Announcement, begins: Begins, *, after: int, upto: int) -> int:
    """Copies for people with ids in (after, upto], as its time has come: who is not in the audience any more gets none,
    and the rest begin as `begins` says of the wish they have now, in the language they have now. Returns how many get
    none.
    """
    predicate = compiled(one.audience, stretch=True)
    who = {"announcement": one.id, "after": after, "upto": upto}
    left = await tx.run(
        f"""UPDATE deliveries SET state = 5
            WHERE participant > :after AND participant <= :upto AND announcement = :announcement AND state IN (0, 2)
              AND participant NOT IN (SELECT p.id FROM participants p
                                      WHERE p.id > :after AND p.id <= :upto AND {predicate.sql})""",
        **who,
        **predicate.params,
    )
    await tx.run(
        f"""WITH {TIMES}
            UPDATE deliveries SET state = t.state, due_at = t.due_at, language = p.language
            FROM participants p JOIN times t ON t.cadence = p.cadence AND t.quiet = {QUIET}
            WHERE p.id > :after AND p.id <= :upto
              AND deliveries.participant = p.id AND deliveries.announcement = :announcement
              AND deliveries.state IN (0, 2)
              AND (deliveries.state <> t.state OR deliveries.due_at <> t.due_at
                   OR deliveries.language <> p.language)""",
        times=times(begins),
        **who,
    )
    return left


async def post(tx: Transaction, number: AnnouncementId, *, at: datetime) -> int:
    """A copy for each group and channel it is posted to, where the bot still may; returns how many."""
    return await tx.run(
        """INSERT INTO deliveries (announcement, chat, language, due_at)
           SELECT l.announcement, c.id, c.language, :at FROM announcement_chats l JOIN chats c ON c.id = l.chat
           WHERE l.announcement = :announcement AND c.linked AND c.may_post AND c.left_at IS NULL""",
        announcement=number,
        at=int(at.timestamp()),
    )


def advance(tx: Transaction, number: AnnouncementId, *, cursor: int, taken: int = 0) -> None:
    """How far it has come, with so many more recipients. No new version: nobody decided anything."""
    tx.later(
        """UPDATE announcements SET cursor = :cursor, recipients = coalesce(recipients, 0) + :taken
           WHERE id = :id AND state = 'approved'""",
        id=number,
        cursor=cursor,
        taken=taken,
    )


async def taken_back(tx: Transaction) -> AnnouncementId | None:
    """One that still has copies and is not approved any more."""
    found = await tx.value(
        """SELECT a.id FROM announcements a WHERE a.state IN ('draft', 'ready')
             AND EXISTS (SELECT 1 FROM deliveries d WHERE d.announcement = a.id) LIMIT 1"""
    )
    return None if found is None else AnnouncementId(found)


async def drop_copies(tx: Transaction, number: AnnouncementId, *, limit: int) -> int:
    """At most so many of them; returns how many."""
    return await tx.run(
        """DELETE FROM deliveries WHERE id IN
               (SELECT id FROM deliveries WHERE announcement = :announcement LIMIT :limit)""",
        announcement=number,
        limit=limit,
    )


async def last_participant(tx: Transaction) -> ParticipantId:
    """The highest id there is, 0 when nobody is recorded."""
    return ParticipantId(await tx.value("SELECT coalesce(max(id), 0) FROM participants"))
