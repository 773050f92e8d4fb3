"""Sending once, and putting a change in the place of what was sent."""

from telegram import Update

from bot.gateway import doors
from bot.gateway.context import Context
from bot.gateway.conversation import END
from bot.services import proposals
from bot.services.proposals import Draft, WindowClosed
from bot.ui.navigation import GoHome, GoProposal
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import receipts
from handlers.proposals.base import Base
from handlers.proposals.draft import as_draft, files_of, mark_of


class Sending(Base):
    # -- sending -----------------------------------------------------------------------------------------------

    async def send(self, update: Update, context: Context) -> str | None:
        """Once, whatever is pressed twice. What was not shown is not sent: the preview comes again."""
        choice, values = context.choice(buttons.Send), self.values(context)
        if choice.token != values.get("token"):
            return await self.sent_before(update, context)
        if choice.shown != mark_of(values):
            return "preview"
        try:
            receipt = await proposals.submit(context.turn, await self._draft(context))
        except WindowClosed:  # refused before anything is written
            return "late"
        context.say(receipts.receipt(context.t, receipt))
        return END

    async def _draft(self, context: Context) -> Draft:
        """With the files that are still kept."""
        values = self.values(context)
        attached = await proposals.attached(context.turn, files_of(values))
        return as_draft({**values, "files": [one.id for one in attached]}, context.t.language)

    async def sent_before(self, update: Update, context: Context) -> str | None:
        """A button of a form that is gone: the receipt that it was given, or nothing that anybody can find out."""
        receipt = await proposals.receipt_of(context.turn, context.choice(buttons.Send).token)
        if receipt is None:
            return await self.old(update, context)
        context.say(receipts.receipt(context.t, receipt))
        return None

    async def save(self, update: Update, context: Context) -> str | None:
        choice, values = context.choice(buttons.SaveChange), self.values(context)
        if choice.proposal != values.get("amend"):
            return await self.saved_before(update, context)
        if choice.shown != mark_of(values):
            return "preview"
        changed = await proposals.amend(context.turn, choice.proposal, await self._draft(context))
        context.say(receipts.changed(context.t, changed))
        return END

    async def saved_before(self, update: Update, context: Context) -> str | None:
        await doors.go(context, GoProposal(context.choice(buttons.SaveChange).proposal))
        return None

    async def show_instead(self, context: Context) -> None:
        await doors.go(context, GoHome())
