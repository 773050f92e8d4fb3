"""Participants: consent, and every choice that can be changed later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.errors import NotFound
from bot.domain.ids import OrganisationId
from bot.domain.participants import DEFAULT_QUIET, Participant
from bot.domain.staff import Role
from bot.domain.town import WHOLE
from bot.services.turn import Turn
from storage import participants as stored
from storage import staff, town
from storage.notices import reschedule_alerts

CONSENT_VERSION = "2026-12"
"""Of the privacy text that people agree to. A new one asks everybody again."""

Scope = Literal["topic", "place"]


@dataclass(frozen=True, slots=True)
class Choices:
    """A picker's content: what there is to choose, in the town's order, and what is chosen."""

    scope: Scope
    options: Sequence[tuple[str, Mapping[str, str]]]
    chosen: set[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A participant as their settings show them; `topics` and `places` are how many."""

    participant: Participant
    topics: int
    places: int


async def consent(turn: Turn, *, telegram_id: int, language: str, first_name: str) -> Participant:
    """Record somebody who has just agreed; agreeing again only renews it. A named owner becomes staff at once.

    The agreement itself is kept: version of the text, language it was read in, time (Telegram's terms for bots, 4.3).
    """
    participant = await stored.add(
        turn.tx,
        telegram_id=telegram_id,
        language=language,
        quiet=DEFAULT_QUIET,
        consent_version=CONSENT_VERSION,
        now=turn.now,
        today=turn.today,
    )
    turn.actor = participant
    if telegram_id in turn.town.owners and turn.member is None:
        await _begin_as_owner(turn, participant, first_name)
    return participant


async def _begin_as_owner(turn: Turn, participant: Participant, name: str) -> None:
    organisations = await town.organisations(turn.tx)
    deciding = next((one for one in organisations if one.may_decide), None)
    if deciding is None:
        return  # no town has been imported: there is nothing to own yet, and `prestige check` says so
    await staff.join(
        turn.tx,
        participant.id,
        role=Role.owner,
        organisation=OrganisationId(deciding.id),
        name=name,
        now=turn.now,
    )
    turn.member = await staff.get(turn.tx, participant.id)
    turn.audit("staff.owner_named", subject=f"participant:{participant.id}")


async def choices(turn: Turn, scope: Scope) -> Choices:
    """Topics or places with the participant's ticks. Raises ConsentNeeded."""
    chosen = await stored.subscribed(turn.tx, turn.participant.id, scope)
    if scope == "topic":
        options = [(str(topic.id), topic.names) for topic in await town.topics(turn.tx)]
    else:
        options = [(str(place.id), place.names) for place in await town.places(turn.tx)]
    return Choices(scope=scope, options=options, chosen=chosen)


async def toggle(turn: Turn, scope: Scope, target: str) -> Choices:
    """Tick or untick one. Raises NotFound for something that cannot be chosen."""
    before = await choices(turn, scope)
    known = {option for option, _ in before.options} | ({WHOLE} if scope == "place" else set())
    if target not in known:
        raise NotFound(what=scope)
    await stored.toggle_subscription(turn.tx, turn.participant.id, scope, target)
    return await choices(turn, scope)


async def change(turn: Turn, **chosen: object) -> Participant:
    """Language, cadence, quiet hours or pause. What waits to be told is planned anew."""
    participant = turn.participant.model_copy(update=chosen)
    await stored.choose(turn.tx, participant)
    turn.actor = participant
    await reschedule_alerts(turn.tx, participant, now=turn.now, zone=turn.town.zone)
    return participant


async def chosen(turn: Turn) -> Chosen:
    """Raises ConsentNeeded."""
    topics, places = await subscriptions(turn)
    return Chosen(turn.participant, topics, places)


async def subscriptions(turn: Turn) -> tuple[int, int]:
    """How many topics and places the participant has chosen."""
    topics = await stored.subscribed(turn.tx, turn.participant.id, "topic")
    places = await stored.subscribed(turn.tx, turn.participant.id, "place")
    return len(topics), len(places)
