"""Staff decide on announcements over HTTP: for whom, by a second person; they watch, mend and recall them."""

from bot.domain.announcements import AnnouncementState
from bot.domain.staff import Role
from bot.i18n import Translator, translator
from bot.sandbox import Person
from tests.journeys.composing import newest, on_the_desk
from tests.journeys.conftest import Stage

BG, EN = translator("bg"), translator("en")
TOPIC = "Отпадъци и чистота"


async def written(stage: Stage, t: Translator, clerk: Person, text: str) -> None:
    """A draft with these words, and the picker on the screen."""
    await on_the_desk(stage, clerk)
    await stage.press(clerk, t.plain("announcing.new"))
    await stage.say(clerk, text)
    await stage.press(clerk, t.plain("announcing.next_whom"))


async def state(stage: Stage) -> AnnouncementState:
    return (await newest(stage))[0].state


async def test_a_request_is_approved_paused_sent_reported_corrected_and_recalled(stage: Stage) -> None:
    clerk = await stage.member("Николай", Role.editor)
    second = await stage.member("Елена", Role.moderator)
    people = [await stage.citizen(f"Мария {number}", topics=(TOPIC,)) for number in range(3)]
    other = await stage.citizen("Иван")
    sleeper = people[2]
    await written(stage, BG, clerk, "Извозването се мести за вторник.")

    # For whom: the exact count comes by itself, on the same message.
    assert BG("deciding.for_nobody_yet") in clerk.last.html
    await stage.press(clerk, BG.plain("deciding.kind_topic"))
    await stage.press(clerk, TOPIC)
    assert "⏳" in clerk.last.text
    assert f"Тема „{TOPIC}“." in clerk.last.text
    message = clerk.last.message_id
    await stage.advance(seconds=3)
    assert clerk.last.message_id == message
    assert "точно 3 души" in clerk.last.text
    await stage.press(clerk, BG.plain("deciding.join_not"))
    await stage.press(clerk, BG.plain("deciding.kind_language"))
    await stage.press(clerk, "English")
    assert f"Тема „{TOPIC}“, но без език English." in clerk.last.text
    await stage.press(clerk, BG.plain("deciding.save"))
    await stage.say(clerk, "Отпадъци, без английски")
    assert "Запазено като „Отпадъци, без английски“." in clerk.last.text
    await stage.advance(seconds=3)

    # An editor asks; whoever may decide is told, and the editor may not.
    await stage.press(clerk, BG.plain("deciding.on_to_decide"))
    assert not any("Изпрати до" in label for label in clerk.labels())
    await stage.press(clerk, BG.plain("deciding.request"))
    assert BG("deciding.own_waits") in clerk.last.html
    assert "Николай иска да изпрати до 3 души" in second.last.text
    await stage.press(second, BG.plain("deciding.return"))
    await stage.say(second, "Добавете от кога важи, моля.")
    assert BG.plain("deciding.given_back") in second.last.text
    assert BG.plain("deciding.request") not in second.labels()
    assert "Върнато с бележка: Добавете от кога важи, моля." in clerk.last.text
    await stage.press(clerk, BG.plain("deciding.look"))
    clerk.forge(f"an.go:{(await newest(stage))[0].id}")
    await stage.settle()
    await stage.press(clerk, BG.plain("deciding.request"))
    await stage.press(second, BG.plain("deciding.look"))
    await stage.press(second, "👁 Български")
    assert any("Извозването се мести за вторник." in one.text for one in second.messages[-2:-1])
    await stage.press(second, BG.plain("deciding.approve"))
    assert "Сигурни ли сте? След това 3 души ще го имат." in second.last.text
    await stage.press(second, "📨 Да, до 3 души")
    assert await state(stage) is AnnouncementState.approved

    # Paused before anything has left, and looked at meanwhile.
    await stage.press(second, BG.plain("deciding.hold"))
    await stage.advance(seconds=3)
    assert "На пауза" in second.last.text
    assert not any("вторник" in one.text for who in people for one in who.messages)
    await stage.press(second, BG.plain("deciding.go_on"))
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert all(sum("вторник" in one.text for one in who.messages) == 1 for who in people)
    assert not any("вторник" in one.text for one in other.messages)
    assert await state(stage) is AnnouncementState.sent
    assert "Получили са 3 души." in clerk.last.text
    assert "Изпращането приключи." in clerk.last.text

    # The report, a better text, and taking it back.
    await stage.press(second, BG.plain("deciding.as_table"))
    await stage.tick()
    assert second.last.document is not None
    assert second.last.document.name.endswith("-bg.xlsx")
    clerk.forge(f"an.desk:{(await newest(stage))[0].id}")
    second.forge(f"an.desk:{(await newest(stage))[0].id}")
    await stage.settle()
    await stage.press(second, BG.plain("deciding.correct"))
    await stage.press(second, "Български")
    await stage.say(second, "Извозването се мести за сряда.")
    assert "Ще сменим текста при 3 души" in second.last.text
    await stage.press(second, BG.plain("deciding.correct_ask"))
    await stage.press(second, "✏️ Да, смени при 3 души")
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert all("сряда" in who.last.text and "Коригирано" in who.last.text for who in people)
    assert sleeper.last.edited
    await stage.press(second, BG.plain("deciding.recall"))
    assert "Под 48 часа, ще се изтрият: 3" in second.last.text
    await stage.press(second, BG.plain("deciding.recall_now"))
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert not any("сряда" in one.text for who in people for one in who.messages)
    assert "Изтрити: 3" in second.last.text
    assert await state(stage) is AnnouncementState.recalled


async def test_a_moderator_decides_alone_on_a_few_and_never_on_an_emergency(stage: Stage) -> None:
    moderator = await stage.member("Elena", Role.moderator, language="en")
    owner = await stage.owner("Nadia", "en")
    citizen = await stage.citizen("Emily", "en")
    await written(stage, EN, moderator, "Water is off tonight.")
    await stage.press(moderator, EN.plain("deciding.kind_everyone"))
    await stage.advance(seconds=3)
    assert "Exactly 3 people" in moderator.last.text

    # At a time that is typed; one that is over is refused, and asked for again.
    await stage.press(moderator, EN.plain("deciding.on_to_decide"))
    await stage.press(moderator, EN.plain("deciding.when"))
    await stage.press(moderator, EN.plain("deciding.time_typed"))
    await stage.say(moderator, "8:00")
    assert EN("errors.announcement-time-passed") in moderator.last.html
    await stage.say(moderator, "12:00")
    assert "Leaves: Monday, 2 November 2026, 12:00" in moderator.last.text
    await stage.press(moderator, EN.plain("deciding.emergency"))
    assert EN("deciding.ask_emergency") in moderator.last.html
    await stage.press(moderator, EN.plain("deciding.emergency_yes"))
    await stage.tick()
    await stage.advance(seconds=3)
    assert EN("deciding.second_for_emergency") in moderator.last.html
    assert not any(label.startswith("📨") for label in moderator.labels())
    one, _ = await newest(stage)
    moderator.forge(f"an.d.send:{one.id}:{one.version}:3")
    await stage.settle()
    assert "3 recipients: a second person must approve it" in (moderator.answers[-1].text or "")
    assert (await newest(stage))[0].state is AnnouncementState.draft

    # No emergency after all: two taps, of which the second names the number; then it waits for its time.
    await stage.press(moderator, EN.plain("deciding.no_emergency"))
    await stage.advance(seconds=3)
    await stage.press(moderator, "📨 Send to 3 people")
    await stage.press(moderator, "📨 Yes, to 3 people")
    await stage.advance(seconds=3)
    assert "The snapshot of recipients: 3" in moderator.last.text
    assert citizen.last.text != "Water is off tonight."
    await stage.advance(hours=3)
    await stage.advance(seconds=3)
    assert citizen.last.text.startswith("Water is off tonight.")
    assert owner.last.text.startswith("Water is off tonight.")
    assert await state(stage) is AnnouncementState.sent


async def test_in_english_a_second_person_lets_it_go_and_it_is_corrected_and_recalled(stage: Stage) -> None:
    clerk = await stage.member("Elena", Role.editor, language="en")
    owner = await stage.owner("Nadia", "en")
    citizen = await stage.citizen("Emily", "en")
    await written(stage, EN, clerk, "Water is off from 9 to 17.")
    await stage.press(clerk, EN.plain("deciding.kind_everyone"))
    await stage.advance(seconds=3)
    await stage.press(clerk, EN.plain("deciding.on_to_decide"))
    await stage.press(clerk, EN.plain("deciding.request"))
    assert "Elena wants to send to 3 people: “Water is off from 9 to 17.”" in owner.last.text
    await stage.press(owner, EN.plain("deciding.approve"))
    await stage.press(owner, "📨 Yes, to 3 people")
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert citizen.last.text == "Water is off from 9 to 17."
    assert "Delivered to 3 people." in clerk.last.text

    # Lists call it by its newest text.
    await stage.press(owner, EN.plain("deciding.correct"))
    await stage.press(owner, "English")
    await stage.say(owner, "Water is off from 8 to 17.")
    await stage.press(owner, EN.plain("deciding.correct_ask"))
    await stage.press(owner, "✏️ Yes, for 3 people")
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert citizen.last.text.startswith("Water is off from 8 to 17.\n\nCorrected: ")
    assert owner.last.text.startswith("Water is off from 8 to 17.\n✅ Sent")
    await stage.press(owner, EN.plain("deciding.recall"))
    assert "Under 48 hours, will be deleted: 3" in owner.last.text
    await stage.press(owner, EN.plain("deciding.recall_now"))
    await stage.advance(seconds=3)
    await stage.advance(seconds=3)
    assert not any("Water is off" in one.text for one in citizen.messages)
    assert "Deleted: 3" in owner.last.text
    assert await state(stage) is AnnouncementState.recalled
