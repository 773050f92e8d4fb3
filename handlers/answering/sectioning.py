"""The form that sets what the text of a consultation is divided into."""

from typing import Any

from telegram import Update

from bot.gateway import doors
from bot.gateway.context import Context
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.doors import Door
from bot.services import answering
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import sections as screens
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.navigation import GoManaged, GoSections
from handlers.answering.hearing import anything, heard, of_the_form, typed


class SectionsForm:
    """The draft: `number` of the consultation and the `titles` that were sent."""

    name = "sections"
    form = screens.FORM

    def values(self, context: Context) -> dict[str, Any]:
        return dict(draft(context, self.name))

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
        save_draft(context, self.name, {**self.values(context), "titles": titles})
        return "confirm"

    async def ask_confirm(self, update: Update, context: Context) -> None:
        values, at = self.values(context), int(context.turn.now.timestamp())
        save_draft(context, self.name, {**values, "shown_at": at})
        about, _ = await answering.sectioned(context.turn, values["number"])
        context.show(screens.confirm(context.t, about, values["titles"], at=at))

    async def confirm(self, update: Update, context: Context) -> str | None:
        choice, values = context.choice(buttons.Finish), self.values(context)
        if (choice.subject, choice.shown_at) != (values["number"], values.get("shown_at")):
            return "confirm"
        about = await answering.put_sections(context.turn, values["number"], values["titles"])
        context.show(screens.done(context.t, about, len(values["titles"])))
        return END

    async def back(self, update: Update, context: Context) -> str | None:
        return "lines"

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.text_wanted"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.button_wanted"))

    async def old(self, update: Update, context: Context) -> str | None:
        """A button that fits no state: the present question, or the desk when the form is gone."""
        dialogue = context.exchange.dialogue(self.name)
        if dialogue is not None:
            return dialogue.state
        context.answer(context.t.plain("help.old_screen"))
        await doors.go(context, GoManaged(0))
        return None

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=of_the_form(self.form, self.old),
            states={
                "lines": [
                    typed(self.read),
                    heard(buttons.Take, self.drop, self.form, "lines"),
                    anything(self.want_text),
                ],
                "confirm": [heard(buttons.Finish, self.confirm, self.form), anything(self.want_button)],
            },
            questions={"lines": self.ask, "confirm": self.ask_confirm},
            fallbacks=[heard(buttons.Back, self.back, self.form)],
        )


FORM = SectionsForm()
DOORS: dict[type[Callback], Door] = {GoSections: FORM.begin}
