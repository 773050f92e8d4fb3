"""Invitations as both sides see them, in every language."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.domain.ids import OrganisationId, ParticipantId
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.consultations import Page
from bot.services.invitations import Given, Offered
from bot.ui import invitations as offers
from bot.ui.navigation import Accept
from bot.ui.screen import Screen
from storage.staff import Invitation, Member
from tests.membership import NOON
from tests.screens import assert_fits

NAME = "Мария <b>& Иванова " * 3
NUMBER = 10**17
LONG_ID = OrganisationId("a" * 40)
HALL = Organisation(id=LONG_ID, names={"bg": "Сдружение <i>& " + "много дълго име " * 12}, may_decide=True)
TOKEN = "Ab_-" * 5 + "xy"
WEEK = NOON + timedelta(days=7)


def every_screen(t: Translator) -> Iterator[Screen]:
    yield offers.invite(t)
    for role in Role:
        member = Member(ParticipantId(NUMBER), role, LONG_ID, may_decide=True, name=NAME)
        yield offers.invite_to(t, role, [HALL, HALL])
        yield offers.given(t, Given(TOKEN, role, HALL, WEEK, NUMBER), url=f"https://t.me/some_bot?start=s{TOKEN}")
        yield from (offers.offered(t, Offered(role, HALL, WEEK), TOKEN, name=name) for name in (NAME, None))
        yield offers.joined(t, member)
        yield from (offers.already(t, member, valid=valid) for valid in (True, False))
    open_ones = [Invitation(NUMBER, Role.moderator, LONG_ID, ParticipantId(1), WEEK, used=False)] * 8
    yield offers.invitations(t, open_ones, {LONG_ID: HALL}, Page(1, 3, 24))
    yield offers.invitations(t, [], {}, Page(0, 1, 0))
    yield offers.declined(t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_whatever_names_there_are(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


def test_somebody_without_a_record_is_asked_for_consent_and_comes_back_to_the_invitation() -> None:
    offer = Offered(Role.editor, HALL, WEEK)
    found = choices(offers.offered(translator("bg"), offer, TOKEN, name=None))
    assert Accept(f"s{TOKEN}") in found
    assert not any(isinstance(one, offers.AcceptInvitation) for one in found)


def test_what_is_kept_is_said_before_it_is_accepted() -> None:
    text = offers.offered(translator("bg"), Offered(Role.editor, HALL, WEEK), TOKEN, name="Мария").text
    assert "ще запазим името Ви „Мария“" in text
    assert "сряда, 11 ноември 2026 г., 12:00 ч." in text
