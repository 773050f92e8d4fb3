"""What people see of announcements beside the copies themselves: digests, why, and less."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from telegram.constants import MessageLimit

from bot.domain.announcements import Announcement, AnnouncementState, Subject
from bot.domain.audiences import Condition, Trait
from bot.domain.calendar import SOFIA
from bot.domain.contents import Content, Kind, Link
from bot.domain.ids import AnnouncementId, PlaceId
from bot.domain.participants import Cadence
from bot.domain.town import WHOLE, Place, PlaceKind
from bot.i18n import LANGUAGES, Translator
from bot.services.announcements.lessening import Lessened, Outcome
from bot.services.announcements.reading import Reason, Why
from bot.ui.announcements import digest as digests
from bot.ui.announcements import less as less_screens
from bot.ui.announcements import why as why_screens
from bot.ui.announcements.digest import Item
from bot.ui.navigation import GoAnnouncement, GoConsultation, Rarer, StopDigests
from bot.ui.screen import LABEL, TITLE_LABEL, Screen
from tests.bot.ui.test_notices import HOSTILE, a_consultation
from tests.copies import EVERYONE

NOON = datetime(2026, 11, 25, 12, tzinfo=SOFIA)
TODAY = NOON.date()


def an_announcement(title: str = "Спира водата", number: int = 5, **facts: object) -> Announcement:
    values: dict[str, object] = {
        "id": AnnouncementId(number),
        "state": AnnouncementState.sent,
        "title": title,
        "fallback": "bg",
        "audience": EVERYONE,
        "created_at": NOON,
        "changed_at": NOON,
    }
    return Announcement.model_validate(values | facts)


def about(number: int, *, button: bool = False) -> Announcement:
    link = Link(action="consultation", value=str(number))
    subject = Subject(kind="consultation", id=str(number))
    return an_announcement("Обсъждане в петък", subject=subject, buttons=(link,) if button else ())


def items(*announcements: Announcement) -> list[Item]:
    return [Item(one, one.title) for one in announcements]


def digest(language: str, told: list[Item], *consultations: int, **facts: object) -> Screen:
    found = [a_consultation(number=number) for number in consultations]
    values: dict[str, object] = {"today": TODAY, "weekly": False, "cadence": Cadence.daily}
    return digests.digest(Translator(language, SOFIA), told, found, **(values | facts))  # type: ignore[arg-type]


def reasons(name: str) -> tuple[Reason, ...]:
    known = {
        Trait.registered: "7",
        Trait.attended: "7",
        Trait.follows: "12",
        Trait.proposed: "12",
        Trait.language: "tr",
    }
    of_all = [Condition(trait=trait, value=known.get(trait, "x")) for trait in Trait]
    special = [Condition(trait=Trait.place, value=WHOLE), Condition(trait=Trait.proposed)]
    return tuple(Reason(number, one, name) for number, one in enumerate([*of_all, *special]))


def a_why(title: str = "Спира водата", name: str = "Транспорт", **facts: object) -> Why:
    values: dict[str, object] = {
        "announcement": an_announcement(title),
        "texts": {"bg": Content(kind=Kind.text, html=title)},
        "place": None,
        "organisation": "Община",
        "sent_at": NOON,
        "reasons": reasons(name),
        "cadence": Cadence.weekly,
        "is_preview": False,
        "got": True,
    }
    return Why(**(values | facts))  # type: ignore[arg-type]


def every_screen(t: Translator, title: str) -> Iterator[Screen]:
    safe = title.replace("&", "&amp;").replace("<", "&lt;")
    dozen = [an_announcement(title, number=number) for number in range(10**9, 10**9 + 12)]
    for told in ([], dozen[:1], [Item(one, f"{number} {one.title}"[:120]) for number, one in enumerate(dozen)]):
        listed = [one if isinstance(one, Item) else Item(one, one.title[:120]) for one in told]
        for weekly in (True, False):
            found = [a_consultation(f"{number} {title}", number=number) for number in (12, 13)]
            yield digests.digest(t, listed, found, today=TODAY, weekly=weekly, cadence=Cadence.weekly)
    merged = [Item(about(12), "Обсъждане в петък, на което всички са поканени да кажат мнението си")]
    yield digests.digest(t, merged, [a_consultation(title)], today=TODAY, weekly=False, cadence=Cadence.at_once)
    whys = [
        a_why(safe, title),
        a_why(safe, title, organisation=None),
        a_why(safe, title, reasons=()),
        a_why(safe, title, reasons=(), got=False),
        a_why(safe, title, cadence=None, reasons=()),
        a_why(safe, title, announcement=an_announcement(emergency=True)),
        a_why(safe, title, is_preview=True, sent_at=None),
    ]
    for one in whys:
        yield why_screens.why(t, one)
    for done in reasons(title):
        if done.condition.trait in why_screens.ENDED:
            for on in (True, False):
                yield why_screens.why(t, whys[0], done=done, on=on)
    for outcome in Outcome:
        lessened = Lessened(whys[0], outcome, Cadence.daily, before=Cadence.at_once, reason=reasons(title)[4])
        yield less_screens.less(t, lessened)
    for now in Cadence:
        yield less_screens.changed(t, less_screens.OF_DIGESTS, before=Cadence.at_once, now=now)
        yield less_screens.not_rarer(t, now)
        yield less_screens.restored(t, now)
    yield less_screens.unrecorded(t)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", ["Транспорт", HOSTILE])
def test_every_screen_fits_a_message_and_every_button_a_row(language: str, title: str) -> None:
    for screen in every_screen(Translator(language, SOFIA), title):
        assert len(screen.text.unescape().encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH
        assert "{" not in screen.text
        for row in screen.rows:
            assert len(row) <= 2
            for button in row:
                assert 0 < len(button.label) <= (TITLE_LABEL if len(row) == 1 else LABEL)
        assert len(str(screen.params())) > 0  # every choice packs


def test_a_digest_of_announcements_and_consultations_counts_both() -> None:
    screen = digest("bg", items(an_announcement()), 12)
    assert "Обобщение: 2 новини" in screen.text
    assert "С близък срок: 1" in screen.text
    assert [row[0].choice for row in screen.rows[:2]] == [GoAnnouncement(5), GoConsultation(12)]


def test_what_an_announcement_speaks_of_is_one_line_with_both_ways_in() -> None:
    screen = digest("bg", items(about(12)), 12, 13)
    assert "Обобщение: 2 новини" in screen.text
    assert [button.choice for button in screen.rows[0]] == [GoAnnouncement(5), GoConsultation(12)]
    assert "до 2 декември 2026 г." in screen.text.partition("Наредба")[0]


def test_an_announcement_that_leads_there_itself_needs_no_second_button() -> None:
    assert [button.choice for button in digest("bg", items(about(12, button=True)), 12).rows[0]] == [GoAnnouncement(5)]


def test_no_title_comes_twice_and_the_newer_one_is_told() -> None:
    screen = digest("bg", items(an_announcement(number=8), an_announcement(number=5)))
    assert "Обобщение: 1 новина" in screen.text
    assert [row[0].choice for row in screen.rows[:-2]] == [GoAnnouncement(8)]


def test_two_announcements_about_one_consultation_are_two_and_the_consultation_none() -> None:
    other = about(12).model_copy(update={"id": AnnouncementId(6), "title": "Нова зала"})
    screen = digest("bg", items(other, about(12)), 12)
    assert "Обобщение: 2 новини" in screen.text


def test_consultations_of_one_name_are_not_taken_for_one() -> None:
    assert "Обобщение: 3 новини" in digest("bg", items(an_announcement()), 12, 13).text


def test_more_than_ten_lines_are_counted_and_lead_to_all_that_is_open() -> None:
    told = items(*(an_announcement(f"Новина {number}", number) for number in range(1, 11)))
    screen = digest("bg", told, 12)
    assert screen.text.count("•") == 10
    assert "и още 1" in screen.text


def test_under_a_digest_one_tap_makes_it_rarer_or_stops_it() -> None:
    row = digest("bg", items(an_announcement()), cadence=Cadence.weekly).rows[-2]
    assert [button.choice for button in row] == [Rarer("weekly"), StopDigests()]
    assert [button.label for button in row] == ["🔕 По-рядко", "Спри"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("bg", "Спира водата в Узунджово"), ("en", "Water is cut in Uzundzhovo"), ("tr", "Спира водата в Узунджово")],
)
def test_a_title_is_the_first_line_in_the_readers_language(language: str, said: str) -> None:
    texts = {
        "bg": Content(kind=Kind.text, html="<b>Спира водата в {място}</b>\nУтре"),
        "en": Content(kind=Kind.text, html="Water is cut in {place}"),
    }
    t, one = Translator(language, SOFIA), an_announcement()
    names = {"bg": "Узунджово", "en": "Uzundzhovo", "tr": "Uzuncaova"}
    place = Place(id=PlaceId("uzundzhovo"), kind=PlaceKind.village, names=names)
    assert digests.title(t, one, texts, place=place) == said


def test_a_photo_without_a_word_is_called_as_staff_call_it() -> None:
    t, texts = Translator("bg", SOFIA), {"bg": Content(kind=Kind.photo)}
    assert digests.title(t, an_announcement("Карта на ремонта"), texts, place=None) == "Карта на ремонта"


def test_why_says_it_as_one_speaks() -> None:
    text = why_screens.why(Translator("bg", SOFIA), a_why()).text
    assert "Изпраща: Община" in text
    for said in (
        "• е за всички, които са се съгласили да им пишем",
        "• сте избрали темата „Транспорт“",
        "• следите консултацията „Транспорт“",
        "• имате място за „Транспорт“",
        "• сте член на „Транспорт“",
        "• сте избрали цялата община",
        "• сте избрали език: Türkçe",
    ):
        assert said in text
