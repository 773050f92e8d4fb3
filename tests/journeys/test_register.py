"""The public register: reading, searching, supporting, sharing; and what is not for everybody."""

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId
from bot.domain.proposals import HiddenCode
from bot.i18n import translator
from bot.ui.navigation import GoProposal, GoRegister
from bot.ui.proposals.callbacks import FoundPage, ShowWhole, Support
from storage import proposals
from tests.journeys.conftest import Stage
from tests.journeys.saying import GREEN, TEXT, count, forge, publish_all, say

BG, EN = translator("bg"), translator("en")
ABOUT = ("Паркирането в центъра да е платено.", "Повече пейки в парка.", "Детска площадка до училището.")


async def a_register(stage: Stage, *texts: str) -> None:
    author = await stage.citizen()
    for text in texts:
        await say(stage, author, text)
    await publish_all(stage)


async def test_the_card_counts_opinions_and_leads_to_them(stage: Stage) -> None:
    author, reader = await stage.citizen(), await stage.citizen("Emily", "en")
    await say(stage, author)
    await stage.say(reader, "/consultations")
    await stage.press(reader, "8 days")
    assert "Opinions received: 1" in reader.last.text
    await stage.press(reader, "Opinions (1)")
    assert EN("proposals.register_empty").striptags() in reader.last.text, "not before it was checked"
    await publish_all(stage)
    await forge(stage, reader, GoRegister(GREEN, 0).pack())
    assert "In the register: 1 opinion" in reader.last.text
    await stage.press(reader, "S-26-00001")
    assert TEXT in reader.last.text
    assert "Without a published name" in reader.last.text


async def test_a_closed_consultation_still_shows_them_and_says_that_the_report_is_prepared(stage: Stage) -> None:
    reader = await stage.citizen("Иван")
    await a_register(stage, TEXT)
    await stage.advance(days=9)
    await stage.say(reader, "/consultations")
    await stage.press(reader, "Приключили")
    await stage.press(reader, "10.11.2026")
    assert "Справката с отговорите се готви." in reader.last.text
    assert "Получени мнения: 1" in reader.last.text
    assert "✍️ Дай мнение" not in reader.labels()
    await stage.press(reader, "Мнения (1)")
    assert TEXT in reader.last.text


async def test_pages_turn_newest_first(stage: Stage) -> None:
    authors = [await stage.citizen(), await stage.citizen("Иван")]
    for number in range(6):
        await say(stage, authors[number % 2], f"Мнение номер {number}: да се засадят още дървета в парка.")
    await publish_all(stage)
    reader = stage.person("Петър")
    await stage.start(reader)
    await stage.press(reader, "Само разглеждам")
    await forge(stage, reader, GoRegister(0, 0).pack("bg"))
    assert "В регистъра: 6 мнения" in reader.last.text
    assert reader.labels()[0].startswith("S-26-00006")
    await stage.press(reader, "Още")
    assert reader.labels()[0].startswith("S-26-00001")
    assert await count(stage, "participants") == 2, "reading leaves no record"


async def test_words_are_found_and_pages_of_them_turn(stage: Stage) -> None:
    await a_register(stage, *ABOUT)
    authors = [await stage.citizen("Иван"), await stage.citizen("Ана")]
    for number in range(6):
        await say(stage, authors[number % 2], f"За велоалеята номер {number} до гарата и обратно до центъра.")
    await publish_all(stage)
    reader = stage.person("Петър")
    await stage.say(reader, "/search пейки")
    assert "„пейки“: намерено 1 мнение" in reader.last.text
    assert "Повече пейки в парка." in reader.last.text
    await stage.say(reader, "/search велоалея")
    assert "намерени 6 мнения" in reader.last.text
    await stage.press(reader, "Още")
    assert "Страница 2 от 2" in reader.last.text
    await stage.say(reader, "/search слонове")
    assert "Няма публикувани мнения с „слонове“" in reader.last.text
    await stage.say(reader, "/search")
    assert "/search паркиране" in reader.last.text


async def test_the_button_asks_for_words(stage: Stage) -> None:
    await a_register(stage, *ABOUT)
    reader = await stage.citizen("Иван")
    await forge(stage, reader, GoRegister(0, 0).pack())
    await stage.press(reader, "Търси")
    assert "Какво търсите?" in reader.last.text
    await stage.say(reader, "площадка")
    assert "Детска площадка" in reader.last.text
    await forge(stage, reader, FoundPage(7).pack())
    assert reader.last.text


async def test_support_is_given_once_and_taken_back(stage: Stage) -> None:
    await a_register(stage, TEXT)
    reader = await stage.citizen("Иван")
    await forge(stage, reader, GoProposal(1).pack())
    await stage.press(reader, "Подкрепям")
    await forge(stage, reader, Support(1, True).pack())
    assert "👍 1 подкрепа" in reader.last.text
    await stage.press(reader, "Не подкрепям")
    assert "Върнахте подкрепата си." in reader.last.text
    assert await count(stage, "proposal_supports") == 0


async def test_support_asks_for_consent_and_comes_back_to_the_same_proposal(stage: Stage) -> None:
    await a_register(stage, TEXT)
    visitor = stage.person("Петър")
    await stage.start(visitor, "p1")
    await stage.press(visitor, "Само разглеждам")
    assert TEXT in visitor.last.text
    await stage.press(visitor, "Подкрепям")
    assert BG("start.consent_needed").striptags() in visitor.last.text
    await stage.press(visitor, "Приемам")
    assert TEXT in visitor.last.text
    await stage.press(visitor, "Подкрепям")
    assert await count(stage, "proposal_supports") == 1


async def test_nobody_supports_their_own(stage: Stage) -> None:
    author = await stage.citizen()
    await say(stage, author)
    await publish_all(stage)
    await forge(stage, author, Support(1, True).pack())
    assert author.answers[-1].text == BG.plain("errors.own-proposal")
    assert await count(stage, "proposal_supports") == 0


async def test_an_answered_one_shows_its_reason_and_takes_no_more_support(stage: Stage) -> None:
    await a_register(stage, TEXT)
    answer = Answer.of(Disposition.partly, reason="Алеята стига до моста, средства за повече няма.")
    async with stage.app.engine.write() as tx:
        (one,) = await proposals.public(tx, None, limit=1, offset=0)
        await proposals.save(tx, one.publish_answer(answer, stage.clock.now()))
    reader = await stage.citizen("Иван")
    await forge(stage, reader, GoProposal(1).pack())
    assert "Решение: приема се частично" in reader.last.text
    assert "Алеята стига до моста" in reader.last.text
    assert "👍 Подкрепям" not in reader.labels()
    await forge(stage, reader, Support(1, True).pack())
    assert reader.answers[-1].text == BG.plain("errors.wrong-state")


async def test_a_shared_link_opens_it_for_everybody(stage: Stage) -> None:
    await a_register(stage, TEXT)
    reader = await stage.citizen("Иван")
    await forge(stage, reader, GoProposal(1).pack())
    await stage.press(reader, "Сподели")
    link = next(word for word in reader.last.text.split() if word.startswith("https://t.me/"))
    friend = await stage.citizen("Ayşe", "tr")
    await stage.start(friend, link.partition("start=")[2])
    assert TEXT in friend.last.text


@pytest.mark.parametrize("how", ["submitted", "hidden", "withdrawn", "formal"])
async def test_what_is_not_public_is_told_from_nothing_by_nobody(stage: Stage, how: str) -> None:
    author = await stage.citizen()
    await say(stage, author)
    async with stage.app.engine.write() as tx:
        one = await proposals.get(tx, ProposalId(1))
        match how:
            case "hidden":
                await proposals.save(tx, one.hide(HiddenCode.insult, "Обижда съседите си."))
            case "withdrawn":
                await proposals.save(tx, one.withdraw())
            case "formal":
                await tx.run("UPDATE proposals SET kind = 'formal'")
    reader = await stage.citizen("Иван")
    for data in (GoProposal(1), ShowWhole(1), Support(1, True)):
        await forge(stage, reader, data.pack())
        assert reader.last.text == BG("errors.not-found").striptags()
        await forge(stage, reader, data.__class__.parse(data.pack().replace(":1", ":999", 1)).pack())
        assert reader.last.text == BG("errors.not-found").striptags()
    await stage.start(reader, "p1")
    assert reader.last.text == BG("help.bad_link").striptags()
    await stage.say(reader, "/search алея пазар")
    assert "Няма публикувани мнения" in reader.last.text
