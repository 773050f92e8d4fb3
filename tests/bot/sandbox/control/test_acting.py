from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Control


async def test_a_button_in_a_group_is_pressed_by_whoever_looks(
    control: Control, call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    group = sandbox.add_group("Форум", by=maria)
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
    sent = await call("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard)
    place = {"message_id": sent["message_id"], "row": 0, "column": 0, "chat_id": group.id}
    assert (await control(f"/people/{maria.id}/press", place))[0] == 200
    assert "callback_query" in sandbox.unhandled[-1]
