"""What an announcement says, and whether Telegram will take it whoever gets it."""

import pytest

from bot.domain.contents import (
    ALBUM,
    MOST_ENTITIES,
    AlbumSize,
    AnnouncementTooLong,
    BrokenVariable,
    Content,
    Kind,
    MixedAlbum,
    NothingWritten,
    Piece,
    Spot,
    TooMuchFormatting,
    UnknownVariable,
    first_line,
)
from bot.domain.errors import DomainError


def a_text(html: str) -> Content:
    return Content(kind=Kind.text, html=html)


def a_piece(kind: Kind = Kind.photo, html: str = "", name: str = "a") -> Content:
    return Content(kind=kind, html=html, pieces=(Piece(kind=kind, telegram_id=name),))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (a_text(" <b> </b>\n"), NothingWritten),
        (a_text("до {дата}"), UnknownVariable),
        (a_text("до {мя<b>сто</b>}"), BrokenVariable),
        (a_text("<b>а</b>" * (MOST_ENTITIES + 1)), TooMuchFormatting),
        (a_text("я" * 3_937), AnnouncementTooLong),
        (a_text("😀" * 1_969), AnnouncementTooLong),
        (a_piece(html="я" * 865), AnnouncementTooLong),
        (Content(kind=Kind.album, pieces=a_piece().pieces), AlbumSize),
    ],
)
def test_what_telegram_would_refuse_is_refused_when_it_is_written(content: Content, error: type[DomainError]) -> None:
    with pytest.raises(error):
        content.check("bg", places=["Конуш"])


@pytest.mark.parametrize(
    "content",
    [
        a_text("я" * 3_936),
        a_text("<b>&amp;</b>" * 100),
        a_text("в {място}, in {place}, {yer}"),
        a_piece(html="я" * 864),
        a_piece(),
        Content(kind=Kind.location, spot=Spot(latitude=1, longitude=2)),
    ],
)
def test_what_telegram_takes_is_taken(content: Content) -> None:
    content.check("bg", places=["Конуш"])


def test_the_longest_name_of_a_place_counts() -> None:
    content = a_text("я" * 3_930 + "{място}")
    content.check("bg", places=["Конуш", "Маслен"])
    with pytest.raises(AnnouncementTooLong) as refusal:
        content.check("bg", places=["Конуш", "Узунджово"])
    assert refusal.value.facts == {"language": "bg", "over": 3, "most": 3_936}


def test_pieces_become_an_album_whose_captions_are_one() -> None:
    album = a_piece(html="едно").joined(a_piece(Kind.video, "две")).joined(a_piece())
    assert (album.kind, album.html) == (Kind.album, "едно\n\nдве")
    assert [one.kind for one in album.pieces] == [Kind.photo, Kind.video, Kind.photo]


def test_documents_mix_with_nothing_and_an_album_has_an_end() -> None:
    for other in (a_piece(Kind.document), a_text("а")):
        with pytest.raises(MixedAlbum):
            a_piece().joined(other)
    full = a_piece(Kind.document)
    for _ in range(ALBUM[1] - 1):
        full = full.joined(a_piece(Kind.document))
    with pytest.raises(AlbumSize):
        full.joined(a_piece(Kind.document))


def test_lists_call_it_by_the_first_line_that_says_something() -> None:
    assert first_line("\n <b>Ремонт</b> &amp; още\nдруго") == "Ремонт & още"
    assert len(first_line("дълга дума " * 20)) <= 60
