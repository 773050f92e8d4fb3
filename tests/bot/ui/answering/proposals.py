"""Proposals as worst as people and staff can make them, for tests of screens."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId, SectionId
from bot.domain.personal_data import PersonalData
from bot.domain.proposals import (
    Channel,
    Hidden,
    HiddenCode,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Stance,
)
from bot.services.answering import Act, Clock, Item, Wait
from storage.files import FileId, StoredFile
from storage.proposals import Message, Section, Version
from tests.bot.ui.cards import FAMILY, HOSTILE, LONG_ID, NOON, a_consultation

NUMBER = ProposalId(10**17)
WORST_TEXTS = ("Пешеходната зона да се удължи до пазара.", HOSTILE * 80, "я" * 3500, FAMILY * 3500, "<&>" * 1100)
LATE = Clock(Wait.decide, date(2026, 11, 1), 365)
ANSWER = Answer(disposition=Disposition.partly, reason=HOSTILE * 30, unit="<b>" * 40, due_on=date(2027, 1, 1))


def a_proposal(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "id": NUMBER,
        "receipt_no": "S-26-00042",
        "kind": ProposalKind.statement,
        "consultation": LONG_ID,
        "text": WORST_TEXTS[0],
        "received_on": date(2026, 11, 2),
        "submitted_at": NOON,
        "version": 10**6,
    }
    return Proposal(**(values | changes))


def everything(**changes: Any) -> Proposal:
    """One with all that a proposal may have, at its longest."""
    return a_proposal(**{
        "channel": Channel.hearing,
        "name": "<b>" * 40,
        "name_public": True,
        "organisation": HOSTILE * 4,
        "provision": "чл. & <" * 17,
        "section": SectionId(7),
        "stance": Stance.change,
        "hidden": Hidden(code=HiddenCode.personal_data, sentence=HOSTILE * 12),
        "review_asked": True,
        "draft_answer": ANSWER,
        "answer": ANSWER,
        "note": "Орган " * 20 + "\n" + HOSTILE * 12,
        "registry_no": "9" * 60,
        "registered_on": date(2026, 11, 2),
        "contact": "<i>" * 60,
        **changes,
    })  # fmt: skip


SECTION = Section(id=SectionId(7), names={"bg": "Чл. 5 <b>& " * 11})


def an_item(proposal: Proposal | None = None, **changes: Any) -> Item:
    values: dict[str, Any] = {
        "proposal": proposal or a_proposal(),
        "consultation": a_consultation(title=HOSTILE * 7),
        "section": SECTION,
        "main": None,
        "merged": [],
        "files": [],
        "thread": [],
        "versions": [],
        "supports": 0,
        "clock": None,
        "personal": (),
        "may": frozenset(),
        "may_read_name": False,
    }
    return Item(**(values | changes))


def a_file(number: int) -> StoredFile:
    name = f"снимка & <скица> {number} " * 4 + ".pdf"
    return StoredFile(
        id=FileId(10**15 + number), name=name[:80], mime="application/pdf", size=1, telegram_id="x", has_content=False
    )


def full_item(proposal: Proposal) -> Item:
    """Everything hangs on it, and everything may be done with it at once."""
    return an_item(
        proposal,
        main=a_proposal(receipt_no="S-26-00007"),
        merged=[a_proposal(receipt_no=f"S-26-{number:05}") for number in range(40)],
        files=[a_file(number) for number in range(3)],
        thread=[Message(bool(number % 2), None, HOSTILE * 30, NOON) for number in range(23)],
        versions=[Version(FAMILY * 3500, NOON)] * 12,
        supports=12_345,
        clock=LATE,
        personal=tuple(PersonalData),
        may=frozenset(Act),
        may_read_name=True,
    )


def items() -> Iterator[Item]:
    for text in WORST_TEXTS:
        yield an_item(a_proposal(text=text))
        yield full_item(everything(text=text))
    for status in ProposalStatus:
        for kind in ProposalKind:
            yield an_item(a_proposal(kind=kind, status=status), consultation=None, section=None)
    for wait in Wait:
        for late in (0, 1, 5):
            yield an_item(clock=Clock(wait, date(2026, 12, 1), late))
    for disposition in Disposition:
        yield an_item(a_proposal(draft_answer=Answer(disposition=disposition)))
    for code in HiddenCode:
        yield an_item(a_proposal(hidden=Hidden(code=code, sentence="Не е за тук."), status=ProposalStatus.hidden))
