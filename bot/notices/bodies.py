"""Notices of councils and working groups: to members, to followers, and to one person about their own seat."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.body_votes import Vote
from bot.domain.ids import BodyId, MeetingId, ParticipantId
from bot.domain.meetings import Counter, Meeting, MeetingStatus, Reply, quorum_of
from bot.domain.town import Body
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.bodies import telling
from bot.services.bodies.telling import PREFIX
from bot.ui.bodies import notices as words
from bot.ui.screen import Screen
from storage.bodies import meetings, news, papers, record, seats, votes
from storage.bodies.papers import Paper, PaperKind
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing

ABOUT_ONE = frozenset({telling.ACCEPTED, telling.DECLINED, telling.FREED})
OF_VOTES = frozenset({telling.VOTE_OPENED, telling.VOTE_CLOSED})


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting with everything that is said of it."""

    meeting: Meeting
    items: list[str]
    papers: list[Paper]
    minutes: Paper | None
    decisions: int
    counter: Counter


@dataclass(frozen=True, slots=True)
class Known:
    bodies: Mapping[BodyId, Body]
    meetings: Mapping[MeetingId, Told]
    votes: Mapping[int, Vote]
    members: Collection[tuple[ParticipantId, BodyId]]
    followers: Collection[tuple[ParticipantId, BodyId]]
    replies: Mapping[tuple[MeetingId, ParticipantId], Reply]


class Bodies:
    def __init__(self, batch: Batch, known: Known) -> None:
        self._batch = batch
        self._known = known

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Bodies":
        people = list({row.participant for row in rows if row.participant is not None})
        about = list({MeetingId(row.params["meeting"]) for row in rows if "meeting" in row.params})
        found = {number: await _told(tx, one) for number, one in (await meetings.by_ids(tx, about)).items()}
        voted = await votes.by_ids(tx, list({int(row.params["vote"]) for row in rows if "vote" in row.params}))
        spoken_of = {
            *(told.meeting.body for told in found.values()),
            *(vote.body for vote in voted.values()),
            *(BodyId(row.params["body"]) for row in rows if "body" in row.params),
        }
        known = Known(
            bodies=await record.by_ids(tx, list(spoken_of)),
            meetings=found,
            votes=voted,
            members=await seats.bodies_of(tx, people),
            followers=await news.following(tx, people),
            replies=await meetings.replied(tx, about),
        )
        return cls(batch, known)

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        name = (row.notice or "").removeprefix(PREFIX)
        if name in ABOUT_ONE:
            return self._about_one(row, person, name)
        if name in OF_VOTES:
            return self._of_vote(row, person, name)
        return self._of_meeting(row, person, name)

    def _about_one(self, row: Outgoing, person: Listener, name: str) -> Call | None:
        """Pointless once it is otherwise: freed and a member again, accepted and gone."""
        body = self._known.bodies.get(BodyId(row.params["body"]))
        if body is None or self._is_member(person, body.id) != (name == telling.ACCEPTED):
            return None
        if not self._batch.may_leave_in_a_pause(row, person):
            return None
        t, reason = self._batch.translator(person), str(row.params.get("reason", ""))
        if name == telling.FREED:
            return _sent(row, words.freed(t, body))
        say = words.accepted if name == telling.ACCEPTED else words.declined
        return _sent(row, say(t, body, reason=reason))

    def _of_vote(self, row: Outgoing, person: Listener, name: str) -> Call | None:
        vote = self._known.votes.get(row.params["vote"])
        body = None if vote is None else self._known.bodies.get(vote.body)
        if vote is None or body is None or not self._is_member(person, vote.body):
            return None
        if name == telling.VOTE_OPENED and not vote.is_open(self._batch.now):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        say = words.vote_opened if name == telling.VOTE_OPENED else words.vote_closed
        return self._batch.once(row, (name, vote.id, person.language), lambda: say(t, body, vote))

    def _of_meeting(self, row: Outgoing, person: Listener, name: str) -> Call | None:
        told = self._known.meetings.get(MeetingId(row.params["meeting"]))
        body = None if told is None else self._known.bodies.get(told.meeting.body)
        if told is None or body is None or not self._concerns(row, person, body.id):
            return None
        if self._is_pointless(row, person, name, told.meeting) or not self._batch.news_may_leave(row, person):
            return None
        member = row.params["whom"] == "members"
        meeting, t = told.meeting, self._batch.translator(person)
        reply = self._known.replies.get((meeting.id, person.participant))

        def screen() -> Screen:
            match name:
                case telling.SUMMONS:
                    return words.summons(t, body, meeting, told.items, told.papers, told.counter)
                case telling.ANNOUNCED:
                    return words.announced(t, body, meeting, told.items)
                case telling.REMINDER:
                    return words.reminder(t, body, meeting, coming=reply is Reply.coming)
                case telling.MOVED:
                    was = datetime.fromtimestamp(row.params["was"], UTC)
                    was_place = row.params["was_place"]
                    return words.moved(t, body, meeting, was=was, was_place=was_place, member=member)
                case telling.CANCELLED:
                    return words.cancelled(t, body, meeting)
                case telling.PUBLISHED:
                    return words.published(t, body, meeting, decisions=told.decisions, minutes=told.minutes)
                case _:
                    raise ValueError(f"nobody says {row.notice}")

        return self._batch.once(row, (name, meeting.id, member, reply, person.language), screen)

    def _is_pointless(self, row: Outgoing, person: Listener, name: str, meeting: Meeting) -> bool:
        """Moved again, cancelled, begun, or excused meanwhile."""
        if name == telling.PUBLISHED:
            return meeting.published_at is None
        if self._batch.now >= meeting.starts_at or row.params["moves"] != meeting.moves:
            return True
        if name == telling.CANCELLED:
            return meeting.status is not MeetingStatus.cancelled
        if meeting.status is not MeetingStatus.summoned:
            return True
        return name == telling.REMINDER and self._known.replies.get((meeting.id, person.participant)) is Reply.excused

    def _concerns(self, row: Outgoing, person: Listener, body: BodyId) -> bool:
        if row.params["whom"] == "members":
            return self._is_member(person, body)
        return (person.participant, body) in self._known.followers

    def _is_member(self, person: Listener, body: BodyId) -> bool:
        return (person.participant, body) in self._known.members


def _sent(row: Outgoing, screen: Screen) -> Call:
    return "sendMessage", {**screen.params(), "chat_id": row.chat_id}


async def _told(tx: Transaction, meeting: Meeting) -> Told:
    everything = await papers.of_meeting(tx, meeting.id)
    charter = (await record.get(tx, meeting.body)).charter
    filled = await seats.of_body(tx, meeting.body)
    return Told(
        meeting=meeting,
        items=[item.text for item in await meetings.items(tx, meeting.id)],
        papers=[paper for paper in everything if paper.kind is not PaperKind.minutes],
        minutes=next((paper for paper in everything if paper.kind is PaperKind.minutes), None),
        decisions=len(await papers.decisions_of(tx, meeting.id)),
        counter=quorum_of(filled, await meetings.answers(tx, meeting.id), charter.quorum),
    )
