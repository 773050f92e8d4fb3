"""Announcements of a town file: nothing is sent, and staff's own work stays."""

from pathlib import Path

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Condition, Trait
from storage import announcements
from storage.engine import Engine
from tests.bot.services.town import NOON, take, text
from tests.bot.services.town.test_references import ANNOUNCEMENT

SENT = ANNOUNCEMENT | {"id": "was", "title_en": "It was", "body_en": "In <the> park.", "status": "sent"}


async def kept(database: Engine, slug: str) -> tuple[Announcement, dict[str, str]]:
    async with database.read() as tx:
        number, _ = (await announcements.from_files(tx))[slug]
        one = await announcements.get(tx, number)
        texts = await announcements.texts(tx, number, one.revision)
        return one, {language: content.html for language, content in texts.items()}


async def test_a_draft_stays_one_and_what_was_sent_is_a_template(database: Engine, tmp_path: Path) -> None:
    report = await take(database, tmp_path, text(announcements=[ANNOUNCEMENT, SENT | {"audience": {"all": True}}]))
    assert report.sections["announcements"].added == 2
    draft, said = await kept(database, "come")
    assert (draft.state, draft.title, draft.author) == (AnnouncementState.draft, "Елате на форума", None)
    assert said == {"bg": "<b>Елате на форума</b>\n\nГоворим за парковете."}
    assert draft.audience == Audience(groups=((Condition(trait=Trait.topic, value="green"),),))
    template, said = await kept(database, "was")
    assert template.state is AnnouncementState.template
    assert said["en"] == "<b>It was</b>\n\nIn &lt;the&gt; park."
    assert template.audience == Audience(groups=((Condition(trait=Trait.everyone),),))


async def test_taken_again_only_what_the_file_tells_otherwise_changes(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(announcements=[ANNOUNCEMENT, SENT]))
    draft, _ = await kept(database, "come")
    async with database.write() as tx:
        await announcements.save(tx, draft.edit(audience=Audience()), now=NOON)
    same = await take(database, tmp_path, text(announcements=[ANNOUNCEMENT, SENT]))
    assert same.sections["announcements"].unchanged == 2
    changed = ANNOUNCEMENT | {"title_bg": "Елате в парка"}
    report = await take(database, tmp_path, text(announcements=[changed, SENT]))
    assert (report.sections["announcements"].changed, report.sections["announcements"].unchanged) == (1, 1)
    draft, _ = await kept(database, "come")
    assert (draft.title, draft.audience) == ("Елате в парка", Audience())


async def test_what_has_left_the_desk_is_not_touched(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(announcements=[ANNOUNCEMENT]))
    draft, _ = await kept(database, "come")
    async with database.write() as tx:
        await announcements.save(tx, draft.model_copy(update={"state": AnnouncementState.sending}), now=NOON)
    report = await take(database, tmp_path, text(announcements=[ANNOUNCEMENT | {"body_bg": "Друго."}]))
    assert report.sections["announcements"].unchanged == 1
    assert (await kept(database, "come"))[1]["bg"].endswith("Говорим за парковете.")
