"""One thing about a forum: a field, calling it off, summing it up, a paper. What people are told of is shown first."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from telegram import Update

from bot.domain.errors import NotFound, WrongState
from bot.domain.forum_refusals import TimeMissing
from bot.domain.forum_texts import clean_minutes
from bot.domain.forums import Forum, ForumStatus, PaperKind
from bot.domain.typed import typed_reason
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, Question, save_draft
from bot.gateway.hearing import anything, heard, of_the_form, sent_file, typed
from bot.i18n import mark
from bot.services import forums
from bot.ui.callbacks import BadCallback
from bot.ui.desks import GoForumsManaged
from bot.ui.hosting import acts as screens
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting.desk import FIELDS
from bot.ui.hosting.questions import Frame
from handlers.hosting.base import recorded
from handlers.hosting.desk import show_desk, show_fields, show_one
from handlers.hosting.fields import STATES, Fields, upload
from storage.forums import StaleForum

CONFIRM = "confirm"
TRANSLATED = {"title_en": "en", "title_tr": "tr"}
DONE = {"edit": mark("hosting.changed"), "cancel": mark("hosting.called_off"), "summarise": mark("hosting.summed_up")}


class ChangeForm(Fields):
    """The draft of the form: the `act`, the `number` of the forum, the `state` that was asked, and its `value`."""

    name = "rehosting"
    form = "c"
    asks = (*STATES, *TRANSLATED, "kind")

    # -- beginning ---------------------------------------------------------------------------------------------

    async def edit(self, update: Update, context: Context) -> None:
        choice = context.choice(buttons.Edit)
        if choice.state not in FIELDS:
            raise BadCallback()
        await self._begin(update, context, "edit", choice.forum, choice.state)

    async def call_off(self, update: Update, context: Context) -> None:
        await self._begin(update, context, "cancel", context.choice(buttons.CallOff).forum, "why")

    async def sum_up(self, update: Update, context: Context) -> None:
        await self._begin(update, context, "summarise", context.choice(buttons.SumUp).forum, "minutes")

    async def add_paper(self, update: Update, context: Context) -> None:
        choice = context.choice(buttons.AddPaper)
        if choice.kind not in set(PaperKind):
            raise BadCallback()
        await self._begin(update, context, "paper", choice.forum, "paper", kind=choice.kind)

    async def _begin(self, update: Update, context: Context, act: str, number: int, state: str, **values: Any) -> None:
        forum = await forums.changeable(context.turn, number)
        save_draft(context, self.name, {"act": act, "number": forum.id, "state": state, **values}, state=state)
        await self.questions()[state](update, context)

    # -- what is asked -----------------------------------------------------------------------------------------

    async def forum(self, context: Context) -> Forum:
        return await forums.changeable(context.turn, self.values(context)["number"])

    def frame(self, context: Context, state: str) -> Frame:
        return Frame(self.form, state)

    async def start(self, context: Context) -> datetime:
        starts_at = (await self.forum(context)).starts_at
        if starts_at is None:
            raise TimeMissing()
        return starts_at

    async def has_place(self, context: Context) -> bool:
        forum = await self.forum(context)
        return bool(forum.place or forum.place_text)

    async def has_link(self, context: Context) -> bool:
        return (await self.forum(context)).online_url is not None

    async def ask_why(self, update: Update, context: Context) -> None:
        context.show(screens.ask_why(context.t, self.frame(context, "why"), await self.forum(context)))

    async def ask_minutes(self, update: Update, context: Context) -> None:
        context.show(screens.ask_minutes(context.t, self.frame(context, "minutes"), await self.forum(context)))

    async def ask_paper(self, update: Update, context: Context) -> None:
        kind = PaperKind(self.values(context)["kind"])
        context.show(screens.ask_paper(context.t, self.frame(context, "paper"), await self.forum(context), kind))

    # -- what becomes of an answer -----------------------------------------------------------------------------

    async def take(self, context: Context, state: str, value: Any) -> str | None:
        """A draft is changed at once; of what people know, they are shown first what it will be like."""
        forum = await self.forum(context)
        if forum.recorded is ForumStatus.draft:
            await forums.change(context.turn, forum.id, forum.version, **_changes(forum, state, value))
            await show_one(context, forum.id, context.t("common.saved"))
            return END
        await self._after(context, forum, state, value)  # refuses at once what cannot be
        self.keep(context, value=value)
        return CONFIRM

    async def _after(self, context: Context, forum: Forum, state: str, value: Any) -> Forum:
        found = await forums.managed(context.turn, forum.id)
        return forum.change(context.turn.now, found.seats, **_changes(forum, state, value))

    async def read_why(self, update: Update, context: Context) -> str:
        self.keep(context, value=typed_reason(context.typed()))
        return CONFIRM

    async def read_minutes(self, update: Update, context: Context) -> str:
        self.keep(context, value=clean_minutes(context.typed()))
        return CONFIRM

    async def read_minutes_file(self, update: Update, context: Context) -> None:
        """The minutes as a file are kept at once; what people are told are words all the same."""
        file, _ = await upload(update, context)
        await forums.add_paper(context.turn, self.values(context)["number"], PaperKind.minutes, file)
        context.remark(context.t("hosting.minutes_kept"))

    async def read_paper(self, update: Update, context: Context) -> str:
        values = self.values(context)
        file, _ = await upload(update, context)
        await forums.add_paper(context.turn, values["number"], PaperKind(values["kind"]), file)
        await show_papers(context, values["number"])
        return END

    # -- the last look, and the act ----------------------------------------------------------------------------

    async def ask_confirm(self, update: Update, context: Context) -> None:
        """What is confirmed is this version of the forum and no other."""
        turn, t = context.turn, context.t
        forum, at = await self.forum(context), int(turn.now.timestamp())
        self.keep(context, version=forum.version, shown_at=at)
        values, told = self.values(context), (await forums.managed(turn, forum.id)).told
        frame = self.frame(context, CONFIRM)
        match values["act"]:
            case "cancel":
                screen = screens.confirm_cancel(t, frame, forum, reason=values["value"], told=told, shown_at=at)
            case "summarise":
                screen = screens.confirm_minutes(t, frame, forum, minutes=values["value"], told=told, shown_at=at)
            case _:
                after = await self._after(context, forum, values["state"], values["value"])
                place = await forums.where(turn, after, t.language)
                screen = screens.confirm_change(t, frame, after, before=forum, place=place, told=told, shown_at=at)
        context.show(screen)

    async def confirm(self, update: Update, context: Context) -> str | None:
        """Done once: a second tap finds the form gone and opens the forum."""
        choice, values = context.choice(buttons.Apply), self.values(context)
        if (choice.forum, choice.shown_at) != (values["number"], values["shown_at"]):
            return CONFIRM  # a screen that was left before; the present one is shown
        turn, number, version, value = context.turn, values["number"], values["version"], values["value"]
        try:
            match values["act"]:
                case "cancel":
                    await forums.cancel(turn, number, version, reason=value)
                case "summarise":
                    await forums.summarise(turn, number, version, text=value)
                case _:
                    fields = _changes(await self.forum(context), values["state"], value)
                    await forums.change(turn, number, version, **fields)
        except StaleForum:
            context.answer(context.t.plain("hosting.changed_meanwhile"), alert=True)
            return CONFIRM
        await show_one(context, number, context.t(DONE[values["act"]]))
        return END

    async def back(self, update: Update, context: Context) -> str | None:
        """From the last look to the question, and from that to where it was chosen."""
        here, values = self.here(context), self.values(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        if here == CONFIRM:
            return str(values["state"])
        try:
            await self._where_it_was_chosen(context, values["act"], values["number"])
        except (NotFound, WrongState):
            await self.gone(context)
        return END

    async def _where_it_was_chosen(self, context: Context, act: str, number: int) -> None:
        match act:
            case "edit":
                await show_fields(context, number)
            case "paper":
                await show_papers(context, number)
            case _:
                await show_one(context, number)

    async def gone(self, context: Context) -> None:
        """A form whose forum went another way meanwhile has nothing left to ask."""
        number = self.values(context).get("number", 0)
        context.exchange.end(self.name)
        context.answer(context.t.plain("hosting.changed_meanwhile"), alert=True)
        try:
            await show_one(context, number)
        except NotFound:
            await show_desk(context, GoForumsManaged(0))

    # -- the conversation --------------------------------------------------------------------------------------

    def states(self) -> dict[str, Sequence[Handler]]:
        return {
            **super().states(),
            "why": [typed(self.read_why), anything(self.want_text)],
            "minutes": [typed(self.read_minutes), sent_file(self.read_minutes_file), anything(self.want_text)],
            "paper": [sent_file(self.read_paper), anything(self.want_file)],
            CONFIRM: [heard(buttons.Apply, self.confirm, self.form), anything(self.want_button)],
        }

    def questions(self) -> dict[str, Question]:
        asked = {
            **super().questions(),
            "why": self.ask_why,
            "minutes": self.ask_minutes,
            "paper": self.ask_paper,
            CONFIRM: self.ask_confirm,
        }
        return {state: partial(self._kindly, ask=ask) for state, ask in asked.items()}

    async def _kindly(self, update: Update, context: Context, *, ask: Question) -> None:
        try:
            await ask(update, context)
        except (NotFound, WrongState):
            await self.gone(context)

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=of_the_form(buttons, self.form, self.old),
            states=self.states(),
            questions=self.questions(),
            fallbacks=[heard(buttons.Back, self.back, self.form)],
        )


def _changes(forum: Forum, state: str, value: Any) -> dict[str, Any]:
    """What an answer writes; a translation goes beside the others."""
    if state not in TRANSLATED:
        return recorded(state, value)
    language = TRANSLATED[state]
    others = {code: told for code, told in forum.translations.items() if code != language}
    return {"translations": others if value is None else {**others, language: {"title": value}}}


async def show_papers(context: Context, number: int) -> None:
    await forums.changeable(context.turn, number)
    context.show(screens.papers(context.t, await forums.managed(context.turn, number)))


async def open_papers(update: Update, context: Context) -> None:
    await show_papers(context, context.choice(buttons.ShowPapers).forum)


async def drop_paper(update: Update, context: Context) -> None:
    """A second tap finds it gone."""
    choice = context.choice(buttons.DropPaper)
    await forums.drop_paper(context.turn, choice.forum, choice.paper)
    await show_papers(context, choice.forum)


CHANGE = ChangeForm()


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Edit, CHANGE.edit),
        pressed(buttons.CallOff, CHANGE.call_off),
        pressed(buttons.SumUp, CHANGE.sum_up),
        pressed(buttons.AddPaper, CHANGE.add_paper),
        pressed(buttons.ShowPapers, open_papers),
        pressed(buttons.DropPaper, drop_paper),
    ]
