"""What a handler holds in its hand: the turn, the words and the ways to answer."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias, TypeVar

from markupsafe import Markup
from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackContext, CallbackQueryHandler, ExtBot

from bot.gateway.exchange import CURRENT, Exchange
from bot.i18n import Translator
from bot.services.turn import Turn
from bot.ui.callbacks import Callback
from bot.ui.screen import Screen

Choice = TypeVar("Choice", bound=Callback)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with this update's exchange. Handlers never await Telegram: they show."""

    @property
    def exchange(self) -> Exchange:
        return CURRENT.get()

    @property
    def turn(self) -> Turn:
        return self.exchange.turn

    @property
    def t(self) -> Translator:
        return self.exchange.t

    @property
    def bot_username(self) -> str:
        return self.bot.username

    def show(self, screen: Screen) -> None:
        """Change the screen whose button was pressed, or send a new one after something typed."""
        self.exchange.show(screen)

    def say(self, screen: Screen, *, answering: bool = False) -> None:
        """Always a new message: for receipts and alerts. `answering` ties it to what was written, for its buttons."""
        message = self.exchange.update.effective_message
        self.exchange.say(screen, to=message.message_id if answering and message is not None else None)

    def remark(self, text: Markup) -> None:
        """What came was no answer, and why; in a form the present question follows in the same message."""
        self.exchange.remark = text

    def answer(self, text: str, *, alert: bool = False) -> None:
        """A word over the chat, for a pressed button."""
        self.exchange.answer(text, alert=alert)

    def choice(self, kind: type[Choice]) -> Choice:
        """What the pressed button says. Raises BadCallback."""
        query = self.exchange.query
        return kind.parse(query.data if query is not None else None)

    def chosen(self, kind: type[Choice]) -> Choice | None:
        """The same, where the pressed button may be of another kind: None."""
        query = self.exchange.query
        return self.choice(kind) if query is not None and kind.matches(query.data) else None

    @property
    def answered_message(self) -> Message | None:
        """What the person once wrote that the message of the pressed button answers; None when it is gone."""
        shown = self.exchange.query.message if self.exchange.query is not None else None
        return shown.reply_to_message if isinstance(shown, Message) else None

    def typed(self) -> str:
        """What the person wrote, as it came."""
        message = self.exchange.update.effective_message
        return (message.text or message.caption or "") if message is not None else ""


HandlerCallback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, Any]]
Handler: TypeAlias = BaseHandler[Update, Context, Any]


class Pressed(CallbackQueryHandler[Context, Any]):
    """A handler of one kind of button, or of those of a kind that `matches`; found by its prefix."""

    def __init__(
        self, kind: type[Callback], callback: HandlerCallback, matches: Callable[[object], bool] | None = None
    ) -> None:
        super().__init__(callback, pattern=matches or kind.matches)
        self.prefix = kind.prefix


def pressed(kind: type[Callback], callback: HandlerCallback) -> Pressed:
    """A handler of one kind of button."""
    return Pressed(kind, callback)
