"""Staff ask people over HTTP: from the first question to what came of the answers."""

from datetime import timedelta

from bot.domain.ballots import Sheet
from bot.domain.forums import Forum, ForumStatus
from bot.domain.ids import QuestionnaireId
from bot.domain.questionnaires import Status
from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.services import questionnaires
from bot.ui.desks import GoAttach, GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.navigation import GoResultsPicture
from bot.ui.surveying.callbacks import MakeProposal
from storage import consultations, forums
from storage import questionnaires as stored
from tests.journeys.answering import as_citizen
from tests.journeys.conftest import Stage

BG, EN = translator("bg"), translator("en")
TOPIC = "Отпадъци и чистота"
SAID = ("Сложете повече контейнери на площада.", "Звъннете ми на 0888 123 456, ще разкажа.", "Още пейки.")


async def newest(stage: Stage) -> QuestionnaireId:
    async with stage.app.engine.read() as tx:
        return QuestionnaireId(await tx.value("SELECT max(id) FROM questionnaires"))


async def count_questions(stage: Stage) -> int:
    async with stage.app.engine.read() as tx:
        return len((await stored.get(tx, await newest(stage))).definition.questions)


async def build(stage: Stage, clerk: Person) -> None:
    """A choice, a text shown to some, and whom it is for."""
    clerk.forge(GoQuestionnairesManaged(0).pack())
    await stage.settle()
    await stage.press(clerk, "Нова анкета")
    await stage.say(clerk, "Чист град")
    await stage.press(clerk, "➕ Въпрос")
    await stage.press(clerk, "Да или не")
    clerk.attach("photo.jpg", b"1", "image/jpeg", "photo")
    await stage.settle()
    assert BG.plain("surveying.want_text") in clerk.last.text
    await stage.say(clerk, "Чисто ли е край Вас?")
    await stage.press(clerk, "⬅")
    await stage.press(clerk, "➕ Въпрос")
    await stage.press(clerk, "Един отговор")
    await stage.say(clerk, "Колко често минава камионът?")
    await stage.press(clerk, "⬅")
    assert BG.plain("surveying.ask_wording") in clerk.last.text
    await stage.say(clerk, "Колко често минава камионът?")
    await stage.say(clerk, "само веднъж")
    assert "от 2 до 10" in clerk.last.text
    await stage.say(clerk, "- всеки ден\n- рядко")
    await stage.press(clerk, "⬅")
    await stage.press(clerk, "➕ Въпрос")
    await stage.press(clerk, "Свободен отговор")
    await stage.press(clerk, "⬅")
    await stage.say(clerk, "Това не е въпрос на анкетата.")
    assert await count_questions(stage) == 2
    clerk.forge(GoQuestionnaireDesk(await newest(stage)).pack())
    await stage.settle()
    await stage.press(clerk, "➕ Въпрос")
    await stage.press(clerk, "Свободен отговор")
    await stage.say(clerk, "Какво да подобрим?")
    await stage.press(clerk, "Само ако")
    await stage.press(clerk, "1. Чисто ли е")
    await stage.press(clerk, "☐ не")
    assert "☑️ не" in clerk.labels()
    await stage.press(clerk, "⬅")
    assert "Само ако на „Чисто ли е край Вас?“ е отговорено: не" in clerk.last.text


async def publish(stage: Stage, clerk: Person) -> int:
    number = await newest(stage)
    clerk.forge(GoQuestionnaireDesk(number).pack())
    await stage.settle()
    await stage.press(clerk, "👁")
    assert "Нищо не се записва" in clerk.last.text
    for _ in range(3):
        await stage.press(clerk, BG.plain("common.skip"))
    assert BG.plain("surveying.preview_end") == clerk.last.text
    await stage.press(clerk, "⬅")
    await stage.press(clerk, "За кого")
    await stage.press(clerk, "Теми")
    await stage.press(clerk, TOPIC)
    await stage.press(clerk, "⬅")
    await stage.press(clerk, "⬅")
    await stage.press(clerk, "Публикуване")
    assert "Ще стигне до 6 души." in clerk.last.text
    assert BG.plain("surveying.anonymous_final") in clerk.last.text
    await stage.press(clerk, "Публикуване")
    assert "✅ Публикувана." in clerk.last.text
    await stage.tick()
    return number


async def answer(stage: Stage, number: int, people: list[Person]) -> None:
    async with stage.app.engine.read() as tx:
        first, often, better = (await stored.get(tx, QuestionnaireId(number))).definition.questions
    for place, person in enumerate(people):
        async with as_citizen(stage, person) as turn:
            texts = {better.id: SAID[place]} if place < len(SAID) else {}
            answers = {first.id: "n" if place < 5 else "y", often.id: "ab"[place % 2]}
            await questionnaires.file(turn, number, Sheet(answers, texts))


async def test_a_questionnaire_goes_from_its_first_question_to_a_proposal(stage: Stage) -> None:
    people = [await stage.citizen(f"Човек {place}", topics=(TOPIC,)) for place in range(6)]
    clerk = await stage.member("Николай", Role.moderator)
    await build(stage, clerk)
    number = await publish(stage, clerk)
    await answer(stage, number, people)
    clerk.forge(GoQuestionnaireDesk(number).pack())
    await stage.settle()
    assert "Поканени: 6, отговорили: 6" in clerk.last.text
    await stage.press(clerk, "Приключване")
    await stage.press(clerk, "Приключване")
    await stage.tick()

    reader = await stage.member("Nick", Role.moderator, language="en")
    reader.forge(GoQuestionnaireDesk(number).pack())
    await stage.settle()
    assert "6 responses" in reader.last.text
    await stage.press(reader, "Results")
    assert "▰▰▱▱▱▱▱▱▱▱ yes: 17% (1)" in reader.last.text
    await stage.press(reader, "▶️")
    await stage.press(reader, "▶️")
    assert "Wrote something: 3" in reader.last.text
    await stage.press(reader, "Read")
    assert "0888" not in reader.last.text
    assert EN.plain("surveying.masked") in reader.last.text
    place = next(place for place in (1, 2, 3) if f"{place}. {SAID[0]}" in reader.last.text)
    await stage.press(reader, f"💡 {place} →")
    async with stage.app.engine.read() as tx:
        text = await tx.value("SELECT id FROM ballot_texts WHERE text = :said", said=SAID[0])
    await stage.press(reader, "Yes, a proposal")
    assert "Proposal no. I-26-00001 is in the register" in reader.last.text
    reader.forge(MakeProposal(number, text).pack())
    await stage.settle()
    assert "Proposal no. I-26-00001 is in the register" in reader.last.text
    reader.forge(GoResultsPicture(number).pack())
    await stage.settle()
    await stage.tick()
    assert "6 responses" in reader.last.text


YAML = """id: clean
anonymous: true
closes: {after_days: 5}
title: {bg: Чист град, en: Clean town}
questions:
- {id: clean, type: scale5, bg: Чисто ли е?, en: Is it clean?}
"""


async def test_a_file_is_read_after_the_turn_and_what_is_wrong_with_it_is_told_with_its_line(stage: Stage) -> None:
    clerk = await stage.member("Ed", Role.editor, language="en")
    for content, told in ((YAML.replace("scale5", "scale6"), "line 6"), (YAML, "The draft is ready")):
        clerk.forge(GoQuestionnairesManaged(0).pack())
        await stage.settle()
        await stage.press(clerk, "From YAML")
        clerk.attach("clean.txt", b"?", "text/plain")
        await stage.settle()
        assert EN.plain("surveying.want_yaml") in clerk.last.text
        clerk.attach("clean.yaml", content.encode(), "application/yaml")
        await stage.settle()
        await stage.tick()
        assert told in clerk.last.text
    assert "Clean town" in clerk.last.text
    assert "🚀 Publish" not in clerk.labels()


async def test_a_forum_is_given_the_ready_template_and_a_consultation_a_draft(stage: Stage) -> None:
    now = stage.clock.now()
    async with stage.app.engine.write() as tx:
        begins = now + timedelta(days=3)
        forum = await forums.add(
            tx, Forum(title="Форум за парка", place_text="зала", starts_at=begins, recorded=ForumStatus.open), now=now
        )
        about = (await consultations.page(tx, shelf="open", now=now, limit=1, offset=0))[0]
    clerk = await stage.member("Николай", Role.moderator)
    clerk.forge(GoAttach("forum", str(forum.id)).pack())
    await stage.settle()
    assert "За дошлите на: Форум за парка" in clerk.last.text
    await stage.press(clerk, "Вашата оценка за форума")
    assert BG.plain("surveying.waits") in clerk.last.text
    clerk.forge(GoAttach("consultation", str(about.id)).pack())
    await stage.settle()
    await stage.press(clerk, "Вашата оценка за форума")
    await stage.press(clerk, "Публикуване")
    assert "За следящите и участващите" in clerk.last.text
    async with stage.app.engine.read() as tx:
        (of_forum,) = await stored.of_forum(tx, forum.id)
        draft = await stored.get(tx, await newest(stage))
    assert (of_forum.status(now), draft.audience.consultation) == (Status.waiting, about.id)
