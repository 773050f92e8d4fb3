"""Counting: receipt numbers without a gap, and how many somebody sent today."""

from datetime import date

from bot.domain.ids import ParticipantId
from storage.engine import Transaction


async def next_number(tx: Transaction, series: str, year: int) -> int:
    """The next of its series and year, from 1. Given back when the transaction comes to nothing."""
    row = await tx.one(
        """INSERT INTO receipt_numbers (series, year, last) VALUES (:series, :year, 1)
           ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last""",
        series=series,
        year=year,
    )
    assert row is not None
    return int(row["last"])


async def sent_on(tx: Transaction, participant: ParticipantId, day: date) -> int:
    """How many proposals somebody sent on a day of the town's calendar."""
    found = await tx.value(
        "SELECT count FROM proposal_counts WHERE participant = :participant AND day = :day",
        participant=participant,
        day=day.isoformat(),
    )
    return int(found or 0)


def count_one(tx: Transaction, participant: ParticipantId, day: date) -> None:
    tx.later(
        """INSERT INTO proposal_counts (participant, day, count) VALUES (:participant, :day, 1)
           ON CONFLICT (participant, day) DO UPDATE SET count = count + 1""",
        participant=participant,
        day=day.isoformat(),
    )


async def forget_counts_before(tx: Transaction, day: date) -> int:
    return await tx.run("DELETE FROM proposal_counts WHERE day < :day", day=day.isoformat())
