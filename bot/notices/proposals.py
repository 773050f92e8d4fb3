"""Notices about proposals: to their authors, and to the staff who wait for something or are late with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.consultations import Consultation
from bot.domain.deadlines import spravka_due
from bot.domain.ids import ConsultationId, ParticipantId, ProposalId
from bot.domain.proposal_news import is_pointless
from bot.domain.proposals import Proposal
from bot.domain.staff import Action, may
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.answering import OVERDUE, SPRAVKA_DUE, backlog
from bot.services.proposals import PREFIX, TO_AUTHOR, TO_STAFF
from bot.services.turn import Turn
from bot.ui import proposal_notices as words
from bot.ui.screen import Screen
from storage import consultations, proposals, spravki, staff, town
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing
from storage.staff import Member


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows speak of, as it stands now. `replies` are authors' latest words, `late` and `unchecked` count."""

    proposals: Mapping[ProposalId, Proposal]
    consultations: Mapping[ConsultationId, Consultation]
    replies: Mapping[ProposalId, str]
    members: Mapping[ParticipantId, Member]
    due: Mapping[ConsultationId, date]
    late: int
    unchecked: int


class Proposals:
    def __init__(self, batch: Batch, known: Known) -> None:
        self._batch = batch
        self._known = known

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Proposals":
        names = {row.notice for row in rows}
        found = await proposals.by_ids(
            tx, {ProposalId(row.params["proposal"]) for row in rows if "proposal" in row.params}
        )
        mains = await proposals.by_ids(tx, {one.merged_into for one in found.values() if one.merged_into is not None})
        about = {one.consultation for one in found.values() if one.consultation is not None}
        about |= {ConsultationId(row.params["consultation"]) for row in rows if "consultation" in row.params}
        late, unchecked = (0, 0)
        if OVERDUE in names:
            turn = Turn(tx=tx, now=batch.now, town=batch.town)
            late, unchecked = await backlog(turn, await town.calendar(tx))
        return cls(
            batch,
            Known(
                proposals={**mains, **found},
                consultations=await consultations.by_ids(tx, list(about)),
                replies=await _replies(tx, rows),
                members=await _members(tx, rows),
                due=await _due(tx, rows),
                late=late,
                unchecked=unchecked,
            ),
        )

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        what = (row.notice or "").removeprefix(PREFIX)
        if what in TO_AUTHOR:
            return self._to_author(row, person, what)
        if what in TO_STAFF:
            return self._to_staff(row, person, what)
        if row.notice == OVERDUE:
            return self._overdue(row, person)
        if row.notice == SPRAVKA_DUE:
            return self._spravka_due(row, person)
        raise ValueError(f"nobody says {row.notice}")

    def _to_author(self, row: Outgoing, person: Listener, what: str) -> Call | None:
        """Of what is theirs still; the reason is the one that holds by now."""
        one = self._known.proposals.get(row.params["proposal"])
        if one is None or one.author != person.participant or is_pointless(what, one):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        about = None if one.consultation is None else self._known.consultations.get(one.consultation)
        main = None if one.merged_into is None else self._known.proposals.get(one.merged_into)
        news = words.News(
            proposal=one,
            main=main,
            may_amend=about is not None and about.is_open(self._batch.now),
            text=str(row.params.get("text", "")),
        )
        return self._sent(row, words.to_author(self._batch.translator(person), what, news))

    def _to_staff(self, row: Outgoing, person: Listener, what: str) -> Call | None:
        one = self._known.proposals.get(row.params["proposal"])
        if one is None or not self._may(person, Action.proposal_moderate) or is_pointless(what, one):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._sent(row, words.to_staff(t, what, one, reply=self._known.replies.get(one.id)))

    def _overdue(self, row: Outgoing, person: Listener) -> Call | None:
        late, unchecked = self._known.late, self._known.unchecked
        if not (late or unchecked) or not self._may(person, Action.proposal_moderate):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._batch.once(row, (OVERDUE, person.language), lambda: words.overdue(t, late, unchecked))

    def _spravka_due(self, row: Outgoing, person: Listener) -> Call | None:
        number = ConsultationId(row.params["consultation"])
        consultation, due = self._known.consultations.get(number), self._known.due.get(number)
        if consultation is None or due is None or not self._may(person, Action.proposal_decide):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._batch.once(
            row, (SPRAVKA_DUE, number, person.language), lambda: words.spravka_due(t, consultation, due)
        )

    def _may(self, person: Listener, action: Action) -> bool:
        """Whether it is still their work."""
        member = self._known.members.get(person.participant)
        return member is not None and may(member.role, action, may_decide=member.may_decide)

    @staticmethod
    def _sent(row: Outgoing, screen: Screen) -> Call:
        return "sendMessage", {**screen.params(), "chat_id": row.chat_id}


async def _replies(tx: Transaction, rows: Sequence[Outgoing]) -> dict[ProposalId, str]:
    """What the author of each said last."""
    numbers = {ProposalId(row.params["proposal"]) for row in rows if row.notice == f"{PREFIX}replied"}
    found = {}
    for number in numbers:
        said = [one.text for one in await proposals.thread(tx, number) if not one.by_staff]
        if said:
            found[number] = said[-1]
    return found


async def _members(tx: Transaction, rows: Sequence[Outgoing]) -> dict[ParticipantId, Member]:
    """Those of the recipients of the staff's notices who are staff still."""
    authors = {f"{PREFIX}{what}" for what in TO_AUTHOR}
    ids = {row.participant for row in rows if row.participant is not None and row.notice not in authors}
    found = {number: await staff.get(tx, number) for number in ids}
    return {number: member for number, member in found.items() if member is not None}


async def _due(tx: Transaction, rows: Sequence[Outgoing]) -> dict[ConsultationId, date]:
    """By when the spravki that are not out should have been."""
    numbers = [ConsultationId(row.params["consultation"]) for row in rows if row.notice == SPRAVKA_DUE]
    if not numbers:
        return {}
    work = await town.calendar(tx)
    known = await consultations.by_ids(tx, numbers)
    return {
        one.id: spravka_due(one.last_day, work)
        for one in known.values()
        if one.last_day is not None and await spravki.of(tx, one.id) is None
    }
