"""Every screen of a forum fits, whatever it says of itself and wherever the reader stands."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.forums import Forum, ForumStatus, PaperKind, Seats
from bot.domain.ids import BodyId, ConsultationId, ForumId, ParticipantId
from bot.domain.seats import Registration, RegistrationState
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.consultations import Page
from bot.services.forums import Arrival, ForumCard, ForumShelf, Outcome
from bot.ui import forum_words as words
from bot.ui.forums import callbacks as buttons
from bot.ui.forums import card, door, notices, papers, shelves
from bot.ui.screen import Screen
from storage.files import FileId, StoredFile
from storage.forums import Counts, ForumPaper
from tests.bot.ui.cards import FAMILY, HOSTILE, WORST_TITLES
from tests.screens import assert_fits, labels, text

STARTS = datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
LONG_ID = ForumId(10**17)
BG = translator("bg")


def a_forum(recorded: str = "open", **changes: Any) -> Forum:
    values: dict[str, Any] = {
        "id": LONG_ID,
        "title": "Форум за парка",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "place_text": "зала „Хасково“",
        "recorded": recorded,
    }
    return Forum.model_validate(values | changes)


def worst(title: str, recorded: str = "open") -> Forum:
    return a_forum(
        recorded,
        title=title,
        purpose=HOSTILE * 30,
        agenda=[FAMILY * 60, "<" * 200] * 10,
        access="&" * 500,
        open_to=[HOSTILE] * 30,
        online_url="https://meet.example.org/a",
        cancelled_reason=HOSTILE * 12,
        summary="я" * 3_000,
        body=BodyId("public-council"),
        consultation=ConsultationId(10**17),
        capacity=100_000,
        latitude=41.9,
        longitude=25.5,
    )


def a_place(state: RegistrationState, *, came: bool = False, name: str | None = None) -> Registration:
    return Registration(
        forum=LONG_ID,
        participant=ParticipantId(1),
        state=state,
        code="ABC234",
        name=name,
        position=7,
        offered_until=NOW + timedelta(hours=12),
        registered_at=NOW,
        checked_in_at=STARTS if came else None,
    )


def a_paper(kind: PaperKind) -> ForumPaper:
    file = StoredFile(
        id=FileId(1), name=HOSTILE * 3 + ".pdf", mime="application/pdf", size=9, telegram_id="T", has_content=False
    )
    return ForumPaper(id=10**17, forum=LONG_ID, kind=kind, file=file, added_at=NOW)


def a_card(forum: Forum, status: str = "open", own: Registration | None = None, **changes: Any) -> ForumCard:
    values: dict[str, Any] = {
        "forum": forum,
        "status": ForumStatus(status),
        "seats": Seats(3, 12),
        "registration": own,
        "ahead": 12,
        "place": "зала „Хасково“",
        "papers": [],
        "consultation": None,
        "body": None,
        "counts": None,
        "door_is_open": False,
    }
    return ForumCard(**(values | changes))


def everyone() -> Iterator[Registration | None]:
    yield None
    for state in RegistrationState:
        yield a_place(state)
    yield a_place(RegistrationState.registered, came=True, name=HOSTILE * 3)


def every_card() -> Iterator[ForumCard]:
    for title in WORST_TITLES:
        for status in ForumStatus:
            recorded = "open" if status in (ForumStatus.full, ForumStatus.closed) else status.value
            forum = worst(title, recorded)
            yield a_card(
                forum,
                status.value,
                place=HOSTILE * 20,
                papers=[a_paper(kind) for kind in PaperKind],
                consultation=title,
                body=title,
                counts=Counts(40, 0, 0, 31),
                door_is_open=True,
                results=10**17,
                asks=10**17,
            )
    for own in everyone():
        for status in ForumStatus:
            yield a_card(a_forum(), status.value, own, door_is_open=status is ForumStatus.closed)
    yield a_card(a_forum(starts_on=date(2026, 11, 12), ends_on=date(2026, 11, 13)))
    yield a_card(a_forum("draft", starts_at=None, ends_at=None), "draft", place=None)


def every_screen(t: Translator) -> Iterator[Screen]:
    for view in every_card():
        yield card.card(t, view)
        yield card.card(t, view, said=t("forums.you_wait_now"), undo=buttons.GiveUp(view.forum.id))
        yield papers.papers(t, view)
        yield papers.summary(t, view)
        yield door.ticket(t, view)
    for title in WORST_TITLES:
        forum = worst(title)
        for ahead in (0, 1, 90):
            yield card.full(t, forum, ahead=ahead)
        yield papers.share(t, forum, url="https://t.me/bot?start=e1")
        yield papers.on_the_map(t, forum, HOSTILE * 20)
        yield door.ask_code(t, forum)
        yield door.ask_name(t, forum)
        yield from every_notice(t, forum)
    for outcome in Outcome:
        for own in everyone():
            arrival = Arrival(outcome, worst(HOSTILE * 7), own)
            yield door.arrived(t, arrival, code="ABC234")
    yield door.thanks(t, first=True)
    yield door.thanks(t, first=False)
    yield from every_shelf(t)


def every_notice(t: Translator, forum: Forum) -> Iterator[Screen]:
    place = HOSTILE * 20
    yield notices.offered(t, forum, until=NOW)
    for again in (True, False):
        yield notices.passed(t, forum, again=again)
    for was in (
        {"starts_at": 1_800_000_000, "ends_at": None},
        {"place_text": place, "access": None},
        {"online_url": None},
    ):
        yield notices.changed(t, forum, place=place, was=was)
    for days in range(10):
        day = date(2026, 11, 12) - timedelta(days=days)
        yield notices.reminder(t, forum, kind="7", place=place, today=day)
    yield notices.reminder(t, forum, kind="2h", place=None, today=date(2026, 11, 12))
    yield notices.cancelled(t, forum)
    yield notices.summary(t, forum)
    yield notices.opened(t, forum, place=place, consultation=HOSTILE * 20)
    yield notices.asked(t, forum)


def every_shelf(t: Translator) -> Iterator[Screen]:
    items = [worst(title).model_copy(update={"id": ForumId(number)}) for number, title in enumerate(WORST_TITLES)]
    items = [*items[:4], a_forum("cancelled", id=4)]
    for name in shelves.TITLES:
        for found in (items, []):
            view = ForumShelf(
                shelf=name,  # type: ignore[arg-type]
                items=found,
                page=Page.of(len(found) * 3, 1),
                seats={one.id: Seats(100_000, 3) for one in found},
                states=dict(zip((one.id for one in found), RegistrationState, strict=False)),
                places={one.id: HOSTILE * 20 for one in found},
            )
            for recorded in (True, False):
                yield shelves.shelf(t, view, recorded=recorded)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_fit_below_a_file(language: str) -> None:
    t = translator(language)
    for title in WORST_TITLES:
        for caption in (
            papers.caption(t, worst(title), a_paper(PaperKind.minutes)),
            papers.calendar_caption(t, worst(title)),
            door.qr_caption(t, worst(title), "ABC234"),
        ):
            assert len(str(caption.unescape()).encode("utf-16-le")) // 2 <= 1024


def test_the_card_says_when_where_and_how_many_seats_are_left() -> None:
    shown = text(card.card(BG, a_card(a_forum(capacity=40))))
    assert "четвъртък, 12 ноември 2026 г., 17:30 ч. – 19:30 ч." in shown
    assert "📍 зала „Хасково“" in shown
    assert "Свободни места: 37" in shown


@pytest.mark.parametrize(
    ("status", "own", "offered"),
    [
        ("open", None, "✅ Запиши ме"),
        ("full", None, "⏳ Чакам място"),
        ("open", RegistrationState.registered, "🎟 Моят код"),
        ("full", RegistrationState.waiting, "↩️ Не чакам повече"),
        ("full", RegistrationState.offered, "✅ Идвам"),
        ("full", RegistrationState.off, "⏳ Чакам място"),
        ("open", RegistrationState.cancelled, "✅ Запиши ме"),
    ],
)
def test_the_first_button_is_what_the_reader_may_do_about_a_seat(
    status: str, own: RegistrationState | None, offered: str
) -> None:
    view = a_card(a_forum(capacity=3), status, None if own is None else a_place(own))
    assert labels(card.card(BG, view))[0] == offered


@pytest.mark.parametrize("status", ["closed", "held", "summarised", "cancelled"])
def test_what_has_begun_or_is_off_offers_no_seat(status: str) -> None:
    for own in everyone():
        shown = {*labels(card.card(BG, a_card(a_forum(), status, own)))}
        assert not shown & {"✅ Запиши ме", "⏳ Чакам място", "✅ Идвам"}


@pytest.mark.parametrize(
    ("days", "promised"),
    [(9, "7 дни и 1 ден по-рано"), (3, "Ще напомним 1 ден по-рано"), (0.3, "2 часа по-рано"), (0.01, "Записахме Ви.")],
)
def test_whoever_registers_is_promised_only_reminders_that_are_still_to_come(days: float, promised: str) -> None:
    assert promised in words.registered(BG, a_forum(), STARTS - timedelta(days=days))


def test_only_the_public_text_is_bulgarian_and_that_is_said() -> None:
    assert "described in Bulgarian only" in text(card.card(translator("en"), a_card(a_forum())))
    told = a_forum(translations={"en": {"title": "Forum on the park"}})
    assert "Forum on the park" in text(card.card(translator("en"), a_card(told)))


def test_who_came_is_led_to_the_certificate_and_to_the_open_questionnaire() -> None:
    came = a_place(RegistrationState.registered, came=True)
    after = labels(card.card(BG, a_card(a_forum(), "held", came, asks=7)))
    assert {"🎓 Удостоверение", "📋 Дайте мнение за форума"} <= {*after}
    absent = labels(card.card(BG, a_card(a_forum(), "held", a_place(RegistrationState.registered))))
    assert not {"🎓 Удостоверение", "📋 Дайте мнение за форума"} & {*absent}


def test_where_registration_closed_early_only_those_with_a_place_have_something_to_do() -> None:
    def ways(own: Registration | None) -> set[str]:
        screen = card.card(BG, a_card(a_forum(), "closed", own, begun=False))
        assert "Записването приключи предварително" in text(screen)
        return {*labels(screen)}

    assert not {"Запиши ме", "Чакам"} & {label[2:] for label in ways(None)}
    assert BG.plain("forums.take_seat") in ways(a_place(RegistrationState.offered))
    assert BG.plain("forums.wait_no_more") in ways(a_place(RegistrationState.waiting))
    assert {BG.plain("forums.ticket"), BG.plain("forums.give_up")} <= ways(a_place(RegistrationState.registered))
