"""The choice to be reminded of one consultation or not."""

from bot.domain.ids import ConsultationId
from bot.services.turn import Turn
from storage.notices import audience


async def remind(turn: Turn, consultation: ConsultationId, *, on: bool) -> None:
    """Reminders of one that is followed; news of it comes either way. Raises ConsentNeeded."""
    await audience.remind(turn.tx, turn.participant.id, consultation, on=on)
