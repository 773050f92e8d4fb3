"""A questionnaire played over HTTP by six people, from the news of it to its results."""

from pathlib import Path

from bot.i18n import translator
from bot.sandbox import InventedClock, Sandbox
from bot.sandbox import Limits as Ceiling
from tests.journeys.asking import answer, ask, begin, draft, open_it
from tests.journeys.conftest import MONDAY, _copied, running

BG, EN = translator("bg"), translator("en")


async def test_six_people_answer_and_read_what_all_of_them_said(fresh_town: Path, tmp_path: Path) -> None:
    database = _copied(fresh_town, tmp_path)
    async with Sandbox(clock=InventedClock(MONDAY), limits=Ceiling.none()) as sandbox:
        async with running(sandbox, database) as stage:
            people = [await stage.citizen(name) for name in ("Мария", "Иван", "Елена", "Петър")]
            people += [await stage.citizen(name, "en") for name in ("Ann", "Bob")]
            maria, ivan, elena, petar, ann, bob = people
            await stage.advance(minutes=60)  # who has just agreed is left in peace
            asked = await ask(stage)
            await stage.tick()
            for person in people:
                assert person.labels()[0] in ("▶️ Да", "▶️ Yes")
            assert "най-много 6 въпроса, около 2 минути" in maria.last.text
            assert "Anonymous: we do not keep who answered what." in ann.last.text

            # Taps all the way; a branch that asks her nothing more.
            await stage.press(maria, "▶️ Да")
            assert maria.last.text.startswith("1/5\nВремето за обсъждане беше:")
            await answer(stage, maria, "[достатъчно]")
            assert "Изберете до 2" in maria.last.text
            await answer(stage, maria, "[малко]", "[много]", "[достатъчно]")
            assert "най-много 2" in str(maria.answers[-1].text)
            assert maria.labels()[:3] == ["☑️ малко", "☐ достатъчно", "☑️ много"]
            await answer(stage, maria, f"[{BG.plain('common.done')}]", "[5]")
            assert maria.last.keyboard[0][0]["text"] == "0"
            assert [len(row) for row in maria.last.keyboard[:2]] == [6, 5]
            await answer(stage, maria, "[10]", "[Да]")
            assert "Отговорихте на 5 от 5 въпроса." in maria.last.text
            assert "не знаем кои са" in maria.last.text
            await stage.press(maria, "✅ Изпрати")
            assert "Благодарим." in maria.last.text
            assert "четвъртък, 12 ноември 2026 г." in maria.last.text
            assert await draft(stage, maria) is None
            await stage.press(maria, "🔔 Извести ме")
            assert "Ще Ви пишем, когато излязат." in maria.last.text

            # Typed answers, a branch that asks one more, a look back, a change, and a number nobody should know.
            await begin(stage, ann, asked)
            await answer(stage, ann, "2", "1, 3", f"[{EN.plain('common.done')}]", "4", "9", "no")
            assert ann.last.text.startswith("6/6\nWhat should we improve?")
            await answer(stage, ann, "More chairs, ask 7501010010")
            assert "blacked it out" in ann.last.text
            await answer(stage, ann, "[📋 Review]")
            assert "3. The information was clear. 4" in ann.last.text
            await answer(stage, ann, "[3. The information", "[5]")
            assert "3. The information was clear. 5" in ann.last.text
            await answer(stage, ann, "[➡️ On to sending]", "[✅ Send]")
            assert "Thank you." in ann.last.text

            # He stops in the middle; the bot stops, too.
            await begin(stage, ivan, asked)
            await answer(stage, ivan, "[много]", "[⬅️ Назад]")
            assert "Отговорихте: много" in ivan.last.text
            await answer(stage, ivan, "[➡️ Остави така]", "[Пропусни]", "[✖️ Отказ]")
            assert "48 часа" in ivan.last.text
        async with running(sandbox, database) as stage:
            await stage.advance(hours=30)
            await open_it(stage, ivan, asked)
            assert "Спряхте на 3/5." in ivan.last.text
            assert "четвъртък, 5 ноември 2026 г., 16:00 ч." in ivan.last.text
            await answer(stage, ivan, "[▶️ Продължи]", "[Не мога да преценя]", "[0]", "[Пропусни]", "[✅ Изпрати]")
            for person, clear in ((elena, "2"), (petar, "5")):
                await begin(stage, person, asked)
                skip = "[Пропусни]"
                await answer(stage, person, skip, skip, f"[{clear}]", skip, skip, "[✅ Изпрати]")

            # Bob only declines.
            bob.forge("qn.no:1")
            await stage.settle()
            assert "we will not remind you" in bob.last.text
            said = len(bob.messages)
            await stage.advance(days=3)
            assert len(bob.messages) == said

            # It closes; who wished to know, hears, and everybody reads.
            await stage.advance(days=8)
            assert "Ето какво отговориха хората." in maria.last.text
            assert "Ето" not in elena.last.text
            await stage.press(maria, "📊 Резултати")
            assert "Отговори: 5" in maria.last.text
            await answer(stage, maria, "[▶️ Още]", "[▶️ Още]")
            assert "Доволни (4 и 5): 75%" in maria.last.text
            assert "▰▰▰▰▰▰▰▰▱▱ 75% (3) 5" in maria.last.text
            assert "Средно: 4,3" in maria.last.text
            assert "Отговори на въпроса: 4" in maria.last.text
            assert "„Не мога да преценя“: 1" in maria.last.text
            await answer(stage, maria, "[▶️ Още]")
            assert "На този въпрос отговориха под 5 души." in maria.last.text
