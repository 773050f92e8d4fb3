"""Publishing a spravka while something else happens: a late change, a crash, an author who goes."""

from datetime import datetime, timedelta

import pytest

from bot.domain.consultations import Consultation
from bot.domain.ids import ProposalId
from bot.domain.participants import Participant
from bot.domain.proposals import ProposalKind
from bot.services import privacy, proposals, spravka
from bot.services.notices import fan_out
from bot.services.proposals import Draft, WindowClosed
from bot.services.turn import Turn
from storage import proposals as stored
from storage.consultations import StaleVersion
from storage.engine import Engine
from storage.notices import occasions
from tests.desk import TOWN
from tests.proposing import TEXT, a_consultation, a_proposal, an_author
from tests.reporting import CLOSED_AT, OPEN_AT, PUBLISHED, a_moderator, answered

A_SECOND_BEFORE = datetime.fromisoformat("2026-12-02T21:59:59Z")


class Crash(Exception):
    pass


async def answered_ones(database: Engine, count: int) -> tuple[Consultation, list[Participant]]:
    """A closed consultation with a statement of each author, every one with a prepared answer."""
    async with database.write() as tx:
        await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        early = Turn(tx=tx, now=OPEN_AT, town=TOWN)
        people = [await an_author(tx, early, number) for number in range(1, count + 1)]
        for one in people:
            await answered(tx, await a_proposal(early, one, consultation=consultation.id))
    return consultation, people


async def publish(database: Engine, consultation: Consultation, stamp: int | None = None) -> None:
    async with database.write() as tx:
        await spravka.publish(await a_moderator(tx), consultation.id, stamp=stamp)


async def test_what_was_changed_in_time_and_heard_late_stops_the_publishing_or_comes_too_late(database: Engine) -> None:
    consultation, (maria,) = await answered_ones(database, 1)
    change = Draft(
        kind=ProposalKind.statement,
        token="",
        text=f"{TEXT} И още нещо.",
        language="bg",
        consultation=consultation.id,
        said_at=A_SECOND_BEFORE,
    )
    async with database.write() as tx:
        stamp = (await spravka.preview(await a_moderator(tx), consultation.id)).stamp
        await proposals.amend(Turn(tx=tx, now=CLOSED_AT, town=TOWN, actor=maria), 1, change)
    with pytest.raises(StaleVersion):
        await publish(database, consultation, stamp)
    async with database.write() as tx:
        await answered(tx, await stored.get(tx, ProposalId(1)))
    await publish(database, consultation)
    async with database.write() as tx:
        with pytest.raises(WindowClosed):
            await proposals.amend(Turn(tx=tx, now=CLOSED_AT, town=TOWN, actor=maria), 1, change)
        with pytest.raises(WindowClosed):
            await proposals.withdraw(Turn(tx=tx, now=CLOSED_AT, town=TOWN, actor=maria), 1)


@pytest.mark.parametrize("gone", [False, True])
async def test_a_crash_while_authors_are_told_neither_loses_nor_doubles(
    database: Engine, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    monkeypatch.setattr(fan_out, "STRETCH", 2)
    consultation, people = await answered_ones(database, 5)
    await publish(database, consultation)
    if gone:
        async with database.write() as tx:
            await privacy.forget(Turn(tx=tx, now=CLOSED_AT, town=TOWN, actor=people[1]))
    for number in range(40):
        try:
            async with database.write() as tx:
                turn = Turn(tx=tx, now=CLOSED_AT + timedelta(seconds=number), town=TOWN)
                due = await occasions.due(tx, now=turn.now, limit=1)
                if due:
                    await fan_out.advance(turn, due[0])
                if number % 2:
                    raise Crash
        except Crash:
            continue
    async with database.read() as tx:
        rows = await tx.all("SELECT participant FROM outbox WHERE notice = 'proposals.answered' ORDER BY id")
    assert [row["participant"] for row in rows] == [one.id for one in people if not (gone and one is people[1])]
