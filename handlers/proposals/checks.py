"""Before sending: what looks like something else, what leads to a person, what others said already, and the preview."""

from telegram import Update

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.errors import DomainError, NotFound
from bot.domain.personal_data import mask
from bot.domain.proposals import ProposalKind
from bot.domain.routing import looks_like
from bot.gateway.context import Context
from bot.services import consultations, proposals, towns
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import checking
from bot.ui.proposals.register import public_text
from handlers.proposals.choosing import Choosing
from handlers.proposals.draft import as_draft, files_of, mark_of, parts_of, path_of, text_of, unasked_data

LATE_KINDS = (ProposalKind.formal, ProposalKind.idea)


class Checks(Choosing):
    # -- something else ----------------------------------------------------------------------------------------

    async def ask_route(self, update: Update, context: Context) -> None:
        found = looks_like(text_of(self.values(context)))
        assert found is not None
        registry = await towns.registry(context.turn, context.t.language)
        context.show(checking.route(context.t, self.frame(context, "route"), found, registry=registry))

    async def go_on(self, update: Update, context: Context) -> str | None:
        self.keep(context, routed=True)
        return await self.following(context)

    # -- personal data -----------------------------------------------------------------------------------------

    async def ask_personal(self, update: Update, context: Context) -> None:
        kinds = unasked_data(self.values(context))
        context.show(checking.personal(context.t, self.frame(context, "personal"), kinds))

    async def hide_data(self, update: Update, context: Context) -> str | None:
        values = self.values(context)
        kinds, parts = unasked_data(values), parts_of(values)
        hidden = [{**part, "text": mask(part["text"], kinds)} for part in parts]
        whole = mask("\n".join(part["text"] for part in hidden), kinds)
        if whole != "\n".join(part["text"] for part in hidden):
            hidden = [{**parts[-1], "text": whole}]  # a number that began in one message and ended in the next
        provision = values.get("provision")
        self.keep_parts(context, hidden, provision=mask(provision, kinds) if provision else provision)
        return await self.following(context)

    async def leave_data(self, update: Update, context: Context) -> str | None:
        values = self.values(context)
        kept = {*(values.get("kept") or []), *(kind.value for kind in unasked_data(values))}
        self.keep(context, kept=sorted(kept))
        return await self.following(context)

    # -- what is like it ---------------------------------------------------------------------------------------

    async def ask_similar(self, update: Update, context: Context) -> None:
        """Those that are still there for all to read."""
        found = await proposals.public_ones(context.turn, self.values(context).get("alike") or [])
        if not found:
            self.keep(context, alike=[])
            await self.go(update, context, await self.following(context))
            return
        context.show(checking.similar(context.t, self.frame(context, "similar"), found))

    async def see_similar(self, update: Update, context: Context) -> None:
        card = await proposals.public_card(context.turn, context.choice(buttons.SeeSimilar).proposal)
        text = public_text(context.t, card)
        context.show(checking.one_similar(context.t, text, card.proposal, may_support=card.may_support))

    async def support_instead(self, update: Update, context: Context) -> None:
        number = context.choice(buttons.SupportInstead).proposal
        await proposals.support(context.turn, number)
        proposal = await proposals.public(context.turn, number)
        context.show(checking.supported_instead(context.t, proposal))

    async def go_on_with_mine(self, update: Update, context: Context) -> str | None:
        self.keep(context, compared=True)
        return await self.following(context)

    # -- the preview -------------------------------------------------------------------------------------------

    async def ask_preview(self, update: Update, context: Context) -> None:
        values = self.values(context)
        turn, t = context.turn, context.t
        draft = as_draft(values, t.language)
        frame = self.frame(context, "preview")
        about = None if draft.consultation is None else await self._public(context, draft.consultation)
        section = None
        if draft.section is not None and draft.consultation is not None:
            section = await proposals.section(turn, draft.consultation, draft.section)
        screen = checking.preview(
            t,
            frame,
            draft,
            consultation=about,
            section=section,
            attached=await proposals.attached(turn, files_of(values)),
            send=self.sending(context),
            hidden_egn=values.get("egn", False),
        )
        context.show(screen)

    async def _public(self, context: Context, number: int) -> Consultation | None:
        try:
            return await consultations.public(context.turn, number)
        except NotFound:
            return None

    def sending(self, context: Context) -> Callback:
        """The button that sends what is shown now."""
        values = self.values(context)
        if "amend" in values:
            return buttons.SaveChange(values["amend"], mark_of(values))
        return buttons.Send(values["token"], mark_of(values))

    async def ask_fields(self, update: Update, context: Context) -> None:
        context.show(checking.fields(context.t, self.frame(context, "fields"), path_of(self.values(context))))

    async def choose_field(self, update: Update, context: Context) -> str | None:
        return "fields"

    async def edit_field(self, update: Update, context: Context) -> str | None:
        state = context.choice(buttons.EditField).state
        if state not in path_of(self.values(context)):
            raise BadCallback()
        return state

    # -- too late ----------------------------------------------------------------------------------------------

    async def ask_late(self, update: Update, context: Context) -> None:
        """Unless the term was extended meanwhile: then on with it."""
        try:
            consultation = await consultations.public(context.turn, self.values(context).get("consultation") or 0)
        except NotFound:
            context.show(checking.gone(context.t))
            return
        try:
            await proposals.require_open(context.turn, consultation.id)
        except DomainError:
            cancelled = consultation.recorded is ConsultationStatus.cancelled
            screen = checking.gone(context.t) if cancelled else checking.late(context.t, consultation.last_day)
            context.show(screen)
            return
        await self.go(update, context, await self.following(context))

    async def as_kind(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.AsKind).kind
        if chosen not in set(LATE_KINDS):
            raise BadCallback()
        try:
            await consultations.public(context.turn, self.values(context).get("consultation") or 0)
        except NotFound:
            self.keep(context, consultation=None)
        self.become(context, ProposalKind(chosen))
        return await self.following(context)
