"""What the sandbox sends is read by python-telegram-bot's own types with nothing left over."""

from typing import Any

import pytest
from telegram import Bot, ChatFullInfo, InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject, Update, WebhookInfo
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.sandbox import Attachment, Person, Sandbox
from bot.sandbox.speaking import OTHERS
from tests.bot.sandbox.conftest import PNG, Caller

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Да", callback_data="1"), InlineKeyboardButton("Сайт", url="https://haskovo.bg")]]
)


def leftovers(found: Any) -> list[str]:
    """Names of fields that a type did not know, wherever they are."""
    if isinstance(found, tuple | list):
        return [name for item in found for name in leftovers(item)]
    if not isinstance(found, TelegramObject):
        return []
    inside = [leftovers(getattr(found, name, None)) for name in found._get_attrs_names(include_private=False)]
    return [
        *(f"{type(found).__name__}.{name}" for name in found.api_kwargs),
        *(name for names in inside for name in names),
    ]


def read(update: dict[str, Any]) -> Update:
    read = Update.de_json(update, None)
    assert read is not None
    return read


async def test_every_update_is_understood(sandbox: Sandbox, bot: Bot, maria: Person) -> None:
    await bot.send_message(maria.id, "?", reply_markup=KEYBOARD)
    said = maria.say("Вижте https://haskovo.bg /help @prestige_demo_bot #паркове")
    maria.edit(said, "Виж")
    maria.press("Да")
    maria.attach("a.pdf", b"1", "application/pdf", caption="Проект")
    maria.attach("a.png", PNG, "image/png", kind="photo")
    maria.locate(41.93, 25.55)
    maria.say("Отговор", reply_to=maria.last)
    maria.block()
    maria.start("c-1")
    for update in sandbox.unhandled:
        understood = read(update)
        assert leftovers(understood) == []
        assert understood.effective_user is not None
        assert understood.effective_user.first_name == "Мария"
    assert len(sandbox.unhandled) == 10


async def test_every_answer_is_understood(bot: Bot, maria: Person) -> None:
    photo = await bot.send_photo(maria.id, PNG, caption="<b>а</b>", parse_mode="HTML")
    answers: list[Any] = [
        await bot.get_me(),
        await bot.send_message(
            maria.id, "<b>а</b> <a href='https://haskovo.bg'>б</a>", parse_mode="HTML", reply_markup=KEYBOARD
        ),
        await bot.send_document(maria.id, b"1", filename="a.txt", reply_markup=KEYBOARD),
        photo,
        await bot.send_location(maria.id, 41.93, 25.55),
        await bot.send_venue(maria.id, 41.93, 25.55, "Община", "пл. Общински 1"),
        await bot.edit_message_caption(maria.id, photo.message_id, caption="в"),
        await bot.get_file(photo.photo[0].file_id),
        await bot.get_chat(maria.id),
        await bot.get_webhook_info(),
        await bot.get_chat_menu_button(),
        await bot.get_my_name(),
    ]
    assert leftovers(answers) == []
    assert isinstance(answers[8], ChatFullInfo)
    assert isinstance(answers[9], WebhookInfo)


async def test_a_file_of_a_person_is_fetched(sandbox: Sandbox, bot: Bot, maria: Person) -> None:
    maria.attach("проект.pdf", b"%PDF" * 1000, "application/pdf")
    document = read(sandbox.unhandled[0]).effective_message.document  # type: ignore[union-attr]  # it has one
    assert document is not None
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF" * 1000


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_refusals_become_the_errors_of_the_library(sandbox: Sandbox, bot: Bot, maria: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "a")
    sandbox.switches.flood = True
    with pytest.raises(RetryAfter):
        await bot.send_message(maria.id, "a")
    sandbox.switches.flood = False
    maria.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(maria.id, "a")


async def test_all_kinds_of_updates_can_be_asked_for(bot: Bot, call: Caller) -> None:
    assert await bot.get_updates(allowed_updates=Update.ALL_TYPES) == ()


async def test_what_comes_from_groups_and_channels_is_understood(sandbox: Sandbox, bot: Bot, maria: Person) -> None:
    sandbox.world.queue.allowed |= {"chat_member"}
    group = sandbox.add_group("Форум", by=maria, kind="group")
    group.promote_bot(maria)
    group.make_creator(maria, anonymous=True)
    group.say(maria, "/help")
    supergroup = group.upgrade(maria)
    supergroup.restrict_bot(maria)
    supergroup.remove_bot(maria)
    channel = sandbox.add_channel("Новини", by=maria)
    channel.speaker(maria).album([Attachment("a.mp4", b"1", "video/mp4", "video")] * 2)
    channel.post(maria, "Вода")
    for update in sandbox.unhandled:
        understood = read(update)
        assert leftovers(understood) == []
        assert understood.effective_chat is not None
    for user_id in (maria.id, bot.id):
        assert leftovers(await bot.get_chat_member(channel.id, user_id)) == []
    assert leftovers(await bot.get_chat_administrators(channel.id)) == []
    assert await bot.get_chat_member_count(channel.id) == 2
    assert leftovers(await bot.send_message(channel.id, "Вода")) == []


async def test_whatever_people_send_is_understood(sandbox: Sandbox, maria: Person) -> None:
    maria.attach("a.mp4", b"1", "video/mp4", kind="video")
    maria.venue(41.93, 25.55, "Община", "пл. Общински 1")
    maria.ask_poll("Кога?", ["Днес", "Утре"])
    maria.share_contact("+359888000000", "Иван")
    for kind in OTHERS:
        maria.send_other(kind)
    for update in sandbox.unhandled:
        assert leftovers(read(update)) == []
