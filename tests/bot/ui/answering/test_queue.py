"""The queue and what it can be narrowed to, with the worst texts and names."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.domain.proposals import Channel, ProposalKind
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.answering import STATES, Clock, Look, Queue, Wait
from bot.services.consultations import Page
from bot.ui.answering import many, queue, sections
from bot.ui.answering.callbacks import ByConsultation, ByKind, BySection, Narrow
from bot.ui.screen import Screen
from tests.bot.ui.answering.proposals import LATE, NUMBER, SECTION, a_proposal, everything
from tests.bot.ui.cards import HOSTILE, LONG_ID, a_consultation
from tests.screens import assert_fits

TODAY = date(2026, 11, 2)
BG = translator("bg")
COUNTS = dict.fromkeys(STATES, 99_999)


def a_queue(look: Look | None = None, n: int = 6) -> Queue:
    return Queue(
        look=look or Look("unanswered", int(LONG_ID), 7, "statement"),
        items=[everything(text=HOSTILE * 50)] * n,
        page=Page(1, 3, n * 3),
        counts=COUNTS,
        consultation=a_consultation(title=HOSTILE * 7),
        section=SECTION,
        clocks={NUMBER: LATE},
    )


def every_screen(t: Translator) -> Iterator[Screen]:
    yield queue.queue(t, a_queue(), today=TODAY)
    for state in STATES:
        yield queue.queue(t, a_queue(Look(state), 0), today=TODAY)
    known = [a_consultation(title=HOSTILE * 7)] * 6
    yield queue.consultations(t, known, Page(1, 3, 18), ByConsultation("open", "statement", 1))
    yield queue.consultations(t, [], Page(0, 1, 0), ByConsultation("open", "", 0))
    yield queue.sections(t, [SECTION] * 100, BySection("open", int(LONG_ID), 1))
    yield queue.sections(t, [], BySection("open", int(LONG_ID), 1))
    yield queue.kinds(t, ByKind("open", int(LONG_ID)))
    yield many.ticks(t, a_queue(), {NUMBER}, today=TODAY)
    yield many.ticks(t, a_queue(n=0), {}, today=TODAY)
    about = a_consultation(title=HOSTILE * 7)
    yield sections.ask(t, about, [SECTION] * 100, limit=100)
    yield sections.ask(t, about, [], limit=100)
    yield sections.confirm(t, about, ["Чл. <b>&" * 15] * 100, at=10**10)
    yield sections.confirm(t, about, [], at=10**10)
    yield sections.done(t, about, 100)
    yield sections.done(t, about, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


def test_an_entry_says_number_kind_age_and_how_late_it_is() -> None:
    one = a_proposal(channel=Channel.paper, received_on=TODAY - timedelta(days=5))
    found = a_queue()
    found = Queue(found.look, [one], found.page, COUNTS, None, None, {one.id: Clock(Wait.check, TODAY, 1)})
    assert queue.entry(BG, one, found, TODAY).striptags() == (
        "№ S-26-00042, становище, преди 5 дни на хартия, ⚠️ проверка до 2 ноември 2026 г., закъснява с 1 ден "
        "Пешеходната зона да се удължи до пазара."
    )


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, "от днес"), (1, "от вчера"), (2, "преди 2 дни"), (-1, "от днес"), (366, "от 1 ноември 2025 г.")],
)
def test_an_age_is_said_in_words(days: int, age: str) -> None:
    assert queue.age(BG, TODAY - timedelta(days=days), TODAY) == age


def test_the_chosen_filter_is_marked_and_all_have_their_counts() -> None:
    screen = queue.queue(BG, a_queue(Look("overdue")), today=TODAY)
    labels = [button.label for row in screen.rows for button in row]
    assert "☑️ просрочени (99999)" in labels
    assert "☐ за проверка (99999)" in labels


def test_narrowing_is_kept_over_the_pages() -> None:
    screen = queue.queue(BG, a_queue(), today=TODAY)
    pages = [one.choice for row in screen.rows for one in row if isinstance(one.choice, Narrow) and one.choice.page]
    assert pages == [Narrow("unanswered", int(LONG_ID), 7, ProposalKind.statement.value, 2)]
