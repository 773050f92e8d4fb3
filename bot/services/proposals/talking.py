"""The author's side of the thread: answering what staff asked, without either side learning who the other is."""

from bot.domain.errors import DomainError, WrongState
from bot.domain.personal_data import without_egn
from bot.domain.proposals import Proposal
from bot.domain.text import clean
from bot.services.proposals.reading import may_reply
from bot.services.proposals.saying import own
from bot.services.proposals.telling import tell_staff_of
from bot.services.turn import Turn
from storage import proposals as stored

REPLY_AT_MOST = 1500
"""User-visible characters."""
IN_A_ROW = 3
"""Replies until staff say something again: each of them is told to everybody who may act on it."""


class WaitForAnswer(DomainError):
    """Enough was said for now; it is the staff's turn."""

    def __init__(self) -> None:
        super().__init__()


async def reply(turn: Turn, number: int, text: str) -> Proposal:
    """Raises NotFound, WrongState where nothing was asked or all is over, WaitForAnswer, the refusals of `clean`."""
    proposal = await own(turn, number)
    thread = await stored.thread(turn.tx, proposal.id)
    if not may_reply(proposal, thread):
        raise WrongState(state=proposal.status.value, action="reply")
    if len(thread) >= IN_A_ROW and not any(one.by_staff for one in thread[-IN_A_ROW:]):
        raise WaitForAnswer()
    said = without_egn(clean(text, at_most=REPLY_AT_MOST))
    stored.say(turn.tx, proposal.id, said, staff=None, by_staff=False, now=turn.now)
    turn.audit("proposal.replied", subject=f"proposal:{number}")
    await tell_staff_of(turn, proposal, "replied")
    return proposal
