"""Every screen of writing announcements fits into Telegram in every language, however long what staff typed is."""

from typing import Any

import pytest
from markupsafe import Markup

from bot.domain.announcements import Announcement, AnnouncementState, Subject
from bot.domain.audiences import Audience, Count
from bot.domain.contents import Content, Kind, Link, Piece, Spot
from bot.domain.ids import PlaceId
from bot.domain.town import Place, PlaceKind
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.announcements.drafting import MARKS, SHELVES, Draft, Shelf
from bot.services.consultations import Page
from bot.ui.announcing import desk, pointing, previewing, writing
from bot.ui.announcing.callbacks import Buttons
from bot.ui.announcing.words import title
from bot.ui.desks import GoAudience, GoDecide
from bot.ui.screen import Screen
from tests.bot.ui.test_copies import an_announcement
from tests.copies import EVERYONE
from tests.screens import assert_fits, labels, text

LONG = "Много дълго <b>& заглавие </b> " * 10
PIECE = Piece(kind=Kind.photo, telegram_id="a")
ALBUM = Content(kind=Kind.album, html="а", pieces=(PIECE,) * 10)
TEXTS = {"bg": ALBUM, "en": Content(kind=Kind.text, html="в {място}"), "tr": Content(kind=Kind.photo, pieces=(PIECE,))}
COUNTS = Count(recipients=1, by_language={"bg": 1}, now=1, quiet=0, digest=0, blocked=0, paused=0, declined=0)
WORST = an_announcement(
    title=LONG[:60],
    note=LONG * 3,
    audience=EVERYONE,
    counts=COUNTS,
    emergency=True,
    subject=Subject(kind="questionnaire", id="7"),
)
PLACE = Place(id=PlaceId("a-place-with-a-very-long-name"), kind=PlaceKind.village, names={"bg": LONG})


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


def a_draft(one: Announcement = WORST, **changes: Any) -> Draft:
    values = {"texts": TEXTS, "names": [LONG] * len(one.buttons), "subject": LONG, "author": LONG[:60]}
    return Draft(announcement=one, **(values | changes))


@pytest.mark.parametrize("name", SHELVES)
def test_shelves_fit_full_and_empty(t: Translator, name: str) -> None:
    totals = dict.fromkeys(SHELVES, 100_000)
    every = [WORST.model_copy(update={"state": state, "title": LONG}) for state in SHELVES[name]][:5]
    assert_fits(desk.shelf(t, Shelf(name, every, Page.of(90, 1), totals, may_repeat=True), t("announcing.dropped")))
    assert_fits(desk.shelf(t, Shelf(name, [], Page.of(0, 0), totals, may_repeat=False)))


@pytest.mark.parametrize("state", AnnouncementState)
def test_the_card_fits_in_every_state(t: Translator, state: AnnouncementState) -> None:
    one = WORST.model_copy(update={"state": state})
    for found in (a_draft(one), a_draft(one, texts={}, subject=None, author=None)):
        assert_fits(desk.draft(t, found, t("common.saved")))
    assert_fits(desk.ask_drop(t, one))


def test_the_first_button_is_the_next_step(t: Translator) -> None:
    def following(**changes: Any) -> str:
        texts = changes.pop("texts", TEXTS)
        return labels(desk.draft(t, a_draft(WORST.model_copy(update=changes), texts=texts)))[0]

    assert following(texts={}) == t.plain("announcing.next_write")
    assert following(audience=Audience()) == t.plain("announcing.next_whom")
    assert following() == t.plain("announcing.next_preview")
    ways = [button.choice for row in previewing.preview(t, a_draft(), None).rows for button in row]
    assert GoDecide(WORST.id) in ways


def test_a_draft_leads_to_every_part_of_it(t: Translator) -> None:
    ways = {type(b.choice).prefix for row in desk.draft(t, a_draft()).rows for b in row if b.choice is not None}
    assert {GoAudience.prefix, GoDecide.prefix} < ways
    assert {f"an.w.{part}" for part in ("text", "langs", "btns", "see", "test", "copy", "keep", "askdel")} < ways


def test_who_returned_it_and_why_is_read_first(t: Translator) -> None:
    one = WORST.model_copy(update={"note": "Сменете датата"})
    assert "Сменете датата" in text(desk.draft(t, a_draft(one)))


def assert_asks(t: Translator, screen: Screen) -> None:
    """It fits, and names the variable as it is typed, which is no placeholder that was forgotten."""
    assert writing.PLACE_IN[t.language] in screen.text
    assert_fits(Screen(Markup(screen.text.replace(writing.PLACE_IN[t.language], "")), screen.rows))


def test_writing_fits(t: Translator) -> None:
    for language in ("", *LANGUAGES):
        assert_asks(t, writing.ask(t, language=language))
    for code in LANGUAGES:
        assert_asks(t, writing.ask_again(t, a_draft(), code))
        assert_asks(t, writing.ask_again(t, a_draft(texts={"bg": ALBUM}), code))
        assert_fits(writing.language(t, a_draft(), code))
        assert_fits(writing.language(t, a_draft(texts={code: ALBUM}), code))
    assert_fits(writing.languages(t, a_draft(), t("common.saved")))
    assert_fits(writing.languages(t, a_draft(texts={"bg": ALBUM})))
    assert_fits(writing.gathering(t, WORST.id))
    assert_fits(writing.of_a_piece(t, WORST.id, t("errors.mixed-album")))
    assert_fits(writing.second(t, may_append=True))
    assert writing.kept(t, "en", masked=True, chosen=False)


def test_buttons_fit(t: Translator) -> None:
    for one in (WORST, WORST.model_copy(update={"buttons": (), "subject": None})):
        assert_fits(pointing.listed(t, a_draft(one), t("announcing.button_added")))
    for place in range(len(WORST.buttons)):
        assert_fits(pointing.one_button(t, a_draft(), place))
    long = WORST.model_copy(update={"buttons": (Link(labels={"bg": "я" * 30}, url="https://a.bg/" + "x" * 480),)})
    assert_fits(pointing.one_button(t, a_draft(long), 0))
    for kind in pointing.WHICH:
        assert_fits(pointing.choose(t, WORST.id, kind, [("council-" + "x" * 20, LONG)] * 5, Page.of(90, 1)))
        assert_fits(pointing.choose(t, WORST.id, kind, [], Page.of(0, 0)))
    back = Buttons(WORST.id)
    assert_fits(pointing.ask_link(t, back))
    assert_fits(pointing.ask_address(t, "я" * 30, back))
    assert_fits(pointing.ask_label(t, "https://a.bg/" + "x" * 480, back))
    assert_fits(pointing.ask_labels(t, back))


def test_the_preview_says_who_gets_what(t: Translator) -> None:
    for place in (None, PLACE):
        assert_fits(previewing.preview(t, a_draft(), place, t("announcing.as_it_arrives", language="English")))
    only = a_draft(texts={"bg": ALBUM})
    assert text(previewing.preview(t, only, None)).count("Български") == 3
    for state in AnnouncementState:
        screen = previewing.preview(t, a_draft(WORST.model_copy(update={"state": state})), None)
        assert_fits(screen)
        assert (t.plain("announcing.next_send") in labels(screen)) == (state is AnnouncementState.draft)
    assert_fits(previewing.places(t, WORST.id, [PLACE] * 5, Page.of(90, 1)))


def test_what_has_no_words_is_called_by_what_it_shows(t: Translator) -> None:
    for sign in MARKS.values():
        assert title(t, sign).startswith(f"{sign} ")
    assert title(t, "") == t.plain("announcing.untitled")
    spot = Content(kind=Kind.location, spot=Spot(latitude=1, longitude=2))
    assert_fits(desk.draft(t, a_draft(WORST.model_copy(update={"title": "📍"}), texts={"bg": spot})))
