"""What becomes of those that another was to answer for, when it goes or says something else."""

from bot.domain.proposals import OVER, Proposal
from bot.services.proposals.telling import tell_author
from bot.services.turn import Turn
from storage import proposals as stored


async def part_from(turn: Turn, main: Proposal) -> None:
    """Those merged into `main` stand for themselves again, and their authors hear it. What is over stays as it is."""
    for one in await stored.merged_into(turn.tx, main.id):
        if one.status not in OVER:
            saved = await stored.save(turn.tx, one.part())
            turn.audit("proposal.parted", subject=f"proposal:{one.id}", main=main.id)
            await tell_author(turn, saved, "parted")
