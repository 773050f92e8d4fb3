"""The form of one act on one proposal: what it needs, a last look where somebody else hears of it, and the act.

What a colleague did meanwhile is shown before anything is done, and what was typed waits in the draft.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from telegram import Update

from bot.domain.deadlines import longest_decision
from bot.domain.dispositions import Disposition
from bot.domain.errors import NotFound, WrongState
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Question, save_draft
from bot.gateway.hearing import anything, heard, typed
from bot.services import answering
from bot.services.answering import Act, Item
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import questions
from bot.ui.answering.questions import Frame
from bot.ui.callbacks import BadCallback
from handlers.answering import answers, doing
from handlers.answering.base import Base
from handlers.answering.desk import act_of, show_item, tell_stale
from storage.proposals import StaleProposal

STEPS: Mapping[Act, Sequence[str]] = {
    Act.hide: ("code", "sentence"),
    Act.uphold: ("code", "sentence"),
    Act.merge: ("main",),
    Act.ask: ("question",),
    Act.answer: ("disposition", "reason", "unit", "until"),
    Act.forward: ("registry", "registered"),
    Act.lacks: ("lacks",),
    Act.extend: ("longer", "why"),
    Act.redirect: ("authority", "why"),
}
PRESSED = ("code", "disposition")
"""Questions that only a button answers."""
AT_ONCE = frozenset({Act.hide, Act.uphold, Act.answer})
"""Done without a last look: what is hidden can be shown at once, and an answer is a draft that only staff see."""


class ActForm(Base):
    """The draft: `act`, `number`, `version` and `origin` of the proposal, and the answers so far by their state."""

    name = "answering"
    form = "a"

    def steps(self, values: Mapping[str, Any]) -> list[str]:
        steps = STEPS[Act(values["act"])]
        carried_out = values.get("disposition") in doing.CARRIED_OUT
        return [step for step in steps if carried_out or step not in ("unit", "until")]

    # -- beginning ---------------------------------------------------------------------------------------------

    async def begin(self, update: Update, context: Context) -> None:
        """What was begun of the same is taken up; something else that was begun is not lost without a question."""
        choice = context.choice(buttons.Begin)
        item = await self._fresh(context, choice)
        if item is None:
            return
        values = self.values(context)
        if values and (values["act"], values["number"]) == (choice.act, choice.proposal):
            self.keep(context, version=choice.version, origin=choice.origin)
            await self.questions()[self.here(context) or "confirm"](update, context)
        elif any(state in values for state in answers.TYPED):
            context.show(questions.unfinished(context.t, choice, conversation=self.name))
        else:
            await self._start(update, context, choice)

    async def begin_anew(self, update: Update, context: Context) -> None:
        choice = context.choice(buttons.BeginAnew)
        if await self._fresh(context, choice) is not None:
            await self._start(update, context, choice)

    async def _fresh(self, context: Context, choice: buttons.Begin | buttons.BeginAnew) -> Item | None:
        """The proposal, if it still is what the button was shown for; else it is shown as it is."""
        act = act_of(choice.act)
        if act not in STEPS:
            raise BadCallback()
        context.turn.require(answering.NEEDS[act])
        item = await answering.item(context.turn, choice.proposal)
        if item.proposal.version == choice.version and act in item.may:
            if act is Act.uphold:
                await answering.may_uphold(context.turn, choice.proposal)  # before anything is typed in vain
            return item
        await tell_stale(context, item.proposal)
        await show_item(context, choice.proposal, origin=choice.origin)
        return None

    async def _start(self, update: Update, context: Context, choice: buttons.Begin | buttons.BeginAnew) -> None:
        values = {
            "act": choice.act,
            "number": choice.proposal,
            "version": choice.version,
            "origin": choice.origin,
        }
        state = STEPS[Act(choice.act)][0]
        save_draft(context, self.name, values, state=state)
        await self.questions()[state](update, context)

    # -- asking ------------------------------------------------------------------------------------------------

    def questions(self) -> dict[str, Question]:
        states = sorted({step for steps in STEPS.values() for step in steps})
        return {state: partial(self.ask, state=state) for state in (*states, "confirm")}

    async def ask(self, update: Update, context: Context, state: str) -> None:
        """The question of a state; an act that has become impossible ends here, and gives back what was typed."""
        values = self.values(context)
        try:
            item = await answering.item(context.turn, values["number"])
        except NotFound:
            self._lost(context, None)
            return
        if Act(values["act"]) not in item.may:
            self._lost(context, item.proposal)
        elif state == "confirm":
            await self._ask_confirm(context, item.proposal)
        else:
            await self._ask(context, item.proposal, state)

    async def _ask(self, context: Context, one: Proposal, state: str) -> None:
        t, values = context.t, self.values(context)
        frame = Frame(self.form, state, questions.about(t, one), first=state == self.steps(values)[0])
        match state:
            case "code":
                screen = questions.code(t, frame)
            case "sentence":
                screen = questions.sentence(t, frame, HiddenCode(values["code"]), one.language)
            case "main":
                screen = questions.main(t, frame, await answering.similar(context.turn, one))
            case "disposition":
                screen = questions.disposition(t, frame, formal=one.kind is ProposalKind.formal)
            case "reason":
                chosen = Disposition(values["disposition"])
                screen = questions.reason(t, frame, chosen, previous=answers.previous_reason(one))
            case "registered":
                screen = questions.registered(t, frame, today=context.turn.today)
            case "longer" if one.due_on is not None and one.registered_on is not None:
                longest = longest_decision(one.registered_on)
                screen = questions.longer(t, frame, due_on=one.due_on, longest=longest)
            case "why":
                screen = questions.prompt(t, frame, f"why_{values['act']}")
            case _:
                screen = questions.prompt(t, frame, state, skip=state in ("unit", "until"))
        context.show(screen)

    def _lost(self, context: Context, one: Proposal | None) -> None:
        values = self.values(context)
        typed_so_far = [str(values[state]) for state in answers.TYPED if values.get(state)]
        context.exchange.end(self.name)
        context.show(questions.lost(context.t, one, typed_so_far, origin=values["origin"]))

    # -- answers -----------------------------------------------------------------------------------------------

    async def read(self, update: Update, context: Context) -> str | None:
        state, one = await self._present(context)
        value = await answers.read(context.turn, state, one, context.typed())
        return await self._took(context, state, value)

    async def take(self, update: Update, context: Context) -> str | None:
        state, one = await self._present(context)
        choice = context.choice(buttons.Take)
        if choice.state != state:
            return state  # a screen that was left before; the present one is shown
        value = await answers.take(context.turn, state, one, self.values(context), choice.value)
        return await self._took(context, state, value)

    async def skip(self, update: Update, context: Context) -> str | None:
        state, _ = await self._present(context)
        may = state in ("unit", "until") or self.values(context).get("disposition") == Disposition.accepted.value
        if context.choice(buttons.Skip).state != state or not may:
            return state
        return await self._took(context, state, None)

    async def _present(self, context: Context) -> tuple[str, Proposal]:
        state, values = self.here(context), self.values(context)
        assert state is not None
        return state, (await answering.item(context.turn, values["number"])).proposal

    async def _took(self, context: Context, state: str, value: Any) -> str | None:
        self.keep(context, **{state: value})
        values = self.values(context)
        steps = self.steps(values)
        following = steps.index(state) + 1
        if following < len(steps):
            return steps[following]
        return await self._finish(context) if Act(values["act"]) in AT_ONCE else "confirm"

    # -- the last look, and the act ----------------------------------------------------------------------------

    async def _ask_confirm(self, context: Context, one: Proposal) -> None:
        """What is confirmed is an act on this version of the proposal and no other."""
        at = int(context.turn.now.timestamp())
        self.keep(context, version=one.version, shown_at=at)
        act = Act(self.values(context)["act"])
        said = await doing.said(context, act, self.values(context))
        context.show(questions.confirm(context.t, questions.Look(one, act, at), said))

    async def confirm(self, update: Update, context: Context) -> str | None:
        """Done once: a second tap finds the form gone and opens the proposal."""
        choice, values = context.choice(buttons.Finish), self.values(context)
        if (choice.subject, choice.shown_at) != (values["number"], values.get("shown_at")):
            return "confirm"  # a screen that was left before; the present one is shown
        return await self._finish(context)

    async def _finish(self, context: Context) -> str | None:
        values = self.values(context)
        number, act = values["number"], Act(values["act"])
        was = (await answering.item(context.turn, number)).proposal.status
        try:
            saved = await doing.apply(context.turn, act, values)
        except StaleProposal:
            await tell_stale(context, (await answering.item(context.turn, number)).proposal)
            return "confirm"
        except WrongState as refusal:
            if act not in (await answering.item(context.turn, number)).may:
                return "confirm"  # which says that it cannot be done any more
            context.answer(context.t.plain(f"errors.{refusal.code}"), alert=True)
            return STEPS[act][0]  # the main one went another way
        if act is Act.ask:
            context.show(questions.asked(context.t, saved, origin=values["origin"]))
        else:
            await show_item(context, number, origin=values["origin"], done=act, was=was)
        return END

    # -- the conversation --------------------------------------------------------------------------------------

    async def done_already(self, context: Context) -> None:
        await show_item(context, context.choice(buttons.Finish).subject)
        context.exchange.answer()  # the item itself says what was done

    def states(self) -> dict[str, Sequence[Handler]]:
        taking = heard(buttons.Take, self.take, self.form)
        return {
            state: [taking, anything(self.want_button)]
            if state in PRESSED
            else [typed(self.read), taking, heard(buttons.Skip, self.skip, self.form), anything(self.want_text)]
            for state in self.questions()
        }


FORM = ActForm()


def handlers() -> list[Handler]:
    return [pressed(buttons.Begin, FORM.begin), pressed(buttons.BeginAnew, FORM.begin_anew)]
