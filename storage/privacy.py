"""What the tables hold of one person: read out for them, and erased.

Whoever adds a table that names a participant adds a Holding of it, in the storage of the feature or with the two
makers here, to the registry in `bot.services.privacy`; a test insists.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.participants import Participant
from storage import inbox
from storage.engine import Transaction

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Holding:
    """A table's part in the two rights. After `erase` it holds nothing that leads to the person."""

    table: str
    export: Callable[[Transaction, Participant], Awaitable[Rows]]
    erase: Callable[[Transaction, Participant], Awaitable[None]]


def rows_of(table: str, columns: str, *, by: str = "participant") -> Holding:
    """Rows that go with the person: `by` is the column with their number, or `chat_id` or `telegram_id`."""
    return _holding(table, columns, by, f"DELETE FROM {table} WHERE {by} = :who")


def acts_of(table: str, columns: str, *, by: str) -> Holding:
    """Rows that stay, without the person: the column `by` no longer says who it was."""
    return _holding(table, columns, by, f"UPDATE {table} SET {by} = NULL WHERE {by} = :who")


def _holding(table: str, columns: str, by: str, erasing: str) -> Holding:
    async def export(tx: Transaction, person: Participant) -> Rows:
        rows = await tx.all(f"SELECT {columns} FROM {table} WHERE {by} = :who ORDER BY 1", who=_who(person, by))
        return [{**row} for row in rows]

    async def erase(tx: Transaction, person: Participant) -> None:
        await tx.run(erasing, who=_who(person, by))

    return Holding(table, export, erase)


def _who(person: Participant, by: str) -> int:
    return person.telegram_id if by in ("chat_id", "telegram_id") else person.id


# -- what needs more than a column ---------------------------------------------------------------------------------


async def _forget_acts(tx: Transaction, person: Participant) -> None:
    """The trail keeps every act, and no longer says by whom or on whom."""
    await tx.run("UPDATE audit SET actor = NULL WHERE actor = :id", id=person.id)
    await tx.run("UPDATE audit SET subject = NULL WHERE subject = :subject", subject=f"participant:{person.id}")


async def _acts(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        "SELECT at, action, subject, facts FROM audit WHERE actor = :id OR subject = :subject ORDER BY id",
        id=person.id,
        subject=f"participant:{person.id}",
    )
    return [{**row} for row in rows]


ACTS = Holding("audit", _acts, _forget_acts)


async def _invitations(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT role, organisation, created_at, expires_at, used_at FROM invitations
           WHERE invited_by = :id ORDER BY id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_invitations(tx: Transaction, person: Participant) -> None:
    """One that nobody has taken up yet was theirs to give, and goes with them."""
    await tx.run("DELETE FROM invitations WHERE invited_by = :id AND used_at IS NULL", id=person.id)
    await tx.run("UPDATE invitations SET invited_by = NULL WHERE invited_by = :id", id=person.id)


INVITATIONS = Holding("invitations", _invitations, _forget_invitations)


async def _parked(tx: Transaction, person: Participant) -> Rows:
    return await inbox.parked_of(tx, person.telegram_id)


async def _forget_parked(tx: Transaction, person: Participant) -> None:
    await inbox.forget_parked_of(tx, person.telegram_id)


PARKED = Holding("parked", _parked, _forget_parked)


async def _waiting(tx: Transaction, person: Participant) -> Rows:
    return await inbox.failed_of(tx, person.telegram_id)


async def _forget_waiting(tx: Transaction, person: Participant) -> None:
    await inbox.forget_failed_of(tx, person.telegram_id)


FAILED = Holding("inbox", _waiting, _forget_waiting)
"""Updates that failed and wait to be tried again. One that has not been tried yet is being answered in a moment."""
