"""A consultation on one screen, whatever it says of itself."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain.consultations import ConsultationKind, ConsultationStatus, DocumentKind
from bot.domain.participation import Participation
from bot.i18n import LANGUAGES, translator
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.services.consultations import Following
from bot.ui import consultation_card as cards
from bot.ui.consultation_card import KINDS, PAPERS, SAID, Remind
from bot.ui.navigation import Follow, GoSpravka
from tests.bot.ui.cards import (
    A_HEARING,
    HOSTILE,
    LONG_ID,
    NOON,
    WORST_TITLES,
    a_card,
    a_consultation,
    a_document,
    a_proof,
    everywhere,
    worst,
)
from tests.screens import assert_fits, labels, text

BG = translator("bg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_wherever_it_stands_and_whoever_follows_it(language: str) -> None:
    t = translator(language)
    for consultation in everywhere():
        for following in get_args(Following):
            for said in (None, *SAID):
                assert_fits(cards.card(t, a_card(consultation, following), now=NOON, said=said))
        assert_fits(cards.card(t, a_card(consultation, documents=0, topics=[], places=[], may_follow=False), now=NOON))
        proof = a_proof() if consultation.last_day else None
        assert_fits(cards.term(t, consultation, proof))
        assert_fits(cards.share(t, consultation, url=f"https://t.me/a_bot?start=c{LONG_ID}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_and_most_hostile_texts_fit(language: str) -> None:
    t = translator(language)
    for consultation in worst():
        for said in (None, "followed"):
            assert_fits(cards.card(t, a_card(consultation, "yes"), now=NOON, said=said))
        assert_fits(cards.term(t, consultation, a_proof(term=14)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_of_1500_letters_is_never_cut(language: str) -> None:
    t = translator(language)
    summary = "дума " * 299 + "край."
    assert len(summary) == 1500
    consultation = a_consultation(title="я" * 200, summary=summary, term=14, short_term_reason="п" * 500)
    card = a_card(consultation)
    assert summary in text(cards.card(t, card, now=NOON, said="followed"))


def test_the_forms_of_participation_and_the_hearing_are_told() -> None:
    forms = (Participation.hearing, Participation.written)
    shown = text(cards.card(BG, a_card(a_consultation(participation=forms, hearing=A_HEARING)), now=NOON))
    assert "Как се участва: писмени предложения и възражения и обществено обсъждане" in shown
    assert "Обществено обсъждане: четвъртък, 12 ноември 2026 г., 17:30 ч.\nМясто: зала „Хасково“" in shown


def test_what_was_typed_is_shown_as_it_is() -> None:
    typed = HOSTILE.strip() + " {summary}"
    screen = cards.card(BG, a_card(a_consultation(title=typed, summary=HOSTILE * 2)), now=NOON)
    assert text(screen).startswith(typed)


def test_the_last_day_is_told_with_its_last_minute_and_how_long_it_is() -> None:
    card = a_card(a_consultation())
    assert "Мнения до: сряда, 2 декември 2026 г., 23:59 ч. · остават 30 дни" in text(cards.card(BG, card, now=NOON))
    for days, said in ((28, "остават 2 дни"), (29, "утре е последният ден"), (30, "днес е последният ден")):
        assert said in text(cards.card(BG, card, now=NOON + timedelta(days=days)))
    assert "Консултацията приключи." in text(cards.card(BG, card, now=NOON + timedelta(days=31)))


def test_readers_of_a_translation_are_told_which_text_is_official() -> None:
    translated = a_consultation(translations={"en": {"title": "Green ordinance"}})
    assert "This translation is a help" in text(cards.card(translator("en"), a_card(translated), now=NOON))
    assert "Metin, resmî dili olan" in text(cards.card(translator("tr"), a_card(translated), now=NOON))
    assert "официал" not in text(cards.card(BG, a_card(translated), now=NOON))


def test_what_is_followed_can_be_left_and_what_was_just_done_undone() -> None:
    def choices(following: Following, said: str | None = None) -> list[object]:
        screen = cards.card(BG, a_card(a_consultation(), following), now=NOON, said=said)
        return [button.choice for row in screen.rows for button in row if isinstance(button.choice, Follow | Remind)]

    on, off = Follow(LONG_ID, True), Follow(LONG_ID, False)
    assert choices("no") == [on]
    assert choices("yes") == [off, Remind(LONG_ID, False)]
    assert choices("without reminders") == [off, Remind(LONG_ID, True)]
    assert choices("yes", "followed") == [off]
    assert choices("no", "unfollowed") == [on]
    assert choices("without reminders", "no reminders") == [Remind(LONG_ID, True), off]


def test_what_is_over_is_not_offered_to_be_followed() -> None:
    over = a_consultation(recorded=ConsultationStatus.adopted)
    screen = cards.card(BG, a_card(over, may_follow=False), now=NOON)
    assert BG.plain("consultations.follow") not in labels(screen)


def test_the_term_shows_every_step_but_no_word_to_staff() -> None:
    shown = text(cards.term(BG, a_consultation(term=14, short_term_reason="Спешно е."), a_proof(term=14)))
    assert "Ден 14: понеделник, 16 ноември 2026 г." in shown
    assert "Най-рано може да се приеме: вторник, 17 ноември 2026 г." in shown
    assert "Защо срокът е под 30 дни: Спешно е." in shown
    assert "посочете" not in shown


def test_a_reason_is_told_only_of_a_short_term() -> None:
    full = a_consultation(term=30, short_term_reason="Спешно е.")
    assert "Спешно е." not in text(cards.term(BG, full, a_proof()))
    assert "Спешно е." not in text(cards.card(BG, a_card(full), now=NOON))


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_are_buttons_and_old_versions_stand_apart(language: str) -> None:
    t = translator(language)
    found = [a_document(number, kind) for number, kind in enumerate(DocumentKind)]
    found += [a_document(50 + number, DocumentKind.draft, replaced=True) for number in range(40)]
    for title in WORST_TITLES:
        consultation = a_consultation(title=title)
        for documents in ([], found[:1], found):
            for old in (False, True):
                assert_fits(cards.documents(t, consultation, documents, old=old))
        for document in (found[0], found[-1]):
            caption, _ = parse_html(str(cards.caption(t, consultation, document)))
            assert 0 < utf16_length(caption) <= 1024
    current = cards.documents(t, a_consultation(), found, old=False)
    assert sum(label.startswith("📄") for label in labels(current)) == len(DocumentKind)
    earlier = cards.documents(t, a_consultation(), found, old=True)
    assert sum("02.11.2026" in label for label in labels(earlier)) == cards.OLD_VERSIONS


def test_an_old_version_says_that_it_is_one() -> None:
    caption = cards.caption(BG, a_consultation(), a_document(1, DocumentKind.draft, replaced=True))
    assert "Това е стара версия" in caption


def test_the_link_can_be_copied_and_sent_on() -> None:
    screen = cards.share(BG, a_consultation(), url="https://t.me/a_bot?start=c7")
    assert "https://t.me/a_bot?start=c7" in text(screen)
    assert screen.rows[0][0].url is not None
    assert screen.rows[0][0].url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fa_bot%3Fstart%3Dc7&text=")


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(ConsultationKind)
    assert set(PAPERS) == set(DocumentKind)


@pytest.mark.parametrize("out", [True, False])
def test_a_spravka_that_is_out_has_a_button(out: bool) -> None:
    screen = cards.card(BG, a_card(a_consultation(), spravka=out), now=NOON)
    found = [button.choice for row in screen.rows for button in row]
    assert (GoSpravka(LONG_ID) in found) == out
    assert_fits(screen)
