"""What the whole form "say" shares: its draft, the order of its questions, and what stands before the preview."""

import secrets
from typing import Any

from telegram import Update

from bot.domain.consultations import ConsultationStatus
from bot.domain.errors import DomainError, NotFound
from bot.domain.proposals import ProposalKind, clean_text
from bot.domain.routing import looks_like
from bot.gateway.context import Context
from bot.gateway.conversation import Question, save_draft
from bot.gateway.form import Form
from bot.services import consultations, proposals
from bot.services.proposals import WindowClosed
from bot.ui.proposals import checking
from bot.ui.proposals.questions import FORM, Frame
from handlers.proposals.draft import (
    as_draft,
    is_written,
    kind_of,
    parts_of,
    path_of,
    said_at,
    text_of,
    unasked_data,
)

PARENTS = {"email": "contact", "address": "contact"}
"""Questions that only ask further what another one began."""
NO_TERM = ("kind", "which", "late")
"""States in which no term can have ended, or in which that was said already."""


class Base(Form):
    name = FORM

    # -- the draft ---------------------------------------------------------------------------------------------

    def keep_parts(self, context: Context, parts: list[dict[str, Any]], **values: Any) -> None:
        """The text has changed: what was like it may be like it no more."""
        before = {name: value for name, value in self.values(context).items() if name != "alike"}
        save_draft(context, self.name, {**before, **values, "parts": parts})

    def replace(self, context: Context, values: dict[str, Any]) -> None:
        save_draft(context, self.name, values)

    def take_note(self, context: Context) -> str | None:
        """What the last message did; said once."""
        values = self.values(context)
        note: str | None = values.pop("note", None)
        if note is not None:
            save_draft(context, self.name, values)
        return note

    def frame(self, context: Context, state: str) -> Frame:
        values = self.values(context)
        note = self.take_note(context)
        path, at = path_of(values), PARENTS.get(state, state)
        if "amend" in values or at not in (*path, "preview"):
            return Frame(state, back=state != "kind", note=note)
        step = len(path) + 1 if at == "preview" else path.index(at) + 1
        keep = at == state and state in (values.get("done") or []) and state not in ("text", "files")
        return Frame(state, step, len(path) + 1, keep=keep, note=note)

    # -- the order ---------------------------------------------------------------------------------------------

    async def after(self, context: Context, state: str) -> str:
        """The question was answered: on to the first that was not, or to what stands before the preview."""
        done = self.values(context).get("done") or []
        if state not in done:
            self.keep(context, done=[*done, state])
        return await self.following(context)

    async def following(self, context: Context) -> str:
        values = self.values(context)
        kind = kind_of(values)
        if kind is None:
            return "kind"
        if kind is ProposalKind.statement and values.get("consultation") is None:
            return "which"
        done = values.get("done") or []
        unanswered = next((state for state in path_of(values) if state not in done), None)
        return unanswered or await self._gate(context)

    async def _gate(self, context: Context) -> str:
        """What must be settled before the preview, one after the other. A text may have changed since it was done."""
        values = self.values(context)
        try:
            clean_text(text_of(values))
        except DomainError:
            return "text"
        if not (values.get("routed") or "amend" in values) and looks_like(text_of(values)) is not None:
            return "route"
        if unasked_data(values):
            return "personal"
        if not (values.get("compared") or "amend" in values) and await self._alike(context):
            return "similar"
        if "token" not in values:
            self.keep(context, token=secrets.token_hex(12))
        return "preview"

    async def _alike(self, context: Context) -> list[int]:
        """What is like the text; searched once for each text."""
        values = self.values(context)
        known: list[int] | None = values.get("alike")
        if known is None:
            found = await proposals.similar(context.turn, as_draft(values, context.t.language))
            known = [one.id for one in found]
            self.keep(context, alike=known)
        return known

    def before(self, context: Context, state: str) -> str:
        """The question that "back" leads to."""
        values = self.values(context)
        path, done = path_of(values), values.get("done") or []
        if state in PARENTS:
            return PARENTS[state]
        if state in path:
            if set(path) <= set(done):
                return "fields" if "amend" in values else "preview"
            at = path.index(state)
            return path[at - 1] if at else "kind"
        if state == "preview":
            return "fields" if "amend" in values else path[-1]
        if state in ("route", "personal", "similar"):
            return "text"
        return "kind" if state == "which" else "preview"

    # -- asking ------------------------------------------------------------------------------------------------

    def questions(self) -> dict[str, Question]:
        return {}

    async def go(self, update: Update, context: Context, state: str) -> None:
        """Move to a question and ask it, from outside the conversation or from another question."""
        save_draft(context, self.name, self.values(context), state=state)
        await self.questions()[state](update, context)

    async def ask(self, update: Update, context: Context, question: Question, state: str) -> None:
        """Ask, unless the term ended meanwhile: then say so, with everything that was typed kept."""
        values = self.values(context)
        if kind_of(values) is ProposalKind.statement and values.get("consultation") and state not in NO_TERM:
            try:
                await proposals.require_open(context.turn, values["consultation"], said_at=said_at(values))
            except WindowClosed:
                await self.too_late(update, context)
                return
            except NotFound:
                await self.go(update, context, "late")
                return
        if state in checking.LAST:
            right = await self.following(context)
            if right != state:
                await self.go(update, context, right)
                return
        await question(update, context)

    async def too_late(self, update: Update, context: Context) -> None:
        values = self.values(context)
        if "amend" not in values:
            await self.go(update, context, "late")
            return
        consultation = await consultations.public(context.turn, values["consultation"])
        over = consultation.recorded is ConsultationStatus.cancelled
        context.exchange.end(self.name)
        context.show(checking.late_change(context.t, values["amend"], None if over else consultation.last_day))

    def written(self, context: Context) -> str | None:
        """What was typed so far, of a draft that is worth asking about."""
        values = self.values(context)
        return text_of(values) if is_written(values) else None

    def parts(self, context: Context) -> list[dict[str, Any]]:
        return parts_of(self.values(context))
