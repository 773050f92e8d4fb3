"""How the forms about bodies ask: an act is a row of questions, and in the end something is done with the answers.

A question is answered by typing, by a button, by a file, or not at all where it may be skipped. Every answer is kept
in the draft, so that one can go back and keep what was said.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, NamedTuple

from telegram import Update

from bot.gateway.context import Context, Handler
from bot.gateway.conversation import END, Conversation, Question, save_draft
from bot.gateway.form import Form
from bot.gateway.hearing import anything, heard, of_the_form, sent_file, typed
from bot.services.turn import Turn
from bot.ui.bodies import form_callbacks as buttons
from bot.ui.bodies import questions
from bot.ui.callbacks import BadCallback

Reader = Callable[[str, Turn], Any]
"""What was typed, cleaned, as JSON; raises a DomainError that says what is wrong with it."""


class Act(NamedTuple):
    """`finish` does it and shows what came of it; `leave` shows where it was begun."""

    states: Sequence[str]
    finish: Callable[[Context, str, Mapping[str, Any]], Awaitable[None]]
    leave: Callable[[Context, str], Awaitable[None]]


class Asking(Form):
    form: ClassVar[str]
    """The letter that its buttons carry."""
    readers: ClassVar[Mapping[str, Reader]]
    """By state; those that are only chosen or uploaded have none."""

    @abstractmethod
    def acts(self) -> Mapping[str, Act]: ...

    @abstractmethod
    async def show_instead(self, context: Context) -> None:
        """What a button shows whose form is gone."""

    # -- the way ---------------------------------------------------------------------------------------------------

    async def begin(self, update: Update, context: Context, act: str, target: str) -> None:
        """What was written for the same act before is taken up again, at its first question."""
        values = self.values(context)
        if (values.get("act"), values.get("target")) != (act, target):
            values = {"act": act, "target": target, "answers": {}}
        save_draft(context, self.name, values, state=self.acts()[act].states[0])
        await self._ask(update, context, state=self.acts()[act].states[0])

    def answers(self, context: Context) -> dict[str, Any]:
        return dict(self.values(context).get("answers") or {})

    def states_of(self, context: Context) -> Sequence[str]:
        return self.acts()[self.values(context)["act"]].states

    async def _ask(self, update: Update, context: Context, *, state: str) -> None:
        values, states = self.values(context), self.states_of(context)
        answers = self.answers(context)
        frame = questions.Frame(
            self.form, values["act"], state, states.index(state) + 1, len(states), keep=answers.get(state) is not None
        )
        context.show(questions.ask(context.t, frame, today=context.turn.today, answers=answers))

    async def take(self, context: Context, state: str, value: Any) -> str | None:
        """An answer; the question that follows, or the end."""
        answers = {**self.answers(context), state: value}
        self.keep(context, answers=answers)
        return await self._after(context, state)

    async def _after(self, context: Context, state: str) -> str | None:
        states = self.states_of(context)
        at = states.index(state) + 1
        if at < len(states):
            return states[at]
        values = self.values(context)
        await self.acts()[values["act"]].finish(context, values["target"], self.answers(context))
        return END

    # -- what is heard ---------------------------------------------------------------------------------------------

    async def _read(self, update: Update, context: Context, *, state: str) -> str | None:
        return await self.take(context, state, self.readers[state](context.typed(), context.turn))

    async def _pick(self, update: Update, context: Context, *, state: str) -> str | None:
        value, act = context.choice(buttons.Pick).value, self.values(context)["act"]
        if value not in {known for known, _ in questions.choices_of(act, state)}:
            raise BadCallback()
        return await self.take(context, state, value)

    async def _skip(self, update: Update, context: Context, *, state: str) -> str | None:
        if not questions.may_skip(self.values(context)["act"], state):
            raise BadCallback()
        return await self.take(context, state, None)

    async def _file(self, update: Update, context: Context, *, state: str) -> str | None:
        return await self.take(context, state, await self.upload(update, context))

    async def upload(self, update: Update, context: Context) -> Any:
        """Keep the file of this message; how the draft remembers it. Only forms that ask for files do."""
        raise BadCallback()

    async def _keep(self, update: Update, context: Context) -> str | None:
        """On with the answer given before; from an old screen to the present question."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Keep).state or self.answers(context).get(here) is None:
            return here
        return await self._after(context, here)

    async def _back(self, update: Update, context: Context) -> str | None:
        """To the question before, and from the first one to where it was begun."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        states, values = self.states_of(context), self.values(context)
        at = states.index(here)
        if at:
            return states[at - 1]
        await self.acts()[values["act"]].leave(context, values["target"])
        return END

    async def _want(self, update: Update, context: Context, *, state: str) -> None:
        """What came was no answer to this question."""
        t = context.t
        if state in questions.UPLOADED:
            message = update.effective_message
            photo = message is not None and bool(message.photo)
            context.remark(t("bodies.photo_sent") if photo else t("bodies.file_wanted"))
        elif state in questions.ONLY_CHOSEN:
            context.remark(t("bodies.button_wanted"))
        else:
            context.remark(t("bodies.text_wanted"))

    # -- the conversation ------------------------------------------------------------------------------------------

    def conversation(self) -> Conversation:
        states = {state for act in self.acts().values() for state in act.states}
        asked: dict[str, Question] = {state: partial(self._ask, state=state) for state in sorted(states)}
        return Conversation(
            self.name,
            entry_points=of_the_form(buttons, self.form, self.old),
            states={state: self._hears(state) for state in asked},
            questions=asked,
            fallbacks=[heard(buttons.Back, self._back, self.form), heard(buttons.Keep, self._keep, self.form)],
        )

    def _hears(self, state: str) -> list[Handler]:
        found: list[Handler] = []
        if state in self.readers:
            found.append(typed(partial(self._read, state=state)))
        if state in questions.UPLOADED:
            found.append(sent_file(partial(self._file, state=state)))
        return [
            *found,
            heard(buttons.Pick, partial(self._pick, state=state), self.form, state),
            heard(buttons.Skip, partial(self._skip, state=state), self.form, state),
            anything(partial(self._want, state=state)),
        ]
