"""Forums as staff make them: drafted by whoever prepares, opened, moved, cancelled and summed up by who manages.

Each act on what others may have changed carries the `version` it was shown; StaleForum says that it is another by now.
"""

from dataclasses import dataclass
from typing import Any

from bot.domain.errors import NotFound, WrongState
from bot.domain.forum_texts import clean_minutes
from bot.domain.forums import AFTERWARDS, MOVING, Forum, ForumStatus, PaperKind, Seats
from bot.domain.ids import ForumId
from bot.domain.questionnaires import Audience
from bot.domain.retention import DRAFT
from bot.domain.staff import Action
from bot.domain.typed import accept_file
from bot.services.attached import Attached, attached
from bot.services.consultations import PAGE, Page
from bot.services.forums.checkin import subject
from bot.services.forums.seats import deal
from bot.services.forums.telling import CANCELLED, CHANGED, OPENED, SUMMARY, plan
from bot.services.turn import Turn
from storage import files, follows, questionnaires
from storage import forums as stored
from storage.files import FileId
from storage.forums import Counts, ForumPaper, Shelf, StaleForum, registrations

DESK: tuple[Shelf, ...] = ("coming", "off", "past")
"""Shelves behind the drafts."""


@dataclass(frozen=True, slots=True)
class ManagedForum:
    """A forum as staff see it: no names here."""

    forum: Forum
    status: ForumStatus
    seats: Seats
    counts: Counts
    told: int
    """How many with a seat would hear of a change."""
    papers: list[ForumPaper]
    answers: dict[str, int]
    """After sixty days: how many said "yes", "partly" and "no"; nothing while so few have that they might be known."""
    may_manage: bool
    begun: bool = True
    attached: Attached | None = None
    """The questionnaire about it."""


async def desk(turn: Turn, wanted: int) -> tuple[list[Forum], Page]:
    """A page of what staff work on: drafts, what is coming by its beginning, what of it was called off, then what was,
    the latest first.

    Raises NotAllowed.
    """
    turn.require(Action.forum_prepare)
    drafts = await stored.count_drafts(turn.tx)
    counts = {shelf: await stored.count(turn.tx, shelf, turn.now) for shelf in DESK}
    page = Page.of(drafts + sum(counts.values()), wanted)
    found = await stored.drafts(turn.tx, limit=PAGE, offset=page.offset) if page.offset < drafts else []
    before = drafts
    for shelf, count in counts.items():
        skipped = max(page.offset - before, 0)
        if len(found) < PAGE and skipped < count:
            found += await stored.page(turn.tx, shelf=shelf, now=turn.now, limit=PAGE - len(found), offset=skipped)
        before += count
    return found, page


async def managed(turn: Turn, number: int) -> ManagedForum:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    seats = await registrations.seats(turn.tx, forum.id)
    answers = await stored.answers(turn.tx, forum.id)
    return ManagedForum(
        forum=forum,
        status=forum.status(turn.now, seats),
        seats=seats,
        counts=await stored.counts(turn.tx, forum.id),
        told=await registrations.known(turn.tx, forum.id),
        papers=await stored.papers(turn.tx, forum.id),
        answers=answers if sum(answers.values()) >= turn.town.smallest_group else {},
        may_manage=turn.may(Action.forum_manage),
        begun=not forum.lies_ahead(turn.now),
        attached=await attached(turn, Audience(forum=forum.id)),
    )


async def changeable(turn: Turn, number: int, version: int | None = None) -> Forum:
    """A forum for somebody who may change it: a draft for who prepares, any other for who manages.

    Raises NotAllowed, NotFound, and StaleForum where it is no longer the `version` that was looked at.
    """
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    if forum.recorded is not ForumStatus.draft:
        turn.require(Action.forum_manage)
    if version is not None and forum.version != version:
        raise StaleForum()
    return forum


async def prepare(turn: Turn, forum: Forum) -> Forum:
    """Keep a draft, its values cleaned (`bot.domain.forum_texts`, `bot.domain.wording`). Raises NotAllowed."""
    turn.require(Action.forum_prepare)
    if forum.recorded is not ForumStatus.draft:
        raise ValueError("what is prepared is a draft")
    kept = await stored.add(turn.tx, forum, now=turn.now)
    turn.audit("forum.prepared", subject=subject(kept.id))
    return kept


async def discard(turn: Turn, number: int) -> None:
    """Throw a draft away. Raises as `changeable`, and WrongState for what is no draft."""
    forum = await changeable(turn, number)
    if forum.recorded is not ForumStatus.draft:
        raise WrongState(state=forum.status(turn.now).value, action="discard")
    await stored.discard(turn.tx, forum.id, now=turn.now)
    turn.audit("forum.discarded", subject=subject(forum.id))


async def open_forum(turn: Turn, number: int, version: int) -> Forum:
    """Let people register; followers of its consultation hear of it once.

    Raises as `changeable`, NotAllowed for who only prepares, and what `Forum.open` refuses.
    """
    forum = await changeable(turn, number, version)
    turn.require(Action.forum_manage)
    opened = await stored.save(turn.tx, forum.open(turn.now), now=turn.now)
    if opened.consultation is not None:
        await plan(turn, opened, OPENED)
    turn.audit("forum.opened", subject=subject(opened.id))
    return opened


async def change(turn: Turn, number: int, version: int, **fields: Any) -> Forum:
    """Change fields of `Forum.CHANGEABLE`, cleaned. Those with a seat hear once of another time or place; seats that
    became free are offered; reminders follow the new time.

    Raises as `changeable`, and what `Forum.change` refuses.
    """
    before = await changeable(turn, number, version)
    seats = await registrations.seats(turn.tx, before.id)
    after = await stored.save(turn.tx, before.change(turn.now, seats, **fields), now=turn.now)
    changed = sorted(name for name in fields if getattr(before, name) != getattr(after, name))
    turn.audit("forum.changed", subject=subject(after.id), fields=changed)
    await follow_up(turn, before, after)
    return after


async def follow_up(turn: Turn, before: Forum, after: Forum) -> None:
    """What a change leads to: news for those with a seat, other offers, no questionnaire that is not wanted any more.
    Nothing of what nobody can come to now.
    """
    if before.questionnaire is not None and after.questionnaire != before.questionnaire:
        for number in await questionnaires.drop_waiting(turn.tx, after.id, before.questionnaire):
            turn.audit("questionnaire.withdrawn", subject=f"questionnaire:{number}")
    if after.recorded is ForumStatus.cancelled and before.recorded is not ForumStatus.cancelled:
        await plan(turn, after, CANCELLED)
    if not after.lies_ahead(turn.now):
        return
    if after.starts_at is not None:
        await registrations.clip_offers(turn.tx, after.id, until=after.starts_at)
    if after.sequence != before.sequence:
        was = {name: _told(before, name) for name in MOVING if getattr(before, name) != getattr(after, name)}
        await plan(turn, after, CHANGED, sequence=after.sequence, was=was)
    await deal(turn, after)


def _told(forum: Forum, name: str) -> Any:
    """An old value as a notice keeps it: instants in seconds."""
    value = getattr(forum, name)
    return int(value.timestamp()) if name in ("starts_at", "ends_at") and value is not None else value


async def close_registration(turn: Turn, number: int) -> Forum:
    """Nobody new gets a seat, from now until staff open it again; the line waits. A second tap changes nothing.

    Raises as `changeable`, and what `Forum.close_registration` refuses.
    """
    before = await changeable(turn, number)
    if before.registration_closed:
        return before
    after = await stored.save(turn.tx, before.close_registration(turn.now), now=turn.now)
    turn.audit("forum.registration_closed", subject=subject(after.id))
    return after


async def reopen_registration(turn: Turn, number: int) -> Forum:
    """What became free meanwhile is offered to those who wait; nobody else is told. Raises as `close_registration`."""
    before = await changeable(turn, number)
    if not before.registration_closed:
        return before
    after = await stored.save(turn.tx, before.reopen_registration(turn.now), now=turn.now)
    await deal(turn, after)
    turn.audit("forum.registration_opened", subject=subject(after.id))
    return after


async def cancel(turn: Turn, number: int, version: int, *, reason: str) -> Forum:
    """Call it off; those with a seat hear why, once. Raises as `changeable`, and what `Forum.cancel` refuses."""
    before = await changeable(turn, number, version)
    after = await stored.save(turn.tx, before.cancel(reason, turn.now), now=turn.now)
    await plan(turn, after, CANCELLED)
    turn.audit("forum.cancelled", subject=subject(after.id))
    return after


async def summarise(turn: Turn, number: int, version: int, *, text: str) -> Forum:
    """What was agreed and what follows; those who had a seat hear of it once, however often it is mended.

    Raises as `changeable`, and what `clean_minutes` and `Forum.summarise` refuse.
    """
    before = await changeable(turn, number, version)
    after = await stored.save(turn.tx, before.summarise(clean_minutes(text), turn.now), now=turn.now)
    await plan(turn, after, SUMMARY)
    turn.audit("forum.summarised", subject=subject(after.id))
    return after


# -- papers ------------------------------------------------------------------------------------------------------------


async def keep_upload(
    turn: Turn, *, name: str | None, mime: str | None, size: int | None, telegram_id: str
) -> tuple[FileId, str]:
    """Keep a file that staff sent; its id and the name it is kept under. The content stays with Telegram.

    `size` in bytes. Raises NotAllowed, FileNotAccepted, FileTooBig.
    """
    turn.require(Action.forum_prepare)
    kept, kind = accept_file(name=name, mime=mime, size=size)
    until = turn.now + 2 * DRAFT
    file = await files.add(turn.tx, name=kept, mime=kind, size=size or 0, telegram_id=telegram_id, expires_at=until)
    return file, kept


async def add_paper(turn: Turn, number: int, kind: PaperKind, file: FileId) -> None:
    """Raises as `changeable`; WrongState for minutes and decisions of what is not over, or for a cancelled one."""
    forum = await changeable(turn, number)
    status = forum.status(turn.now)
    over = status in (ForumStatus.held, ForumStatus.summarised)
    if status is ForumStatus.cancelled or (kind in AFTERWARDS and not over):
        raise WrongState(state=status.value, action="add_paper")
    await stored.add_paper(turn.tx, forum.id, kind=kind, file=file, now=turn.now)
    turn.audit("forum.paper_added", subject=subject(forum.id), kind=kind.value)


async def drop_paper(turn: Turn, number: int, paper: int) -> None:
    """Raises as `changeable`, and NotFound for a paper of something else."""
    forum = await changeable(turn, number)
    if (await stored.paper(turn.tx, paper)).forum != forum.id:
        raise NotFound(what="document")
    await stored.drop_paper(turn.tx, paper, now=turn.now)
    turn.audit("forum.paper_dropped", subject=subject(forum.id))


async def count_followers(turn: Turn, forum: Forum) -> int:
    """How many would hear that it was opened: those who follow its consultation. Raises NotAllowed."""
    turn.require(Action.forum_prepare)
    return 0 if forum.consultation is None else await follows.count_of(turn.tx, forum.consultation)
