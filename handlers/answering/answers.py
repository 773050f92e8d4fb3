"""What is typed or chosen in the form of one act, as it is kept in its draft."""

from datetime import date
from typing import Any

from bot.domain.dispositions import Disposition, clean_reason, clean_unit
from bot.domain.errors import WrongState
from bot.domain.personal_data import without_egn
from bot.domain.proposals import (
    AUTHORITY_AT_MOST,
    REGISTRY_NO_AT_MOST,
    SENTENCE_AT_LEAST,
    HiddenCode,
    Proposal,
    clean_sentence,
)
from bot.domain.text import clean
from bot.domain.typed import read_day
from bot.services import answering
from bot.services.turn import Turn
from bot.ui.answering import questions
from bot.ui.callbacks import BadCallback

SENTENCES = ("sentence", "question", "lacks", "why")
TYPED = (*SENTENCES, "reason", "unit", "registry", "authority")
"""What staff put into words of their own, in the order of asking."""


async def read(turn: Turn, state: str, proposal: Proposal, typed: str) -> Any:
    """A typed answer. Raises the refusals of its kind: nothing is cut or guessed."""
    if state in SENTENCES:
        return clean_sentence(typed)
    match state:
        case "main":
            return (await answering.main_of(turn, proposal, typed)).id
        case "reason":
            return clean_reason(typed)
        case "unit":
            return clean_unit(typed)
        case "authority":
            return without_egn(_line(typed, AUTHORITY_AT_MOST))
        case "registry":
            return answering.registry_number(_line(typed, REGISTRY_NO_AT_MOST))
        case _:
            return (await _day(turn, state, proposal, typed)).isoformat()


def _line(typed: str, limit: int) -> str:
    return " ".join(clean(typed, at_most=limit).split())


async def _day(turn: Turn, state: str, proposal: Proposal, typed: str) -> date:
    day = read_day(typed, today=turn.today, ahead=state != "registered", zone=turn.town.zone)
    match state:
        case "registered":
            return answering.registration_day(turn, proposal, day)
        case "longer":
            proposal.extend(day, "-" * SENTENCE_AT_LEAST)  # refuses at once what the law does not allow
            return day
        case _:
            return answering.promised_day(turn, day)


async def take(turn: Turn, state: str, proposal: Proposal, draft: dict[str, Any], value: str) -> Any:
    """A ready answer of a button. Raises BadCallback for one that the question does not offer."""
    try:
        match state:
            case "code":
                return HiddenCode(value).value
            case "sentence" if value == "ready":
                return questions.ready_sentence(HiddenCode(draft["code"]), proposal.language)
            case "main":
                return await _main(turn, proposal, int(value))
            case "disposition":
                return Disposition(value).value
            case "reason":
                return _reason(proposal, draft, value)
            case "registered" if value == "today":
                return answering.registration_day(turn, proposal, turn.today).isoformat()
    except ValueError as error:
        raise BadCallback() from error
    raise BadCallback()


async def _main(turn: Turn, proposal: Proposal, number: int) -> int:
    main = next((one for one in await answering.similar(turn, proposal) if one.id == number), None)
    if main is None:
        raise WrongState(state="gone", action="merge")
    await answering.may_merge(turn, proposal, main)
    return main.id


def _reason(proposal: Proposal, draft: dict[str, Any], value: str) -> str:
    if value == "keep":
        previous = previous_reason(proposal)
        if previous is None:
            raise BadCallback()
        return previous
    ready = questions.templates_of(Disposition(draft["disposition"]))
    number = int(value.removeprefix("t"))
    if not 1 <= number <= len(ready):
        raise BadCallback()
    return ready[number - 1]


def previous_reason(proposal: Proposal) -> str | None:
    return None if proposal.draft_answer is None else proposal.draft_answer.reason
