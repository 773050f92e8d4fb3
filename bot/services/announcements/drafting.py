"""Writing announcements: what each language says, and drafts made of what was written before.

Every step is kept at once, so that nothing typed is lost. A draft or a template is for everybody who prepares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.contents import CAPTIONED, Content, Kind, NoButtonsUnderAlbum, first_line, shown
from bot.domain.errors import NotFound
from bot.domain.ids import AnnouncementId, ConsultationId, ForumId, PlaceId, QuestionnaireId
from bot.domain.staff import Action
from bot.domain.town import Place
from bot.services.consultations import PAGE, Page
from bot.services.turn import Turn
from storage import announcements, consultations, forums, questionnaires, staff, town

PREPARE = Action.announcement_prepare
_S = AnnouncementState
SHELVES: Mapping[str, tuple[AnnouncementState, ...]] = {
    "work": (_S.draft, _S.ready, _S.approved, _S.sending, _S.recalling),
    "sent": (_S.sent, _S.cancelled, _S.recalled),
    "template": (_S.template,),
}
MARKS = {
    Kind.photo: "🖼",
    Kind.video: "🎬",
    Kind.document: "📎",
    Kind.album: "🗂",
    Kind.location: "📍",
    Kind.venue: "📍",
}
"""Titles of what has no words; screens say the rest."""
_TURKISH = frozenset("ğışĞİŞ")


@dataclass(frozen=True, slots=True)
class Shelf:
    name: str
    items: Sequence[Announcement]
    page: Page
    totals: Mapping[str, int]
    """How many stand on each shelf."""
    may_repeat: bool
    """Whether anything was sent that could be repeated."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One announcement with what its screens say beside the record.

    `names` are those of what its buttons lead to, empty for an address or where it is gone; `subject` is the name of
    what it is about, `author` of who wrote it.
    """

    announcement: Announcement
    texts: Mapping[str, Content]
    names: Sequence[str]
    subject: str | None
    author: str | None

    @property
    def is_template(self) -> bool:
        return self.announcement.state is _S.template

    @property
    def main(self) -> Content | None:
        """What it says in its first language; None while nothing is written."""
        return self.texts.get(self.announcement.fallback)


async def shelf(turn: Turn, wanted: str, page: int) -> Shelf:
    """A page of a shelf, the newest change first. Raises NotAllowed."""
    turn.require(PREPARE)
    name = wanted if wanted in SHELVES else "work"
    totals = {one: await announcements.count_in(turn.tx, states) for one, states in SHELVES.items()}
    at = Page.of(totals[name], page)
    items = await announcements.in_states(turn.tx, SHELVES[name], offset=at.offset, limit=PAGE)
    return Shelf(name, items, at, totals, may_repeat=totals["sent"] > 0)


async def read(turn: Turn, number: int, language: str) -> Draft:
    """Raises NotAllowed, NotFound."""
    turn.require(PREPARE)
    one = await announcements.get(turn.tx, AnnouncementId(number))
    subject = None
    if one.subject is not None:
        subject = await name_of(turn, one.subject.kind, one.subject.id, language) or None
    author = {} if one.author is None else await staff.names(turn.tx, [one.author])
    return Draft(
        announcement=one,
        texts=await announcements.texts(turn.tx, one.id, one.revision),
        names=[await name_of(turn, link.action or "", link.value, language) for link in one.buttons],
        subject=subject,
        author=None if one.author is None else author.get(one.author),
    )


async def name_of(turn: Turn, kind: str, value: str, language: str) -> str:
    """Of a consultation, a forum, a questionnaire or a body; empty for anything else, and where it is gone."""
    try:
        match kind:
            case "consultation":
                return (await consultations.get(turn.tx, ConsultationId(int(value)))).title_in(language)
            case "forum":
                return (await forums.get(turn.tx, ForumId(int(value)))).title_in(language)
            case "questionnaire":
                found = await questionnaires.get(turn.tx, QuestionnaireId(int(value)))
                return found.title(language)
            case "body":
                return next((one.name(language) for one in await town.bodies(turn.tx) if one.id == value), "")
    except (NotFound, ValueError):
        pass
    return ""


# -- what it says ------------------------------------------------------------------------------------------------------


async def write(turn: Turn, number: int, language: str | None, content: Content) -> tuple[Announcement, str]:
    """Keep what it says in a language; with number 0 as a new draft, with no language in the one it seems to be.
    Answers with that language as well.

    Words alone, in another language than the first, become the caption of what the first one shows; and what the
    first one shows anew is shown in the others that showed the same. Raises NotAllowed, WrongState, NotFound,
    NoButtonsUnderAlbum, and what `Content.check` refuses.
    """
    turn.require(PREPARE)
    language = language or seems(shown(content.html), turn.town.language, turn.participant.language)
    one = await editable(turn, number) if number else None
    texts = {} if one is None else await announcements.texts(turn.tx, one.id, one.revision)
    main = None if one is None else texts.get(one.fallback)
    if one is not None and language != one.fallback and main is not None:
        content = _captioning(main, content)
    if one is not None and one.buttons and not content.may_have_buttons:
        raise NoButtonsUnderAlbum()
    places = await place_names(turn)
    content.check(language, places=places)
    if one is None:
        one = await announcements.add(turn.tx, author=turn.participant.id, fallback=language, now=turn.now)
        turn.audit("announcement.begun", subject=f"announcement:{one.id}")
    elif main is None and one.fallback != language:
        one = one.edit(fallback=language)
    changed = {language: content}
    if language == one.fallback and main is not None and main.pieces and main.pieces != content.pieces:
        for other, said in texts.items():
            if other != language and said.pieces == main.pieces:
                changed[other] = _showing(content, said)
                changed[other].check(other, places=places)
    for other, said in changed.items():
        await announcements.put_text(turn.tx, one.id, one.revision, other, said)
    return await _titled(turn, one, {**texts, **changed}), language


def _captioning(main: Content, content: Content) -> Content:
    return main.with_words_of(content) if content.kind is Kind.text and main.kind in CAPTIONED else content


def _showing(content: Content, said: Content) -> Content:
    """The words of `said` with what `content` shows."""
    if content.kind in CAPTIONED:
        return content.with_words_of(said)
    return Content(kind=Kind.text, html=said.html)


async def drop_text(turn: Turn, number: int, language: str) -> Announcement:
    """One language less; of the first one nothing can be dropped. Raises as `editable`."""
    one = await editable(turn, number)
    if language == one.fallback:
        raise NotFound(what="text")
    await announcements.drop_text(turn.tx, one.id, one.revision, language)
    return await announcements.save(turn.tx, one, now=turn.now)


async def put_fallback(turn: Turn, number: int, language: str) -> Announcement:
    """Which one is shown to whoever's own language was not written. Raises as `editable`, NotFound."""
    one = await editable(turn, number)
    texts = await announcements.texts(turn.tx, one.id, one.revision)
    if language not in texts:
        raise NotFound(what="text")
    return await _titled(turn, one.edit(fallback=language), texts)


async def rename_language(turn: Turn, number: int, language: str) -> Announcement:
    """The first text is in this language, and was taken for another. Raises as `editable`, NotFound."""
    one = await editable(turn, number)
    texts = await announcements.texts(turn.tx, one.id, one.revision)
    if one.fallback not in texts or language in texts:
        raise NotFound(what="text")
    await announcements.put_text(turn.tx, one.id, one.revision, language, texts[one.fallback])
    await announcements.drop_text(turn.tx, one.id, one.revision, one.fallback)
    buttons = tuple(
        link.model_copy(update={"labels": _relabelled(link.labels, one.fallback, language)}) for link in one.buttons
    )
    return await announcements.save(turn.tx, one.edit(fallback=language, buttons=buttons), now=turn.now)


def _relabelled(labels: Mapping[str, str], before: str, after: str) -> dict[str, str]:
    rest = {language: label for language, label in labels.items() if language != before}
    return {after: labels[before], **rest} if before in labels and after not in rest else dict(labels)


def seems(text: str, usual: str, own: str) -> str:
    """The language of a text by its letters: `usual` where they tell nothing, `own` being its writer's."""
    letters = [one for one in text if one.isalpha()]
    cyrillic = sum("\u0400" <= one <= "\u04ff" for one in letters)
    if not letters or 2 * cyrillic >= len(letters):
        return "bg" if letters else usual
    if any(one in _TURKISH for one in letters):
        return "tr"
    return own if own != "bg" else "en"


async def place_names(turn: Turn) -> list[str]:
    """Every name that may stand for the variable, in all languages: of a place, or of the municipality."""
    places = [name for one in await town.places(turn.tx) for name in one.names.values()]
    deciding = [one for one in await town.organisations(turn.tx) if one.may_decide]
    return [*places, *(name for one in deciding for name in one.names.values())]


async def place_of(turn: Turn, place: str) -> Place | None:
    """The place shown in a preview; None for whoever chose none."""
    return next((one for one in await town.places(turn.tx) if one.id == PlaceId(place)), None)


# -- drafts of what was written before ---------------------------------------------------------------------------------


async def duplicate(turn: Turn, number: int, *, as_template: bool = False) -> Announcement:
    """A draft that says what this one says now, to the same people; nobody has approved it, and it has no time.

    Raises NotAllowed, NotFound.
    """
    turn.require(PREPARE)
    source = await announcements.get(turn.tx, AnnouncementId(number))
    state = _S.template if as_template else _S.draft
    author = turn.participant.id
    copy = await announcements.add(turn.tx, author=author, fallback=source.fallback, state=state, now=turn.now)
    await announcements.copy_texts(turn.tx, source.id, copy.id, revision=source.revision)
    kept = {name: getattr(source, name) for name in ("title", "audience", "buttons", "subject")}
    turn.audit("announcement.copied", subject=f"announcement:{copy.id}", source=source.id)
    return await announcements.save(turn.tx, copy.model_copy(update=kept), now=turn.now)


async def repeat_last(turn: Turn) -> Announcement:
    """A draft of what was sent last. Raises NotAllowed, NotFound."""
    turn.require(PREPARE)
    last = await announcements.in_states(turn.tx, (_S.sent,), limit=1)
    last = last or await announcements.in_states(turn.tx, SHELVES["sent"], limit=1)
    if not last:
        raise NotFound(what="announcement")
    return await duplicate(turn, last[0].id)


async def drop(turn: Turn, number: int) -> Announcement:
    """Throw a draft or a template away. Raises as `editable`."""
    one = await editable(turn, number)
    await announcements.drop(turn.tx, one.id)
    turn.audit("announcement.dropped", subject=f"announcement:{one.id}")
    return one


async def editable(turn: Turn, number: int) -> Announcement:
    """A draft or a template. Raises NotAllowed, NotFound, WrongState."""
    turn.require(PREPARE)
    return (await announcements.get(turn.tx, AnnouncementId(number))).edit()


async def _titled(turn: Turn, one: Announcement, texts: Mapping[str, Content]) -> Announcement:
    return await announcements.save(turn.tx, one.edit(title=title_of(texts.get(one.fallback))), now=turn.now)


def title_of(content: Content | None) -> str:
    """What lists call it; a mark alone where it says nothing."""
    if content is None:
        return ""
    spot = "" if content.spot is None else content.spot.title
    return first_line(content.html) or spot[:60] or MARKS.get(content.kind, "")
