"""One call for a preview, a test and every copy: Telegram takes it in every language, whatever it shows."""

from datetime import UTC, datetime
from typing import Any

import pytest

import handlers
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.contents import CAPTIONED, EVERYWHERE, WORDLESS, AnnouncementTooLong, Content, Kind, Link, Piece, Spot
from bot.domain.ids import AnnouncementId, PlaceId
from bot.domain.town import Place, PlaceKind
from bot.gateway import doors
from bot.i18n import LANGUAGES, Translator, translator
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.ui import copies
from bot.ui.screen import LABEL

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLACE = "<Място & още>"
ACTIONS = {"consultation": "7", "forum": "7", "questionnaire": "7", "body": "council", "home": ""}
BUTTONS = (
    Link(labels={"bg": "Програмата", "en": "Programme"}, url="https://haskovo.bg"),
    *(Link(action=action, value=value) for action, value in ACTIONS.items()),
)


def an_announcement(**changes: Any) -> Announcement:
    values: dict[str, Any] = {
        "id": AnnouncementId(123_456),
        "state": AnnouncementState.draft,
        "title": "Парк",
        "fallback": "bg",
        "buttons": BUTTONS,
        "created_at": NOW,
        "changed_at": NOW,
    }
    return Announcement(**(values | changes))


def a_content(kind: Kind, html: str | None = None) -> Content:
    """The longest that may be written."""
    if kind in WORDLESS:
        venue = {"title": "Читалище", "address": "ул. 1"} if kind is Kind.venue else {}
        return Content(kind=kind, spot=Spot(latitude=41.9, longitude=25.5, **venue))
    piece = Kind.photo if kind is Kind.album else kind
    pieces = (Piece(kind=piece, telegram_id="a"),) * (2 if kind is Kind.album else 1) if kind in CAPTIONED else ()
    said = Content(kind=kind, html="", pieces=pieces)
    longest = "<b>я</b>" + "я" * (said.most_here - utf16_length(PLACE) - 1) + "{място}"
    return said.model_copy(update={"html": longest if html is None else html})


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


def words(params: dict[str, Any]) -> str:
    said = params.get("text") or params.get("caption") or params.get("media", [{}])[0].get("caption", "")
    return parse_html(said)[0]


def assert_taken(content: Content, method: str, params: dict[str, Any]) -> None:
    assert utf16_length(words(params)) <= content.most
    assert (method in ("sendMediaGroup",)) == ("media" in params)
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    for row in rows:
        assert all(len(button["text"]) <= LABEL for button in row)
        assert all(len(button.get("callback_data", "").encode()) <= 64 for button in row)


@pytest.mark.parametrize("kind", Kind)
def test_the_longest_copy_is_taken_also_when_it_was_corrected(t: Translator, kind: Kind) -> None:
    content = a_content(kind)
    content.check("bg", places=[PLACE])
    for one in (an_announcement(), an_announcement(revision=2, corrected_at=NOW)):
        for post in (False, True):
            how: dict[str, Any] = {"place": PLACE, "username": "a_bot_with_a_rather_long_name_bot", "post": post}
            for call in (copies.copy, copies.corrected):
                method, params = call(t, one, content, **how)
                assert_taken(content, method, params)
                if kind not in WORDLESS:
                    assert PLACE in words(params)
                    said_so = parse_html(str(t("announcements.corrected", moment=t.moment(NOW))))[0]
                    assert (said_so in words(params)) == (one.revision > 1)


@pytest.mark.parametrize("kind", [Kind.text, Kind.album])
def test_a_text_that_names_the_place_often_is_taken_also_for_whoever_chose_none(t: Translator, kind: Kind) -> None:
    assert utf16_length(t.plain("announcements.everywhere")) <= EVERYWHERE
    often, much = "{място}" * 30, "я" * a_content(kind).most_here
    with pytest.raises(AnnouncementTooLong) as refusal:
        a_content(kind, often + much).check("bg", places=["Конуш"])
    over = refusal.value.facts["over"]
    assert isinstance(over, int)
    longest = a_content(kind, often + much[over:])
    longest.check("bg", places=["Конуш"])
    one = an_announcement(revision=2, corrected_at=NOW)
    nowhere = copies.place_name(t, None, t.language)
    assert_taken(longest, *copies.copy(t, one, longest, place=nowhere, username="a_bot_with_a_rather_long_name_bot"))


@pytest.mark.parametrize(
    ("kind", "method", "field"),
    [
        (Kind.text, "sendMessage", "text"),
        (Kind.photo, "sendPhoto", "photo"),
        (Kind.video, "sendVideo", "video"),
        (Kind.document, "sendDocument", "document"),
        (Kind.album, "sendMediaGroup", "media"),
        (Kind.location, "sendLocation", "latitude"),
        (Kind.venue, "sendVenue", "address"),
    ],
)
def test_each_kind_goes_its_way(kind: Kind, method: str, field: str) -> None:
    sent, params = copies.copy(translator("bg"), an_announcement(), a_content(kind), place=PLACE, username="bot")
    assert sent == method
    assert field in params


def test_a_name_is_of_the_language_of_the_text_and_not_of_its_reader(t: Translator) -> None:
    konush = Place(id=PlaceId("konush"), kind=PlaceKind.village, names={"bg": "Конуш", "en": "Konush"})
    assert copies.place_name(t, konush, "bg") == "Конуш"
    assert copies.place_name(t, konush, "tr") == "Konush"
    assert copies.place_name(t, None, "bg") == "цялата община"


def test_links_show_what_is_behind_them_unless_that_was_taken_away() -> None:
    for preview in (True, False):
        content = a_content(Kind.text, "а").model_copy(update={"preview": preview})
        for call in (copies.copy, copies.corrected):
            _, params = call(translator("bg"), an_announcement(), content, place=PLACE, username="bot")
            assert params["link_preview_options"] == {"is_disabled": not preview}


def test_a_picture_without_words_has_no_caption() -> None:
    for kind in CAPTIONED - {Kind.album}:
        _, params = copies.copy(translator("bg"), an_announcement(), a_content(kind, ""), place=PLACE, username="bot")
        assert "caption" not in params


def test_under_an_album_a_line_leads_to_why_and_a_post_has_none(t: Translator) -> None:
    content = a_content(Kind.album, "")
    _, params = copies.copy(t, an_announcement(), content, place=PLACE, username="bot")
    assert params["media"][0]["caption"] == f'<a href="https://t.me/bot?start=w123456">{t("announcements.why")}</a>'
    _, params = copies.copy(t, an_announcement(), content, place=PLACE, username="bot", post=True)
    assert "caption" not in params["media"][0]


def test_buttons_of_a_post_are_links_that_some_feature_opens(t: Translator) -> None:
    assert handlers.all_handlers()
    _, params = copies.copy(t, an_announcement(), a_content(Kind.text, "а"), place=PLACE, username="bot", post=True)
    rows = params["reply_markup"]["inline_keyboard"]
    assert len(rows) == len(BUTTONS)
    for (button,) in rows[1:-1]:
        payload = button["url"].removeprefix("https://t.me/bot?start=")
        assert doors.PAYLOAD.fullmatch(payload)
        assert payload[0] in doors._LINKS
    assert rows[-1][0]["url"] == "https://t.me/bot"


def test_a_button_speaks_the_language_of_its_reader_or_the_first_one() -> None:
    labels = {
        language: copies.copy(
            translator(language), an_announcement(), a_content(Kind.text, "а"), place=PLACE, username="bot"
        )[1]["reply_markup"]["inline_keyboard"][0][0]["text"]
        for language in LANGUAGES
    }
    assert labels == {"bg": "Програмата", "en": "Programme", "tr": "Програмата"}
