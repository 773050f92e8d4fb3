"""Groups and channels in tables, what was told there, and who was found to be an administrator."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.domain.chats import About, Chat, ChatKind
from bot.domain.ids import LinkedChatId, TopicId
from storage.engine import Row, Transaction

_COLUMNS = """id, chat_id, kind, title, username, language, may_post, linked, every, topics, greeted_at, refused_at,
    joined_at, left_at"""


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _chat(row: Row) -> Chat:
    return Chat(
        **{
            **row,
            "topics": tuple(orjson.loads(row["topics"])),
            **{name: _moment(row[name]) for name in ("greeted_at", "refused_at", "joined_at", "left_at")},
        }
    )


def _list(values: Iterable[Any]) -> str:
    return orjson.dumps(list(values)).decode()


# -- which there are -------------------------------------------------------------------------------------------------


async def get(tx: Transaction, number: LinkedChatId) -> Chat | None:
    row = await tx.one(f"SELECT {_COLUMNS} FROM chats WHERE id = :id", id=number)
    return None if row is None else _chat(row)


async def at(tx: Transaction, chat_id: int) -> Chat | None:
    """By Telegram's number."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM chats WHERE chat_id = :chat_id", chat_id=chat_id)
    return None if row is None else _chat(row)


async def by_ids(tx: Transaction, numbers: Collection[LinkedChatId]) -> Mapping[LinkedChatId, Chat]:
    """Also those that the bot has left."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM chats WHERE id IN (SELECT value FROM json_each(:ids))", ids=_list(numbers)
    )
    return {one.id: one for one in map(_chat, rows)}


async def linked(tx: Transaction) -> list[Chat]:
    """Where announcements may be posted now, channels first."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM chats WHERE linked AND may_post AND left_at IS NULL
            ORDER BY kind = 'channel' DESC, title, id"""
    )
    return [_chat(row) for row in rows]


async def count(tx: Transaction) -> int:
    """Those that the bot is in."""
    return int(await tx.value("SELECT count(*) FROM chats WHERE left_at IS NULL"))


async def page(tx: Transaction, *, limit: int, offset: int) -> list[Chat]:
    """Those that the bot is in: the town's own first, then channels."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM chats WHERE left_at IS NULL
            ORDER BY linked DESC, kind = 'channel' DESC, title, id LIMIT :limit OFFSET :offset""",
        limit=limit,
        offset=offset,
    )
    return [_chat(row) for row in rows]


# -- coming and going ------------------------------------------------------------------------------------------------


async def meet(tx: Transaction, about: About, *, language: str, now: datetime) -> Chat:
    """The chat, as it is called now. One that was not known, or was left, is joined at this moment."""
    row = await tx.one(
        f"""INSERT INTO chats (chat_id, kind, title, username, language, joined_at)
            VALUES (:chat_id, :kind, :title, :username, :language, :now)
            ON CONFLICT (chat_id) DO UPDATE
            SET kind = excluded.kind, title = excluded.title, username = excluded.username, left_at = NULL,
                may_post = may_post OR left_at IS NOT NULL,
                joined_at = CASE WHEN left_at IS NULL THEN joined_at ELSE excluded.joined_at END
            RETURNING {_COLUMNS}""",
        chat_id=about.chat_id,
        kind=about.kind.value,
        title=about.title,
        username=about.username,
        language=language,
        now=_seconds(now),
    )
    assert row is not None
    return _chat(row)


def called(tx: Transaction, about: About) -> None:
    """What a known chat is called now."""
    tx.later(
        "UPDATE chats SET title = :title, username = :username WHERE chat_id = :chat_id",
        chat_id=about.chat_id,
        title=about.title,
        username=about.username,
    )


def may_post(tx: Transaction, chat_id: int, *, on: bool) -> None:
    """Whether Telegram lets the bot write there."""
    tx.later("UPDATE chats SET may_post = :on WHERE chat_id = :chat_id", chat_id=chat_id, on=int(on))


def left(tx: Transaction, chat_id: int, *, now: datetime) -> None:
    """The bot is there no more. What was asked of it ends with that: whoever adds it again asks again."""
    tx.later(
        """UPDATE chats SET left_at = :now, may_post = 0, linked = 0, every = 0, topics = '[]', greeted_at = NULL
           WHERE chat_id = :chat_id AND left_at IS NULL""",
        chat_id=chat_id,
        now=_seconds(now),
    )


def migrate(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: its record goes on under the new number, in place of one that was begun for it,
    and takes over what was posted there by that one, so that nothing is posted twice.
    """
    both = {"old": old, "new": new}
    tx.later(
        """DELETE FROM deliveries WHERE chat = (SELECT id FROM chats WHERE chat_id = :old)
             AND announcement IN (SELECT announcement FROM deliveries
                                  WHERE chat = (SELECT id FROM chats WHERE chat_id = :new))""",
        **both,
    )
    tx.later(
        """UPDATE deliveries SET chat = (SELECT id FROM chats WHERE chat_id = :old)
           WHERE chat = (SELECT id FROM chats WHERE chat_id = :new)
             AND EXISTS (SELECT 1 FROM chats WHERE chat_id = :old)""",
        **both,
    )
    tx.later(
        """DELETE FROM chats WHERE chat_id = :new AND EXISTS (SELECT 1 FROM chats WHERE chat_id = :old)""",
        old=old,
        new=new,
    )
    tx.later(
        "UPDATE chats SET chat_id = :new, kind = :kind WHERE chat_id = :old",
        old=old,
        new=new,
        kind=ChatKind.supergroup.value,
    )


async def to_greet(tx: Transaction, *, joined_by: datetime, limit: int) -> list[Chat]:
    """Groups joined by then in which the bot has not explained itself yet."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM chats
            WHERE greeted_at IS NULL AND left_at IS NULL AND may_post AND kind <> 'channel' AND joined_at <= :by
            ORDER BY id LIMIT :limit""",
        by=_seconds(joined_by),
        limit=limit,
    )
    return [_chat(row) for row in rows]


def greeted(tx: Transaction, number: LinkedChatId, *, now: datetime) -> None:
    tx.later("UPDATE chats SET greeted_at = :now WHERE id = :id", id=number, now=_seconds(now))


def refused(tx: Transaction, number: LinkedChatId, *, now: datetime) -> None:
    """Somebody there was told that only administrators choose."""
    tx.later("UPDATE chats SET refused_at = :now WHERE id = :id", id=number, now=_seconds(now))


async def save(tx: Transaction, chat: Chat) -> None:
    """What is chosen for it."""
    await tx.run(
        "UPDATE chats SET language = :language, linked = :linked, every = :every, topics = :topics WHERE id = :id",
        id=chat.id,
        language=chat.language,
        linked=int(chat.linked),
        every=int(chat.every),
        topics=_list(chat.topics),
    )


# -- alerts ----------------------------------------------------------------------------------------------------------


async def wanting(tx: Transaction, topics: Collection[TopicId]) -> list[Chat]:
    """Where a consultation of these topics is to be told now."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM chats
            WHERE left_at IS NULL AND may_post AND (every OR EXISTS (
                SELECT 1 FROM json_each(chats.topics) WHERE value IN (SELECT value FROM json_each(:topics))))
            ORDER BY id""",
        topics=_list(topics),
    )
    return [_chat(row) for row in rows]


async def tell(tx: Transaction, notice: str, numbers: Collection[LinkedChatId], *, now: datetime) -> set[LinkedChatId]:
    """Note that an occasion (its key) is told in these chats; returns those where it was not told before."""
    rows = await tx.all(
        """INSERT INTO chat_told (chat, notice, told_at)
           SELECT value, :notice, :now FROM json_each(:chats) WHERE true
           ON CONFLICT DO NOTHING RETURNING chat""",
        notice=notice,
        now=_seconds(now),
        chats=_list(numbers),
    )
    return {LinkedChatId(row["chat"]) for row in rows}


async def forget_told(tx: Transaction, *, before: datetime, now: datetime) -> None:
    """What was told about a consultation that is not over stays, however long that takes."""
    await tx.run(
        """DELETE FROM chat_told WHERE told_at < :before AND notice NOT IN
               (SELECT o.key FROM occasions o JOIN consultations c ON c.id = o.consultation
                WHERE c.placed_at > :now)""",
        before=_seconds(before),
        now=_seconds(now),
    )


# -- who may choose --------------------------------------------------------------------------------------------------


async def is_administrator(tx: Transaction, number: LinkedChatId, telegram_id: int, *, since: datetime) -> bool:
    """Whether Telegram said so since then."""
    return (
        await tx.value(
            """SELECT 1 FROM chat_administrators
               WHERE chat = :chat AND telegram_id = :telegram_id AND verified_at > :since""",
            chat=number,
            telegram_id=telegram_id,
            since=_seconds(since),
        )
        is not None
    )


async def verified(tx: Transaction, number: LinkedChatId, telegram_id: int, *, now: datetime) -> None:
    await tx.run(
        """INSERT INTO chat_administrators (chat, telegram_id, verified_at) VALUES (:chat, :telegram_id, :now)
           ON CONFLICT (chat, telegram_id) DO UPDATE SET verified_at = excluded.verified_at""",
        chat=number,
        telegram_id=telegram_id,
        now=_seconds(now),
    )


async def forget_verified(tx: Transaction, *, before: datetime) -> None:
    await tx.run("DELETE FROM chat_administrators WHERE verified_at <= :before", before=_seconds(before))
