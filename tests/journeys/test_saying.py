"""Having a say, as citizens type and press it: from the first letter to the receipt."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import ConsultationId
from bot.domain.proposals import HiddenCode
from bot.i18n import translator
from bot.sandbox import InventedClock, Person, Sandbox
from bot.sandbox import Limits as Ceiling
from bot.ui.navigation import GoProposal, GoSay
from bot.ui.proposals.callbacks import ChooseKind, Send
from storage import proposals
from tests.journeys.conftest import MONDAY, Stage, running
from tests.journeys.publishing import begin as begin_publishing
from tests.journeys.saying import (
    GREEN,
    SECOND,
    TEXT,
    TO_THE_PREVIEW,
    answer,
    begin,
    count,
    everything_kept,
    forge,
    publish_all,
    say,
)

BG, EN = translator("bg"), translator("en")
CLOSES = datetime(2026, 11, 10, 22, tzinfo=UTC)
"""Midnight in Haskovo after the last day of the consultation that these journeys speak of."""
EGN = "6101057509"


async def drafts(stage: Stage) -> int:
    return await count(stage, "dialogues WHERE conversation = 'say'")


# -- the three roads ---------------------------------------------------------------------------------------------------


async def test_a_statement_goes_from_the_card_to_the_receipt_one_question_a_screen(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/consultations")
    await stage.press(citizen, "8 дни")
    await stage.press(citizen, "Дай мнение")
    for step, one in enumerate(("чл. 12, ал. 2", "[Подкрепям]", TEXT, "[Готово]", "[Без файл]"), 1):
        if one != "[Готово]" and one != "[Без файл]":
            assert citizen.last.text.startswith(f"{step}/7")
        await answer(stage, citizen, one)
    await answer(stage, citizen, "Мария Иванова", "Сдружение „Зелен Хасково“")
    preview = citizen.last.text
    for said in ("7/7", "За: чл. 12, ал. 2", "👍 Подкрепям", TEXT, "Име: Мария Иванова", "Зелен Хасково"):
        assert said in preview
    await stage.press(citizen, "Изпрати")
    assert "Получихме го: № S-26-00001" in citizen.last.text
    assert "вторник, 10 ноември 2026 г., 23:59 ч." in citizen.last.text
    assert await drafts(stage) == 0
    await stage.press(citizen, "Моите неща")
    assert citizen.labels()[0].startswith("S-26-00001 · чака проверка")


async def test_a_statement_is_given_in_english_to_the_end(stage: Stage) -> None:
    citizen = await stage.citizen("Emily", "en")
    await stage.say(citizen, "/say")
    for kind in ("statement", "formal", "idea"):
        assert EN.plain(f"proposals.promise_{kind}") in citizen.last.text
    await stage.press(citizen, "What is the difference?")
    assert "We do not record whose it is" in citizen.last.text
    await answer(stage, citizen, "[To the question]", "[Opinion on a draft]", "[8 days]", "[The whole draft]")
    await answer(stage, citizen, "[Change it]", "The alley should reach the market, where most people walk.")
    await answer(stage, citizen, "[Done]", "[No file]", "[Yes: Emily]", "[No, for myself]")
    assert "About: the whole draft" in citizen.last.text
    assert "Name: Emily" in citizen.last.text
    await stage.press(citizen, "Send")
    assert "We have it: S-26-00001" in citizen.last.text


async def test_an_idea_is_given_a_code_and_leaves_nothing_that_names_the_chat(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/say")
    await answer(stage, citizen, "[Анонимна идея]", TEXT, "[photo снимка.jpg]", "[Готово]", "[Готово]", "[Изпрати]")
    receipt = citizen.last.text
    number, code = "I-26-00001", receipt.partition("код ")[2][:6]
    assert number in receipt
    async with stage.app.engine.read() as tx:
        tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%proposal%'")
        assert tables
        row = await tx.one("SELECT author, name, submitted_at FROM proposals")
        assert row is not None
        assert (row["author"], row["name"]) == (None, None)
        assert await tx.value("SELECT owner FROM files WHERE id IN (SELECT file FROM proposal_files)") is None
        for table in ("dialogues", "outbox", "inbox WHERE payload IS NOT NULL"):
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0

    await stage.press(citizen, "Номер и код")
    await stage.say(citizen, "I-26-00001 AAAAAA")
    assert citizen.last.text == BG.plain("proposals.wrong_code")
    look_alike = number.replace("I", "І") + " " + code.lower().replace("a", "а").replace("p", "р")
    await stage.say(citizen, look_alike)
    assert "Чака проверка. После всеки може да я прочете." in citizen.last.text
    assert TEXT in citizen.last.text
    await stage.say(citizen, f"/idea {number} {code}")
    assert TEXT in citizen.last.text


async def test_a_formal_proposal_asks_who_and_where_to_answer(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/say")
    await answer(stage, citizen, "[Предложение до общината]", TEXT, "[Готово]", "[Без файл]", "Ана")
    assert "Нужни са поне две имена" in citizen.last.text
    await answer(stage, citizen, "Мария Петрова Иванова", "[Имейл]", "това не е имейл")
    assert "не прилича на имейл" in citizen.last.text
    await answer(stage, citizen, "maria@example.org", "[Не, от свое име]")
    assert "Къде да отговорим: maria@example.org" in citizen.last.text
    await stage.press(citizen, "Изпрати")
    assert "№ P-26-00001" in citizen.last.text
    assert "деловодството до 3 ноември 2026 г." in citizen.last.text


@pytest.mark.parametrize("language", ["bg", "en"])
async def test_an_idea_and_a_formal_proposal_are_sent_in_ones_language(stage: Stage, language: str) -> None:
    t = translator(language)
    citizen = await stage.citizen("Emily", language)
    done, no_file = f"[{t.plain('common.done')}]", f"[{t.plain('proposals.no_files')}]"
    send = f"[{t.plain('proposals.send')}]"
    await stage.say(citizen, "/say")
    await answer(stage, citizen, f"[{t.plain('proposals.choose_idea')}]", TEXT, done, no_file, send)
    code = copied(citizen)
    assert code[0] == "I-26-00001"
    await stage.say(citizen, f"/idea {' '.join(code)}")
    assert t("proposals.next_check_idea").striptags() in citizen.last.text

    await stage.say(citizen, "/say")
    await answer(stage, citizen, f"[{t.plain('proposals.choose_formal')}]", SECOND, done, no_file, "Emily Jane Brown")
    await answer(stage, citizen, f"[{t.plain('proposals.by_address')}]", "5 Byalo More St, 6300 Haskovo")
    await answer(stage, citizen, f"[{t.plain('proposals.for_myself')}]")
    assert t.plain("proposals.answer_to", contact="5 Byalo More St, 6300 Haskovo") in citizen.last.text
    await answer(stage, citizen, send, f"[{t.plain('proposals.my_things')}]", "[P-26-00001]")
    assert t.short_date(date(2026, 11, 3)) in citizen.last.text


def copied(citizen: Person) -> list[str]:
    """Number and code, as they stand for copying in the newest receipt."""
    text, entities = citizen.last.text, citizen.last.entities
    return [text[one["offset"] :][: one["length"]] for one in entities if one["type"] == "code"]


async def test_a_part_is_chosen_where_the_text_is_divided_page_by_page(stage: Stage) -> None:
    async with stage.app.engine.write() as tx:
        titles = [{"bg": f"Член {number}", "en": f"Article {number}"} for number in range(1, 11)]
        await proposals.put_sections(tx, ConsultationId(GREEN), titles)
    citizen = await stage.citizen()
    await stage.say(citizen, "/say")
    await answer(stage, citizen, "[Становище по проект]", "[8 дни]")
    assert "Изберете или напишете сами" in citizen.last.text
    await answer(stage, citizen, "[Още]", "[Член 10]", *TO_THE_PREVIEW[1:])
    assert "Част: Член 10" in citizen.last.text
    await stage.press(citizen, "Изпрати")
    await forge(stage, citizen, GoProposal(1).pack())
    assert "Част: Член 10" in citizen.last.text


# -- nothing is lost ---------------------------------------------------------------------------------------------------


async def test_a_restart_in_mid_sentence_changes_nothing(fresh_town: Path, tmp_path: Path) -> None:
    database = tmp_path / "prestige.db"
    database.write_bytes(fresh_town.read_bytes())
    clock = InventedClock(MONDAY)
    async with Sandbox(clock=clock, limits=Ceiling.none()) as sandbox:
        async with running(sandbox, database) as stage:
            citizen = await stage.citizen()
            await begin(stage, citizen)
            await answer(stage, citizen, "чл. 3", "[Против]", TEXT)
        clock.advance(timedelta(days=3))
        async with running(sandbox, database) as stage:
            await stage.tick()
            await stage.start(citizen)
            await stage.press(citizen, "Продължи започнатото")
            assert "Дотук: 72 знака" in citizen.last.text
            await answer(stage, citizen, SECOND, *TO_THE_PREVIEW[3:], "[Изпрати]")
            assert "Получихме го" in citizen.last.text
            async with stage.app.engine.read() as tx:
                assert await tx.value("SELECT text FROM proposals") == f"{TEXT}\n{SECOND}"


async def test_a_double_tap_is_one_proposal_and_the_same_receipt(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW)
    preview = citizen.last
    citizen.press("Изпрати", preview)
    citizen.press("Изпрати", preview)
    await stage.settle()
    first, second = citizen.messages[-2:]
    assert first.text == second.text
    assert "S-26-00001" in first.text
    assert await count(stage) == 1
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 5")
    citizen.press("Изпрати", preview)
    await stage.settle()
    assert citizen.last.text == first.text, "also while another one is being written"
    assert await count(stage) == 1


async def test_beginning_another_asks_before_the_first_is_lost(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT)
    await stage.say(citizen, "/say")
    assert "Имате започнато мнение: „Предлагам алеята" in citizen.last.text
    await stage.press(citizen, "Продължи започнатото")
    assert "Дотук: 72 знака" in citizen.last.text
    await stage.say(citizen, "/say")
    await stage.press(citizen, "Започни ново")
    assert BG("proposals.ask_kind").striptags() in citizen.last.text
    assert TEXT not in await everything_kept(stage)


async def test_cancelling_keeps_the_draft_and_later_does_too(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW, "[По-късно]")
    assert "Написаното се пази 7 дни" in citizen.last.text
    await stage.press(citizen, "Продължи започнатото")
    assert "7/7" in citizen.last.text
    await answer(stage, citizen, "[Отказ]", "[Изтрий черновата]")
    assert await drafts(stage) == 0


async def test_every_field_is_edited_from_the_preview_which_comes_back(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW)
    edits = {
        "За коя част": ("чл. 40", "чл. 40"),
        "Позиция": ("[Против]", "👎 Против"),
        "Име": ("Мария И.", "Име: Мария И."),
        "Организация": ("Клуб „Дърво“", "Клуб „Дърво“"),
    }
    for field, (typed, shown) in edits.items():
        await answer(stage, citizen, "[Поправи]", f"[{field}]", typed)
        assert shown in citizen.last.text
        assert "Така ще изглежда" in citizen.last.text
    await answer(stage, citizen, "[Поправи]", "[Текст]", SECOND, "[Готово]")
    assert f"{TEXT}\n{SECOND}" in citizen.last.text
    await answer(stage, citizen, "[Поправи]", "[Файлове]", "[file скица.pdf]", "[Готово]")
    assert "📎 1 файл" in citizen.last.text
    await answer(stage, citizen, "[Поправи]", "[Текст]", "[Назад]")
    assert "Така ще изглежда" in citizen.last.text


async def test_back_leads_through_every_question_and_answers_stay(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT, "[Готово]")
    for step in ("3/7", "2/7", "1/7"):
        await stage.press(citizen, "Назад")
        assert citizen.last.text.startswith(step)
    await stage.press(citizen, "Остави както е")
    assert citizen.last.text.startswith("4/7")


async def test_what_was_typed_at_home_becomes_the_beginning_of_an_opinion(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, TEXT)
    await answer(stage, citizen, "[Да, запази го]")
    assert TEXT in citizen.last.text
    await answer(stage, citizen, "[Анонимна идея]")
    assert "Дотук: 72 знака" in citizen.last.text


async def test_what_a_visitor_typed_survives_their_consent(stage: Stage) -> None:
    visitor = stage.person()
    await stage.say(visitor, TEXT)
    await stage.press(visitor, "Да, запази го")
    assert await count(stage, "dialogues") == 0
    await stage.press(visitor, "Приемам")
    await stage.press(visitor, "Анонимна идея")
    assert "Дотук: 72 знака" in visitor.last.text


# -- the text ----------------------------------------------------------------------------------------------------------


async def test_an_edited_message_changes_its_part_of_the_draft(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]")
    first = citizen.say(TEXT)
    await stage.settle()
    await answer(stage, citizen, SECOND, *TO_THE_PREVIEW[3:])
    citizen.edit(first, "Поправено: алеята да стигне чак до гарата.")
    await stage.settle()
    assert f"Поправено: алеята да стигне чак до гарата.\n{SECOND}" in citizen.last.text
    assert "Промяната е в черновата." in citizen.last.text
    await stage.press(citizen, "Изпрати")
    assert "Получихме го" in citizen.last.text
    citizen.edit(first, TEXT)
    await stage.settle()
    assert citizen.last.text == BG("proposals.edited_elsewhere").striptags()
    async with stage.app.engine.read() as tx:
        assert str(await tx.value("SELECT text FROM proposals")).startswith("Поправено")


@pytest.mark.parametrize(("size", "over"), [(3501, 1), (20_000, 16_504)])
async def test_what_is_too_long_is_refused_with_the_count_and_kept_whole(stage: Stage, size: int, over: int) -> None:
    """Telegram parts 20,000 characters into five messages, which makes four ends of lines."""
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", "я" * size)
    assert f"с {over} знак" in citizen.last.text
    assert "✅ Готово" not in citizen.labels()
    assert (await everything_kept(stage)).count("я" * 100) >= size // 4096
    async with stage.app.engine.read() as tx:
        assert str(await tx.value("SELECT draft FROM dialogues")).count("я") == size
    await answer(stage, citizen, "[Отначало]", TEXT, *TO_THE_PREVIEW[3:], "[Изпрати]")
    assert "Получихме го" in citizen.last.text


async def test_3500_characters_are_shown_and_sent_whole(stage: Stage) -> None:
    citizen = await stage.citizen()
    text = "дума " * 699 + "край."
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", text, *TO_THE_PREVIEW[3:])
    assert text in citizen.last.text
    await stage.press(citizen, "Изпрати")
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT text FROM proposals") == text


async def test_a_command_a_sticker_and_a_voice_never_become_text(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT)
    citizen.locate(41.9, 25.5)
    await stage.settle()
    assert "Не четем гласови съобщения и стикери" in citizen.last.text
    await answer(stage, citizen, "/help", "[Продължи започнатото]")
    assert "Дотук: 72 знака" in citizen.last.text
    await answer(stage, citizen, "/nosuch", "[Продължи започнатото]")
    assert "Дотук: 72 знака" in citizen.last.text


async def test_an_album_is_three_files_and_the_fourth_is_refused(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT, "[Готово]")
    for number in range(4):
        citizen.attach(f"{number}.jpg", b"picture", "image/jpeg", "photo")
    await stage.settle()
    assert "Файловете вече са 3" in citizen.last.text
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM files WHERE owner IS NOT NULL AND photo = 1") == 3


async def test_a_file_of_another_kind_is_refused_in_words(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT, "[Готово]")
    citizen.attach("вирус.exe", b"MZ", "application/x-msdownload")
    await stage.settle()
    assert "Приемаме снимки" in citizen.last.text
    citizen.attach("план.pdf", b"%PDF", "application/pdf", caption="Това е планът на двора.")
    await stage.settle()
    assert "📎 план.pdf" in citizen.last.text
    assert BG.plain("proposals.note_added") in citizen.last.text


# -- personal data -----------------------------------------------------------------------------------------------------


async def test_an_egn_is_nowhere_in_the_database(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, f"чл. 3 {EGN}", "[Против]", f"{TEXT} ЕГН {EGN}.")
    assert BG.plain("proposals.note_egn") in citizen.last.text
    assert EGN not in await everything_kept(stage)
    await answer(stage, citizen, "[Готово]", "[Без файл]", f"Мария {EGN}", f"Клуб {EGN}")
    assert BG.plain("proposals.egn_hidden") in citizen.last.text
    assert EGN not in citizen.last.text
    await stage.press(citizen, "Изпрати")
    assert "Получихме го" in citizen.last.text
    assert EGN not in await everything_kept(stage)


async def test_a_phone_is_warned_about_and_hidden_or_left(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", f"{TEXT} Тел. 0888 123 456.", *TO_THE_PREVIEW[3:])
    assert "В текста има телефон." in citizen.last.text
    await stage.press(citizen, "Скрий го")
    assert "0888" not in citizen.last.text
    await answer(stage, citizen, "[Поправи]", "[Текст]", "Пишете на maria@example.org.", "[Готово]")
    assert "В текста има имейл." in citizen.last.text
    await stage.press(citizen, "Остави го")
    assert "maria@example.org" in citizen.last.text
    await stage.press(citizen, "Изпрати")
    assert "Получихме го" in citizen.last.text


async def test_what_looks_like_a_signal_is_told_of_its_own_procedure(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/say")
    await answer(
        stage, citizen, "[Анонимна идея]", f"Подавам сигнал за счупена пейка. {TEXT}", "[Готово]", "[Без файл]"
    )
    assert "прилича на сигнал" in citizen.last.text
    assert "Център за административно обслужване" in citizen.last.text
    await stage.press(citizen, "Предложение е, продължи")
    assert "3/3" in citizen.last.text


async def test_similar_opinions_are_shown_and_one_may_be_supported_instead(stage: Stage) -> None:
    maria, ivan = await stage.citizen(), await stage.citizen("Иван")
    await say(stage, maria)
    await publish_all(stage)
    await begin(stage, ivan)
    await answer(stage, ivan, *TO_THE_PREVIEW)
    assert "Има 1 сходно мнение." in ivan.last.text
    await stage.press(ivan, "S-26-00001")
    assert TEXT in ivan.last.text
    await stage.press(ivan, "Подкрепи това вместо мое")
    assert await count(stage, "proposal_supports") == 1
    assert await drafts(stage) == 1
    await stage.press(ivan, "Продължи с моето")
    await stage.press(ivan, "Продължи с моето")
    await stage.press(ivan, "Изпрати")
    assert await count(stage) == 2, "similar ones are never merged"


async def test_a_similar_one_that_is_hidden_meanwhile_is_not_shown_any_more(stage: Stage) -> None:
    maria, ivan = await stage.citizen(), await stage.citizen("Иван")
    await say(stage, maria)
    await publish_all(stage)
    await begin(stage, ivan)
    await answer(stage, ivan, *TO_THE_PREVIEW)
    async with stage.app.engine.write() as tx:
        (shown,) = await proposals.public(tx, None, limit=2, offset=0)
        await proposals.save(tx, shown.hide(HiddenCode.insult, "Обижда съседите си."))
    await stage.start(ivan)
    await stage.press(ivan, "Продължи започнатото")
    assert "7/7" in ivan.last.text


async def test_an_edit_of_a_waiting_draft_leaves_another_form_alone(stage: Stage) -> None:
    owner = await stage.owner()
    await begin(stage, owner)
    await answer(stage, owner, "чл. 3", "[Против]")
    first = owner.say(TEXT)
    await stage.settle()
    await begin_publishing(stage, owner)
    owner.edit(first, SECOND)
    await stage.settle()
    assert "Промяната е и в черновата" in owner.last.text
    await stage.say(owner, "Нов план за парковете и градините")
    assert "Какъв е актът?" in owner.last.text
    await stage.press(owner, "Отказ")
    await stage.say(owner, "/say")
    assert SECOND in owner.last.text


# -- in time -----------------------------------------------------------------------------------------------------------


async def ready(stage: Stage) -> Person:
    """Somebody at the preview, on a clock that can be moved to the closing."""
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW)
    return citizen


@pytest.mark.parametrize(("away", "in_time"), [(-1, True), (0, False), (1, False)])
async def test_the_tap_decides_at_the_closing_second(stage: Stage, away: int, in_time: bool) -> None:
    citizen = await ready(stage)
    stage.clock.advance_to(CLOSES + timedelta(seconds=away))
    await stage.press(citizen, "Изпрати")
    assert await count(stage) == int(in_time)
    said = "Получихме го" if in_time else "Срокът изтече на 10 ноември 2026 г."
    assert said in citizen.last.text


async def test_the_term_passes_while_somebody_writes_and_the_text_goes_on_as_an_idea(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT)
    stage.clock.advance_to(CLOSES + timedelta(minutes=1))
    await stage.say(citizen, SECOND)
    assert "Срокът изтече на 10 ноември 2026 г." in citizen.last.text
    await stage.press(citizen, "Като идея")
    assert f"Дотук: {len(TEXT) + 1 + len(SECOND)} знака" in citizen.last.text
    await answer(stage, citizen, "[Готово]", "[Без файл]", "[Изпрати]")
    assert "I-26-00001" in citizen.last.text
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT text FROM proposals") == f"{TEXT}\n{SECOND}"


async def test_late_at_the_preview_it_becomes_a_formal_proposal_with_what_that_needs(stage: Stage) -> None:
    citizen = await ready(stage)
    stage.clock.advance_to(CLOSES)
    await answer(stage, citizen, "[Изпрати]", "[Като предложение]")
    assert "Напишете трите си имена" in citizen.last.text
    await answer(stage, citizen, "Мария Петрова Иванова", "[Тук, в чата]", "[Изпрати]")
    assert "P-26-00001" in citizen.last.text


async def test_late_it_may_be_deleted(stage: Stage) -> None:
    citizen = await ready(stage)
    stage.clock.advance_to(CLOSES)
    await answer(stage, citizen, "[Изпрати]", "[Изтрий черновата]")
    assert await drafts(stage) == 0


async def test_what_was_written_before_the_closing_and_heard_after_an_outage_counts(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]")
    stage.clock.advance_to(CLOSES + timedelta(minutes=20))
    stage.sandbox.push(
        {
            "message": {
                "message_id": 900,
                "date": int((CLOSES - timedelta(seconds=1)).timestamp()),
                "chat": {"id": citizen.id, "type": "private", "first_name": "Мария"},
                "from": citizen.body,
                "text": TEXT,
            }
        }
    )
    await stage.settle()
    assert "Дотук: 72 знака" in citizen.last.text
    await answer(stage, citizen, *TO_THE_PREVIEW[3:], "[Изпрати]")
    assert "Получихме го" in citizen.last.text


async def test_a_consultation_that_is_cancelled_meanwhile_keeps_the_text_and_offers_the_rest(stage: Stage) -> None:
    citizen = await ready(stage)
    async with stage.app.engine.write() as tx:
        await tx.run("UPDATE consultations SET recorded = 'cancelled' WHERE id = 10")
    await stage.press(citizen, "Изпрати")
    assert "Тази консултация вече не приема мнения." in citizen.last.text
    await stage.press(citizen, "Като идея")
    assert TEXT in citizen.last.text


async def test_an_extension_lets_a_late_draft_go_on(stage: Stage) -> None:
    citizen = await ready(stage)
    stage.clock.advance_to(CLOSES)
    await stage.press(citizen, "Изпрати")
    async with stage.app.engine.write() as tx:
        later = {"closes": int(CLOSES.timestamp()) + 86_400, "day": "2026-11-11"}
        await tx.run("UPDATE consultations SET closes_at = :closes, last_day = :day WHERE id = 10", **later)
    await stage.start(citizen)
    await answer(stage, citizen, "[Продължи започнатото]", "[Изпрати]")
    assert "Получихме го" in citizen.last.text


async def test_a_picture_sent_before_the_text_is_attached_and_said_so(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", "[photo двор.jpg]")
    assert BG.plain("proposals.note_attached") in citizen.last.text
    await answer(stage, citizen, TEXT, "[Готово]")
    assert "📎 Снимка" in citizen.last.text


async def test_who_comes_after_the_closing_is_told_what_is_still_open(stage: Stage) -> None:
    citizen = await stage.citizen()
    stage.clock.advance_to(CLOSES)
    await begin(stage, citizen)
    assert "изтече на 10 ноември 2026 г." in citizen.last.text
    await stage.press(citizen, "Като идея")
    assert citizen.last.text.startswith("1/3")


# -- links, limits, forgeries ------------------------------------------------------------------------------------------


async def test_a_link_opens_the_form_right_after_consent(stage: Stage) -> None:
    visitor = stage.person()
    await stage.start(visitor, "y10")
    await stage.press(visitor, "Приемам")
    assert "Становище по „Промени в Наредбата за зелената система“" in visitor.last.text
    other = stage.person("Иван")
    await stage.start(other)
    await stage.press(other, "Само разглеждам")
    await forge(stage, other, GoSay(10).pack("bg"))
    assert BG("start.consent_needed").striptags() in other.last.text
    await stage.press(other, "Приемам")
    assert "1/7" in other.last.text


@pytest.mark.parametrize("payload", ["y999999", "y", "y-1", "yx", "p999999", "p", "px"])
async def test_a_link_to_nothing_says_so(stage: Stage, payload: str) -> None:
    citizen = await stage.citizen()
    await stage.start(citizen, payload)
    assert citizen.last.text == BG("help.bad_link").striptags()


async def test_the_sixth_of_a_day_waits_for_tomorrow(stage: Stage) -> None:
    citizen = await stage.citizen()
    for number in range(6):
        await stage.say(citizen, "/say")
        await answer(stage, citizen, "[Анонимна идея]", f"{TEXT} {number}", "[Готово]", "[Без файл]", "[Изпрати]")
    assert await count(stage) == 5
    assert "Днес изпратихте 5" in (citizen.answers[-1].text or "")
    await stage.advance(days=1)
    await stage.press(citizen, "Изпрати")
    assert await count(stage) == 6
    assert await count(stage, "proposal_counts") == 1, "yesterday's count was swept"


@pytest.mark.parametrize(
    "data", [Send("deadbeef", 0).pack(), ChooseKind("idea").pack(), "say.send:x:y", "say.back:text"]
)
async def test_a_button_of_a_form_that_is_gone_leads_home(stage: Stage, data: str) -> None:
    citizen = await stage.citizen()
    await forge(stage, citizen, data)
    assert citizen.last.text
    assert await count(stage) == 0


async def test_nothing_of_a_proposal_is_told_to_somebody_else(stage: Stage) -> None:
    maria, ivan = await stage.citizen(), await stage.citizen("Иван")
    await say(stage, maria)
    await forge(stage, ivan, GoProposal(1).pack())
    hers = ivan.last.text
    await forge(stage, ivan, GoProposal(999).pack())
    assert ivan.last.text == hers == BG("errors.not-found").striptags()
    for prefix in (
        "say.change",
        "say.ask",
        "say.recall",
        "say.review",
        "say.thread",
        "say.sent",
        "p.whole",
        "say.reply",
    ):
        await forge(stage, ivan, f"{prefix}:1")
        assert TEXT not in ivan.last.text
    assert await count(stage, "proposals WHERE status = 'submitted'") == 1


async def test_a_word_where_a_button_is_wanted_is_followed_by_the_question(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await stage.say(citizen, "чл. 12, ал. 2")
    question, buttons = citizen.last.text, citizen.labels()
    await stage.say(citizen, "Против съм.")
    assert citizen.last.text == f"{BG.plain('proposals.button_wanted')}\n\n{question}"
    assert citizen.labels() == buttons


async def test_who_types_no_writes_for_themselves_and_one_name_is_not_enough(stage: Stage) -> None:
    citizen = await stage.citizen()
    await forge(stage, citizen, GoSay(0).pack())
    await answer(stage, citizen, "[Предложение до общината]", TEXT, "[Готово]", "[Без файл]", "Мария")
    assert citizen.last.text.startswith(BG.plain("errors.full-name-needed"))
    await answer(stage, citizen, "Мария Петрова", "[Тук, в чата]", "Не.")
    assert "6/6" in citizen.last.text
    assert "От името на" not in citizen.last.text
