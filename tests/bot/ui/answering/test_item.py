"""One proposal, whatever it says, whatever hangs on it, and whoever looks."""

from datetime import date

import pytest

from bot.domain.proposals import Channel, ProposalKind, ProposalStatus
from bot.i18n import LANGUAGES, translator
from bot.services.answering import Act, Clock, Happening, Redaction, Wait
from bot.ui.answering import around, wording
from bot.ui.answering import item as screens
from bot.ui.answering.callbacks import Ask, Begin, Do
from bot.ui.audit import ACTS as AUDITED
from bot.ui.desks import GoReporting
from bot.ui.fitting import units
from bot.ui.screen import Screen
from tests.bot.ui.answering.proposals import (
    NUMBER,
    WORST_TEXTS,
    a_proposal,
    an_item,
    everything,
    full_item,
    items,
)
from tests.bot.ui.cards import LONG_ID
from tests.screens import assert_fits

BG = translator("bg")
ORIGIN = "unanswered+"


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits(language: str) -> None:
    t = translator(language)
    for item in items():
        assert_fits(screens.card(t, item, origin=ORIGIN))
    for act in Act:
        assert_fits(screens.card(t, full_item(everything()), origin=ORIGIN, done=act))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", WORST_TEXTS)
def test_everything_around_a_card_fits(language: str, text: str) -> None:
    t, item = translator(language), full_item(everything(text=text))
    for act in sorted(screens.LOOKED_AT - {Act.redact}):
        assert_fits(screens.ask(t, item, act, origin=ORIGIN))
    assert_fits(screens.redaction(t, Redaction(item.proposal, text), origin=ORIGIN))
    assert_fits(around.identity(t, item.proposal, origin=ORIGIN))
    assert_fits(screens.nothing_next(t, item.proposal, origin=ORIGIN))
    for page in range(6):
        assert_fits(around.whole_text(t, item.proposal, page, origin=ORIGIN))
        assert_fits(around.thread(t, item, page, origin=ORIGIN))
        assert_fits(around.history(t, item, page, origin=ORIGIN))


@pytest.mark.parametrize("text", WORST_TEXTS)
def test_a_text_in_pieces_loses_nothing(text: str) -> None:
    parts = around.pieces(text)
    assert "".join(parts) == text
    assert all(units(part) <= around.A_MESSAGE for part in parts)


def test_a_card_says_what_it_is_where_it_stands_and_how_late() -> None:
    card = screens.card(BG, full_item(everything(text="Да се удължи.")), origin="open")
    text = card.text.striptags()
    assert "№ S-26-00042, становище" in text
    assert "Решение до 1 ноември 2026 г., закъснява с 365 дни" in text
    assert "Получено на обсъждане: 2 ноември 2026 г." in text
    assert "Вх. №" in text
    assert "За него отговаря № S-26-00007." in text


def test_the_name_of_a_formal_proposal_is_not_on_its_card() -> None:
    one = everything(kind=ProposalKind.formal, name="Мария Иванова", name_public=False, organisation=None)
    text = screens.card(BG, an_item(one, may_read_name=True), origin="open").text
    assert "Мария" not in text
    assert "Мария Иванова" in around.identity(BG, one, origin="open").text


def test_each_act_leads_to_its_own_kind_of_button() -> None:
    shown = choices(screens.card(BG, an_item(may=frozenset(Act)), origin="open"))
    kinds = {Act(one.act): type(one) for one in shown if isinstance(one, Do | Ask | Begin)}
    assert {act for act, kind in kinds.items() if kind is Do} == screens.AT_ONCE
    assert {act for act, kind in kinds.items() if kind is Ask} == screens.LOOKED_AT
    assert set(kinds) == set(Act)


def test_who_may_nothing_sees_no_act() -> None:
    shown = choices(screens.card(BG, an_item(), origin="open"))
    assert not any(isinstance(one, Do | Ask | Begin) for one in shown)


@pytest.mark.parametrize(("done", "undo"), [(Act.hide, Act.show), (Act.merge, Act.part), (Act.show, None)])
def test_what_can_be_taken_back_has_its_button_first(done: Act, undo: Act | None) -> None:
    item = an_item(may=frozenset({Act.show, Act.part}))
    card = screens.card(BG, item, origin="open", done=done, was=ProposalStatus.visible)
    first = card.rows[0][0]
    if undo is None:
        assert first.label != BG.plain("common.undo")
    else:
        assert (first.label, first.choice) == (BG.plain("common.undo"), Do(undo, NUMBER, 10**6, "open"))


def test_what_nobody_had_checked_is_not_shown_by_an_undo() -> None:
    item = an_item(may=frozenset({Act.show}))
    card = screens.card(BG, item, origin="open", done=Act.hide, was=ProposalStatus.submitted)
    assert [card.rows[0][0].label] == [BG.plain("answering.act_show")]


def test_what_came_by_chat_is_not_marked_and_an_idea_has_no_author() -> None:
    chat = screens.card(BG, an_item(a_proposal()), origin="open").text
    assert "📄" not in chat
    assert "без публикувано име" in chat
    idea = screens.card(BG, an_item(a_proposal(kind=ProposalKind.idea, channel=Channel.bot)), origin="open").text
    assert "От:" not in idea


@pytest.mark.parametrize(("origin", "back"), [("overdue+", "q.list:overdue:5:0"), ("overdue", "q.list:overdue:0:0")])
def test_the_way_back_is_where_one_came_from(origin: str, back: str) -> None:
    assert screens.back_to(a_proposal(consultation=5), origin).pack() == back


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_happened_has_a_sentence_over_the_chat(language: str) -> None:
    t = translator(language)
    for action in (*AUDITED, "long.gone"):
        for by in (None, "Николай Иванов Петров"):
            said = wording.happened(t, Happening(action, by), "S-26-00042")
            assert 0 < len(said) <= 200
    assert wording.happened(t, None, "S-26-00042") == t.plain("answering.stale")


def test_every_word_for_a_state_is_there() -> None:
    assert set(wording.STATUSES) == set(ProposalStatus)
    assert set(wording.ACTS) == set(wording.DONE) == set(Act)


def test_nobody_is_said_to_be_told_who_cannot_be() -> None:
    chat = a_proposal(author=5)
    paper, idea = a_proposal(channel=Channel.paper), a_proposal(kind=ProposalKind.idea)
    said = [screens.told_line(BG, one, Act.hide) for one in (chat, paper, idea)]
    keys = ("answering.author_told", "answering.author_by_staff", "answering.author_by_code")
    assert said == [BG(key) for key in keys]
    assert screens.told_line(BG, chat, Act.answer) is None


def test_an_act_that_undo_does_is_not_offered_twice() -> None:
    item = an_item(may=frozenset({Act.show, Act.merge}))
    card = screens.card(BG, item, origin="open", done=Act.hide, was=ProposalStatus.visible)
    assert [one.act for one in choices(card) if isinstance(one, Do)] == ["show"]


def test_a_formal_proposal_waits_for_its_number_and_not_for_a_check() -> None:
    formal = an_item(a_proposal(kind=ProposalKind.formal, consultation=None, status=ProposalStatus.submitted))
    assert "Състояние: чака входящ номер" in screens.card(BG, formal, origin="open").text
    statement = an_item(a_proposal(status=ProposalStatus.submitted))
    assert "Състояние: чака проверка" in screens.card(BG, statement, origin="open").text


@pytest.mark.parametrize(("wait", "leads"), [(Wait.spravka, True), (Wait.opinions, False)])
def test_what_the_spravka_waits_for_leads_to_it(wait: Wait, leads: bool) -> None:
    card = screens.card(BG, an_item(clock=Clock(wait, date(2026, 12, 16), 0)), origin="open")
    assert (GoReporting(LONG_ID) in choices(card)) is leads
