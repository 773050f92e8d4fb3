"""Files of what an announcement came to, for who asked alone: the next look may find other numbers."""

from dataclasses import dataclass
from datetime import datetime

from bot.documents import announcements as documents
from bot.domain.announced import Announced
from bot.domain.errors import NotFound
from bot.domain.ids import AnnouncementId
from bot.domain.town import OFFICIAL
from bot.i18n import Translator
from bot.reports.kinds import Kind, Made
from bot.services.turn import Town
from bot.ui.announcing import files as screens
from storage import announcements, town
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request


@dataclass(frozen=True, slots=True)
class AnnouncementJob:
    request: Request
    about: Announced
    known: FileId | None = None

    def made(self, t: Translator) -> Made:
        number, format = self.about.number, self.request.format
        kind = documents.KINDS[format]
        return Made(
            name=documents.name(number, format, self.request.language),
            mime=kind.mime,
            photo=kind.mime == "image/png",
            caption=str(screens.caption(t, self.about)),
            screen=screens.made(t, number),
        )

    async def holds(self, tx: Transaction) -> bool:
        """It says when it was made."""
        return True

    async def keep(self, tx: Transaction, file: FileId) -> None:
        """For nobody else."""


async def _read(tx: Transaction, request: Request, now: datetime, town: Town) -> AnnouncementJob:
    number = request.announcement
    if number is None or request.format not in documents.KINDS:
        raise NotFound(what="report")
    return AnnouncementJob(request, await announced(tx, number, now))


async def announced(tx: Transaction, number: AnnouncementId, now: datetime) -> Announced:
    """Raises NotFound for what never began."""
    one = (await announcements.by_ids(tx, [number])).get(number)
    if one is None or one.began_at is None:
        raise NotFound(what="report")
    deciding = next((each for each in await town.organisations(tx) if each.may_decide), None)
    tally = await announcements.tally(tx, one.id, revision=one.revision, now=now)
    kept = (await announcements.results(tx, [one.id])).get(one.id)
    return Announced(
        number=one.id,
        title=one.title,
        organisation={OFFICIAL: ""} if deciding is None else dict(deciding.names),
        tally=kept if kept is not None and not tally.total else tally,
        by_language=await announcements.by_language(tx, one.id),
        hours=await announcements.by_hour(tx, one.id),
        posts=await announcements.posted(tx, one.id),
        emergency=one.emergency,
        revision=one.revision,
        began_at=one.began_at,
        finished_at=one.finished_at,
        made_at=now,
    )


ANNOUNCEMENT = Kind(_read, screens.failed)
