"""Answers that are files: which document each is, what is there and what is missing."""

from collections.abc import Sequence

from telegram import Update

from bot.domain.consultations import MANDATORY, DocumentKind
from bot.domain.typed import FILES_AT_MOST, TooManyFiles
from bot.gateway.context import Context
from bot.services import publishing
from bot.services.publishing import Paper
from bot.ui.callbacks import BadCallback
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import questions
from handlers.publishing.base import Base
from storage.files import FileId


class Files(Base):
    async def _slot(self, context: Context, attached: Sequence[Paper]) -> DocumentKind:
        """What the next file will be: as chosen, or the first that is missing."""
        chosen = self.values(context).get("slot")
        if chosen in set(DocumentKind):
            return DocumentKind(chosen)
        mandatory = MANDATORY[(await self.subject(context)).kind]
        missing = mandatory - {paper.kind for paper in attached}
        return next((kind for kind in DocumentKind if kind in missing), DocumentKind.other)

    async def ask_papers(self, update: Update, context: Context) -> None:
        attached = await self.papers(context)
        screen = questions.papers(
            context.t,
            self.frame(context, "papers"),
            kind=(await self.subject(context)).kind,
            attached=attached,
            slot=await self._slot(context, attached),
        )
        context.show(screen)

    async def read_file(self, update: Update, context: Context) -> str | None:
        attached = await self.papers(context)
        if len(attached) >= FILES_AT_MOST:
            raise TooManyFiles(limit=FILES_AT_MOST)
        file, name = await upload(update, context)
        await self.add_paper(context, Paper(await self._slot(context, attached), file, name))
        self.keep(context, slot=None)
        return "papers"

    async def choose_paper(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.ChoosePaper).kind
        if chosen not in set(DocumentKind):
            raise BadCallback()
        self.keep(context, slot=chosen)
        return "papers"

    async def remove_paper(self, update: Update, context: Context) -> str | None:
        await self.drop_paper(context, context.choice(buttons.DropPaper).number)
        return "papers"

    async def papers_done(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "papers", None)

    async def want_file(self, update: Update, context: Context) -> None:
        message = update.effective_message
        photo = message is not None and bool(message.photo)
        context.remark(context.t("publishing.photo_sent") if photo else context.t("publishing.file_wanted"))


async def upload(update: Update, context: Context) -> tuple[FileId, str]:
    """Keep the file of this message; its id and the name it is kept under. Raises what `keep_upload` refuses."""
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    sent = message.document
    return await publishing.keep_upload(
        context.turn, name=sent.file_name, mime=sent.mime_type, size=sent.file_size, telegram_id=sent.file_id
    )
