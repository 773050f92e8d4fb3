"""What came on paper: in the same register, by the day it was received."""

from datetime import date
from typing import Any

import pytest

from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.ids import ConsultationId
from bot.domain.personal_data import MASK
from bot.domain.proposals import AuthorType, Channel, ProposalKind
from bot.domain.text import TextTooShort
from bot.services import answering
from bot.services.answering import Incoming
from storage import proposals as stored
from storage import spravki
from tests.answering import Hall
from tests.proposing import TEXT


def incoming(consultation: int | None = None, kind: ProposalKind = ProposalKind.statement, **changes: Any) -> Incoming:
    values: dict[str, Any] = {
        "token": "a form",
        "channel": Channel.paper,
        "kind": kind,
        "received_on": date(2026, 11, 3),
        "text": TEXT,
        "consultation": None if consultation is None else ConsultationId(consultation),
    }
    return Incoming(**(values | changes))


async def test_a_letter_received_in_the_term_counts_though_entered_after_it(hall: Hall) -> None:
    consultation = await hall.consultation()
    hall.at("2026-12-10 12:00")
    async with hall.turn("editor") as turn:
        kept = await answering.enter(turn, incoming(consultation.id, received_on=date(2026, 12, 2)))
    assert (kept.receipt_no, kept.channel, kept.author) == ("S-26-00001", Channel.paper, None)
    assert kept.received_on == date(2026, 12, 2)
    assert await hall.acts() == ["entered"]


@pytest.mark.parametrize(
    ("received", "refusal"),
    [
        (date(2026, 12, 3), answering.ReceivedLate),
        (date(2026, 11, 1), answering.ReceivedEarly),
        (date(2026, 12, 11), answering.DayAhead),
    ],
)
async def test_a_day_outside_the_term_is_refused(hall: Hall, received: date, refusal: type[Exception]) -> None:
    consultation = await hall.consultation()
    hall.at("2026-12-10 12:00")
    async with hall.turn() as turn:
        with pytest.raises(refusal):
            await answering.enter(turn, incoming(consultation.id, received_on=received))


async def test_nothing_enters_a_spravka_that_is_out(hall: Hall) -> None:
    consultation = await hall.consultation()
    hall.at("2026-12-10 12:00")
    async with hall.turn() as turn:
        await spravki.put(turn.tx, consultation.id, by=None, nil=True, now=turn.now)
        with pytest.raises(answering.SpravkaIsOut):
            await answering.enter(turn, incoming(consultation.id))


async def test_a_late_letter_may_be_a_formal_proposal(hall: Hall) -> None:
    hall.at("2026-12-10 12:00")
    async with hall.turn() as turn:
        kept = await answering.enter(
            turn,
            incoming(
                kind=ProposalKind.formal,
                received_on=date(2026, 12, 9),
                name="Петър Петров",
                contact="ул. Тиха 1, Хасково",
            ),
        )
    assert (kept.receipt_no, kept.name, kept.name_public) == ("P-26-00001", "Петър Петров", False)
    assert kept.due_on == date(2026, 12, 10)


async def test_the_same_form_twice_is_the_same_proposal(hall: Hall) -> None:
    consultation = await hall.consultation()
    hall.at("2026-11-04 12:00")
    numbers = []
    for _ in range(2):
        async with hall.turn() as turn:
            numbers.append((await answering.enter(turn, incoming(consultation.id))).id)
    assert numbers[0] == numbers[1]
    assert await hall.acts() == ["entered"]


async def test_no_personal_number_is_kept_and_a_name_only_where_it_is_to_be_shown(hall: Hall) -> None:
    consultation = await hall.consultation()
    hall.at("2026-11-04 12:00")
    async with hall.turn() as turn:
        kept = await answering.enter(turn, incoming(
            consultation.id, text=f"{TEXT} ЕГН 7523169263", name="Сдружение „Дърво“", author_type=AuthorType.ngo
        ))  # fmt: skip
        nameless = await answering.enter(turn, incoming(consultation.id, token="another"))
        idea = await answering.enter(turn, incoming(kind=ProposalKind.idea, token="third", name="Иван Иванов"))
    assert kept.text.endswith(MASK)
    assert (kept.shown_name, kept.author_type) == ("Сдружение „Дърво“", AuthorType.ngo)
    assert (nameless.name, idea.name) == (None, None)


async def test_too_short_a_text_and_an_unknown_or_cancelled_consultation_are_refused(hall: Hall) -> None:
    consultation = await hall.consultation()
    hall.at("2026-11-04 12:00")
    async with hall.turn() as turn:
        with pytest.raises(TextTooShort):
            await answering.enter(turn, incoming(consultation.id, text="Не!"))
        with pytest.raises(NotFound):
            await answering.enter(turn, incoming(999))
    async with hall.engine.write() as tx:
        await tx.run("UPDATE consultations SET recorded = 'cancelled'")
    async with hall.turn() as turn:
        with pytest.raises(WrongState):
            await answering.enter(turn, incoming(consultation.id))


@pytest.mark.parametrize("who", ["auditor", "maria"])
async def test_only_who_prepares_enters(hall: Hall, who: str) -> None:
    async with hall.turn(who) as turn:
        with pytest.raises(NotAllowed):
            await answering.enter(turn, incoming(kind=ProposalKind.idea))
        assert await stored.queue_count(turn.tx, stored.Filter()) == 0
