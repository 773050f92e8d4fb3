"""The questions about a forum as states of a conversation, one field each."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.domain.errors import NotFound
from bot.domain.forum_texts import clean_access, clean_agenda, clean_purpose
from bot.domain.forum_typed import BadPin, read_end, read_pin, read_seats, read_start
from bot.domain.forums import ForumKind
from bot.domain.typed import typed_place, typed_title
from bot.domain.wording import clean_address
from bot.gateway.context import Context, Handler
from bot.gateway.conversation import Question
from bot.gateway.hearing import MESSAGE, anything, heard, typed
from bot.services import forums
from bot.services.consultations import Page
from bot.ui.callbacks import BadCallback
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import questions
from handlers.hosting.base import QUESTIONNAIRE, Base
from storage.files import FileId

SIMPLE: dict[str, Callable[[str], Any]] = {
    "title": typed_title,
    "title_en": typed_title,
    "title_tr": typed_title,
    "place": typed_place,
    "access": clean_access,
    "link": clean_address,
    "seats": read_seats,
    "purpose": clean_purpose,
    "agenda": lambda text: list(clean_agenda(text)),
}
"""Typed, and read without knowing anything else."""
CHOSEN = ("consultation", "body", "questionnaire")
BUTTONS_ONLY = frozenset({*CHOSEN, "kind"})
STATES = ("title", "starts", "ends", "place", "access", "pin", "link", "seats", "purpose", "agenda", *CHOSEN)
"""What a new forum is asked about; the rest is said of one that is there."""


class Fields(Base):
    asks: ClassVar[Sequence[str]] = STATES

    def states(self) -> dict[str, Sequence[Handler]]:
        form = self.form
        found: dict[str, Sequence[Handler]] = {}
        for state in self.asks:
            skip = heard(buttons.Pick, self.pick, form, state)
            if state in BUTTONS_ONLY:
                found[state] = [skip, heard(buttons.TurnPage, self.turn_page, form, state), anything(self.want_button)]
            else:
                found[state] = [typed(partial(self.read, state=state)), skip, anything(self.want_text)]
        located = MessageHandler(filters.LOCATION & MESSAGE, self.read_location)
        found["pin"] = [located, *found["pin"][:-1], anything(self.want_pin)]
        return found

    def questions(self) -> dict[str, Question]:
        return {state: partial(self.ask, state=state) for state in self.asks}

    # -- asking ------------------------------------------------------------------------------------------------

    async def ask(self, update: Update, context: Context, *, state: str) -> None:
        await self._ask(context, state, 0)

    async def _ask(self, context: Context, state: str, wanted: int) -> None:
        choices, page = await self._choices(context, state, wanted)
        may_skip = await self._may_skip(context, state)
        frame = self.frame(context, state)
        now = context.turn.now
        context.show(questions.question(context.t, frame, now=now, choices=choices, page=page, may_skip=may_skip))

    async def _may_skip(self, context: Context, state: str) -> bool:
        if state == "link":
            return await self.has_place(context)
        return state != "place" or await self.has_link(context)

    async def _choices(self, context: Context, state: str, wanted: int) -> tuple[list[tuple[str, str]], Page | None]:
        t = context.t
        if state == "consultation":
            found, page = await forums.open_consultations(context.turn, wanted)
            return [(str(one.id), one.title_in(t.language)) for one in found], page
        if state == "body":
            return [(one.id, one.name(t.language)) for one in await forums.bodies(context.turn)], None
        if state == "kind":
            return [(kind.value, t.plain(label)) for kind, label in questions.KINDS.items()], None
        if state == "questionnaire":
            return [(QUESTIONNAIRE, t.plain("hosting.usual_questionnaire"))], None
        return [], None

    async def turn_page(self, update: Update, context: Context) -> str | None:
        choice = context.choice(buttons.TurnPage)
        if choice.state != self.here(context):
            return self.here(context)
        await self._ask(context, choice.state, choice.page)
        return None

    # -- answers -----------------------------------------------------------------------------------------------

    async def read(self, update: Update, context: Context, *, state: str) -> str | None:
        turn, text = context.turn, context.typed()
        zone = turn.town.zone
        match state:
            case "starts":
                start = read_start(text, today=turn.today, now=turn.now, zone=zone)
                return await self.take(context, state, start.isoformat())
            case "ends":
                end = read_end(text, start=await self.start(context), zone=zone)
                return await self.take(context, state, end.isoformat())
            case "pin":
                return await self.take(context, state, list(read_pin(text)))
            case _:
                return await self.take(context, state, SIMPLE[state](text))

    async def read_location(self, update: Update, context: Context) -> str | None:
        message = update.effective_message
        if message is None or message.location is None:
            raise BadPin()
        place = message.location
        return await self.take(context, "pin", [place.latitude, place.longitude])

    async def pick(self, update: Update, context: Context) -> str | None:
        choice = context.choice(buttons.Pick)
        if choice.state != self.here(context):
            return self.here(context)  # a screen that was left before; the present one is shown
        if not choice.value:
            if choice.state not in questions.WITHOUT or not await self._may_skip(context, choice.state):
                raise BadCallback()
            return await self.take(context, choice.state, None)
        return await self.take(context, choice.state, await self._picked(context, choice))

    async def _picked(self, context: Context, choice: buttons.Pick) -> str | int:
        """Raises BadCallback for what was never offered, NotFound for what is no longer there."""
        match choice.state:
            case "consultation" if choice.value.isdigit():
                return int((await forums.linkable(context.turn, int(choice.value))).id)
            case "body":
                if choice.value not in {one.id for one in await forums.bodies(context.turn)}:
                    raise NotFound(what="body")
                return choice.value
            case "questionnaire" if choice.value == QUESTIONNAIRE:
                return choice.value
            case "kind" if choice.value in set(ForumKind):
                return choice.value
            case _:
                raise BadCallback()

    # -- what is no answer -------------------------------------------------------------------------------------

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("hosting.text_wanted"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("hosting.button_wanted"))

    async def want_pin(self, update: Update, context: Context) -> None:
        context.remark(context.t("hosting.pin_wanted"))

    async def want_file(self, update: Update, context: Context) -> None:
        message = update.effective_message
        photo = message is not None and bool(message.photo)
        context.remark(context.t("hosting.photo_sent") if photo else context.t("hosting.file_wanted"))


async def upload(update: Update, context: Context) -> tuple[FileId, str]:
    """Keep the file of this message; its id and the name it is kept under. Raises what `keep_upload` refuses."""
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    sent = message.document
    return await forums.keep_upload(
        context.turn, name=sent.file_name, mime=sent.mime_type, size=sent.file_size, telegram_id=sent.file_id
    )
