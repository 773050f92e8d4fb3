"""Proposals of every standing and as worst as people can make them, for tests of screens."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId, SectionId
from bot.domain.proposals import Hidden, HiddenCode, Proposal, ProposalKind, ProposalStatus, Stance
from bot.services.proposals import OwnCard, PublicCard
from storage.files import FileId, StoredFile
from storage.proposals import Message, Section, Version
from tests.bot.ui.cards import FAMILY, HOSTILE, NOON, a_consultation

LONG_ID = ProposalId(10**17)
TEXT = "Предлагам алеята да стигне до пазара, защото там минават най-много хора."
WORST_TEXTS = (TEXT, HOSTILE * 100, "я" * 3500, FAMILY * 3500, "<" * 3500, "дума " * 699 + "край.")
WORST_NAMES = (None, HOSTILE * 3, "я" * 120, FAMILY * 120)
REASON = "Защото " + FAMILY * 1400
SECTION = Section(id=SectionId(10**17), names={"bg": HOSTILE * 10, "en": "x" * 300})


def a_proposal(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "id": LONG_ID,
        "receipt_no": "S-26-00042",
        "kind": ProposalKind.statement,
        "consultation": a_consultation().id,
        "provision": "чл. 12, ал. 2",
        "stance": Stance.change,
        "text": TEXT,
        "received_on": date(2026, 11, 2),
        "submitted_at": NOON,
        "status": ProposalStatus.submitted,
    }
    return Proposal.model_validate(values | changes)


def everywhere() -> Iterator[Proposal]:
    """Every kind in every state, with whatever belongs to it at its longest."""
    answer = Answer(disposition=Disposition.partly, reason=REASON, unit="я" * 120, due_on=date(2027, 3, 1))
    for kind in ProposalKind:
        for status in ProposalStatus:
            yield a_proposal(
                kind=kind,
                status=status,
                hidden=Hidden(code=HiddenCode.off_topic, sentence=FAMILY * 45) if status == "hidden" else None,
                review_asked=status == "hidden",
                answer=answer,
                answered_at=NOON,
                registry_no="94-М-" + "7" * 55,
                registered_on=date(2026, 11, 3),
                due_on=date(2027, 1, 3),
                note="я" * 160 + "\n" + "ж" * 500,
            )


def worst() -> Iterator[Proposal]:
    for text in WORST_TEXTS:
        for name in WORST_NAMES:
            yield a_proposal(text=text, name=name, name_public=name is not None, organisation=name, provision="я" * 120)


def a_public_card(proposal: Proposal, **changes: Any) -> PublicCard:
    values: dict[str, Any] = {
        "proposal": proposal,
        "consultation": a_consultation(title="я" * 300),
        "section": SECTION,
        "supports": 99_999,
        "supported": False,
        "may_support": True,
    }
    return PublicCard(**(values | changes))


def an_own_card(proposal: Proposal, **changes: Any) -> OwnCard:
    values: dict[str, Any] = {
        "proposal": proposal,
        "consultation": a_consultation(title="я" * 300),
        "section": SECTION,
        "supports": 99_999,
        "versions": [Version(text, NOON) for text in WORST_TEXTS],
        "files": [a_file(number) for number in range(3)],
        "thread": [Message(number % 2 == 0, None, FAMILY * 400, NOON) for number in range(20)],
        "may_amend": True,
        "may_withdraw": True,
        "may_reply": True,
        "main": "S-26-00041",
    }
    return OwnCard(**(values | changes))


def a_file(number: int = 1) -> StoredFile:
    name = "я" * 76 + ".pdf"
    return StoredFile(
        id=FileId(10**17 + number), name=name, mime="application/pdf", size=1, telegram_id="x", has_content=False
    )
