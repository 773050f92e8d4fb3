"""What somebody sends is read as an announcement, or refused with a word on what to do instead."""

from typing import Any

import pytest
from telegram import Message

from bot.domain.contents import Content, Kind, Piece, Spot
from bot.i18n import translator
from handlers.announcing.reading import read

FILE = {"file_id": "a", "file_unique_id": "b"}
VIDEO = FILE | {"width": 1, "height": 1, "duration": 1}
PLACE = {"latitude": 41.9, "longitude": 25.5}
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
STICKER = FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}


def a_message(**fields: Any) -> Message:
    message = Message.de_json({"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, **fields}, None)
    assert message is not None
    return message


def a_file(kind: Kind, html: str = "") -> Content:
    return Content(kind=kind, html=html, pieces=(Piece(kind=kind, telegram_id="a"),))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"text": "а <b> 😀", "entities": [{"type": "italic", "offset": 6, "length": 2}]},
            Content(kind=Kind.text, html="а &lt;b&gt; <i>😀</i>"),
        ),
        (
            {"text": "а", "link_preview_options": {"is_disabled": True}},
            Content(kind=Kind.text, html="а", preview=False),
        ),
        (
            {
                "photo": [FILE | {"file_id": "small", "width": 1, "height": 1}, FILE | {"width": 2, "height": 2}],
                "caption": "б",
                "caption_entities": [{"type": "bold", "offset": 0, "length": 1}],
            },
            a_file(Kind.photo, "<b>б</b>"),
        ),
        ({"video": VIDEO}, a_file(Kind.video)),
        ({"document": FILE}, a_file(Kind.document)),
        ({"location": PLACE}, Content(kind=Kind.location, spot=Spot(**PLACE))),
        (
            {"location": PLACE, "venue": {"location": PLACE, "title": "Зала", "address": "ул. 1"}},
            Content(kind=Kind.venue, spot=Spot(**PLACE, title="Зала", address="ул. 1")),
        ),
    ],
)
def test_it_is_taken_as_it_was_sent(fields: dict[str, Any], expected: Content) -> None:
    assert read(a_message(**fields)).content == expected


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"poll": POLL}, "t.me"),
        ({"voice": FILE | {"duration": 1}}, "Гласово"),
        ({"audio": FILE | {"duration": 1}}, "Гласово"),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, "Гласово"),
        ({"animation": VIDEO, "document": FILE}, "GIF"),
        ({"sticker": STICKER}, "Стикер"),
        ({"contact": {"phone_number": "1", "first_name": "а"}}, "снимка"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "снимка"),
    ],
)
def test_what_cannot_be_sent_on_is_refused_with_a_way_out(fields: dict[str, Any], words: str) -> None:
    got = read(a_message(**fields))
    assert got.content is None
    assert words in translator("bg").plain(got.unwanted)


def test_a_piece_names_its_album_and_a_personal_number_is_said_to_be_gone() -> None:
    got = read(a_message(document=FILE, media_group_id="77", caption="ЕГН 7501020018"))
    assert (got.album, got.masked) == ("77", True)
    assert got.content == a_file(Kind.document, "ЕГН ▒▒▒")
