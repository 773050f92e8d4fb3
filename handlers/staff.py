"""The staff: their home, who belongs to it, invitations from both sides, and the audit trail."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.staff import Action, AlreadyStaff, InvitationOver, NamedBySetting, Role
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import Conversation
from bot.services import audit, invitations, staff
from bot.ui import audit as trails
from bot.ui import invitations as offers
from bot.ui import staff as screens
from bot.ui.callbacks import BadCallback
from bot.ui.desks import GoStaff
from bot.ui.home import bad_link


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise BadCallback() from error


async def show_home(context: Context, choice: GoStaff) -> None:
    context.show(screens.home(context.t, await staff.desk(context.turn)))


async def staff_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    desk = await staff.desk(context.turn)
    context.exchange.suspend()
    context.show(screens.home(context.t, desk))


# -- colleagues --------------------------------------------------------------------------------------------------------


async def show_staff(update: Update, context: Context) -> None:
    await _roster(context, context.choice(screens.ShowStaff).page)


async def _roster(context: Context, page: int = 0, said: str | None = None) -> None:
    context.show(screens.roster(context.t, await staff.roster(context.turn, page), said))


async def show_colleague(update: Update, context: Context) -> None:
    number = context.choice(screens.ShowColleague).participant
    context.show(screens.colleague(context.t, await staff.profile(context.turn, number)))


async def change_role(update: Update, context: Context) -> None:
    """Whoever gives up the staff's management themselves is shown their home: the card is no longer theirs to see."""
    choice = context.choice(screens.ChangeRole)
    was = await staff.change_role(context.turn, choice.participant, _role(choice.role))
    if not context.turn.may(Action.staff_manage):
        await show_home(context, GoStaff())
        return
    found = await staff.profile(context.turn, choice.participant)
    context.show(screens.colleague(context.t, found, was=was))


async def ask_revoke(update: Update, context: Context) -> None:
    found = await staff.profile(context.turn, context.choice(screens.AskRevoke).participant)
    if found.is_out_of_reach:
        raise NamedBySetting()
    context.show(screens.ask_revoke(context.t, found))


async def revoke(update: Update, context: Context) -> None:
    member = await staff.revoke(context.turn, context.choice(screens.Revoke).participant)
    if context.turn.member is None:
        context.show(screens.revoked(context.t))
        return
    await _roster(context, said=context.t("staff.revoked_now", name=member.name))


# -- inviting ----------------------------------------------------------------------------------------------------------


async def invite(update: Update, context: Context) -> None:
    context.turn.require(Action.staff_manage)
    context.show(offers.invite(context.t))


async def invite_to(update: Update, context: Context) -> None:
    role = _role(context.choice(offers.InviteTo).role)
    context.show(offers.invite_to(context.t, role, await invitations.organisations(context.turn)))


async def give_invitation(update: Update, context: Context) -> None:
    choice = context.choice(offers.GiveInvitation)
    given = await invitations.invite(context.turn, role=_role(choice.role), organisation=choice.organisation)
    url = doors.url(context.bot_username, f"{offers.LINK}{given.token}")
    context.show(offers.given(context.t, given, url=url))


async def show_invitations(update: Update, context: Context) -> None:
    await _invitations(context, context.choice(screens.ShowInvitations).page)


async def _invitations(context: Context, page: int) -> None:
    context.show(offers.invitations(context.t, *await invitations.waiting(context.turn, page)))


async def withdraw(update: Update, context: Context) -> None:
    await invitations.withdraw(context.turn, context.choice(offers.Withdraw).invitation)
    context.answer(context.t.plain("staff.withdrawn"))
    await _roster(context)


# -- being invited -----------------------------------------------------------------------------------------------------


def _name(update: Update) -> str:
    user = update.effective_user
    assert user is not None
    return user.full_name


async def open_invitation(context: Context, token: str) -> bool:
    """What follows `?start=s`. It may be looked at without a record."""
    turn = context.turn
    try:
        offer = await invitations.offered(turn, token)
    except InvitationOver:
        return False
    if turn.member is not None:
        context.show(offers.already(context.t, turn.member, valid=True))
        return True
    name = None if turn.actor is None else _name(context.exchange.update)
    context.show(offers.offered(context.t, offer, token, name=name))
    return True


async def accept(update: Update, context: Context) -> None:
    token = context.choice(offers.AcceptInvitation).token
    try:
        member = await invitations.accept(context.turn, token, name=_name(update))
    except (InvitationOver, AlreadyStaff) as refusal:
        _in_vain(context, refusal)
        return
    context.show(offers.joined(context.t, member))


async def decline(update: Update, context: Context) -> None:
    try:
        await invitations.decline(context.turn, context.choice(offers.DeclineInvitation).token)
    except (InvitationOver, AlreadyStaff) as refusal:
        _in_vain(context, refusal)
        return
    context.show(offers.declined(context.t))


def _in_vain(context: Context, refusal: InvitationOver | AlreadyStaff) -> None:
    """Pressed twice, or too late, or by somebody it is not for: a screen takes its place, so that it ends there.

    Both are refused before anything is written.
    """
    member = context.turn.member
    if member is None:
        context.show(bad_link(context.t))
    else:
        context.show(offers.already(context.t, member, valid=isinstance(refusal, AlreadyStaff)))


# -- the audit trail ---------------------------------------------------------------------------------------------------


async def show_audit(update: Update, context: Context) -> None:
    found = await audit.read(context.turn, context.choice(screens.ShowAudit).page)
    context.show(trails.trail(context.t, found))


DOORS = {GoStaff: show_home}
LINKS = {offers.LINK: open_invitation}
CONVERSATIONS: list[Conversation] = []


def handlers() -> list[Handler]:
    return [
        CommandHandler("staff", staff_command, filters=filters.ChatType.PRIVATE),
        pressed(screens.ShowStaff, show_staff),
        pressed(screens.ShowColleague, show_colleague),
        pressed(screens.ChangeRole, change_role),
        pressed(screens.AskRevoke, ask_revoke),
        pressed(screens.Revoke, revoke),
        pressed(screens.Invite, invite),
        pressed(offers.InviteTo, invite_to),
        pressed(offers.GiveInvitation, give_invitation),
        pressed(screens.ShowInvitations, show_invitations),
        pressed(offers.Withdraw, withdraw),
        pressed(offers.AcceptInvitation, accept),
        pressed(offers.DeclineInvitation, decline),
        pressed(screens.ShowAudit, show_audit),
    ]
