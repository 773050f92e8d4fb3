"""What is kept, as people are told it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import retention
from bot.i18n import LANGUAGES, Translator, translator
from bot.ui import privacy as screens
from bot.ui.navigation import Accept
from bot.ui.screen import Screen
from bot.ui.start import LONGEST_TARGET
from tests.screens import assert_fits

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
BOTH = ["Община Хасково", "Сдружение „Алианс за регионално сътрудничество и развитие“"]
LINKED = Accept("s" * LONGEST_TARGET)


def every_screen(t: Translator) -> Iterator[Screen]:
    for organisations in ([], BOTH[:1], BOTH, ["<b>&" * 40] * 3):
        for accept in (None, Accept(""), LINKED):
            yield screens.privacy(t, organisations, accept)
            yield screens.full_text(t, organisations, accept)
    yield screens.my_data(t)
    yield screens.nothing_kept(t)
    yield screens.forget(t)
    yield screens.are_you_sure(t, now=NOW)
    yield screens.last_owner(t)
    yield screens.erased(t)
    yield screens.dormant(t, erase_on=NOW.date())
    yield screens.stays(t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_message_and_its_buttons_can_be_pressed(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


def test_everything_that_is_kept_for_a_time_is_told_with_its_time() -> None:
    times = {name: value for name, value in vars(retention).items() if name.isupper()}
    assert {name: time for name, (_, time) in screens.RETENTION.items()} == times


@pytest.mark.parametrize(
    ("time", "bg", "en", "tr"),
    [
        (retention.TICKET, "1 ден", "1 day", "1 gün"),
        (retention.DIALOGUE, "48 часа", "48 hours", "48 saat"),
        (retention.DRAFT, "7 дни", "7 days", "7 gün"),
        (retention.DELIVERY, "90 дни", "90 days", "90 gün"),
        (retention.AUTHOR_LINK, "1 година", "1 year", "1 yıl"),
        (retention.INACTIVE, "2 години", "2 years", "2 yıl"),
        (retention.AUDIT, "3 години", "3 years", "3 yıl"),
    ],
)
def test_times_are_said_in_counted_forms(time: timedelta, bg: str, en: str, tr: str) -> None:
    assert [screens.span(translator(language), time) for language in ("bg", "en", "tr")] == [bg, en, tr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_texts_name_who_answers_for_the_data_and_where_to_complain(language: str) -> None:
    t = translator(language)
    for screen in (screens.privacy(t, BOTH, None), screens.full_text(t, BOTH, None)):
        assert t.listing(BOTH) in screen.text
        assert "kzld@cpdp.bg" in screen.text


def test_the_rights_are_offered_to_who_has_a_record() -> None:
    labels = [button.label for row in screens.privacy(translator("bg"), BOTH, None).rows for button in row]
    assert labels == ["📥 Моите данни", "🗑 Изтрий ме", "📄 Пълен текст", "⬅️ Назад", "🏠 Меню"]


def test_consent_is_offered_to_who_has_none_with_the_link_that_brought_them() -> None:
    for screen in (screens.privacy(translator("bg"), BOTH, LINKED), screens.full_text(translator("bg"), BOTH, LINKED)):
        assert LINKED in [button.choice for row in screen.rows for button in row]


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (timedelta(0), True),
        (screens.FRESH - timedelta(seconds=1), True),
        (screens.FRESH, False),
        (timedelta(days=400), False),
        (-timedelta(seconds=1), False),
    ],
)
def test_are_you_sure_stands_for_an_hour(age: timedelta, fresh: bool) -> None:
    assert screens.is_fresh(int((NOW - age).timestamp()), now=NOW) is fresh
