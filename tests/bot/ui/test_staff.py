"""The staff's screens, in every language and with whatever names."""

from collections.abc import Iterator

import pytest

from bot.domain.ids import ForumId, MeetingId, OrganisationId, ParticipantId
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.consultations import Page
from bot.services.staff import Colleague, Desk, Member, Profile, Roster, Today
from bot.ui import staff as screens
from bot.ui.desks import GoForumDesk, GoPublish
from bot.ui.navigation import GoMeeting
from bot.ui.screen import Screen
from tests.membership import NOON
from tests.screens import assert_fits

NAME = "Мария <b>& Иванова " * 3
NUMBER = 10**17
LONG_ID = OrganisationId("a" * 40)
HALL = Organisation(id=LONG_ID, names={"bg": "Сдружение <i>& " + "много дълго име " * 12}, may_decide=True)


TODAY = (
    Today(NOON, "Форум <b>& " + "за парка " * 20, forum=ForumId(NUMBER)),
    Today(NOON, "Съвет <b>& " + "по водите " * 20, meeting=MeetingId(NUMBER)),
)


def a_member(role: Role = Role.moderator) -> Member:
    return Member(ParticipantId(NUMBER), role, LONG_ID, may_decide=True, name=NAME)


def a_profile(role: Role = Role.moderator, *, own: bool = False, by_setting: bool = False) -> Profile:
    return Profile(Colleague(a_member(role), NOON), HALL, own=own, by_setting=by_setting)


def a_desk(role: Role, *, reach: bool) -> Desk:
    return Desk(
        a_member(role), HALL, open=1, coming=22, drafts=333, parked=int(reach),
        waiting={"unchecked": 12_345, "unanswered": 6, "overdue": 7 * reach, "spravki": 8},
        prepares=reach, answers=reach, manages=reach, reads_audit=reach, today=TODAY if reach else (),
    )  # fmt: skip


def every_screen(t: Translator) -> Iterator[Screen]:
    for role in Role:
        yield from (screens.home(t, a_desk(role, reach=reach)) for reach in (True, False))
        for own in (True, False):
            for by_setting in (True, False):
                found = a_profile(role, own=own, by_setting=by_setting)
                yield screens.colleague(t, found)
                yield screens.colleague(t, found, was=Role.owner)
                yield screens.ask_revoke(t, found)
    crowd = [Colleague(a_member(), NOON)] * 8
    yield screens.roster(t, Roster(crowd, Page(1, 3, 24), invitations=999), t("staff.revoked_now", name=NAME))
    yield screens.roster(t, Roster(crowd[:1], Page(0, 1, 1), invitations=0))
    yield screens.revoked(t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_whatever_names_there_are(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


def test_a_role_is_offered_no_way_that_it_may_not_go() -> None:
    t = translator("bg")
    assert GoPublish() not in choices(screens.home(t, a_desk(Role.auditor, reach=False)))
    assert GoPublish() in choices(screens.home(t, a_desk(Role.moderator, reach=True)))


def test_the_home_speaks_of_faults_only_where_there_are_some() -> None:
    t = translator("en")
    assert "fault" in screens.home(t, a_desk(Role.owner, reach=True)).text
    assert "fault" not in screens.home(t, a_desk(Role.owner, reach=False)).text


@pytest.mark.parametrize("role", Role)
def test_a_role_can_be_changed_to_any_other_and_taken_back(role: Role) -> None:
    found = choices(screens.colleague(translator("bg"), a_profile(role), was=None))
    offered = {one.role for one in found if isinstance(one, screens.ChangeRole)}
    assert offered == set(Role) - {role}


def test_of_an_owner_named_by_the_setting_nothing_is_offered_to_be_taken_away() -> None:
    t = translator("bg")
    screen = screens.colleague(t, a_profile(Role.owner, by_setting=True))
    kinds = {type(one) for one in choices(screen)}
    assert kinds.isdisjoint({screens.ChangeRole, screens.AskRevoke})
    assert "PRESTIGE_OWNER_IDS" in screen.text
    own = {type(one) for one in choices(screens.colleague(t, a_profile(Role.owner, own=True, by_setting=True)))}
    assert {screens.ChangeRole, screens.AskRevoke} <= own


def test_what_is_on_today_comes_first() -> None:
    found = choices(screens.home(translator("bg"), a_desk(Role.moderator, reach=True)))
    assert found[:2] == [GoForumDesk(NUMBER), GoMeeting(NUMBER)]
