"""Where an announcement leads: its buttons, and what it is about."""

from collections.abc import Mapping, Sequence

from bot.domain.announcements import Announcement, Subject
from bot.domain.contents import MOST_BUTTONS, Link, NoButtonsUnderAlbum
from bot.domain.errors import DomainError, NotFound
from bot.services.announcements.drafting import PREPARE, editable, name_of
from bot.services.consultations import PAGE, Page
from bot.services.turn import Turn
from storage import announcements, consultations, forums, questionnaires, town

SUBJECTS = ("consultation", "forum", "questionnaire", "body")
"""What a button may lead to and an announcement be about."""


class TooManyButtons(DomainError):
    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


async def add_address(turn: Turn, number: int, label: str, url: str) -> Announcement:
    """A button to an address, labelled in the first language. Raises as `_add`."""
    one = await _pointing(turn, number)
    return await _add(turn, one, Link(labels={one.fallback: label}, url=url))


async def add_action(turn: Turn, number: int, action: str, value: str) -> Announcement:
    """A button to something of ours, which the announcement then is about, unless it is about something already.

    Raises as `_add`, and NotFound for what is not there.
    """
    one = await _pointing(turn, number)
    link = Link(action=action, value=value)
    if action != "home" and not await name_of(turn, action, value, turn.participant.language):
        raise NotFound(what=action)
    if link in one.buttons:
        return one
    if action in SUBJECTS and one.subject is None:
        one = one.edit(subject=Subject(kind=action, id=value))
    return await _add(turn, one, link)


async def _pointing(turn: Turn, number: int) -> Announcement:
    one = await editable(turn, number)
    texts = await announcements.texts(turn.tx, one.id, one.revision)
    if not all(content.may_have_buttons for content in texts.values()):
        raise NoButtonsUnderAlbum()
    return one


async def _add(turn: Turn, one: Announcement, link: Link) -> Announcement:
    """Raises NotAllowed, NotFound, WrongState, NoButtonsUnderAlbum, TooManyButtons."""
    if len(one.buttons) >= MOST_BUTTONS:
        raise TooManyButtons(most=MOST_BUTTONS)
    return await _put(turn, one, (*one.buttons, link))


async def may_add(turn: Turn, number: int) -> Announcement:
    """Asked before anything is typed. Raises as `_add`."""
    one = await _pointing(turn, number)
    if len(one.buttons) >= MOST_BUTTONS:
        raise TooManyButtons(most=MOST_BUTTONS)
    return one


async def move(turn: Turn, number: int, place: int) -> Announcement:
    """One up. Raises NotAllowed, NotFound, WrongState."""
    one = await editable(turn, number)
    link = _button(one, place)
    if place == 0:
        return one
    rest = [*one.buttons[:place], *one.buttons[place + 1 :]]
    return await _put(turn, one, (*rest[: place - 1], link, *rest[place - 1 :]))


async def drop(turn: Turn, number: int, place: int) -> Announcement:
    """What it was about because of this button, it is about no more. Raises as `move`."""
    one = await editable(turn, number)
    link = _button(one, place)
    if one.subject is not None and (one.subject.kind, one.subject.id) == (link.action, link.value):
        one = one.edit(subject=None)
    return await _put(turn, one, (*one.buttons[:place], *one.buttons[place + 1 :]))


async def put_labels(turn: Turn, number: int, place: int, labels: Mapping[str, str]) -> Announcement:
    """What a button to an address says in these languages; in others it stays. Raises as `move`."""
    one = await editable(turn, number)
    link = _button(one, place)
    if link.url is None:
        raise NotFound(what="button")
    labelled = link.model_copy(update={"labels": {**link.labels, **labels}})
    return await _put(turn, one, (*one.buttons[:place], labelled, *one.buttons[place + 1 :]))


async def drop_subject(turn: Turn, number: int) -> Announcement:
    """It is about nothing in particular, and is folded with nothing. Raises NotAllowed, NotFound, WrongState."""
    return await announcements.save(turn.tx, (await editable(turn, number)).edit(subject=None), now=turn.now)


def _button(one: Announcement, place: int) -> Link:
    if not 0 <= place < len(one.buttons):
        raise NotFound(what="button")
    return one.buttons[place]


async def _put(turn: Turn, one: Announcement, buttons: tuple[Link, ...]) -> Announcement:
    return await announcements.save(turn.tx, one.edit(buttons=buttons), now=turn.now)


async def targets(turn: Turn, kind: str, wanted: int, language: str) -> tuple[Sequence[tuple[str, str]], Page]:
    """A page of what is open of a kind: ids and names. Raises NotAllowed, NotFound for no kind of ours."""
    turn.require(PREPARE)
    tx, now = turn.tx, turn.now
    match kind:
        case "consultation":
            page = Page.of(await consultations.count(tx, "open", now), wanted)
            opened = await consultations.page(tx, shelf="open", now=now, limit=PAGE, offset=page.offset)
            return [(str(one.id), one.title_in(language)) for one in opened], page
        case "forum":
            page = Page.of(await forums.count(tx, "coming", now), wanted)
            coming = await forums.page(tx, shelf="coming", now=now, limit=PAGE, offset=page.offset)
            return [(str(one.id), one.title_in(language)) for one in coming], page
        case "questionnaire":
            asked = [*(await questionnaires.by_ids(tx, await questionnaires.running(tx))).values()]
            every = [
                (str(one.id), one.title(language)) for one in asked if one.closes_at is None or one.closes_at > now
            ]
        case "body":
            every = [(str(one.id), one.name(language)) for one in await town.bodies(tx)]
        case _:
            raise NotFound(what="page")
    page = Page.of(len(every), wanted)
    return every[page.offset : page.offset + PAGE], page
