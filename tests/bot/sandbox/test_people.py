from typing import Any

import pytest

from bot.sandbox import Misuse, Person, Sandbox
from tests.bot.sandbox.conftest import PNG, Caller, Refusal


def inline(*labels: str, **action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, **(action or {"callback_data": label})}] for label in labels]}


async def test_the_bot_cannot_write_to_somebody_who_never_spoke_to_it(call: Caller, sandbox: Sandbox) -> None:
    stranger = sandbox.add_person()
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=stranger.id, text="Здравейте")
    assert (refusal.value.code, refusal.value.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    stranger.say("Здравейте")
    await call("sendMessage", chat_id=stranger.id, text="Здравейте")


async def test_start_carries_a_command_and_the_payload_of_a_deep_link(sandbox: Sandbox) -> None:
    sandbox.add_person(id=5).start("c-42_A")
    message = sandbox.unhandled[0]["message"]
    assert message["text"] == "/start c-42_A"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("payload", ["", "x" * 65, "а", "a b"])
def test_a_deep_link_carries_only_so_much(sandbox: Sandbox, payload: str) -> None:
    with pytest.raises(Misuse):
        sandbox.add_person().start(payload)


async def test_who_blocked_the_bot_is_not_reached_and_the_bot_is_told(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    maria.block()
    maria.block()
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text="Здравейте")
    assert (refusal.value.code, refusal.value.description) == (403, "Forbidden: bot was blocked by the user")
    (update,) = sandbox.unhandled
    assert update["my_chat_member"]["old_chat_member"]["status"] == "member"
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_who_blocked_the_bot_says_nothing_until_they_start_it_again(sandbox: Sandbox, maria: Person) -> None:
    maria.block()
    with pytest.raises(Misuse, match="has blocked the bot"):
        maria.say("ехо")
    maria.start()
    kinds = [next(kind for kind in update if kind != "update_id") for update in sandbox.unhandled]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_button_is_found_by_part_of_its_label_in_the_newest_message_that_has_it(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup=inline("Назад", "Спри"))
    await call("sendMessage", chat_id=maria.id, text="2", reply_markup=inline("⬅️ Назад"))
    maria.press("Назад")
    maria.press("Спри")
    pressed = [
        (update["callback_query"]["message"]["text"], update["callback_query"]["data"]) for update in sandbox.unhandled
    ]
    assert pressed == [("2", "⬅️ Назад"), ("1", "Спри")]


async def test_an_exact_label_goes_before_one_that_contains_it(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup=inline("Не сега", "Не"))
    maria.press("Не")
    assert sandbox.unhandled[0]["callback_query"]["data"] == "Не"


async def test_a_button_of_a_certain_message_can_be_pressed_even_when_it_is_old(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    for text in "12":
        await call("sendMessage", chat_id=maria.id, text=text, reply_markup=inline("Да"))
    maria.press("Да", maria.messages[0])
    assert sandbox.unhandled[0]["callback_query"]["message"]["text"] == "1"


async def test_a_button_that_is_not_there_is_told_with_those_that_are(call: Caller, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup=inline("Да"))
    with pytest.raises(LookupError, match=r"no button 'Не', only \['Да'\]"):
        maria.press("Не")


async def test_a_link_button_answers_its_address(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup=inline("Сайт", url="https://haskovo.bg"))
    assert maria.press("Сайт") == "https://haskovo.bg"
    assert not sandbox.unhandled


async def test_a_key_under_the_input_says_its_label(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    markup = {"keyboard": [["Начало", "Помощ"]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup=markup)
    assert maria.reply_keyboard == [["Начало", "Помощ"]]
    assert maria.labels() == ["Начало", "Помощ"]
    maria.press("Помощ")
    assert sandbox.unhandled[0]["message"]["text"] == "Помощ"
    assert maria.reply_keyboard == []


async def test_the_keyboard_under_the_input_stays_until_it_is_removed(call: Caller, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="1", reply_markup={"keyboard": [["Начало"]]})
    await call("sendMessage", chat_id=maria.id, text="2", reply_markup=inline("Да"))
    assert maria.labels() == ["Да", "Начало"]
    await call("sendMessage", chat_id=maria.id, text="3", reply_markup={"remove_keyboard": True})
    assert maria.reply_keyboard == []


def test_a_text_too_long_for_one_message_goes_as_several(sandbox: Sandbox, maria: Person) -> None:
    maria.say("😀" * 2048 + "край")
    assert [update["message"]["text"] for update in sandbox.unhandled] == ["😀" * 2048, "край"]


def test_hostile_text_arrives_as_it_was_typed(sandbox: Sandbox, maria: Person) -> None:
    hostile = "a\0b\u202ec<b>&amp;😀\u200d"
    maria.say(hostile)
    assert sandbox.unhandled[0]["message"]["text"] == hostile


def test_an_own_text_can_be_changed_and_the_bot_is_told(sandbox: Sandbox, maria: Person) -> None:
    message = maria.say("едн")
    maria.edit(message, "едно")
    update = sandbox.unhandled[1]["edited_message"]
    assert (update["message_id"], update["text"]) == (message.message_id, "едно")
    assert update["edit_date"] == update["date"]


async def test_the_bots_message_cannot_be_changed_by_a_person(call: Caller, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="1")
    with pytest.raises(Misuse):
        maria.edit(maria.last, "2")


def test_a_place_is_sent(sandbox: Sandbox, maria: Person) -> None:
    maria.locate(41.93, 25.55)
    assert sandbox.unhandled[0]["message"]["location"] == {"latitude": 41.93, "longitude": 25.55}
    with pytest.raises(Misuse):
        maria.locate(91, 0)


def test_files_are_sent_as_document_and_as_photo(sandbox: Sandbox, maria: Person) -> None:
    maria.attach("проект.pdf", b"%PDF", "application/pdf", caption="Проект")
    maria.attach("снимка.png", PNG, "image/png", kind="photo")
    document, photo = (update["message"] for update in sandbox.unhandled)
    assert document["document"]["file_name"] == "проект.pdf"
    assert document["document"]["mime_type"] == "application/pdf"
    assert document["caption"] == "Проект"
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (2, 3)


def test_a_forged_button_can_be_pressed(sandbox: Sandbox, maria: Person) -> None:
    maria.forge("staff:1", maria.say("едно"))
    assert sandbox.unhandled[1]["callback_query"]["data"] == "staff:1"


def test_nobody_takes_the_number_of_another(sandbox: Sandbox, maria: Person) -> None:
    with pytest.raises(ValueError, match="there is somebody"):
        sandbox.add_person(id=maria.id)


def test_somebody_the_bot_told_nothing_has_no_last_message(maria: Person) -> None:
    with pytest.raises(LookupError):
        _ = maria.last


async def test_nothing_is_sent_to_a_deleted_account_and_nothing_comes_from_it(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    maria.deactivate()
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text="а")
    assert (refusal.value.code, refusal.value.description) == (403, "Forbidden: user is deactivated")
    with pytest.raises(Misuse):
        maria.say("а")
    assert len(sandbox.unhandled) == 0


async def test_a_chat_that_vanished_is_not_found(call: Caller, maria: Person) -> None:
    maria.vanish()
    with pytest.raises(Refusal, match="Bad Request: chat not found"):
        await call("sendMessage", chat_id=maria.id, text="а")


def test_who_blocks_quietly_is_not_told_of(sandbox: Sandbox, maria: Person) -> None:
    maria.block(quietly=True)
    assert (maria.blocked, len(sandbox.unhandled)) == (True, 0)
