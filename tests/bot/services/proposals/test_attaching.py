"""Files of a draft: their sender's own, a few, and alive as long as the draft is."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import ConsentNeeded
from bot.domain.retention import DRAFT
from bot.domain.typed import AttachmentNotAccepted, TooManyFiles
from bot.services import privacy, proposals
from bot.services.privacy import Copy
from bot.services.turn import Turn
from storage import files
from storage.engine import Engine
from storage.files import FileId
from tests.desk import TOWN
from tests.proposing import an_author

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


async def attach(turn: Turn, *before: FileId, name: str = "план.pdf", photo: bool = False) -> FileId:
    return await proposals.attach(
        turn, before, name=name, mime=None, size=10, telegram_id=f"t-{name}-{len(before)}", photo=photo
    )


async def test_the_fourth_file_is_refused(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        turn.actor = await an_author(tx, turn, 1)
        kept: list[FileId] = []
        for _ in range(3):
            kept.append(await attach(turn, *kept))
        with pytest.raises(TooManyFiles) as refusal:
            await attach(turn, *kept)
        assert refusal.value.facts == {"limit": 3}


async def test_a_photo_is_kept_as_one(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        turn.actor = await an_author(tx, turn, 1)
        photo = await files.get(tx, await attach(turn, photo=True))
        assert (photo.name, photo.mime, photo.photo) == ("photo.jpg", "image/jpeg", True)
        assert not (await files.get(tx, await attach(turn))).photo
        with pytest.raises(AttachmentNotAccepted):
            await attach(turn, name="a.exe")


async def test_nobody_without_a_record_leaves_a_file(database: Engine) -> None:
    async with database.write() as tx:
        with pytest.raises(ConsentNeeded):
            await attach(Turn(tx=tx, now=NOW, town=TOWN))


async def test_looking_at_a_draft_prolongs_its_files_in_their_order(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        turn.actor = await an_author(tx, turn, 1)
        kept = [await attach(turn, name=name) for name in ("б.pdf", "а.pdf")]
        later = Turn(tx=tx, now=NOW + DRAFT, town=TOWN, actor=turn.actor)
        assert [one.id for one in await proposals.attached(later, [*reversed(kept), FileId(999)])] == [*reversed(kept)]
        await files.forget_expired(tx, NOW + 2 * DRAFT + timedelta(seconds=1))
        assert len(await proposals.attached(later, kept)) == 2


async def test_a_copy_of_ones_data_takes_the_place_of_the_last_copy_alone(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        turn.actor = await an_author(tx, turn, 1)
        attached = await attach(turn)
        for _ in range(2):
            await privacy.keep_copies(turn, [Copy("copy.json", "application/json", b"{}")])
        assert await tx.value("SELECT count(*) FROM files WHERE name = 'copy.json'") == 1
        assert (await files.get(tx, attached)).name == "план.pdf"
