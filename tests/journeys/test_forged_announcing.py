"""Every button about announcements, forged: nothing leaks, nothing is sent, nothing breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.contents import Content, Kind, Link
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Role
from bot.ui.callbacks import LIMIT, REGISTRY
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged, GoAudience, GoDecide
from bot.ui.navigation import GoAnnouncement, LessAnnouncements, WhyAnnouncement
from storage import announcements
from tests.copies import announce
from tests.deciding import a_count
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
    """But what came with the town, which is counted meanwhile."""
    async with stage.app.engine.read() as tx:
        return [{**row} for row in await tx.all("SELECT * FROM announcements WHERE slug IS NULL ORDER BY id")]


async def test_forged_buttons_leak_and_send_nothing(stage: Stage) -> None:
    draft = await prepared(stage, AnnouncementState.draft)
    sent = await prepared(stage, AnnouncementState.sent)
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


S = AnnouncementState
STATES = (S.draft, S.ready, S.approved, S.sending, S.sent)
BEGUN = (S.sending, S.sent)
TYPED = {
    "how": ("and", "xx"),
    "trait": ("everyone", "follows"),
    "value": ("", "roads"),
    "at": ("now", "typed"),
    "language": ("bg", "xx"),
    "format": ("xlsx", "xx"),
    "cadence": ("never", "xx"),
}


def decisions(found: Sequence[Mapping[str, object]]) -> list[str]:
    """Each button of deciding and of reading, with each of these as it stands."""
    doors = (GoAudience, GoDecide, GoAnnouncement, WhyAnnouncement, LessAnnouncements)
    kinds = [one for one in REGISTRY.values() if one.prefix.startswith(("an.d.", "an.c.")) or one in doors]
    data = []
    for kind in kinds:
        for row in found:
            known = {"announcement": row["id"], "version": row["version"], "count": 1, "on": 1}
            for turn in range(2):
                values = [TYPED.get(one.name, (known.get(one.name, 0),) * 2)[turn] for one in fields(kind)]
                data.append(":".join((kind.prefix, *map(str, values))))
    return [one for one in dict.fromkeys(data) if len(one.encode()) <= LIMIT]


async def out(stage: Stage, state: AnnouncementState) -> AnnouncementId:
    """For everybody, counted, and on pause, so that nothing moves by itself."""
    number = await prepared(stage, state)
    async with stage.app.engine.write() as tx:
        one = await announcements.get(tx, number)
        audience = Audience(groups=((Condition(trait=Trait.everyone),),))
        begun = {"began_at": stage.clock.now(), "title": "Обявено"} if state in BEGUN else {}
        changes = {"audience": audience, "counts": a_count(1), "counted_at": stage.clock.now(), "held": True, **begun}
        await announcements.save(tx, one.model_copy(update=changes), now=stage.clock.now())
        if begun:
            await announcements.put_text(tx, number, 1, "bg", Content(kind=Kind.text, html="Обявено"))
    return number


async def test_forged_decisions_decide_nothing(stage: Stage) -> None:
    for state in STATES:
        await out(stage, state)
    before = await everything(stage)
    citizen = await stage.citizen()
    auditor = await stage.member("Анна", Role.auditor)
    for nobody in (citizen, auditor):
        assert SECRET not in await forge_all(stage, nobody, decisions(before))
        assert await everything(stage) == before
    editor = await stage.member("Елена", Role.editor)
    await forge_all(stage, editor, decisions(before))
    for was, now in zip(before, await everything(stage), strict=True):
        if was["state"] in (S.draft, S.ready, S.approved):
            assert now["state"] in (was["state"], "draft", "ready")
        else:
            assert now == was
    await unhurt(stage)
