from datetime import timedelta

import orjson
import pytest

from bot.sandbox import Group, InventedClock, Misuse, Person, Sandbox
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


def test_it_hears_that_it_was_added_also_in_the_chat(sandbox: Sandbox, maria: Person) -> None:
    sandbox.add_group("Граждански форум", by=maria)
    message = sandbox.unhandled[1]["message"]
    assert [user["username"] for user in message["new_chat_members"]] == ["prestige_demo_bot"]


def test_a_link_adds_it_with_a_payload(sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Форум", by=maria, with_bot=False)
    assert len(sandbox.unhandled) == 0
    group.add_bot(maria, payload="g_12")
    assert sandbox.unhandled[2]["message"]["text"] == "/start@prestige_demo_bot g_12"


def test_added_as_administrator_it_hears_that_it_was_added(sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Форум", by=maria, with_bot=False)
    group.promote_bot(maria)
    group.promote_bot(maria, can_pin_messages=False)
    assert [list(update)[1] for update in sandbox.unhandled] == ["my_chat_member", "message", "my_chat_member"]


def test_it_hears_who_comes_and_who_goes(sandbox: Sandbox, group: Group) -> None:
    ivan = sandbox.add_person(first_name="Иван")
    group.join(ivan)
    group.leave(ivan)
    came, went = (update["message"] for update in sandbox.unhandled)
    assert (came["new_chat_members"][0]["id"], went["left_chat_member"]["id"]) == (ivan.id, ivan.id)


def test_a_command_to_another_bot_is_not_heard(sandbox: Sandbox, group: Group, maria: Person) -> None:
    group.say(maria, "/help@other_bot")
    group.say(maria, "/help@prestige_demo_bot")
    assert [update["message"]["text"] for update in sandbox.unhandled] == ["/help@prestige_demo_bot"]


def test_an_administrator_hears_everything(sandbox: Sandbox, group: Group, maria: Person) -> None:
    group.promote_bot(maria)
    change = sandbox.unhandled[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "administrator")
    assert change["new_chat_member"]["can_delete_messages"] is True
    group.speaker(maria).attach("a.pdf", b"1", "application/pdf")
    assert "document" in sandbox.unhandled[1]["message"]


async def test_as_administrator_it_deletes_what_others_said_for_two_days(
    call: Caller, group: Group, maria: Person, clock: InventedClock
) -> None:
    said = [group.say(maria, "/help"), group.say(maria, "/help")]
    group.promote_bot(maria, can_delete_messages=False)
    with pytest.raises(Refusal, match=r"Bad Request: message can't be deleted$"):
        await call("deleteMessage", chat_id=group.id, message_id=said[0].message_id)
    group.promote_bot(maria)
    await call("deleteMessage", chat_id=group.id, message_id=said[0].message_id)
    clock.advance(timedelta(hours=48))
    with pytest.raises(Refusal, match=r"Bad Request: message can't be deleted$"):
        await call("deleteMessage", chat_id=group.id, message_id=said[1].message_id)


async def test_restricted_it_may_send_only_what_it_is_let(call: Caller, group: Group, maria: Person) -> None:
    group.restrict_bot(maria)
    with pytest.raises(Refusal, match="Bad Request: not enough rights to send text messages to the chat"):
        await call("sendMessage", chat_id=group.id, text="а")
    with pytest.raises(Refusal, match="Bad Request: not enough rights to send photos to the chat"):
        await call("sendPhoto", chat_id=group.id, photo="x")
    group.restrict_bot(maria, can_send_messages=True)
    await call("sendMessage", chat_id=group.id, text="а")
    group.demote_bot(maria)
    await call("sendLocation", chat_id=group.id, latitude=1, longitude=1)


def test_an_anonymous_administrator_speaks_in_the_name_of_the_group(
    sandbox: Sandbox, group: Group, maria: Person
) -> None:
    group.make_creator(maria, anonymous=True)
    group.say(maria, "/help")
    message = sandbox.unhandled[0]["message"]
    assert (message["from"]["username"], message["sender_chat"]["id"]) == ("GroupAnonymousBot", group.id)


async def test_a_group_becomes_a_supergroup_and_its_old_number_takes_nothing(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    group = sandbox.add_group("Форум", by=maria, kind="group")
    sandbox.world.queue.clear()
    supergroup = group.upgrade(maria)
    joined, to, since = sandbox.unhandled
    assert (joined["my_chat_member"]["chat"]["id"], joined["my_chat_member"]["chat"]["type"]) == (
        supergroup.id,
        "supergroup",
    )
    assert (to["message"]["chat"]["id"], to["message"]["migrate_to_chat_id"]) == (group.id, supergroup.id)
    assert (since["message"]["chat"]["id"], since["message"]["migrate_from_chat_id"]) == (supergroup.id, group.id)
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=group.id, text="а")
    assert refusal.value.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal.value.parameters == {"migrate_to_chat_id": supergroup.id}
    await call("sendMessage", chat_id=supergroup.id, text="а")
    assert supergroup.status_of(maria) == "creator"
    with pytest.raises(Misuse):
        group.say(maria, "/help")


async def test_thrown_out_of_a_basic_group_it_is_told_so(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Форум", by=maria, kind="group")
    assert -1_000_000_000_000 < group.id < 0
    group.remove_bot(maria)
    with pytest.raises(Refusal, match="Forbidden: bot was kicked from the group chat"):
        await call("sendMessage", chat_id=group.id, text="а")
    with pytest.raises(Refusal, match="Forbidden: bot was kicked from the group chat"):
        await call("getChat", chat_id=group.id)


async def test_an_answer_is_shown_in_the_chat_where_the_button_was_pressed(
    call: Caller, sandbox: Sandbox, group: Group, maria: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
    await call("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard)
    group.press(maria, "Да")
    watcher = sandbox.world.hub.watch()
    await call("answerCallbackQuery", callback_query_id=sandbox.unhandled[-1]["callback_query"]["id"], text="Готово")
    told = watcher.get_nowait() or b""
    assert orjson.loads(told.split(b"data: ")[1])["chat_id"] == group.id
    assert maria.answers[-1].text == "Готово"
