"""The record of a proposal: one row, and what hangs on it when it is written."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from bot.domain.dispositions import Answer
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import ConsultationId, ProposalId, SectionId
from bot.domain.proposals import (
    AuthorType,
    Channel,
    Hidden,
    HiddenCode,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Stance,
)
from bot.domain.words import indexed
from storage.engine import Row, Transaction


class StaleProposal(DomainError):
    """A colleague, or the author, changed it after it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__()


COLUMNS = """p.id, p.receipt_no, p.kind, p.consultation, p.author, p.channel, p.author_type, p.name, p.name_public,
    p.contact, p.organisation, p.provision, p.section, p.stance, p.text, p.language, p.status, p.received_on,
    p.dated, p.submitted_at, p.hidden_code, p.hidden_sentence, p.review_asked, p.reviewed, p.answer, p.answered_at,
    p.draft_answer, p.registry_no, p.registered_on, p.due_on, p.note, p.merged_into, p.version"""


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _answer(text: str | None) -> Answer | None:
    return None if text is None else Answer.model_validate_json(text)


def from_row(row: Row) -> Proposal:
    """Reads COLUMNS."""
    hidden = None
    if row["hidden_code"] is not None:
        hidden = Hidden(code=HiddenCode(row["hidden_code"]), sentence=row["hidden_sentence"])
    return Proposal(
        id=ProposalId(row["id"]),
        receipt_no=row["receipt_no"],
        kind=ProposalKind(row["kind"]),
        consultation=row["consultation"],
        author=row["author"],
        channel=Channel(row["channel"]),
        author_type=AuthorType(row["author_type"]),
        name=row["name"],
        name_public=bool(row["name_public"]),
        contact=row["contact"],
        organisation=row["organisation"],
        provision=row["provision"],
        section=None if row["section"] is None else SectionId(row["section"]),
        stance=None if row["stance"] is None else Stance(row["stance"]),
        text=row["text"],
        language=row["language"],
        status=ProposalStatus(row["status"]),
        received_on=date.fromisoformat(row["received_on"]),
        dated=bool(row["dated"]),
        submitted_at=datetime.fromtimestamp(row["submitted_at"], UTC),
        hidden=hidden,
        review_asked=bool(row["review_asked"]),
        reviewed=bool(row["reviewed"]),
        answer=_answer(row["answer"]),
        answered_at=None if row["answered_at"] is None else datetime.fromtimestamp(row["answered_at"], UTC),
        draft_answer=_answer(row["draft_answer"]),
        registry_no=row["registry_no"],
        registered_on=_day(row["registered_on"]),
        due_on=_day(row["due_on"]),
        note=row["note"],
        merged_into=row["merged_into"],
        version=row["version"],
    )


def _values(proposal: Proposal) -> dict[str, Any]:
    hidden, answer, draft = proposal.hidden, proposal.answer, proposal.draft_answer
    return {
        "receipt_no": proposal.receipt_no,
        "kind": proposal.kind.value,
        "consultation": proposal.consultation,
        "author": proposal.author,
        "channel": proposal.channel.value,
        "author_type": proposal.author_type.value,
        "name": proposal.name,
        "name_public": int(proposal.name_public),
        "contact": proposal.contact,
        "organisation": proposal.organisation,
        "provision": proposal.provision,
        "section": proposal.section,
        "stance": proposal.stance and proposal.stance.value,
        "text": proposal.text,
        "language": proposal.language,
        "status": proposal.status.value,
        "received_on": proposal.received_on.isoformat(),
        "dated": int(proposal.dated),
        "submitted_at": int(proposal.submitted_at.timestamp()),
        "hidden_code": None if hidden is None else hidden.code.value,
        "hidden_sentence": None if hidden is None else hidden.sentence,
        "review_asked": int(proposal.review_asked),
        "reviewed": int(proposal.reviewed),
        "answer": None if answer is None else answer.model_dump_json(),
        "answered_at": None if proposal.answered_at is None else int(proposal.answered_at.timestamp()),
        "draft_answer": None if draft is None else draft.model_dump_json(),
        "registry_no": proposal.registry_no,
        "registered_on": proposal.registered_on and proposal.registered_on.isoformat(),
        "due_on": proposal.due_on and proposal.due_on.isoformat(),
        "note": proposal.note,
        "merged_into": proposal.merged_into,
        "stage": proposal.stage.value,
        "is_public": int(proposal.is_public),
    }


_STAGE = """CASE WHEN :kind = 'statement' AND EXISTS
    (SELECT 1 FROM consultations WHERE id = :consultation AND recorded = 'cancelled') THEN 'over' ELSE :stage END"""
"""No spravka follows a consultation that was cancelled: nobody owes its statements anything."""


def _placeholder(column: str) -> str:
    return _STAGE if column == "stage" else f":{column}"


async def get(tx: Transaction, proposal: ProposalId) -> Proposal:
    """Raises NotFound(what="proposal")."""
    return _found(await tx.one(f"SELECT {COLUMNS} FROM proposals p WHERE p.id = :id", id=proposal))


async def by_receipt(tx: Transaction, receipt_no: str) -> Proposal:
    """Raises NotFound(what="proposal")."""
    return _found(await tx.one(f"SELECT {COLUMNS} FROM proposals p WHERE p.receipt_no = :no", no=receipt_no))


def _found(row: Row | None) -> Proposal:
    if row is None:
        raise NotFound(what="proposal")
    return from_row(row)


async def by_submission(tx: Transaction, submission: str) -> Proposal | None:
    """What a button sent before; `submission` is the digest of what it carries."""
    row = await tx.one(f"SELECT {COLUMNS} FROM proposals p WHERE p.submission = :submission", submission=submission)
    return None if row is None else from_row(row)


async def by_imported(tx: Transaction, imported: str) -> Proposal | None:
    """What a town file calls so."""
    row = await tx.one(f"SELECT {COLUMNS} FROM proposals p WHERE p.imported = :imported", imported=imported)
    return None if row is None else from_row(row)


async def by_ids(tx: Transaction, ids: Collection[ProposalId]) -> dict[ProposalId, Proposal]:
    """Those of the given that are kept."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM proposals p WHERE p.id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(ids)).decode(),
    )
    return {row["id"]: from_row(row) for row in rows}


async def has_code(tx: Transaction, proposal: ProposalId, code: str) -> bool:
    """Whether this is the digest of an idea's number and the code its author was given, with a space between."""
    return bool(await tx.value("SELECT code = :code FROM proposals WHERE id = :id", id=proposal, code=code))


async def add(
    tx: Transaction,
    proposal: Proposal,
    *,
    submission: str | None = None,
    code: str | None = None,
    imported: str | None = None,
) -> Proposal:
    """Record a new one; its own id and version do not count. `submission` and `code` are digests."""
    values = _values(proposal)
    row = await tx.one(
        f"""INSERT INTO proposals ({", ".join(values)}, submission, code, imported)
            VALUES ({", ".join(map(_placeholder, values))}, :submission, :code, :imported) RETURNING id""",
        **values,
        submission=submission,
        code=code,
        imported=imported,
    )
    assert row is not None
    kept = proposal.model_copy(update={"id": ProposalId(row["id"]), "version": 1})
    _put_words(tx, kept)
    return kept


async def save(tx: Transaction, proposal: Proposal) -> Proposal:
    """Write it as it stands now; returns it with its next version.

    Raises StaleProposal when the record was changed since this version was read.
    """
    values = _values(proposal)
    touched = await tx.run(
        f"""UPDATE proposals SET {", ".join(f"{column} = {_placeholder(column)}" for column in values)},
                version = version + 1
            WHERE id = :id AND version = :version""",
        **values,
        id=proposal.id,
        version=proposal.version,
    )
    if not touched:
        raise StaleProposal()
    _put_words(tx, proposal)
    return proposal.model_copy(update={"version": proposal.version + 1})


async def save_answers(tx: Transaction, proposals: Sequence[Proposal]) -> None:
    """Write the published answers of many, and nothing else of them: thousands in a few milliseconds.

    Raises StaleProposal when one of them was changed since it was read.
    """
    written = ("id", "status", "answer", "answered_at", "draft_answer", "due_on", "stage", "is_public")
    rows = [_values(one) | {"id": one.id, "version": one.version} for one in proposals]
    touched = await tx.many(
        f"""UPDATE proposals SET {", ".join(f"{column} = :{column}" for column in written[1:])}, version = version + 1
            WHERE id = :id AND version = :version""",
        [{name: row[name] for name in (*written, "version")} for row in rows],
    )
    if touched != len(rows):
        raise StaleProposal()


async def release(tx: Transaction, consultation: ConsultationId) -> None:
    """The consultation was cancelled: its statements stay as they are, and wait for nothing any more."""
    await tx.run(
        "UPDATE proposals SET stage = 'over' WHERE consultation = :consultation AND kind = 'statement'",
        consultation=consultation,
    )


def _put_words(tx: Transaction, proposal: Proposal) -> None:
    """Searched is only what the public may read."""
    tx.later("DELETE FROM proposal_words WHERE rowid = :id", id=proposal.id)
    if proposal.is_public:
        tx.later(
            "INSERT INTO proposal_words (rowid, words) VALUES (:id, :words)",
            id=proposal.id,
            words=indexed(f"{proposal.provision or ''} {proposal.text}"),
        )
