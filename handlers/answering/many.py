"""The form that answers many with one text: tick, decide, say why, look once more."""

from collections.abc import Sequence
from typing import Any

from telegram import Update

from bot.domain.dispositions import Answer, Disposition, clean_reason
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, Question, draft, save_draft
from bot.services import answering
from bot.services.answering import MANY_AT_MOST, Look
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import many as screens
from bot.ui.answering import questions
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import GoQueue
from handlers.answering.desk import open_queue
from handlers.answering.hearing import anything, heard, of_the_form, typed

STEPS = ("ticks", "disposition", "reason", "confirm")


class ManyForm:
    """The draft: `look` is the queue's filter, `chosen` are pairs of number and version as they were ticked, and the
    answer so far.
    """

    name = "answering_many"
    form = screens.FORM

    def values(self, context: Context) -> dict[str, Any]:
        return dict(draft(context, self.name))

    def keep(self, context: Context, **values: Any) -> None:
        save_draft(context, self.name, {**self.values(context), **values})

    def here(self, context: Context) -> str | None:
        dialogue = context.exchange.dialogue(self.name)
        return None if dialogue is None else dialogue.state

    def look(self, context: Context) -> Look:
        return Look(*self.values(context)["look"])

    def chosen(self, context: Context) -> dict[int, int]:
        return {number: version for number, version in self.values(context).get("chosen") or []}

    async def begin(self, update: Update, context: Context) -> None:
        """Ticks begin anew with every filter; a reason that was typed stays at hand."""
        choice = context.choice(buttons.AnswerMany)
        context.turn.require(answering.NEEDS[answering.Act.answer])
        look = [choice.state, choice.consultation or None, choice.section or None, choice.kind or None]
        before = self.values(context)
        chosen = before.get("chosen") if before.get("look") == look else []
        values = {**before, "look": look, "chosen": chosen}
        save_draft(context, self.name, values, state="ticks")
        await self.ask_ticks(update, context)

    # -- ticking -----------------------------------------------------------------------------------------------

    async def ask_ticks(self, update: Update, context: Context) -> None:
        await self._page(context, 0)

    async def _page(self, context: Context, page: int) -> None:
        found = await answering.queue(context.turn, self.look(context), page)
        context.show(screens.ticks(context.t, found, self.chosen(context), today=context.turn.today))

    async def turn_page(self, update: Update, context: Context) -> None:
        await self._page(context, context.choice(buttons.Turn).page)

    async def tick(self, update: Update, context: Context) -> None:
        choice, chosen = context.choice(buttons.Tick), self.chosen(context)
        if choice.proposal in chosen:
            del chosen[choice.proposal]
        elif len(chosen) >= MANY_AT_MOST:
            raise answering.TooMany(limit=MANY_AT_MOST)
        else:
            one = (await answering.item(context.turn, choice.proposal)).proposal
            chosen[one.id] = one.version
        self.keep(context, chosen=list(chosen.items()))
        await self._page(context, choice.page)

    async def tick_all(self, update: Update, context: Context) -> None:
        """All that match, the oldest first, or none."""
        found = []
        if context.choice(buttons.TickAll).on:
            found = await answering.matching(context.turn, self.look(context), limit=MANY_AT_MOST)
        self.keep(context, chosen=[(one.id, one.version) for one in found])
        await self._page(context, 0)

    async def go_on(self, update: Update, context: Context) -> str | None:
        if not self.chosen(context):
            context.answer(context.t.plain("answering.choose_first"), alert=True)
            return None
        return "disposition"

    # -- what is said ------------------------------------------------------------------------------------------

    async def ask_disposition(self, update: Update, context: Context) -> None:
        context.show(screens.disposition(context.t, len(self.chosen(context))))

    async def choose_disposition(self, update: Update, context: Context) -> str | None:
        try:
            chosen = Disposition(context.choice(buttons.Take).value)
        except ValueError as error:
            raise BadCallback() from error
        self.keep(context, disposition=chosen.value)
        return "reason"

    async def ask_reason(self, update: Update, context: Context) -> None:
        values = self.values(context)
        chosen = Disposition(values["disposition"])
        screen = screens.reason(context.t, len(self.chosen(context)), chosen, previous=values.get("reason"))
        context.show(screen)

    async def read_reason(self, update: Update, context: Context) -> str | None:
        self.keep(context, reason=clean_reason(context.typed()))
        return "confirm"

    async def take_reason(self, update: Update, context: Context) -> str | None:
        value, values = context.choice(buttons.Take).value, self.values(context)
        ready = questions.templates_of(Disposition(values["disposition"]))
        offered = {f"t{number}": text for number, text in enumerate(ready, 1)} | {"keep": values.get("reason")}
        if offered.get(value) is None:
            raise BadCallback()
        self.keep(context, reason=offered[value])
        return "confirm"

    async def skip_reason(self, update: Update, context: Context) -> str | None:
        if Disposition(self.values(context)["disposition"]).needs_reason:
            return "reason"
        self.keep(context, reason=None)
        return "confirm"

    async def back(self, update: Update, context: Context) -> str | None:
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        return STEPS[max(STEPS.index(here) - 1, 0)]

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.text_wanted"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.button_wanted"))

    # -- the last look, and the act ----------------------------------------------------------------------------

    def answer(self, context: Context) -> Answer:
        values = self.values(context)
        return Answer.of(Disposition(values["disposition"]), reason=values.get("reason"))

    async def ask_confirm(self, update: Update, context: Context) -> None:
        at = int(context.turn.now.timestamp())
        self.keep(context, shown_at=at)
        answer = self.answer(context)
        found = await answering.sort_out(context.turn, self.chosen(context), answer)
        context.show(screens.confirm(context.t, found, answer, at=at))

    async def confirm(self, update: Update, context: Context) -> str | None:
        """Done once: a second tap finds the form gone and changes nothing."""
        if context.choice(buttons.Finish).shown_at != self.values(context).get("shown_at"):
            return "confirm"
        look = self.look(context)
        found = await answering.answer_many(context.turn, self.chosen(context), self.answer(context))
        context.show(screens.done(context.t, found, look))
        return END

    async def old(self, update: Update, context: Context) -> str | None:
        here = self.here(context)
        if here is not None:
            return here
        if buttons.Finish.matches(context.exchange.query.data if context.exchange.query else None):
            context.answer(context.t.plain("answering.already_done"))  # and the counts stay on the screen
            return None
        context.answer(context.t.plain("help.old_screen"))
        await open_queue(context, GoQueue("open", 0, 0))
        return None

    # -- the conversation --------------------------------------------------------------------------------------

    def conversation(self) -> Conversation:
        form, pressing = self.form, anything(self.want_button)
        states: dict[str, Sequence[Handler]] = {
            "ticks": [
                heard(buttons.Tick, self.tick, form),
                heard(buttons.TickAll, self.tick_all, form),
                heard(buttons.Turn, self.turn_page, form),
                heard(buttons.Take, self.go_on, form, "ticks"),
                pressing,
            ],
            "disposition": [heard(buttons.Take, self.choose_disposition, form, "disposition"), pressing],
            "reason": [
                typed(self.read_reason),
                heard(buttons.Take, self.take_reason, form, "reason"),
                heard(buttons.Skip, self.skip_reason, form, "reason"),
                anything(self.want_text),
            ],
            "confirm": [heard(buttons.Finish, self.confirm, form), pressing],
        }
        asked: dict[str, Question] = {
            "ticks": self.ask_ticks,
            "disposition": self.ask_disposition,
            "reason": self.ask_reason,
            "confirm": self.ask_confirm,
        }
        return Conversation(
            self.name,
            entry_points=of_the_form(form, self.old),
            states=states,
            questions=asked,
            fallbacks=[heard(buttons.Back, self.back, form)],
        )


FORM = ManyForm()


def handlers() -> list[Handler]:
    return [pressed(buttons.AnswerMany, FORM.begin)]
