"""The audit trail: newest first, in codes, with names of staff only."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.ids import ParticipantId
from bot.domain.staff import Action, Role, may
from bot.services import audit, staff
from storage import audit as stored
from storage.engine import Engine
from tests.membership import NOON, citizen, furnish, member, turn_of

OWNER = 1


@pytest.fixture
async def hall(database: Engine) -> Engine:
    await furnish(database)
    async with database.write() as tx:
        await member(tx, OWNER)
    return database


async def test_the_trail_is_read_newest_first_page_by_page(hall: Engine) -> None:
    async with hall.write() as tx:
        for minute in range(audit.LISTED):
            (await turn_of(tx, OWNER, at=NOON + timedelta(minutes=minute))).audit("refused")
    async with hall.read() as tx:
        turn = await turn_of(tx, OWNER)
        first, second = await audit.read(turn, 0), await audit.read(turn, 1)
    times = [one.at for one in (*first.entries, *second.entries)]
    assert times == sorted(times, reverse=True)
    assert (len(first.entries), len(second.entries)) == (audit.LISTED, 1)
    assert second.page == (await _read(hall, 99)).page


async def _read(engine: Engine, page: int) -> audit.Trail:
    async with engine.read() as tx:
        return await audit.read(await turn_of(tx, OWNER), page)


async def test_a_name_is_told_of_staff_and_not_of_citizens(hall: Engine) -> None:
    async with hall.write() as tx:
        editor = await member(tx, 50, Role.editor, name="Петър")
        passer_by = await citizen(tx, 60, "Мария")
        passer_by.audit("refused", what="staff_manage")
        owner = await turn_of(tx, OWNER)
        await staff.change_role(owner, editor.participant.id, Role.auditor)
    found = await _read(hall, 0)
    by_act = {one.action: one for one in found.entries}
    assert by_act["refused"].actor_name is None
    assert by_act["staff.role_changed"].actor_name == "Надежда"
    assert found.names[editor.participant.id] == "Петър"
    assert "Мария" not in repr(found)


async def test_who_left_the_staff_has_no_name_in_it_any_more(hall: Engine) -> None:
    async with hall.write() as tx:
        editor = await member(tx, 50, Role.editor, name="Петър")
        await staff.revoke(await turn_of(tx, OWNER), editor.participant.id)
    assert "Петър" not in repr(await _read(hall, 0))


@pytest.mark.parametrize("role", Role)
async def test_owners_and_auditors_read_it_and_nobody_else(hall: Engine, role: Role) -> None:
    async with hall.write() as tx:
        turn = await member(tx, 50, role)
        if may(role, Action.audit_read):
            await audit.read(turn, 0)
        else:
            with pytest.raises(NotAllowed):
                await audit.read(turn, 0)


@pytest.mark.parametrize("subject", [None, "", "participant", "participant:", "participant:x", "consultation:7"])
def test_a_subject_of_another_kind_has_no_number(subject: str | None) -> None:
    entry = stored.Entry(1, NOON, ParticipantId(1), None, "refused", subject, {})
    assert audit.number_of(entry, "participant") is None
