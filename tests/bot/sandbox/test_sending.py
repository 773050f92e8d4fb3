import pytest

from bot.sandbox import InventedClock, Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal


async def test_a_message_arrives_as_it_was_meant(call: Caller, maria: Person, clock: InventedClock) -> None:
    sent = await call("sendMessage", chat_id=maria.id, text="Добър <b>ден</b>", parse_mode="HTML")
    assert sent == {
        "message_id": sent["message_id"],
        "from": {"id": 123456, "is_bot": True, "first_name": "Престиж", "username": "prestige_demo_bot"},
        "chat": {"id": maria.id, "type": "private", "first_name": "Мария"},
        "date": int(clock.seconds()),
        "text": "Добър ден",
        "entities": [{"type": "bold", "offset": 6, "length": 3}],
    }
    assert (maria.last.text, maria.last.html) == ("Добър ден", "Добър <b>ден</b>")


@pytest.mark.parametrize("text", ["a" * 4096, "ъ" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>", "&lt;" * 4096])
async def test_4096_units_after_parsing_fit(call: Caller, maria: Person, text: str) -> None:
    await call("sendMessage", chat_id=maria.id, text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 4097, "message is too long"),
        ("😀" * 2048 + "a", "message is too long"),
        ("ъ" * 17_000, "text is too long"),
        ("", "message text is empty"),
        (None, "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("<i>a", "can't parse entities: Can't find end tag corresponding to start tag i"),
        ({"a": 1}, 'parameter "text" must be of type String'),
    ],
)
async def test_a_text_telegram_would_not_take_is_refused(call: Caller, maria: Person, text: object, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text=text, parse_mode="HTML")
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("Markdown", "parse_mode Markdown is not in the sandbox"),
        ("MarkdownV2", "parse_mode MarkdownV2 is not in the sandbox"),
        ("HTLM", "unsupported parse_mode"),
    ],
)
async def test_other_ways_of_formatting_are_refused(call: Caller, maria: Person, mode: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text="a", parse_mode=mode)
    assert refusal.value.description == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("chat", "words"),
    [
        (None, "chat_id is empty"),
        ("", "chat_id is empty"),
        (404, "chat not found"),
        ("@maria", "chat not found"),
        ("maria", "chat not found"),
        (-100404, "chat not found"),
    ],
)
async def test_a_chat_that_does_not_exist_is_not_found(call: Caller, maria: Person, chat: object, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=chat, text="a")
    assert refusal.value.description == f"Bad Request: {words}"


async def test_white_space_around_a_text_goes(call: Caller, maria: Person) -> None:
    sent = await call("sendMessage", chat_id=maria.id, text="\n <b> ден </b>\n", parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == ("ден", [{"type": "bold", "offset": 0, "length": 3}])


async def test_of_more_than_a_hundred_entities_the_rest_are_not_shown_and_that_is_told(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    text = " ".join("<b>a</b>" for _ in range(101))
    sent = await call("sendMessage", chat_id=maria.id, text=text, parse_mode="HTML")
    assert len(sent["entities"]) == 100
    assert sandbox.warnings == ["sendMessage: Telegram shows 100 entities of 101"]


async def test_a_link_that_is_none_loses_itself_and_that_is_told(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text='<a href="/page">a</a>', parse_mode="HTML")
    assert sandbox.warnings == ["a link in the text is none for Telegram, it shows the words alone"]


async def test_entities_may_be_given_instead_of_html(call: Caller, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="ден", entities=[{"type": "bold", "offset": 0, "length": 3}])
    assert maria.last.html == "<b>ден</b>"


async def test_a_reply_quotes_its_message(call: Caller, maria: Person) -> None:
    said = maria.say("едно")
    sent = await call("sendMessage", chat_id=maria.id, text="две", reply_parameters={"message_id": said.message_id})
    assert sent["reply_to_message"]["text"] == "едно"


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_it_may_go_without(
    call: Caller, maria: Person
) -> None:
    with pytest.raises(Refusal, match="message to be replied not found"):
        await call("sendMessage", chat_id=maria.id, text="две", reply_parameters={"message_id": 999})
    gone = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await call("sendMessage", chat_id=maria.id, text="две", reply_parameters=gone)


async def test_flags_that_change_nothing_here_are_taken(call: Caller, maria: Person) -> None:
    await call(
        "sendMessage",
        chat_id=str(maria.id),
        text="a",
        disable_notification=True,
        protect_content="true",
        link_preview_options={"is_disabled": True},
    )


async def test_places_are_sent_and_nonsense_is_not(call: Caller, maria: Person) -> None:
    await call("sendLocation", chat_id=maria.id, latitude=41.93, longitude=25.55)
    place = {"latitude": 41.93, "longitude": 25.55, "title": "Община", "address": "пл. Общински 1"}
    sent = await call("sendVenue", chat_id=maria.id, **place)
    assert sent["venue"]["title"] == "Община"
    with pytest.raises(Refusal, match="longitude is empty"):
        await call("sendLocation", chat_id=maria.id, latitude=1)
    with pytest.raises(Refusal, match="address is empty"):
        await call("sendVenue", chat_id=maria.id, latitude=1, longitude=1, title="a")


async def test_activity_is_shown_and_a_wrong_one_refused(call: Caller, maria: Person) -> None:
    assert await call("sendChatAction", chat_id=maria.id, action="typing") is True
    with pytest.raises(Refusal, match="Bad Request: wrong parameter action in request"):
        await call("sendChatAction", chat_id=maria.id, action="thinking")


async def test_sends_are_recorded_and_history_can_be_bounded(clock: InventedClock) -> None:
    sandbox = Sandbox(clock=clock, history=2)
    maria = sandbox.add_person()
    maria.start()
    for number in range(3):
        sandbox.world.say("sendMessage", maria.chat, text=str(number))
    assert [message.text for message in maria.messages] == ["1", "2"]
    assert sandbox.world.sent_total == 3
    assert list(sandbox.world.ledger[maria.id]) == ["1", "2"]


async def test_each_message_of_the_bot_has_a_number_of_its_own(call: Caller, maria: Person) -> None:
    numbers = [(await call("sendMessage", chat_id=maria.id, text="a"))["message_id"] for _ in range(3)]
    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)
