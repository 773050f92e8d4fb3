"""One update and everything said in return, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup
from telegram import CallbackQuery, Message, Update

from bot.domain.text import clean
from bot.i18n import Translator, guess, translator
from bot.services.turn import Turn
from bot.ui.callbacks import language_of
from bot.ui.fitting import ROOM, shown_units
from bot.ui.navigation import WhyAnnouncement
from bot.ui.screen import Screen, fingerprint, paragraphs
from storage import dialogues, live, outbox, participants
from storage.dialogues import Dialogue
from storage.files import StoredFile
from storage.outbox import Outgoing
from storage.participants import Arrival

QUERY_LIVES = timedelta(seconds=150)
"""Telegram forgets a pressed button after this long; answering it later is an error."""


@dataclass(slots=True)
class Exchange:
    """Collects replies and dialogue changes; `close` writes them into the turn's transaction."""

    update: Update
    turn: Turn
    chat_id: int
    first_name: str
    language: str
    dialogues: list[Dialogue]
    failure: Exception | None = None
    present: bool = True
    """False in the turn that tells of their leaving."""
    forgotten: bool = False
    """True in the turn that erased them."""
    remark: Markup | None = None
    """Why what came was no answer: said at the head of the next screen, which is a new message then, so that a
    person goes on from the newest one."""
    _answered: bool = False
    _shown: bool = False
    _on_pressed: Screen | None = None
    """What the pressed message shows from now on."""
    _waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @classmethod
    def begin(cls, update: Update, turn: Turn, arrival: Arrival) -> "Exchange":
        user, chat = update.effective_user, update.effective_chat
        who = user or chat
        assert who is not None
        query = update.callback_query
        travelled = language_of(query.data or "") if query is not None else None
        if arrival.participant is not None:
            language = arrival.participant.language
        elif user is not None:
            language = guess(travelled or user.language_code)
        else:
            language = turn.town.language
        name = (user.first_name if user is not None else None) or ""
        return cls(
            update=update,
            turn=turn,
            chat_id=chat.id if chat is not None else who.id,
            # A name may turn the rest of a sentence round; one of nothing visible is left as it is.
            first_name=clean(name, at_least=0) or name,
            language=language,
            dialogues=list(arrival.dialogues),
        )

    @property
    def t(self) -> Translator:
        return translator(self.language, self.turn.town.zone)

    @property
    def travelling_language(self) -> str | None:
        """What buttons must carry, because nothing is stored that would remember it."""
        return self.language if self.turn.actor is None else None

    @property
    def query(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def is_public(self) -> bool:
        """Whether it comes from a group or a channel, where nothing of anybody's own is shown."""
        chat = self.update.effective_chat
        return chat is not None and chat.type != chat.PRIVATE

    # -- saying ------------------------------------------------------------------------------------------------

    def show(self, screen: Screen) -> None:
        """Change the message whose button was pressed, or send a new one; a second screen is always new."""
        query = self.query
        if query is None or query.message is None or self._shown or self.remark is not None or self._stays:
            self.say(screen)
            return
        self._shown, self._on_pressed = True, screen
        params = screen.params(self.travelling_language)
        live.put_away(self.turn.tx, self.chat_id, query.message.message_id)
        self.call("editMessageText", message_id=query.message.message_id, **params)

    def keep_live(self, view: str, subject: int) -> None:
        """What was just shown on the pressed message goes on by itself as `view` of `subject` changes. A new message
        has no number yet, so it stays as it is.
        """
        query = self.query
        if query is not None and query.message is not None and self._on_pressed is not None:
            live.keep(
                self.turn.tx,
                chat_id=self.chat_id,
                message_id=query.message.message_id,
                view=view,
                subject=subject,
                language=self.language,
                shown=fingerprint(self._on_pressed, self.travelling_language),
                now=self.turn.now,
            )

    @property
    def _stays(self) -> bool:
        """Whether the pressed message stays as it is: one without text, which Telegram never lets become a text, and
        a copy of an announcement, which is corrected and recalled where it stands.
        """
        shown = self.query.message if self.query is not None else None
        if not isinstance(shown, Message):
            return False
        under = () if shown.reply_markup is None else shown.reply_markup.inline_keyboard
        return shown.text is None or any(WhyAnnouncement.matches(one.callback_data) for row in under for one in row)

    def say(self, screen: Screen, *, to: int | None = None) -> None:
        """A new message; in answer `to` one of theirs, which Telegram hands back when a button of it is pressed."""
        self._shown = True
        remark, self.remark = self.remark, None
        text = paragraphs(remark, screen.text)
        if remark is not None and shown_units(text) > ROOM:
            self.call("sendMessage", **Screen(remark).params())
            text = screen.text
        params = replace(screen, text=text).params(self.travelling_language)
        if to is not None:
            params["reply_parameters"] = {"message_id": to, "allow_sending_without_reply": True}
        self.call("sendMessage", **params)

    def answer(self, text: str | None = None, *, alert: bool = False) -> None:
        """A short word over the chat for the pressed button; 200 characters at most."""
        query = self.query
        if query is None or self._answered:
            return
        self._answered = True
        params: dict[str, Any] = {"callback_query_id": query.id}
        if text:
            params |= {"text": text[:200], "show_alert": alert}
        self._waiting.append(("answerCallbackQuery", params))

    def answer_later(self) -> None:
        """Telegram must be asked first: whoever hears its answer answers the pressed button."""
        self._answered = True

    def call(self, method: str, **params: Any) -> None:
        """Promise a Bot API call to this chat."""
        self._waiting.append((method, {"chat_id": self.chat_id, **params}))

    def send_file(self, file: StoredFile, caption: Markup) -> None:
        """A file as a message of its own, in the shape in which it came."""
        method = "sendPhoto" if file.photo else "sendDocument"
        self.call(method, file=file.id, caption=str(caption), parse_mode="HTML")

    # -- conversations -----------------------------------------------------------------------------------------

    @property
    def active(self) -> Dialogue | None:
        return self.dialogues[0] if self.dialogues and self.dialogues[0].active else None

    @property
    def unfinished(self) -> str | None:
        """The form to take up again: the active one, or else the one last put aside; none where nothing is written."""
        return next((one.conversation for one in self.dialogues if one.draft), None)

    def dialogue(self, conversation: str) -> Dialogue | None:
        return next((one for one in self.dialogues if one.conversation == conversation), None)

    def keep(self, dialogue: Dialogue) -> None:
        """This dialogue hears what is typed from here on; others wait."""
        others = [replace(one, active=False) for one in self.dialogues if one.conversation != dialogue.conversation]
        self.dialogues = [dialogue, *others]
        dialogues.keep(self.turn.tx, dialogue, now=self.turn.now)

    def suspend(self) -> None:
        """Leave the form; its draft stays."""
        self.dialogues = [replace(one, active=False) for one in self.dialogues]
        dialogues.suspend(self.turn.tx, self.chat_id)

    def end(self, conversation: str) -> None:
        self.dialogues = [one for one in self.dialogues if one.conversation != conversation]
        dialogues.end(self.turn.tx, self.chat_id, conversation)

    # -- the end -----------------------------------------------------------------------------------------------

    def close(self, *, last_seen_on: str | None, promised: list[Outgoing]) -> None:
        """Write every promise into the transaction; `promised` receives the rows, which leave after it."""
        turn = self.turn
        self.answer()
        for method, params in self._waiting:
            perishable = method == "answerCallbackQuery"
            outbox.call(
                turn.tx,
                method,
                params,
                chat_id=self.chat_id,
                now=turn.now,
                expires_at=turn.now + QUERY_LIVES if perishable else None,
                promised=promised,
            )
        if not self.present or turn.actor is None:
            return
        if last_seen_on != turn.today.isoformat() or not turn.actor.reachable:
            participants.seen(turn.tx, turn.actor.id, today=turn.today)

    def forget_person(self) -> None:
        """After an erasure: nothing about them may be written by the rest of this turn, or sent after it."""
        self.forgotten = True
        self.turn.actor = None
        self.turn.member = None
        self.dialogues = []


CURRENT: ContextVar[Exchange] = ContextVar("exchange")


@contextmanager
def current(exchange: Exchange) -> Iterator[Exchange]:
    """The exchange that handlers and conversations find while their update is played."""
    token = CURRENT.set(exchange)
    try:
        yield exchange
    finally:
        CURRENT.reset(token)
