"""Certificates are for those who came, once it is over."""

import pytest

from bot.domain.checkin import NotAttended
from bot.domain.errors import ConsentNeeded, DomainError, NotFound, WrongState
from bot.domain.text import TextTooShort
from bot.services import forums
from storage import reports
from tests.forums import Square

DURING, AFTER = "2026-11-20 17:00", "2026-11-20 19:30"


async def test_whoever_was_checked_in_asks_once_it_is_over_and_the_later_name_counts(town: Square) -> None:
    forum = await town.forum()
    maria = await town.person()
    own = await town.register(maria, forum)
    town.at(DURING)
    async with town.turn_of() as turn:
        await forums.tick(turn, own.id)
    with pytest.raises(WrongState):
        async with town.turn_of(maria) as turn:
            await forums.certify(turn, forum.id, "Мария Иванова")
    town.at(AFTER)
    for name in ("Мария Иванва", "Мария  Иванова"):
        async with town.turn_of(maria) as turn:
            await forums.certify(turn, forum.id, name)
    async with town.engine.read() as tx:
        request = await reports.next_due(tx, now=town.now)
        assert await tx.value("SELECT count(*) FROM report_requests") == 1
    assert request is not None
    assert (request.report, request.forum, request.name) == (forums.CERTIFICATE, forum.id, "Мария Иванова")
    with pytest.raises(TextTooShort):
        async with town.turn_of(maria) as turn:
            await forums.certify(turn, forum.id, "М")


async def test_nobody_else_gets_one(town: Square) -> None:
    forum, draft = await town.forum(), await town.drafted()
    absent = await town.person()
    await town.register(absent, forum)
    town.at(AFTER)
    refusals: list[tuple[object, int, type[DomainError]]] = [
        (absent, forum.id, NotAttended),
        (await town.person(), forum.id, NotAttended),
        (None, forum.id, ConsentNeeded),
        (absent, draft.id, NotFound),
    ]
    for who, number, refusal in refusals:
        with pytest.raises(refusal):
            async with town.turn_of(who) as turn:  # type: ignore[arg-type] # each as `turn_of` takes them
                await forums.certify(turn, number, "Мария Иванова")
