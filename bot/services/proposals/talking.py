"""The talk between staff and an author, from the author's side; neither learns who the other is."""

from bot.domain.errors import WrongState
from bot.domain.personal_data import without_egn
from bot.domain.proposals import OVER, Proposal
from bot.domain.text import clean
from bot.services.proposals.saying import own
from bot.services.proposals.telling import tell_staff_of
from bot.services.turn import Turn
from storage import proposals as stored

REPLY_AT_MOST = 1500
"""User-visible characters of an author's answer to a question."""


async def reply(turn: Turn, number: int, text: str) -> Proposal:
    """An answer to what staff asked. Raises NotFound, WrongState where nobody asked or all is over, and the refusals
    of `clean`.
    """
    proposal = await own(turn, number)
    asked = any(message.by_staff for message in await stored.thread(turn.tx, proposal.id))
    if not asked or proposal.status in OVER:
        raise WrongState(state=proposal.status.value, action="reply")
    words = without_egn(clean(text, at_most=REPLY_AT_MOST))
    stored.say(turn.tx, proposal.id, words, staff=None, by_staff=False, now=turn.now)
    turn.audit("proposal.replied", subject=f"proposal:{number}")
    await tell_staff_of(turn, proposal, "replied")
    return proposal
