"""A questionnaire that is handed in as a file: fetched after the turn (`bot.reports`), and then read."""

from datetime import timedelta
from pathlib import PurePosixPath

from bot.domain.staff import Action
from bot.services.town.questionnaires import SIZE_AT_MOST
from bot.services.turn import Turn
from storage import files, reports

REPORT = "questionnaire-file"
"""What the request is called; its format is the number of the file."""
KEPT = timedelta(days=1)
_ENDINGS = (".yaml", ".yml")


def accepts(name: str | None, size: int | None) -> bool:
    """By its name and its size in bytes."""
    return PurePosixPath((name or "").casefold()).suffix in _ENDINGS and (size or 0) <= SIZE_AT_MOST


async def hand_in(turn: Turn, *, telegram_id: str, name: str, size: int, language: str, chat_id: int) -> None:
    """Let it be fetched and read; what came of it is told in the chat. Raises NotAllowed."""
    turn.require(Action.questionnaire_prepare)
    file = await files.add(
        turn.tx,
        name=PurePosixPath(name).name[-80:],
        mime="application/yaml",
        size=size,
        telegram_id=telegram_id,
        expires_at=turn.now + KEPT,
        owner=turn.participant.id,
    )
    await reports.ask(turn.tx, REPORT, format=str(file), language=language, chat_id=chat_id, now=turn.now)
