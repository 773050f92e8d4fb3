"""What is typed for the buttons under an announcement: where a link leads and what it says."""

from typing import Any

from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.links import clean_label, clean_link, read_labels, read_link
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, Question, save_draft
from bot.gateway.hearing import anything, typed
from bot.i18n import LANGUAGES
from bot.services.announcements import drafting, pointing
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import pointing as screens
from handlers.announcing.base import FORM
from handlers.announcing.composing import Composing
from handlers.announcing.pointing import show, show_button


class Writing(Composing):
    """The form: with what `Composing` hears, the `label` and the `url` of a link, or the `place` of a button."""

    name = FORM

    async def begin_link(self, update: Update, context: Context) -> str:
        number = context.choice(buttons.AddLink).announcement
        await pointing.may_add(context.turn, number)
        save_draft(context, self.name, {"number": number}, state="link")
        return "link"

    async def begin_labels(self, update: Update, context: Context) -> str:
        choice = context.choice(buttons.Labels)
        one = await drafting.editable(context.turn, choice.announcement)
        if not 0 <= choice.place < len(one.buttons) or one.buttons[choice.place].url is None:
            raise NotFound(what="button")
        save_draft(context, self.name, {"number": one.id, "place": choice.place}, state="labels")
        return "labels"

    # -- asking ------------------------------------------------------------------------------------------------

    async def ask_link(self, update: Update, context: Context) -> None:
        context.show(screens.ask_link(context.t, buttons.Buttons(self.values(context)["number"])))

    async def ask_address(self, update: Update, context: Context) -> None:
        context.show(screens.ask_address(context.t, self.values(context)["label"], buttons.Back("address")))

    async def ask_label(self, update: Update, context: Context) -> None:
        context.show(screens.ask_label(context.t, self.values(context)["url"], buttons.Back("label")))

    async def ask_labels(self, update: Update, context: Context) -> None:
        values = self.values(context)
        context.show(screens.ask_labels(context.t, buttons.ShowButton(values["number"], values["place"])))

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        return "link" if here == context.choice(buttons.Back).state and here in ("address", "label") else here

    # -- answers -----------------------------------------------------------------------------------------------

    async def read_link(self, update: Update, context: Context) -> str:
        label, url = read_link(context.typed())
        if label is None:
            self.keep(context, url=url)
            return "label"
        if url is None:
            self.keep(context, label=label)
            return "address"
        return await self._add(context, label, url)

    async def read_address(self, update: Update, context: Context) -> str:
        """With a label before it, it is the whole line once more."""
        label, url = read_link(context.typed())
        if url is None:
            url, label = clean_link(context.typed()), None
        return await self._add(context, label or self.values(context)["label"], url)

    async def read_label(self, update: Update, context: Context) -> str:
        return await self._add(context, clean_label(context.typed()), self.values(context)["url"])

    async def _add(self, context: Context, label: str, url: str) -> str:
        number: int = self.values(context)["number"]
        await pointing.add_address(context.turn, number, label, url)
        await show(context, number, context.t("announcing.button_added"))
        return END

    async def read_labels(self, update: Update, context: Context) -> str:
        values: dict[str, Any] = self.values(context)
        labels = read_labels(context.typed(), LANGUAGES)
        await pointing.put_labels(context.turn, values["number"], values["place"], labels)
        await show_button(context, values["number"], values["place"])
        return END

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("announcing.want_text"))

    # -- the conversation --------------------------------------------------------------------------------------

    def entries(self) -> list[Handler]:
        return [
            *super().entries(),
            pressed(buttons.AddLink, self.begin_link),
            pressed(buttons.Labels, self.begin_labels),
            pressed(buttons.Back, self.old),
        ]

    def states(self) -> dict[str, list[Handler]]:
        unreadable = anything(self.want_text)
        return {
            **super().states(),
            "link": [typed(self.read_link), unreadable],
            "address": [typed(self.read_address), unreadable],
            "label": [typed(self.read_label), unreadable],
            "labels": [typed(self.read_labels), unreadable],
        }

    def questions(self) -> dict[str, Question]:
        return {
            **super().questions(),
            "link": self.ask_link,
            "address": self.ask_address,
            "label": self.ask_label,
            "labels": self.ask_labels,
        }

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=self.entries(),
            states=self.states(),
            questions=self.questions(),
            fallbacks=[pressed(buttons.Back, self.back)],
        )


WRITING = Writing()
