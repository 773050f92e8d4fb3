"""The form "questionnaire": one question a screen, all of it once more, and then sent for good.

Each tap is judged by the questionnaire as it stands at that moment: it may have closed, been withdrawn or been changed
since the question was shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from markupsafe import Markup
from telegram import Update

from bot.domain import ballots
from bot.domain.errors import NotFound
from bot.domain.personal_data import without_egn
from bot.domain.questions import SCALES, Question, QuestionType
from bot.gateway import doors
from bot.gateway.context import Context, Handler, HandlerCallback, pressed
from bot.gateway.conversation import Conversation
from bot.gateway.hearing import anything, typed
from bot.services import questionnaires
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoQuestionnaire
from bot.ui.questionnaires import around, asking
from bot.ui.questionnaires import callbacks as buttons
from handlers.questionnaires.around import LINK, Around
from handlers.questionnaires.paper import FINISH, QUESTION, REVIEW, Paper

Act = Callable[[Context, Paper], Awaitable[None]]
Button = (
    type[buttons.Answer]
    | type[buttons.Toggle]
    | type[buttons.GoOn]
    | type[buttons.Back]
    | type[buttons.Review]
    | type[buttons.Change]
    | type[buttons.ToTheEnd]
    | type[buttons.Send]
)
BUTTONS: tuple[Button, ...] = (
    *(buttons.Answer, buttons.Toggle, buttons.GoOn, buttons.Back),
    *(buttons.Review, buttons.Change, buttons.ToTheEnd, buttons.Send),
)


class Form(Around):
    # -- taking it up ----------------------------------------------------------------------------------------------

    async def take_up(self, context: Context) -> Paper | None:
        """As it stands now. None where nobody can go on with it: then that is said, and nothing of it is kept."""
        values, state = self.values(context), self.here(context)
        try:
            standing = await questionnaires.stand(context.turn, int(values["number"]))
        except NotFound:
            context.exchange.end(self.name)
            context.show(around.gone(context.t))
            return None
        if not standing.may_answer:
            context.exchange.end(self.name)
            await self.shut(context, standing)
            return None
        return Paper.taken_up(standing.questionnaire, values, state or QUESTION)

    def on(self, act: Act) -> HandlerCallback:
        """The act, on the questionnaire as it stands; where it was changed meanwhile, that is said instead."""

        async def heard(update: Update, context: Context) -> None:
            paper = await self.take_up(context)
            if paper is not None:
                await (self.go if paper.moved else act)(context, paper)

        return heard

    async def go(self, context: Context, paper: Paper, note: Markup | None = None) -> None:
        """Keep it and show where it stands."""
        self.put(context, paper)
        t, questionnaire = context.t, paper.questionnaire
        note = t("questionnaires.was_changed") if paper.moved else note
        match paper.state:
            case state if state == REVIEW:
                context.show(asking.review(t, questionnaire, paper.sheet, paper.page))
            case state if state == FINISH:
                context.show(asking.finish(t, questionnaire, paper.sheet, note))
            case _:
                context.show(asking.question(t, asking.Asked(questionnaire, paper.sheet, paper.question), note))

    async def ask_again(self, update: Update, context: Context) -> None:
        paper = await self.take_up(context)
        if paper is not None:
            await self.go(context, paper)

    # -- answering -------------------------------------------------------------------------------------------------

    @staticmethod
    def is_asked(paper: Paper, choice: buttons.Answer | buttons.Toggle | buttons.GoOn) -> bool:
        """Whether the button is one of the question that is asked now: an old one overwrites nothing."""
        return choice.questionnaire == paper.questionnaire.id and choice.question == paper.at

    async def answer(self, context: Context, paper: Paper) -> None:
        choice = context.choice(buttons.Answer)
        if not self.is_asked(paper, choice):
            await self.go(context, paper)
            return
        await self.go(context, paper.after(paper.sheet.answered(paper.question, choice.code)))

    async def toggle(self, context: Context, paper: Paper) -> None:
        """Ticks are kept at once, and the question stays."""
        choice, one = context.choice(buttons.Toggle), paper.question
        if not self.is_asked(paper, choice):
            await self.go(context, paper)
            return
        chosen = paper.sheet.answers.get(one.id, "")
        chosen = "" if chosen in (ballots.UNSURE, ballots.SKIPPED) else chosen
        codes = chosen.replace(choice.code, "") if choice.code in chosen else chosen + choice.code
        sheet = paper.sheet.answered(one, codes) if codes else paper.sheet.without(one)
        await self.go(context, replace(paper, sheet=sheet))

    async def go_on(self, context: Context, paper: Paper) -> None:
        """With what is ticked or was answered before; where there is nothing, the question stays."""
        if not self.is_asked(paper, context.choice(buttons.GoOn)) or not paper.sheet.has(paper.question):
            await self.go(context, paper)
            return
        await self.go(context, paper.after(paper.sheet))

    async def hear(self, context: Context, paper: Paper) -> None:
        """Typed: words where a text is asked, else what a button would have said."""
        one, text = paper.question, context.typed()
        if one.type is QuestionType.text:
            sheet = paper.sheet.written(one, text)
            masked = without_egn(text) != text
            await self.go(context, paper.after(sheet), context.t("questionnaires.egn") if masked else None)
            return
        codes = ballots.understood(one, text)
        if codes is None:
            await self.misunderstood(context, paper)
            return
        sheet = paper.sheet.answered(one, codes)
        await self.go(context, replace(paper, sheet=sheet) if one.type is QuestionType.multi else paper.after(sheet))

    async def misunderstood(self, context: Context, paper: Paper) -> None:
        """Something else came: a picture, a voice, a sticker, or words that are no answer."""
        context.remark(_wanted(context, paper.question))
        await self.go(context, paper)

    async def want_button(self, context: Context, paper: Paper) -> None:
        context.remark(context.t("questionnaires.want_button"))
        await self.go(context, paper)

    async def back(self, context: Context, paper: Paper) -> None:
        """To the question before; from an old screen to where it stands."""
        choice, definition = context.choice(buttons.Back), paper.questionnaire.definition
        if choice.questionnaire != paper.questionnaire.id or choice.question != paper.at:
            await self.go(context, paper)
        elif paper.changing:
            await self.go(context, replace(paper, state=REVIEW, at="", changing=False))
        else:
            found = ballots.before(definition, paper.sheet, paper.at)
            await self.go(context, paper if found is None else paper.ask(found))

    # -- the end ---------------------------------------------------------------------------------------------------

    async def review(self, context: Context, paper: Paper) -> None:
        await self.go(context, replace(paper, state=REVIEW, at="", page=context.choice(buttons.Review).page))

    async def change(self, context: Context, paper: Paper) -> None:
        """A question that they were not asked, or that is gone, is not to be changed."""
        choice = context.choice(buttons.Change)
        asked = {one.id: one for one in ballots.way(paper.questionnaire.definition, paper.sheet)}
        one = asked.get(choice.question) if choice.questionnaire == paper.questionnaire.id else None
        await self.go(context, paper if one is None else replace(paper, changing=True).ask(one))

    async def to_the_end(self, context: Context, paper: Paper) -> None:
        await self.go(context, paper.go_on())

    async def send(self, context: Context, paper: Paper) -> None:
        """The draft goes in the commit that files it. What is open after all is asked first."""
        number = paper.questionnaire.id
        if context.choice(buttons.Send).questionnaire != number or paper.go_on().state != FINISH:
            await self.go(context, paper.go_on())
            return
        await questionnaires.file(context.turn, number, paper.sheet)
        context.exchange.end(self.name)
        standing = await questionnaires.stand(context.turn, number)
        context.show(around.answered(context.t, standing, context.t("questionnaires.thanks")))

    # -- old buttons -----------------------------------------------------------------------------------------------

    async def show_instead(self, context: Context) -> None:
        """Its questionnaire as it stands."""
        choice = next(choice for kind in BUTTONS if (choice := context.chosen(kind)) is not None)
        await self.open(context, GoQuestionnaire(choice.questionnaire))

    # -- the conversation ------------------------------------------------------------------------------------------

    def conversation(self) -> Conversation:
        back, review = pressed(buttons.Back, self.on(self.back)), pressed(buttons.Review, self.on(self.review))
        pressing = anything(self.on(self.want_button))
        return Conversation(
            self.name,
            entry_points=[pressed(kind, self.old) for kind in BUTTONS],
            states={
                QUESTION: [
                    pressed(buttons.Answer, self.on(self.answer)),
                    pressed(buttons.Toggle, self.on(self.toggle)),
                    pressed(buttons.GoOn, self.on(self.go_on)),
                    back,
                    typed(self.on(self.hear)),
                    anything(self.on(self.misunderstood)),
                ],
                REVIEW: [
                    review,
                    pressed(buttons.Change, self.on(self.change)),
                    pressed(buttons.ToTheEnd, self.on(self.to_the_end)),
                    pressing,
                ],
                FINISH: [pressed(buttons.Send, self.on(self.send)), review, back, pressing],
            },
            questions=dict.fromkeys((QUESTION, REVIEW, FINISH), self.ask_again),
        )


def _wanted(context: Context, one: Question) -> Markup:
    t = context.t
    match one.type:
        case QuestionType.text:
            return t("questionnaires.want_text")
        case kind if kind in SCALES:
            return t("questionnaires.want_number", low=SCALES[kind][0], high=SCALES[kind][-1])
        case _:
            return t("questionnaires.want_choice")


FORM = Form()
DOORS: dict[type[Callback], doors.Door] = {GoQuestionnaire: FORM.open}
LINKS = {LINK: FORM.open_link}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Begin, FORM.begin),
        pressed(buttons.Restart, FORM.restart),
        pressed(buttons.Later, FORM.later),
        pressed(buttons.Decline, FORM.decline),
        pressed(buttons.DropAnswers, FORM.drop),
        pressed(buttons.WishResults, FORM.wish),
    ]
