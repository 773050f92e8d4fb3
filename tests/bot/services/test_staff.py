"""Who works for the town: they come, change their role and go, and somebody always stays owner."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConsentNeeded, NotAllowed, NotFound
from bot.domain.ids import ParticipantId
from bot.domain.staff import Action, LastOwner, NamedBySetting, Role, may
from bot.services import invitations, participants, staff
from bot.services.turn import Turn
from storage import audit, inbox
from storage import staff as stored
from storage.engine import Engine, Transaction
from tests.membership import HALL, NOON, SETTING_OWNER, citizen, furnish, member, turn_of

OWNER, SECOND, MODERATOR = 1, 2, 3
REACHLESS = [role for role in Role if not may(role, Action.staff_manage)]


@pytest.fixture
async def hall(database: Engine) -> Engine:
    await furnish(database)
    async with database.write() as tx:
        await member(tx, OWNER)
    return database


def number(turn: Turn) -> ParticipantId:
    return turn.participant.id


async def acts(engine: Engine) -> list[tuple[str, str | None]]:
    async with engine.read() as tx:
        return [(one.action, one.subject) for one in await audit.page(tx, limit=100, offset=0)]


# -- joining -----------------------------------------------------------------------------------------------------------


async def test_whoever_joins_is_staff_in_the_same_turn(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await citizen(tx, MODERATOR)
        joined = await staff.join(turn, role=Role.moderator, organisation="municipality", name="Николай")
        assert turn.member == joined == await stored.get(tx, number(turn))
        assert turn.may(Action.consultation_publish)
    assert (await acts(hall))[0] == ("staff.joined", f"participant:{number(turn)}")


async def test_staff_of_an_organisation_that_does_not_decide_publish_nothing(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await member(tx, MODERATOR, Role.moderator, organisation="alliance")
    assert not turn.may(Action.consultation_publish)
    assert turn.may(Action.consultation_prepare)


async def test_nobody_joins_without_a_record(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await turn_of(tx, 99)
        with pytest.raises(ConsentNeeded):
            await staff.join(turn, role=Role.editor, organisation="municipality", name="Мария")


async def test_nobody_joins_an_organisation_that_does_not_exist(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await citizen(tx, 99)
        with pytest.raises(NotFound):
            await staff.join(turn, role=Role.editor, organisation="nowhere", name="Мария")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Мария \n Иванова ", "Мария Иванова"),
        ("Мария\u202e", "Мария"),
        ("М" * 200, "М" * 64),
        ("\u3164\u200b", None),
    ],
)
async def test_a_name_is_kept_as_it_can_be_read(hall: Engine, given: str, kept: str | None) -> None:
    async with hall.write() as tx:
        turn = await citizen(tx, 99)
        joined = await staff.join(turn, role=Role.editor, organisation="municipality", name=given)
    assert joined.name == (kept or f"№ {number(turn)}")


async def test_the_last_owner_does_not_join_as_something_less(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await turn_of(tx, OWNER)
        with pytest.raises(LastOwner):
            await staff.join(turn, role=Role.editor, organisation="municipality", name="Надежда")


# -- the home ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
async def test_the_home_offers_each_role_what_it_may(hall: Engine, role: Role) -> None:
    async with hall.write() as tx:
        turn = await member(tx, 50, role)
        desk = await staff.desk(turn)
    reach = (desk.prepares, desk.manages, desk.reads_audit)
    assert reach == tuple(
        may(role, action) for action in (Action.consultation_prepare, Action.staff_manage, Action.audit_read)
    )


async def test_the_home_counts_what_a_fault_stopped(hall: Engine) -> None:
    async with hall.write() as tx:
        inbox.park(tx, inbox.Waiting(7, "{}", 3), code="ABC123", error="ValueError in f:1", now=NOON)
    async with hall.read() as tx:
        assert (await staff.desk(await turn_of(tx, OWNER))).parked == 1


async def test_citizens_have_no_home_here(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await citizen(tx, 99)
        with pytest.raises(NotAllowed):
            await staff.desk(turn)


# -- managing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", REACHLESS)
async def test_only_owners_manage_the_staff(hall: Engine, role: Role) -> None:
    async with hall.write() as tx:
        owner = await turn_of(tx, OWNER)
        turn = await member(tx, 50, role)
        for refused in (
            staff.roster(turn, 0),
            staff.profile(turn, number(owner)),
            staff.change_role(turn, number(turn), Role.owner),
            staff.revoke(turn, number(owner)),
            invitations.organisations(turn),
            invitations.invite(turn, role=Role.owner, organisation="municipality"),
            invitations.waiting(turn, 0),
            invitations.withdraw(turn, 1),
        ):
            with pytest.raises(NotAllowed) as refusal:
                await refused
            assert refusal.value.facts == {"action": "staff_manage"}


async def test_the_list_is_paged_by_name(hall: Engine) -> None:
    async with hall.write() as tx:
        for at in range(10):
            await member(tx, 100 + at, Role.editor, name=f"А{at}")
        turn = await turn_of(tx, OWNER)
        first, second, beyond = [await staff.roster(turn, page) for page in (0, 1, 99)]
    names = [one.member.name for one in (*first.colleagues, *second.colleagues)]
    assert names == [*(f"А{at}" for at in range(10)), "Надежда"]
    assert len(first.colleagues) == staff.LISTED
    assert beyond == second
    assert first.page.total == 11


async def test_a_changed_role_reaches_as_far_as_its_name(hall: Engine) -> None:
    async with hall.write() as tx:
        editor = await member(tx, 50, Role.editor)
        was = await staff.change_role(await turn_of(tx, OWNER), number(editor), Role.moderator)
        assert was is Role.editor
        assert (await turn_of(tx, 50)).may(Action.consultation_publish)
    assert (await acts(hall))[0] == ("staff.role_changed", f"participant:{number(editor)}")


async def test_a_role_that_was_had_already_changes_nothing(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await turn_of(tx, OWNER)
        assert await staff.change_role(turn, number(turn), Role.owner) is Role.owner
    assert "staff.role_changed" not in dict(await acts(hall))


async def test_the_day_of_joining_survives_a_change_of_role(hall: Engine) -> None:
    async with hall.write() as tx:
        editor = await member(tx, 50, Role.editor)
        later = await turn_of(tx, OWNER, at=NOON + timedelta(days=30))
        await staff.change_role(later, number(editor), Role.auditor)
        assert (await staff.profile(later, number(editor))).colleague.since == NOON


async def test_an_owner_who_steps_down_manages_nothing_from_then_on(hall: Engine) -> None:
    async with hall.write() as tx:
        await member(tx, SECOND)
        turn = await turn_of(tx, OWNER)
        await staff.change_role(turn, number(turn), Role.editor)
        assert turn.member is not None
        with pytest.raises(NotAllowed):
            await staff.roster(turn, 0)


@pytest.mark.parametrize("role", REACHLESS)
async def test_the_last_owner_stays_owner(hall: Engine, role: Role) -> None:
    async with hall.write() as tx:
        turn = await turn_of(tx, OWNER)
        with pytest.raises(LastOwner):
            await staff.change_role(turn, number(turn), role)
        with pytest.raises(LastOwner):
            await staff.revoke(turn, number(turn))


async def test_whoever_is_revoked_keeps_their_record_and_nothing_else(hall: Engine) -> None:
    async with hall.write() as tx:
        moderator = await member(tx, MODERATOR, Role.moderator)
        await staff.revoke(await turn_of(tx, OWNER), number(moderator))
        after = await turn_of(tx, MODERATOR)
    assert after.member is None
    assert after.actor is not None
    assert (await acts(hall))[0] == ("staff.revoked", f"participant:{number(moderator)}")


async def test_whoever_is_gone_cannot_be_revoked_again(hall: Engine) -> None:
    async with hall.write() as tx:
        moderator = await member(tx, MODERATOR, Role.moderator)
        owner = await turn_of(tx, OWNER)
        await staff.revoke(owner, number(moderator))
        for again in (staff.revoke(owner, number(moderator)), staff.change_role(owner, 10**17, Role.editor)):
            with pytest.raises(NotFound):
                await again


async def test_whoever_leaves_of_their_own_is_staff_no_more_and_is_not_told(hall: Engine) -> None:
    async with hall.write() as tx:
        await member(tx, SECOND)
        turn = await turn_of(tx, OWNER)
        await staff.revoke(turn, number(turn))
        assert turn.member is None
        assert await tx.value("SELECT count(*) FROM outbox") == 0


async def test_an_owner_named_by_the_setting_is_marked(hall: Engine) -> None:
    async with hall.write() as tx:
        named = await member(tx, SETTING_OWNER)
        turn = await turn_of(tx, OWNER)
        assert (await staff.profile(turn, number(named))).by_setting
        assert not (await staff.profile(turn, number(turn))).by_setting
    assert SETTING_OWNER in HALL.owners


async def test_what_the_setting_gives_colleagues_do_not_take_away(hall: Engine) -> None:
    async with hall.write() as tx:
        named = number(await member(tx, SETTING_OWNER))
        turn = await turn_of(tx, OWNER)
        with pytest.raises(NamedBySetting):
            await staff.revoke(turn, named)
        with pytest.raises(NamedBySetting):
            await staff.change_role(turn, named, Role.auditor)
        assert await staff.change_role(turn, named, Role.owner) is Role.owner
        assert (await turn_of(tx, SETTING_OWNER)).member is not None


async def test_who_is_named_by_the_setting_may_step_down_and_leave_of_their_own(hall: Engine) -> None:
    async with hall.write() as tx:
        turn = await member(tx, SETTING_OWNER)
        assert await staff.change_role(turn, number(turn), Role.moderator) is Role.owner
        with pytest.raises(NamedBySetting):
            await staff.revoke(await turn_of(tx, OWNER), number(turn))
        assert await staff.change_role(await turn_of(tx, OWNER), number(turn), Role.owner) is Role.moderator
        turn = await turn_of(tx, SETTING_OWNER)
        await staff.revoke(turn, number(turn))
        assert turn.member is None


async def test_once_the_setting_names_them_no_more_they_are_revoked_for_good(hall: Engine) -> None:
    elsewhere = replace(HALL, owners=frozenset())
    async with hall.write() as tx:
        named = await member(tx, SETTING_OWNER)
        turn = replace(await turn_of(tx, OWNER), town=elsewhere)
        await staff.revoke(turn, number(named))
        again = replace(await turn_of(tx, SETTING_OWNER), town=elsewhere)
        await participants.consent(again, telegram_id=SETTING_OWNER, language="bg", first_name="Надежда")
        assert again.member is None


# -- always an owner ---------------------------------------------------------------------------------------------------

PEOPLE = (OWNER, SECOND, MODERATOR)
ACTS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from([None, *Role])), min_size=1, max_size=12
)


async def _act(tx: Transaction, who: int, whom: int, role: Role | None) -> None:
    """Revoke (None) or change a role; refusals are part of the game."""
    turn = await turn_of(tx, who)
    target = number(await turn_of(tx, whom))
    try:
        if role is None:
            await staff.revoke(turn, target)
        else:
            await staff.change_role(turn, target, role)
    except (LastOwner, NotAllowed, NotFound):
        pass


@given(ACTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_staff_do_to_each_other_an_owner_is_left(
    database: Engine, acts: list[tuple[int, int, Role | None]]
) -> None:
    await furnish(database)
    async with database.write() as tx:
        for person in PEOPLE:
            await member(tx, person)
    async with database.write() as tx:
        for who, whom, role in acts:
            await _act(tx, who, whom, role)
            assert await stored.owners(tx) >= 1
