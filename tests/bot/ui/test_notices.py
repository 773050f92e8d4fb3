from collections.abc import Iterator
from datetime import date, datetime

import pytest
from telegram.constants import MessageLimit

from bot.domain.calendar import SOFIA, WorkCalendar
from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.ids import ConsultationId
from bot.domain.notices import CHANGES, Name
from bot.domain.participants import Cadence
from bot.domain.term import prove
from bot.i18n import LANGUAGES, Translator
from bot.ui import notices as screens
from bot.ui.navigation import GoSay
from bot.ui.screen import LABEL, TITLE_LABEL, Screen

NOON = datetime(2026, 11, 2, 12, tzinfo=SOFIA)
HOSTILE = "<b>&" * 400


def a_consultation(title: str = "Наредба за управление на отпадъците", *, number: int = 12) -> Consultation:
    draft = Consultation(
        id=ConsultationId(number),
        kind=ConsultationKind.other,
        title=title,
        summary="Какво се променя",
        translations={"en": {"title": "Waste ordinance"}},
    )
    return draft.publish(prove(date(2026, 11, 2), 30, calendar=WorkCalendar()), NOON)


def every_screen(t: Translator, title: str, reason: str) -> Iterator[Screen]:
    one, today = a_consultation(title), date(2026, 11, 25)
    dozen = [a_consultation(title, number=number) for number in range(10**9, 10**9 + 12)]
    for follows in (True, False):
        yield screens.alert(t, [one], today=today, weekly=False, follows=follows, cadence=Cadence.daily)
    for weekly in (True, False):
        yield screens.alert(t, dozen[:2], today=today, weekly=weekly, follows=False, cadence=Cadence.weekly)
        yield screens.alert(t, dozen, today=today, weekly=weekly, follows=False, cadence=Cadence.weekly)
    for day in range(25, 31):
        yield screens.reminder(t, one, today=date(2026, 11, day))
    yield screens.closed(t, one)
    for kind in CHANGES:
        yield screens.change(t, kind, one, reason=reason, what=[*screens.FIELDS, "unheard-of"])
    for told, later in ((0, 0), (1, 1), (5, 0), (0, 7)):
        yield screens.report(t, one, told=told, later=later)
    yield screens.reminders_stopped(t, one.id)
    yield screens.reminding_again(t, one.id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("title", "reason"), [("Наредба", "Поискаха"), (HOSTILE, HOSTILE)])
def test_every_notice_fits_a_message_and_every_button_a_row(language: str, title: str, reason: str) -> None:
    for screen in every_screen(Translator(language, SOFIA), title, reason):
        shown = screen.text.unescape().encode("utf-16-le")
        assert len(shown) // 2 <= MessageLimit.MAX_TEXT_LENGTH
        assert "{" not in screen.text
        for row in screen.rows:
            assert len(row) <= 2
            for button in row:
                assert len(button.label) <= (TITLE_LABEL if len(row) == 1 else LABEL)
        assert len(str(screen.params())) > 0  # every choice packs


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 25), "Остават 7 дни за мнение"),
        (date(2026, 11, 30), "Остават 2 дни за мнение"),
        (date(2026, 12, 1), "Утре е последният ден за мнение"),
        (date(2026, 12, 2), "Днес е последният ден за мнение"),
    ],
)
def test_a_reminder_counts_the_days_as_one_speaks(day: date, said: str) -> None:
    screen = screens.reminder(Translator("bg", SOFIA), a_consultation(), today=day)
    assert said in screen.text
    assert "сряда, 2 декември 2026 г." in screen.text


def test_a_title_is_said_in_the_readers_language_where_there_is_a_translation() -> None:
    said = {language: screens.closed(Translator(language, SOFIA), a_consultation()).text for language in LANGUAGES}
    assert "Waste ordinance" in said["en"]
    assert "Наредба за управление" in said["bg"]
    assert "Наредба за управление" in said["tr"]


def test_a_digest_says_how_many_end_soon() -> None:
    two = [a_consultation(), a_consultation(number=13)]
    t = Translator("bg", SOFIA)
    late = screens.alert(t, two, today=date(2026, 11, 25), weekly=True, follows=False, cadence=Cadence.weekly).text
    early = screens.alert(t, two, today=date(2026, 11, 3), weekly=True, follows=False, cadence=Cadence.weekly).text
    assert "Тази седмица: 2 нови консултации" in late
    assert "С близък срок: 2" in late
    assert "близък" not in early


def test_the_count_for_the_publisher_is_in_counted_forms() -> None:
    t = Translator("bg", SOFIA)
    assert "Известие получава сега: 1 човек" in screens.report(t, a_consultation(), told=1, later=0).text
    assert "Известие получават сега: 5 души" in screens.report(t, a_consultation(), told=5, later=0).text


def test_a_correction_of_something_without_words_says_only_why() -> None:
    screen = screens.change(
        Translator("bg", SOFIA), Name.corrected, a_consultation(), reason="Грешка", what=["unheard-of"]
    )
    assert "Променено" not in screen.text
    assert "Причина: Грешка" in screen.text


@pytest.mark.parametrize("follows", [True, False])
def test_while_it_is_open_the_notice_itself_leads_to_having_a_say(follows: bool) -> None:
    t, one, today = Translator("bg", SOFIA), a_consultation(), date(2026, 11, 25)
    for screen in (
        screens.reminder(t, one, today=today),
        screens.alert(t, [one], today=today, weekly=False, follows=follows, cadence=Cadence.daily),
    ):
        assert GoSay(one.id) in [button.choice for row in screen.rows for button in row]
    over = screens.closed(t, one)
    assert GoSay(one.id) not in [button.choice for row in over.rows for button in row]
