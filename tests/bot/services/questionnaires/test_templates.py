"""Templates: the one that comes with the program says what the rules say, and others are read with every fault told."""

from datetime import timedelta
from textwrap import indent

import pytest

from bot.domain.errors import NotFound
from bot.domain.ids import ForumId
from bot.domain.questionnaires import Audience, Timing
from bot.domain.questions import Condition, Measure, QuestionType
from bot.i18n import LANGUAGES
from bot.services import town
from bot.services.questionnaires import templates
from bot.services.questionnaires.templates import POST_FORUM, Template
from bot.services.town import questionnaires as entries
from bot.services.turn import Turn
from storage import questionnaires as stored
from storage.engine import Engine
from tests.desk import NOON, TOWN

A, TEN, ONE, TEXT = QuestionType.scale5, QuestionType.scale11, QuestionType.single, QuestionType.text

# domain.md 5, word for word.
QUESTIONS = [
    (A, "Разбрах целта на форума.", "I understood the purpose of the forum.", "Forumun amacını anladım.", "ODOT"),
    (A, "Информацията беше ясна.", "The information was clear.", "Bilgiler açıktı.", "WisDOT"),
    (A, "Часът беше удобен за мен.", "The time suited me.", "Saat bana uygundu.", "ODOT"),
    (ONE, "Времето за обсъждане беше:", "Discussion time:", "Tartışma süresi:", "WisDOT"),
    (A, "Имах възможност да кажа мнението си.", "I could say my opinion.", "Görüşümü söyleyebildim.", "Brookings"),
    (A, "Казаното беше взето насериозно.", "What was said was taken seriously.", "Söylenenler ciddiye alındı.",
     "Brookings"),
    (A, "Участваха различни групи хора.", "Different groups took part.", "Farklı gruplar katıldı.", "WisDOT/NCDOT"),
    (A, "Водещият беше безпристрастен.", "The host was impartial.", "Moderatör tarafsızdı.", "Rowe-Frewer"),
    (A, "Разбирам как ще се използват предложенията.", "I understand how proposals will be used.",
     "Önerilerin nasıl kullanılacağını biliyorum.", "NCDOT"),
    (TEN, "Колко вероятно е общината да Ви даде възможност за мнение по местно решение?",
     "How likely is the municipality to let you voice views on a local decision?",
     "Belediyenin yerel bir kararda görüşünüzü alması ne kadar olası?", "OECD"),
    (A, "Доволни ли сте от форума?", "Satisfied with the forum?", "Forumdan memnun kaldınız mı?", "satisfaction"),
    (TEN, "Бихте ли препоръчали такъв форум?", "Would you recommend such a forum?",
     "Böyle bir forumu tavsiye eder misiniz?", "NPS"),
]  # fmt: skip
TIME = [("малко", "too little", "az"), ("достатъчно", "enough", "yeterli"), ("много", "too much", "fazla")]
ANCHORS = {"bg": ("изобщо не", "напълно"), "en": ("not at all", "fully"), "tr": ("hiç", "tamamen")}

ENTRY = """
id: small
anonymous: true
closes: {after_days: 5}
title: {bg: Мнение, en: Opinion}
questions:
- {id: came, type: yesno, bg: Идвали ли сте?}
- {id: why, type: multi, max: 1, bg: Защо?, options: {bg: [далече, скучно]}, show_if: {question: came, answers: [no]}}
- {id: grade, type: scale5, bg: Колко?, from: satisfaction, show_if: {question: why, answers: [2, 1]}}
- {id: age, type: single, bg: Възраст?, background: true, options: {bg: [до 30, над 30]}}
"""


def post_forum() -> Template:
    return templates.shipped()[POST_FORUM]


def test_the_twelve_questions_are_those_of_the_rules_word_for_word() -> None:
    asked = post_forum().definition.questions[:12]
    found = [(one.type, *(one.names[language] for language in LANGUAGES), one.origin) for one in asked]
    assert found == QUESTIONS


def test_options_and_anchors_are_those_of_the_rules() -> None:
    definition = post_forum().definition
    time = definition.questions[3]
    assert [tuple(option.names[language] for language in LANGUAGES) for option in time.options] == TIME
    assert definition.anchors5 == ANCHORS


def test_a_comment_and_a_role_are_asked_at_the_end() -> None:
    comment, role = post_forum().definition.questions[12:]
    assert (comment.type, comment.names) == (
        TEXT,
        {"bg": "Какво да подобрим?", "en": "What to improve?", "tr": "Neyi geliştirelim?"},
    )
    assert (role.type, role.background) == (ONE, True)


def test_satisfaction_and_nps_are_measured_and_nothing_else() -> None:
    measured = {one.id: one.measure for one in post_forum().definition.questions if one.measure is not None}
    assert measured == {"q11": Measure.satisfaction, "q12": Measure.nps}


def test_what_comes_with_the_program_would_be_published_as_it_is() -> None:
    template = post_forum()
    template.definition.check(anonymous=template.anonymous)
    assert (template.anonymous, template.k) == (True, 5)
    expected = Timing(opens_after=timedelta(hours=2), chase_after=timedelta(days=3), closes_after=timedelta(days=10))
    assert template.timing == expected
    assert [path.stem for path in entries.shipped()] == list(templates.shipped())


def test_conditions_are_told_by_values_numbers_and_yes_or_no() -> None:
    definition = entries.definition(entries.read_one(ENTRY.encode(), "small.yaml"))
    assert [one.condition for one in definition.questions] == [
        None,
        Condition(question="came", values=("n",)),
        Condition(question="why", values=("a", "b")),
        None,
    ]
    assert definition.questions[1].most == 1
    assert definition.questions[2].measure is Measure.satisfaction
    assert [one.id for one in definition.backgrounds] == ["age"]


@pytest.mark.parametrize("whole", [ENTRY, "questionnaires:\n-" + indent(ENTRY.strip(), "  ")[1:]])
def test_an_entry_is_read_alone_and_out_of_its_section(whole: str) -> None:
    assert entries.read_one(whole.encode(), "small.yaml").id == "small"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("closes: {after_days: 5}\n", ""), "missing_key"),
        (("type: yesno", "type: yes-no"), "bad_choice"),
        (("question: came", "question: grade"), "bad_condition"),
        (("answers: [2, 1]", "answers: [3]"), "bad_condition"),
        (("answers: [no]", "answers: &a [no]\n- *a"), "not_yaml"),
        (("id: grade", "id: came"), "duplicate_id"),
        (("id: small", "id: !!python/object:os.system small"), "unknown_tag"),
    ],
)
def test_every_fault_is_told_with_its_line(change: tuple[str, str], expected: str) -> None:
    with pytest.raises(town.TownFileRefused) as refusal:
        entries.read_one(ENTRY.replace(*change).encode(), "small.yaml")
    assert expected in {fault.code.value for fault in refusal.value.faults}
    assert all(fault.line >= 1 for fault in refusal.value.faults)


@pytest.mark.parametrize("data", [b"", b"[]", b"just words", b"\xff\xfe", b"a: &x 1\nb: *x", b"x" * (64 * 1024 + 1)])
def test_what_is_no_questionnaire_is_refused_and_nothing_breaks(data: bytes) -> None:
    with pytest.raises(town.TownFileRefused) as refusal:
        entries.read_one(data, "small.yaml")
    assert refusal.value.faults


async def test_a_template_of_the_town_goes_before_the_one_of_the_program(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOON, town=TOWN)
        assert await templates.template(turn, POST_FORUM) == post_forum()
        own = entries.read_one(ENTRY.replace("id: small", f"id: {POST_FORUM}").encode(), "own.yaml")
        await stored.put_template(tx, POST_FORUM, entries.content(own))
        assert (await templates.template(turn, POST_FORUM)).definition == entries.definition(own)
        assert [one.slug for one in await templates.templates(turn)] == [POST_FORUM]
        with pytest.raises(NotFound):
            await templates.template(turn, "none")


async def test_a_questionnaire_of_a_template_hides_no_less_than_the_town_wants(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOON, town=TOWN)
        for smallest, k in ((5, 5), (12, 12)):
            turn.town = type(TOWN)(zone=TOWN.zone, language="bg", smallest_group=smallest)
            made = await templates.questionnaire_for(turn, POST_FORUM, Audience(forum=ForumId(3)))
            assert (made.k, made.template, made.audience.forum) == (k, POST_FORUM, 3)
