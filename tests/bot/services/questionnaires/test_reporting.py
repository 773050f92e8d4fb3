"""What a closed questionnaire tells to whom: by chat, by file, by picture, and in people's own words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.documents import questionnaires as documents
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.personal_data import MASK
from bot.domain.proposals import Channel, ProposalKind
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Measure, QuestionType
from bot.domain.staff import Role
from bot.i18n import LANGUAGES, translator
from bot.reports import Reports
from bot.services.questionnaires import managing, reporting, texts
from bot.services.questionnaires.reporting import TooFewAnswers
from bot.ui.surveying import desk, results
from bot.ui.surveying.callbacks import ShowGroups, ShowTexts
from storage import proposals, reports
from storage.engine import Engine
from tests.asking import Poll, a_question
from tests.counting import ROLES
from tests.opening import excel
from tests.screens import assert_fits, labels, text
from tests.telling import TOWN

QUESTIONS = (
    a_question("clear", measure=Measure.satisfaction),
    a_question("again", QuestionType.scale11, measure=Measure.nps),
    a_question("better", QuestionType.text),
    a_question("role", QuestionType.single, options=ROLES, background=True),
)
CALL_ME = "Обадете ми се на 0888 123 456 за столовете."
FORMATS = ("xlsx", "csv", "json")


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def counted(town: Poll, roles: str, *, said: Sequence[str] = (CALL_ME,), **fields: Any) -> Questionnaire:
    """One answer for each letter, the first of them with words; then it closes."""
    asked = await town.asked(*QUESTIONS, **fields)
    for place, role in enumerate(roles):
        words = {"better": said[place]} if place < len(said) else {}
        await town.answer(await town.person(), asked, clear="5", again="t", role=role, **words)
    await town.close(asked)
    return await town.as_it_is(asked)


async def screens(town: Poll, number: int, language: str = "bg") -> list[str]:
    """Every screen of staff that may tell something."""
    t = translator(language)
    async with town.turn_of() as turn:
        one, definition, found = await reporting.for_staff(turn, number)
        shown = [
            desk.desk(t, await managing.desk(turn, number, language)),
            *(results.results(t, one, definition, found, page) for page in range(len(definition.questions))),
            *(results.groups(t, one, definition, found, asked, 0) for asked in definition.questions),
            results.trend(t, one, await reporting.trend(turn.tx, one, zone=TOWN.zone), found.k),
        ]
    for screen in shown:
        assert_fits(screen)
    choices = [button.choice for screen in shown for row in screen.rows for button in row]
    kinds = {type(one) for one in choices}
    return [*map(text, shown), *(kind.__name__ for kind in kinds if kind is not None)]


# -- nothing of too few ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_four_people_nothing_is_told_anywhere(town: Poll, language: str) -> None:
    asked = await counted(town, "abab")
    told = "\n".join(await screens(town, asked.id, language))
    for hidden in ("▰", "NPS: ", "5.0", "5,0", "столовете", ShowTexts.__name__):
        assert hidden not in told
    async with town.turn_of() as turn:
        with pytest.raises(NotFound):
            await texts.read(turn, asked.id, "better", 0)
        for format in ("chart", "chart-clear"):
            with pytest.raises(TooFewAnswers):
                await reporting.ask(turn, asked.id, format, language, chat_id=1, message_id=None)
        about = await reporting.reported(turn.tx, asked.id, zone=TOWN.zone, with_texts=True)
    for format in FORMATS:
        content = documents.make(about, format, translator(language))
        assert b"0888" not in content
        if format != "xlsx":
            assert "столовете" not in content.decode()
    assert (about.results.tallies, about.results.splits, about.texts) == ((), (), {})
    assert [(one.satisfied, one.nps) for one in about.trend] == []


async def test_a_group_of_four_among_ten_is_told_nowhere_and_cannot_be_reckoned(town: Poll) -> None:
    asked = await counted(town, "aaaabbbbbb")
    async with town.turn_of() as turn:
        one, definition, found = await reporting.for_staff(turn, asked.id)
        clear = definition.questions[0]
        shown = results.groups(translator("bg"), one, definition, found, clear, 0)
        about = await reporting.reported(turn.tx, asked.id, zone=TOWN.zone, with_texts=True)
    assert "НПО" not in text(shown)
    assert "гражданин" not in text(shown)
    assert all(not split.groups for split in about.results.splits)
    assert excel(documents.make(about, "xlsx", translator("bg")))["По групи"]["rows"][1:] == []


async def test_groups_that_are_large_enough_are_told(town: Poll) -> None:
    asked = await counted(town, "aaaaabbbbb")
    told = "\n".join(await screens(town, asked.id))
    assert told.count("гражданин") >= 2
    assert ShowGroups.__name__ in told


# -- files -------------------------------------------------------------------------------------------------------------


async def test_a_picture_is_made_once_for_everybody_and_a_table_for_who_asked(town: Poll) -> None:
    asked = await counted(town, "aaaaabbbbb")
    made: list[str] = []

    async def make(about: Any, format: str, t: Any) -> bytes:
        made.append(f"{format}-{t.language}")
        return b"made"

    worker = Reports(town.engine, TOWN, clock=town.clock, committed=lambda: None, make=make)
    citizen = await town.person()
    for chat, who in ((1, citizen), (2, citizen)):
        async with town.turn_of(who) as turn:
            await reporting.ask(turn, asked.id, "chart", "bg", chat_id=chat, message_id=5)
            with pytest.raises(NotAllowed):
                await reporting.ask(turn, asked.id, "xlsx", "bg", chat_id=chat, message_id=5)
    for chat in (3, 4):
        async with town.turn_of() as turn:
            await reporting.ask(turn, asked.id, "xlsx", "bg", chat_id=chat, message_id=5)
    await worker.work_all()
    assert made == ["chart-bg", "xlsx-bg", "xlsx-bg"]
    async with town.turn_of(None) as turn:
        assert await reporting.ready(turn, asked.id, "chart", "bg") is not None
        assert await reporting.ready(turn, asked.id, "xlsx", "bg") is None
        assert await reports.next_due(turn.tx, now=town.now) is None


@pytest.mark.parametrize("format", ["exe", "chart-none", ""])
async def test_there_are_no_other_files(town: Poll, format: str) -> None:
    asked = await counted(town, "aaaaabbbbb")
    async with town.turn_of() as turn:
        with pytest.raises(NotFound):
            await reporting.ask(turn, asked.id, format, "bg", chat_id=1, message_id=None)


async def test_before_it_is_counted_there_is_nothing_to_read(town: Poll) -> None:
    asked = await town.asked(*QUESTIONS)
    async with town.turn_of() as turn:
        for reading in (
            reporting.for_staff(turn, asked.id),
            reporting.ask(turn, asked.id, "chart", "bg", chat_id=1, message_id=None),
            texts.read(turn, asked.id, "better", 0),
        ):
            with pytest.raises(NotFound):
                await reading


async def test_questionnaires_of_a_template_stand_beside_each_other_in_time(town: Poll) -> None:
    numbers = []
    for roles in ("aaaaab", "abab", "bbbbbb"):
        numbers.append((await counted(town, roles, template="post-forum")).id)
        town.now += timedelta(days=30)
    async with town.turn_of() as turn:
        one, _, _ = await reporting.for_staff(turn, numbers[-1])
        points = await reporting.trend(turn.tx, one, zone=TOWN.zone)
    assert [(one.number, one.ballots, one.satisfied, one.nps) for one in points] == [
        (numbers[0], 6, 100, 100),
        (numbers[1], 4, None, None),
        (numbers[2], 6, 100, 100),
    ]


# -- in their own words ------------------------------------------------------------------------------------------------


async def test_what_was_written_is_read_without_personal_data_and_the_reading_is_audited(town: Poll) -> None:
    asked = await counted(town, "aaaaab")
    async with town.turn_of() as turn:
        found = await texts.read(turn, asked.id, "better", 0)
    assert MASK in found.items[0].text
    assert "0888" not in found.items[0].text
    assert labels(results.texts(translator("bg"), found, 2))[0] == "💡 1 → предложение"
    async with town.engine.read() as tx:
        rows = await tx.all("SELECT facts FROM audit WHERE action = 'questionnaire.texts_read'")
    assert len(rows) == 1
    assert "столовете" not in rows[0]["facts"]


async def test_whoever_only_prepares_reads_neither_results_nor_words(town: Poll) -> None:
    asked = await counted(town, "aaaaab")
    async with town.turn_of(Role.editor) as turn:
        with pytest.raises(NotAllowed):
            await texts.read(turn, asked.id, "better", 0)
        with pytest.raises(NotAllowed):
            await reporting.for_staff(turn, asked.id)


async def test_words_become_one_proposal_however_often_it_is_tapped(town: Poll) -> None:
    asked = await counted(town, "aaaaab")
    made = []
    for _ in range(2):
        async with town.turn_of() as turn:
            found = await texts.read(turn, asked.id, "better", 0)
            made.append(await texts.make_proposal(turn, asked.id, found.items[0].id))
    first, second = made
    assert first.receipt_no == second.receipt_no
    assert (first.kind, first.channel, first.author) == (ProposalKind.idea, Channel.other, None)
    assert "0888" not in first.text
    async with town.turn_of() as turn:
        found = await texts.read(turn, asked.id, "better", 0)
        about = await reporting.reported(turn.tx, asked.id, zone=TOWN.zone, with_texts=True)
        assert (await proposals.by_receipt(turn.tx, first.receipt_no)).id == first.id
    assert found.items[0].receipt_no == first.receipt_no
    assert about.texts["better"][0].receipt_no == first.receipt_no
    assert first.receipt_no in text(results.texts(translator("en"), found, 2))
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'questionnaire.text_became_proposal'") == 1


async def test_a_text_of_another_questionnaire_is_not_there(town: Poll) -> None:
    one, other = await counted(town, "aaaaab"), await counted(town, "aaaaab")
    async with town.turn_of() as turn:
        found = await texts.read(turn, one.id, "better", 0)
        with pytest.raises(NotFound):
            await texts.text(turn, other.id, found.items[0].id)
