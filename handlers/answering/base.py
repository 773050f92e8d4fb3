"""What the forms of this feature share: the last look, the way back, words to a wrong kind of answer, old buttons."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from telegram import Update

from bot.gateway.context import Context, Handler
from bot.gateway.conversation import Conversation, Question
from bot.gateway.form import Form
from bot.gateway.hearing import anything, heard, of_the_form
from bot.ui.answering import callbacks as buttons
from bot.ui.desks import GoQueue
from handlers.answering.desk import open_queue


class Base(Form, ABC):
    form: ClassVar[str]
    """The letter that its buttons carry."""
    queue: ClassVar[str] = "open"
    """The state of the queue that an old button leads to."""

    @abstractmethod
    def steps(self, values: Mapping[str, Any]) -> Sequence[str]:
        """The questions in their order, as far as the answers lead there. The last look follows them."""

    @abstractmethod
    def states(self) -> dict[str, Sequence[Handler]]:
        """Who hears what at each question but the last look."""

    @abstractmethod
    def questions(self) -> dict[str, Question]: ...

    @abstractmethod
    async def confirm(self, update: Update, context: Context) -> str | None:
        """After the last look. Done once."""

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        steps = [*self.steps(self.values(context)), "confirm"]
        return steps[max(steps.index(here) - 1, 0)]

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.text_wanted"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.button_wanted"))

    async def show_instead(self, context: Context) -> None:
        if context.chosen(buttons.Finish) is not None:
            await self.done_already(context)
        else:
            await self.gone(context)

    async def done_already(self, context: Context) -> None:
        """A second tap on the last look: what was done stays on the screen."""
        context.answer(context.t.plain("answering.already_done"))

    async def gone(self, context: Context) -> None:
        await open_queue(context, GoQueue(self.queue, 0, 0))

    def conversation(self) -> Conversation:
        looking = [heard(buttons.Finish, self.confirm, self.form), anything(self.want_button)]
        return Conversation(
            self.name,
            entry_points=of_the_form(buttons, self.form, self.old),
            states={**self.states(), "confirm": looking},
            questions=self.questions(),
            fallbacks=[heard(buttons.Back, self.back, self.form)],
        )
