"""The staff's membership: who works for the town, in which role, and how they came and went.

Only owners manage it, and there is always one. Newcomers are invited (`bot.services.invitations`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import midnight_after
from bot.domain.errors import NotFound
from bot.domain.ids import ForumId, MeetingId, ParticipantId
from bot.domain.schedule import out_of_quiet
from bot.domain.staff import Action, LastOwner, NamedBySetting, Role, may
from bot.domain.text import clean
from bot.domain.town import Organisation
from bot.services import answering, towns
from bot.services.announcements import watching
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import consultations, forums, inbox, outbox, participants, town
from storage import staff as stored
from storage.bodies import meetings
from storage.outbox import Recipient
from storage.staff import Colleague, Member

__all__ = ["LISTED", "REVOKED", "Colleague", "Desk", "Member", "Profile", "Role", "Roster", "Today"]

NAME_AT_MOST = 64
TODAY_AT_MOST = 4
LISTED = 8
"""Colleagues or invitations on a page."""
REVOKED = "staff.revoked"
"""The notice to somebody whose access ended. It has no parameters."""


@dataclass(frozen=True, slots=True)
class Today:
    """A forum or a meeting of this day that is not over; `title` in the member's language."""

    starts_at: datetime
    title: str
    forum: ForumId | None = None
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The staff's home: how much there is of what, and how far this member reaches."""

    member: Member
    organisation: Organisation
    open: int
    coming: int
    drafts: int
    parked: int
    waiting: Mapping[str, int]
    """Proposals by what they wait for, and "spravki" that are owed (`bot.services.answering.counts`)."""
    prepares: bool
    answers: bool
    manages: bool
    reads_audit: bool
    today: Sequence[Today] = ()
    to_approve: int = 0
    """Announcements that wait for a second person."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the staff, and how many invitations are open."""

    colleagues: list[Colleague]
    page: Page
    invitations: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One colleague. `by_setting`: named owner by whoever runs the bot."""

    colleague: Colleague
    organisation: Organisation
    own: bool
    by_setting: bool

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the setting must be changed before a colleague may take anything away; they themselves may leave."""
        return self.by_setting and not self.own


async def desk(turn: Turn) -> Desk:
    """Raises NotAllowed for anybody who is not staff."""
    member = turn.require(Action.counts_read)
    return Desk(
        member=member,
        organisation=await towns.organisation(turn, member.organisation),
        open=await consultations.count(turn.tx, "open", turn.now),
        coming=await consultations.count(turn.tx, "coming", turn.now),
        drafts=await consultations.count_drafts(turn.tx),
        parked=(await inbox.counts(turn.tx))["parked"],
        waiting=await answering.counts(turn),
        prepares=turn.may(Action.consultation_prepare),
        answers=turn.may(Action.proposal_prepare),
        manages=turn.may(Action.staff_manage),
        reads_audit=turn.may(Action.audit_read),
        today=await _today(turn) if turn.may(Action.forum_prepare) else (),
        to_approve=await watching.to_approve(turn),
    )


async def _today(turn: Turn) -> list[Today]:
    """In the order of the day, the first few."""
    language = turn.participant.language
    ends = midnight_after(turn.today, turn.town.zone)
    coming = await forums.page(turn.tx, shelf="coming", now=turn.now, limit=TODAY_AT_MOST, offset=0)
    found = [
        Today(one.starts_at, one.title_in(language), forum=one.id)
        for one in coming
        if one.starts_at is not None and one.starts_at < ends
    ]
    bodies = {one.id: one for one in await town.bodies(turn.tx)}
    met = await meetings.summoned(turn.tx, since=turn.start_of_day, until=ends, limit=TODAY_AT_MOST)
    found += [Today(one.starts_at, bodies[one.body].name(language), meeting=one.id) for one in met]
    return sorted(found, key=lambda one: one.starts_at)[:TODAY_AT_MOST]


# -- colleagues --------------------------------------------------------------------------------------------------------


async def roster(turn: Turn, wanted: int) -> Roster:
    """Raises NotAllowed."""
    turn.require(Action.staff_manage)
    page = Page.of(await stored.count(turn.tx), wanted, LISTED)
    found = await stored.colleagues(turn.tx, limit=LISTED, offset=page.number * LISTED)
    turn.audit("staff.names_read")
    return Roster(found, page, await stored.count_open_invitations(turn.tx, now=turn.now))


async def profile(turn: Turn, number: int) -> Profile:
    """Raises NotAllowed, and NotFound for somebody who is not staff (any more)."""
    found = await _profile(turn, number)
    turn.audit("staff.names_read", subject=_subject(found.colleague.member.participant))
    return found


async def _profile(turn: Turn, number: int) -> Profile:
    turn.require(Action.staff_manage)
    found = await stored.colleague(turn.tx, ParticipantId(number))
    person = await participants.get(turn.tx, ParticipantId(number))
    if found is None or person is None:
        raise NotFound(what="staff")
    return Profile(
        colleague=found,
        organisation=await towns.organisation(turn, found.member.organisation),
        own=turn.participant.id == person.id,
        by_setting=person.telegram_id in turn.town.owners,
    )


async def change_role(turn: Turn, number: int, role: Role) -> Role:
    """Returns the role they had. Raises NotAllowed, NotFound, LastOwner, NamedBySetting."""
    found = await _profile(turn, number)
    member = found.colleague.member
    if role is member.role:
        return role
    if role is not Role.owner:
        if found.is_out_of_reach and member.role is Role.owner:
            raise NamedBySetting()
        await keep_an_owner(turn, member)
    await stored.join(
        turn.tx, member.participant, role=role, organisation=member.organisation, name=member.name, now=turn.now
    )
    turn.audit("staff.role_changed", subject=_subject(member.participant), role=role.value, was=member.role.value)
    await _reach_changed(turn, member.participant, role)
    return member.role


async def revoke(turn: Turn, number: int) -> Member:
    """End somebody's membership; they are told, and keep what they have as a citizen.

    Raises NotAllowed, NotFound, LastOwner, NamedBySetting.
    """
    found = await _profile(turn, number)
    member = found.colleague.member
    if found.is_out_of_reach:
        raise NamedBySetting()
    await keep_an_owner(turn, member)
    await stored.leave(turn.tx, member.participant)
    turn.audit("staff.revoked", subject=_subject(member.participant), role=member.role.value)
    await _reach_changed(turn, member.participant, None)
    if not found.own:
        await _tell_revoked(turn, member.participant)
    return member


async def keep_an_owner(turn: Turn, member: Member | None) -> None:
    """Raises LastOwner where without this member nobody could manage the staff."""
    if member is not None and member.role is Role.owner and await stored.owners(turn.tx) <= 1:
        raise LastOwner()


async def _reach_changed(turn: Turn, participant: ParticipantId, role: Role | None) -> None:
    """What somebody may no longer do is undone where it lies ready; one's own reach changes at once."""
    if role is None or not may(role, Action.staff_manage):
        await stored.void_invitations(turn.tx, participant)
    if turn.actor is not None and turn.actor.id == participant:
        turn.member = await stored.get(turn.tx, participant)


async def _tell_revoked(turn: Turn, participant: ParticipantId) -> None:
    person = await participants.get(turn.tx, participant)
    if person is not None:
        due_at = out_of_quiet(turn.now, person.quiet, turn.town.zone)
        await outbox.notify(turn.tx, REVOKED, {}, [Recipient(person.id, person.telegram_id, due_at)])


async def join(turn: Turn, *, role: Role, organisation: str, name: str) -> Member:
    """Make the turn's actor staff at once. Raises ConsentNeeded, NotFound, and LastOwner for the last of them."""
    participant = turn.participant
    known = await towns.organisation(turn, organisation)
    if role is not Role.owner:
        await keep_an_owner(turn, turn.member)
    shown = " ".join(clean(name, at_least=0).split())[:NAME_AT_MOST] or f"№ {participant.id}"
    await stored.join(
        turn.tx,
        participant.id,
        role=role,
        organisation=known.id,
        name=shown,
        now=turn.now,
    )
    member = turn.member = Member(participant.id, role, known.id, known.may_decide, name=shown)
    turn.audit("staff.joined", subject=_subject(participant.id), role=role.value, organisation=str(known.id))
    return member


def _subject(participant: ParticipantId) -> str:
    return f"participant:{participant}"
