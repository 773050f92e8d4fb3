"""Holding a forum, from the first question to the summary, for a moderator of an NGO and those who come."""

from datetime import UTC, datetime

from bot.domain.forums import Forum, ForumStatus
from bot.domain.staff import Role
from bot.sandbox import Person
from bot.ui.desks import GoForumDesk, GoForumsManaged, GoLetIn
from bot.ui.forums.callbacks import Register
from bot.ui.hosting import callbacks as buttons
from bot.ui.navigation import GoCertificate
from storage import forums as stored
from tests.journeys.conftest import Stage
from tests.journeys.hosting import BEFORE, TITLE, code_of, code_of_the_door, desk, the_forum
from tests.journeys.publishing import answer


async def drafted(stage: Stage, host: Person) -> None:
    """In English, with what cannot be an answer on the way."""
    await desk(stage, host, "New forum")
    await answer(stage, host, TITLE, "1.11.2026 17:30")
    assert "has passed. Give a date and time ahead." in host.last.text
    await answer(stage, host, "12 ноември, 17:30", "16:00")
    assert "is before the beginning" in host.last.text
    await answer(stage, host, "19:30")
    host.attach("x.png", b"x", "image/png", "photo")
    await stage.settle()
    assert "I need text here" in host.last.text
    await answer(stage, host, "зала „Хасково“, ул. „Панорама“ 1", "[Skip]")
    host.locate(41.93, 25.55)
    await stage.settle()
    await answer(stage, host, "[Not online]", "0")
    assert "from 1 to 100000" in host.last.text
    await answer(stage, host, "2 seats", "Да чуем какво искат хората.", "- Откриване\n- Въпроси", "[file програма.pdf]")


async def test_a_forum_is_prepared_opened_held_and_summed_up(stage: Stage) -> None:
    host = await stage.member("Ivan", Role.moderator, organisation="alliance", language="en")
    await drafted(stage, host)
    await answer(stage, host, "[Changes to the ordinance]", "[Back]", "[Leave as it is]", "[Back]", "[Not about one]")
    await stage.start(host)
    await stage.press(host, "Continue")
    await answer(stage, host, "[No council]", "[usual one]")
    assert "The draft is ready" in host.last.text
    assert "Thursday, 12 November 2026, 17:30 – 19:30" in host.last.text
    assert "1. Откриване" in host.last.text
    assert "A questionnaire follows the forum" in host.last.text

    await answer(stage, host, "[Change]", "[Seats]", "[No limit]", "[Change]", "[Seats]", "2")
    assert "Free seats: 2" in host.last.text
    await stage.press(host, "Open registration")
    assert "Registered 0/2, waiting 0, present 0." in host.last.text
    forum = await the_forum(stage)

    maria, petar = await stage.citizen("Мария"), await stage.citizen("Петър")
    for one in (maria, petar):
        await stage.start(one, f"e{forum.id}")
        await stage.press(one, "Запиши ме")
    await answer(stage, host, "[Refresh]", "[Change]", "[Seats]", "1")
    assert "There cannot be fewer." in host.last.text
    await answer(stage, host, "[Back]", "[Place]", "читалище „Заря“")
    assert "2 people will be told once." in host.last.text
    await stage.press(host, "do it")
    await stage.tick()
    assert "читалище „Заря“" in maria.last.text

    await answer(stage, host, "[Change]", "[Kind]", "[Information meeting]")
    assert "Information meeting" in host.last.text, "a last look, of which nobody is told"
    await answer(stage, host, "[do it]", "[Change]", "[Name in English]", "A forum about Kenana park", "[do it]")
    assert "A forum about Kenana park" in host.last.text
    late = await stage.citizen("Закъснял")
    await stage.press(host, "Close registration")
    assert "Ahead, registration is closed" in host.last.text
    await stage.start(late, f"e{forum.id}")
    assert "Записването приключи предварително" in late.last.text
    late.forge(Register(forum.id).pack())
    await stage.settle()
    assert "Записването за този форум приключи предварително" in str(late.answers[-1].text)
    await stage.press(host, "Go on registering")
    await stage.press(host, "Questionnaire: waiting")
    assert "A forum about Kenana park" in host.last.text, "the forum that it is for"
    host.forge(GoForumDesk(forum.id).pack())
    await stage.settle()

    await stage.press(host, "Door")
    assert "begins Thursday, 12 November 2026, 16:30" in str(host.answers[-1].text)
    await stage.advance_to(BEFORE)
    await stage.press(host, "Door")
    screen = host.last
    assert screen.photo is not None
    first, old = screen.photo, screen.text
    await stage.advance(minutes=5)
    assert screen.photo is not None
    assert (screen.photo != first, screen.text != old) == (True, True)
    code = await code_of_the_door(stage, forum)
    assert " ".join(code) in screen.text
    await stage.start(maria, f"d{forum.id}-{code}")
    assert "Добре дошли" in maria.last.text
    await stage.press(host, "New code")
    assert "Present: 1 of 2" in screen.text
    await stage.start(petar, f"d{forum.id}-{code}")
    assert "Кодът не съвпада" in petar.last.text

    scanned = GoLetIn(forum.id, await code_of(stage, petar)).pack()
    host.forge(scanned, screen)
    await stage.settle()
    assert "✅ Checked in" in host.last.text
    assert "Present: 2 of 2" in host.last.text
    host.forge(scanned)
    await stage.settle()
    assert "Checked in already at 17:05" in host.last.text

    await stage.press(host, "List")
    await answer(stage, host, "[not registered]", "Гост Гостев")
    assert "No seats are left." in host.last.text
    code = await code_of(stage, petar)
    await answer(stage, host, "[Back]", f"[☑️ {code}]", "[Search]", code, f"[☐ {code}]", "[Take off]", "[Yes, take off]")
    assert "given up" in host.last.text
    await answer(stage, host, "[Back]", "[not registered]", "Гост Гостев", "[Search]", "гост")
    assert "Found 1 person:" in host.last.text
    assert host.labels()[0] == "☑️ Гост Гостев"
    await answer(stage, host, "[Back]", "[CSV]")
    listed = host.last.document
    assert listed is not None
    assert "Гост Гостев".encode() in listed.content

    await stage.advance_to(datetime(2026, 11, 12, 17, 30, tzinfo=UTC))
    assert "The door is shut." in screen.text
    host.press("To the forum", screen)
    await stage.settle()
    await answer(stage, host, "[Sum up]", "[file протокол.pdf]")
    assert "The minutes are among the documents." in host.last.text
    await answer(stage, host, "Ще засадим 40 дървета до пролетта.")
    assert "1 person will be told once." in host.last.text, "the guest has no record"
    await stage.press(host, "do it")
    await stage.advance_to(datetime(2026, 11, 13, 8, 0, tzinfo=UTC))
    assert "Ще засадим 40 дървета" in " ".join(one.text for one in maria.messages[-2:]), "beside the questionnaire"

    await stage.start(maria, f"e{forum.id}")
    await answer(stage, maria, "[Удостоверение]", "Мария Иванова", "[Да, направи го]")
    assert "Ще дойде тук след няколко секунди." in maria.last.text
    await stage.tick()
    assert maria.last.document is not None
    assert maria.last.document.content.startswith(b"%PDF-")
    petar.forge(GoCertificate(forum.id).pack())
    await stage.settle()
    assert "чието присъствие е отбелязано" in str(petar.answers[-1].text)


async def test_two_who_act_at_once_are_told_kindly_and_nothing_is_done_twice(stage: Stage) -> None:
    ana, boris = await stage.member("Ана", Role.moderator), await stage.member("Борис", Role.moderator)
    async with stage.app.engine.write() as tx:
        starts_at = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
        draft = await stored.add(
            tx, Forum(title=TITLE, starts_at=starts_at, place_text="зала 1"), now=stage.clock.now()
        )
    for one in (ana, boris):
        one.forge(GoForumDesk(draft.id).pack())
        await stage.settle()
    seen = boris.last
    await answer(stage, ana, "[Промени]", "[Брой места]", "40")
    boris.press("Отвори записването", seen)
    await stage.settle()
    assert "Междувременно някой промени форума" in str(boris.answers[-1].text)
    assert "Свободни места: 40" in boris.last.text, "the draft as it is now"
    ana.press("Отвори записването")
    boris.press("Отвори записването")
    await stage.settle()
    assert [one.last.text.count("Записани 0/40") for one in (ana, boris)] == [1, 1]

    await answer(stage, ana, "[Промени]", "[Място]", "читалище „Заря“")
    look = ana.last
    await answer(stage, boris, "[Промени]", "[Начало]", "21.11.2026 18:00", "[Да, направи го]")
    await stage.press(ana, "Да, направи го")
    assert "Междувременно някой промени форума" in str(ana.answers[-1].text)
    assert "21 ноември 2026 г., 18:00" in look.text, "what it will be like is shown anew"
    await answer(stage, boris, "[Отмени форума]", "Няма ток в залата.", "[Да, отмени форума]")
    await stage.press(ana, "Да, направи го")
    assert "🚫 Отменен" in ana.last.text, "nothing is left to ask"
    async with stage.app.engine.read() as tx:
        acts = await tx.all("SELECT action FROM audit WHERE action LIKE 'forum.%' ORDER BY id")
    assert [row["action"] for row in acts] == [
        "forum.changed", "forum.opened", "forum.changed", "forum.cancelled",
    ]  # fmt: skip


async def test_who_may_not_hold_forums_gets_nowhere_by_forged_buttons(stage: Stage) -> None:
    async with stage.app.engine.write() as tx:
        forum = await stored.add(
            tx,
            Forum(title=TITLE, starts_at=BEFORE, place_text="зала 1", recorded=ForumStatus.open),
            now=stage.clock.now(),
        )
    people = [stage.person(), await stage.citizen("Иван"), await stage.member("Ода", Role.auditor)]
    number = forum.id
    forged = [
        GoForumsManaged(0), GoForumDesk(number), GoLetIn(number, "ABC234"), buttons.NewForum(), buttons.StartOver(),
        buttons.ChooseEdit(number), buttons.Edit(number, "seats"), buttons.OpenForum(number, 1),
        buttons.Discard(number), buttons.CallOff(number), buttons.SumUp(number), buttons.ShowPapers(number),
        buttons.AddPaper(number, "paper"), buttons.DropPaper(number, 1), buttons.ShowList(number, 0, absent=False),
        buttons.Find(number), buttons.WalkIn(number), buttons.TakeList(number, "csv"), buttons.OpenDoor(number),
        buttons.NewCode(number), buttons.ShutDoor(number), buttons.TakeRegistrations(number, on=False),
    ]  # fmt: skip
    await stage.start(people[0])
    for one in people:
        for button in forged:
            heard = len(one.messages)
            one.forge(button.pack(), one.messages[-1])
            await stage.settle()
            said = " ".join(str(part) for part in (one.last.text, one.answers[-1].text))
            assert "Това е само за екипа" in said, (one, button, said)
            assert len(one.messages) == heard
