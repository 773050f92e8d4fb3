"""A town hall with colleagues of every role, an author, and proposals that they work on, each act a turn of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

from bot.domain.consultations import Consultation
from bot.domain.ids import OrganisationId, ProposalId
from bot.domain.participants import Participant
from bot.domain.proposals import Proposal, ProposalKind
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.services.turn import Turn
from storage import participants, staff, town
from storage import proposals as stored
from storage.engine import Engine
from tests.proposing import a_consultation, a_proposal, an_author
from tests.telling import TOWN, furnish, local

COLLEAGUES = {
    "owner": (Role.owner, "municipality"),
    "moderator": (Role.moderator, "municipality"),
    "second": (Role.moderator, "municipality"),
    "editor": (Role.editor, "municipality"),
    "auditor": (Role.auditor, "municipality"),
    "ngo": (Role.moderator, "alliance"),
}
"""Who works here, by what the tests call them; that is their name as well."""


class Hall:
    """`now` is the clock."""

    def __init__(self, engine: Engine, now: str = "2026-11-02 12:00") -> None:
        self.engine = engine
        self.now: datetime = local(now)
        self.people: dict[str, Participant] = {}

    async def begin(self) -> "Hall":
        async with self.engine.write() as tx:
            await furnish(tx)
            await town.put_organisations(
                tx, [Organisation(id=OrganisationId("alliance"), names={"bg": "Алианс"}, may_decide=False)]
            )
            turn = Turn(tx=tx, now=self.now, town=TOWN)
            for number, (name, (role, organisation)) in enumerate(COLLEAGUES.items(), 900):
                person = self.people[name] = await an_author(tx, turn, number)
                where = OrganisationId(organisation)
                await staff.join(tx, person.id, role=role, organisation=where, name=name, now=self.now)
            self.people["maria"] = await an_author(tx, turn, 1, "en")
        return self

    def at(self, when: str) -> None:
        self.now = local(when)

    @asynccontextmanager
    async def turn(self, who: str | None = "moderator") -> AsyncIterator[Turn]:
        """A turn of a colleague, of "maria" the author, or with None of the clock."""
        async with self.engine.write() as tx:
            actor = None if who is None else self.people[who]
            known = None if actor is None else await participants.get(tx, actor.id)
            member = None if actor is None else await staff.get(tx, actor.id)
            yield Turn(tx=tx, now=self.now, town=TOWN, actor=known, member=member)

    async def consultation(self, published: str = "2026-11-02", **changes: Any) -> Consultation:
        async with self.engine.write() as tx:
            return await a_consultation(tx, date.fromisoformat(published), **changes)

    async def proposal(self, kind: ProposalKind = ProposalKind.idea, **changes: Any) -> Proposal:
        """Sent by Maria now."""
        if kind is ProposalKind.formal:
            changes = {"name": "Мария Иванова", "contact": "maria@example.org", **changes}
        async with self.turn("maria") as turn:
            assert turn.actor is not None
            return await a_proposal(turn, turn.actor, kind=kind, **changes)

    async def statement(self, consultation: Consultation | None = None, **changes: Any) -> Proposal:
        about = consultation or await self.consultation()
        return await self.proposal(ProposalKind.statement, consultation=about.id, **changes)

    async def get(self, number: int) -> Proposal:
        async with self.engine.read() as tx:
            return await stored.get(tx, ProposalId(number))

    async def acts(self) -> list[str]:
        """Everything that was audited about proposals, in order."""
        async with self.engine.read() as tx:
            rows = await tx.all("SELECT action FROM audit WHERE subject LIKE 'proposal:%' ORDER BY id")
        return [row["action"].removeprefix("proposal.") for row in rows]

    async def promised(self) -> list[tuple[str, int]]:
        """Notices in the outbox: what of, and to which participant."""
        async with self.engine.read() as tx:
            rows = await tx.all("SELECT notice, participant FROM outbox WHERE notice IS NOT NULL ORDER BY id")
        return [(row["notice"].removeprefix("proposals."), row["participant"]) for row in rows]

    async def told(self, who: str = "maria") -> list[str]:
        return [notice for notice, participant in await self.promised() if participant == self.people[who].id]
