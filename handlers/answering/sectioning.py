"""The form that sets what the text of a consultation is divided into."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Update

from bot.gateway import doors
from bot.gateway.context import Context, Handler
from bot.gateway.conversation import END, Question, save_draft
from bot.gateway.doors import Door
from bot.gateway.hearing import anything, heard, typed
from bot.services import answering
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import sections as screens
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoManaged, GoSections
from handlers.answering.base import Base


class SectionsForm(Base):
    """The draft: `number` of the consultation and the `titles` that were sent."""

    name = "sections"
    form = screens.FORM

    def steps(self, values: Mapping[str, Any]) -> Sequence[str]:
        return ("lines",)

    async def begin(self, context: Context, choice: GoSections) -> None:
        await answering.sectioned(context.turn, choice.consultation)
        save_draft(context, self.name, {"number": choice.consultation}, state="lines")
        await self._ask(context)

    async def ask(self, update: Update, context: Context) -> None:
        await self._ask(context)

    async def _ask(self, context: Context) -> None:
        about, known = await answering.sectioned(context.turn, self.values(context)["number"])
        context.show(screens.ask(context.t, about, known, limit=answering.SECTIONS_AT_MOST))

    async def read(self, update: Update, context: Context) -> str | None:
        return self._took(context, answering.read_sections(context.typed()))

    async def drop(self, update: Update, context: Context) -> str | None:
        if context.choice(buttons.Take).value != "none":
            raise BadCallback()
        return self._took(context, [])

    def _took(self, context: Context, titles: list[str]) -> str:
        self.keep(context, titles=titles)
        return "confirm"

    async def ask_confirm(self, update: Update, context: Context) -> None:
        values, at = self.values(context), int(context.turn.now.timestamp())
        self.keep(context, shown_at=at)
        about, _ = await answering.sectioned(context.turn, values["number"])
        context.show(screens.confirm(context.t, about, values["titles"], at=at))

    async def confirm(self, update: Update, context: Context) -> str | None:
        choice, values = context.choice(buttons.Finish), self.values(context)
        if (choice.subject, choice.shown_at) != (values["number"], values.get("shown_at")):
            return "confirm"
        about = await answering.put_sections(context.turn, values["number"], values["titles"])
        context.show(screens.done(context.t, about, len(values["titles"])))
        return END

    async def done_already(self, context: Context) -> None:
        await self.gone(context)

    async def gone(self, context: Context) -> None:
        await doors.go(context, GoManaged(0))

    def states(self) -> dict[str, Sequence[Handler]]:
        dropping = heard(buttons.Take, self.drop, self.form, "lines")
        return {"lines": [typed(self.read), dropping, anything(self.want_text)]}

    def questions(self) -> dict[str, Question]:
        return {"lines": self.ask, "confirm": self.ask_confirm}


FORM = SectionsForm()
DOORS: dict[type[Callback], Door] = {GoSections: FORM.begin}
