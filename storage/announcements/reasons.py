"""Which conditions of an audience are true of one person now."""

from collections.abc import Collection, Mapping

from bot.domain.audiences import Condition, Trait
from bot.domain.ids import ParticipantId
from storage.engine import Transaction

_ASKED: Mapping[Trait, str] = {
    Trait.topic: "SELECT 1 FROM subscriptions WHERE participant = :id AND scope = 'topic' AND target = :value",
    Trait.place: "SELECT 1 FROM subscriptions WHERE participant = :id AND scope = 'place' AND target = :value",
    Trait.language: "SELECT 1 FROM participants WHERE id = :id AND language = :value",
    Trait.follows: "SELECT 1 FROM follows WHERE participant = :id AND consultation = CAST(:value AS INTEGER)",
    Trait.proposed: """SELECT 1 FROM proposals WHERE author = :id AND status NOT IN ('draft', 'withdrawn')
                       AND (:value = '' OR consultation = CAST(:value AS INTEGER))""",
    Trait.registered: """SELECT 1 FROM registrations WHERE participant = :id AND forum = CAST(:value AS INTEGER)
                         AND state IN ('registered', 'offered')""",
    Trait.attended: """SELECT 1 FROM registrations WHERE participant = :id AND forum = CAST(:value AS INTEGER)
                       AND checked_in_at IS NOT NULL""",
    Trait.member: "SELECT 1 FROM body_members WHERE participant = :id AND body = :value AND ended_at IS NULL",
}


async def holding(
    tx: Transaction, participant: ParticipantId, conditions: Collection[Condition]
) -> frozenset[Condition]:
    """Those that are true of a participant, each without its "not"."""
    found = set()
    for one in {each.model_copy(update={"negated": False}) for each in conditions}:
        asked = _ASKED.get(one.trait)
        if asked is None or await tx.value(f"{asked} LIMIT 1", id=participant, value=one.value) is not None:
            found.add(one)
    return frozenset(found)
