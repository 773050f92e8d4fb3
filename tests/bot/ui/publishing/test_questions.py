"""The questions staff are asked, in every language and at their longest."""

from datetime import date

import pytest

from bot.domain.consultations import ConsultationKind, DocumentKind
from bot.domain.ids import TopicId
from bot.domain.town import Topic
from bot.i18n import LANGUAGES, translator
from bot.services.consultations import Page
from bot.services.publishing import Paper
from bot.ui.publishing import questions
from bot.ui.publishing.callbacks import Back, ChooseKind, ChooseTerm, DropPaper, Keep, SkipLink, SkipReason
from bot.ui.publishing.questions import Frame
from bot.ui.screen import Screen
from storage.files import FileId
from tests.bot.ui.cards import HOSTILE
from tests.screens import assert_fits

BG = translator("bg")
FIRST, LATER, SINGLE = Frame("p", "title", 1, 9), Frame("p", "term", 6, 9, keep=True), Frame("c", "term")
FRAMES = (FIRST, LATER, SINGLE)
TODAY = date(2026, 11, 2)
NAME = "я" * 76 + ".pdf"
PAPERS = [Paper(kind, FileId(10**15 + number), NAME, None) for number, kind in enumerate(DocumentKind)] * 2


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("frame", FRAMES)
def test_every_question_fits(language: str, frame: Frame) -> None:
    t = translator(language)
    for screen in (
        questions.title(t, frame),
        questions.kind(t, frame),
        questions.summary(t, frame),
        questions.link(t, frame, may_skip=True),
        questions.day(t, frame, today=TODAY, opens=True),
        questions.day(t, frame, today=TODAY, opens=False),
        questions.term(t, frame, published_on=TODAY),
        *(questions.hearing(t, frame, kind=kind, today=TODAY, may_skip=True) for kind in ConsultationKind),
        questions.venue(t, frame),
        *(questions.refused(t, frame, days) for days in (-3650, 0, 1, 2, 13)),
        *(questions.reason(t, frame, days=days, may_skip=True) for days in (1, 14, 29)),
    ):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_was_put_aside_is_named_at_any_length(language: str) -> None:
    t = translator(language)
    for screen in (
        questions.unfinished(t, conversation="publish", title=None),
        questions.unfinished(t, conversation="publish", title=HOSTILE * 7),
    ):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ConsultationKind)
def test_documents_are_asked_for_whatever_is_there(language: str, kind: ConsultationKind) -> None:
    t = translator(language)
    for attached in ([], PAPERS[:1], PAPERS):
        for slot in DocumentKind:
            assert_fits(questions.papers(t, LATER, kind=kind, attached=attached, slot=slot))


def test_what_is_missing_is_said_and_each_file_can_be_taken_out() -> None:
    draft = Paper(DocumentKind.draft, FileId(5), "a.pdf", None)
    motives = Paper(DocumentKind.motives, FileId(6), "b.pdf", 77)
    screen = questions.papers(BG, SINGLE, kind=ConsultationKind.ordinance, attached=[draft], slot=DocumentKind.motives)
    assert "Проект: a.pdf" in screen.text
    assert "Мотиви: липсва" in screen.text
    assert BG.plain("publishing.papers_later") in [button.label for row in screen.rows for button in row]
    screen = questions.papers(
        BG, SINGLE, kind=ConsultationKind.ordinance, attached=[draft, motives], slot=DocumentKind.other
    )
    assert {DropPaper("c", 5), DropPaper("c", 77)} <= set(choices(screen))
    assert BG.plain("common.done") in [button.label for row in screen.rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", ["topic", "place"])
def test_ticks_fit_with_the_longest_names(language: str, scope: str) -> None:
    options = [
        (f"{number:x<40}", Topic(id=TopicId("x"), names={"bg": "Детски градини, училища"})) for number in range(60)
    ]
    chosen = [target for target, _ in options[::2]]
    for page in (Page(0, 1, 60), Page(3, 7, 420)):
        assert_fits(
            questions.ticks(translator(language), LATER, scope=scope, options=options, chosen=chosen, page=page)
        )


def test_only_the_first_of_several_questions_has_no_way_back() -> None:
    assert not any(isinstance(choice, Back) for choice in choices(questions.title(BG, FIRST)))
    assert Back("c", "term") in choices(questions.term(BG, SINGLE, published_on=TODAY))
    assert Back("p", "term") in choices(questions.term(BG, LATER, published_on=TODAY))


def test_an_answer_given_before_can_stay() -> None:
    assert Keep("p", "term") in choices(questions.term(BG, LATER, published_on=TODAY))
    assert not any(isinstance(choice, Keep) for choice in choices(questions.title(BG, FIRST)))


def test_only_what_may_be_skipped_can_be() -> None:
    assert SkipLink("p") in choices(questions.link(BG, FIRST, may_skip=True))
    assert SkipLink("p") not in choices(questions.link(BG, FIRST, may_skip=False))
    assert SkipReason("p") in choices(questions.reason(BG, FIRST, days=14, may_skip=True))
    assert SkipReason("p") not in choices(questions.reason(BG, FIRST, days=14, may_skip=False))


def test_a_refused_term_says_why_and_offers_two_ways_out() -> None:
    screen = questions.refused(BG, LATER, 13)
    assert "Срок от 13 дни е под законния минимум от 14 дни" in screen.text
    assert choices(screen)[:2] == [ChooseTerm("p", 14), ChooseTerm("p", 30)]
    assert "след деня на публикуването" in questions.refused(BG, LATER, 0).text


def test_every_kind_of_act_can_be_chosen() -> None:
    found = {choice.kind for choice in choices(questions.kind(BG, FIRST)) if isinstance(choice, ChooseKind)}
    assert found == set(ConsultationKind)
