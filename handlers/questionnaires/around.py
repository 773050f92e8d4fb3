"""Into the form and out of it: beginning, going on, declining, dropping what was begun, and what is over."""

from abc import ABC, abstractmethod

from telegram import Update

from bot.domain import retention
from bot.domain.ballots import Sheet
from bot.domain.errors import NotFound
from bot.gateway.context import Context
from bot.gateway.conversation import save_draft
from bot.gateway.form import Form
from bot.services import questionnaires
from bot.services.questionnaires import DRAFTS, Standing
from bot.ui.navigation import GoQuestionnaire
from bot.ui.questionnaires import around as screens
from bot.ui.questionnaires import callbacks as buttons
from bot.ui.start import consent_needed
from handlers.questionnaires.paper import QUESTION, Paper

LINK = "q"


class Around(Form, ABC):
    name = DRAFTS

    # -- a questionnaire as somebody finds it ----------------------------------------------------------------------

    async def open(self, context: Context, choice: GoQuestionnaire) -> None:
        """Its beginning, the way back into it, or that it is over. Raises NotFound."""
        standing = await questionnaires.stand(context.turn, choice.questionnaire)
        if standing.may_answer and self.number(context) == standing.questionnaire.id:
            await self.show_resume(context, standing)
        elif not standing.may_answer or standing.answered:
            await self.shut(context, standing)
        else:
            context.show(screens.intro(context.t, standing.questionnaire))

    async def shut(self, context: Context, standing: Standing) -> None:
        """Thanks for who answered, results of what has closed, and else why it cannot be answered."""
        t = context.t
        if standing.answered and not standing.counted:
            context.show(screens.answered(t, standing, t("questionnaires.already")))
            return
        ballots = None
        if standing.counted:
            _, found = await questionnaires.results(context.turn, standing.questionnaire.id)
            ballots = found.ballots
        context.show(screens.over(t, standing, ballots))

    async def open_link(self, context: Context, rest: str) -> bool:
        """What follows `?start=q`: the number of a questionnaire."""
        if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
            return False
        try:
            await self.open(context, GoQuestionnaire(int(rest)))
        except NotFound:
            return False
        return True

    # -- the draft -------------------------------------------------------------------------------------------------

    def number(self, context: Context) -> int | None:
        """Of the questionnaire that was begun."""
        found: int | None = self.values(context).get("number")
        return found

    def put(self, context: Context, paper: Paper) -> None:
        """Keep it, in its state; from here on the form hears what is typed."""
        save_draft(context, self.name, paper.values(), state=paper.state)

    async def show_resume(self, context: Context, standing: Standing) -> None:
        """Looking at it counts as a tap: it is kept two days from here."""
        values, state = self.values(context), self.here(context) or QUESTION
        save_draft(context, self.name, values, state=state)
        paper = Paper.taken_up(standing.questionnaire, values, state)
        context.exchange.suspend()
        kept_until = context.turn.now + retention.ANSWERS
        context.show(screens.resume(context.t, standing.questionnaire, paper.place, kept_until))

    # -- ways in ---------------------------------------------------------------------------------------------------

    async def begin(self, update: Update, context: Context) -> None:
        """Consent comes first, and one questionnaire at a time: which, is asked."""
        number = context.choice(buttons.Begin).questionnaire
        standing = await self._wanted(context, number)
        if standing is None:
            return
        begun = self.number(context)
        if begun is None:
            await self._start(context, standing)
        elif begun == number:
            await self.show_resume(context, standing)
        else:
            await self._ask_which(context, begun, standing)

    async def restart(self, update: Update, context: Context) -> None:
        standing = await self._wanted(context, context.choice(buttons.Restart).questionnaire)
        if standing is not None:
            await self._start(context, standing)

    async def _wanted(self, context: Context, number: int) -> Standing | None:
        """None where it cannot be answered by them, or not before they agreed; then that was said."""
        if context.turn.actor is None:
            context.show(consent_needed(context.t, target=f"{LINK}{max(number, 0)}"))
            return None
        standing = await questionnaires.stand(context.turn, number)
        if standing.may_answer:
            return standing
        await self.shut(context, standing)
        return None

    async def _start(self, context: Context, standing: Standing) -> None:
        sheet = await questionnaires.given(context.turn, standing.questionnaire.id) if standing.may_change else Sheet()
        await self.go(context, Paper.begun(standing.questionnaire, sheet))

    async def _ask_which(self, context: Context, begun: int, wanted: Standing) -> None:
        try:
            standing = await questionnaires.stand(context.turn, begun)
        except NotFound:
            standing = None
        if standing is None or not standing.may_answer:
            await self._start(context, wanted)  # nobody can go on with the other
            return
        context.exchange.suspend()
        context.show(screens.another(context.t, standing.questionnaire, wanted.questionnaire))

    @abstractmethod
    async def go(self, context: Context, paper: Paper) -> None:
        """Puts the next question of the paper, or the last look at it."""

    # -- ways out --------------------------------------------------------------------------------------------------

    async def later(self, update: Update, context: Context) -> None:
        standing = await questionnaires.stand(context.turn, context.choice(buttons.Later).questionnaire)
        if standing.may_answer and not standing.answered:
            context.show(screens.later(context.t, standing.questionnaire))
        else:
            await self.shut(context, standing)

    async def decline(self, update: Update, context: Context) -> None:
        """Of who only looks around nothing is kept: they are reminded of nothing anyhow."""
        number = context.choice(buttons.Decline).questionnaire
        standing = await questionnaires.stand(context.turn, number)
        if not standing.may_answer or standing.answered:
            await self.shut(context, standing)
            return
        if context.turn.actor is not None:
            await questionnaires.decline(context.turn, number)
        context.show(screens.declined(context.t, standing.questionnaire))

    async def drop(self, update: Update, context: Context) -> None:
        """What was answered so far is deleted; an old button of another questionnaire deletes nothing."""
        number = context.choice(buttons.DropAnswers).questionnaire
        if self.number(context) == number:
            context.exchange.end(self.name)
        standing = await questionnaires.stand(context.turn, number)
        context.show(screens.dropped(context.t, standing.questionnaire if standing.may_answer else None))

    async def wish(self, update: Update, context: Context) -> None:
        choice, t = context.choice(buttons.WishResults), context.t
        await questionnaires.wish_results(context.turn, choice.questionnaire, on=choice.on)
        standing = await questionnaires.stand(context.turn, choice.questionnaire)
        if standing.answered and not standing.counted:
            context.show(screens.answered(t, standing, t("questionnaires.thanks")))
        else:
            await self.shut(context, standing)
