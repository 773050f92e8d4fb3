"""Certificates of participation: for who came, under the name that they typed, which goes with the request."""

from dataclasses import dataclass
from datetime import datetime

from bot.documents import certificate as documents
from bot.documents.certificate.pdf import Certificate
from bot.domain.errors import NotFound
from bot.domain.forums import Forum
from bot.domain.participants import Participant
from bot.i18n import Translator
from bot.reports.kinds import Kind, Made
from bot.services import forums, towns
from bot.services.turn import Town, Turn
from bot.ui.hosting import certificate as screens
from storage import forums as stored
from storage import participants
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request


@dataclass(frozen=True, slots=True)
class CertificateJob:
    forum: Forum
    person: Participant
    about: Certificate
    known: FileId | None = None

    def made(self, t: Translator) -> Made:
        return Made(
            name=documents.name(self.forum.id),
            mime=documents.MIME,
            photo=False,
            caption=str(screens.caption(t, self.forum)),
            owner=self.person.id,
        )

    async def holds(self, tx: Transaction) -> bool:
        """Who came stays who came."""
        return True

    async def keep(self, tx: Transaction, file: FileId) -> None:
        """It is for who asked alone."""


async def _read(tx: Transaction, request: Request, now: datetime, town: Town) -> CertificateJob:
    chat = request.chat_id or 0  # a private chat has the number of its person
    person = (await participants.arrival(tx, chat, chat)).participant
    if person is None or request.forum is None or request.name is None:
        raise NotFound(what="report")
    turn, language = Turn(tx=tx, now=now, town=town), request.language
    forum = await stored.get(tx, request.forum)
    assert forum.starts_at is not None  # people came to it
    lasted = None if forum.ends_at is None else int((forum.ends_at - forum.starts_at).total_seconds() // 60)
    about = Certificate(
        name=request.name,
        title=forum.title_in(language),
        starts_at=forum.starts_at,
        minutes=lasted if forum.has_hours else None,
        place=await forums.where(turn, forum, language),
        issuer=await towns.operator(turn, language),
        made_at=now,
    )
    return CertificateJob(forum, person, about)


CERTIFICATE = Kind(_read, screens.failed)
