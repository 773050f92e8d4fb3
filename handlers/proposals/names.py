"""Who says it: shown or not, on whose behalf, and for a formal proposal who and where to answer."""

from telegram import Update

from bot.domain.personal_data import without_egn
from bot.domain.proposals import NAME_AT_MOST, clean_contact, clean_full_name, clean_organisation
from bot.domain.routing import clean_email
from bot.domain.text import clean
from bot.gateway.context import Context
from bot.ui.callbacks import BadCallback
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import questions
from handlers.proposals.base import Base

SKIPPED = {
    "about": ("provision", "section"),
    "stance": ("stance",),
    "name": ("name",),
    "organisation": ("organisation",),
}
"""What each question that may be skipped leaves empty."""
HERE = "Telegram"
"""Where a formal proposal is answered that names no other place; as staff read it."""
NAME_SHOWN_AT_LEAST = 2
NO = frozenset({"не", "няма", "no", "none", "hayır", "yok"})
"""Typed to the question on whose behalf, in place of the button."""


class Names(Base):
    async def ask_name(self, update: Update, context: Context) -> None:
        context.show(questions.name(context.t, self.frame(context, "name"), known=_telegram_name(update)))

    async def read_name(self, update: Update, context: Context) -> str | None:
        name = " ".join(clean(context.typed(), at_most=NAME_AT_MOST, at_least=NAME_SHOWN_AT_LEAST).split())
        self.keep(context, name=without_egn(name))
        return await self.after(context, "name")

    async def use_name(self, update: Update, context: Context) -> str | None:
        known = _telegram_name(update)
        if known is None:
            return "name"
        self.keep(context, name=without_egn(known))
        return await self.after(context, "name")

    async def ask_organisation(self, update: Update, context: Context) -> None:
        context.show(questions.organisation(context.t, self.frame(context, "organisation")))

    async def read_organisation(self, update: Update, context: Context) -> str | None:
        organisation = without_egn(clean_organisation(context.typed()))
        self.keep(context, organisation=None if organisation.casefold().rstrip(".!") in NO else organisation)
        return await self.after(context, "organisation")

    async def skip(self, update: Update, context: Context) -> str | None:
        """Without an answer, which is one too; from an old screen to the present question."""
        state = context.choice(buttons.Skip).state
        here = self.here(context)
        if state != here or state not in SKIPPED:
            return here
        self.keep(context, **dict.fromkeys(SKIPPED[state]))
        return await self.after(context, state)

    # -- for the registry --------------------------------------------------------------------------------------

    async def ask_identity(self, update: Update, context: Context) -> None:
        context.show(questions.identity(context.t, self.frame(context, "identity")))

    async def read_identity(self, update: Update, context: Context) -> str | None:
        self.keep(context, name=without_egn(clean_full_name(context.typed())))
        return await self.after(context, "identity")

    async def ask_contact(self, update: Update, context: Context) -> None:
        context.show(questions.contact(context.t, self.frame(context, "contact")))

    async def choose_contact(self, update: Update, context: Context) -> str | None:
        way = context.choice(buttons.AnswerBy).way
        if way in ("email", "address"):
            return way
        if way != "here":
            raise BadCallback()
        return await self._answer_to(context, HERE)

    async def read_contact(self, update: Update, context: Context) -> str | None:
        """Typed without choosing what it is: an e-mail says so itself."""
        if "@" in context.typed():
            return await self.read_email(update, context)
        return await self.read_address(update, context)

    async def ask_email(self, update: Update, context: Context) -> None:
        context.show(questions.email(context.t, self.frame(context, "email")))

    async def read_email(self, update: Update, context: Context) -> str | None:
        return await self._answer_to(context, clean_email(context.typed()))

    async def ask_address(self, update: Update, context: Context) -> None:
        context.show(questions.address(context.t, self.frame(context, "address")))

    async def read_address(self, update: Update, context: Context) -> str | None:
        return await self._answer_to(context, clean_contact(context.typed()))

    async def _answer_to(self, context: Context, contact: str) -> str:
        self.keep(context, contact=without_egn(contact))
        return await self.after(context, "contact")


def _telegram_name(update: Update) -> str | None:
    """The name in Telegram, where it shows anything."""
    user = update.effective_user
    name = "" if user is None else " ".join(clean(user.full_name, at_least=0, at_most=1_000).split())
    return name[:NAME_AT_MOST] if len(name) >= NAME_SHOWN_AT_LEAST else None
