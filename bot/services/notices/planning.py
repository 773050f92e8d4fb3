"""What is to be told, planned in the transaction that decided it; the same plan twice is one."""

from collections.abc import Sequence

from bot.domain import notices as rules
from bot.domain.consultations import Consultation
from bot.domain.ids import PlaceId, TopicId
from bot.domain.notices import Name
from bot.services.turn import Turn
from storage.notices import audience as listening
from storage.notices import occasions, told


async def audience(turn: Turn, topics: Sequence[TopicId], places: Sequence[PlaceId]) -> int:
    """How many people a publication would be told to, exactly: each once, without the paused and the blocked.

    No `places` means the whole municipality.
    """
    return await listening.count(turn.tx, topics=topics, places=rules.scope(places), now=turn.now)


async def published(turn: Turn, consultation: Consultation, *, report: tuple[int, int] | None = None) -> None:
    """Plan everything after a publication: the alert at its opening, reminders, the closing.

    `report` is the chat and message with the publisher in private that gets the exact count in the end; where it
    opens only later, the count comes as a message of its own, because that screen will have moved on.
    """
    opening = rules.opening(consultation, turn.now)
    if opening is not None:
        wants_report = report is not None and turn.actor is not None
        at_once = opening.due_at <= turn.now
        await occasions.plan(
            turn.tx,
            consultation.id,
            [opening],
            report_to=turn.participant.id if wants_report else None,
            report_message=report[1] if report is not None and at_once else None,
        )
    await planned_quietly(turn, consultation)


async def planned_quietly(turn: Turn, consultation: Consultation) -> None:
    """Plan reminders and the closing for followers, and alert nobody: for what comes from a town file."""
    term = rules.of_the_term(consultation, turn.now, turn.town.zone)
    await occasions.drop(turn.tx, consultation.id, rules.OF_THE_TERM, keep=[one.key for one in term])
    await occasions.plan(turn.tx, consultation.id, [one for one in term if one.due_at > turn.now])


async def replan(turn: Turn, consultation: Consultation) -> None:
    """Its dates were moved: what is still to come moves along. Reminders already told stay told."""
    opening = rules.opening(consultation, turn.now)
    if opening is None:
        await occasions.drop(turn.tx, consultation.id, [Name.new])
    elif await occasions.is_planned(turn.tx, opening.key):
        await occasions.plan(turn.tx, consultation.id, [opening])
    await planned_quietly(turn, consultation)


async def reported(turn: Turn, consultation: Consultation) -> None:
    """Its spravka is out: authors hear of their own, followers who wrote nothing that it is there."""
    key = rules.spravka_key(consultation.id)
    await told.tell_authors(turn.tx, key, consultation.id, now=turn.now)
    await occasions.plan(turn.tx, consultation.id, rules.of_the_spravka(consultation, turn.now))


async def decided(turn: Turn, consultation: Consultation) -> None:
    """Tell followers how the council decided."""
    await occasions.plan(turn.tx, consultation.id, [rules.of_the_decision(consultation, turn.now)])


async def changed(turn: Turn, consultation: Consultation, kind: str, reason: str, what: Sequence[str]) -> None:
    """Tell followers now of "corrected", "extended", "restarted" or "cancelled", and plan the rest anew.

    `consultation` is as it stands after the change; `what` are codes of the fields that were corrected. ValueError
    for another kind.
    """
    name = Name(kind)
    occasion = rules.change(consultation, name, turn.now, reason=reason, what=what)
    if name is Name.cancelled:
        await occasions.drop(turn.tx, consultation.id, list(Name))
    elif name is not Name.corrected:
        await replan(turn, consultation)
    elif not {"topics", "places"}.isdisjoint(what):
        # It concerns others now, who have not heard of it; those who have are not told again.
        await occasions.reopen(turn.tx, rules.opening_key(consultation.id))
    await occasions.plan(turn.tx, consultation.id, [occasion])
