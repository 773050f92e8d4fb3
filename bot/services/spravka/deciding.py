"""What the council decided, after the spravka."""

from datetime import date

from bot.domain.consultations import Consultation, Decision
from bot.domain.errors import DomainError
from bot.domain.ids import ConsultationId
from bot.domain.staff import Action
from bot.services import notices
from bot.services.turn import Turn
from storage import consultations as stored
from storage import spravki


class DecidedTomorrow(DomainError):
    """A decision is recorded when it was taken; `decided_on` is still to come."""

    def __init__(self, *, decided_on: date) -> None:
        super().__init__(decided_on=decided_on)


async def decidable(turn: Turn, number: int) -> Consultation:
    """One whose decision may be recorded now. Raises NotAllowed, NotFound, SpravkaNeeded, WrongState."""
    turn.require(Action.proposal_decide)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    consultation.decide(Decision(number=None, decided_on=date.max), turn.now, adopted=False)
    return consultation


async def check_day(turn: Turn, number: int, decided_on: date, *, adopted: bool) -> Consultation:
    """The consultation, if it may have been decided on that day. Raises as `decide`."""
    consultation = await decidable(turn, number)
    if decided_on > turn.today:
        raise DecidedTomorrow(decided_on=decided_on)
    consultation.decide(Decision(number=None, decided_on=decided_on), turn.now, adopted=adopted)
    return consultation


async def decide(turn: Turn, number: int, decision: Decision, *, adopted: bool) -> Consultation:
    """Record it and tell followers. Raises as `decidable`, DecidedTomorrow, AdoptionTooEarly."""
    before = await check_day(turn, number, decision.decided_on, adopted=adopted)
    saved = await stored.save(turn.tx, before.decide(decision, turn.now, adopted=adopted))
    await notices.decided(turn, saved)
    await spravki.forget_files(turn.tx, saved.id, now=turn.now)
    if adopted:
        turn.audit("consultation.adopted", subject=f"consultation:{number}")
    else:
        turn.audit("consultation.not_adopted", subject=f"consultation:{number}")
    return saved
