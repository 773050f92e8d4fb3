"""What is said in groups and channels, and what Telegram is asked about them; all of it to nobody in particular."""

from collections.abc import Mapping, Sequence

from bot.domain.chats import NIGHT, Chat
from bot.domain.consultations import Consultation
from bot.domain.ids import ConsultationId, LinkedChatId
from bot.domain.notices import Name, is_pointless
from bot.domain.schedule import out_of_quiet
from bot.domain.town import Topic
from bot.gateway import doors
from bot.gateway.sender import Call
from bot.i18n import Translator, translator
from bot.notices.batch import Batch
from bot.services.chats import ADMINISTRATOR, HELLO, PICKER, REFUSED, offered
from bot.services.chats.telling import NOTICES
from bot.ui.chats import posts
from bot.ui.screen import Screen
from storage import chats, consultations, town
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing

NAMES = {notice: name for name, notice in NOTICES.items()}


class Chats:
    """`known` are the chats that the rows go to, as they are now."""

    def __init__(
        self,
        batch: Batch,
        known: Mapping[LinkedChatId, Chat],
        told: Mapping[ConsultationId, Consultation],
        topics: Sequence[Topic],
    ) -> None:
        self._batch = batch
        self._known = known
        self._told = told
        self._topics = topics

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Chats":
        known = await chats.by_ids(tx, {row.params["chat"] for row in rows})
        subjects = {row.params["consultation"] for row in rows if "consultation" in row.params}
        told = await consultations.by_ids(tx, list(subjects)) if subjects else {}
        picked = any(row.notice == PICKER for row in rows)
        return cls(batch, known, told, await town.topics(tx, retired=True) if picked else ())

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        raise ValueError(f"{row.notice} is said to nobody in particular")

    def post(self, row: Outgoing) -> Call | None:
        """None where the bot is no longer there, and for what became pointless or waits for the morning."""
        chat = self._known.get(row.params["chat"])
        if chat is None or not chat.is_here:
            return None
        match row.notice:
            case notice if notice == ADMINISTRATOR:
                return "getChatMember", {"chat_id": row.chat_id, "user_id": row.params["user"]}
            case notice if notice == REFUSED:
                return self._refusal(row, chat)
            case notice if notice == HELLO:
                return self._say(row, posts.hello(self._words(chat.language), username=self._batch.username))
            case notice if notice == PICKER:
                return self._picker(row, chat)
            case _:
                return self._alert(row, chat)

    def _words(self, language: str) -> Translator:
        return translator(language, self._batch.town.zone)

    @staticmethod
    def _say(row: Outgoing, screen: Screen) -> Call:
        params = {**screen.params(), "chat_id": row.chat_id}
        message = row.params.get("message")
        if message is None:
            return "sendMessage", params
        return "editMessageText", {**params, "message_id": message}

    def _picker(self, row: Outgoing, chat: Chat) -> Call:
        t, topics = self._words(chat.language), offered(chat, self._topics)
        if not row.params.get("done"):
            return self._say(row, posts.picker(t, chat, topics))
        if chat.is_channel:  # subscribers need not read how it was set
            return "deleteMessage", {"chat_id": row.chat_id, "message_id": row.params["message"]}
        return self._say(row, posts.chosen(t, chat, topics, username=self._batch.username))

    def _refusal(self, row: Outgoing, chat: Chat) -> Call:
        screen = posts.refused(self._words(row.params.get("language", chat.language)), unknown=row.params["unknown"])
        query = row.params.get("query")
        if query is None:
            return self._say(row, screen)
        text = screen.text.striptags()[:200]
        return "answerCallbackQuery", {"callback_query_id": query, "text": text, "show_alert": True}

    def _alert(self, row: Outgoing, chat: Chat) -> Call | None:
        """It is asked again whether it is true and wanted: a night may have passed since it was promised."""
        batch, name = self._batch, NAMES[row.notice or ""]
        consultation = self._told.get(row.params["consultation"])
        if consultation is None or is_pointless(name, row.params["last_day"], consultation, batch.now):
            return None
        if not chat.wants(consultation.topics):
            return None
        morning = out_of_quiet(batch.now, NIGHT, batch.town.zone)
        if morning > batch.now:
            batch.put_off.append((row.id, morning))
            return None
        t = self._words(chat.language)

        def link(payload: str) -> str:
            return doors.url(batch.username, payload)

        def screen() -> Screen:
            if name is Name.new:
                return posts.new(t, consultation, link=link)
            if name is Name.reminder:
                return posts.closing(t, consultation, today=batch.today, link=link)
            return posts.spravka(t, consultation, link=link)

        return batch.once(row, (row.notice, consultation.id, chat.language), screen)
