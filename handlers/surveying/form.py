"""What staff type: a title, a question and its options, what is to be changed, and a whole questionnaire as YAML."""

from functools import partial
from typing import Any

from telegram import Update

from bot.domain.question_texts import DAYS_AT_MOST, clean_title, clean_wording, read_number, read_options
from bot.domain.questionnaires import Audience
from bot.domain.questions import CHOICES, OPTIONS_AT_MOST, QuestionType
from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, Question, save_draft
from bot.gateway.form import Form as Base
from bot.gateway.hearing import anything, sent_file, typed
from bot.i18n import LANGUAGES
from bot.services.questionnaires import building, handing_in, managing
from bot.services.town import TownFileRefused
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoQuestionnairesManaged
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying import files
from bot.ui.surveying import questions as screens
from handlers.surveying.building import find, show_question
from handlers.surveying.desk import FORM as FORM_NAME
from handlers.surveying.desk import show, show_build

EDITED = ("title", "days", "wording", "options", "most")
BEFORE = {"options": "wording", "most": "options"}
"""Questions that come after another one."""
STATES = ("title", "wording", "options", "most", "edit", "yaml")


class Form(Base):
    """The draft. Of a new one what it is for (`scope`, `target`); of a question its `type`, `wording` and `options`; of
    a change `what` and `language`. `number` and `question` are what it is about.
    """

    name = FORM_NAME

    # -- beginning ---------------------------------------------------------------------------------------------

    async def begin_new(self, update: Update, context: Context) -> str:
        context.turn.require(Action.questionnaire_prepare)
        choice = context.choice(buttons.New)
        return self._start(context, "title", scope=choice.scope, target=choice.target)

    async def begin_yaml(self, update: Update, context: Context) -> str:
        context.turn.require(Action.questionnaire_prepare)
        return self._start(context, "yaml")

    async def begin_question(self, update: Update, context: Context) -> str:
        choice = context.choice(buttons.Add)
        await building.editable(context.turn, choice.questionnaire)
        if choice.type not in set(QuestionType):
            raise BadCallback()
        return self._start(context, "wording", number=choice.questionnaire, type=choice.type)

    async def begin_edit(self, update: Update, context: Context) -> str:
        choice = context.choice(buttons.Edit)
        known = await building.editable(context.turn, choice.questionnaire)
        if choice.what not in EDITED or choice.language not in LANGUAGES:
            raise BadCallback()
        if choice.what == "days":
            await building.draft(context.turn, choice.questionnaire)
        elif choice.what != "title":
            find(known, choice.question)
        return self._start(
            context,
            "edit",
            number=choice.questionnaire,
            question=choice.question,
            what=choice.what,
            language=choice.language,
        )

    def _start(self, context: Context, state: str, **values: Any) -> str:
        save_draft(context, self.name, values, state=state)
        return state

    # -- asking ------------------------------------------------------------------------------------------------

    def questions(self) -> dict[str, Question]:
        return {state: partial(self.ask, state=state) for state in STATES}

    async def ask(self, update: Update, context: Context, state: str) -> None:
        values = self.values(context)
        if state == "edit":
            now = await self._now(context)
            context.show(
                screens.prompt(context.t, values["what"], back=self._back(values), language=values["language"], now=now)
            )
        else:
            back = buttons.Back(state) if state in BEFORE else self._back(values)
            context.show(screens.prompt(context.t, state, back=back))

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        return BEFORE.get(here, here) if here is not None and here == context.choice(buttons.Back).state else here

    def _back(self, values: dict[str, Any]) -> Callback:
        """Where the form was begun; what is typed so far stays in its draft."""
        if "number" not in values:
            return GoQuestionnairesManaged(0)
        if values.get("question"):
            return buttons.Open(values["number"], values["question"])
        return buttons.Build(values["number"], 0)

    async def _now(self, context: Context) -> str:
        """What is to be changed, as it is."""
        values = self.values(context)
        known, language = await building.editable(context.turn, values["number"]), values["language"]
        match values["what"]:
            case "title":
                return known.definition.titles.get(language, "")
            case "days":
                return str(known.timing.closes_after.days)
        question = find(known, values["question"])
        match values["what"]:
            case "wording":
                return question.names.get(language, "")
            case "options":
                return "\n".join(one.names.get(language, "") for one in question.options)
            case _:
                return str(question.limit)

    # -- answers -----------------------------------------------------------------------------------------------

    async def read_title(self, update: Update, context: Context) -> str:
        values = self.values(context)
        audience = Audience()
        if values.get("scope"):
            audience = await managing.target(context.turn, values["scope"], values["target"])
        made = await building.begin(context.turn, clean_title(context.typed()), audience)
        await show(context, made.id, context.t("surveying.begun"))
        return END

    async def read_wording(self, update: Update, context: Context) -> str:
        self.keep(context, wording=clean_wording(context.typed()))
        return "options" if QuestionType(self.values(context)["type"]) in CHOICES else await self._add(context)

    async def read_options(self, update: Update, context: Context) -> str:
        self.keep(context, options=read_options(context.typed()))
        multi = self.values(context)["type"] == QuestionType.multi
        return "most" if multi else await self._add(context)

    async def read_most(self, update: Update, context: Context) -> str:
        limit = len(self.values(context)["options"])
        self.keep(context, most=read_number(context.typed(), low=1, high=limit))
        return await self._add(context)

    async def _add(self, context: Context) -> str:
        values = self.values(context)
        added = await building.add_question(
            context.turn,
            values["number"],
            QuestionType(values["type"]),
            values["wording"],
            options=values.get("options", ()),
            most=values.get("most"),
        )
        await show_question(context, values["number"], added.id, context.t("surveying.added"))
        return END

    async def read_edit(self, update: Update, context: Context) -> str:
        values, turn, said = self.values(context), context.turn, context.typed()
        number, question, language = values["number"], values["question"], values["language"]
        match values["what"]:
            case "title":
                await building.put_title(turn, number, clean_title(said), language)
            case "days":
                await building.put_days(turn, number, read_number(said, low=1, high=DAYS_AT_MOST))
            case "wording":
                await building.put_wording(turn, number, question, clean_wording(said), language)
            case "options":
                await building.put_options(turn, number, question, read_options(said), language)
            case _:
                most = read_number(said, low=1, high=OPTIONS_AT_MOST)
                await building.put_most(turn, number, question, most)
        saved = context.t("common.saved")
        if question:
            await show_question(context, number, question, saved)
        else:
            await show_build(context, number, 0, saved)
        return END

    async def read_yaml(self, update: Update, context: Context) -> str | None:
        return await self._take(context, context.typed().encode())

    async def _take(self, context: Context, data: bytes) -> str | None:
        try:
            made = await building.begin_with(context.turn, data, "yaml")
        except TownFileRefused as refusal:
            context.remark(screens.faults(context.t, refusal))
            return None
        await show(context, made.id, context.t("surveying.begun"))
        return END

    async def read_file(self, update: Update, context: Context) -> str | None:
        """The file is fetched after this turn; what is wrong with it is told then."""
        message = update.effective_message
        document = None if message is None else message.document
        if document is None or not handing_in.accepts(document.file_name, document.file_size):
            context.remark(context.t("surveying.want_yaml"))
            return None
        await handing_in.hand_in(
            context.turn,
            telegram_id=document.file_id,
            name=document.file_name or "",
            size=document.file_size or 0,
            language=context.t.language,
            chat_id=context.exchange.chat_id,
        )
        context.show(files.reading(context.t))
        return END

    async def old(self, update: Update, context: Context) -> None:
        """A button of a form that is finished."""
        context.answer(context.t.plain("help.old_screen"))

    # -- what is no answer -------------------------------------------------------------------------------------

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("surveying.want_text"))

    async def want_yaml(self, update: Update, context: Context) -> None:
        context.remark(context.t("surveying.want_yaml"))

    def conversation(self) -> Conversation:
        unreadable = anything(self.want_text)
        entries: list[Handler] = [
            pressed(buttons.New, self.begin_new),
            pressed(buttons.Upload, self.begin_yaml),
            pressed(buttons.Add, self.begin_question),
            pressed(buttons.Edit, self.begin_edit),
            pressed(buttons.Back, self.old),
        ]
        return Conversation(
            self.name,
            entry_points=entries,
            states={
                "title": [typed(self.read_title), unreadable],
                "wording": [typed(self.read_wording), unreadable],
                "options": [typed(self.read_options), unreadable],
                "most": [typed(self.read_most), unreadable],
                "edit": [typed(self.read_edit), unreadable],
                "yaml": [typed(self.read_yaml), sent_file(self.read_file), anything(self.want_yaml)],
            },
            questions=self.questions(),
            fallbacks=[pressed(buttons.Back, self.back)],
        )


FORM = Form()
