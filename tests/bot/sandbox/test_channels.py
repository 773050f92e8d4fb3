import pytest

from bot.sandbox import Channel, Misuse, Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal


@pytest.fixture
def channel(sandbox: Sandbox, maria: Person) -> Channel:
    channel = sandbox.add_channel("Община Хасково", by=maria, username="haskovo_news")
    return channel


def test_the_bot_is_told_that_it_administers_a_channel(sandbox: Sandbox, channel: Channel, maria: Person) -> None:
    change = sandbox.unhandled[0]["my_chat_member"]
    assert (change["chat"]["type"], change["from"]["id"]) == ("channel", maria.id)
    assert change["new_chat_member"]["status"] == "administrator"
    assert (change["new_chat_member"]["can_post_messages"], change["new_chat_member"]["can_delete_messages"]) == (
        True,
        True,
    )
    assert len(sandbox.unhandled) == 1


async def test_it_posts_in_the_name_of_the_channel(call: Caller, channel: Channel) -> None:
    sent = await call("sendMessage", chat_id="@haskovo_news", text="Водата спира")
    assert "from" not in sent
    assert (sent["sender_chat"]["id"], sent["chat"]["type"]) == (channel.id, "channel")
    await call("editMessageText", chat_id=channel.id, message_id=sent["message_id"], text="Водата тече")
    assert channel.messages[0].text == "Водата тече"
    await call("deleteMessage", chat_id=channel.id, message_id=sent["message_id"])
    assert channel.messages == []


async def test_without_the_right_it_neither_posts_nor_changes(call: Caller, channel: Channel, maria: Person) -> None:
    sent = await call("sendMessage", chat_id=channel.id, text="Водата спира")
    channel.promote_bot(maria, can_post_messages=False, can_edit_messages=False, can_delete_messages=False)
    with pytest.raises(Refusal, match="Bad Request: need administrator rights in the channel chat"):
        await call("sendPhoto", chat_id=channel.id, photo="x")
    with pytest.raises(Refusal, match="Bad Request: message can't be edited"):
        await call("editMessageText", chat_id=channel.id, message_id=sent["message_id"], text="а")
    with pytest.raises(Refusal, match="Bad Request: message can't be deleted"):
        await call("deleteMessage", chat_id=channel.id, message_id=sent["message_id"])


@pytest.mark.parametrize(
    ("thrown_out", "words"),
    [
        (True, "Forbidden: bot was kicked from the channel chat"),
        (False, "Forbidden: bot is not a member of the channel chat"),
    ],
)
async def test_outside_it_may_nothing(
    call: Caller, channel: Channel, maria: Person, thrown_out: bool, words: str
) -> None:
    if thrown_out:
        channel.remove_bot(maria)
    else:
        await call("leaveChat", chat_id=channel.id)
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=channel.id, text="а")
    assert (refusal.value.code, refusal.value.description) == (403, words)


def test_it_hears_what_others_post_and_correct(sandbox: Sandbox, channel: Channel, maria: Person) -> None:
    post = channel.post(maria, "Водата спира")
    channel.speaker(maria).edit(post, "Водата тече")
    said, edited = list(sandbox.unhandled)[1:]
    assert (said["channel_post"]["text"], said["channel_post"]["sender_chat"]["id"]) == ("Водата спира", channel.id)
    assert edited["edited_channel_post"]["text"] == "Водата тече"


async def test_subscribers_do_not_post_and_are_known_to_an_administrator(
    call: Caller, sandbox: Sandbox, channel: Channel
) -> None:
    ivan = sandbox.add_person(first_name="Иван")
    channel.subscribe(ivan)
    with pytest.raises(Misuse):
        channel.post(ivan, "а")
    assert (await call("getChatMember", chat_id=channel.id, user_id=ivan.id))["status"] == "member"
