"""Fewer announcements, at once and with an undo: by how often they come, or by what somebody chose."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain import reasons as rules
from bot.domain.audiences import Trait
from bot.domain.errors import NotFound
from bot.domain.participants import Cadence
from bot.services import consultations, participants
from bot.services.announcements import reading
from bot.services.announcements.reading import Reason, Why
from bot.services.turn import Turn
from storage import participants as stored
from storage.notices import told


class Outcome(StrEnum):
    """What a tap on "fewer of these" came to."""

    rarer = "rarer"
    """They come more seldom now: `Lessened.before` says how often they did."""
    again = "again"
    """This very copy made them rarer already."""
    rarest = "rarest"
    """They had chosen "never" already."""
    unfollowed = "unfollowed"
    belongs = "belongs"
    """It comes to those who did something or belong somewhere; there is only a pause."""
    emergency = "emergency"
    """No choice but a pause holds it."""
    no_reason = "no_reason"
    """Nothing is left because of which such would come."""


@dataclass(frozen=True, slots=True)
class Lessened:
    """`reason` is the one that was ended. `cadence` is how often they come now."""

    why: Why
    outcome: Outcome
    cadence: Cadence
    before: Cadence | None = None
    reason: Reason | None = None


async def less(turn: Turn, number: int, language: str) -> Lessened:
    """One step less of what this announcement is one of. Raises ConsentNeeded, and what `reading.why` raises; of a
    preview only the reasons come back, and nothing changes.
    """
    person = turn.participant
    why = await reading.why(turn, number, language)
    one, cadence = why.announcement, person.cadence
    if why.is_preview or one.emergency:
        return Lessened(why, Outcome.emergency if one.emergency else Outcome.no_reason, cadence)
    if one.audience.is_personal:
        return await _of_what_they_did(turn, why)
    if not await told.tell(turn.tx, _key(number), [person.id], now=turn.now):
        return Lessened(why, Outcome.again, cadence)
    if cadence not in rules.RARER:
        return Lessened(why, Outcome.rarest, cadence)
    changed = await participants.change(turn, cadence=rules.RARER[cadence])
    return Lessened(why, Outcome.rarer, changed.cadence, before=cadence)


async def _of_what_they_did(turn: Turn, why: Why) -> Lessened:
    cadence = turn.participant.cadence
    followed = next((one for one in why.reasons if one.condition.trait is Trait.follows), None)
    if followed is not None:
        await consultations.unfollow(turn, int(followed.condition.value))
        return Lessened(why, Outcome.unfollowed, cadence, reason=followed)
    return Lessened(why, Outcome.belongs if why.reasons else Outcome.no_reason, cadence)


async def restore(turn: Turn, number: int, cadence: Cadence) -> None:
    """As it was before `less`; the same copy may be tapped once more. Raises ConsentNeeded."""
    await told.untell(turn.tx, _key(number), turn.participant.id)
    await participants.change(turn, cadence=cadence)


async def rarer(turn: Turn, seen: Cadence) -> Cadence | None:
    """Digests one step more seldom than `seen`, which was on the button; returns how often they came before.

    None where they come otherwise by now, so that two taps are one, and where nothing is more seldom but "never".
    Raises ConsentNeeded.
    """
    before = turn.participant.cadence
    if before is not seen or before not in (Cadence.at_once, Cadence.daily):
        return None
    await participants.change(turn, cadence=rules.RARER[before])
    return before


async def stop(turn: Turn) -> Cadence | None:
    """No more digests; returns how often they came before, None where they had stopped. Raises ConsentNeeded."""
    before = turn.participant.cadence
    if before is Cadence.never:
        return None
    await participants.change(turn, cadence=Cadence.never)
    return before


async def choose(turn: Turn, number: int, reason: int, *, on: bool, language: str) -> Reason:
    """End one reason that a tap can end, or bring it back. Doing it twice is doing it once.

    Raises ConsentNeeded, NotFound for a reason that is none, and WrongState where nothing can be followed any more.
    """
    person = turn.participant
    one = (await reading.why(turn, number, language)).announcement
    try:
        condition = rules.condition(one.audience, reason)
    except IndexError as error:
        raise NotFound(what="announcement") from error
    match condition.trait:
        case Trait.topic | Trait.place:
            scope = condition.trait.value
            chosen = await stored.subscribed(turn.tx, person.id, scope)
            if (condition.value in chosen) is not on:
                await stored.toggle_subscription(turn.tx, person.id, scope, condition.value)
        case Trait.follows:
            act = consultations.follow if on else consultations.unfollow
            await act(turn, int(condition.value))
        case _:
            raise NotFound(what="announcement")
    return Reason(reason, condition, await reading.name(turn, condition, language))


def _key(number: int) -> str:
    """Of `told`: a copy makes them rarer once, however often it is tapped."""
    return f"less:{number}"
