"""Shelves and what somebody follows, in every language."""

from datetime import timedelta

import pytest

from bot.domain.ids import TopicId
from bot.domain.town import Topic
from bot.i18n import LANGUAGES, translator
from bot.services.consultations import Page, ShelfView
from bot.ui import consultations as screens
from bot.ui.navigation import GoConsultations, GoFollows, GoSettings
from bot.ui.screen import TITLE_LABEL
from storage.consultations import Shelf
from storage.follows import Followed
from tests.bot.ui.cards import NOON, a_consultation, everywhere, worst
from tests.screens import assert_fits

BG = translator("bg")
SHELVES: tuple[Shelf, ...] = ("open", "coming", "closed")
TOPIC = Topic(id=TopicId("t" * 40), names={"bg": "Детски градини и училища"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shelf", SHELVES)
def test_every_shelf_fits(language: str, shelf: Shelf) -> None:
    t = translator(language)
    every = [*everywhere(), *worst()]
    for start in range(0, len(every), 5):
        for topic in (None, TOPIC):
            for page in (Page(0, 1, 5), Page(0, 3, 15), Page(9999, 20000, 99999)):
                view = ShelfView(shelf, topic, every[start : start + 5], page)
                assert_fits(screens.shelf(t, view, now=NOON))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shelf", SHELVES)
@pytest.mark.parametrize("topic", [None, TOPIC])
def test_an_empty_shelf_leads_on(language: str, shelf: Shelf, topic: Topic | None) -> None:
    screen = screens.shelf(translator(language), ShelfView(shelf, topic, [], Page(0, 1, 0)), now=NOON)
    assert_fits(screen)
    choices = [button.choice for row in screen.rows for button in row]
    assert GoSettings() in choices
    if topic is not None:
        assert GoConsultations(shelf, 0, "") in choices


def test_time_comes_first_on_a_label() -> None:
    def label(days: int) -> str:
        return screens.label(BG, a_consultation(title="Наредба"), NOON + timedelta(days=days))

    assert label(-2) == "от 02.11.2026 · Наредба"
    assert label(0) == "30 дни · Наредба"
    assert label(29) == "1 ден · Наредба"
    assert label(30) == "Последен ден · Наредба"
    assert label(31) == "02.12.2026 · Наредба"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_whatever_the_title(language: str) -> None:
    for consultation in (*everywhere(), *worst()):
        assert len(screens.label(translator(language), consultation, NOON)) <= TITLE_LABEL


def test_pages_are_turned_within_the_shelf_and_topic() -> None:
    screen = screens.shelf(BG, ShelfView("open", TOPIC, [a_consultation()], Page(1, 3, 11)), now=NOON)
    choices = [button.choice for row in screen.rows for button in row]
    assert GoConsultations("open", 0, TOPIC.id) in choices
    assert GoConsultations("open", 2, TOPIC.id) in choices
    assert "Страница 2 от 3" in screen.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_to_choose_from_fit(language: str) -> None:
    known = [TOPIC.model_copy(update={"id": TopicId(f"{number:x<40}")}) for number in range(60)]
    assert_fits(screens.topics(translator(language), "closed", known))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_followed_fits(language: str) -> None:
    t = translator(language)
    every = [Followed(one, number % 2 == 0) for number, one in enumerate([*everywhere(), *worst()])]
    for start in range(0, len(every), 5):
        assert_fits(screens.follows(t, every[start : start + 5], Page(1, 3, 15), now=NOON))
    assert_fits(screens.follows(t, [], Page(0, 1, 0), now=NOON))


def test_what_is_followed_says_where_it_stands() -> None:
    screen = screens.follows(BG, [Followed(a_consultation(), False)], Page(0, 2, 6), now=NOON)
    assert "остават 30 дни" in screen.text
    assert "Без подсещане" in screen.text
    assert GoFollows(1) in [button.choice for row in screen.rows for button in row]
