"""The chat page in a real browser, driven as a person would; the bot is played by plain calls of the Bot API."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from bot.sandbox import Sandbox
from bot.sandbox.people import Person
from tests.bot.sandbox.conftest import PNG

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# One browser serves all: starting it costs more than the tests do.
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

Bot = Callable[..., Awaitable[Any]]
Json = dict[str, Any]

MENU = {"inline_keyboard": [[{"text": "Да", "callback_data": "y"}, {"text": "Не", "callback_data": "n"}]]}
LINK = {"inline_keyboard": [[{"text": "Отвори", "url": "https://t.me/prestige_demo_bot?start=c_12"}]]}


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox()
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def maria(sandbox: Sandbox) -> Person:
    return sandbox.add_person(first_name="Мария", language_code="bg", note="гражданка")


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **parameters: Any) -> Any:
            async with session.post(f"{sandbox.url}/bot{sandbox.token}/{method}", json=parameters) as response:
                answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

        yield call


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, maria: Person) -> AsyncIterator[Page]:
    """The page in Bulgarian at 1280 by 800, with Мария's chat open."""
    context = await browser.new_context(locale="bg-BG", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    await page.goto(sandbox.url)
    await expect(page.get_by_test_id(f"column-{maria.id}")).to_be_visible()
    yield page
    await context.close()
    assert failures == []


@pytest.fixture
def chat(page: Page, maria: Person) -> Locator:
    return page.get_by_test_id(f"column-{maria.id}")


async def callback(bot: Bot) -> Json:
    """The button that was pressed, as the bot is told of it."""
    while True:
        for update in await bot("getUpdates", timeout=5):
            await bot("getUpdates", offset=update["update_id"] + 1)
            if "callback_query" in update:
                query: Json = update["callback_query"]
                return query


async def test_the_start_button_of_an_empty_chat_says_start(chat: Locator, maria: Person) -> None:
    await chat.get_by_test_id("start").click()
    await expect(chat.locator("[data-from=person]")).to_contain_text("/start")
    await expect(chat.get_by_test_id("composer")).to_be_focused()
    assert [message.text for message in maria.chat.messages.values()] == ["/start"]


async def test_a_pressed_button_keeps_the_focus_when_the_bot_edits_its_message(
    chat: Locator, maria: Person, bot: Bot
) -> None:
    maria.start()
    await bot("sendMessage", chat_id=maria.id, text="Продължаваме ли?", reply_markup=MENU)
    await chat.get_by_role("button", name="Не", exact=True).click()
    query = await callback(bot)
    where = {"chat_id": maria.id, "message_id": query["message"]["message_id"]}
    await bot("editMessageText", **where, text="Сигурно ли?", reply_markup=MENU)
    await expect(chat.get_by_test_id("message").last).to_contain_text("Сигурно ли?")
    await expect(chat.get_by_test_id("edited")).to_be_visible()
    await expect(chat.get_by_role("button", name="Не", exact=True)).to_be_focused()


async def test_an_answer_with_show_alert_is_a_dialog_that_escape_closes(
    page: Page, chat: Locator, maria: Person, bot: Bot
) -> None:
    maria.start()
    await bot("sendMessage", chat_id=maria.id, text="Продължаваме ли?", reply_markup=MENU)
    await chat.get_by_role("button", name="Да", exact=True).click()
    query = await callback(bot)
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="Срокът изтече.", show_alert=True)
    await expect(page.get_by_role("alertdialog")).to_contain_text("Срокът изтече.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)


async def test_a_deep_link_in_a_message_starts_the_bot_as_the_same_person(
    chat: Locator, maria: Person, bot: Bot
) -> None:
    maria.start()
    await bot("sendMessage", chat_id=maria.id, text="Ето:", reply_markup=LINK)
    await chat.get_by_role("link", name="Отвори").click()
    await expect(chat.locator("[data-from=person]").last).to_contain_text("/start c_12")


async def test_text_that_looks_like_markup_stays_text(page: Page, chat: Locator, maria: Person, bot: Bot) -> None:
    hostile = "<img src=x onerror=alert(1)><b>a</b> & &lt;об"
    maria.start()
    await chat.get_by_test_id("composer").fill(hostile)
    await chat.get_by_test_id("composer").press("Enter")
    await bot("sendMessage", chat_id=maria.id, text=hostile)
    for sender in ("person", "bot"):
        words = chat.locator(f"[data-from={sender}] .words").last
        await expect(words).to_have_text(hostile)
        await expect(words.locator("img, b, button")).to_have_count(0)


async def test_a_text_that_cannot_be_sent_stays_in_the_composer(page: Page, chat: Locator, maria: Person) -> None:
    maria.start()
    await page.route("**/sandbox/people/**", lambda route: route.abort())
    composer = chat.get_by_test_id("composer")
    await composer.fill("важно")
    await composer.press("Enter")
    await expect(chat.get_by_test_id("toast")).to_contain_text("Написаното е запазено")
    await expect(composer).to_have_value("важно")
    await page.unroute("**/sandbox/people/**")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    assert [message.text for message in maria.chat.messages.values()] == ["/start", "важно"]


async def test_arrow_up_in_an_empty_composer_edits_the_last_own_message(chat: Locator, maria: Person) -> None:
    maria.start()
    maria.say("грешно")
    composer = chat.get_by_test_id("composer")
    await composer.press("ArrowUp")
    await expect(composer).to_have_value("грешно")
    await composer.fill("вярно")
    await composer.press("Enter")
    await expect(chat.locator("[data-from=person]").last).to_contain_text("вярно")
    await expect(composer).to_have_value("")


async def test_a_slash_offers_the_commands_in_the_language_of_the_person(
    page: Page, chat: Locator, maria: Person, bot: Bot
) -> None:
    await bot("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    help_bg = [{"command": "help", "description": "Помощ"}]
    await bot("setMyCommands", commands=help_bg, language_code="bg")
    maria.start()
    await page.reload()
    composer = chat.get_by_test_id("composer")
    await composer.press_sequentially("/h")
    await expect(chat.get_by_role("option")).to_have_text(["/helpПомощ"])
    await composer.press("Enter")
    await expect(chat.locator("[data-from=person]").last).to_contain_text("/help")


async def test_two_people_stand_side_by_side_and_a_day_passes_for_both(
    page: Page, sandbox: Sandbox, maria: Person
) -> None:
    john = sandbox.add_person(first_name="John", language_code="en")
    before = sandbox.clock.now()
    await page.get_by_test_id(f"person-{john.id}").click()
    await expect(page.get_by_test_id(f"column-{john.id}")).to_be_visible()
    await expect(page.get_by_test_id(f"column-{maria.id}")).to_be_visible()
    await page.get_by_test_id("plus-day").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("Сега е")
    assert (sandbox.clock.now() - before).days == 1


async def test_a_file_goes_up_with_its_caption(page: Page, chat: Locator, maria: Person) -> None:
    maria.start()
    async with page.expect_file_chooser() as chooser:
        await chat.get_by_test_id("attach").click()
    await (await chooser.value).set_files({"name": "мотиви.txt", "mimeType": "text/plain", "buffer": b"why"})
    await page.get_by_test_id("file-caption").fill("Ето мотивите")
    await page.get_by_test_id("dialog-submit").click()
    await expect(chat.get_by_test_id("document")).to_contain_text("мотиви.txt")
    await expect(chat.get_by_test_id("message").last).to_contain_text("Ето мотивите")


async def test_whoever_blocks_the_bot_can_let_it_back_in(page: Page, chat: Locator, maria: Person) -> None:
    maria.start()
    await chat.get_by_test_id("menu").click()
    await page.get_by_test_id("menu-block").click()
    await expect(chat.get_by_test_id("composer")).to_have_count(0)
    assert maria.blocked
    await chat.get_by_test_id("unblock").click()
    await expect(chat.get_by_test_id("composer")).to_be_visible()
    assert not maria.blocked


async def test_several_files_go_as_an_album_with_a_formatted_caption(page: Page, chat: Locator, maria: Person) -> None:
    maria.start()
    async with page.expect_file_chooser() as chooser:
        await chat.get_by_test_id("attach").click()
    picture: FilePayload = {"name": "а.png", "mimeType": "image/png", "buffer": PNG}
    clip: FilePayload = {"name": "б.mp4", "mimeType": "video/mp4", "buffer": b"1"}
    await (await chooser.value).set_files([picture, clip])
    await page.get_by_test_id("file-caption").fill("Виж **тук**")
    await page.get_by_test_id("dialog-submit").click()
    await expect(chat.locator("[data-album]")).to_have_count(2)
    await expect(chat.locator("[data-album] b")).to_have_text("тук")
    await expect(chat.get_by_test_id("video")).to_contain_text("б.mp4")
    first, second = list(maria.chat.messages.values())[1:]
    assert (first.photo is not None, second.video is not None, first.album) == (True, True, second.album)


async def test_what_is_typed_formatted_is_sent_so_and_a_place_has_its_name(
    page: Page, chat: Locator, maria: Person
) -> None:
    maria.start()
    await chat.get_by_test_id("composer").fill("**Утре** в [парка](https://haskovo.bg), __ела__")
    await chat.get_by_test_id("composer").press("Enter")
    await expect(chat.locator("[data-from=person]").last.locator("b, a, i")).to_have_text(["Утре", "парка", "ела"])
    await chat.get_by_test_id("location-button").click()
    await page.get_by_test_id("venue-title").fill("Община")
    await page.get_by_test_id("venue-address").fill("пл. Общински 1")
    await page.get_by_test_id("dialog-submit").click()
    await expect(chat.get_by_test_id("location")).to_contain_text("Община")
    said, place = list(maria.chat.messages.values())[1:]
    assert (said.text, [entity["type"] for entity in said.entities]) == (
        "Утре в парка, ела",
        ["bold", "text_link", "italic"],
    )
    assert place.place is not None
    assert place.place["venue"]["title"] == "Община"


async def test_what_the_bot_takes_back_vanishes(chat: Locator, maria: Person, bot: Bot) -> None:
    maria.start()
    sent = await bot("sendMessage", chat_id=maria.id, text="Водата спира")
    await expect(chat.locator("[data-from=bot]")).to_contain_text("Водата спира")
    await bot("deleteMessage", chat_id=maria.id, message_id=sent["message_id"])
    await expect(chat.locator("[data-from=bot]")).to_have_count(0)


async def test_a_group_is_founded_the_bot_is_added_and_one_chooses_who_one_is(
    page: Page, sandbox: Sandbox, maria: Person
) -> None:
    ivan = sandbox.add_person(first_name="Иван")
    await page.get_by_test_id("add-community").click()
    await page.get_by_test_id("community-title").fill("Форум")
    await page.get_by_test_id("community-bot").uncheck()
    await page.get_by_test_id("dialog-submit").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    (group,) = sandbox.communities
    column = page.get_by_test_id(f"column-{group.id}")
    maria.start()
    await page.get_by_test_id(f"column-{maria.id}").get_by_test_id("menu").click()
    await page.get_by_test_id("menu-link").click()
    await page.get_by_test_id("link-field").fill("t.me/prestige_demo_bot?startgroup=g_1")
    await page.get_by_test_id("dialog-submit").click()
    await page.get_by_test_id("join-dialog").get_by_test_id("dialog-submit").click()
    await expect(column).to_contain_text("Мария добави бота")
    assert group.bot_status == "member"
    await column.get_by_test_id("speaker").select_option(str(ivan.id))
    await column.get_by_test_id("composer").fill("/help")
    await column.get_by_test_id("composer").press("Enter")
    await expect(column.locator("[data-from=person]").last).to_contain_text("/help")
    said = [(message.sender.id, message.text) for message in group.chat.messages.values()]
    assert said == [(maria.id, ""), (maria.id, "/start@prestige_demo_bot g_1"), (ivan.id, "/help")]
