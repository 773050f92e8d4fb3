"""Changing what is published: a reason that followers see, a last look, and once only."""

import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from bot.ui.publishing.callbacks import Change, Confirm
from tests.journeys.conftest import Stage
from tests.journeys.publishing import PDF, TITLE, WHY, changes, open_on_the_desk, publish, published

BG = translator("bg")


async def number_of(stage: Stage) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT id FROM consultations WHERE title = :title", title=TITLE))


async def test_an_extension_shows_its_proof_first_and_followers_learn_why(stage: Stage) -> None:
    moderator, citizen = await published(stage)
    await stage.press(moderator, "Удължи срока")
    await stage.say(moderator, "1.12.2026")
    assert "трябва да е след него" in moderator.last.text
    await stage.say(moderator, "12.12.2026")
    await stage.say(moderator, WHY)
    assert "Ден 40: събота, 12 декември 2026 г." in moderator.last.text
    assert "Краен ден: понеделник, 14 декември 2026 г." in moderator.last.text
    assert await changes(stage) == []
    await stage.press(moderator, "Удължи и извести")
    assert "Срокът е удължен до понеделник, 14 декември 2026 г." in moderator.last.text
    await stage.tick()
    assert "Нов краен ден: понеделник, 14 декември 2026 г." in citizen.last.text
    assert WHY in citizen.last.text


async def test_a_double_tap_changes_once(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Удължи срока")
    await stage.press(moderator, "+ 7 дни")
    await stage.say(moderator, WHY)
    moderator.press("Удължи и извести")
    moderator.press("Удължи и извести")
    await stage.settle()
    assert await changes(stage) == ["extended"]
    assert "Мнения до: сряда, 9 декември 2026 г." in moderator.last.text


async def test_a_confirmation_left_before_does_not_do_what_comes_after(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Поправи")
    await stage.press(moderator, "Заглавие")
    await stage.say(moderator, "Поправено заглавие на плана")
    await stage.say(moderator, WHY)
    left = moderator.last
    await stage.say(moderator, "/cancel")
    await stage.advance(minutes=5)
    await open_on_the_desk(stage, moderator)
    await stage.press(moderator, "Отмени")
    await stage.say(moderator, WHY)
    moderator.press("Поправи и извести", left)
    await stage.settle()
    assert await changes(stage) == []
    assert "не може да се възобнови" in left.text


async def test_a_correction_shows_was_and_becomes_and_names_what_changed(stage: Stage) -> None:
    moderator, citizen = await published(stage)
    await stage.press(moderator, "Поправи")
    await stage.press(moderator, "Заглавие")
    await stage.say(moderator, TITLE)
    assert "няма какво да се поправи" in moderator.last.text
    await stage.say(moderator, "Поправено заглавие на плана")
    await stage.say(moderator, "Имаше правописна грешка.")
    assert f"Беше: {TITLE}\nСтава: Поправено заглавие на плана" in moderator.last.text
    await stage.press(moderator, "Поправи и извести")
    await stage.tick()
    assert "Променено: заглавието" in citizen.last.text


@pytest.mark.parametrize(
    ("field", "answers", "shown"),
    [
        ("Какво се променя", ["Описанието вече е съвсем друго."], "Става: Описанието вече е съвсем друго."),
        ("Връзка към сайта", ["obs.haskovo.bg/b"], "Става: https://obs.haskovo.bg/b"),
        ("Теми", ["[Бюджет]", "[Готово]"], "Става: Паркове и околна среда и Бюджет"),
        ("Места", ["[Войводово]", "[Готово]"], "Беше: Цялата община\nСтава: Войводово"),
    ],
)
async def test_everything_that_is_said_of_it_can_be_corrected(
    stage: Stage, field: str, answers: list[str], shown: str
) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Поправи")
    await stage.press(moderator, field)
    for one in answers:
        await (stage.press(moderator, one[1:-1]) if one.startswith("[") else stage.say(moderator, one))
    await stage.say(moderator, WHY)
    assert shown in moderator.last.text
    await stage.press(moderator, "Поправи и извести")
    assert await changes(stage) == ["corrected"]


async def test_a_new_draft_says_that_the_term_restarts_before_and_after(stage: Stage) -> None:
    moderator, citizen = await published(stage)
    await stage.advance(days=10)
    await open_on_the_desk(stage, moderator)
    await stage.press(moderator, "Смени документ")
    await stage.press(moderator, "Проект ·")
    assert "започва срока отначало" in moderator.last.text
    await stage.say(moderator, "ето го")
    assert BG.plain("publishing.file_wanted") in moderator.last.text
    moderator.attach("нов.pdf", PDF, "application/pdf")
    await stage.settle()
    await stage.press(moderator, "Днес")
    await stage.say(moderator, "13")
    assert "под законния минимум" in moderator.last.text
    await stage.say(moderator, "20")
    await stage.say(moderator, "Промяната е съвсем малка.")
    await stage.say(moderator, "Имаше грешка в член 3.")
    assert "Срок: 20 дни" in moderator.last.text
    await stage.press(moderator, "срокът отначало")
    await stage.tick()
    assert "Проектът е сменен, срокът тече отначало" in citizen.last.text
    assert "Имаше грешка в член 3." in citizen.last.text
    await stage.press(citizen, "Виж")
    await stage.press(citizen, "Документи (2)")
    await stage.press(citizen, "Стари версии (1)")
    assert any("proekt.pdf" in label for label in citizen.labels())


async def test_a_restart_that_takes_a_day_away_is_refused(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Смени документ")
    await stage.press(moderator, "Мотиви ·")
    moderator.attach("нов.pdf", PDF, "application/pdf")
    await stage.settle()
    await stage.press(moderator, "Вчера")
    await stage.press(moderator, "30 дни")
    assert "трябва да е след него" in moderator.answers[-1].text  # type: ignore[operator] # it has a text
    assert await changes(stage) == []


async def test_a_cancellation_tells_why_and_is_final(stage: Stage) -> None:
    moderator, citizen = await published(stage)
    await stage.press(moderator, "Отмени")
    await stage.say(moderator, "Оттеглена от вносителя.")
    assert "не може да се възобнови" in moderator.last.text
    await stage.press(moderator, "Отмени консултацията")
    await stage.tick()
    assert "Консултацията е отменена" in citizen.last.text
    await stage.press(citizen, "Виж")
    assert "Причина: Оттеглена от вносителя." in citizen.last.text
    await stage.say(citizen, "/following")
    assert citizen.last.text == BG("consultations.follows_none").striptags()
    moderator.forge(Change("extend", await number_of(stage)).pack())
    await stage.settle()
    await stage.press(moderator, "+ 7 дни")
    assert await changes(stage) == ["cancelled"]


async def test_a_form_whose_consultation_went_another_way_ends_at_the_desk(stage: Stage) -> None:
    moderator, _ = await published(stage)
    other = await stage.member("Николай", Role.moderator)
    await open_on_the_desk(stage, other)
    await stage.press(other, "Удължи срока")
    await stage.press(other, "+ 7 дни")
    await stage.say(other, WHY)
    await stage.say(other, "/cancel")
    await stage.press(moderator, "Отмени")
    await stage.say(moderator, WHY)
    await stage.press(moderator, "Отмени консултацията")
    await stage.press(other, "Продължи започнатото")
    assert "Консултации за екипа" in other.last.text
    await stage.press(other, "Меню")
    assert "Продължи започнатото" not in str(other.labels())


async def test_two_who_change_it_at_once_do_not_overwrite_each_other(stage: Stage) -> None:
    moderator, _ = await published(stage)
    other = await stage.member("Николай", Role.moderator)
    await open_on_the_desk(stage, other)
    for person, days in ((moderator, "+ 7 дни"), (other, "+ 14 дни")):
        await stage.press(person, "Удължи срока")
        await stage.press(person, days)
        await stage.say(person, WHY)
    await stage.press(moderator, "Удължи и извести")
    await stage.press(other, "Удължи и извести")
    assert other.answers[-1].text == BG.plain("publishing.changed_meanwhile")
    assert await changes(stage) == ["extended"]
    assert "Досегашен последен ден: сряда, 9 декември 2026 г." in other.last.text
    await stage.press(other, "Удължи и извести")
    assert await changes(stage) == ["extended", "extended"]


@pytest.mark.parametrize(("role", "organisation"), [(Role.editor, "municipality"), (Role.moderator, "alliance")])
async def test_who_does_not_decide_sees_it_without_buttons_and_forges_in_vain(
    stage: Stage, role: Role, organisation: str
) -> None:
    await published(stage)
    number = await number_of(stage)
    other = await stage.member("Елена", role, organisation)
    await open_on_the_desk(stage, other)
    assert BG.plain("publishing.only_deciders") in other.last.text
    for data in (*(Change(act, number).pack() for act in ("extend", "correct", "replace", "cancel")), "chg:melt:1"):
        other.forge(data)
        await stage.settle()
        assert other.answers[-1].text or "chg:melt" in data
    other.forge(Confirm(number, 0).pack())
    await stage.settle()
    assert await changes(stage) == []


async def test_a_follower_hears_of_an_extension_in_their_own_language(stage: Stage) -> None:
    citizen = await stage.citizen("Emily", "en", topics=("Parks",))
    moderator = await stage.owner()
    await publish(stage, moderator)
    await stage.press(citizen, "Follow")
    await open_on_the_desk(stage, moderator)
    await stage.press(moderator, "Удължи срока")
    await stage.press(moderator, "+ 14 дни")
    await stage.say(moderator, "Many people asked for more time.")
    await stage.press(moderator, "Удължи и извести")
    await stage.tick()
    assert "New last day: Wednesday, 16 December 2026" in citizen.last.text
    assert "Many people asked for more time." in citizen.last.text
