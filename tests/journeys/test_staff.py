"""The staff come, change and go: by links and buttons, over HTTP."""

import re
from datetime import UTC, datetime

import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.desks import GoStaff
from bot.ui.invitations import AcceptInvitation, DeclineInvitation, GiveInvitation, InviteTo, Withdraw
from bot.ui.staff import AskRevoke, ChangeRole, Invite, Revoke, ShowAudit, ShowColleague, ShowInvitations, ShowStaff
from tests.journeys.conftest import OWNER, Stage

BG = translator("bg")
HALL = "Община Хасково"


async def desk(stage: Stage, member: Person) -> None:
    await stage.say(member, "/staff")


async def invited(stage: Stage, owner: Person, role: str = "Модератор", organisation: str = HALL) -> str:
    """The payload of the link that the owner is given."""
    await desk(stage, owner)
    for label in ("Хора и роли", "Покани човек", role, organisation):
        await stage.press(owner, label)
    found = re.search(r"start=(s[A-Za-z0-9_-]+)", owner.last.text)
    assert found is not None
    return found[1]


async def acts(stage: Stage) -> list[str]:
    async with stage.app.engine.read() as tx:
        return [row["action"] for row in await tx.all("SELECT action FROM audit ORDER BY id")]


async def number_of(stage: Stage, person: Person) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT id FROM participants WHERE telegram_id = :id", id=person.id))


async def test_somebody_new_is_invited_agrees_and_goes_to_work(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)

    newcomer = stage.person("Николай", last_name="Петров")
    await stage.start(newcomer, link)
    await stage.press(newcomer, "Приемам")  # the record, without which there is nothing to join with
    assert "Канят Ви за модератор" in newcomer.last.text
    assert HALL in newcomer.last.text
    assert "понеделник, 9 ноември 2026 г., 09:00 ч." in newcomer.last.text
    assert "„Николай Петров“" in newcomer.last.text
    await stage.press(newcomer, "Приемам")
    assert "Добре дошли в екипа" in newcomer.last.text

    await stage.press(newcomer, "Към екипа")
    assert "Николай Петров · модератор" in newcomer.last.text
    assert "Нова консултация" in " ".join(newcomer.labels())
    assert "Хора и роли" not in " ".join(newcomer.labels())

    await desk(stage, owner)
    await stage.press(owner, "Дневник")
    assert "Ново в екипа: Николай Петров, модератор" in owner.last.text
    assert await acts(stage) == ["staff.owner_named", "staff.names_read", "staff.invited", "staff.joined"]


async def test_whoever_only_looks_around_sees_the_invitation_and_can_still_agree(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner, "Одитор")
    newcomer = stage.person("Emily", "en")
    await stage.start(newcomer, link)
    await stage.press(newcomer, "Just browse")
    assert "invited as auditor" in newcomer.last.text
    await stage.press(newcomer, "I agree")
    assert "we keep your name “Emily”" in newcomer.last.text
    await stage.press(newcomer, "Accept")
    assert "Your role: auditor" in newcomer.last.text
    await stage.press(newcomer, "staff's page")
    assert newcomer.labels() == ["📜 Audit trail", "🏠 Menu"]
    await stage.press(newcomer, "Audit trail")
    assert "New on the staff: Emily, auditor" in newcomer.last.text


@pytest.mark.parametrize("answer", ["Приемам", "Отказвам"])
async def test_a_link_works_once_whatever_the_answer(stage: Stage, answer: str) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    guest = await stage.citizen("Петър")
    await stage.start(guest, link)
    offer = guest.last
    await stage.press(guest, answer)
    other = await stage.citizen("Иван")
    await stage.start(other, link)
    assert other.last.text == BG("help.bad_link").striptags()

    said = guest.last.text
    guest.forge(AcceptInvitation(link[1:]).pack(), offer)  # the same button once more, as a double tap is
    await stage.settle()
    again = BG("staff.already", role="модератор") if answer == "Приемам" else BG("help.bad_link")
    assert said != guest.last.text == again.striptags()


async def test_two_taps_on_accept_join_once(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    guest = await stage.citizen("Петър")
    await stage.start(guest, link)
    guest.press("Приемам")
    guest.press("Приемам")
    await stage.settle()
    assert (await acts(stage)).count("staff.joined") == 1
    assert "модератор" in guest.last.text


async def test_whoever_gave_the_link_may_try_it_without_using_it_up(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    await stage.start(owner, link)
    assert "за друг човек" in owner.last.text
    guest = await stage.citizen("Петър")
    await stage.start(guest, link)
    assert "Канят Ви" in guest.last.text


async def test_a_link_is_over_after_a_week(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    guest = await stage.citizen("Петър")
    await stage.start(guest, link)
    await stage.advance(days=7)
    await stage.press(guest, "Приемам")
    assert guest.last.text == BG("help.bad_link").striptags()
    await stage.start(guest, link)
    assert guest.last.text == BG("help.bad_link").striptags()


@pytest.mark.parametrize("rest", ["", "x", "A" * 22, "-" * 40])
async def test_a_forged_link_opens_nothing(stage: Stage, rest: str) -> None:
    guest = await stage.citizen("Петър")
    await stage.start(guest, f"s{rest}")
    assert guest.last.text == BG("help.bad_link").striptags()


async def test_a_link_that_was_withdrawn_is_over(stage: Stage) -> None:
    owner = await stage.owner()
    first, second = await invited(stage, owner), await invited(stage, owner, "Редактор", "Алианс")
    await stage.press(owner, "Оттегли поканата")
    assert "вече не работи" in (owner.answers[-1].text or "")
    await stage.press(owner, "Неприети покани: 1")
    await stage.press(owner, "Оттегли покана")
    assert "Неприети" not in " ".join(owner.labels())
    guest = await stage.citizen("Петър")
    for link in (first, second):
        await stage.start(guest, link)
        assert guest.last.text == BG("help.bad_link").striptags()


async def test_an_owner_changes_a_role_and_takes_it_back(stage: Stage) -> None:
    owner = await stage.owner()
    editor = await stage.member("Васил", Role.editor)
    await desk(stage, owner)
    for label in ("Хора и роли", "Васил", "Модератор"):
        await stage.press(owner, label)
    assert "Запазено" in owner.last.text
    assert "Роля: модератор" in owner.last.text
    await stage.press(owner, "Отмени")
    assert "Роля: редактор" in owner.last.text
    await desk(stage, editor)
    assert "Васил · редактор" in editor.last.text


async def test_whoever_is_revoked_is_told_after_their_quiet_hours_and_stays_a_citizen(stage: Stage) -> None:
    owner = await stage.owner()
    moderator = await stage.member("Николай", Role.moderator)
    await stage.advance_to(datetime(2026, 11, 2, 20, 0, tzinfo=UTC))  # ten in the evening
    await desk(stage, owner)
    for label in ("Хора и роли", "Николай", "Отнеми достъпа", "Отнеми"):
        await stage.press(owner, label)
    assert "Достъпът на Николай е спрян" in owner.last.text
    before = len(moderator.messages)
    await stage.advance_to(datetime(2026, 11, 3, 5, 59, tzinfo=UTC))
    assert len(moderator.messages) == before
    await stage.advance_to(datetime(2026, 11, 3, 6, 0, tzinfo=UTC))
    assert moderator.last.text == BG("staff.revoked").striptags()

    await stage.press(moderator, "Меню")
    assert "За екипа" not in " ".join(moderator.labels())
    assert "Настройки" in " ".join(moderator.labels())


async def test_whoever_is_back_by_then_is_not_told_that_they_are_gone(stage: Stage) -> None:
    owner = await stage.owner()
    moderator = await stage.member("Николай", Role.moderator)
    await stage.advance_to(datetime(2026, 11, 2, 20, 0, tzinfo=UTC))
    await desk(stage, owner)
    for label in ("Хора и роли", "Николай", "Отнеми достъпа", "Отнеми"):
        await stage.press(owner, label)
    await stage.start(moderator, await invited(stage, owner))
    await stage.press(moderator, "Приемам")
    await stage.advance(days=1)
    assert all(message.text != BG("staff.revoked").striptags() for message in moderator.messages)


async def test_the_last_owner_can_neither_step_down_nor_leave(stage: Stage) -> None:
    owner = await stage.owner()
    await desk(stage, owner)
    for label in ("Хора и роли", "Надежда", "Редактор"):
        await stage.press(owner, label)
    assert owner.answers[-1].text == BG("errors.last-owner").striptags()
    for label in ("Отнеми достъпа", "Отнеми"):
        await stage.press(owner, label)
    assert owner.answers[-1].text == BG("errors.last-owner").striptags()
    await desk(stage, owner)
    assert "Надежда · отговорник" in owner.last.text


async def test_an_owner_may_leave_once_there_is_another(stage: Stage) -> None:
    owner = await stage.owner()
    await stage.member("Васил", Role.owner)
    await desk(stage, owner)
    for label in ("Хора и роли", "Надежда", "Отнеми достъпа"):
        await stage.press(owner, label)
    assert "собствения Ви достъп" in owner.last.text
    assert "в настройките на бота" in owner.last.text
    await stage.press(owner, "Отнеми")
    assert owner.last.text == BG("staff.revoked").striptags()


async def test_an_owner_of_the_setting_stays_until_the_setting_changes(stage: Stage) -> None:
    owner = await stage.owner()
    second = await stage.member("Васил", Role.owner)
    await desk(stage, second)
    for label in ("Хора и роли", "Надежда"):
        await stage.press(second, label)
    assert "PRESTIGE_OWNER_IDS" in second.last.text
    assert "Отнеми достъпа" not in str(second.labels())
    number = await number_of(stage, owner)
    for forged in (AskRevoke(number), Revoke(number), ChangeRole(number, "auditor")):
        second.forge(forged.pack())
        await stage.settle()
        assert second.answers[-1].text == BG("errors.named-by-setting").striptags()
    await desk(stage, owner)
    assert "Надежда · отговорник" in owner.last.text


async def test_an_owner_who_steps_down_lands_on_the_home_of_the_new_role(stage: Stage) -> None:
    owner = await stage.owner()
    await stage.member("Васил", Role.owner)
    await desk(stage, owner)
    for label in ("Хора и роли", "Надежда", "Одитор"):
        await stage.press(owner, label)
    assert "Надежда · одитор" in owner.last.text
    assert owner.labels() == ["📜 Дневник", "🏠 Меню"]


MANAGING = [
    ShowStaff(0),
    ShowColleague(1),
    ChangeRole(1, "owner"),
    AskRevoke(1),
    Revoke(1),
    Invite(),
    InviteTo("owner"),
    GiveInvitation("owner", "municipality"),
    ShowInvitations(0),
    Withdraw(1),
]


async def test_buttons_of_owners_are_refused_to_others_and_the_attempt_is_audited(stage: Stage) -> None:
    owner = await stage.owner()
    editor, citizen = await stage.member("Васил", Role.editor), await stage.citizen()
    await desk(stage, owner)
    for person in (editor, citizen):
        for choice in (*MANAGING, ShowAudit(0)):
            person.forge(choice.pack())
            await stage.settle()
            assert person.answers[-1].text == BG("errors.not-allowed").striptags(), choice
    assert (await acts(stage)).count("refused") == 2 * len(MANAGING) + 2

    await desk(stage, owner)
    await stage.press(owner, "Дневник")
    assert "Отказано, няма право: четене на дневника" in owner.last.text
    assert "Човек извън екипа" in owner.last.text
    assert "Мария" not in owner.last.text
    await stage.press(owner, "Още")
    assert "Страница 2 от" in owner.last.text


async def test_the_staff_command_is_refused_to_a_citizen_in_words(stage: Stage) -> None:
    citizen = await stage.citizen()
    await desk(stage, citizen)
    assert citizen.last.text == BG("errors.not-allowed").striptags()


@pytest.mark.parametrize(
    "data",
    [
        "mod.role:1:emperor",
        "mod.role:1",
        "mod.role:x:editor",
        "mod.for:emperor",
        "mod.give:emperor:municipality",
        "mod.list:-",
        "mod.one:99999999999999999999",
    ],
)
async def test_a_forged_button_leads_on_and_does_nothing(stage: Stage, data: str) -> None:
    owner = await stage.owner()
    owner.forge(data)
    await stage.settle()
    assert owner.answers[-1].text == BG.plain("help.old_screen")
    assert await acts(stage) == ["staff.owner_named"]


@pytest.mark.parametrize(
    "choice",
    [
        ShowColleague(404),
        ChangeRole(404, "editor"),
        Revoke(404),
        Withdraw(404),
        GiveInvitation("editor", "nowhere"),
    ],
)
async def test_a_button_of_something_that_is_gone_says_so(stage: Stage, choice: ShowColleague) -> None:
    owner = await stage.owner()
    owner.forge(choice.pack())
    await stage.settle()
    assert owner.last.text == BG("errors.not-found").striptags()


@pytest.mark.parametrize("choice", [ShowStaff(99), ShowStaff(-5), ShowInvitations(99), ShowAudit(10**17), GoStaff()])
async def test_a_page_that_does_not_exist_is_the_nearest_that_does(stage: Stage, choice: ShowStaff) -> None:
    owner = await stage.owner()
    owner.forge(choice.pack())
    await stage.settle()
    assert owner.last.text
    assert "Меню" in " ".join(owner.labels())
    assert owner.answers[-1].text is None


async def test_an_invitation_cannot_be_answered_without_a_record(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    visitor = stage.person("Петър")
    await stage.start(visitor, link)
    visitor.forge(AcceptInvitation(link[1:]).pack())
    await stage.settle()
    assert visitor.last.text == BG("start.consent_needed").striptags()
    assert "staff.joined" not in await acts(stage)


async def test_whoever_declines_without_a_record_leaves_none(stage: Stage) -> None:
    owner = await stage.owner()
    link = await invited(stage, owner)
    visitor = stage.person("Петър")
    await stage.start(visitor, link)
    await stage.press(visitor, "Само разглеждам")
    await stage.press(visitor, "Отказвам")
    assert visitor.last.text == BG("staff.declined").striptags()
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM participants") == 1
    await desk(stage, owner)
    await stage.press(owner, "Дневник")
    assert "Отказана покана" in owner.last.text
    assert "Някой без запис" in owner.last.text


async def test_the_invitations_of_somebody_revoked_are_over(stage: Stage) -> None:
    owner = await stage.owner()
    second = await stage.member("Васил", Role.owner)
    link = await invited(stage, second)
    owner.forge(Revoke(await number_of(stage, second)).pack())
    await stage.settle()
    guest = await stage.citizen("Петър")
    await stage.start(guest, link)
    assert guest.last.text == BG("help.bad_link").striptags()
    guest.forge(DeclineInvitation(link[1:]).pack())
    await stage.settle()
    assert guest.last.text == BG("help.bad_link").striptags()


async def test_the_home_menu_leads_staff_to_their_work(stage: Stage) -> None:
    owner = await stage.owner()
    assert owner.id == OWNER
    await stage.start(owner)
    await stage.press(owner, "За екипа")
    assert "Надежда · отговорник" in owner.last.text
    await stage.press(owner, "Работа по консултации")
    await stage.press(owner, "Назад")
    assert "Надежда · отговорник" in owner.last.text
