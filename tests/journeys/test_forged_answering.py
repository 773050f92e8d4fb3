"""Every button there is, forged by everybody, against a proposal of every state: nothing leaks, nothing changes."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import Hidden, HiddenCode, Proposal, ProposalKind, ProposalStatus
from bot.domain.staff import Role
from bot.sandbox import Person
from bot.services.answering import Act
from bot.ui.callbacks import LIMIT, REGISTRY, Callback
from storage import proposals as stored
from tests.journeys.answering import as_citizen, consultation, sent
from tests.journeys.conftest import Stage
from tests.journeys.forging import forge_all, is_word
from tests.journeys.test_hostile_text import unhurt

S, K = ProposalStatus, ProposalKind
TITLE = "Наредба за движението"
SECRETS = {
    "text": "Тайният текст на предложението, който не всеки бива да чете.",
    "name": "Тайна Именова",
    "contact": "taina@example.org",
    "note": "Тайната бележка за автора.",
    "sentence": "Тайната причина за скриването.",
    "draft": "Тайният отговор, който още не е обявен.",
    "said": "Тайният въпрос в разговора.",
}
STATES = [
    *((K.statement, state) for state in (S.submitted, S.hidden, S.withdrawn)),
    *(
        (K.formal, state)
        for state in (S.submitted, S.incomplete, S.forwarded, S.in_review, S.extended, S.redirected, S.accepted)
    ),
    *((K.formal, state) for state in (S.partly, S.not_accepted, S.done, S.closed, S.withdrawn)),
    *((K.idea, state) for state in (S.submitted, S.hidden)),
]
CLOSED = {(K.statement, S.hidden), (K.formal, S.in_review), (K.idea, S.submitted)}
"""Of those that nobody but staff reads, one of each kind; the others of that kind stand beside it in every list."""


def in_state(one: Proposal, status: ProposalStatus) -> Proposal:
    """With something secret in every field that could hold it."""
    formal, idea = one.kind is K.formal, one.kind is K.idea
    registered = formal and status not in (S.submitted, S.incomplete, S.closed)
    over = status in (S.accepted, S.partly, S.not_accepted, S.done)
    return one.model_copy(
        update={
            "status": status,
            "text": SECRETS["text"],
            "name": None if idea else SECRETS["name"],
            "name_public": not formal and not idea,
            "contact": SECRETS["contact"] if formal else None,
            "note": SECRETS["note"] if formal else None,
            "hidden": Hidden(code=HiddenCode.insult, sentence=SECRETS["sentence"]) if status is S.hidden else None,
            "draft_answer": None if over else Answer(disposition=Disposition.partly, reason=SECRETS["draft"]),
            "answer": Answer(disposition=Disposition.accepted, reason="Обявената причина.") if over else None,
            "registry_no": "94-00-17" if registered else None,
            "registered_on": one.received_on if registered else None,
            "due_on": date(2027, 1, 2) if registered else None,
        }
    )


async def furnished(stage: Stage, author: Person) -> dict[int, tuple[ProposalKind, ProposalStatus]]:
    about = await consultation(stage)
    found = {}
    for kind, status in STATES:
        async with stage.app.engine.write() as tx:
            await tx.run("DELETE FROM proposal_counts")
        one = await sent(stage, author, kind, consultation=about.id)
        async with as_citizen(stage, author) as turn:
            await stored.save(turn.tx, in_state(one, status))
            stored.say(turn.tx, one.id, SECRETS["said"], staff=None, by_staff=True, now=turn.now)
        found[int(one.id)] = (kind, status)
    return found


WORDS = ("open", "statement", "docx", "../../etc/passwd")
FEATURES = ("proposals", "answering", "spravka", "navigation", "desks")


def forgeries(proposals: Sequence[int]) -> list[str]:
    """Each button of these features with each of these proposals where a number may stand, words where words may."""
    found = []
    for kind in REGISTRY.values():
        if any(f".{feature}" in kind.__module__ for feature in FEATURES):
            names = [field.name for field in fields(kind)]
            words = [act.value for act in Act] if "act" in names else WORDS if _has_word(kind) else ("",)
            found += [_packed(kind, number, word, 2) for number in proposals for word in words]
    return [data for data in dict.fromkeys(found) if len(data.encode()) <= LIMIT]


def _has_word(kind: type[Callback]) -> bool:
    return any(is_word(field) for field in fields(kind))


def _packed(kind: type[Callback], number: int, word: str, version: int) -> str:
    """The first number is the proposal, those after it its version (as kept here); the first word is this one."""
    numbers, words = iter((number, *[version] * 9)), iter((word, *["open"] * 9))
    values = [str(next(words)) if is_word(field) else str(next(numbers)) for field in fields(kind)]
    return ":".join((kind.prefix, *values))


async def everything(stage: Stage) -> list[dict[str, object]]:
    async with stage.app.engine.read() as tx:
        return [{**row} for row in await tx.all("SELECT * FROM proposals ORDER BY id")]


@pytest.mark.parametrize("who", ["visitor", "citizen", "auditor"])
async def test_who_may_read_nothing_reads_nothing_and_changes_nothing(stage: Stage, who: str) -> None:
    known = await furnished(stage, await stage.citizen("Авторка"))
    before = await everything(stage)
    match who:
        case "visitor":
            person = stage.person()
            await stage.start(person)
        case "citizen":
            person = await stage.citizen()
        case _:
            person = await stage.member("Елена", Role.auditor)
    closed = [number for number, state in known.items() if state in CLOSED]
    seen = await forge_all(stage, person, forgeries(closed))
    assert [name for name, secret in SECRETS.items() if secret in seen] == []
    assert await everything(stage) == before
    await unhurt(stage)
