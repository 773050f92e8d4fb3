"""One thing arrives once: an announcement about a consultation of which people were alerted the same day."""

from bot.domain.announcements import Announcement
from bot.domain.calendar import midnight_after
from bot.domain.ids import ConsultationId
from bot.domain.leaving import after_todays_alert
from bot.domain.notices import alert_at, opening_key
from bot.services.turn import Turn
from storage.announcements import once as stored
from storage.announcements import snapshot
from storage.notices import alerts
from storage.notices.alerts import Pending


async def give_back(turn: Turn, one: Announcement, *, limit: int) -> None:
    """The first `limit` copies that wait are given up: alerts that were dropped because of them wait once more."""
    if one.began_at is None or not concerns(one):
        return
    assert one.subject is not None
    consultation = ConsultationId(int(one.subject.id))
    people = await stored.unheard(turn.tx, one.id, opening_key(consultation), limit=limit)
    await alerts.put(
        turn.tx,
        [Pending(person, consultation, alert_at(choice, turn.now, turn.town.zone)) for person, choice in people],
    )


def concerns(one: Announcement) -> bool:
    """Whether subscribers may hear of the same by an alert. What is personal or an emergency is said all the same."""
    return (
        one.subject is not None
        and one.subject.kind == "consultation"
        and not one.emergency
        and not one.audience.is_personal
    )


async def fold(turn: Turn, one: Announcement, *, after: int, upto: int) -> None:
    """As it begins, for people with ids in (after, upto]: who was alerted today of its consultation finds it in their
    next digest; where that alert still waits, it is dropped instead, because the announcement says it.
    """
    assert one.subject is not None
    consultation = ConsultationId(int(one.subject.id))
    wishes = await snapshot.wishes(turn.tx, after=after, upto=upto)
    await stored.fold(
        turn.tx,
        one.id,
        consultation,
        opening_key(consultation),
        [(wish, after_todays_alert(wish, turn.now, turn.town.zone)) for wish in wishes],
        since=turn.start_of_day,
        until=midnight_after(turn.today, turn.town.zone),
        after=after,
        upto=upto,
    )
    await stored.say_instead(turn.tx, one.id, consultation, after=after, upto=upto)
