"""What the demo's town hall has written to its people: invented, and over before anybody looks at it."""

from datetime import datetime, timedelta

from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.domain.contents import Content, Kind
from bot.domain.deliveries import Tally
from bot.domain.ids import ForumId
from bot.services.announcements import drafting, pointing
from bot.services.turn import Turn
from storage import announcements

SAID = {
    "bg": "<b>Какво излезе от форума за парковете</b>\n\nБлагодарим на всички, които дойдоха. Обобщението вече е тук.",
    "en": "<b>What came of the forum on parks</b>\n\nThank you to all who came. The summary is out now.",
}
WRITTEN_FOR = timedelta(minutes=30)
SECONDS = timedelta(seconds=2)
"""What a town of so few people takes."""


async def tell(turn: Turn, forum: ForumId, *, reached: int) -> None:
    """One that everybody got at that time, so that there is something to repeat. Its copies are forgotten by now."""
    everyone = Audience(groups=((Condition(trait=Trait.everyone),),))
    number = 0
    for language, html in SAID.items():
        one, _ = await drafting.write(turn, number, language, Content(kind=Kind.text, html=html))
        number = one.id
    one = await pointing.add_action(turn, number, "forum", str(forum))
    asked_at: datetime = turn.now + WRITTEN_FOR
    counts = Count(
        recipients=reached, by_language={"bg": reached}, now=reached, quiet=0, digest=0, blocked=0, paused=0, declined=0
    )
    sent = {
        "state": AnnouncementState.sent,
        "audience": everyone,
        "counts": counts,
        "counted_at": asked_at,
        "approver": turn.participant.id,
        "approved_at": asked_at,
        "promised": reached,
        "began_at": asked_at,
        "finished_at": asked_at + SECONDS,
    }
    await announcements.save(turn.tx, one.model_copy(update=sent), now=asked_at + SECONDS)
    await announcements.put_results(turn.tx, one.id, Tally(shown=reached))
