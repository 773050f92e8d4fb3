"""Files of a spravka: made once, after the turn that asked for them (`bot.reports`)."""

from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId
from bot.domain.staff import Action
from bot.services import consultations
from bot.services.turn import Turn
from storage import reports, spravki
from storage.files import StoredFile

FORMATS = ("docx", "pdf", "xlsx", "csv", "json", "chart")


OFFICIAL_FILES = ("docx", "pdf")
"""What becomes a document of the consultation: the one that clerks sign, and the one that everybody can read."""


async def make_official(turn: Turn, consultation: ConsultationId) -> None:
    """Let the worker make the documents of a published one."""
    for format in OFFICIAL_FILES:
        await reports.ask(
            turn.tx,
            "spravka",
            consultation=consultation,
            format=format,
            language=turn.town.language,
            publishes=True,
            now=turn.now,
        )


async def without_author(turn: Turn, consultation: ConsultationId) -> None:
    """Somebody whom it named has gone: the files that say so go too, and are made anew."""
    await spravki.forget_made(turn.tx, consultation, now=turn.now)
    await make_official(turn, consultation)


async def ready(turn: Turn, number: int, format: str, language: str) -> StoredFile | None:
    """A file that was made before, to be sent at once. None while it has to be made, or nothing is out yet."""
    return await spravki.file(turn.tx, ConsultationId(number), format=format, language=language)


async def ask(turn: Turn, number: int, format: str, language: str, *, chat_id: int, message_id: int | None) -> None:
    """Let it be made for this chat. Until it is published that is for staff. Raises NotFound, NotAllowed."""
    if format not in FORMATS:
        raise NotFound(what="file")
    consultation = await consultations.public(turn, number)
    if await spravki.of(turn.tx, consultation.id) is None:
        turn.require(Action.proposal_prepare)
    await reports.ask(
        turn.tx,
        "spravka",
        consultation=consultation.id,
        format=format,
        language=language,
        chat_id=chat_id,
        message_id=message_id,
        now=turn.now,
    )
