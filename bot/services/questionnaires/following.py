"""Questionnaires that follow their forum: one that names a template has a questionnaire that waits for its end.

The tick sees to it, so that it makes no difference when the template was named, by whom, or what crashed meanwhile.
"""

from datetime import timedelta

from bot.domain.errors import NotFound
from bot.domain.ids import ForumId
from bot.domain.questionnaires import Audience
from bot.services.questionnaires.templates import questionnaire_for
from bot.services.turn import Turn
from storage import questionnaires as stored

NOT_LATER = timedelta(days=2)
"""After the end of a forum nobody expects to be asked about it any more, unless staff ask themselves."""
AT_ONCE = 50


async def follow_forums(turn: Turn) -> bool:
    """Publish what forums name, once; withdraw what waits for a forum that was called off."""
    wanted = await stored.forums_wanting(turn.tx, over_since=turn.now - NOT_LATER, limit=AT_ONCE)
    missing = 0
    for forum, slug in wanted:
        try:
            await publish_for(turn, forum, slug)
        except NotFound:
            missing += 1  # named by hand, and gone from the town file's templates: asked again at the next tick
    called_off = await stored.of_cancelled_forums(turn.tx, limit=AT_ONCE)
    for number in called_off:
        questionnaire = await stored.get(turn.tx, number)
        await stored.save(turn.tx, questionnaire.withdraw())
        turn.audit("questionnaire.withdrawn", subject=f"questionnaire:{number}")
    return missing == len(wanted) and len(called_off) < AT_ONCE


async def publish_for(turn: Turn, forum: ForumId, slug: str) -> None:
    """Raises NotFound for an unknown template."""
    draft = await questionnaire_for(turn, slug, Audience(forum=forum))
    number = await stored.add(turn.tx, draft.publish(turn.now))
    turn.audit("questionnaire.published", subject=f"questionnaire:{number}", forum=forum)
