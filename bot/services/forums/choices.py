"""What a forum may be linked to, as staff choose it."""

from bot.domain.consultations import Consultation
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services import consultations
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import town


async def open_consultations(turn: Turn, wanted: int) -> tuple[list[Consultation], Page]:
    """Those that end first, first. Raises NotAllowed."""
    turn.require(Action.forum_prepare)
    view = await consultations.shelf(turn, "open", page=wanted, topic=None)
    return list(view.items), view.page


async def linkable(turn: Turn, number: int) -> Consultation:
    """Raises NotAllowed, and NotFound for what is not public."""
    turn.require(Action.forum_prepare)
    return await consultations.public(turn, number)


async def bodies(turn: Turn) -> list[Body]:
    """Raises NotAllowed."""
    turn.require(Action.forum_prepare)
    return await town.bodies(turn.tx)
