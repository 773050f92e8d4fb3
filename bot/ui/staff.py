"""The staff's home, their list, and one of them."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.staff import Role
from bot.i18n import Translator, mark
from bot.services.staff import Colleague, Desk, Member, Profile, Roster, Today
from bot.ui.callbacks import Callback
from bot.ui.desks import (
    GoAnnouncementsManaged,
    GoBodiesManaged,
    GoChats,
    GoForumDesk,
    GoForumsManaged,
    GoManaged,
    GoPublish,
    GoQuestionnairesManaged,
    GoQueue,
    GoReportingList,
    GoStaff,
)
from bot.ui.navigation import GoMeeting, back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

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
class ShowInvitations(Callback, prefix="mod.open"):
    page: int


@dataclass(frozen=True, slots=True)
class ShowAudit(Callback, prefix="mod.audit"):
    page: int


def home(t: Translator, desk: Desk) -> Screen:
    """What is on today, what waits, and the ways this role may go."""
    organisation = desk.organisation.name(t.language)
    text = paragraphs(
        t("staff.home", name=desk.member.name, role=t.plain(ROLES[desk.member.role]), organisation=organisation),
        lines(
            t("staff.unchecked", n=desk.waiting["unchecked"]),
            t("staff.unanswered", n=desk.waiting["unanswered"]),
            t("staff.overdue", n=desk.waiting["overdue"]) if desk.waiting["overdue"] else None,
            t("staff.spravki", n=desk.waiting["spravki"]),
            t("staff.to_approve", n=desk.to_approve) if desk.to_approve else None,
        ),
        lines(
            t("staff.open", open=desk.open, coming=desk.coming, drafts=desk.drafts),
            t("staff.parked", n=desk.parked) if desk.parked else None,
        ),
    )
    rows: Rows = tuple((_today(t, one),) for one in desk.today)
    if desk.answers:
        overdue = Button(t.plain("staff.to_overdue"), GoQueue("overdue", 0, 0))
        rows = (
            *rows,
            (
                Button(t.plain("staff.to_check"), GoQueue("unchecked", 0, 0)),
                Button(t.plain("staff.to_answer"), GoQueue("unanswered", 0, 0)),
            ),
            (*((overdue,) if desk.waiting["overdue"] else ()), Button(t.plain("staff.to_spravki"), GoReportingList(0))),
        )
    if desk.prepares:
        rows = (
            *rows,
            (Button(t.plain("staff.consultations"), GoManaged(0)), Button(t.plain("staff.publish"), GoPublish())),
            (
                Button(t.plain("staff.forums"), GoForumsManaged(0)),
                Button(t.plain("staff.questionnaires"), GoQuestionnairesManaged(0)),
            ),
        )
    ways = []
    if desk.prepares:
        label = t.plain("staff.announcements_waiting", n=desk.to_approve) if desk.to_approve else None
        ways.append(Button(label or t.plain("staff.announcements"), GoAnnouncementsManaged("work", 0)))
        ways.append(Button(t.plain("staff.bodies"), GoBodiesManaged(0)))
        ways.append(Button(t.plain("staff.chats"), GoChats(0)))
    if desk.manages:
        ways.append(Button(t.plain("staff.staff"), ShowStaff(0)))
    if desk.reads_audit:
        ways.append(Button(t.plain("staff.audit"), ShowAudit(0)))
    return Screen(text, (*rows, *in_pairs(ways), menu_row(t)))


def _today(t: Translator, one: Today) -> Button:
    time = t.time(one.starts_at)
    if one.forum is not None:
        return Button(shorten(t.plain("staff.today_forum", time=time, title=one.title)), GoForumDesk(one.forum))
    return Button(shorten(t.plain("staff.today_meeting", time=time, title=one.title)), GoMeeting(one.meeting or 0))


def roster(t: Translator, found: Roster, said: str | None = None) -> Screen:
    """Everybody of the staff; `said` is what has just been done, already in words."""
    text = paragraphs(
        said,
        lines(t("staff.list", n=found.page.total), page_line(t, found.page)),
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
    fixed = found.is_out_of_reach and member.role is Role.owner
    roles = [] if fixed else [role for role in Role if role is not member.role]
    text = paragraphs(
        None if was is None else t("common.saved"),
        lines(
            t("staff.card", name=member.name, role=t.plain(ROLES[member.role])),
            found.organisation.name(t.language),
            t("staff.since", date=t.short_date(found.colleague.since.astimezone(t.zone).date())),
        ),
        _by_setting(t, found),
        t("staff.change_role") if roles else None,
    )
    undo: Rows = ()
    if was is not None and not found.own:
        undo = ((Button(t.plain("common.undo"), ChangeRole(member.participant, was.value)),),)
    others = [Button(t.plain(ROLE_LABELS[role]), ChangeRole(member.participant, role.value)) for role in roles]
    revoke: Rows = ((Button(t.plain("staff.revoke"), AskRevoke(member.participant)),),)
    rows: Rows = (
        *undo,
        *in_pairs(others),
        *(() if found.is_out_of_reach else revoke),
        back_row(t, ShowStaff(0)),
    )
    return Screen(text, rows)


def _by_setting(t: Translator, found: Profile) -> Markup | None:
    if not found.by_setting:
        return None
    return t("staff.by_setting_own") if found.own else t("staff.by_setting")


def ask_revoke(t: Translator, found: Profile) -> Screen:
    member = found.colleague.member
    text = paragraphs(
        t("staff.ask_revoke_own") if found.own else t("staff.ask_revoke", name=member.name),
        _by_setting(t, found),
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
