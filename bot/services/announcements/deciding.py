"""Decisions on an announcement: who lets it go, who stops it, who takes it back. Each moves its state once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain.announcements import Announcement, AnnouncementTimePassed
from bot.domain.contents import Content
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Action
from bot.services.announcements import telling
from bot.services.announcements.drafting import title_of
from bot.services.turn import Turn
from storage import announcements

MANAGE = Action.announcement_manage
PREPARE = Action.announcement_prepare
DONE = (
    *("timed", "marked_emergency", "unmarked_emergency", "requested", "taken_back", "returned", "approved"),
    *("held", "resumed", "cancelled", "corrected", "recalled", "tried_again"),
)
"""What the audit trail calls these decisions."""


async def leave_at(turn: Turn, number: AnnouncementId, moment: datetime | None, *, version: int) -> Announcement:
    """When a draft is to leave; None: as soon as it may. Raises AnnouncementTimePassed."""
    turn.require(PREPARE)
    if moment is not None and moment <= turn.now:
        raise AnnouncementTimePassed()
    return await _save(turn, (await _read(turn, number, version)).edit(scheduled_at=moment), "timed")


async def mark_emergency(turn: Turn, number: AnnouncementId, on: bool, *, version: int) -> Announcement:
    """Whether it breaks through quiet hours and digests. A draft that already says so is left as it is."""
    turn.require(PREPARE)
    one = await _read(turn, number, version)
    if one.emergency == on:
        return one
    return await _save(turn, one.edit(emergency=on), "marked_emergency" if on else "unmarked_emergency")


async def request(turn: Turn, number: AnnouncementId, *, version: int) -> Announcement:
    """Ask a second person. Whoever asks counts as its author from then on: they saw it last."""
    turn.require(PREPARE)
    one = await _read(turn, number, version)
    posts = len(await announcements.posts(turn.tx, number))
    saved = await _save(turn, one.request(by=turn.participant.id, posts=posts, now=turn.now), "requested")
    await telling.requested(turn, saved)
    return saved


async def has_approvers(turn: Turn, number: AnnouncementId) -> bool:
    """Whether there is anybody to ask."""
    turn.require(PREPARE)
    return bool(await telling.approvers(turn, await announcements.get(turn.tx, number)))


async def take_back(turn: Turn, number: AnnouncementId, *, version: int) -> Announcement:
    """Back to the draft, by whoever prepares."""
    turn.require(PREPARE)
    return await _save(turn, (await _read(turn, number, version)).take_back(), "taken_back")


async def return_with(turn: Turn, number: AnnouncementId, note: str, *, version: int) -> Announcement:
    """Back to its author with what is to be changed."""
    turn.require(MANAGE)
    saved = await _save(turn, (await _read(turn, number, version)).take_back(note=note), "returned")
    await telling.returned(turn, saved)
    return saved


async def approve(turn: Turn, number: AnnouncementId, *, version: int) -> Announcement:
    """Let it go, at once or at its time. The recipients are those of now: the snapshot begins with the next step of
    the broadcast. Raises OwnAnnouncement, SecondPersonNeeded, and what `Announcement.approve` raises.
    """
    turn.require(MANAGE)
    one = await _read(turn, number, version)
    posts = len(await announcements.posts(turn.tx, number))
    approved = one.approve(by=turn.participant.id, above=turn.town.four_eyes_above, posts=posts, now=turn.now)
    return await _save(turn, approved, "approved", recipients=approved.promised)


async def hold(turn: Turn, number: AnnouncementId) -> Announcement:
    """Pause: what is in flight arrives, nothing else leaves. A second tap finds it paused."""
    return await _while_under_way(turn, number, Announcement.hold, "held", only_if=lambda one: not one.held)


async def resume(turn: Turn, number: AnnouncementId) -> Announcement:
    return await _while_under_way(turn, number, Announcement.resume, "resumed", only_if=lambda one: one.held)


async def cancel(turn: Turn, number: AnnouncementId) -> Announcement:
    """Nobody else gets it; the step of the broadcast gives up those that wait."""
    turn.require(MANAGE)
    one = await announcements.get(turn.tx, number)
    return await _save(turn, one.cancel(turn.now), "cancelled")


async def correct(turn: Turn, number: AnnouncementId, contents: dict[str, Content], *, version: int) -> Announcement:
    """The new text of each language that changes; others stay as they are. Lists call it by the new one. Author and
    approver are told.
    """
    turn.require(MANAGE)
    one = await _read(turn, number, version)
    corrected = one.correct(turn.now)
    texts = {**await announcements.texts(turn.tx, number, one.revision), **contents}
    for language, content in texts.items():
        await announcements.put_text(turn.tx, number, corrected.revision, language, content)
    named = corrected.model_copy(update={"title": title_of(texts.get(one.fallback)) or one.title})
    saved = await _save(turn, named, "corrected", revision=corrected.revision)
    await telling.corrected(turn, saved)
    return saved


async def recall(turn: Turn, number: AnnouncementId, *, version: int) -> Announcement:
    """Author and approver are told."""
    turn.require(MANAGE)
    saved = await _save(turn, (await _read(turn, number, version)).recall(turn.now), "recalled")
    await telling.recalled(turn, saved)
    return saved


async def try_failed_again(turn: Turn, number: AnnouncementId) -> int:
    """What Telegram refused is tried once more; returns how many wait. Raises WrongState, and then none does."""
    turn.require(MANAGE)
    again = (await announcements.get(turn.tx, number)).again()
    waiting = await announcements.try_failed_again(turn.tx, number, now=turn.now)
    if waiting:
        await _save(turn, again, "tried_again", recipients=waiting)
    return waiting


async def _while_under_way(
    turn: Turn,
    number: AnnouncementId,
    verb: Callable[[Announcement], Announcement],
    done: str,
    *,
    only_if: Callable[[Announcement], bool],
) -> Announcement:
    turn.require(MANAGE)
    one = await announcements.get(turn.tx, number)
    return await _save(turn, verb(one), done) if only_if(one) else one


async def _read(turn: Turn, number: AnnouncementId, version: int) -> Announcement:
    """As it was shown. Raises StaleAnnouncement where somebody changed it meanwhile."""
    one = await announcements.get(turn.tx, number)
    if one.version != version:
        raise announcements.StaleAnnouncement()
    return one


async def _save(turn: Turn, one: Announcement, done: str, **facts: Any) -> Announcement:
    turn.audit(f"announcement.{done}", subject=f"announcement:{one.id}", **facts)
    return await announcements.save(turn.tx, one, now=turn.now)
