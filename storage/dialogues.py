"""Conversations in progress: state and draft of a chat, so that a restart in mid-sentence changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Dialogue:
    """At most one dialogue of a chat is active: the one that hears what is typed."""

    chat_id: int
    conversation: str
    state: str
    draft: dict[str, Any]
    active: bool


def from_row(row: Row) -> Dialogue:
    return Dialogue(row["chat_id"], row["conversation"], row["state"], orjson.loads(row["draft"]), bool(row["active"]))


async def of_chat(tx: Transaction, chat_id: int) -> Sequence[Dialogue]:
    """All of them, the active one first, then the newest."""
    rows = await tx.all(
        "SELECT * FROM dialogues WHERE chat_id = :chat_id ORDER BY active DESC, updated_at DESC",
        chat_id=chat_id,
    )
    return [from_row(row) for row in rows]


def keep(tx: Transaction, dialogue: Dialogue, *, now: datetime) -> None:
    """Write a dialogue as it stands; an active one makes the chat's others wait."""
    if dialogue.active:
        suspend(tx, dialogue.chat_id)
    tx.later(
        """INSERT INTO dialogues (chat_id, conversation, state, draft, active, updated_at)
           VALUES (:chat_id, :conversation, :state, :draft, :active, :now)
           ON CONFLICT (chat_id, conversation) DO UPDATE
           SET state = excluded.state, draft = excluded.draft, active = excluded.active,
               updated_at = excluded.updated_at""",
        chat_id=dialogue.chat_id,
        conversation=dialogue.conversation,
        state=dialogue.state,
        draft=orjson.dumps(dialogue.draft).decode(),
        active=int(dialogue.active),
        now=int(now.timestamp()),
    )


def suspend(tx: Transaction, chat_id: int) -> None:
    """Nothing typed from here on belongs to a form; drafts stay."""
    tx.later("UPDATE dialogues SET active = 0 WHERE chat_id = :chat_id AND active = 1", chat_id=chat_id)


def end(tx: Transaction, chat_id: int, conversation: str) -> None:
    tx.later(
        "DELETE FROM dialogues WHERE chat_id = :chat_id AND conversation = :conversation",
        chat_id=chat_id,
        conversation=conversation,
    )


async def rest_before(tx: Transaction, moment: datetime) -> None:
    """Forms untouched since then hear nothing any more; a draft stays, a form without one goes."""
    before = int(moment.timestamp())
    await tx.run("DELETE FROM dialogues WHERE updated_at < :before AND draft = '{}'", before=before)
    await tx.run("UPDATE dialogues SET active = 0 WHERE updated_at < :before AND active = 1", before=before)


async def forget_before(tx: Transaction, moment: datetime) -> int:
    return await tx.run("DELETE FROM dialogues WHERE updated_at < :moment", moment=int(moment.timestamp()))


async def forget_of(tx: Transaction, conversation: str, moment: datetime) -> int:
    """Those of one form that were left alone since then."""
    return await tx.run(
        "DELETE FROM dialogues WHERE conversation = :conversation AND updated_at < :moment",
        conversation=conversation,
        moment=int(moment.timestamp()),
    )
