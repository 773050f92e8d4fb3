"""Writing: every step is kept, languages hang together, and what was sent is never written over."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.domain.contents import AnnouncementTooLong, Content, Kind, NoButtonsUnderAlbum, Piece, Spot
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.ids import ConsultationId
from bot.domain.staff import Role
from bot.services.announcements import drafting, pointing
from bot.services.announcements.pointing import TooManyButtons
from bot.services.turn import Turn
from storage import announcements, town
from storage.engine import Engine
from tests.desk import a_turn

ALL = Audience(groups=((Condition(trait=Trait.everyone),),))


@pytest.fixture
async def turn(database: Engine) -> AsyncIterator[Turn]:
    async with database.write() as tx:
        yield await a_turn(tx, Role.editor)


def a_text(html: str) -> Content:
    return Content(kind=Kind.text, html=html)


def a_photo(name: str, html: str = "") -> Content:
    return Content(kind=Kind.photo, html=html, pieces=(Piece(kind=Kind.photo, telegram_id=name),))


async def texts(turn: Turn, one: Announcement) -> dict[str, Content]:
    return await announcements.texts(turn.tx, one.id, one.revision)


@pytest.mark.parametrize(
    ("said", "language"),
    [("Ремонт на ул. Main", "bg"), ("Road works", "en"), ("Yol çalışması", "tr"), ("2026", "bg")],
)
async def test_the_language_of_a_new_one_is_told_by_its_letters(turn: Turn, said: str, language: str) -> None:
    one, found = await drafting.write(turn, 0, None, a_text(said))
    assert (one.state, one.fallback, found, one.title) == (AnnouncementState.draft, language, language, said)
    assert one.author == turn.participant.id


async def test_what_is_too_long_is_refused_with_the_count_and_what_was_kept_stays(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_text("Кратко"))
    with pytest.raises(AnnouncementTooLong) as refusal:
        await drafting.write(turn, one.id, "en", a_text("x" * 4_000 + "{place}"))
    assert refusal.value.facts == {"language": "en", "over": 64 + len("uzundzhovo"), "most": 3_936}
    assert await texts(turn, one) == {"bg": a_text("Кратко")}


async def test_words_in_another_language_are_the_caption_of_what_the_first_one_shows(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_photo("first", "Парк"))
    one, _ = await drafting.write(turn, one.id, "en", a_text("Park"))
    assert (await texts(turn, one))["en"] == a_photo("first", "Park")
    # Another picture in the first language is another picture everywhere; a picture of its own stays.
    one, _ = await drafting.write(turn, one.id, "tr", a_photo("own", "Park"))
    one, _ = await drafting.write(turn, one.id, "bg", a_photo("second", "Парк"))
    assert await texts(turn, one) == {
        "bg": a_photo("second", "Парк"),
        "en": a_photo("second", "Park"),
        "tr": a_photo("own", "Park"),
    }
    one, _ = await drafting.write(turn, one.id, "bg", a_text("Само думи"))
    assert (await texts(turn, one))["en"] == a_text("Park")


async def test_what_has_no_words_has_a_title_all_the_same(turn: Turn) -> None:
    place = Content(kind=Kind.location, spot=Spot(latitude=41.9, longitude=25.5))
    one, language = await drafting.write(turn, 0, None, place)
    assert (one.title, language) == ("📍", "bg")
    venue = Content(kind=Kind.venue, spot=Spot(latitude=41.9, longitude=25.5, title="Читалище", address="ул. 1"))
    assert drafting.title_of(venue) == "Читалище"
    assert drafting.title_of(a_photo("a")) == "🖼"


async def test_the_first_language_can_be_another_one_and_is_never_dropped(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    one, _ = await drafting.write(turn, one.id, "en", a_text("Park"))
    with pytest.raises(NotFound):
        await drafting.drop_text(turn, one.id, "bg")
    one = await drafting.put_fallback(turn, one.id, "en")
    assert (one.fallback, one.title) == ("en", "Park")
    one = await drafting.drop_text(turn, one.id, "bg")
    one = await pointing.add_address(turn, one.id, "More", "https://a.bg")
    one = await drafting.rename_language(turn, one.id, "tr")
    assert (one.fallback, await texts(turn, one)) == ("tr", {"tr": a_text("Park")})
    assert one.buttons[0].labels == {"tr": "More"}


async def test_a_copy_says_the_same_and_was_approved_by_nobody(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    one = await pointing.add_action(turn, one.id, "home", "")
    counted = Count(recipients=3, by_language={"bg": 3}, now=3, quiet=0, digest=0, blocked=0, paused=0, declined=0)
    sent = one.model_copy(
        update={"state": AnnouncementState.sent, "audience": ALL, "counts": counted, "emergency": True, "revision": 2}
    )
    await announcements.put_text(turn.tx, one.id, 2, "bg", a_text("Паркът"))
    await announcements.save(turn.tx, sent, now=turn.now)
    with pytest.raises(WrongState):
        await drafting.write(turn, one.id, "bg", a_text("Друго"))
    copy = await drafting.repeat_last(turn)
    assert (copy.state, copy.revision, copy.audience, len(copy.buttons)) == (AnnouncementState.draft, 1, ALL, 1)
    assert (copy.counts, copy.approver, copy.scheduled_at, copy.emergency) == (None, None, None, False)
    assert await texts(turn, copy) == {"bg": a_text("Паркът")}
    template = await drafting.duplicate(turn, copy.id, as_template=True)
    shelves = (await drafting.shelf(turn, "work", 0)).totals
    assert (template.state, shelves) == (AnnouncementState.template, {"work": 1, "sent": 1, "template": 1})


async def test_nothing_to_repeat_is_said_so_and_what_left_the_desk_is_not_dropped(turn: Turn) -> None:
    with pytest.raises(NotFound):
        await drafting.repeat_last(turn)
    one, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    await announcements.save(turn.tx, one.model_copy(update={"state": AnnouncementState.ready}), now=turn.now)
    with pytest.raises(WrongState):
        await drafting.drop(turn, one.id)


async def test_who_only_reads_the_audit_writes_nothing(database: Engine) -> None:
    async with database.write() as tx:
        auditor = await a_turn(tx, Role.auditor)
        with pytest.raises(NotAllowed):
            await drafting.write(auditor, 0, "bg", a_text("Парк"))
        with pytest.raises(NotAllowed):
            await drafting.shelf(auditor, "work", 0)


# -- buttons -----------------------------------------------------------------------------------------------------------


async def test_buttons_are_added_moved_and_dropped_up_to_six(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    for number in range(6):
        one = await pointing.add_address(turn, one.id, f"{number}", "https://a.bg")
    with pytest.raises(TooManyButtons):
        await pointing.add_action(turn, one.id, "home", "")
    one = await pointing.move(turn, one.id, 2)
    one = await pointing.drop(turn, one.id, 5)
    one = await pointing.put_labels(turn, one.id, 1, {"en": "First"})
    assert [link.label("en", "bg") for link in one.buttons] == ["0", "First", "1", "3", "4"]
    with pytest.raises(NotFound):
        await pointing.move(turn, one.id, 5)


async def test_the_first_of_ours_that_a_button_leads_to_is_what_it_is_about(turn: Turn) -> None:
    one, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    with pytest.raises(NotFound):
        await pointing.add_action(turn, one.id, "consultation", str(ConsultationId(5)))
    with pytest.raises(NotFound):
        await pointing.add_action(turn, one.id, "forum", "x")
    one = await pointing.add_action(turn, one.id, "home", "")
    assert one.subject is None
    for kind in pointing.SUBJECTS:
        found, page = await pointing.targets(turn, kind, 0, "bg")
        assert (len(found), page.number) == (page.total, 0)


async def test_an_album_and_buttons_exclude_each_other(turn: Turn) -> None:
    album = a_photo("a").joined(a_photo("b"))
    one, _ = await drafting.write(turn, 0, "bg", album)
    with pytest.raises(NoButtonsUnderAlbum):
        await pointing.may_add(turn, one.id)
    other, _ = await drafting.write(turn, 0, "bg", a_text("Парк"))
    await pointing.add_action(turn, other.id, "home", "")
    with pytest.raises(NoButtonsUnderAlbum):
        await drafting.write(turn, other.id, "bg", album)


async def test_the_name_of_the_municipality_may_stand_for_a_place_and_counts(turn: Turn) -> None:
    municipality = next(one for one in await town.organisations(turn.tx) if one.may_decide)
    assert municipality.names["bg"] in await drafting.place_names(turn)
