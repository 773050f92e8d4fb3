"""Forms that survive a restart in mid-sentence.

`Conversation` keeps the shape of python-telegram-bot's ConversationHandler (entry points, states, fallbacks, handlers
that return the next state or END); only the place of the state differs: it lives in the person's row and is written in
the transaction of the turn. Each state also has a question, so that a form can be taken up again anywhere.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

from telegram import Update
from telegram.ext import Application, BaseHandler

from bot.gateway.context import Context, Handler, Pressed
from bot.gateway.exchange import CURRENT
from bot.ui.callbacks import prefix_of
from storage.dialogues import Dialogue

END = "-"
"""What a handler returns when the form is finished and its draft may go."""

Question = Callable[[Update, Context], Awaitable[None]]
Match = tuple[Handler, Any, str | None]


class Conversation(BaseHandler[Update, Context, Any]):
    """A form. A handler that returns a state moves there and its question is asked; None stays without asking again,
    unless the handler left a remark on what came: the question follows it, with its buttons.

    While a form is active it hears what is typed. Its buttons work also after it was put aside: pressing one takes the
    form up again. A button of another state than the present one asks the present question anew.
    """

    def __init__(
        self,
        name: str,
        *,
        entry_points: Sequence[Handler],
        states: Mapping[str, Sequence[Handler]],
        questions: Mapping[str, Question],
        fallbacks: Sequence[Handler] = (),
    ) -> None:
        super().__init__(self._never)
        if missing := set(states) ^ set(questions):
            raise ValueError(f"{name}: states and questions differ in {sorted(missing)}")
        self.name = name
        self._entry_points = entry_points
        self._states = states
        self._questions = questions
        self._fallbacks = fallbacks
        everywhere = [*entry_points, *fallbacks, *(one for heard in states.values() for one in heard)]
        self._prefixes = {one.prefix for one in everywhere if isinstance(one, Pressed)}

    async def _never(self, update: Update, context: Context) -> None:
        raise AssertionError("a conversation dispatches to its own handlers")

    def check_update(self, update: object) -> Match | None:
        if not isinstance(update, Update):
            return None
        query = update.callback_query
        if query is not None and prefix_of(query.data) not in self._prefixes:
            return None  # nobody here hears this button, and most buttons are of others
        dialogue = CURRENT.get().dialogue(self.name)
        if dialogue is not None and (dialogue.active or query is not None):
            here = self._first([*self._states.get(dialogue.state, ()), *self._fallbacks], update)
            if here is not None:
                return (*here, dialogue.state)
        entry = self._first(self._entry_points, update)
        if entry is not None:
            return (*entry, None)
        if query is not None:
            elsewhere = self._first([h for handlers in self._states.values() for h in handlers], update)
            if elsewhere is not None:
                return (*elsewhere, "?")
        return None

    @staticmethod
    def _first(handlers: Sequence[Handler], update: Update) -> tuple[Handler, Any] | None:
        for handler in handlers:
            check = handler.check_update(update)
            if check is not None and check is not False:
                return handler, check
        return None

    async def handle_update(
        self,
        update: Update,
        application: Application[Any, Context, Any, Any, Any, Any],
        check_result: object,
        context: Context,
    ) -> None:
        handler, check, state = cast(Match, check_result)
        if state == "?":
            await self.resume(update, context)
            return
        following = await handler.handle_update(update, application, check, context)
        exchange = context.exchange
        if following == END:
            exchange.end(self.name)
            return
        dialogue = exchange.dialogue(self.name)
        if following is None and exchange.remark is not None and dialogue is not None:
            following = dialogue.state
        if following is None and (dialogue is None or dialogue.active):
            return
        at = following or state
        if at is not None:
            exchange.keep(self._at(context, at))
        if following is not None:
            await self._questions[following](update, context)

    def _at(self, context: Context, state: str) -> Dialogue:
        exchange = context.exchange
        known = exchange.dialogue(self.name)
        return Dialogue(exchange.chat_id, self.name, state, known.draft if known else {}, active=True)

    async def resume(self, update: Update, context: Context) -> bool:
        """Take up a form that was put aside and ask its question again; False when there is none."""
        dialogue = context.exchange.dialogue(self.name)
        if dialogue is None or dialogue.state not in self._questions:
            return False
        context.exchange.keep(self._at(context, dialogue.state))
        await self._questions[dialogue.state](update, context)
        return True


def draft(context: Context, conversation: str) -> dict[str, Any]:
    """The draft of a form as stored; empty when it has not begun."""
    dialogue = context.exchange.dialogue(conversation)
    return dialogue.draft if dialogue is not None else {}


def save_draft(context: Context, conversation: str, values: Mapping[str, Any], *, state: str | None = None) -> None:
    """Keep what has been entered so far; part of the turn's commit like everything else."""
    exchange = context.exchange
    dialogue = exchange.dialogue(conversation)
    where = state or (dialogue.state if dialogue is not None else "")
    exchange.keep(Dialogue(exchange.chat_id, conversation, where, dict(values), active=True))
