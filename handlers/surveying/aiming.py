"""Whom a questionnaire is for: chosen in the builder, or given to something from where that is."""

from collections.abc import Sequence

from telegram import Update

from bot.domain.ids import PlaceId, TopicId
from bot.domain.questionnaires import Audience
from bot.domain.town import WHOLE
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services import towns
from bot.services.consultations import PAGE, Page
from bot.services.questionnaires import building, managing, templates
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoAttach
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying import desk as screens
from handlers.surveying.desk import show

TICKED = ("topic", "place")
Option = tuple[str, str, bool]
"""An id, a name, and whether it is chosen."""


async def for_whom(update: Update, context: Context) -> None:
    await _show(context, context.choice(buttons.ForWhom).questionnaire)


async def _show(context: Context, number: int) -> None:
    await building.draft(context.turn, number)
    context.show(screens.ask_for_whom(context.t, await managing.desk(context.turn, number, context.t.language)))


async def scope(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Scope)
    if choice.scope == "all":
        await building.put_audience(context.turn, choice.questionnaire, Audience())
        await _show(context, choice.questionnaire)
    else:
        await _options(context, choice.questionnaire, choice.scope, choice.page)


async def _options(context: Context, number: int, scope: str, wanted: int) -> None:
    known = (await building.draft(context.turn, number)).audience
    found, page = await _what_there_is(context, known, scope, wanted)
    context.show(screens.choose(context.t, number, scope, found, page, ticks=scope in TICKED))


async def _what_there_is(context: Context, known: Audience, scope: str, wanted: int) -> tuple[Sequence[Option], Page]:
    turn, language = context.turn, context.t.language
    every: Sequence[Option]
    match scope:
        case "topic":
            every = [(one.id, one.name(language), one.id in known.topics) for one in await towns.topics(turn)]
        case "place":
            places = [one for one in await towns.places(turn) if one.id != WHOLE]
            every = [(one.id, one.name(language), one.id in known.places) for one in places]
        case "forum" | "consultation" | "body":
            found, page = await managing.targets(turn, scope, wanted, language)
            return [(id, name, False) for id, name in found], page
        case _:
            raise BadCallback()
    page = Page.of(len(every), wanted)
    return [(str(id), name, on) for id, name, on in every[page.offset : page.offset + PAGE]], page


async def choose(update: Update, context: Context) -> None:
    choice, turn = context.choice(buttons.Choose), context.turn
    if choice.scope not in TICKED:
        await building.put_audience(
            turn, choice.questionnaire, await managing.target(turn, choice.scope, choice.target)
        )
        await _show(context, choice.questionnaire)
        return
    known = (await building.draft(turn, choice.questionnaire)).audience
    topics, places = list(known.topics), list(known.places)
    if choice.scope == "topic":
        every: Sequence[str] = [one.id for one in await towns.topics(turn)]
        topics = [TopicId(one) for one in _toggled(topics, choice.target, every)]
    else:
        every = [one.id for one in await towns.places(turn)]
        places = [PlaceId(one) for one in _toggled(places, choice.target, every)]
    await building.put_audience(turn, choice.questionnaire, Audience(topics=tuple(topics), places=tuple(places)))
    await _options(context, choice.questionnaire, choice.scope, every.index(choice.target) // PAGE)


def _toggled(chosen: Sequence[str], target: str, every: Sequence[str]) -> list[str]:
    if target not in every:
        raise BadCallback()
    return [one for one in every if (one in chosen) != (one == target)]


# -- from where it is wanted -------------------------------------------------------------------------------------------


async def attach(context: Context, choice: GoAttach) -> None:
    turn, t = context.turn, context.t
    drafts = await managing.drafts(turn)
    aimed = await managing.aimed(turn, await managing.target(turn, choice.scope, choice.target), t.language)
    found = await templates.templates(turn)
    context.show(screens.attach(t, found, drafts, aimed, choice.scope, choice.target))


async def give(update: Update, context: Context) -> None:
    """A forum follows its template by itself; for anything else a draft is looked at first."""
    choice, turn = context.choice(buttons.Give), context.turn
    slugs = [one.slug for one in await templates.templates(turn)]
    slug = next((one for one in slugs if buttons.Give.digest_of(one) == choice.digest), None)
    if slug is None:
        raise BadCallback()
    audience = await managing.target(turn, choice.scope, choice.target)
    if audience.forum is None:
        await show(context, (await building.begin_from(turn, slug, audience)).id)
        return
    made = await managing.give_to_forum(turn, audience.forum, slug)
    if made is None:
        context.show(screens.given(context.t, audience.forum))
    else:
        await show(context, made.id)


async def give_draft(update: Update, context: Context) -> None:
    choice, turn = context.choice(buttons.GiveDraft), context.turn
    audience = await managing.target(turn, choice.scope, choice.target)
    await building.put_audience(turn, choice.questionnaire, audience)
    await show(context, choice.questionnaire)


DOORS: dict[type[Callback], Door] = {GoAttach: attach}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ForWhom, for_whom),
        pressed(buttons.Scope, scope),
        pressed(buttons.Choose, choose),
        pressed(buttons.Give, give),
        pressed(buttons.GiveDraft, give_draft),
    ]
