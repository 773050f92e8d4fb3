"""The rights over one's data, played over HTTP: what is kept, a copy of it, and its erasure in two taps."""

import orjson
import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.privacy import Erase, Forget, ForgetSure, MyData
from tests.journeys.conftest import MONDAY, Stage
from tests.journeys.publishing import TITLE, begin, publish

BG = translator("bg")
EN = translator("en")


def words(key: str) -> str:
    return str(BG(key).striptags())


def said(person: Person) -> str:
    """The newest message, its lines as one."""
    return " ".join(person.last.text.split())


async def everything_written(stage: Stage) -> str:
    async with stage.app.engine.read() as tx:
        tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return repr([[{**row} for row in await tx.all(f"SELECT * FROM {table['name']}")] for table in tables])


async def a_consultation(stage: Stage) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT min(id) FROM consultations WHERE recorded = 'open'"))


async def ask_to_be_erased(stage: Stage, person: Person) -> None:
    await stage.say(person, "/forget")
    await stage.press(person, "Продължи")


async def test_a_copy_comes_as_a_page_to_read_and_as_json(stage: Stage) -> None:
    maria = await stage.citizen("Мария", topics=("Паркове",))
    await stage.say(maria, "/mydata")
    sentence, page, for_programs = maria.messages[-3:]
    assert sentence.text == words("privacy.copy")
    assert page.document is not None
    assert for_programs.document is not None
    assert (page.document.name, for_programs.document.name) == ("prestige-2026-11-02.html", "prestige-2026-11-02.json")
    assert "<h2>Теми и места, за които да Ви пишем</h2>" in page.document.content.decode()
    held = orjson.loads(for_programs.document.content)["held"]
    assert held["participants"][0]["telegram_id"] == maria.id
    assert [row["scope"] for row in held["subscriptions"]] == ["topic"]


async def test_a_copy_asked_for_twice_is_kept_once(stage: Stage) -> None:
    maria = await stage.citizen()
    await stage.say(maria, "/privacy")
    privacy = maria.last
    for _ in range(2):
        maria.press("Моите данни", privacy)
    await stage.settle()
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM files WHERE owner IS NOT NULL") == 2


async def test_two_taps_erase_everything_at_once(stage: Stage) -> None:
    maria = await stage.citizen("Мариела-Теодора", topics=("Паркове",))
    number = await a_consultation(stage)
    await stage.start(maria, f"c{number}")
    await stage.press(maria, "Следя")
    await stage.say(maria, "/mydata")
    await stage.say(maria, "/settings")
    await stage.press(maria, "Тихи часове")
    await stage.press(maria, "Други часове")

    await stage.say(maria, "/forget")
    assert "Да Ви изтрием ли?" in said(maria)
    await stage.press(maria, "Продължи")
    await stage.press(maria, "🗑 Изтрий")

    assert maria.last.text == words("privacy.erased")
    written = await everything_written(stage)
    assert str(maria.id) not in written
    assert maria.first_name not in written
    assert "participant.erased" in written


async def test_somebody_english_is_erased_in_english(stage: Stage) -> None:
    john = await stage.citizen("John", "en")
    await stage.say(john, "/privacy")
    for label in ("Erase me", "Continue", "🗑 Erase"):
        await stage.press(john, label)
    assert john.last.text == str(EN("privacy.erased").striptags())
    await stage.press(john, "Menu")
    assert "Hello, John!" in said(john)  # the language travels in the buttons of who has no record
    assert str(john.id) not in await everything_written(stage)


async def test_whoever_was_erased_may_begin_again_as_new(stage: Stage) -> None:
    maria = await stage.citizen(topics=("Паркове",))
    await ask_to_be_erased(stage, maria)
    await stage.press(maria, "🗑 Изтрий")
    await stage.start(maria)
    assert words("start.accept") in maria.labels()
    await stage.press(maria, "Приемам")
    assert not [label for label in maria.labels() if label.startswith("☑️")]


async def test_erasing_can_be_left_at_every_step(stage: Stage) -> None:
    maria = await stage.citizen()
    await stage.say(maria, "/forget")
    await stage.press(maria, "Назад")
    assert "Вашите данни" in said(maria)
    await ask_to_be_erased(stage, maria)
    await stage.press(maria, "Не")
    assert "Вашите данни" in said(maria)
    assert str(maria.id) in await everything_written(stage)


async def test_a_pause_is_offered_instead(stage: Stage) -> None:
    maria = await stage.citizen()
    await stage.say(maria, "/forget")
    await stage.press(maria, "Само пауза")
    await stage.press(maria, "1 седмица")
    assert "Пауза до понеделник, 9 ноември 2026 г., 09:00 ч." in said(maria)


async def test_an_old_button_asks_again_before_it_erases(stage: Stage) -> None:
    maria = await stage.citizen()
    await ask_to_be_erased(stage, maria)
    await stage.advance(hours=1)
    await stage.press(maria, "🗑 Изтрий")
    assert "Сигурни ли сте?" in said(maria)
    await stage.press(maria, "🗑 Изтрий")
    assert maria.last.text == words("privacy.erased")


async def test_a_double_tap_erases_once_and_says_so(stage: Stage) -> None:
    maria = await stage.citizen()
    await ask_to_be_erased(stage, maria)
    for _ in range(2):
        maria.press("🗑 Изтрий", maria.last)
    await stage.settle()
    assert maria.last.text == words("privacy.erased")
    assert (await everything_written(stage)).count("participant.erased") == 1


async def test_the_last_owner_is_asked_to_name_another_first(stage: Stage) -> None:
    owner = await stage.owner()
    await stage.say(owner, "/forget")
    assert owner.last.text == words("errors.last-owner")
    owner.forge(Erase(int(MONDAY.timestamp())).pack())
    await stage.settle()
    assert owner.answers[-1].text == words("errors.last-owner")

    await stage.member("Борис", Role.owner)
    await ask_to_be_erased(stage, owner)
    await stage.press(owner, "🗑 Изтрий")
    assert owner.last.text == words("privacy.erased")


async def test_the_trail_keeps_what_an_erased_moderator_did_without_the_name(stage: Stage) -> None:
    await stage.owner()
    moderator = await stage.member("Мариела-Теодора", Role.moderator)
    await ask_to_be_erased(stage, moderator)
    await stage.press(moderator, "🗑 Изтрий")
    await stage.say(moderator, "/staff")
    assert "за екипа" in said(moderator)
    written = await everything_written(stage)
    assert "staff.joined" in written
    assert "Мариела-Теодора" not in written
    assert str(moderator.id) not in written


async def test_whoever_only_looks_around_is_told_that_nothing_is_kept(stage: Stage) -> None:
    visitor = stage.person("Марта")
    for command in ("/mydata", "/forget"):
        await stage.say(visitor, command)
        assert visitor.last.text == words("privacy.nothing_kept")
    for choice in (MyData(), Forget(), ForgetSure()):
        visitor.forge(choice.pack())
        await stage.settle()
        assert visitor.last.text == words("privacy.nothing_kept")
    visitor.forge(Erase(0).pack())
    await stage.settle()
    assert visitor.last.text == words("privacy.erased")
    assert str(visitor.id) not in await everything_written(stage)


async def test_reading_the_rules_before_consent_loses_no_link(stage: Stage) -> None:
    number = await a_consultation(stage)
    visitor = stage.person("Марта")
    await stage.start(visitor, f"c{number}")
    await stage.press(visitor, "Какво пазите")
    assert "не пазим нищо за Вас" in said(visitor)
    await stage.press(visitor, "Пълен текст")
    assert "Правила за личните данни" in said(visitor)
    await stage.press(visitor, "Назад")
    await stage.press(visitor, "Приемам")
    assert "Какво се променя" in said(visitor)


@pytest.mark.parametrize("command", ["/privacy", "/mydata", "/forget"])
async def test_the_rights_work_in_the_middle_of_a_form_which_goes_on(stage: Stage, command: str) -> None:
    maria = await stage.citizen()
    await stage.say(maria, "/settings")
    await stage.press(maria, "Тихи часове")
    await stage.press(maria, "Други часове")
    await stage.say(maria, command)
    assert BG("settings.type_quiet") not in maria.last.text
    await stage.say(maria, "22-6")
    assert "Тихи часове: 22:00–06:00 ч." in said(maria)


async def test_the_full_text_names_both_who_answer_for_the_data(stage: Stage) -> None:
    maria = await stage.citizen()
    await stage.say(maria, "/privacy")
    await stage.press(maria, "Пълен текст")
    assert "Община Хасково" in said(maria)
    assert "Алианс за регионално сътрудничество и развитие" in said(maria)
    assert "дневник на действията: 3 години" in said(maria)


@pytest.mark.parametrize("data", ["forget.now", "forget.now:x", "forget.now:" + "9" * 19, "mydata:1", "privacy.full:"])
async def test_forged_buttons_do_nothing(stage: Stage, data: str) -> None:
    maria = await stage.citizen()
    maria.forge(data)
    await stage.settle()
    assert str(maria.id) in await everything_written(stage)


async def test_whoever_was_erased_hears_of_nothing_more(stage: Stage) -> None:
    maria = await stage.citizen(topics=("Паркове",))
    await ask_to_be_erased(stage, maria)
    await stage.press(maria, "🗑 Изтрий")
    await publish(stage, await stage.owner())
    await stage.advance(days=1)
    assert maria.last.text == words("privacy.erased")


async def test_a_command_sent_right_behind_the_erasure_leaves_no_record(stage: Stage) -> None:
    maria = await stage.citizen()
    await ask_to_be_erased(stage, maria)
    maria.press("🗑 Изтрий")
    maria.say("/settings")
    await stage.settle()
    assert maria.last.text == words("start.consent_needed")
    assert str(maria.id) not in await everything_written(stage)


async def test_a_form_under_way_is_in_the_copy_and_goes_with_the_person(stage: Stage) -> None:
    await stage.owner()
    moderator = await stage.member("Борис", Role.moderator)
    await begin(stage, moderator)
    await stage.say(moderator, TITLE)
    await stage.say(moderator, "/mydata")
    page, for_programs = (one.document for one in moderator.messages[-2:])
    assert page is not None
    assert for_programs is not None
    assert TITLE in page.content.decode()
    assert TITLE in str(orjson.loads(for_programs.content)["held"]["dialogues"])
    await ask_to_be_erased(stage, moderator)
    await stage.press(moderator, "🗑 Изтрий")
    assert TITLE not in await everything_written(stage)
