"""Changing what is published: every question and every last look, in every language."""

from datetime import date

import pytest

from bot.domain.consultations import DocumentKind
from bot.i18n import LANGUAGES, translator
from bot.services.publishing import RESTARTING, Paper
from bot.ui.publishing import changing as screens
from bot.ui.publishing.callbacks import Confirm
from bot.ui.publishing.changing import Look
from bot.ui.publishing.desk import ACTS
from bot.ui.publishing.questions import Frame
from storage.files import FileId
from tests.bot.ui.cards import FAMILY, HOSTILE, LONG_ID, NOON, a_consultation, a_proof, everywhere, worst
from tests.screens import assert_fits

BG = translator("bg")
FRAMES = (Frame("c", "why"), Frame("c", "why", keep=True))
AT = int(NOON.timestamp())
REASON = FAMILY * 500
PAPERS = [Paper(kind, FileId(number), "я" * 76 + ".pdf", 10**17) for number, kind in enumerate(DocumentKind)]
ROLLED = a_proof(date(2026, 11, 24), 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_every_last_look_fits(language: str) -> None:
    t = translator(language)
    for consultation in (*everywhere(), *worst()):
        look = Look(FRAMES[0], consultation, REASON, AT)
        for frame in FRAMES:
            assert_fits(screens.which_field(t, frame, consultation))
            assert_fits(screens.how_long(t, frame, consultation))
        assert_fits(screens.confirm_extend(t, look, ROLLED))
        assert_fits(screens.confirm_cancel(t, look))
        for state in screens.CORRECTABLE:
            for value in ("–", HOSTILE * 50, FAMILY * 1500):
                assert_fits(screens.confirm_correct(t, look, state=state, was=value, becomes=value))
        for proof in (None, ROLLED):
            name = "я" * 80
            screen = screens.confirm_replace(t, look, PAPERS[0], name=name, proof=proof, explained=False)
            assert_fits(screen)
        for act in ACTS:
            assert_fits(screens.done(t, act, consultation))


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_to_replace_fit(language: str) -> None:
    t = translator(language)
    for frame in FRAMES:
        assert_fits(screens.which_document(t, frame, PAPERS))
        for paper in PAPERS:
            assert_fits(screens.new_version(t, frame, paper, limit=20))
        for act in ACTS:
            assert_fits(screens.why(t, frame, act))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_document_that_restarts_the_term_says_so_before_it_is_sent(paper: Paper) -> None:
    shown = screens.new_version(BG, FRAMES[0], paper, limit=20).text
    assert (BG("publishing.restarts") in shown) == (paper.kind in RESTARTING)


def test_the_last_look_shows_the_new_proof_and_the_reason() -> None:
    screen = screens.confirm_extend(BG, Look(FRAMES[0], a_consultation(), "Поискаха го.", AT), a_proof(term=45))
    assert "Досегашен последен ден: сряда, 2 декември 2026 г." in screen.text
    assert "Краен ден: четвъртък, 17 декември 2026 г." in screen.text
    assert "Причина, която ще видят хората: Поискаха го." in screen.text
    assert screen.rows[0][0].choice == Confirm(LONG_ID, AT)


def test_a_correction_shows_what_was_and_what_becomes() -> None:
    look = Look(FRAMES[0], a_consultation(), "Сбъркана буква.", AT)
    shown = screens.confirm_correct(BG, look, state="title", was="Нардба", becomes="Наредба").text
    assert "Беше: Нардба\nСтава: Наредба" in shown
