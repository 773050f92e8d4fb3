"""What notices keep of a person: theirs to have, and to have erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.ids import ParticipantId
from storage.engine import Transaction

_THEIRS = {"pending_alerts": "participant", "told": "participant", "occasions": "report_to"}
"""Tables, and the column that names somebody."""


async def export(tx: Transaction, participant: ParticipantId) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The stored rows by table, as they are."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table, column in _THEIRS.items():
        rows = await tx.all(f"SELECT * FROM {table} WHERE {column} = :id", id=participant)
        found[table] = [{**row} for row in rows]
    return found


async def erase(tx: Transaction, participant: ParticipantId) -> None:
    """Nothing waits for them, nothing says what they were told, and no count is reported to them."""
    await tx.run("DELETE FROM pending_alerts WHERE participant = :id", id=participant)
    await tx.run("DELETE FROM told WHERE participant = :id", id=participant)
    await tx.run("UPDATE occasions SET report_to = NULL, report_message = NULL WHERE report_to = :id", id=participant)
