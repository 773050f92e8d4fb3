"""A new forum, question by question, to a draft that can be looked at."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from telegram import Update

from bot.domain.forum_refusals import TimeMissing
from bot.domain.forums import Forum, PaperKind
from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, save_draft
from bot.gateway.hearing import anything, heard, of_the_form, sent_file
from bot.services import forums
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import questions
from bot.ui.hosting.questions import Frame
from handlers.hosting.base import recorded
from handlers.hosting.desk import show_one
from handlers.hosting.fields import STATES, Fields, upload
from storage.files import FileId

STEP = {"title": 1, "starts": 2, "ends": 2, "place": 3, "access": 3, "pin": 3, "link": 3, "seats": 4}
"""Of five; whatever is not here belongs to the last."""
PROGRAMME = "programme"
AT = STATES.index("agenda") + 1
WAY = (*STATES[:AT], PROGRAMME, *STATES[AT:])
OF_A_PLACE = frozenset({"access", "pin"})


class NewForm(Fields):
    name = "hosting"
    form = "n"

    # -- what is asked -----------------------------------------------------------------------------------------

    def frame(self, context: Context, state: str) -> Frame:
        keep = self.values(context).get(state) is not None
        return Frame(self.form, state, STEP.get(state, questions.STEPS), first=state == WAY[0], keep=keep)

    async def start(self, context: Context) -> datetime:
        starts = self.values(context).get("starts")
        if starts is None:
            raise TimeMissing()
        return datetime.fromisoformat(starts)

    async def has_place(self, context: Context) -> bool:
        return self.values(context).get("place") is not None

    async def has_link(self, context: Context) -> bool:
        return True  # it is asked for next, and then wanted

    async def _way(self, context: Context) -> list[str]:
        """The questions of this forum in order: none about a place that it has not, or with nothing to choose from."""
        values = self.values(context)
        without: set[str] = set()
        if "place" in values and values["place"] is None:
            without |= OF_A_PLACE
        if not (await forums.open_consultations(context.turn, 0))[0]:
            without.add("consultation")
        if not await forums.bodies(context.turn):
            without.add("body")
        return [state for state in WAY if state not in without]

    # -- what becomes of an answer -----------------------------------------------------------------------------

    async def take(self, context: Context, state: str, value: Any) -> str | None:
        self.keep(context, **{state: value})
        if state == "starts":
            self.keep(context, ends=None)
        return await self._after(context, state)

    async def _after(self, context: Context, state: str) -> str | None:
        way = await self._way(context)
        if state != way[-1]:
            return way[way.index(state) + 1]
        values = self.values(context)
        forum = await forums.prepare(context.turn, _forum(values))
        if values.get(PROGRAMME):
            file, _ = values[PROGRAMME]
            await forums.add_paper(context.turn, forum.id, PaperKind.programme, FileId(file))
        await show_one(context, forum.id, context.t("hosting.prepared"))
        return END

    async def read_programme(self, update: Update, context: Context) -> str | None:
        return await self.take(context, PROGRAMME, [*await upload(update, context)])

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        way = await self._way(context)
        return way[max(way.index(here) - 1, 0)] if here in way else way[0]

    async def keep_answer(self, update: Update, context: Context) -> str | None:
        """On with the answer given before; from an old screen to the present question."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Keep).state or self.values(context).get(here) is None:
            return here
        return await self._after(context, here)

    # -- the conversation --------------------------------------------------------------------------------------

    async def begin(self, update: Update, context: Context) -> None:
        """A form that was put aside is not lost by beginning another: that is asked."""
        context.turn.require(Action.forum_prepare)
        values = self.values(context)
        if values:
            context.show(questions.unfinished(context.t, conversation=self.name, title=values.get("title")))
        else:
            await self.start_over(update, context)

    async def start_over(self, update: Update, context: Context) -> None:
        context.turn.require(Action.forum_prepare)
        save_draft(context, self.name, {"begun": context.turn.today.isoformat()}, state=WAY[0])
        await self.ask(update, context, state=WAY[0])

    def conversation(self) -> Conversation:
        programme = [
            sent_file(self.read_programme),
            heard(buttons.Pick, self.pick, self.form, PROGRAMME),
            anything(self.want_file),
        ]
        return Conversation(
            self.name,
            entry_points=of_the_form(buttons, self.form, self.old),
            states={**self.states(), PROGRAMME: programme},
            questions={**self.questions(), PROGRAMME: partial(self.ask, state=PROGRAMME)},
            fallbacks=[heard(buttons.Back, self.back, self.form), heard(buttons.Keep, self.keep_answer, self.form)],
        )


def _forum(values: Mapping[str, Any]) -> Forum:
    fields: dict[str, Any] = {}
    online = values.get("place") is None
    for state in STATES:
        if state in values and not (online and state in OF_A_PLACE):
            fields |= recorded(state, values[state])
    return Forum(**fields)


FORM = NewForm()


def handlers() -> list[Handler]:
    return [pressed(buttons.NewForum, FORM.begin), pressed(buttons.StartOver, FORM.start_over)]
