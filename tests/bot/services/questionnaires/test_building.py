"""Building: every step is kept, what the rules refuse is refused at the step, and answers given stay answers."""

from dataclasses import replace

import pytest

from bot.domain.ballots import Sheet
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Status
from bot.domain.questions import (
    AsksForContact,
    BadCondition,
    BadOptions,
    Condition,
    NoQuestions,
    QuestionType,
    ShapeChanged,
)
from bot.domain.staff import Role
from bot.services import questionnaires
from bot.services.questionnaires import building, managing
from bot.services.questionnaires.templates import POST_FORUM
from storage import questionnaires as stored
from storage.engine import Engine
from storage.questionnaires import StaleRevision
from tests.asking import Poll

SINGLE, YESNO, TEXT, SCALE = QuestionType.single, QuestionType.yesno, QuestionType.text, QuestionType.scale5


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def built(town: Poll) -> Questionnaire:
    """Three questions: yes or no, a choice, and a grade."""
    async with town.turn_of() as turn:
        draft = await building.begin(turn, "Паркове")
        await building.add_question(turn, draft.id, YESNO, "Ходите ли в парка?")
        await building.add_question(turn, draft.id, SINGLE, "Защо не?", options=["далече", "тъмно"])
        await building.add_question(turn, draft.id, SCALE, "Колко сте доволни?")
        return await stored.get(turn.tx, draft.id)


async def live(town: Poll) -> Questionnaire:
    draft = await built(town)
    async with town.turn_of() as turn:
        return await managing.publish(turn, draft.id, draft.revision)


def ids(questionnaire: Questionnaire) -> list[str]:
    return [one.id for one in questionnaire.definition.questions]


async def test_what_is_built_can_be_published_and_lost_nothing(town: Poll) -> None:
    published = await live(town)
    assert [one.type for one in published.definition.questions] == [YESNO, SINGLE, SCALE]
    assert (published.status(town.now), published.anonymous, published.k) == (Status.open, True, 5)
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM questionnaire_versions") == 1


async def test_the_ready_questions_are_added_once_with_what_their_scales_mean(town: Poll) -> None:
    async with town.turn_of() as turn:
        draft = await building.begin(turn, "Форум")
        for _ in range(2):
            made = await building.add_ready(turn, draft.id)
    assert ids(made) == [f"q{number}" for number in range(1, 13)]
    assert made.definition.anchors5["bg"] == ("изобщо не", "напълно")


OWN = """
id: own
anonymous: true
closes: {after_days: 5}
title: {bg: Наша, en: Ours}
questions:
- {id: q1, type: scale5, bg: Топло ли беше в залата?}
- {id: n2, type: scale5, bg: Чуваше ли се?}
"""


async def test_a_question_never_gets_the_id_of_another_one_also_when_that_is_gone(town: Poll) -> None:
    maria = await town.person()
    async with town.turn_of() as turn:
        draft = await building.begin_with(turn, OWN.encode(), "own.yaml")
        added = await building.add_question(turn, draft.id, SCALE, "Добре ли се виждаше?")
        seen = await stored.get(turn.tx, draft.id)
        asked = await managing.publish(turn, draft.id, seen.revision)
    assert len(set(ids(asked))) == 3
    await town.answer(maria, asked, q1="5", n2="5")
    async with town.turn_of() as turn:
        await building.drop(turn, asked.id, "q1")
        made = await building.add_ready(turn, asked.id)
        again = await building.add_ready(turn, asked.id)
    assert made.definition.question("q1") is None
    assert ids(made)[3:] == [f"q{number}" for number in range(2, 13)]
    assert ids(made)[2].startswith("q1-")
    assert ids(again) == ids(made)
    assert added.id != "n2"


async def test_a_template_becomes_a_draft_with_its_name(town: Poll) -> None:
    async with town.turn_of(Role.editor) as turn:
        made = await building.begin_from(turn, POST_FORUM)
        with pytest.raises(NotFound):
            await building.begin_from(turn, "none")
    assert (made.template, made.recorded, len(made.definition.questions)) == (POST_FORUM, Recorded.draft, 14)


async def test_questions_move_and_stop_at_the_edge(town: Poll) -> None:
    draft = await built(town)
    first, second, third = ids(draft)
    async with town.turn_of() as turn:
        assert ids(await building.move(turn, draft.id, third, up=True)) == [first, third, second]
        assert ids(await building.move(turn, draft.id, first, up=True)) == [first, third, second]
        assert ids(await building.move(turn, draft.id, second, up=False)) == [first, third, second]


async def test_a_condition_names_an_earlier_answer_and_nothing_moves_past_it(town: Poll) -> None:
    draft = await built(town)
    first, second, third = ids(draft)
    async with town.turn_of() as turn:
        made = await building.toggle_condition(turn, draft.id, second, first, "n")
        assert made.definition.questions[1].condition == Condition(question=first, values=("n",))
        refused = (
            building.move(turn, draft.id, second, up=True),
            building.drop(turn, draft.id, first),
            building.toggle_condition(turn, draft.id, second, third, "5"),
            building.toggle_condition(turn, draft.id, second, first, "a"),
        )
        for step in refused:
            with pytest.raises(BadCondition):
                await step
        made = await building.toggle_condition(turn, draft.id, second, first, "n")
        assert made.definition.questions[1].condition is None
        assert ids(await building.drop(turn, draft.id, first)) == [second, third]


async def test_an_option_keeps_its_answers_wherever_it_moves_and_however_it_is_spelled(town: Poll) -> None:
    draft = await built(town)
    why = ids(draft)[1]

    async def put(*names: str) -> list[tuple[str, str]]:
        async with town.turn_of() as turn:
            made = await building.put_options(turn, draft.id, why, names, "bg")
        return [(one.id, one.names["bg"]) for one in made.definition.questions[1].options]

    assert await put("тъмно", "далече") == [("b", "тъмно"), ("a", "далече")]
    assert await put("тъмно", "далече е") == [("b", "тъмно"), ("a", "далече е")]
    assert await put("тъмно", "далече е", "няма сянка") == [("b", "тъмно"), ("a", "далече е"), ("c", "няма сянка")]


async def test_other_languages_are_added_beside_the_official_one(town: Poll) -> None:
    draft = await built(town)
    why = ids(draft)[1]
    async with town.turn_of() as turn:
        await building.put_title(turn, draft.id, "Parks", "en")
        await building.put_wording(turn, draft.id, why, "Why not?", "en")
        made = await building.put_options(turn, draft.id, why, ["far", "dark"], "en")
        with pytest.raises(BadOptions):
            await building.put_options(turn, draft.id, why, ["far"], "en")
    question = made.definition.questions[1]
    assert (made.title("tr"), question.name("tr"), question.name("bg")) == ("Parks", "Why not?", "Защо не?")
    assert [one.name("en") for one in question.options] == ["far", "dark"]


async def test_a_copy_follows_its_question_and_is_measured_as_nothing(town: Poll) -> None:
    async with town.turn_of() as turn:
        draft = await building.begin_from(turn, POST_FORUM)
        copy = await building.duplicate(turn, draft.id, "q11")
        made = await stored.get(turn.tx, draft.id)
    assert ids(made)[10:12] == ["q11", copy.id]
    assert copy.measure is None


async def test_an_anonymous_one_does_not_ask_who_somebody_is(town: Poll) -> None:
    draft = await built(town)
    async with town.turn_of() as turn:
        with pytest.raises(AsksForContact):
            await building.add_question(turn, draft.id, TEXT, "Вашият телефон?")
        await building.put_anonymous(turn, draft.id, on=False)
        await building.add_question(turn, draft.id, TEXT, "Вашият телефон?")
        with pytest.raises(AsksForContact):
            await building.put_anonymous(turn, draft.id, on=True)


# -- what is live ------------------------------------------------------------------------------------------------------


async def test_a_live_one_is_reworded_and_lengthened_as_another_version(town: Poll) -> None:
    asked = await live(town)
    grade = ids(asked)[2]
    async with town.turn_of() as turn:
        made = await building.put_wording(turn, asked.id, grade, "Колко сте доволни от парка?", "bg")
        await building.add_question(turn, asked.id, TEXT, "Какво да подобрим?")
    assert made.version == asked.version + 1
    async with town.engine.read() as tx:
        assert await stored.definition(tx, asked.id, asked.version) == asked.definition


async def test_a_live_one_loses_no_answer_that_was_given(town: Poll) -> None:
    asked = await live(town)
    why = ids(asked)[1]
    async with town.turn_of() as turn:
        with pytest.raises(ShapeChanged):
            await building.put_options(turn, asked.id, why, ["далече", "скъпо", "скучно"], "bg")
        for refused in (
            building.put_anonymous(turn, asked.id, on=False),
            building.put_audience(turn, asked.id, Audience()),
            building.put_days(turn, asked.id, 3),
        ):
            with pytest.raises(WrongState):
                await refused


async def test_whoever_only_prepares_does_not_touch_what_is_live(town: Poll) -> None:
    asked = await live(town)
    async with town.turn_of(Role.editor) as turn:
        for refused in (
            building.put_title(turn, asked.id, "Друго", "bg"),
            managing.publish(turn, asked.id, asked.revision),
            managing.close(turn, asked.id),
            managing.withdraw(turn, asked.id),
        ):
            with pytest.raises(NotAllowed):
                await refused


@pytest.mark.parametrize("role", [Role.auditor, None])
async def test_nobody_else_builds_anything(town: Poll, role: Role | None) -> None:
    async with town.turn_of(role) as turn:
        with pytest.raises(NotAllowed):
            await building.begin(turn, "Паркове")
        with pytest.raises(NotAllowed):
            await managing.managed(turn, 0)


# -- acts --------------------------------------------------------------------------------------------------------------


async def test_publishing_twice_is_publishing_once_and_an_old_look_publishes_nothing(town: Poll) -> None:
    draft = await built(town)
    async with town.turn_of() as turn:
        await building.put_days(turn, draft.id, 5)
        with pytest.raises(StaleRevision):
            await managing.publish(turn, draft.id, draft.revision)
    async with town.turn_of() as turn:
        seen = await stored.get(turn.tx, draft.id)
        first = await managing.publish(turn, draft.id, seen.revision)
        assert await managing.publish(turn, draft.id, seen.revision) == await stored.get(turn.tx, draft.id)
    assert first.closes_at is not None
    assert (first.closes_at - town.now).days == 5


async def test_a_group_may_not_be_smaller_than_the_setting_says_when_it_is_published(town: Poll) -> None:
    draft = await built(town)
    async with town.turn_of() as turn:
        turn.town = replace(turn.town, smallest_group=10)
        assert (await managing.publish(turn, draft.id, draft.revision)).k == 10


async def test_an_empty_one_is_not_published(town: Poll) -> None:
    async with town.turn_of() as turn:
        draft = await building.begin(turn, "Паркове")
        with pytest.raises(NoQuestions):
            await managing.publish(turn, draft.id, draft.revision)


async def test_nothing_can_be_asked_about_a_forum_that_was_called_off(town: Poll) -> None:
    forum = await town.forum()
    draft = await built(town)
    async with town.turn_of() as turn:
        await building.put_audience(turn, draft.id, Audience(forum=forum.id))
    await town.call_off(forum)
    async with town.turn_of() as turn:
        with pytest.raises(WrongState):
            await managing.publish(turn, draft.id, (await stored.get(turn.tx, draft.id)).revision)


async def test_it_says_exactly_how_many_it_goes_to(town: Poll) -> None:
    await town.crowd(3)
    for _ in range(2):
        await town.person("waste", "konush")
    draft = await built(town)

    async def reach(**fields: object) -> int:
        async with town.turn_of() as turn:
            await building.put_audience(turn, draft.id, Audience.model_validate(fields))
            return (await managing.desk(turn, draft.id, "bg")).reach

    async with town.engine.read() as tx:
        everybody = await tx.value("SELECT count(*) FROM participants")
    assert await reach() == everybody
    assert await reach(topics=["waste"], places=["konush"]) == 2
    assert await reach(topics=["roads"]) == 0
    forum = await town.forum()
    await town.register(await town.person(), forum)
    assert await reach(forum=forum.id) == 1


async def test_while_it_is_open_only_counts_are_seen(town: Poll) -> None:
    asked = await live(town)
    maria = await town.person()
    await town.tick()
    async with town.turn_of(maria) as turn:
        await questionnaires.file(turn, asked.id, Sheet({ids(asked)[0]: "y"}))
    async with town.turn_of() as turn:
        found = await managing.desk(turn, asked.id, "bg")
        assert found.results is None
        assert found.invited.used == 1
        closed = await managing.close(turn, asked.id)
    assert closed.status(town.now) is Status.closed
    await town.tick()
    async with town.turn_of() as turn:
        found = await managing.desk(turn, asked.id, "bg")
        assert found.results is not None
        assert found.results.few


async def test_a_forum_is_given_a_template_and_followed_by_it(town: Poll) -> None:
    forum, draft = await town.forum(), await town.drafted()
    async with town.turn_of() as turn:
        for _ in range(2):
            made = await managing.give_to_forum(turn, forum.id, POST_FORUM)
            assert made is not None
            assert made.status(town.now) is Status.waiting
        assert await managing.give_to_forum(turn, draft.id, POST_FORUM) is None
        assert len(await stored.of_forum(turn.tx, forum.id)) == 1


async def test_every_act_is_audited(town: Poll) -> None:
    asked = await live(town)
    async with town.turn_of() as turn:
        await managing.withdraw(turn, asked.id)
    async with town.engine.read() as tx:
        rows = await tx.all(
            "SELECT DISTINCT action FROM audit WHERE subject = :subject", subject=f"questionnaire:{asked.id}"
        )
    assert {row["action"].removeprefix("questionnaire.") for row in rows} == {
        "prepared",
        "changed",
        "published",
        "withdrawn",
    }


async def test_a_question_that_a_colleague_deleted_is_not_there(town: Poll) -> None:
    draft = await built(town)
    async with town.turn_of() as turn:
        for step in (
            building.move(turn, draft.id, "gone", up=True),
            building.drop(turn, draft.id, "gone"),
            building.duplicate(turn, draft.id, "gone"),
        ):
            with pytest.raises(NotFound):
                await step
