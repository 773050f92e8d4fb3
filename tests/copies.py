"""Announcements as they are kept, and copies of them, whoever wrote or sent them."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.announcements import Announcement, AnnouncementState, Subject
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.contents import Content, Kind, Link
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.participants import Participant
from storage import announcements
from storage.engine import Engine, Transaction

EVERYONE = Audience(groups=((Condition(trait=Trait.everyone),),))


def an_audience(*traits: tuple[Trait, str]) -> Audience:
    """Joined by "or"."""
    return Audience(groups=tuple((Condition(trait=trait, value=value),) for trait, value in traits))


def about(consultation: int, *, button: bool = False) -> dict[str, object]:
    """What makes an announcement speak of a consultation, and perhaps lead to it."""
    link = Link(action="consultation", value=str(consultation))
    return {
        "subject": Subject(kind="consultation", id=str(ConsultationId(consultation))),
        "buttons": (link,) if button else (),
    }


async def announce(
    tx: Transaction,
    title: str = "Спира водата в {място}",
    *,
    now: datetime,
    state: AnnouncementState = AnnouncementState.sending,
    audience: Audience = EVERYONE,
    texts: Mapping[str, Content] | None = None,
    author: ParticipantId | None = None,
    **facts: object,
) -> Announcement:
    """One that has begun, unless `state` says that it has not; its text is its title unless `texts` say another."""
    one = await announcements.add(tx, author=author, fallback="bg", now=now)
    begun = state not in (AnnouncementState.draft, AnnouncementState.ready, AnnouncementState.approved)
    known = {"title": title, "state": state, "audience": audience, "began_at": now if begun else None}
    saved = await announcements.save(tx, one.model_copy(update={**known, **facts}), now=now)
    for language, content in (texts or {"bg": Content(kind=Kind.text, html=title)}).items():
        await announcements.put_text(tx, saved.id, saved.revision, language, content)
    return saved


async def deliver(
    tx: Transaction,
    one: Announcement,
    who: Participant,
    *,
    due_at: datetime,
    state: DeliveryState = DeliveryState.digest,
    sent_at: datetime | None = None,
    place: str | None = None,
) -> None:
    await tx.run(
        """INSERT INTO deliveries
               (announcement, participant, language, place, due_at, state, revision, message_id, sent_at)
           VALUES
               (:announcement, :participant, :language, :place, :due_at, :state, :revision, :message_id, :sent_at)""",
        announcement=one.id,
        participant=who.id,
        language=who.language,
        place=place,
        due_at=int(due_at.timestamp()),
        state=state.value,
        revision=one.revision if state is DeliveryState.shown else 0,
        message_id=77 if state is DeliveryState.shown else None,
        sent_at=None if sent_at is None else int(sent_at.timestamp()),
    )


async def state_of(engine: Engine, number: AnnouncementId, who: Participant) -> DeliveryState:
    async with engine.read() as tx:
        found = await announcements.of_person(tx, number, who.id)
    assert found is not None
    return found.state


async def change(tx: Transaction, one: Announcement, *, now: datetime, **facts: object) -> Announcement:
    current = await announcements.get(tx, one.id)
    return await announcements.save(tx, current.model_copy(update=facts), now=now)
