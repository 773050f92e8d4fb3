"""What every long form has: a draft of its own, and the place where the person stands in it."""

from typing import Any, ClassVar

from telegram import Update

from bot.gateway.context import Context
from bot.gateway.conversation import draft, save_draft


class Form:
    name: ClassVar[str]
    """Its conversation, under which the draft is kept."""

    def values(self, context: Context) -> dict[str, Any]:
        return dict(draft(context, self.name))

    def keep(self, context: Context, **values: Any) -> None:
        save_draft(context, self.name, {**self.values(context), **values})

    def here(self, context: Context) -> str | None:
        """The state, also of a form that was put aside; None when there is none."""
        dialogue = context.exchange.dialogue(self.name)
        return None if dialogue is None else dialogue.state

    async def old(self, update: Update, context: Context) -> str | None:
        """A button that fits no state any more: the present question again, or what it leads to."""
        here = self.here(context)
        if here is None:
            await self.show_instead(context)
            context.answer(context.t.plain("help.old_screen"))  # where nothing better was said
        return here

    async def show_instead(self, context: Context) -> None:
        """What a button shows whose form is gone; nothing new unless the form says so."""
