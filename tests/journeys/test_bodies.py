"""A council from its founding to a published decision and a vote, by people who press and type, over HTTP."""

from datetime import UTC, datetime

from bot.domain.staff import Role
from bot.sandbox import Person
from bot.ui.navigation import GoBody
from tests.journeys.conftest import Stage
from tests.journeys.councils import BODY, NAME, found, on_the_desk, seated, summoned
from tests.journeys.publishing import answer

EVE = datetime(2026, 11, 11, 8, tzinfo=UTC)
"""10:00 in Haskovo on the day before the meeting."""
AFTER = datetime(2026, 11, 12, 17, tzinfo=UTC)


async def follower(stage: Stage) -> Person:
    """A citizen who reads English and finds the council from the home menu."""
    person = await stage.citizen("Emily", "en")
    await answer(stage, person, "[Menu]", "[Councils]", f"[{NAME[:20]}]", "[Follow]")
    assert "You follow it." in person.last.text
    return person


async def test_a_council_from_its_founding_to_a_published_decision_and_a_vote(stage: Stage) -> None:
    owner = await stage.owner()
    await found(stage, owner)
    citizen = await follower(stage)
    chair, *others = [await stage.citizen(name) for name in ("Калина", "Иван", "Петя", "Георги")]
    emin = await stage.citizen("Emin", "en")
    members = [chair, *others, emin]
    used = await seated(stage, owner, chair, "Председател")
    assert f"Вече сте член на {NAME}." in chair.last.text
    for person in members[1:]:
        await seated(stage, owner, person)
    await stage.start(others[0], used)
    assert "не работи" in others[0].last.text

    # The summons: three come, one cannot, and everybody sees how far the quorum is.
    await summoned(stage, owner)
    for person in (*members[:4], citizen):
        assert "12 ноември 2026 г., 17:30 ч." in person.last.text or "12 November 2026, 17:30" in person.last.text
    assert "Нужни за кворум: 3. Потвърдили: 0." in chair.last.text
    assert "📄 Материал: отчет.pdf" in chair.labels()
    assert "An open meeting" in citizen.last.text
    assert "1. Отчет за дърветата\n2. Избор на председател" in citizen.last.text
    for person in (chair, others[0]):
        await stage.press(person, "Ще дойда")
    await stage.press(emin, "I will come")
    assert "Needed for a quorum: 3. Confirmed: 3. Excused: 0." in emin.last.text
    assert "With those who confirmed there is a quorum." in emin.last.text
    await answer(stage, others[1], "[Не мога]", "[Кажи защо]", "В командировка съм.")
    await answer(stage, others[2], "[Предложи точка]", "Пейки в парка")
    await stage.press(chair, "Кой идва")
    assert "❌ Петя: В командировка съм." in chair.last.text
    assert "⏳ Георги" in chair.last.text
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Заседания: 1]", "[насрочено]", "[Предложени точки]", "[Включи № 1]", "[Назад]")
    assert "3. Пейки в парка" in owner.last.text

    # The day before: whoever excused themselves hears nothing more.
    before = len(others[1].messages)
    await stage.advance_to(EVE)
    assert "Утре, 17:30 ч." in chair.last.text
    assert "Tomorrow, 17:30" in emin.last.text
    assert "Ще дойдете ли?" in others[2].last.text
    assert len(others[1].messages) == before
    await stage.tick()
    assert [one.text for one in chair.messages].count(chair.last.text) == 1

    # Afterwards: who came, what was decided, and that everybody hears of it.
    await stage.advance_to(AFTER)
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Заседания: 1]", "[12.11.2026]", "[Присъствие]")
    assert "Присъстват: 3. Кворум: 3." in owner.last.text
    await answer(stage, owner, "[4. Член: Георги]", "[Готово]")
    assert "Присъстваха: 4. Имаше кворум" in owner.last.text
    await answer(stage, owner, "[Качи протокол]", "[file протокол.pdf]")
    await answer(stage, owner, "[Въведи решение]", "Засаждат се сто дървета.", "за 3, против 0, въздържали се 1")
    assert "Записано: решение № 1 от 2026 г." in owner.last.text
    await answer(stage, owner, "[Въведи решение]", "Избира се председател.", "[Без преброяване]")
    await answer(stage, owner, "[Публикувай]", "[Да, публикувай]")
    await stage.tick()
    assert "Published by" in citizen.last.text
    await stage.press(citizen, "Decisions")
    assert "Decision no. 1 of 2026\nЗасаждат се сто дървета.\nFor: 3. Against: 0. Abstained: 1." in citizen.last.text
    assert "Публикувано от" in chair.last.text
    told = len(citizen.messages)
    await stage.tick()
    assert len(citizen.messages) == told

    # A vote among members, whose result everybody may see in the end.
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Гласувания]", "[Ново гласуване]", "Кога да е следващото заседание?")
    await answer(stage, owner, "декември\nянуари", "утре 12:00")
    await stage.tick()
    await answer(stage, chair, "[Гласувай]", "[декември]", "[януари]")
    assert "Вашият избор: януари" in chair.last.text
    await answer(stage, emin, "[Vote]", "[декември]")
    await stage.advance(days=1)
    assert "• декември: 1\n• януари: 1\nГласували: 2 от 5" in chair.last.text
    await answer(stage, citizen, "[Menu]", "[Councils]")
    assert f"🔔 {NAME}" in citizen.labels()
    citizen.forge(GoBody(BODY).pack())
    await stage.settle()
    assert not any("Votes" in label for label in citizen.labels())
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Гласувания]", "[Кога да е]", "[Покажи резултата на всички]")
    citizen.forge(GoBody(BODY).pack())
    await stage.settle()
    await answer(stage, citizen, "[Votes]", "[Кога да е]")
    assert "Voted: 2 of 5" in citizen.last.text


async def test_somebody_applies_and_hears_why_they_were_not_taken(stage: Stage) -> None:
    """The wrong kind of answer is met kindly, and what was written before stays."""
    owner = await stage.owner()
    await found(stage, owner)
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Набери членове]", "Търсим двама граждани.", "30.11.2026")
    stranger = stage.person("Мария")
    await stage.start(stranger, f"b{BODY}")
    await answer(stage, stranger, "[Само разглеждам]")
    await answer(stage, stranger, "[Кандидатствай за член]")
    assert "30 ноември 2026 г." not in stranger.last.text  # consent is asked for first
    await stage.press(stranger, "✅")
    await answer(stage, stranger, "[Кандидатствай за член]", "Мария Иванова")
    stranger.attach("снимка.jpg", b"\xff\xd8\xff", "image/jpeg", kind="photo")
    await stage.settle()
    assert "Тук се пише с думи." in stranger.last.text
    await answer(stage, stranger, "[От свое име]", "кратко")
    assert "поне 20" in stranger.last.text
    await answer(stage, stranger, "Садя дървета от двадесет години.", "[Назад]", "[Остава както е]")
    assert "Садя дървета от двадесет години." in stranger.last.text
    await stage.press(stranger, "Изпрати")
    assert "Получихме кандидатурата Ви." in stranger.last.text

    moderator = await stage.member("Николай", Role.moderator)
    await on_the_desk(stage, moderator)
    await answer(stage, moderator, "[Кандидатури: 1]", "[Мария Иванова]", "[Не приемай]", "Местата се запълниха.")
    await stage.tick()
    assert "не е приета.\n\nПричина: Местата се запълниха." in stranger.last.text


async def test_an_old_summons_leads_to_how_the_meeting_stands_now(stage: Stage) -> None:
    """Moved, cancelled, and the seat freed: whatever button is pressed then, its answer is a true one."""
    owner = await stage.owner()
    await found(stage, owner)
    chair, emin = await stage.citizen("Калина"), await stage.citizen("Emin", "en")
    await seated(stage, owner, chair, "Председател")
    await seated(stage, owner, emin)
    await summoned(stage, owner, is_open=False)
    old = emin.last
    await answer(stage, owner, "[Премести]", "13.11.2026 18:00", "[Същото място]")
    await stage.tick()
    emin.press("I will come", old)
    await stage.settle()
    assert "was moved to Friday, 13 November 2026, 18:00" in str(emin.answers[-1].text)
    assert "Confirmed: 0" in old.text  # the old message shows the meeting as it is now
    emin.press("I will come", old)
    await stage.settle()
    assert "Confirmed: 1" in old.text

    # While somebody writes why they cannot come, there is nothing left to come to.
    await answer(stage, chair, "[Не мога]", "[Кажи защо]")
    await answer(stage, owner, "[Отмени]", "Няма ток в залата.")
    await stage.say(chair, "В командировка съм.")
    assert "Това заседание е отменено." in chair.last.text
    await stage.press(chair, "Назад")
    assert "🚫 Отменено. Причина: Няма ток в залата." in chair.last.text

    # A seat that was freed, pressed from the message that took it.
    await on_the_desk(stage, owner)
    await answer(stage, owner, "[Места]", "[Член: Emin]", "[Освободи мястото]", "[Освободи мястото]")
    await stage.tick()
    assert "was freed" in emin.last.text
    emin.forge("b.me:council-1")
    await stage.settle()
    assert "members only" in str(emin.answers[-1].text)
