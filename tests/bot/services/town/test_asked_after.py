"""The example town: its forum is followed by the questionnaire that its town file tells."""

from datetime import timedelta
from pathlib import Path

import bot
from bot.domain.calendar import SOFIA
from bot.domain.questionnaires import Status
from bot.services.town import importing
from storage import forums
from storage import questionnaires as stored
from storage.engine import Engine
from tests.asking import Poll

EXAMPLE = Path(bot.__file__).parent / "examples" / "haskovo.yaml"


async def test_the_demo_forum_leads_who_came_to_the_questionnaire_of_the_file(database: Engine) -> None:
    town = Poll(database)
    await town.begin()
    async with town.engine.write() as tx:
        report = await importing.import_town(tx, EXAMPLE, now=town.now, zone=SOFIA)
        forum = await forums.by_slug(tx, "demo-forum")
    assert report.sections["questionnaires"].added == 1
    assert report.sections["announcements"].added == 6
    assert forum is not None
    assert forum.end is not None
    (maria,) = await town.crowd(1, language="bg")
    await town.came(maria, forum)
    await town.tick()
    (asked,) = await town.of_forum(forum)
    assert (asked.template, asked.anonymous, asked.status(town.now)) == ("post-forum", True, Status.waiting)
    assert len(asked.definition.questions) == 14
    town.now = forum.end + timedelta(hours=14)
    await town.tick()
    (opened,) = await town.of_forum(forum)
    assert opened.is_open(town.now)
    assert ["Вашата оценка за форума" in text for text in town.received(maria)] == [True]
    async with town.engine.read() as tx:
        assert (await stored.ticket(tx, opened.id, maria.id)) is not None
