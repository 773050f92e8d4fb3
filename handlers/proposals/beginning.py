"""The ways into the form "say": from a consultation, from home, by a link, from what was typed, from what was sent."""

from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.proposals import ProposalKind
from bot.gateway.context import Context
from bot.gateway.conversation import save_draft
from bot.services import consultations, proposals
from bot.services.proposals import WindowClosed
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import GoSay
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import checking
from bot.ui.start import consent_needed
from handlers.proposals.base import Base
from handlers.proposals.draft import cleaned, of_proposal, part_of

LINK = "y"
TYPED = "typed"


class Beginning(Base):
    async def open(self, context: Context, choice: GoSay) -> None:
        what = ProposalKind.statement.value if choice.consultation else ""
        await self.begin(context.exchange.update, context, buttons.Fresh(what, choice.consultation))

    async def begin(self, update: Update, context: Context, fresh: buttons.Fresh) -> None:
        """One that was put aside is not lost by beginning another: that is asked. Consent comes first."""
        if context.turn.actor is None:
            target = TYPED if fresh.what == TYPED else max(fresh.number, 0)
            context.show(consent_needed(context.t, target=f"{LINK}{target}"))
            return
        written = self.written(context)
        if written is not None:
            context.exchange.suspend()
            context.show(checking.unfinished(context.t, fresh, typed=written))
            return
        await self.start(update, context, fresh)

    async def start(self, update: Update, context: Context, fresh: buttons.Fresh) -> None:
        """Raises NotFound, NotOpenYet, WrongState. Somebody who comes after the closing is told what is still open."""
        match fresh.what:
            case "amend":
                await self._start_amending(update, context, fresh.number)
            case beginning if beginning == TYPED:
                await self._start_with_typed(update, context)
            case "":
                self._anew(context, {})
                await self.go(update, context, "kind")
            case _:
                await self._start_kind(update, context, fresh)

    async def _start_kind(self, update: Update, context: Context, fresh: buttons.Fresh) -> None:
        if fresh.what not in set(ProposalKind):
            raise BadCallback()
        consultation = None
        if fresh.number:
            consultation = await consultations.public(context.turn, fresh.number)
        if consultation is not None and fresh.what == ProposalKind.statement:
            try:
                await proposals.require_open(context.turn, consultation.id)
            except WindowClosed:
                context.show(checking.closed(context.t, consultation))
                return
        about = {} if consultation is None else {"consultation": consultation.id}
        self._anew(context, {"kind": fresh.what, **about})
        await self.go(update, context, await self.following(context))

    async def _start_amending(self, update: Update, context: Context, number: int) -> None:
        proposal = await proposals.amendable(context.turn, number)
        card = await proposals.own_card(context.turn, number)
        self._anew(context, of_proposal(proposal, card.files))
        await self.go(update, context, "fields")

    async def _start_with_typed(self, update: Update, context: Context) -> None:
        """What was typed where nothing was asked is in the message that the pressed button's message answers."""
        message = context.answered_message
        text = (message.text or message.caption or "") if message is not None else ""
        part = part_of(message.message_id, text, message.date) if message is not None and cleaned(text) else None
        hidden = part is not None and part["text"] != cleaned(text)
        self._anew(context, {"parts": [part], **({"egn": True} if hidden else {})} if part is not None else {})
        await self.go(update, context, "kind")

    def _anew(self, context: Context, values: dict[str, object]) -> None:
        save_draft(context, self.name, values, state="kind")

    async def begin_kind(self, update: Update, context: Context) -> None:
        choice = context.choice(buttons.Begin)
        await self.begin(update, context, buttons.Fresh(choice.kind, choice.consultation))

    async def begin_typed(self, update: Update, context: Context) -> None:
        await self.begin(update, context, buttons.Fresh(TYPED, 0))

    async def begin_amending(self, update: Update, context: Context) -> None:
        await self.begin(update, context, buttons.Fresh("amend", context.choice(buttons.Amend).proposal))

    async def start_over(self, update: Update, context: Context) -> None:
        fresh = context.choice(buttons.Fresh)
        if context.turn.actor is None:
            await self.begin(update, context, fresh)
        else:
            await self.start(update, context, fresh)

    async def command(self, update: Update, context: Context) -> None:
        await self.begin(update, context, buttons.Fresh("", 0))

    async def open_link(self, context: Context, rest: str) -> bool:
        """What follows `?start=y`: the number of a consultation, or 0 for choosing.

        Through consent it also carries that what was typed is to be kept.
        """
        if rest == TYPED:
            await self.begin(context.exchange.update, context, buttons.Fresh(TYPED, 0))
            return True
        if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
            return False
        try:
            if int(rest):
                await consultations.public(context.turn, int(rest))
        except NotFound:
            return False
        await self.open(context, GoSay(int(rest)))
        return True
