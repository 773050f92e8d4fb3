"""What an announcement says in one language: a message as somebody wrote it in Telegram."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from html import escape
from html.parser import HTMLParser

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import DomainError

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
MOST_ENTITIES = 100
"""Telegram's limits, in UTF-16 units after the markup is read."""
ROOM = 160
"""Units kept free in each message for "corrected", for what stands under an album, which has no buttons, and for what
whoever chose no place reads in place of one."""
EVERYWHERE = 24
"""Units, at most, of what whoever chose no place reads in place of one. ROOM has it once; a text may say it often."""
ALBUM = (2, 10)
"""Pieces of an album, at least and at most."""
MOST_BUTTONS = 6
PLACE = "{място}"
PLACE_WORDS = frozenset({"{място}", "{place}", "{yer}"})
"""What becomes the name of the recipient's place, in their language."""
_BRACES = re.compile(r"\{[^{}<>\n]{1,30}\}")


class Kind(StrEnum):
    text = "text"
    photo = "photo"
    video = "video"
    document = "document"
    album = "album"
    location = "location"
    venue = "venue"


CAPTIONED = frozenset({Kind.photo, Kind.video, Kind.document, Kind.album})
WORDLESS = frozenset({Kind.location, Kind.venue})
"""They hold no text of ours: they can be recalled, and not corrected."""


class AnnouncementTooLong(DomainError):
    """`over` units more than Telegram takes, with the longest name in place of each variable."""

    def __init__(self, *, language: str, over: int, most: int) -> None:
        super().__init__(language=language, over=over, most=most)


class TooMuchFormatting(DomainError):
    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class UnknownVariable(DomainError):
    """In braces, but none of those we know; `known` is how they are written."""

    def __init__(self, *, word: str) -> None:
        super().__init__(word=word, known=", ".join(sorted(PLACE_WORDS, reverse=True)))


class BrokenVariable(DomainError):
    """Part of it is formatted differently, so that no name can take its place."""

    def __init__(self, *, word: str) -> None:
        super().__init__(word=word)


class NothingWritten(DomainError):
    """Neither words nor anything to look at."""

    def __init__(self) -> None:
        super().__init__()


class AlbumSize(DomainError):
    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(least=least, most=most)


class MixedAlbum(DomainError):
    """Documents stand in an album of their own; other things in none."""

    def __init__(self) -> None:
        super().__init__()


class NoButtonsUnderAlbum(DomainError):
    """Telegram shows none there."""

    def __init__(self) -> None:
        super().__init__()


class Piece(BaseModel):
    """One file of a message: a photo, a video or a document, by Telegram's own id of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    telegram_id: str


class Spot(BaseModel):
    """A place on the map; with a title and an address it is a venue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


class Content(BaseModel):
    """`html` is Telegram HTML, the text or the caption; variables stand in it as they were typed.

    `preview` is whether Telegram shows under a text what is behind its first link, as whoever wrote it chose.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    html: str = ""
    pieces: tuple[Piece, ...] = ()
    spot: Spot | None = None
    preview: bool = True

    @property
    def most(self) -> int:
        """Units that Telegram takes."""
        return CAPTION_UNITS if self.kind in CAPTIONED else TEXT_UNITS

    @property
    def most_here(self) -> int:
        """Units of it that staff may write."""
        return self.most - ROOM

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_BRACES.findall(self.html)))

    @property
    def may_have_buttons(self) -> bool:
        return self.kind is not Kind.album

    def with_words_of(self, other: "Content") -> "Content":
        """What it shows, with what another says; Telegram puts no words under a place on the map."""
        return self if self.kind in WORDLESS else self.model_copy(update={"html": other.html})

    def joined(self, piece: "Content") -> "Content":
        """An album with one more message of it; their captions become one. Raises MixedAlbum, AlbumSize."""
        kinds = {one.kind for one in (*self.pieces, *piece.pieces)}
        if not self.pieces or not piece.pieces or (Kind.document in kinds and len(kinds) > 1):
            raise MixedAlbum()
        if len(self.pieces) >= ALBUM[1]:
            raise AlbumSize(least=ALBUM[0], most=ALBUM[1])
        html = "\n\n".join(one for one in (self.html, piece.html) if one)
        return Content(kind=Kind.album, html=html, pieces=(*self.pieces, *piece.pieces))

    def said(self, place: str) -> str:
        """The HTML with a place's name (HTML already) for the variables."""
        text = self.html
        for word in PLACE_WORDS:
            text = text.replace(word, place)
        return text

    def check(self, language: str, *, places: Iterable[str]) -> None:
        """Whether Telegram will take it whoever the recipient is; `places` are all names that may be put in.

        Raises NothingWritten, AlbumSize, UnknownVariable, BrokenVariable, TooMuchFormatting, or AnnouncementTooLong
        with the count.
        """
        if self.kind is Kind.text and not shown(self.html).strip():
            raise NothingWritten()
        if self.kind is Kind.album and not ALBUM[0] <= len(self.pieces) <= ALBUM[1]:
            raise AlbumSize(least=ALBUM[0], most=ALBUM[1])
        unknown = next((word for word in self.variables if word not in PLACE_WORDS), None)
        if unknown is not None:
            raise UnknownVariable(word=unknown)
        broken = next((word for word in PLACE_WORDS if word in shown(self.said(""))), None)
        if broken is not None:
            raise BrokenVariable(word=broken)
        longest = max(places, key=units, default="") if self.variables else ""
        text, entities = _read(self.said(escape(longest)))
        if entities > MOST_ENTITIES:
            raise TooMuchFormatting(most=MOST_ENTITIES)
        again = max(0, sum(shown(self.html).count(word) for word in PLACE_WORDS) - 1)
        over = units(text) + again * max(0, EVERYWHERE - units(longest)) - self.most_here
        if self.kind not in WORDLESS and over > 0:
            raise AnnouncementTooLong(language=language, over=over, most=self.most_here)


class Link(BaseModel):
    """A button under an announcement: to an address, with `labels` by language, or to something of ours, whose label
    we know. `action` is "consultation", "forum", "questionnaire", "body" or "home"; `value` its id as text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: Mapping[str, str] = {}
    url: str | None = None
    action: str | None = None
    value: str = ""

    def label(self, language: str, fallback: str) -> str:
        """Of an address: in this language, else in the fallback's, else in any."""
        return self.labels.get(language) or self.labels.get(fallback) or next(iter(self.labels.values()), "")


def shown(html: str) -> str:
    """The text that Telegram HTML shows."""
    return _read(html)[0]


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def first_line(html: str, *, most: int = 60) -> str:
    """What lists and digests call it: the first line that says something, cut at a word."""
    line = next((one.strip() for one in shown(html).splitlines() if one.strip()), "")
    if len(line) <= most:
        return line
    head = line[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,.–-") + "…"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.entities = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.entities += 1

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(html: str) -> tuple[str, int]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.text), reader.entities
