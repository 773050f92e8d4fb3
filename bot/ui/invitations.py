"""Invitations to the staff, as those see them who invite and who are invited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.ids import OrganisationId
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.services.invitations import Given, Offered
from bot.ui.callbacks import Callback
from bot.ui.desks import GoStaff
from bot.ui.navigation import OPEN_NOW, Accept, GoHelp, GoHome, GoPrivacy, back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from bot.ui.staff import ROLE_LABELS, ROLES, Invite, ShowInvitations, ShowStaff
from storage.staff import Invitation, Member

LINK = "s"
"""The letter that an invitation's deep link begins with."""
LISTED_NAME = 120
"""Characters of an organisation's name in a list; the town file sets no limit."""


@dataclass(frozen=True, slots=True)
class InviteTo(Callback, prefix="mod.for"):
    """Choose their organisation."""

    role: str


@dataclass(frozen=True, slots=True)
class GiveInvitation(Callback, prefix="mod.give"):
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Withdraw(Callback, prefix="mod.recall"):
    invitation: int


@dataclass(frozen=True, slots=True)
class AcceptInvitation(Callback, prefix="mod.join"):
    token: str


@dataclass(frozen=True, slots=True)
class DeclineInvitation(Callback, prefix="mod.decline"):
    token: str


def invite(t: Translator) -> Screen:
    buttons = [Button(t.plain(ROLE_LABELS[role]), InviteTo(role.value)) for role in Role]
    return Screen(t("staff.which_role"), (*in_pairs(buttons), back_row(t, ShowStaff(0))))


def invite_to(t: Translator, role: Role, known: Sequence[Organisation]) -> Screen:
    deciding = t.listing([one.name(t.language) for one in known if one.may_decide])
    rows: Rows = (
        *((Button(shorten(one.name(t.language)), GiveInvitation(role.value, one.id)),) for one in known),
        back_row(t, Invite()),
    )
    return Screen(t("staff.which_organisation", role=t.plain(ROLES[role]), deciding=deciding), rows)


def given(t: Translator, invitation: Given, *, url: str) -> Screen:
    role, organisation = t.plain(ROLES[invitation.role]), invitation.organisation.name(t.language)
    text = t("staff.given", role=role, organisation=organisation, date=t.moment(invitation.expires_at), url=url)
    words = t.plain("staff.share_text", role=role, organisation=organisation)
    rows: Rows = (
        (
            Button(
                t.plain("staff.share"),
                url=f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(words, safe='')}",
            ),
        ),
        (Button(t.plain("staff.withdraw"), Withdraw(invitation.id)),),
        back_row(t, ShowStaff(0)),
    )
    return Screen(text, rows)


def invitations(
    t: Translator, found: Sequence[Invitation], known: Mapping[OrganisationId, Organisation], page: Page
) -> Screen:
    """Those that nobody has answered yet; pressing one withdraws it."""
    if not found:
        return Screen(t("staff.invitations_none"), (back_row(t, ShowStaff(0)),))
    text = paragraphs(
        lines(t("staff.invitations_title", n=page.total), page_line(t, page)),
        lines(
            *(
                t(
                    "staff.invitation_line",
                    number=one.id,
                    role=t.plain(ROLES[one.role]),
                    organisation=shorten(known[one.organisation].name(t.language), LISTED_NAME),
                    date=t.moment(one.expires_at),
                )
                for one in found
            )
        ),
    )
    rows: Rows = (
        *((Button(t.plain("staff.withdraw_one", number=one.id), Withdraw(one.id)),) for one in found),
        *pager(t, page, ShowInvitations),
        back_row(t, ShowStaff(0)),
    )
    return Screen(text, rows)


# -- being invited -----------------------------------------------------------------------------------------------------


def offered(t: Translator, offer: Offered, token: str, *, name: str | None) -> Screen:
    """`name` is what colleagues will see; None for somebody without a record, who is asked for consent first."""
    text = t(
        "staff.offered",
        role=t.plain(ROLES[offer.role]),
        organisation=offer.organisation.name(t.language),
        date=t.moment(offer.expires_at),
    )
    decline = Button(t.plain("staff.decline"), DeclineInvitation(token))
    if name is None:
        rows: Rows = (
            (Button(t.plain("start.accept"), Accept(f"{LINK}{token}")),),
            (decline, Button(t.plain("start.privacy"), GoPrivacy())),
            menu_row(t),
        )
        return Screen(paragraphs(text, t("staff.consent_first")), rows)
    rows = ((Button(t.plain("staff.accept"), AcceptInvitation(token)), decline), menu_row(t))
    return Screen(paragraphs(text, t("staff.name_is_kept", name=name)), rows)


def joined(t: Translator, member: Member) -> Screen:
    rows: Rows = ((Button(t.plain("staff.to_desk"), GoStaff()), Button(t.plain("common.menu"), GoHome())),)
    return Screen(t("staff.joined", role=t.plain(ROLES[member.role])), rows)


def declined(t: Translator) -> Screen:
    return Screen(t("staff.declined"), _ways_on(t))


def _ways_on(t: Translator) -> Rows:
    return (
        (Button(t.plain("home.consultations"), OPEN_NOW), Button(t.plain("home.help"), GoHelp(""))),
        menu_row(t),
    )


def already(t: Translator, member: Member, *, valid: bool) -> Screen:
    """Somebody at work already opens an invitation, such as whoever gave it. `valid`: others may still take it up."""
    rows: Rows = ((Button(t.plain("staff.to_desk"), GoStaff()), Button(t.plain("common.menu"), GoHome())),)
    text = t("staff.already", role=t.plain(ROLES[member.role]))
    return Screen(paragraphs(text, t("staff.for_somebody_else") if valid else None), rows)
