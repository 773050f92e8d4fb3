import pytest

from bot.sandbox import Group, Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal


@pytest.fixture
def group(sandbox: Sandbox, maria: Person) -> Group:
    group = sandbox.add_group("Граждански форум", by=maria, username="forum_haskovo")
    sandbox.world.queue.clear()
    return group


def test_the_bot_is_told_who_added_it(sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Граждански форум", by=maria)
    change = sandbox.unhandled[0]["my_chat_member"]
    assert (change["chat"]["id"], change["chat"]["type"], change["from"]["id"]) == (group.id, "supergroup", maria.id)
    assert change["new_chat_member"]["status"] == "member"


async def test_it_writes_to_the_group_by_number_and_by_name(call: Caller, group: Group) -> None:
    await call("sendMessage", chat_id=group.id, text="а")
    await call("sendMessage", chat_id="@Forum_Haskovo", text="б")
    assert [message.text for message in group.messages] == ["а", "б"]


async def test_it_hears_only_what_is_said_to_it(call: Caller, sandbox: Sandbox, group: Group, maria: Person) -> None:
    await call("sendMessage", chat_id=group.id, text="Въпроси?")
    group.say(maria, "между нас")
    group.say(maria, "/help")
    group.say(maria, "а ти, @prestige_demo_bot?")
    group.say(maria, "да", reply_to=group.messages[0])
    assert [update["message"]["text"] for update in sandbox.unhandled] == ["/help", "а ти, @prestige_demo_bot?", "да"]


async def test_a_button_in_a_group_is_pressed_by_a_member(
    call: Caller, sandbox: Sandbox, group: Group, maria: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
    await call("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard)
    group.press(maria, "Да")
    query = sandbox.unhandled[0]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (maria.id, group.id)
    with pytest.raises(LookupError):
        group.press(maria, "Не")


async def test_thrown_out_it_neither_writes_nor_hears(
    call: Caller, sandbox: Sandbox, group: Group, maria: Person
) -> None:
    group.remove_bot(maria)
    group.say(maria, "/help")
    assert [list(update)[1] for update in sandbox.unhandled] == ["my_chat_member"]
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=group.id, text="а")
    assert (refusal.value.code, refusal.value.description) == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )


async def test_it_takes_twenty_messages_a_minute(call: Caller, sandbox: Sandbox, group: Group) -> None:
    sandbox.world.meter.reset(type(sandbox.world.limits)(per_second=None))
    for _ in range(20):
        await call("sendMessage", chat_id=group.id, text="а")
    with pytest.raises(Refusal, match="Too Many Requests: retry after"):
        await call("sendMessage", chat_id=group.id, text="а")


async def test_what_others_said_is_not_deleted_by_a_mere_member(call: Caller, group: Group, maria: Person) -> None:
    said = group.say(maria, "/help")
    with pytest.raises(Refusal, match="Bad Request: message can't be deleted"):
        await call("deleteMessage", chat_id=group.id, message_id=said.message_id)
