"""Bodies as staff keep them: making one in chat, what it rests on, and the desk where all of it is found."""

from dataclasses import dataclass

from bot.domain.bodies import Charter
from bot.domain.ids import BodyId
from bot.domain.questionnaires import Audience
from bot.domain.staff import Action
from bot.domain.town import Body, BodyKind
from bot.services.attached import Attached, attached
from bot.services.bodies.common import LISTED, known, subject
from bot.services.bodies.reading import Card, card
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage.bodies import calls, meetings, record, votes
from storage.bodies.record import STATUS


@dataclass(frozen=True, slots=True)
class Desk:
    card: Card
    meetings: int
    votes: int
    applications: int
    followers: int
    manages: bool
    names: bool
    attached: Attached | None = None
    """The questionnaire for its members."""


async def listing(turn: Turn, wanted: int) -> tuple[list[Body], Page, bool]:
    """A page of all of them, and whether a new one may be made. Raises NotAllowed."""
    turn.require(Action.body_prepare)
    page = Page.of(await record.count(turn.tx), wanted, LISTED)
    found = await record.page(turn.tx, limit=LISTED, offset=page.number * LISTED)
    return found, page, turn.may(Action.body_manage)


async def desk(turn: Turn, body: str) -> Desk:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    shown = await card(turn, body)
    number = shown.record.body.id
    return Desk(
        card=shown,
        meetings=await meetings.count(turn.tx, number, "all"),
        votes=await votes.count(turn.tx, number, everything=True),
        applications=await calls.count_waiting(turn.tx, number),
        followers=await record.count_followers(turn.tx, number),
        manages=turn.may(Action.body_manage),
        names=turn.may(Action.names_read),
        attached=await attached(turn, Audience(body=number)),
    )


async def found(turn: Turn, *, name: str, kind: BodyKind, role: str | None) -> BodyId:
    """A new body. Raises NotAllowed."""
    turn.require(Action.body_manage)
    number = await record.add(turn.tx, kind=kind, name=name, own={} if role is None else {"role": role})
    turn.audit("body.founded", subject=subject(number))
    return number


async def rest_on(turn: Turn, body: str, field: str, value: str | int | None) -> None:
    """Write one thing of what it rests on, or its "status"; it wins over what the town file tells.

    Raises NotAllowed, NotFound. ValueError for a field that a charter does not have.
    """
    turn.require(Action.body_manage)
    if field not in (*Charter._fields, STATUS):
        raise ValueError(f"a charter has no {field}")
    kept = await known(turn, body)
    await record.put_own(turn.tx, kept.body.id, {**kept.own, field: value})
    turn.audit("body.changed", subject=subject(kept.body.id))
