"""Staff at work on proposals: what the journeys that answer have in common."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from bot.domain.consultations import Consultation
from bot.domain.ids import ProposalId
from bot.domain.proposals import Proposal, ProposalKind
from bot.sandbox import Person
from bot.services.turn import Turn
from bot.ui.desks import GoAnswering, GoQueue
from storage import participants
from storage import proposals as stored
from tests.journeys.conftest import Stage
from tests.proposing import TEXT, a_consultation, a_proposal


@asynccontextmanager
async def as_citizen(stage: Stage, person: Person) -> AsyncIterator[Turn]:
    """A turn of somebody who has agreed, for what another feature's buttons would do."""
    async with stage.app.engine.write() as tx:
        arrival = await participants.arrival(tx, person.id, person.id)
        yield Turn(tx=tx, now=stage.clock.now(), town=stage.app.town, actor=arrival.participant)
    await stage.settle()


async def consultation(stage: Stage, published: date = date(2026, 11, 2), **changes: Any) -> Consultation:
    async with stage.app.engine.write() as tx:
        return await a_consultation(tx, published, **changes)


async def sent(
    stage: Stage, person: Person, kind: ProposalKind = ProposalKind.statement, text: str = TEXT, **changes: Any
) -> Proposal:
    """What a citizen sent, by the service."""
    if kind is ProposalKind.formal:
        changes = {"name": "Мария Иванова Петрова", "contact": "maria@example.org", **changes}
    async with as_citizen(stage, person) as turn:
        assert turn.actor is not None
        return await a_proposal(turn, turn.actor, kind=kind, text=text, **changes)


async def get(stage: Stage, number: int) -> Proposal:
    async with stage.app.engine.read() as tx:
        return await stored.get(tx, ProposalId(number))


async def acts(stage: Stage) -> list[str]:
    async with stage.app.engine.read() as tx:
        rows = await tx.all("SELECT action FROM audit WHERE subject LIKE 'proposal:%' ORDER BY id")
    return [row["action"].removeprefix("proposal.") for row in rows]


async def open_queue(stage: Stage, member: Person, state: str = "open") -> None:
    member.forge(GoQueue(state, 0, 0).pack())
    await stage.settle()


async def open_item(stage: Stage, member: Person, proposal: Proposal) -> None:
    member.forge(GoAnswering(proposal.id).pack())
    await stage.settle()
