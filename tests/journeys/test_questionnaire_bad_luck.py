"""What goes wrong while somebody answers: old buttons, the clock, the staff's second thoughts, forged hands."""

from bot.domain.forums import Forum
from bot.domain.questionnaires import Audience
from bot.domain.questions import QuestionType
from bot.i18n import translator
from storage import forums
from storage import questionnaires as stored
from tests.asking import a_question
from tests.journeys.asking import answer, ask, ballots, begin, draft, forge, open_it, revise, withdraw
from tests.journeys.conftest import Stage

BG = translator("bg")
CLEAR, TIME = a_question("clear"), a_question("time", QuestionType.single)
SEND = "✅ Изпрати"


async def test_an_old_button_overwrites_nothing_and_leads_to_the_present_question(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    await stage.press(maria, "4")
    await forge(stage, maria, "qn.a:1:clear:1")
    assert maria.last.text.startswith("2/2\nВремето за обсъждане беше:")
    kept = await draft(stage, maria)
    assert kept is not None
    assert kept["answers"] == {"clear": "4"}
    await forge(stage, maria, "qn.send:1")
    assert maria.last.text.startswith("2/2")
    assert await ballots(stage) == []


async def test_sending_twice_files_one_ballot_and_says_that_it_is_there(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR)
    await begin(stage, maria, asked)
    await answer(stage, maria, "[4]")
    maria.press(SEND)
    maria.forge("qn.send:1")
    await stage.settle()
    assert maria.last.text.startswith("Вашето мнение за форума\n\nВече отговорихте. Благодарим.")
    for data in ("qn.go:1", "qn.new:1", "qn.a:1:clear:5", "qn:1", "qn.later:1", "qn.no:1"):
        await forge(stage, maria, data)
        assert "Вече отговорихте." in maria.last.text
    assert await ballots(stage) == ["4"]
    assert await draft(stage, maria) is None


async def test_what_closes_between_the_last_look_and_the_tap_keeps_nothing(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR)
    stage.clock.advance(asked.timing.closes_after - asked.timing.opens_after)
    await begin(stage, maria, asked)
    await stage.press(maria, "4")
    stage.clock.advance(asked.timing.opens_after)
    await stage.press(maria, SEND)
    assert "Анкетата приключи. Резултатите се броят." in maria.last.text
    assert await ballots(stage) == []
    assert await draft(stage, maria) is None
    await stage.tick()
    await open_it(stage, maria, asked)
    assert "Анкетата приключи. Отговори: 0." in maria.last.text
    await stage.press(maria, "📊 Резултати")
    assert "Има под 5 отговора." in maria.last.text


async def test_a_picture_where_a_number_is_asked_is_answered_kindly_and_the_question_comes_again(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    await answer(stage, maria, "[photo двор.jpg]")
    assert maria.last.text.startswith("Тук отговорът е число от 1 до 5.")
    assert "1/2\nИнформацията беше ясна." in maria.last.text
    await answer(stage, maria, "6")
    assert "число от 1 до 5" in maria.last.text
    await answer(stage, maria, "5", "винаги")
    assert maria.last.text.startswith("Не разпознах отговора.")
    await answer(stage, maria, "Достатъчно.", "още нещо")
    assert maria.last.text.startswith("Тук изберете с бутон.")
    await stage.press(maria, SEND)
    assert await ballots(stage) == ["5b"]


async def test_what_is_changed_under_the_fingers_goes_on_with_what_still_fits(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    await stage.press(maria, "4")
    await revise(stage, asked, CLEAR, a_question("again", QuestionType.scale11), TIME)
    await stage.press(maria, "малко")
    assert maria.last.text.startswith("Анкетата беше променена, докато отговаряте.")
    assert "2/3\nБихте ли препоръчали такъв форум?" in maria.last.text
    await stage.press(maria, "9")
    assert maria.last.text.startswith("3/3")
    await answer(stage, maria, "[малко]", f"[{SEND}]")
    assert await ballots(stage) == ["49a"]


async def test_what_is_withdrawn_under_the_fingers_says_so_and_keeps_nothing(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    await stage.press(maria, "4")
    await withdraw(stage, asked)
    await answer(stage, maria, "2")
    assert "Анкетата беше оттеглена." in maria.last.text
    assert await draft(stage, maria) is None
    await forge(stage, maria, "qn.wish:1:1")
    assert "Анкетата беше оттеглена." in maria.last.text


FORGED = (
    *("qn.a:1:clear:6", "qn.a:1:clear:", "qn.a:1:clear:55", "qn.a:1:nothing:4", "qn.a:7:clear:4", "qn.a:1:clear"),
    *("qn.t:1:clear:ab", "qn.t:1:clear:", "qn.on:1:clear", "qn.back:1:clear", "qn.fix:1:time", "qn.look:1:-9"),
    *("qn.end:1", "qn.send:1", "qn.send:7", "qn.go:7", "qn.new:7", "qn.drop:7", "qn.wish:7:1", "qn.res:1:0"),
    *("qn.res:7:99999", "qn:999999999999999999", "qn.list:-5", "qn.no:-1", "qn.later:7", "qn.go:x"),
)


async def test_forged_values_change_nothing_and_are_answered(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    before = await draft(stage, maria)
    for data in FORGED:
        said = len(maria.answers)
        await forge(stage, maria, data)
        assert await draft(stage, maria) == before, data
        assert len(maria.answers) > said, data
    assert await ballots(stage) == []


async def test_only_those_who_were_there_answer_about_a_forum(stage: Stage) -> None:
    maria = await stage.citizen()
    async with stage.app.engine.write() as tx:
        forum = (await forums.add(tx, Forum(title="Форум за парка"), now=stage.clock.now())).id
    asked = await ask(stage, CLEAR, audience=Audience(forum=forum))
    async with stage.app.engine.write() as tx:
        now = stage.clock.now()
        await stored.save(tx, (await stored.get(tx, asked.id)).open_after(now - asked.timing.opens_after))
    for data in ("qn:1", "qn.go:1", "qn.new:1", "qn.no:1", "qn.later:1"):
        await forge(stage, maria, data)
        assert "само за хората, които бяха там" in maria.last.text
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM tickets") == 0


async def test_whoever_only_looks_around_is_asked_for_consent_and_comes_straight_back(stage: Stage) -> None:
    maria, _ = stage.person(), await ask(stage, CLEAR)
    await stage.start(maria, "q1")
    await stage.press(maria, "👀")
    assert "1 въпрос, около 1 минута" in maria.last.text
    await stage.press(maria, "▶️ Започни")
    assert "▶️ Започни" not in maria.labels()
    await stage.press(maria, "✅")
    assert "1 въпрос, около 1 минута" in maria.last.text
    await answer(stage, maria, "[▶️ Започни]", "[3]", f"[{SEND}]")
    assert await ballots(stage) == ["3"]


async def test_beginning_another_asks_which(stage: Stage) -> None:
    maria, first, second = await stage.citizen(), await ask(stage, CLEAR), await ask(stage, TIME, CLEAR)
    await begin(stage, maria, first)
    await begin(stage, maria, second)
    assert "отговорите още не са изпратени" in maria.last.text
    await stage.press(maria, "▶️ Довърши")
    assert maria.last.text.startswith("1/1\nИнформацията беше ясна.")
    await begin(stage, maria, second)
    await stage.press(maria, "🗑 Изтрий нея")
    assert maria.last.text.startswith("1/2\nВремето за обсъждане беше:")
    await open_it(stage, maria, second)
    await stage.press(maria, "🗑 Изтрий")
    assert "Нищо не е изпратено." in maria.last.text
    assert await draft(stage, maria) is None


async def test_what_nobody_goes_on_with_is_gone_after_two_days(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME)
    await begin(stage, maria, asked)
    await stage.press(maria, "4")
    await stage.advance(hours=48)
    assert await draft(stage, maria) is not None
    await stage.advance(seconds=1)
    assert await draft(stage, maria) is None
    shown = maria.messages[-2]
    maria.press("малко", shown)
    await stage.settle()
    assert "▶️ Започни" in shown.buttons


async def test_what_is_not_anonymous_can_be_changed_until_it_closes(stage: Stage) -> None:
    maria, asked = await stage.citizen(), await ask(stage, CLEAR, TIME, anonymous=False)
    await open_it(stage, maria, asked)
    assert "Не е анонимно" in maria.last.text
    await answer(stage, maria, "[▶️ Започни]", "[2]", "[много]", f"[{SEND}]")
    await stage.press(maria, "✏️ Промени отговорите")
    assert "1. Информацията беше ясна. 2" in maria.last.text
    await answer(stage, maria, "[1. Информацията]", "[5]", "[➡️ Към изпращането]", f"[{SEND}]")
    assert await ballots(stage) == ["5c"]
