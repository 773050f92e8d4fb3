"""Alerts in groups and channels: a new consultation, its last day but one, its spravka; each once, and not at night."""

from bot.domain.chats import NIGHT
from bot.domain.consultations import Consultation
from bot.domain.notices import Name, posted
from bot.domain.schedule import out_of_quiet
from bot.services.turn import Turn
from storage import chats, outbox
from storage.notices.occasions import Telling
from storage.outbox import Posting

NOTICES = {Name.new: "chats.new", Name.reminder: "chats.closing", Name.reported: "chats.spravka"}


async def post(turn: Turn, telling: Telling, consultation: Consultation) -> None:
    """Promise an occasion to every chat that wants it; those that heard of it already do not hear of it again."""
    if not posted(telling.name, telling.key):
        return
    due_at = out_of_quiet(turn.now, NIGHT, turn.town.zone)
    if due_at >= telling.pointless_at:
        return
    wanting = {one.id: one for one in await chats.wanting(turn.tx, consultation.topics)}
    fresh = await chats.tell(turn.tx, telling.key, list(wanting), now=turn.now)
    facts = {"consultation": telling.consultation, "last_day": telling.last_day}
    await outbox.post_each(
        turn.tx,
        NOTICES[telling.name],
        [
            ({"chat": one.id, **facts}, Posting(one.chat_id, due_at, telling.pointless_at))
            for one in wanting.values()
            if one.id in fresh
        ],
    )
