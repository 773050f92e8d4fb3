"""The files of a spravka. What is published is made once for everybody; a draft's for who asked alone."""

from dataclasses import dataclass
from datetime import datetime

from bot.documents.spravka import KINDS, name
from bot.domain.consultations import DocumentKind
from bot.domain.errors import NotFound
from bot.domain.spravka import Spravka
from bot.i18n import Translator
from bot.reports.kinds import Kind, Made
from bot.services.spravka import Reading, read
from bot.services.turn import Town
from bot.ui.spravka import files as screens
from bot.ui.spravka.common import counts_of
from storage import consultations, files, proposals, spravki
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request


@dataclass(frozen=True, slots=True)
class SpravkaJob:
    """`before` is the state of its proposals as they were read."""

    request: Request
    reading: Reading
    before: object
    known: FileId | None

    @property
    def about(self) -> Spravka:
        return self.reading.spravka

    def made(self, t: Translator) -> Made:
        number, format = self.reading.consultation.id, self.request.format
        return Made(
            name=name(number, format, self.request.language),
            mime=KINDS[format].mime,
            photo=format == "chart",
            caption=str(screens.caption(t, self.about.header, counts_of(self.about), format)),
            screen=screens.made(t, number, published=self.reading.published is not None),
        )

    async def holds(self, tx: Transaction) -> bool:
        """An author may have gone meanwhile, whose name must not stay in it."""
        number = self.reading.consultation.id
        return self.reading.published is None or await proposals.state_of(tx, number) == self.before

    async def keep(self, tx: Transaction, file: FileId) -> None:
        """What changed while it was made is for this chat alone."""
        number = self.reading.consultation.id
        unchanged = await spravki.of(tx, number) == self.reading.published
        same = (await consultations.get(tx, number)).version == self.reading.consultation.version
        if self.reading.published is not None and unchanged and same:
            await spravki.put_file(tx, number, file, format=self.request.format, language=self.request.language)


async def _read(tx: Transaction, request: Request, now: datetime, town: Town) -> SpravkaJob:
    if request.format not in KINDS or request.consultation is None:
        raise NotFound(what="report")
    known = await spravki.file(tx, request.consultation, format=request.format, language=request.language)
    reading = await read(tx, request.consultation, now=now, zone=town.zone)
    before = await proposals.state_of(tx, request.consultation)
    return SpravkaJob(request, reading, before, None if known is None else known.id)


async def _publish(tx: Transaction, request: Request, file: FileId, now: datetime) -> None:
    """Among the consultation's documents, once."""
    assert request.consultation is not None
    made = await files.get(tx, file)
    known = await consultations.documents(tx, request.consultation)
    if not any(one.kind is DocumentKind.spravka and one.file.name == made.name for one in known):
        await consultations.add_document(tx, request.consultation, kind=DocumentKind.spravka, file=file, now=now)


SPRAVKA = Kind(_read, screens.failed, _publish)
