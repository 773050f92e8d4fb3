"""Every button about writing announcements, forged: nothing leaks, nothing is sent, nothing breaks."""

from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Audience
from bot.domain.contents import Link
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Role
from bot.ui.callbacks import REGISTRY
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged
from tests.copies import announce
from tests.journeys.conftest import Stage
from tests.journeys.forging import forge_all, forgeries
from tests.journeys.test_hostile_text import unhurt

SECRET = "Тайната чернова"
WORDS = ("bg", "xx", "forum", "append", "../../etc/passwd")
DOORS = (GoAnnouncementDesk, GoAnnouncementsManaged)


KINDS = [one for one in REGISTRY.values() if one.prefix.startswith("an.w.") or one in DOORS]


async def prepared(stage: Stage, state: AnnouncementState) -> AnnouncementId:
    async with stage.app.engine.write() as tx:
        link = Link(labels={"bg": "Тук"}, url="https://a.bg")
        one = await announce(tx, SECRET, now=stage.clock.now(), state=state, audience=Audience(), buttons=(link, link))
    return one.id


async def everything(stage: Stage) -> list[dict[str, object]]:
    async with stage.app.engine.read() as tx:
        return [{**row} for row in await tx.all("SELECT * FROM announcements ORDER BY id")]


async def test_forged_buttons_leak_and_send_nothing(stage: Stage) -> None:
    draft = await prepared(stage, AnnouncementState.draft)
    sent = await prepared(stage, AnnouncementState.sent)
    await stage.app.broadcast.work_all()  # drafts of the town file are counted
    before = await everything(stage)
    citizen = await stage.citizen()
    assert SECRET not in await forge_all(stage, citizen, forgeries(KINDS, [draft], WORDS))
    assert await everything(stage) == before
    editor = await stage.member("Елена", Role.editor)
    await forge_all(stage, editor, forgeries(KINDS, [draft, sent, 999], WORDS))
    after = await everything(stage)
    assert [row for row in after if row["id"] == sent] == [row for row in before if row["id"] == sent]
    assert {row["state"] for row in after if row["id"] != sent} <= {"draft", "template"}
    await unhurt(stage)
