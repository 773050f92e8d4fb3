"""What the form "say" keeps between its questions: plain values in the dialogue, and what they amount to.

`parts` are the messages that make up the text, each with the number and the date that Telegram gave it, so that an
edited message changes its own part. What the answers are is found by `done`, the questions that were answered.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.domain.ids import ConsultationId, SectionId
from bot.domain.personal_data import PersonalData, find, without_egn
from bot.domain.proposals import Proposal, ProposalKind, Stance
from bot.domain.text import clean, length
from bot.services.proposals import Draft
from storage.files import FileId, StoredFile

Values = Mapping[str, Any]

PATHS: Mapping[ProposalKind, tuple[str, ...]] = {
    ProposalKind.statement: ("about", "stance", "text", "files", "name", "organisation"),
    ProposalKind.formal: ("text", "files", "identity", "contact", "organisation"),
    ProposalKind.idea: ("text", "files"),
}
"""The questions of each kind in their order."""

MESSAGE_AT_MOST = 8192
"""User-visible characters of one message; Telegram lets through no more than half."""
PARTS_AT_MOST, KEPT_AT_MOST = 30, 30_000
"""Messages and characters that a draft keeps: far more than may be sent, and not everything somebody pastes."""


def kind_of(values: Values) -> ProposalKind | None:
    return ProposalKind(values["kind"]) if "kind" in values else None


def path_of(values: Values) -> tuple[str, ...]:
    kind = kind_of(values)
    return () if kind is None else PATHS[kind]


def parts_of(values: Values) -> list[dict[str, Any]]:
    return list(values.get("parts") or [])


def text_of(values: Values) -> str:
    """The messages as one text, trimmed; empty where nothing was typed."""
    return "\n".join(part["text"] for part in parts_of(values))


def count_of(values: Values) -> int:
    """User-visible characters."""
    return length(text_of(values))


def is_written(values: Values) -> bool:
    """Whether losing it would be a loss."""
    return bool(values.get("parts") or values.get("files") or values.get("amend"))


def part_of(message: int, text: str, at: datetime, *, late: bool = False) -> dict[str, Any]:
    """One message of the text, as it may be kept. `late`: written before the closing and heard only after it."""
    return {"id": message, "text": without_egn(cleaned(text)), "at": int(at.timestamp()), "late": late}


def cleaned(text: str) -> str:
    return clean(text, at_most=MESSAGE_AT_MOST, at_least=0)


def has_room(parts: Sequence[Mapping[str, Any]], text: str) -> bool:
    return len(parts) < PARTS_AT_MOST and sum(len(part["text"]) for part in parts) + len(text) <= KEPT_AT_MOST


def said_at(values: Values) -> datetime | None:
    """When Telegram got the latest part of the text, where we were not there to hear it before the closing."""
    latest = max(parts_of(values), key=lambda part: int(part["at"]), default=None)
    return datetime.fromtimestamp(latest["at"], UTC) if latest is not None and latest["late"] else None


def files_of(values: Values) -> list[FileId]:
    return [FileId(number) for number in values.get("files") or []]


def unasked_data(values: Values) -> list[PersonalData]:
    """Kinds of personal data in the text that nobody decided about. What goes to the registry is nobody's reading."""
    if kind_of(values) is ProposalKind.formal:
        return []
    found = {one.kind for one in find(f"{values.get('provision') or ''}\n{text_of(values)}")}
    return [kind for kind in PersonalData if kind in found and kind.value not in (values.get("kept") or [])]


def as_draft(values: Values, language: str) -> Draft:
    section, consultation, stance = values.get("section"), values.get("consultation"), values.get("stance")
    return Draft(
        kind=kind_of(values) or ProposalKind.idea,
        token=values.get("token") or "",
        text=without_egn(text_of(values)),
        language=language,
        consultation=None if consultation is None else ConsultationId(consultation),
        provision=values.get("provision"),
        section=None if section is None else SectionId(section),
        stance=None if stance is None else Stance(stance),
        name=values.get("name"),
        contact=values.get("contact"),
        organisation=values.get("organisation"),
        files=tuple(files_of(values)),
        said_at=said_at(values),
    )


def of_proposal(proposal: Proposal, files: Sequence[StoredFile]) -> dict[str, Any]:
    """What was sent, as a draft that will take its place."""
    return {
        "amend": proposal.id,
        "kind": proposal.kind.value,
        "consultation": proposal.consultation,
        "provision": proposal.provision,
        "section": proposal.section,
        "stance": proposal.stance and proposal.stance.value,
        "parts": [{"id": 0, "text": proposal.text, "at": 0, "late": False}],
        "files": [one.id for one in files],
        "name": proposal.name,
        "contact": proposal.contact,
        "organisation": proposal.organisation,
        "done": list(PATHS[proposal.kind]),
    }


def mark_of(values: Values) -> int:
    """Tells what a screen showed from what was changed since."""
    return zlib.crc32(orjson.dumps({**values}, option=orjson.OPT_SORT_KEYS))
