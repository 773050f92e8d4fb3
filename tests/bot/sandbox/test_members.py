from typing import Any

import pytest

from bot.sandbox import Group, Person, Sandbox
from bot.sandbox.members import Roll, administrator, creator, restricted
from tests.bot.sandbox.conftest import Caller, Refusal


@pytest.fixture
def group(sandbox: Sandbox, maria: Person) -> Group:
    group = sandbox.add_group("Граждански форум", by=maria)
    sandbox.world.queue.clear()
    return group


def test_whoever_is_not_on_the_roll_has_left() -> None:
    roll = Roll()
    assert roll.put(7, creator()) == {"status": "left"}
    assert (roll.status(7), roll.status(8), roll.present()) == ("creator", "left", [7])


def test_the_creator_stands_before_the_administrators() -> None:
    roll = Roll()
    roll.put(1, administrator("group"))
    roll.put(2, {"status": "member"})
    roll.put(3, creator())
    assert roll.administrators() == [3, 1]


def test_the_creator_may_everything_and_an_administrator_what_was_given() -> None:
    roll = Roll()
    roll.put(1, administrator("channel", can_post_messages=False))
    roll.put(2, creator())
    assert [roll.may(number, "can_post_messages") for number in (1, 2, 3)] == [False, True, False]


def test_rights_nobody_has_are_refused() -> None:
    with pytest.raises(ValueError, match="can_post_messages"):
        administrator("group", can_post_messages=True)
    with pytest.raises(ValueError, match="can_fly"):
        restricted(can_fly=True)


async def test_the_bot_asks_what_somebody_is(call: Caller, sandbox: Sandbox, group: Group, maria: Person) -> None:
    ivan, petar = sandbox.add_person(first_name="Иван"), sandbox.add_person(first_name="Петър")
    group.make_administrator(ivan, anonymous=True)

    async def member(person: int) -> dict[str, Any]:
        found: dict[str, Any] = await call("getChatMember", chat_id=group.id, user_id=person)
        return found

    assert [(await member(person.id))["status"] for person in (maria, ivan, petar)] == [
        "creator",
        "administrator",
        "left",
    ]
    assert (await member(ivan.id))["is_anonymous"] is True
    assert (await member(sandbox.world.profile.id))["status"] == "member"
    group.say(petar, "здравейте")
    assert (await member(petar.id))["status"] == "member"
    assert await call("getChatMemberCount", chat_id=group.id) == 4
    found = await call("getChatAdministrators", chat_id=group.id)
    assert [admin["user"]["first_name"] for admin in found] == ["Мария", "Иван"]


async def test_nobody_is_found_whom_telegram_does_not_know(call: Caller, group: Group, maria: Person) -> None:
    with pytest.raises(Refusal, match="Bad Request: user not found"):
        await call("getChatMember", chat_id=group.id, user_id=404)
    with pytest.raises(Refusal, match="Bad Request: invalid user_id specified"):
        await call("getChatMember", chat_id=group.id)
    maria.deactivate()
    with pytest.raises(Refusal, match="Bad Request: member not found"):
        await call("getChatMember", chat_id=group.id, user_id=maria.id)


async def test_the_bot_leaves_and_is_told_so(call: Caller, sandbox: Sandbox, group: Group, maria: Person) -> None:
    assert await call("leaveChat", chat_id=group.id) is True
    assert sandbox.unhandled[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    for method, params in (("sendMessage", {"text": "а"}), ("getChatMember", {"user_id": maria.id})):
        with pytest.raises(Refusal) as refusal:
            await call(method, chat_id=group.id, **params)
        words = "Forbidden: bot is not a member of the supergroup chat"
        assert (refusal.value.code, refusal.value.description) == (403, words)


async def test_a_private_chat_has_no_administrators_and_is_not_left(call: Caller, maria: Person) -> None:
    assert (await call("getChatMember", chat_id=maria.id, user_id=maria.id))["status"] == "member"
    with pytest.raises(Refusal, match="there are no administrators in the private chat"):
        await call("getChatAdministrators", chat_id=maria.id)
    with pytest.raises(Refusal, match="chat member status can't be changed in private chats"):
        await call("leaveChat", chat_id=maria.id)


def test_changes_of_others_are_told_to_an_administrator_who_asked(
    sandbox: Sandbox, group: Group, maria: Person
) -> None:
    ivan = sandbox.add_person(first_name="Иван")
    sandbox.world.queue.allowed |= {"chat_member"}
    group.make_member(ivan)
    group.promote_bot(maria)
    group.leave(ivan)
    assert [list(update)[1] for update in sandbox.unhandled] == ["my_chat_member", "chat_member", "message"]
