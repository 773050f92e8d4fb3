"""A link that works once, for a week, and for as long as whoever gave it may invite."""

from datetime import timedelta

import pytest

from bot.domain import retention
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.staff import AlreadyStaff, InvitationOver, LastOwner, Role
from bot.gateway.doors import PAYLOAD
from bot.services import invitations, privacy, staff
from bot.services.invitations import Given
from storage.engine import Engine, Transaction
from tests.membership import NOON, citizen, furnish, member, turn_of

OWNER, SECOND, GUEST = 1, 2, 9
SECOND_OF_TIME = timedelta(seconds=1)


@pytest.fixture
async def hall(database: Engine) -> Engine:
    await furnish(database)
    async with database.write() as tx:
        await member(tx, OWNER)
        await member(tx, SECOND, name="Васил")
        await citizen(tx, GUEST)
    return database


async def give(tx: Transaction, role: Role = Role.moderator, organisation: str = "municipality") -> Given:
    return await invitations.invite(await turn_of(tx, OWNER), role=role, organisation=organisation)


async def is_over(tx: Transaction, token: str) -> bool:
    try:
        await invitations.offered(await turn_of(tx, GUEST), token)
    except InvitationOver:
        return True
    return False


async def test_an_invitation_makes_staff_of_whoever_accepts_it(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx, Role.editor, "alliance")
        turn = await turn_of(tx, GUEST)
        joined = await invitations.accept(turn, given.token, name="Мария Иванова")
        assert joined == turn.member == (await turn_of(tx, GUEST)).member
    assert (joined.role, joined.organisation, joined.may_decide, joined.name) == (
        Role.editor,
        "alliance",
        False,
        "Мария Иванова",
    )


async def test_an_invitation_can_be_looked_at_without_a_record(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        offer = await invitations.offered(await turn_of(tx, 404), given.token)
    assert (offer.role, offer.organisation.id) == (Role.moderator, "municipality")
    assert offer.expires_at == NOON + retention.INVITATION


async def test_it_is_not_accepted_without_a_record(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        with pytest.raises(ConsentNeeded):
            await invitations.accept(await turn_of(tx, 404), given.token, name="Мария")
        assert not await is_over(tx, given.token)


async def test_the_token_is_nowhere_in_the_database_and_fits_a_link(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
    async with hall.read() as tx:
        tables = [row["name"] for row in await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [str(dict(row)) for table in tables for row in await tx.all(f"SELECT * FROM {table}")]
    assert not any(given.token in row for row in kept)
    assert PAYLOAD.fullmatch(f"s{given.token}")


async def test_an_invitation_works_once(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        await invitations.accept(await turn_of(tx, GUEST), given.token, name="Мария")
        other = await citizen(tx, 10)
        with pytest.raises(InvitationOver):
            await invitations.accept(other, given.token, name="Иван")
        assert other.member is None


async def test_an_invitation_that_is_declined_works_for_nobody(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        await invitations.decline(await turn_of(tx, GUEST), given.token)
        assert await is_over(tx, given.token)
        assert (await turn_of(tx, GUEST)).member is None


async def test_an_invitation_works_until_its_last_second(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        end = NOON + retention.INVITATION
        await invitations.offered(await turn_of(tx, GUEST, at=end - SECOND_OF_TIME), given.token)
        with pytest.raises(InvitationOver):
            await invitations.offered(await turn_of(tx, GUEST, at=end), given.token)


@pytest.mark.parametrize("forged", ["", "x", "A" * 22, "-" * 63])
async def test_a_forged_token_opens_nothing(hall: Engine, forged: str) -> None:
    async with hall.write() as tx:
        await give(tx)
        assert await is_over(tx, forged)


async def test_staff_do_not_use_up_an_invitation_meant_for_others(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        for refused in (invitations.accept(await turn_of(tx, OWNER), given.token, name="Надежда"),
                        invitations.decline(await turn_of(tx, OWNER), given.token)):  # fmt: skip
            with pytest.raises(AlreadyStaff):
                await refused
        assert not await is_over(tx, given.token)


async def test_an_invitation_can_be_withdrawn_while_it_is_open(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        owner = await turn_of(tx, OWNER)
        await invitations.withdraw(owner, given.id)
        assert await is_over(tx, given.token)
        with pytest.raises(NotFound):
            await invitations.withdraw(owner, given.id)


async def test_an_accepted_invitation_cannot_be_withdrawn(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        await invitations.accept(await turn_of(tx, GUEST), given.token, name="Мария")
        with pytest.raises(NotFound):
            await invitations.withdraw(await turn_of(tx, OWNER), given.id)


async def test_those_that_nobody_answered_are_listed_newest_first(hall: Engine) -> None:
    async with hall.write() as tx:
        many = [await give(tx) for _ in range(10)]
        await invitations.decline(await turn_of(tx, GUEST), many[0].token)
        owner = await turn_of(tx, OWNER)
        first, known, page = await invitations.waiting(owner, 0)
        second, _, _ = await invitations.waiting(owner, 1)
    assert [one.id for one in (*first, *second)] == [one.id for one in reversed(many[1:])]
    assert (page.total, page.pages) == (9, 2)
    assert "municipality" in known


async def test_nobody_is_invited_to_an_organisation_that_does_not_exist(hall: Engine) -> None:
    async with hall.write() as tx:
        with pytest.raises(NotFound):
            await give(tx, Role.editor, "nowhere")


@pytest.mark.parametrize("role", [None, Role.moderator])
async def test_the_invitations_of_an_owner_fall_with_their_reach(hall: Engine, role: Role | None) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        owner = (await turn_of(tx, OWNER)).participant.id
        second = await turn_of(tx, SECOND)
        if role is None:
            await staff.revoke(second, owner)
        else:
            await staff.change_role(second, owner, role)
            await staff.change_role(second, owner, Role.owner)
        assert await is_over(tx, given.token)


async def test_the_invitations_of_an_owner_who_was_erased_are_over(hall: Engine) -> None:
    async with hall.write() as tx:
        given = await give(tx)
        await privacy.forget(await turn_of(tx, OWNER))
        assert await is_over(tx, given.token)


async def test_the_last_owner_is_not_erased(hall: Engine) -> None:
    async with hall.write() as tx:
        second = await turn_of(tx, SECOND)
        await staff.revoke(second, (await turn_of(tx, OWNER)).participant.id)
        with pytest.raises(LastOwner):
            await privacy.forget(second)
