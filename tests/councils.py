"""A council at work, for tests of use cases and notices: staff, members who sit in it, and a meeting to come."""

from typing import Any

from bot.domain.bodies import Function
from bot.domain.ids import BodyId, OrganisationId
from bot.domain.meetings import Meeting
from bot.domain.participants import Participant
from bot.domain.staff import Role
from bot.domain.town import BodyKind
from bot.services.bodies import convening, founding, seating
from bot.services.turn import Turn
from storage import staff as members_of_staff
from storage.engine import Transaction
from storage.staff import Member
from tests.telling import TOWN, Telling, local

BODY = BodyId("council-1")
AGENDA = ["Отчет за дърветата", "Избор на председател"]


class Council(Telling):
    """`staff` manages it; whoever is `seated` is its member."""

    staff: Participant

    async def begin(self) -> "Council":
        await super().begin()
        self.staff = await self.person(language="bg")
        async with self.engine.write() as tx:
            await members_of_staff.join(
                tx,
                self.staff.id,
                role=Role.moderator,
                organisation=OrganisationId("municipality"),
                name="Николай",
                now=self.now,
            )
            await founding.found(self.desk(tx), name="Съвет по околна среда", kind=BodyKind.public_council, role=None)
        return self

    def desk(self, tx: Transaction, role: Role = Role.moderator) -> Turn:
        """The turn of somebody at work."""
        member = Member(self.staff.id, role, OrganisationId("municipality"), may_decide=True, name="Николай")
        return Turn(tx=tx, now=self.now, town=TOWN, actor=self.staff, member=member)

    async def offer(self, function: Function = Function.member, **values: Any) -> tuple[int, str]:
        """A new seat and the token that leads to it."""
        async with self.engine.write() as tx:
            about = {"quota": None, "organisation": None, "name": None} | values
            number = await seating.add(self.desk(tx), BODY, function=function, **about)
            return number, (await seating.invite(self.desk(tx), number)).token

    async def seat(self, who: Participant, function: Function = Function.member, name: str = "Мария") -> int:
        number, token = await self.offer(function)
        async with self.engine.write() as tx:
            await seating.accept(self.turn(tx, who), token, name=name)
        return number

    async def seated(self, count: int = 1, language: str = "en") -> list[Participant]:
        """New members; the first of a council is its chair."""
        people = [await self.person(language=language) for _ in range(count)]
        for at, one in enumerate(people):
            await self.seat(one, Function.chair if at == 0 else Function.member, name=f"Член {at}")
        return people

    async def meeting(self, starts_at: str = "2026-11-12 17:30", *, is_open: bool = True) -> Meeting:
        """A draft."""
        async with self.engine.write() as tx:
            return await convening.prepare(
                self.desk(tx),
                BODY,
                starts_at=local(starts_at),
                place="зала 1",
                link=None,
                is_open=is_open,
                agenda=AGENDA,
            )

    async def summon(self, starts_at: str = "2026-11-12 17:30", *, is_open: bool = True) -> Meeting:
        one = await self.meeting(starts_at, is_open=is_open)
        async with self.engine.write() as tx:
            return await convening.summon(self.desk(tx), one.id)

    async def move(self, meeting: Meeting, starts_at: str, place: str = "зала 2") -> Meeting:
        async with self.engine.write() as tx:
            return await convening.move(self.desk(tx), meeting.id, starts_at=local(starts_at), place=place)

    async def call_off(self, meeting: Meeting) -> Meeting:
        async with self.engine.write() as tx:
            return await convening.cancel(self.desk(tx), meeting.id, "Няма ток.")
