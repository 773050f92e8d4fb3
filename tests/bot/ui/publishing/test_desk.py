"""The desk and the preview: what citizens will see, and what staff must know besides."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.consultations import (
    AddressMissing,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    DocumentKind,
    MissingDocuments,
    ShortTermReasonNeeded,
    TermOver,
    TermTooShort,
)
from bot.domain.errors import DomainError
from bot.i18n import LANGUAGES, translator
from bot.sandbox.markup import parse_html
from bot.services.consultations import Page
from bot.services.publishing import Managed, Paper, Prepared
from bot.ui.consultation_card import card_text
from bot.ui.desks import GoReporting
from bot.ui.publishing import desk as screens
from bot.ui.publishing.callbacks import Change, Edit, Publish
from bot.ui.screen import Screen
from storage.files import FileId
from tests.bot.ui.cards import HOSTILE, LONG_ID, NOON, a_card, a_consultation, a_proof, everywhere, worst
from tests.screens import assert_fits

BG = translator("bg")
PAPERS = tuple(Paper(kind, FileId(number), "a.pdf", number) for number, kind in enumerate(DocumentKind)) * 2
OBJECTIONS: tuple[DomainError, ...] = (
    TermOver(last_day=date(2026, 12, 2)),
    TermTooShort(term_days=1, limit=14),
    ShortTermReasonNeeded(term_days=29, limit=30),
    MissingDocuments(kinds=tuple(DocumentKind)),
    AddressMissing(),
)


def a_draft(**changes: Any) -> Consultation:
    return a_consultation(recorded=ConsultationStatus.draft, version=10**6, **changes)


def prepared(consultation: Consultation | None = None, **changes: Any) -> Prepared:
    draft = consultation or a_draft()
    values: dict[str, Any] = {
        "consultation": draft,
        "shown": draft.model_copy(update={"recorded": ConsultationStatus.open}),
        "proof": a_proof(),
        "papers": PAPERS[:2],
        "objections": (),
        "blocked": False,
        "audience": 1234,
        "may_publish": True,
    }
    return Prepared(**(values | changes))


def preview(found: Prepared, language: str = "bg") -> Screen:
    return screens.preview(translator(language), found, a_card(found.shown), now=NOON)


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preview_fits(language: str) -> None:
    rolled = a_proof(date(2026, 11, 24), 30)
    for draft in (*everywhere(), *worst()):
        for found in (
            prepared(draft, audience=1),
            prepared(draft, proof=None, blocked=True, papers=()),
            prepared(draft, proof=rolled, papers=PAPERS, objections=OBJECTIONS, blocked=True, may_publish=False),
            prepared(draft, proof=rolled, papers=PAPERS, objections=OBJECTIONS),
        ):
            assert_fits(preview(found, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_shows_the_citizens_card_whole(language: str) -> None:
    t = translator(language)
    draft = a_draft(title="я" * 200, summary="дума " * 299 + "край.")
    found = prepared(draft, objections=OBJECTIONS[2:4])
    assert card_text(t, a_card(found.shown), now=NOON) in preview(found, language).text


def test_the_proof_and_the_exact_count_stand_before_the_button() -> None:
    screen = preview(prepared())
    assert "Ден 30: сряда, 2 декември 2026 г." in screen.text
    assert "Ще получат известие: 1234 души" in screen.text
    assert Publish(LONG_ID, 10**6) in choices(screen)


@pytest.mark.parametrize("refused", [{"blocked": True, "objections": OBJECTIONS[:1]}, {"may_publish": False}])
def test_what_may_not_be_published_has_no_button(refused: dict[str, Any]) -> None:
    assert not any(isinstance(choice, Publish) for choice in choices(preview(prepared(**refused))))


def test_a_reason_that_was_given_is_not_asked_for() -> None:
    short = a_proof(term=14)
    assert "посочете причината" in preview(prepared(proof=short)).text
    explained = prepared(a_draft(short_term_reason="Спешно е за сезона."), proof=short)
    assert "посочете причината" not in preview(explained).text


def test_objections_say_whether_they_forbid() -> None:
    assert "не може да се публикува" in preview(prepared(objections=OBJECTIONS, blocked=True)).text
    warned = preview(prepared(objections=OBJECTIONS)).text
    assert "Внимание" in warned
    assert "последният ден е бил сряда, 2 декември 2026 г." in warned
    assert "Проект, Мотиви, Съображения" in warned


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_fits(language: str) -> None:
    t = translator(language)
    every = [*everywhere(), *worst()]
    for start in range(0, len(every), 5):
        assert_fits(screens.desk(t, every[start : start + 5], Page(1, 3, 15), now=NOON))
    assert_fits(screens.desk(t, [], Page(0, 1, 0), now=NOON))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_managed_fits(language: str) -> None:
    t = translator(language)
    for consultation in (*everywhere(), *worst()):
        for may_change in (True, False):
            for papers in ((), PAPERS):
                managed = Managed(consultation, papers, may_change)
                assert_fits(screens.manage(t, managed, now=NOON))
        assert_fits(screens.choose_edit(t, consultation))
        assert_fits(screens.ask_discard(t, consultation))
        assert_fits(screens.published(t, consultation, audience=1, now=NOON))
    assert_fits(screens.discarded(t))


@pytest.mark.parametrize(
    ("days", "acts"),
    [
        (-5, ["extend", "correct", "replace", "cancel"]),
        (0, ["extend", "correct", "replace", "cancel"]),
        (31, ["correct"]),
    ],
)
def test_only_what_can_be_done_now_is_offered(days: int, acts: list[str]) -> None:
    screen = screens.manage(BG, Managed(a_consultation(), PAPERS, True), now=NOON + timedelta(days=days))
    assert [choice.act for choice in choices(screen) if isinstance(choice, Change)] == acts
    watched = screens.manage(BG, Managed(a_consultation(), PAPERS, False), now=NOON + timedelta(days=days))
    assert not any(isinstance(choice, Change) for choice in choices(watched))


@pytest.mark.parametrize("kind", ConsultationKind)
def test_every_field_that_a_draft_has_can_be_edited(kind: ConsultationKind) -> None:
    draft = a_draft().model_copy(update={"kind": kind})
    found = [choice.state for choice in choices(screens.choose_edit(BG, draft)) if isinstance(choice, Edit)]
    absent = set() if kind is ConsultationKind.general_act else {"participation"}
    assert found == [state for state in screens.FIELDS if state not in absent]


def test_a_coming_one_says_when_it_opens() -> None:
    coming = a_consultation(published=date(2026, 11, 5))
    assert "Отваря се: четвъртък, 5 ноември 2026 г." in screens.published(BG, coming, audience=3, now=NOON).text
    over = screens.published(BG, coming, audience=3, now=NOON + timedelta(days=90)).text
    assert "Публикувано." in over
    assert parse_html(str(screens.ask_discard(BG, a_draft(title=HOSTILE.strip())).text))[0].count("<b>") == 1


@pytest.mark.parametrize(("days", "over"), [(0, False), (31, True)])
def test_what_is_over_leads_to_its_spravka(days: int, over: bool) -> None:
    screen = screens.manage(BG, Managed(a_consultation(), PAPERS, True), now=NOON + timedelta(days=days))
    assert any(isinstance(choice, GoReporting) for choice in choices(screen)) is over
