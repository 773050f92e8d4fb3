from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller


async def test_a_supergroup_and_a_channel_count_their_messages_by_themselves(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    chats = [sandbox.add_channel(title, by=maria).id for title in ("Новини", "Вода")]
    numbers = [(await call("sendMessage", chat_id=chat, text="а"))["message_id"] for chat in chats]
    assert numbers == [1, 1]


async def test_private_chats_and_groups_count_together(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Форум", by=maria, kind="group")
    chats = (maria.id, group.id, maria.id)
    numbers = [(await call("sendMessage", chat_id=chat, text="а"))["message_id"] for chat in chats]
    assert len(set(numbers)) == 3
