"""What stands around the questions, in every language."""

from datetime import timedelta

import pytest

from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Status
from bot.i18n import LANGUAGES, translator
from bot.services.consultations import Page
from bot.services.questionnaires import Shelf, Standing
from bot.ui.questionnaires import around, notices
from storage.questionnaires import Ticket
from tests.asking import a_question, a_questionnaire
from tests.screens import assert_fits, labels, text
from tests.telling import local

NOW = local("2026-11-04 12:00")
BG = translator("bg")
OPEN = a_questionnaire(a_question()).publish(NOW)
LONG = a_questionnaire().publish(NOW)
NAMED = OPEN.model_copy(update={"anonymous": False})
UNUSED, USED, WISHING = Ticket(False, False, False), Ticket(True, False, False), Ticket(True, False, True)


def standing(one: Questionnaire, ticket: Ticket | None = UNUSED, status: Status = Status.open) -> Standing:
    return Standing(one, status, ticket)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(language: str) -> None:
    t, titles = translator(language), {"titles": {"bg": "Дълго <заглавие> & " * 50}}
    wordy = LONG.model_copy(update={"definition": LONG.definition.model_copy(update=titles)})
    for one in (OPEN, NAMED, wordy):
        counted = one.model_copy(update={"recorded": Recorded.counted})
        about_forum = one.model_copy(update={"audience": Audience(forum=1)})
        shelf = [standing(one), standing(one, USED), standing(counted)]
        for screen in (
            around.shelf(t, Shelf(shelf, Page.of(30, 1))),
            around.shelf(t, Shelf([], Page.of(0, 0))),
            around.intro(t, one),
            around.later(t, one),
            around.declined(t, one),
            around.resume(t, one, (1, 6), NOW),
            around.resume(t, one, (0, 6), NOW),
            around.another(t, one, one),
            around.dropped(t, one),
            around.dropped(t, None),
            *(around.answered(t, standing(one, ticket), t("questionnaires.thanks")) for ticket in (USED, WISHING)),
            *(around.over(t, standing(one, status=status), ballots) for status in Status for ballots in (None, 0, 7)),
            around.gone(t),
            notices.invited(t, one),
            notices.invited(t, about_forum),
            notices.chased(t, one),
            notices.counted(t, one),
        ):
            assert_fits(screen)


def test_the_beginning_says_how_long_until_when_and_who_will_know() -> None:
    assert text(around.intro(BG, OPEN)) == (
        "Вашето мнение за форума\n\n"
        "1 въпрос, около 1 минута. Отворена до събота, 14 ноември 2026 г., 12:00 ч.\n"
        "Всеки въпрос може да се пропусне.\n\n"
        "🔒 Анонимно: не пазим кой какво е отговорил."
    )


def test_what_is_not_anonymous_says_so_before_anything_is_answered() -> None:
    said = text(around.intro(BG, NAMED))
    assert "👤 Не е анонимно: отговорите се пазят с Вашия запис и ги има в /mydata." in said
    assert "🔒" not in said


def test_questions_for_some_only_are_counted_at_most() -> None:
    assert "Най-много 6 въпроса, около 2 минути." in text(around.intro(BG, LONG))


def test_who_answered_may_wish_to_hear_and_change_their_mind_about_it() -> None:
    assert "🔔 Извести ме" in labels(around.answered(BG, standing(OPEN, USED), BG("questionnaires.thanks")))
    wishing = around.answered(BG, standing(OPEN, WISHING), BG("questionnaires.thanks"))
    assert "🔕 Не ме известявай" in labels(wishing)
    assert "Ще Ви пишем, когато излязат." in text(wishing)


def test_only_what_is_not_anonymous_can_be_changed_after_it_was_sent() -> None:
    change = BG.plain("questionnaires.change")
    assert change not in labels(around.answered(BG, standing(OPEN, USED), BG("questionnaires.thanks")))
    assert change in labels(around.answered(BG, standing(NAMED, USED), BG("questionnaires.thanks")))


def test_after_a_forum_people_are_thanked_for_having_come() -> None:
    about_forum = OPEN.model_copy(update={"audience": Audience(forum=1)})
    assert "Благодарим, че бяхте там. Ще отговорите ли? 1 въпрос, около 1 минута." in text(
        notices.invited(BG, about_forum)
    )
    assert labels(notices.invited(BG, about_forum)) == ["▶️ Да", "По-късно", "Не"]


def test_the_reminder_says_that_it_is_the_only_one() -> None:
    later = OPEN.model_copy(update={"closes_at": NOW + timedelta(days=7)})
    assert text(notices.chased(BG, later)).endswith(
        "Анкетата е отворена до сряда, 11 ноември 2026 г., 12:00 ч. Повече няма да напомняме.\n"
        "1 въпрос, около 1 минута."
    )
