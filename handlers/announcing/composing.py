"""Writing, as one writes in Telegram: one message for each language."""

from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.domain.contents import (
    TEXT_UNITS,
    WORDLESS,
    AnnouncementTooLong,
    Content,
    Kind,
    NoButtonsUnderAlbum,
    shown,
    units,
)
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import Question, save_draft
from bot.gateway.form import Form
from bot.gateway.hearing import EDITED, anything
from bot.i18n import LANGUAGES, mark
from bot.services.announcements import drafting
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import writing as screens
from bot.ui.callbacks import BadCallback
from handlers.announcing import desk
from handlers.announcing.albums import REFUSALS
from handlers.announcing.reading import Read, read
from handlers.problems import words

SAME_BREATH = timedelta(seconds=3)
"""Within which Telegram sends the parts of a text that is too long for one message."""
PART_AT_LEAST = TEXT_UNITS // 2
"""Clients look for a good place to divide it, and go back to the middle at most."""
PARTS_APART = 5
"""By how much their numbers differ at most; an answer of ours may come between."""


class Composing(Form):
    """The draft says which announcement (0 for a new one) and language (empty for the one it seems to be). Once
    something is kept, `message` is the person's own, `album` Telegram's number of the album it began. `long` is the
    last part of a text that is too long, `refused` an album of which nothing is wanted, `pending` what a second
    message says.
    """

    # -- beginning ---------------------------------------------------------------------------------------------

    async def begin_new(self, update: Update, context: Context) -> str:
        context.turn.require(drafting.PREPARE)
        return self._start(context, 0, "")

    async def begin_language(self, update: Update, context: Context) -> str:
        choice = context.choice(buttons.Write)
        await drafting.editable(context.turn, choice.announcement)
        if choice.language not in LANGUAGES:
            raise BadCallback()
        return self._start(context, choice.announcement, choice.language)

    def _start(self, context: Context, number: int, language: str) -> str:
        save_draft(context, self.name, {"number": number, "language": language}, state="text")
        return "text"

    async def choose_language(self, update: Update, context: Context) -> str:
        """Of a new one; from an old screen nothing changes."""
        language = context.choice(buttons.WriteIn).language
        if language not in (*LANGUAGES, ""):
            raise BadCallback()
        if not self.values(context)["number"]:
            self.keep(context, language=language)
        return "text"

    # -- asking ------------------------------------------------------------------------------------------------

    async def ask_text(self, update: Update, context: Context) -> None:
        values = self.values(context)
        if not values["number"]:
            context.show(screens.ask(context.t, language=values["language"]))
            return
        found = await drafting.read(context.turn, values["number"], context.t.language)
        context.show(screens.ask_again(context.t, found, values["language"]))

    async def ask_on(self, update: Update, context: Context) -> None:
        """It is kept: the way on. More may be on its way all the same."""
        values = self.values(context)
        if values.get("album"):
            context.show(screens.gathering(context.t, values["number"]))
        else:
            await desk.card(context, values["number"])

    async def ask_second(self, update: Update, context: Context) -> None:
        values = self.values(context)
        kept = (await drafting.read(context.turn, values["number"], context.t.language)).texts.get(values["language"])
        pending = Content.model_validate(values["pending"])
        may_append = kept is not None and kept.kind not in WORDLESS and pending.kind is Kind.text
        context.show(screens.second(context.t, may_append=may_append))

    # -- what is written ---------------------------------------------------------------------------------------

    async def hear(self, update: Update, context: Context) -> str | None:
        message, values = _message(update), self.values(context)
        got = read(message)
        if got.album and got.album == values.get("refused"):
            return None  # why was said with its first piece
        if got.content is None:
            self._refuse(context, got, context.t(got.unwanted))
            return None
        if total := _continued(values.get("long"), message):
            self.keep(context, long=_part(message, total))
            over = total - got.content.most_here
            context.remark(context.t("announcing.too_long_split", over=over, most=got.content.most_here))
            return None
        return await self._keep(context, message, got)

    async def _keep(self, context: Context, message: Message, got: Read) -> str | None:
        values, t = self.values(context), context.t
        assert got.content is not None
        try:
            if got.album and values["number"] and (await drafting.editable(context.turn, values["number"])).buttons:
                raise NoButtonsUnderAlbum()
            one, language = await drafting.write(
                context.turn, values["number"], values["language"] or None, got.content
            )
        except REFUSALS as refusal:
            if isinstance(refusal, AnnouncementTooLong):
                self.keep(context, long=_part(message, units(shown(got.content.html))))
            self._refuse(context, got, words(t, refusal))
            return None
        kept = {"number": one.id, "language": language, "message": message.message_id, "album": got.album}
        save_draft(context, self.name, kept, state="written")
        context.remark(screens.kept(t, language, masked=got.masked, chosen=bool(values["language"])))
        return "written"

    def _refuse(self, context: Context, got: Read, why: Markup) -> None:
        if got.album:
            self.keep(context, refused=got.album)
        context.remark(why)

    async def hear_edit(self, update: Update, context: Context) -> str | None:
        """The message that was kept, or that was too long, is said otherwise; edits of others mean nothing here."""
        message, values = _message(update), self.values(context)
        ours = values.get("message") or (values.get("long") or [None])[0]
        got = read(message)
        if message.message_id != ours or got.content is None or got.content.kind in WORDLESS or got.album:
            return None  # a place that somebody shares live moves by edits
        return await self._keep(context, message, got)

    # -- a second message --------------------------------------------------------------------------------------

    async def hear_more(self, update: Update, context: Context) -> str | None:
        """What was kept is not lost to what comes after it: that is asked."""
        got, values = read(_message(update)), self.values(context)
        if got.album and got.album == values.get("refused"):
            return None
        if got.content is None or got.album:
            self._refuse(context, got, context.t(got.unwanted or mark("announcing.album_second")))
            return None
        before = Content.model_validate(values["pending"]) if "pending" in values else None
        content = got.content
        if before is not None and before.kind is content.kind is Kind.text:
            content = _joined(before, content)
        self.keep(context, pending=content.model_dump(mode="json"))
        return "second"

    async def use(self, update: Update, context: Context) -> str | None:
        """From an old screen to the present question."""
        how, values = context.choice(buttons.Use).how, self.values(context)
        if "pending" not in values or how not in ("replace", "append", "ignore"):
            return self.here(context)
        content = Content.model_validate(values.pop("pending"))
        if how == "append":
            found = await drafting.read(context.turn, values["number"], context.t.language)
            content = _joined(found.texts[values["language"]], content)
        if how != "ignore":
            await drafting.write(context.turn, values["number"], values["language"], content)
        save_draft(context, self.name, values | ({"album": ""} if how == "replace" else {}), state="written")
        return "written"

    async def old(self, update: Update, context: Context) -> None:
        """A button of a form that is finished."""
        context.answer(context.t.plain("help.old_screen"))

    # -- the conversation --------------------------------------------------------------------------------------

    def entries(self) -> list[Handler]:
        return [
            pressed(buttons.New, self.begin_new),
            pressed(buttons.Write, self.begin_language),
            pressed(buttons.WriteIn, self.old),
            pressed(buttons.Use, self.old),
        ]

    def states(self) -> dict[str, list[Handler]]:
        edited = MessageHandler(filters.ALL & EDITED, self.hear_edit)
        more = anything(self.hear_more)
        return {
            "text": [anything(self.hear), edited, pressed(buttons.WriteIn, self.choose_language)],
            "written": [more, edited],
            "second": [more, pressed(buttons.Use, self.use)],
        }

    def questions(self) -> dict[str, Question]:
        return {"text": self.ask_text, "written": self.ask_on, "second": self.ask_second}


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message


def _part(message: Message, total: int) -> list[Any]:
    """Its number, its time, its length and that of the text up to here, in units."""
    return [message.message_id, message.date.isoformat(), units(message.text or ""), total]


def _continued(long: list[Any] | None, message: Message) -> int:
    """How long the text is with this part of it; 0 where it is no part of one that was too long."""
    if long is None or not message.text:
        return 0
    number, at, length, total = long
    near = 0 < message.message_id - number <= PARTS_APART and message.date - datetime.fromisoformat(at) <= SAME_BREATH
    return total + units(message.text) if near and length >= PART_AT_LEAST else 0


def _joined(before: Content, more: Content) -> Content:
    return before.model_copy(update={"html": "\n\n".join(one for one in (before.html, more.html) if one)})
