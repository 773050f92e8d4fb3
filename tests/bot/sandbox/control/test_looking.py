from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Control


async def test_copies_are_counted_for_all_chats_at_once(
    control: Control, call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    ivan = sandbox.add_person()
    ivan.start()
    for person in (maria, maria, ivan):
        sent = await call("sendMessage", chat_id=person.id, text="Вода №7")
    await call("editMessageText", chat_id=ivan.id, message_id=sent["message_id"], text="Вода №7, поправено")
    await call("deleteMessage", chat_id=maria.id, message_id=maria.last.message_id)
    assert await control("/ledger/copies?containing=№7") == (
        200,
        {
            "arrived": {str(maria.id): 2, str(ivan.id): 1},
            "edited": {str(ivan.id): 1},
            "standing": {str(maria.id): 1, str(ivan.id): 1},
        },
    )
    assert (await control("/ledger/copies?containing=№7&method=sendPhoto"))[1]["arrived"] == {}
    assert (await control("/ledger/copies"))[0] == 400
