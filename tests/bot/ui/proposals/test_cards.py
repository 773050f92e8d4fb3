"""One's own things and the public register on a screen, whatever was said and wherever it stands."""

import pytest

from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.i18n import LANGUAGES, translator
from bot.services.consultations import Page
from bot.services.proposals import Mine, Receipt, Shelf
from bot.ui.fitting import units
from bot.ui.proposals import mine, receipts, register, words
from bot.ui.screen import Screen
from tests.bot.ui.cards import FAMILY, a_consultation
from tests.bot.ui.proposals.things import (
    TEXT,
    WORST_TEXTS,
    a_proposal,
    a_public_card,
    an_own_card,
    everywhere,
    worst,
)
from tests.screens import assert_fits, labels, text

BG = translator("bg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_wherever_a_proposal_stands(language: str) -> None:
    t = translator(language)
    for proposal in [*everywhere(), *worst()]:
        assert_fits(mine.own_card(t, an_own_card(proposal), said=t("proposals.replied")))
        assert_fits(mine.own_card(t, an_own_card(proposal, consultation=None, section=None, thread=(), files=())))
        assert_fits(register.public_card(t, a_public_card(proposal), said="supported"))
        assert_fits(register.public_card(t, a_public_card(proposal, supported=True, consultation=None)))
        assert_fits(mine.idea(t, proposal))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_hangs_on_a_proposal_fits(language: str) -> None:
    t = translator(language)
    card = an_own_card(a_proposal(note="я" * 500))
    for screen in (
        mine.thread(t, card),
        mine.ask_withdraw(t, card),
        mine.ask_reply(t, card, completing=True),
        mine.ask_reply(t, card, completing=False),
        mine.ask_code(t),
        mine.how_to_open(t),
        mine.wrong_code(t, again=True),
        register.ask_words(t),
        register.how_to_search(t),
        register.share(t, card.proposal, url="https://t.me/a_bot?start=p1"),
        receipts.changed(t, card.proposal),
        receipts.edited_in_draft(t),
        receipts.edited_elsewhere(t),
    ):
        assert_fits(screen)
    for number in range(-1, len(WORST_TEXTS) + 1):
        assert_fits(mine.version(t, card.proposal, list(card.versions), number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_fit_with_anything_in_them(language: str) -> None:
    t = translator(language)
    items = [a_proposal(text=one) for one in WORST_TEXTS[:5]]
    page = Page(1, 3, 12)
    everything = Mine(items, page, 99, {items[0].id})
    assert_fits(mine.mine(t, everything, unfinished="say"))
    assert_fits(mine.mine(t, Mine([], Page(0, 1, 0), 0), unfinished=None))
    assert_fits(register.shelf(t, Shelf(items, page, a_consultation(title="<" * 300))))
    assert_fits(register.shelf(t, Shelf([], Page(0, 1, 0))))
    for said in ("пейки", FAMILY * 300, "<b>" * 100):
        assert_fits(register.found(t, Shelf(items, page, words=said)))
        assert_fits(register.found(t, Shelf([], Page(0, 1, 0), words=said)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ProposalKind))
def test_a_receipt_fits_and_says_its_number(language: str, kind: ProposalKind) -> None:
    t = translator(language)
    proposal = a_proposal(kind=kind)
    for consultation in (a_consultation(), None):
        screen = receipts.receipt(t, Receipt(proposal, consultation, "K7P4XR", again=False))
        assert_fits(screen)
        assert proposal.receipt_no in text(screen)


def test_every_state_has_words_of_its_own() -> None:
    assert set(words.STATES) == set(ProposalStatus)
    said = {text(Screen(words.standing(BG, one, a_consultation()))) for one in everywhere() if one.kind == "formal"}
    assert len(said) > 10


def test_a_text_of_3500_letters_is_shown_whole_on_its_public_card() -> None:
    longest = "дума " * 699 + "край."
    screen = register.public_card(BG, a_public_card(a_proposal(text=longest), section=None))
    assert longest in text(screen)
    assert "📄 Целият текст" not in labels(screen)


def test_what_does_not_fit_is_a_tap_away() -> None:
    proposal = a_proposal(text=FAMILY * 3500)
    card = register.public_card(BG, a_public_card(proposal))
    assert "📄 Целият текст" in labels(card)
    pieces = register.whole(BG, proposal)
    for piece in pieces:
        assert_fits(piece)
    assert "".join(text(piece) for piece in pieces).count(FAMILY) == 3500


def test_pieces_lose_nothing_but_the_blank_between_them() -> None:
    for whole in (*WORST_TEXTS, TEXT * 300):
        pieces = register.split(whole, 1_000)
        assert all(units(piece) <= 1_000 for piece in pieces)
        assert "".join("".join(pieces).split()) == "".join(whole.split())


def test_a_name_is_public_only_where_it_was_chosen() -> None:
    shown = text(register.public_card(BG, a_public_card(a_proposal(name="Мария Иванова", name_public=True))))
    kept = text(register.public_card(BG, a_public_card(a_proposal(name="Мария Иванова", name_public=False))))
    assert "Име: Мария Иванова" in shown
    assert "Мария" not in kept
    assert "Без публикувано име" in kept


def test_only_what_may_be_done_is_offered() -> None:
    free = labels(mine.own_card(BG, an_own_card(a_proposal())))
    bound = labels(
        mine.own_card(BG, an_own_card(a_proposal(), may_amend=False, may_withdraw=False, may_reply=False, versions=()))
    )
    acts = {"✏️ Промени", "↩️ Оттегли", "💬 Отговори", "🕘 Стар текст"}
    assert acts <= {*free}
    assert acts & {*bound} == set()


def test_the_whole_of_an_emoji_text_is_parted_between_emoji() -> None:
    pieces = register.split(FAMILY * 500, 1_000)
    assert "".join(pieces) == FAMILY * 500
