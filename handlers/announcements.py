"""Announcements as people get them: why, how to get fewer, and reading one again from a digest.

A copy is a message to keep: what its buttons say is a message of its own, and the copy stays as it is.
"""

from telegram import Update

from bot.domain.announcements import AnnouncementState
from bot.domain.errors import NotFound
from bot.domain.participants import Cadence
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door, Opener
from bot.services.announcements import lessening, reading
from bot.ui import copies
from bot.ui.announcements import less as less_screens
from bot.ui.announcements import why as why_screens
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.navigation import GoAnnouncement, LessAnnouncements, Rarer, StopDigests, WhyAnnouncement
from bot.ui.screen import Screen

WITHDRAWN = frozenset({AnnouncementState.recalling, AnnouncementState.recalled})


async def read(context: Context, choice: GoAnnouncement) -> None:
    """As it now stands, just as a copy of it comes. Raises NotFound for what has not left."""
    said = await reading.said(context.turn, choice.announcement, context.t.language)
    one = said.announcement
    if one.state in WITHDRAWN:
        context.say(Screen(context.t("announcements.withdrawn")))
        return
    content = copies.chosen(said.texts, context.t.language, one.fallback)
    place = copies.place_name(context.t, said.place, one.spoken_to(context.t.language, said.texts))
    method, params = copies.copy(context.t, one, content, place=place, username=context.bot_username)
    context.exchange.call(method, **params)


async def why(context: Context, choice: WhyAnnouncement) -> None:
    found = await reading.why(context.turn, choice.announcement, context.t.language)
    context.say(why_screens.why(context.t, found))


async def why_by_link(context: Context, rest: str) -> bool:
    """From under an album, which has no buttons."""
    if not rest.isascii() or not rest.isdecimal() or len(rest) > 18:
        return False
    try:
        await why(context, WhyAnnouncement(int(rest)))
    except NotFound:
        return False
    return True


async def less(context: Context, choice: LessAnnouncements) -> None:
    """One tap, at once, with an undo."""
    if context.turn.actor is None:
        context.say(less_screens.unrecorded(context.t))
        return
    done = await lessening.less(context.turn, choice.announcement, context.t.language)
    preview = done.why.is_preview
    context.say(why_screens.why(context.t, done.why) if preview else less_screens.less(context.t, done))


async def choose_reason(update: Update, context: Context) -> None:
    choice = context.choice(why_screens.ChooseReason)
    language = context.t.language
    done = await lessening.choose(context.turn, choice.announcement, choice.reason, on=choice.on, language=language)
    found = await reading.why(context.turn, choice.announcement, language)
    context.show(why_screens.why(context.t, found, done=done, on=choice.on))


async def restore(update: Update, context: Context) -> None:
    choice = context.choice(less_screens.Restore)
    cadence = _cadence(choice.cadence)
    await lessening.restore(context.turn, choice.announcement, cadence)
    context.show(less_screens.restored(context.t, cadence))


async def rarer(context: Context, choice: Rarer) -> None:
    before = await lessening.rarer(context.turn, _cadence(choice.cadence))
    now = context.turn.participant.cadence
    if before is None:
        context.say(less_screens.not_rarer(context.t, now))
    else:
        context.say(less_screens.changed(context.t, less_screens.OF_DIGESTS, before=before, now=now))


async def stop(context: Context, choice: StopDigests) -> None:
    before = await lessening.stop(context.turn)
    if before is None:
        context.say(less_screens.not_rarer(context.t, Cadence.never))
    else:
        context.say(less_screens.changed(context.t, less_screens.OF_DIGESTS, before=before, now=Cadence.never))


def _cadence(text: str) -> Cadence:
    try:
        return Cadence(text)
    except ValueError as error:
        raise BadCallback() from error


DOORS: dict[type[Callback], Door] = {
    GoAnnouncement: read,
    WhyAnnouncement: why,
    LessAnnouncements: less,
    Rarer: rarer,
    StopDigests: stop,
}
LINKS: dict[str, Opener] = {"w": why_by_link}


def handlers() -> list[Handler]:
    return [pressed(why_screens.ChooseReason, choose_reason), pressed(less_screens.Restore, restore)]
