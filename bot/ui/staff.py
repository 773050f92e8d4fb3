"""The staff's home, their list, and invitations from both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.ids import OrganisationId
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.services.staff import Colleague, Desk, Given, Invitation, Member, Offered, Profile, Roster
from bot.ui.callbacks import Callback
from bot.ui.navigation import (
    OPEN_NOW,
    Accept,
    GoHelp,
    GoHome,
    GoManaged,
    GoPrivacy,
    GoPublish,
    GoStaff,
    back_row,
    menu_row,
)
from bot.ui.paging import pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

LINK = "s"
"""The letter that an invitation's deep link begins with."""

ROLES = {
    Role.owner: mark("staff.role_owner"),
    Role.moderator: mark("staff.role_moderator"),
    Role.editor: mark("staff.role_editor"),
    Role.auditor: mark("staff.role_auditor"),
}
"""As they stand in a sentence."""
ROLE_LABELS = {
    Role.owner: mark("staff.label_owner"),
    Role.moderator: mark("staff.label_moderator"),
    Role.editor: mark("staff.label_editor"),
    Role.auditor: mark("staff.label_auditor"),
}


@dataclass(frozen=True, slots=True)
class ShowStaff(Callback, prefix="mod.list"):
    page: int


@dataclass(frozen=True, slots=True)
class ShowColleague(Callback, prefix="mod.one"):
    participant: int


@dataclass(frozen=True, slots=True)
class ChangeRole(Callback, prefix="mod.role"):
    participant: int
    role: str


@dataclass(frozen=True, slots=True)
class AskRevoke(Callback, prefix="mod.ask"):
    participant: int


@dataclass(frozen=True, slots=True)
class Revoke(Callback, prefix="mod.revoke"):
    participant: int


@dataclass(frozen=True, slots=True)
class Invite(Callback, prefix="mod.invite"):
    """Choose the role of somebody new."""


@dataclass(frozen=True, slots=True)
class InviteTo(Callback, prefix="mod.for"):
    """Choose their organisation."""

    role: str


@dataclass(frozen=True, slots=True)
class GiveInvitation(Callback, prefix="mod.give"):
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ShowInvitations(Callback, prefix="mod.open"):
    page: int


@dataclass(frozen=True, slots=True)
class Withdraw(Callback, prefix="mod.recall"):
    invitation: int


@dataclass(frozen=True, slots=True)
class AcceptInvitation(Callback, prefix="mod.join"):
    token: str


@dataclass(frozen=True, slots=True)
class DeclineInvitation(Callback, prefix="mod.decline"):
    token: str


@dataclass(frozen=True, slots=True)
class ShowAudit(Callback, prefix="mod.audit"):
    page: int


def home(t: Translator, desk: Desk) -> Screen:
    """What waits, and the ways this role may go."""
    organisation = desk.organisation.name(t.language)
    text = paragraphs(
        t("staff.home", name=desk.member.name, role=t.plain(ROLES[desk.member.role]), organisation=organisation),
        lines(
            t("staff.open", n=desk.open),
            t("staff.coming", n=desk.coming),
            t("staff.drafts", n=desk.drafts),
            t("staff.parked", n=desk.parked) if desk.parked else None,
        ),
    )
    rows: Rows = ()
    if desk.prepares:
        rows = (
            (Button(t.plain("staff.publish"), GoPublish()),),
            (Button(t.plain("staff.consultations"), GoManaged(0)),),
        )
    ways = []
    if desk.manages:
        ways.append(Button(t.plain("staff.staff"), ShowStaff(0)))
    if desk.reads_audit:
        ways.append(Button(t.plain("staff.audit"), ShowAudit(0)))
    return Screen(text, (*rows, *in_pairs(ways), menu_row(t)))


def roster(t: Translator, found: Roster, said: str | None = None) -> Screen:
    """Everybody of the staff; `said` is what has just been done, already in words."""
    text = paragraphs(
        said,
        lines(t("staff.list", n=found.page.total), _page_line(t, found.page)),
        lines(*(_line(t, one) for one in found.colleagues)),
    )
    waiting: Rows = ()
    if found.invitations:
        waiting = ((Button(t.plain("staff.invitations", n=found.invitations), ShowInvitations(0)),),)
    rows: Rows = (
        *((Button(_label(t, one.member), ShowColleague(one.member.participant)),) for one in found.colleagues),
        *pager(t, found.page, ShowStaff),
        (Button(t.plain("staff.invite"), Invite()),),
        *waiting,
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def _line(t: Translator, one: Colleague) -> str:
    since = t.short_date(one.since.astimezone(t.zone).date())
    return t("staff.line", name=one.member.name, role=t.plain(ROLES[one.member.role]), date=since)


def _label(t: Translator, member: Member) -> str:
    return shorten(f"{member.name} · {t.plain(ROLES[member.role])}", TITLE_LABEL)


def colleague(t: Translator, found: Profile, *, was: Role | None = None) -> Screen:
    """One of the staff; `was` is the role they had until a moment ago, to be taken back."""
    member = found.colleague.member
    text = paragraphs(
        None if was is None else t("common.saved"),
        lines(
            t("staff.card", name=member.name, role=t.plain(ROLES[member.role])),
            found.organisation.name(t.language),
            t("staff.since", date=t.short_date(found.colleague.since.astimezone(t.zone).date())),
        ),
        t("staff.by_setting") if found.by_setting else None,
        t("staff.change_role"),
    )
    undo: Rows = ()
    if was is not None and not found.own:
        undo = ((Button(t.plain("common.undo"), ChangeRole(member.participant, was.value)),),)
    others = [
        Button(t.plain(ROLE_LABELS[role]), ChangeRole(member.participant, role.value))
        for role in Role
        if role is not member.role
    ]
    rows: Rows = (
        *undo,
        *in_pairs(others),
        (Button(t.plain("staff.revoke"), AskRevoke(member.participant)),),
        back_row(t, ShowStaff(0)),
    )
    return Screen(text, rows)


def ask_revoke(t: Translator, found: Profile) -> Screen:
    member = found.colleague.member
    text = paragraphs(
        t("staff.ask_revoke_own") if found.own else t("staff.ask_revoke", name=member.name),
        t("staff.by_setting") if found.by_setting else None,
    )
    rows: Rows = (
        (
            Button(t.plain("staff.revoke_now"), Revoke(member.participant)),
            Button(t.plain("common.no"), ShowColleague(member.participant)),
        ),
        menu_row(t),
    )
    return Screen(text, rows)


def revoked(t: Translator) -> Screen:
    """To somebody whose access ended: at once on their own wish, or as a notice."""
    return Screen(t("staff.revoked"), (menu_row(t),))


# -- inviting ----------------------------------------------------------------------------------------------------------


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
        lines(t("staff.invitations_title", n=page.total), _page_line(t, page)),
        lines(
            *(
                t(
                    "staff.invitation_line",
                    number=one.id,
                    role=t.plain(ROLES[one.role]),
                    organisation=known[one.organisation].name(t.language),
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


def _page_line(t: Translator, page: Page) -> str | None:
    return t("staff.page", page=page.number + 1, pages=page.pages) if page.pages > 1 else None
