"""Who sees which button of answering, and what a forged one does: a polite nothing, and a line in the audit."""

from collections.abc import Iterator

import pytest

from bot.domain.proposals import ProposalKind
from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.services.answering import Act
from bot.ui.answering import callbacks as buttons
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnswering, GoQueue, GoSections
from tests.journeys.answering import acts, consultation, get, open_item, open_queue, sent
from tests.journeys.conftest import Stage

BG = translator("bg")
REFUSED = BG("errors.not-allowed").striptags()


def every_button(proposal: int, about: int, version: int) -> Iterator[Callback]:
    """Each way in that answering has."""
    yield from (GoQueue("open", 0, 0), GoAnswering(proposal), GoSections(about))
    yield buttons.Narrow("unchecked", about, 0, "statement", 0)
    yield buttons.ByConsultation("open", "", 0)
    yield buttons.BySection("open", about, 0)
    yield buttons.ByKind("open", about)
    yield buttons.OpenItem(proposal, "open")
    yield buttons.NextItem(proposal, "open")
    for act in ("redact", "drop", "publish", "review", "finish"):
        yield buttons.Ask(act, proposal, version, "open")
    for act in ("show", "redact", "part", "drop", "publish", "review", "finish"):
        yield buttons.Do(act, proposal, version, "open")
    for act in ("hide", "merge", "ask", "answer", "forward", "lacks", "extend", "redirect"):
        yield buttons.Begin(act, proposal, version, "open")
        yield buttons.BeginAnew(act, proposal, version, "open")
    yield buttons.ShowText(proposal, 0, "open")
    yield buttons.ShowThread(proposal, 0, "open")
    yield buttons.ShowHistory(proposal, 0, "open")
    yield buttons.ReadName(proposal, "open")
    yield buttons.SendFile(proposal, 1)
    yield buttons.AnswerMany("open", 0, 0, "")
    yield buttons.Enter(about)
    yield buttons.EnterAnew(about)


OF_FORMS = (
    buttons.Back("a", "confirm"),
    buttons.Skip("a", "reason"),
    buttons.Take("a", "code", "insult"),
    buttons.Turn("b", "ticks", 1),
    buttons.Tick("b", 1, 0),
    buttons.TickAll("b", True),
    buttons.Finish("a", 1, 0),
    buttons.Finish("b", 1, 0),
    buttons.Finish("s", 1, 0),
)
"""Buttons of forms that the forger has not begun."""


async def forge(stage: Stage, person: Person, choice: Callback) -> None:
    person.forge(choice.pack())
    await stage.settle()


async def refusals(stage: Stage) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT count(*) FROM audit WHERE action = 'refused'"))


async def test_a_citizen_forges_in_vain_and_every_attempt_is_noted(stage: Stage) -> None:
    maria = await stage.citizen()
    about = await consultation(stage)
    one = await sent(stage, maria, consultation=about.id)
    before = await get(stage, one.id)
    for number, choice in enumerate(every_button(one.id, about.id, one.version), 1):
        await forge(stage, maria, choice)
        assert maria.answers[-1].text == REFUSED, choice
        assert await refusals(stage) == number, choice
    assert await get(stage, one.id) == before
    assert await acts(stage) == ["submitted"]


async def test_a_form_that_was_never_begun_opens_for_nobody(stage: Stage) -> None:
    maria = await stage.citizen()
    about = await consultation(stage)
    one = await sent(stage, maria, consultation=about.id)
    for choice in OF_FORMS:
        await forge(stage, maria, choice)
        assert maria.answers[-1].text in (
            REFUSED, BG.plain("answering.already_done"), BG.plain("help.old_screen"), None
        ), choice  # fmt: skip
    assert one.text not in str([message.text for message in maria.messages])
    assert await acts(stage) == ["submitted"]


@pytest.mark.parametrize(
    "data", ["q.do:melt:1:1:open", "q.ask:show:1:1:open", "q.form:show:1:1:open", "q.do:hide:1:1:open"]
)
async def test_an_act_that_no_button_offers_is_not_done(stage: Stage, data: str) -> None:
    moderator = await stage.member("Николай", Role.moderator)
    one = await sent(stage, await stage.citizen(), ProposalKind.idea)
    moderator.forge(data)
    await stage.settle()
    assert moderator.answers[-1].text == BG.plain("help.old_screen")
    assert await get(stage, one.id) == one


async def test_nothing_is_said_of_what_does_not_exist(stage: Stage) -> None:
    moderator = await stage.member("Николай", Role.moderator)
    await forge(stage, moderator, GoAnswering(999))
    assert BG("errors.not-found").striptags() in moderator.last.text


LABELS = {act: BG.plain(f"answering.act_{act}") for act in Act}
DECIDE = {Act.forward, Act.lacks}


@pytest.mark.parametrize(
    ("role", "organisation", "idea", "formal"),
    [
        (Role.owner, "municipality", {Act.show, Act.hide, Act.merge, Act.answer}, {Act.ask, Act.answer, *DECIDE}),
        (Role.moderator, "municipality", {Act.show, Act.hide, Act.merge, Act.answer}, {Act.ask, Act.answer, *DECIDE}),
        (Role.moderator, "alliance", {Act.show, Act.hide, Act.merge, Act.answer}, {Act.ask, Act.answer}),
        (Role.editor, "municipality", {Act.answer}, {Act.answer}),
    ],
)
async def test_each_role_sees_the_acts_it_may_do(
    stage: Stage, role: Role, organisation: str, idea: set[Act], formal: set[Act]
) -> None:
    maria = await stage.citizen()
    found = {ProposalKind.idea: idea, ProposalKind.formal: formal}
    member = await stage.member("Николай", role, organisation)
    for kind, expected in found.items():
        await open_item(stage, member, await sent(stage, maria, kind))
        assert {act for act, label in LABELS.items() if label in member.labels()} == expected


async def test_an_auditor_reads_counts_and_no_proposals(stage: Stage) -> None:
    auditor = await stage.member("Елена", Role.auditor)
    await sent(stage, await stage.citizen(), ProposalKind.idea)
    await stage.say(auditor, "/staff")
    assert "Предложения за проверка: 1" in auditor.last.text
    assert "Проверка" not in str(auditor.labels())
    await open_queue(stage, auditor)
    assert auditor.answers[-1].text == REFUSED


async def test_whoever_decides_for_another_organisation_prepares_but_does_not_publish(stage: Stage) -> None:
    ngo = await stage.member("Елена", Role.moderator, "alliance")
    one = await sent(stage, await stage.citizen(), ProposalKind.idea)
    await open_item(stage, ngo, one)
    await stage.press(ngo, "Покажи")
    await stage.press(ngo, "Подготви отговор")
    await stage.press(ngo, "Не се приема")
    await stage.press(ngo, "Вземи 1")
    assert "чернова" in ngo.last.text
    assert "Публикувай" not in str(ngo.labels())
    await forge(stage, ngo, buttons.Do("publish", one.id, 3, "open"))
    assert ngo.answers[-1].text == REFUSED
    assert (await get(stage, one.id)).answer is None
