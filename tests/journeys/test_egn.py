"""An ЕГН is never stored, whoever typed it and wherever: neither in a record nor in a form that was left half-way."""

import pytest

from bot.domain.ids import ProposalId
from bot.domain.proposals import ProposalKind
from bot.domain.staff import Role
from bot.ui.answering.callbacks import Begin, Enter, SendFile
from storage.proposals import files_of
from tests.journeys.answering import consultation, get, sent
from tests.journeys.conftest import Stage
from tests.journeys.saying import TO_THE_PREVIEW, answer, everything_kept, forge
from tests.journeys.saying import begin as begin_saying
from tests.proposing import TEXT

EGN = "7523169263"
WORDS = f"Лицето с ЕГН {EGN} няма отношение."

ACTS = {
    "hide": (ProposalKind.idea, ("[Обида]", WORDS)),
    "ask": (ProposalKind.formal, (WORDS,)),
    "answer": (ProposalKind.idea, ("[Приема се]", WORDS, f"Отдел {EGN}", "1.12.2026")),
    "lacks": (ProposalKind.formal, (WORDS,)),
}


@pytest.mark.parametrize("act", ACTS)
async def test_what_staff_type_about_a_proposal_is_kept_without_it(stage: Stage, act: str) -> None:
    kind, said = ACTS[act]
    moderator = await stage.member("Николай", Role.moderator)
    one = await sent(stage, await stage.citizen(), kind)
    await forge(stage, moderator, Begin(act, one.id, one.version, "open").pack())
    for words in said:
        await answer(stage, moderator, words)
        assert EGN not in await everything_kept(stage)
    assert "▒▒▒" in await everything_kept(stage)


async def test_where_a_formal_proposal_went_is_kept_without_it(stage: Stage) -> None:
    moderator = await stage.member("Николай", Role.moderator)
    one = await sent(stage, await stage.citizen(), ProposalKind.formal)
    await forge(stage, moderator, Begin("forward", one.id, one.version, "open").pack())
    await answer(stage, moderator, "94-00-17", "[Днес]", "[Входящ номер]")
    forwarded = await get(stage, one.id)
    await forge(stage, moderator, Begin("redirect", one.id, forwarded.version, "open").pack())
    await answer(stage, moderator, f"Областна управа {EGN}", WORDS)
    kept = await everything_kept(stage)
    assert "Областна управа ▒▒▒" in kept
    assert EGN not in kept


async def test_what_came_on_paper_is_without_it_from_the_first_question_on(stage: Stage) -> None:
    about = await consultation(stage)
    editor = await stage.member("Елена", Role.editor)
    await forge(stage, editor, Enter(about.id).pack())
    said = (f"Иван Иванов {EGN}", f"чл. 3, за {EGN}", "[Против]", f"{TEXT} {EGN}")
    for words in ("[На хартия]", "[Становище]", "[Днес]", "[Гражданин]", *said):
        await answer(stage, editor, words)
        assert EGN not in await everything_kept(stage)


async def test_a_file_is_kept_under_a_name_without_it_and_its_caption_too(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin_saying(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW[:4])
    citizen.attach(f"ЕГН_{EGN}.pdf", b"%PDF-1.4 small", "application/pdf", caption=f"Моето ЕГН е {EGN}.")
    await stage.settle()
    kept = await everything_kept(stage)
    assert "ЕГН_▒▒▒.pdf" in kept
    assert EGN not in kept


async def test_a_photo_that_was_attached_reaches_staff_as_a_photo(stage: Stage) -> None:
    citizen, moderator = await stage.citizen(), await stage.member("Николай", Role.moderator)
    await begin_saying(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW[:4], "[photo двор.jpg]", "[Готово]", *TO_THE_PREVIEW[5:], "[Изпрати]")
    async with stage.app.engine.read() as tx:
        (photo,) = await files_of(tx, ProposalId(1))
    await forge(stage, moderator, SendFile(1, photo.id).pack())
    assert moderator.last.photo is not None
