"""Certificates of participation, for those who came: asked for with a name, which is kept only until it is made."""

from bot.domain.checkin import NotAttended
from bot.domain.errors import WrongState
from bot.domain.forum_texts import clean_guest
from bot.domain.forums import Forum, ForumStatus
from bot.domain.ids import ForumId
from bot.services.forums.reading import public
from bot.services.turn import Turn
from storage import reports
from storage.forums import registrations

CERTIFICATE = "certificate"
"""As the request for it says; `bot.reports` makes it."""

OVER = frozenset({ForumStatus.held, ForumStatus.summarised})


async def attended(turn: Turn, number: int) -> Forum:
    """A forum the person came to. Raises ConsentNeeded, NotFound, WrongState until it is over, NotAttended."""
    person = turn.participant
    forum = await public(turn, number)
    status = forum.status(turn.now)
    if status not in OVER:
        raise WrongState(state=status.value, action="certify")
    own = await registrations.of(turn.tx, ForumId(number), person.id)
    if own is None or not own.attended:
        raise NotAttended()
    return forum


async def certify(turn: Turn, number: int, name: str) -> None:
    """Have it made; it comes into the chat. Raises as `attended`, and what `clean_guest` refuses."""
    forum = await attended(turn, number)
    person = turn.participant
    await reports.ask(
        turn.tx,
        CERTIFICATE,
        forum=forum.id,
        name=clean_guest(name),
        format="pdf",
        language=person.language,
        chat_id=person.telegram_id,
        now=turn.now,
    )
