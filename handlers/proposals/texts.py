"""What is proposed: typed in as many messages as one likes, with files, edited where it was typed."""

from datetime import datetime

from telegram import Message, Update

from bot.domain.proposals import ProposalKind, clean_text
from bot.domain.text import TextEmpty
from bot.gateway.context import Context
from bot.services import consultations, proposals
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import questions
from handlers.proposals.base import Base
from handlers.proposals.draft import (
    cleaned,
    count_of,
    files_of,
    has_room,
    kind_of,
    part_of,
    parts_of,
    text_of,
)


class Texts(Base):
    async def ask_text(self, update: Update, context: Context) -> None:
        values, frame = self.values(context), self.frame(context, "text")
        kind = kind_of(values) or ProposalKind.idea
        count, parts, typed = count_of(values), len(parts_of(values)), text_of(values)
        context.show(questions.text(context.t, frame, kind=kind, count=count, parts=parts, typed=typed))

    async def read_text(self, update: Update, context: Context) -> str | None:
        await self.add(update, context)
        return "text"

    async def read_more_text(self, update: Update, context: Context) -> str | None:
        """Typed where a file is asked for: people go on writing."""
        await self.add(update, context, note="added")
        return "files"

    async def add(self, update: Update, context: Context, *, note: str | None = None) -> None:
        """One more message of the text. Nothing is cut: what is beyond all measure is not taken, and that is said."""
        message = update.effective_message
        assert message is not None
        if not cleaned(context.typed()):
            raise TextEmpty()
        part = part_of(
            message.message_id, context.typed(), message.date, late=await self._heard_late(context, message.date)
        )
        parts = parts_of(self.values(context))
        if not has_room(parts, part["text"]):
            self.keep(context, note="full")
            return
        if part["text"] != cleaned(context.typed()):
            self.keep(context, egn=True)
            note = "egn"
        self.keep_parts(context, [*parts, part], **({"note": note} if note else {}))

    async def _heard_late(self, context: Context, said: datetime) -> bool:
        """Whether it was written before the closing, and we were not there to hear it."""
        number = self.values(context).get("consultation")
        if number is None:
            return False
        closes_at = (await consultations.public(context.turn, number)).closes_at
        return closes_at is not None and said < closes_at <= context.turn.now

    async def text_done(self, update: Update, context: Context) -> str | None:
        clean_text(text_of(self.values(context)))  # an old button may be under a text that fitted then
        return await self.after(context, "text")

    async def drop_last(self, update: Update, context: Context) -> str | None:
        self.keep_parts(context, parts_of(self.values(context))[:-1])
        return "text"

    async def clear_text(self, update: Update, context: Context) -> str | None:
        self.keep_parts(context, [])
        return "text"

    async def example(self, update: Update, context: Context) -> None:
        context.show(questions.example(context.t))

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("proposals.wrong_kind"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("proposals.button_wanted"))

    # -- edited ------------------------------------------------------------------------------------------------

    async def edit(self, context: Context, message: Message) -> bool:
        """Change the part of the text that this message was; False where it was none, or is nothing any more."""
        values = self.values(context)
        parts = parts_of(values)
        at = next((place for place, part in enumerate(parts) if part["id"] == message.message_id), None)
        typed = message.text or message.caption or ""
        if at is None or not cleaned(typed):
            return False
        # An edit after the closing is dated so, and does not pass for something written before it.
        said = message.edit_date or message.date
        part = part_of(message.message_id, typed, said, late=await self._heard_late(context, said))
        others = [*parts[:at], *parts[at + 1 :]]
        if not has_room(others, part["text"]):
            self.keep(context, note="full")
            return True
        parts[at] = part
        hidden = part["text"] != cleaned(typed)
        note = "egn" if hidden else "edited"
        self.keep_parts(context, parts, note=note, egn=hidden or values.get("egn", False))
        return True

    # -- files -------------------------------------------------------------------------------------------------

    async def ask_files(self, update: Update, context: Context) -> None:
        values, frame = self.values(context), self.frame(context, "files")
        attached = await proposals.attached(context.turn, files_of(values))
        kind = kind_of(values) or ProposalKind.idea
        context.show(questions.files(context.t, frame, kind=kind, attached=attached))

    async def read_file(self, update: Update, context: Context) -> str | None:
        await self.attach(update, context)
        return "files"

    async def read_file_with_text(self, update: Update, context: Context) -> str | None:
        """A picture sent where the text is asked for."""
        await self.attach(update, context)
        if "note" not in self.values(context):
            self.keep(context, note="attached")
        return "text"

    async def attach(self, update: Update, context: Context) -> None:
        """Keep the file of this message, and its caption as part of the text."""
        message = update.effective_message
        assert message is not None
        there = [one.id for one in await proposals.attached(context.turn, files_of(self.values(context)))]
        largest = max(message.photo, key=lambda size: size.width * size.height, default=None)
        sent = message.document or largest
        assert sent is not None
        file = await proposals.attach(
            context.turn,
            there,
            name=message.document.file_name if message.document else None,
            mime=message.document.mime_type if message.document else None,
            size=sent.file_size,
            telegram_id=sent.file_id,
            photo=message.document is None,
        )
        self.keep(context, files=[*there, file])
        if message.caption and cleaned(message.caption):
            await self.add(update, context, note="added")

    async def drop_file(self, update: Update, context: Context) -> str | None:
        dropped = context.choice(buttons.DropFile).file
        self.keep(context, files=[file for file in files_of(self.values(context)) if file != dropped])
        return "files"

    async def files_done(self, update: Update, context: Context) -> str | None:
        return await self.after(context, "files")
