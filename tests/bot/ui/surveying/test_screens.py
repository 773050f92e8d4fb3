"""Every screen of building and reading fits into Telegram in every language, however long what staff typed is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.ids import ForumId
from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Status
from bot.domain.questions import Condition, QuestionType, make_options
from bot.domain.reported import Written
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.consultations import Page
from bot.services.questionnaires.managing import Aimed, Desk
from bot.services.questionnaires.templates import shipped
from bot.services.questionnaires.texts import Texts
from bot.services.town import TownFileRefused
from bot.services.town.questionnaires import read_one
from bot.ui.screen import Screen
from bot.ui.surveying import builder, desk, files, one, questions, results, trying
from bot.ui.surveying import callbacks as buttons
from storage.questionnaires import Invited
from tests.asking import a_definition, a_question, a_questionnaire
from tests.counting import EVERYTHING, a_point, a_report, sheets
from tests.counting import results as counted
from tests.screens import assert_fits, text

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG = "Много дълго <b>& заглавие </b> " * 10
NUMBER = 123_456
QUESTIONS = tuple(
    a_question(
        f"question-number-{place:04}",
        type,
        names={"bg": LONG},
        options=make_options([{"bg": f"{LONG[:90]}{n}"} for n in range(10)])
        if type in (QuestionType.single, QuestionType.multi)
        else (),
        condition=Condition(question="question-number-0000", values=("a", "b")) if place else None,
        background=type is QuestionType.single,
    )
    for place, type in enumerate([*QuestionType] * 5)
)
WORST = a_questionnaire(id=NUMBER, definition=a_definition(*QUESTIONS, titles={"bg": LONG}))


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


def a_desk(questionnaire: Questionnaire = WORST, **changes: Any) -> Desk:
    values: dict[str, Any] = {
        "questionnaire": questionnaire,
        "status": questionnaire.status(NOW),
        "aimed": Aimed(questionnaire.audience, segment=(LONG, LONG)),
        "invited": Invited(100_000, 99_999),
        "reach": 100_000,
        "results": None,
        "may_manage": True,
    }
    return Desk(**(values | changes))


def fits(*screens: Screen) -> None:
    """Keys of a scale stand six in a row, each a sign or two long."""
    for screen in screens:
        rows = tuple(row for row in screen.rows if len(row) <= 2)
        assert all(len(row) <= 6 and all(len(key.label) <= 2 for key in row) for row in screen.rows if len(row) > 2)
        assert_fits(Screen(screen.text, rows))


def test_the_builder_fits(t: Translator) -> None:
    fits(*(builder.build(t, a_desk(), page) for page in range(4)), builder.kinds(t, WORST))


def test_a_question_fits_with_all_that_can_be_changed_of_it(t: Translator) -> None:
    for asked in QUESTIONS[:12]:
        fits(one.question(t, WORST, asked), one.ask_drop(t, WORST, asked), one.languages(t, WORST, asked))
        fits(one.conditions(t, WORST, asked), one.values(t, WORST, QUESTIONS[29], asked))
    fits(one.languages(t, WORST, None))


def test_the_preview_fits_and_keeps_nothing(t: Translator) -> None:
    for place in range(len(QUESTIONS)):
        screen = trying.preview(t, WORST, place)
        fits(screen)
        choices = [button.choice for row in screen.rows[:-1] for button in row]
        assert {type(choice) for choice in choices} == {buttons.Try}
    fits(trying.preview_end(t, WORST))


@pytest.mark.parametrize("recorded", Recorded)
def test_the_desk_fits(t: Translator, recorded: Recorded) -> None:
    opened = WORST.model_copy(
        update={"recorded": recorded, "opens_at": NOW, "closes_at": NOW + timedelta(days=5), "template": "post-forum"}
    )
    found = counted(sheets(24), invited=40) if recorded is Recorded.counted else None
    fits(desk.desk(t, a_desk(opened, results=found)), desk.managed(t, [opened] * 8, Page.of(80, 1), NOW))
    fits(*(desk.ask(t, a_desk(opened), act) for act in desk.ASKED))


@pytest.mark.parametrize(
    ("audience", "reach"),
    [(Audience(), 5), (Audience(forum=ForumId(3)), 0), (Audience.model_validate({"body": "council"}), 7)],
)
def test_the_last_look_says_whom_it_reaches_and_what_is_final(t: Translator, audience: Audience, reach: int) -> None:
    aimed = Aimed(audience, forum=LONG, body=LONG)
    for anonymous in (True, False):
        draft = WORST.model_copy(update={"audience": audience, "anonymous": anonymous})
        screen = desk.ask_publish(t, a_desk(draft, reach=reach, aimed=aimed))
        fits(screen, desk.ask_for_whom(t, a_desk(draft, reach=reach, aimed=aimed)))
        final = t("surveying.anonymous_final") if anonymous else t("surveying.signed_final")
        assert str(final) in text(screen)


def test_many_questions_about_people_are_warned_of(t: Translator) -> None:
    warned = str(t("surveying.many_backgrounds", n=3))
    assert warned in text(builder.build(t, a_desk(), 0))
    assert warned not in text(builder.build(t, a_desk(WORST.model_copy(update={"anonymous": False})), 0))


def test_results_fit(t: Translator) -> None:
    known = a_questionnaire(id=NUMBER, definition=EVERYTHING, recorded=Recorded.counted)
    found = counted(sheets(24), texts=3, invited=40)
    for place, asked in enumerate(EVERYTHING.questions):
        fits(results.results(t, known, EVERYTHING, found, place))
        fits(results.groups(t, known, EVERYTHING, found, asked, 0))
    fits(results.trend(t, known, [a_point(month) for month in range(1, 13)], 5))


def test_what_was_written_fits_however_much_it_is(t: Translator) -> None:
    items = [Written(id=f"{n:016}", text="<я>" * 333, receipt_no="I-26-00001" if n else None) for n in range(5)]
    found = Texts(WORST.model_copy(update={"id": NUMBER}), QUESTIONS[5], items, Page.of(50, 3, 5))
    fits(results.texts(t, found, 29), results.ask_proposal(t, NUMBER, items[0]))


def test_what_is_asked_to_be_typed_fits(t: Translator) -> None:
    for what in questions.PROMPTS:
        fits(questions.prompt(t, what, back=buttons.Build(NUMBER, 0), language="tr", now=LONG * 3))


def test_faults_of_a_file_fit(t: Translator) -> None:
    with pytest.raises(TownFileRefused) as refusal:
        read_one(("questions:\n" + f"- {{id: {'я' * 90}, type: none, кой: {LONG[:20]!r}}}\n" * 30).encode(), "a.yaml")
    fits(files.refused(t, refusal.value), files.not_read(t), files.reading(t), files.making(t), files.failed(t))


def test_captions_are_short_enough_for_telegram(t: Translator) -> None:
    for format in ("chart", "chart-clear", "xlsx"):
        assert len(files.caption(t, a_report(), format)) < 1024


def test_templates_and_what_is_given_to_something_fit(t: Translator) -> None:
    found = list(shipped().values())
    aimed = Aimed(Audience.model_validate({"body": "a" * 40}), body=LONG)
    fits(desk.templates(t, found), desk.attach(t, found, [WORST] * 8, aimed, "body", "a" * 40), desk.given(t, 5))
    options = [("a" * 40, LONG, True)] * 8
    fits(desk.choose(t, NUMBER, "place", options, Page.of(80, 1), ticks=True))
    assert a_desk().status is Status.draft
