"""The first questions: which kind, which consultation, which part of it, for or against."""

from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.personal_data import without_egn
from bot.domain.proposals import ProposalKind, Stance, clean_provision
from bot.gateway.context import Context
from bot.services import consultations, proposals
from bot.services.consultations import Page
from bot.services.proposals import WindowClosed
from bot.ui.callbacks import BadCallback
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import checking, questions
from handlers.proposals.base import Base
from handlers.proposals.draft import text_of

SECTIONS_A_PAGE = 8


class Choosing(Base):
    # -- the kind ----------------------------------------------------------------------------------------------

    async def ask_kind(self, update: Update, context: Context) -> None:
        frame = self.frame(context, "kind")
        context.show(questions.kind(context.t, frame, typed=text_of(self.values(context))))

    async def choose_kind(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.ChooseKind).kind
        if chosen not in set(ProposalKind):
            raise BadCallback()
        self.become(context, ProposalKind(chosen))
        return await self.following(context)

    def become(self, context: Context, kind: ProposalKind) -> None:
        """What was answered stays, except what the new kind does not ask for."""
        values = self.values(context)
        if kind is ProposalKind.idea:
            for personal in ("name", "contact", "organisation"):
                values.pop(personal, None)
        done = [state for state in values.get("done") or [] if kind is not ProposalKind.idea or state != "organisation"]
        self.replace(context, {**values, "kind": kind.value, "done": done})

    async def difference(self, update: Update, context: Context) -> None:
        context.show(questions.difference(context.t))

    # -- the consultation --------------------------------------------------------------------------------------

    async def ask_which(self, update: Update, context: Context) -> None:
        await self._show_which(context, 0)

    async def turn_which(self, update: Update, context: Context) -> None:
        await self._show_which(context, context.choice(buttons.WhichPage).page)

    async def _show_which(self, context: Context, page: int) -> None:
        view = await consultations.shelf(context.turn, "open", page=page, topic=None)
        frame = self.frame(context, "which")
        context.show(questions.which(context.t, frame, view.items, view.page, now=context.turn.now))

    async def choose_consultation(self, update: Update, context: Context) -> str | None:
        number = context.choice(buttons.ChooseConsultation).consultation
        consultation = await consultations.public(context.turn, number)
        try:
            await proposals.require_open(context.turn, number)
        except WindowClosed:  # the list is an old one
            context.show(checking.closed(context.t, consultation))
            return None
        self.keep(context, consultation=consultation.id)
        return await self.following(context)

    # -- which part of it --------------------------------------------------------------------------------------

    async def ask_about(self, update: Update, context: Context) -> None:
        await self._show_about(context, 0)

    async def turn_about(self, update: Update, context: Context) -> None:
        await self._show_about(context, context.choice(buttons.SectionPage).page)

    async def _show_about(self, context: Context, number: int) -> None:
        consultation = await consultations.public(context.turn, self.values(context)["consultation"])
        found = await proposals.sections(context.turn, consultation.id)
        page = Page.of(len(found), number, SECTIONS_A_PAGE)
        shown = found[page.number * SECTIONS_A_PAGE :][:SECTIONS_A_PAGE]
        context.show(questions.about(context.t, self.frame(context, "about"), consultation, shown, page))

    async def read_provision(self, update: Update, context: Context) -> str | None:
        return await self._about(context, provision=without_egn(clean_provision(context.typed())))

    async def choose_section(self, update: Update, context: Context) -> str | None:
        number = context.choice(buttons.ChooseSection).section
        known = await proposals.sections(context.turn, self.values(context)["consultation"])
        if number not in {one.id for one in known}:
            raise NotFound(what="section")
        return await self._about(context, section=number)

    async def whole_draft(self, update: Update, context: Context) -> str | None:
        return await self._about(context, provision=context.t.plain("proposals.whole_draft_said"))

    async def _about(self, context: Context, *, provision: str | None = None, section: int | None = None) -> str:
        self.keep(context, provision=provision, section=section)
        return await self.after(context, "about")

    # -- for or against ----------------------------------------------------------------------------------------

    async def ask_stance(self, update: Update, context: Context) -> None:
        context.show(questions.stance(context.t, self.frame(context, "stance")))

    async def choose_stance(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.ChooseStance).stance
        if chosen not in set(Stance):
            raise BadCallback()
        self.keep(context, stance=chosen)
        return await self.after(context, "stance")
