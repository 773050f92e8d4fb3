"""Changing one thing: a field of a draft at once; what is published only with a reason and after a last look."""

from datetime import date, datetime
from typing import Any

from telegram import Update

from bot.domain.consultations import Consultation
from bot.domain.errors import NotFound, WrongState
from bot.domain.participation import USUAL_FORMS, Hearing, Participation, needs_hearing
from bot.domain.term import FULL_TERM_DAYS
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, save_draft
from bot.gateway.hearing import heard, of_the_form
from bot.services import publishing
from bot.services.publishing import Paper
from bot.ui.callbacks import BadCallback
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing.desk import ACTS, FIELDS
from bot.ui.publishing.questions import Frame
from handlers.publishing.acts import RECORD, Acts, way_to
from handlers.publishing.base import Subject
from handlers.publishing.desk import show_fields, show_one, show_preview

OF_THE_CHANGE = (buttons.ChooseField, buttons.ChooseDocument, buttons.AddDays, buttons.Confirm)
"""Buttons that only this form has, and that name no form therefore."""
BEGINNINGS = {"extend": "extend", "correct": "field", "replace": "document", "cancel": "why"}


class ChangeForm(Acts):
    name = "change"
    form = "c"

    # -- beginning ---------------------------------------------------------------------------------------------

    async def edit(self, update: Update, context: Context) -> None:
        """One field of a draft."""
        choice = context.choice(buttons.Edit)
        if choice.state not in FIELDS:
            raise BadCallback()
        draft = await publishing.draft(context.turn, choice.consultation)
        await self._begin(update, context, "edit", draft, choice.state)

    async def change(self, update: Update, context: Context) -> None:
        """An act on what is published."""
        choice = context.choice(buttons.Change)
        if choice.act not in ACTS:
            raise BadCallback()
        consultation = await publishing.changeable(context.turn, choice.consultation)
        await self._begin(update, context, choice.act, consultation, BEGINNINGS[choice.act])

    async def _begin(self, update: Update, context: Context, act: str, consultation: Consultation, state: str) -> None:
        values = {
            "act": act,
            "number": consultation.id,
            "topics": list(consultation.topics),
            "places": list(consultation.places),
            "participation": [*(consultation.participation or USUAL_FORMS)],
        }
        save_draft(context, self.name, values, state=state)
        await self.questions()[state](update, context)

    # -- what is asked -----------------------------------------------------------------------------------------

    async def subject(self, context: Context) -> Subject:
        consultation, values = await self.consultation(context), self.values(context)
        opened = values["act"] != "edit"
        published_on = date.fromisoformat(values["date"]) if "date" in values else consultation.published_on
        return Subject(
            kind=consultation.kind,
            published_on=published_on or context.turn.today,
            term_days=values.get("term") or consultation.term_days or FULL_TERM_DAYS,
            has_reason=opened and consultation.short_term_reason is not None,
            opened=opened,
        )

    def frame(self, context: Context, state: str) -> Frame:
        return Frame(self.form, state, keep=state in self._given(context))

    def _given(self, context: Context) -> set[str]:
        """Questions whose answer, once given, can be kept when one comes by again."""
        values = self.values(context)
        given = {state for state in ("file", "date", "term", "reason", "why") if values.get(state) is not None}
        if values["act"] == "extend" and "term" in given:
            given.add("extend")
        return given

    # -- what becomes of an answer -----------------------------------------------------------------------------

    async def take(self, context: Context, state: str, value: Any) -> str | None:
        if state == "hearing" and value is not None:
            self.keep(context, starts_at=value.isoformat())
            return "venue"
        if state == "venue":
            starts_at = datetime.fromisoformat(self.values(context)["starts_at"])
            state, value = "hearing", Hearing(starts_at=starts_at, place=value)
        if state == "participation":
            value = tuple(Participation(form) for form in value)
        match self.values(context)["act"]:
            case "edit":
                return await self._amend(context, state, value)
            case "correct":
                return await self._corrected(context, state, value)
            case _:
                return await self._restarted(context, state, value)

    async def _amend(self, context: Context, state: str, value: Any) -> str | None:
        number = self.values(context)["number"]
        if state == "papers":
            await show_preview(context, number)
            return END
        changes = {RECORD[state]: value}
        if state == "term" and value >= FULL_TERM_DAYS:
            changes["short_term_reason"] = None
        draft = await publishing.amend(context.turn, number, **changes)
        if state == "term" and value < FULL_TERM_DAYS and draft.short_term_reason is None:
            return "reason"
        if state == "participation" and needs_hearing(draft.kind, value) and draft.hearing is None:
            return "hearing"
        await show_preview(context, number)
        return END

    async def _corrected(self, context: Context, state: str, value: Any) -> str | None:
        (await self.consultation(context)).correct(**{RECORD[state]: value})  # refuses at once what changes nothing
        self.keep(context, field=state, value=value.model_dump(mode="json") if isinstance(value, Hearing) else value)
        return "why"

    async def _restarted(self, context: Context, state: str, value: Any) -> str | None:
        """The new day, term and reason of a term that starts again."""
        self.keep(context, **{state: value.isoformat() if isinstance(value, date) else value})
        if state == "date":
            return "term"
        if state == "term":
            if value < FULL_TERM_DAYS:
                return "reason"
            self.keep(context, reason=None)
        await self.check_restart(context)
        return "why"

    # -- back and on again -------------------------------------------------------------------------------------

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before, and from the first one to where the change was chosen.

        From an old screen to the present one.
        """
        here, values = self.here(context), self.values(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        way = way_to(here, values.get("way") or ())
        if len(way) > 1:
            return way[-2]
        try:
            await (show_fields if values["act"] == "edit" else show_one)(context, values["number"])
        except (NotFound, WrongState):
            await self.gone(context)
        return END

    async def keep_answer(self, update: Update, context: Context) -> str | None:
        """On with the answer given before; from an old screen to the present question."""
        here, values = self.here(context), self.values(context)
        if here is None or here != context.choice(buttons.Keep).state or here not in self._given(context):
            return here
        match here:
            case "why":
                return "confirm"
            case "file":
                return await self.after_file(context)
            case "extend":
                return await self.lengthen(context, values["term"])
            case "term":
                return await self._term(context, values["term"])  # its day may have been changed
            case "date":
                return await self.take(context, here, date.fromisoformat(values["date"]))
            case _:
                return await self.take(context, here, values["reason"])

    # -- files of a draft --------------------------------------------------------------------------------------

    async def papers(self, context: Context) -> list[Paper]:
        return await publishing.papers(context.turn, self.values(context)["number"])

    async def add_paper(self, context: Context, paper: Paper) -> None:
        await publishing.add_paper(context.turn, self.values(context)["number"], paper.kind, paper.file)

    async def drop_paper(self, context: Context, number: int) -> None:
        await publishing.drop_paper(context.turn, self.values(context)["number"], number)

    # -- the conversation --------------------------------------------------------------------------------------

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=[
                *of_the_form(buttons, self.form, self.old),
                *(pressed(kind, self.old) for kind in OF_THE_CHANGE),
            ],
            states=self.states(),
            questions=self.questions(),
            fallbacks=[heard(buttons.Back, self.back, self.form), heard(buttons.Keep, self.keep_answer, self.form)],
        )


CHANGE = ChangeForm()


def handlers() -> list[Handler]:
    return [pressed(buttons.Edit, CHANGE.edit), pressed(buttons.Change, CHANGE.change)]
