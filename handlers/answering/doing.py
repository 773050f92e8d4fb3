"""What comes of the form of one act: how it looks before it is done, and the act itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.domain.deadlines import decision_due
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import HiddenCode, Proposal
from bot.gateway.context import Context
from bot.services import answering
from bot.services.answering import Act
from bot.services.turn import Turn
from bot.ui.answering import questions

CARRIED_OUT = frozenset({Disposition.accepted.value, Disposition.partly.value})
"""Somebody will do something: who and until when may be said."""
SAID = {Act.hide: "sentence", Act.uphold: "sentence", Act.ask: "question", Act.lacks: "lacks"}
"""Where the words to the author are, of acts that have no more."""


async def said(context: Context, act: Act, values: Mapping[str, Any]) -> Markup:
    """What would be said and done, for the last look."""
    t = context.t
    match act:
        case Act.merge:
            return questions.merged_part(t, (await answering.item(context.turn, values["main"])).proposal)
        case Act.forward:
            day = date.fromisoformat(values["registered"])
            return questions.registry_part(t, values["registry"], day, decision_due(day))
        case Act.extend:
            return questions.extend_part(t, date.fromisoformat(values["longer"]), values["why"])
        case Act.redirect:
            return questions.redirect_part(t, values["authority"], values["why"])
        case Act.answer:
            return questions.answer_part(t, answer_of(values))
        case _:
            return questions.typed_part(t, values[SAID[act]])


async def apply(turn: Turn, act: Act, values: Mapping[str, Any]) -> Proposal:
    """The act, as the form has asked for it. Raises StaleProposal and whatever the service refuses."""
    at = values["number"], values["version"]
    match act:
        case Act.hide:
            return await answering.hide(turn, *at, code=HiddenCode(values["code"]), sentence=values["sentence"])
        case Act.uphold:
            return await answering.uphold(turn, *at, code=HiddenCode(values["code"]), sentence=values["sentence"])
        case Act.merge:
            return await answering.merge(turn, *at, main=values["main"])
        case Act.ask:
            return await answering.ask(turn, *at, values["question"])
        case Act.answer:
            return await answering.prepare(turn, *at, answer_of(values))
        case Act.forward:
            day = date.fromisoformat(values["registered"])
            return await answering.forward(turn, *at, registry_no=values["registry"], registered_on=day)
        case Act.lacks:
            return await answering.lacks(turn, *at, values["lacks"])
        case Act.extend:
            until = date.fromisoformat(values["longer"])
            return await answering.extend(turn, *at, until=until, reason=values["why"])
        case _:
            return await answering.redirect(turn, *at, authority=values["authority"], reason=values["why"])


def answer_of(values: Mapping[str, Any]) -> Answer:
    """The answer that the form has asked for. What belongs to another outcome, chosen before, is left out."""
    carried_out = values["disposition"] in CARRIED_OUT
    until = values.get("until") if carried_out else None
    return Answer.of(
        Disposition(values["disposition"]),
        reason=values.get("reason"),
        unit=values.get("unit") if carried_out else None,
        due_on=None if until is None else date.fromisoformat(until),
    )
