"""At the door and around it: links that are scanned, codes that are shown, and what comes by mistake."""

from datetime import datetime

from bot.domain.ids import ParticipantId
from bot.domain.staff import Role
from bot.i18n import translator
from bot.ui.forums.callbacks import GiveUp, GotAnswer, Register, TypeCode
from bot.ui.navigation import GoForum
from storage.forums import registrations
from tests.journeys.conftest import Stage
from tests.journeys.saying import forge
from tests.journeys.test_forums import STARTS, door_code, opened

BG = translator("bg")
DOOR = datetime.fromisoformat("2026-11-12T14:40:00+00:00")


async def test_links_and_codes_at_the_door_serve_only_those_whose_they_are(stage: Stage) -> None:
    forum = await opened(stage, capacity=3, access="Вход без стъпала.", agenda=("Алеи", "Пейки"))
    maria, stranger = await stage.citizen(), await stage.citizen("Иван")
    await forge(stage, maria, Register(forum.id).pack())
    card = maria.last

    # what hangs on it
    await stage.press(maria, "Календар")
    assert maria.last.document is not None
    await stage.press(maria, "Карта")
    assert "зала „Хасково“" in card.text
    await stage.press(maria, "Назад")
    await stage.press(maria, "Сподели")
    assert f"start=e{forum.id}" in card.text

    # a name for the list, and a picture where words are asked
    await stage.press(maria, "Назад")
    await stage.press(maria, "Моят код")
    await stage.press(maria, "Име за списъка")
    maria.attach("аз.jpg", b"a picture", "image/jpeg", "photo")
    await stage.settle()
    assert "Напишете името с букви" in maria.last.text
    await stage.say(maria, "Мария Иванова")
    assert "В списъка на екипа сте като: Мария Иванова" in maria.last.text

    # too early, by whatever way
    await forge(stage, maria, TypeCode(forum.id).pack())
    assert "Отбелязваме присъствие от четвъртък, 12 ноември 2026 г., 16:30 ч." in (maria.answers[-1].text or "")

    await stage.advance_to(DOOR)
    async with stage.app.engine.read() as tx:
        (own,) = (await registrations.of_people(tx, [forum.id], await people(stage))).values()
    ticket = f"t{forum.id}-{own.code}"

    # somebody else's code, a forged link, and a stale one
    await stage.start(stranger, ticket)
    assert "Тази връзка вече не работи" in stranger.last.text
    await stage.start(maria, ticket)
    assert f"Покажете този код на входа: {own.code}" in maria.last.text
    for forged in ("d", f"d{forum.id}", "d1-abc", f"t{forum.id}-ABC234", "e99999", "e" + "9" * 30):
        await stage.start(stranger, forged)
        assert "Тази връзка вече не работи" in stranger.last.text, forged
    passed_on = f"d{forum.id}-{await door_code(stage, forum)}"
    await stage.advance(minutes=11)
    await stage.start(maria, passed_on)
    assert "Този код вече е сменен" in maria.last.text

    # staff scan the ticket, twice
    editor = await stage.member("Елена", Role.editor)
    await stage.start(editor, ticket)
    assert "Отбелязано присъствие, 16:51 ч." in editor.last.text
    assert f"{own.code}\n\nДошли: 1 от 1" in editor.last.text
    await stage.start(editor, ticket)
    assert "Присъствието е отбелязано още в 16:51 ч." in editor.last.text

    # the screen says to write the code: whoever does is heard, though nothing was asked
    await stage.say(stranger, "ABC 234")
    assert "Не разбрах" in stranger.last.text
    await stage.say(stranger, " ".join(await door_code(stage, forum)).lower())
    assert "✅ Да, запиши ме" in stranger.last.buttons

    # somebody without a registration, and somebody without a record
    await stage.start(stranger, f"d{forum.id}-{await door_code(stage, forum)}")
    await stage.press(stranger, "Да, запиши ме")
    assert "Добре дошли!" in stranger.last.text
    guest = stage.person("Петър")
    await stage.start(guest, f"d{forum.id}-{await door_code(stage, forum)}")
    await stage.press(guest, "✅")
    assert "има свободно място" in guest.last.text

    # old buttons, and answers to what was never asked
    await forge(stage, maria, GiveUp(forum.id).pack())
    assert maria.answers[-1].text, "who has come cannot give up"
    await forge(stage, guest, GotAnswer(forum.id, "yes").pack())
    assert BG.plain("errors.not-found") in guest.last.text
    await forge(stage, guest, GotAnswer(forum.id, "perhaps").pack())
    await forge(stage, guest, GoForum(10**17).pack())
    await stage.advance_to(STARTS.replace(hour=18))
    await forge(stage, guest, Register(forum.id).pack())
    assert guest.answers[-1].text


async def people(stage: Stage) -> list[ParticipantId]:
    async with stage.app.engine.read() as tx:
        return [row["id"] for row in await tx.all("SELECT id FROM participants")]
