"""What lapses by itself, and when staff are reminded of what is late."""

from datetime import date

import pytest

from bot.domain.calendar import WorkCalendar
from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.services import answering
from bot.services.answering.ticking import latest_nudge
from tests.answering import Hall


async def lacking(hall: Hall) -> Proposal:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        return await answering.lacks(turn, one.id, one.version, "Липсва адрес за отговор.")


async def tick(hall: Hall, when: str) -> None:
    hall.at(when)
    async with hall.turn(None) as turn:
        await answering.lapse(turn)
    async with hall.turn(None) as turn:
        await answering.nudge(turn)


async def test_what_is_not_completed_in_fourteen_days_closes_and_the_author_is_told_once(hall: Hall) -> None:
    one = await lacking(hall)
    await tick(hall, "2026-11-16 23:59")
    assert (await hall.get(one.id)).status is ProposalStatus.incomplete
    for moment in ("2026-11-17 00:00", "2026-11-17 00:01", "2026-11-30 12:00"):
        await tick(hall, moment)
    assert (await hall.get(one.id)).status is ProposalStatus.closed
    assert await hall.told() == ["incomplete", "lapsed"]
    assert await hall.acts() == ["submitted", "incomplete", "lapsed"]


@pytest.mark.parametrize(
    ("moment", "reminded"),
    [
        ("2026-11-03 12:00", False),  # it has waited for less than a working day
        ("2026-11-04 09:29", False),
        ("2026-11-04 09:30", True),
        ("2026-11-04 20:59", True),
        ("2026-11-04 21:30", False),  # the night begins, and tomorrow has a reminder of its own
        ("2026-11-07 12:00", False),  # Saturday
    ],
)
async def test_staff_hear_on_working_days_from_half_past_nine_of_what_nobody_looked_at(
    hall: Hall, moment: str, reminded: bool
) -> None:
    await hall.proposal()
    async with hall.engine.write() as tx:
        await tx.run("UPDATE participants SET quiet_start = 21 * 60, quiet_end = 8 * 60")
    await tick(hall, moment)
    assert ("overdue" in await hall.told("moderator")) == reminded


async def test_a_day_has_one_reminder_however_often_it_ticks_and_each_day_has_its_own(hall: Hall) -> None:
    await hall.proposal()
    for moment in ("2026-11-04 09:30", "2026-11-04 09:31", "2026-11-04 18:00", "2026-11-05 15:00"):
        await tick(hall, moment)
    assert await hall.told("moderator") == ["overdue", "overdue"]
    assert await hall.told("ngo") == ["overdue", "overdue"]
    assert await hall.told("editor") == await hall.told("auditor") == []


async def test_nothing_late_is_nothing_to_say(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        await answering.show(turn, idea.id, idea.version)
    await tick(hall, "2026-11-10 12:00")
    assert await hall.told("moderator") == []


async def test_a_decision_that_is_late_is_reminded_of(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        await answering.forward(turn, one.id, one.version, registry_no="1", registered_on=turn.today)
    await tick(hall, "2027-01-02 12:00")  # the last day, a Saturday
    assert await hall.told("moderator") == []
    await tick(hall, "2027-01-04 12:00")
    assert await hall.told("moderator") == ["overdue"]


@pytest.mark.parametrize(
    ("today", "nudge"),
    [
        (date(2026, 12, 3), None),
        (date(2026, 12, 4), 2),
        (date(2026, 12, 15), 2),
        (date(2026, 12, 16), 10),
        (date(2026, 12, 30), 10),
        (date(2026, 12, 31), None),
    ],
)
def test_a_spravka_is_reminded_of_after_two_and_ten_working_days_and_not_for_ever(
    today: date, nudge: int | None
) -> None:
    assert latest_nudge(date(2026, 12, 2), today, WorkCalendar()) == nudge


async def test_of_a_spravka_those_hear_who_decide_twice_at_most(hall: Hall) -> None:
    await hall.consultation()
    for day in ("03", "04", "07", "15", "16", "17", "30"):
        await tick(hall, f"2026-12-{day} 10:00")
    assert await hall.told("moderator") == ["spravka_due", "spravka_due"]
    assert await hall.told("ngo") == await hall.told("editor") == []


async def test_after_three_weeks_of_downtime_only_the_later_reminder_comes(hall: Hall) -> None:
    await hall.consultation()
    await tick(hall, "2026-12-18 10:00")
    assert await hall.told("moderator") == ["spravka_due"]


async def test_a_consultation_of_years_ago_reminds_nobody(hall: Hall) -> None:
    await hall.consultation("2021-03-01")
    await tick(hall, "2026-12-18 10:00")
    assert await hall.told("moderator") == []
