"""Becoming a member, being one and leaving; applying when members are sought."""

from bot.domain.bodies import Application, ApplicationStatus, Seat
from bot.domain.town import Body
from bot.i18n import Translator
from bot.services.bodies.seating import Offer
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import words
from bot.ui.navigation import Accept, GoBody, GoPrivacy, back_row, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

LINK = "j"
"""The letter that a seat's deep link begins with."""


def offered(t: Translator, offer: Offer, *, name: str | None) -> Screen:
    """`name` is what will be kept; None for somebody without a record, who is asked for consent first."""
    text = t(
        "bodies.offered",
        body=words.name(t, offer.body),
        function=t.plain(words.FUNCTIONS[offer.seat.function]),
        moment=t.moment(offer.expires_at),
    )
    refuse = Button(t.plain("bodies.refuse_seat"), buttons.RefuseSeat(offer.token))
    if name is None:
        rows: Rows = (
            (Button(t.plain("start.accept"), Accept(f"{LINK}{offer.token}")),),
            (refuse, Button(t.plain("start.privacy"), GoPrivacy())),
            menu_row(t),
        )
        return Screen(paragraphs(text, t("bodies.consent_first")), rows)
    public = t("bodies.name_is_public") if offer.seat.name_public else t("bodies.name_is_kept")
    rows = ((Button(t.plain("bodies.take_seat"), buttons.TakeSeat(offer.token)), refuse), menu_row(t))
    return Screen(paragraphs(text, t("bodies.name_will_be", name=offer.seat.name or name), public), rows)


def refused(t: Translator, body: Body) -> Screen:
    return Screen(t("bodies.seat_refused", body=words.name(t, body)), (back_row(t, GoBody(body.id)),))


def membership(t: Translator, body: Body, seat: Seat, *, joined: bool = False) -> Screen:
    """One's own seat; `joined` has just happened."""
    text = paragraphs(
        t("bodies.joined", body=words.name(t, body)) if joined else words.title(t, body),
        lines(
            t("bodies.you_are", function=t.plain(words.FUNCTIONS[seat.function])),
            t("bodies.seat_quota", quota=seat.quota) if seat.quota else None,
            t("bodies.seat_organisation", organisation=seat.organisation) if seat.organisation else None,
        ),
        t("bodies.name_shown", name=seat.name or "") if seat.name_public else t("bodies.name_hidden", name=seat.name),
        t("bodies.what_members_get"),
    )
    toggle = t.plain("bodies.hide_my_name") if seat.name_public else t.plain("bodies.show_my_name")
    rows: Rows = (
        (Button(toggle, buttons.ShowOwnName(body.id, not seat.name_public)),),
        (Button(t.plain("bodies.leave"), buttons.AskLeave(body.id)),),
        back_row(t, GoBody(body.id)),
    )
    return Screen(text, rows)


def ask_leave(t: Translator, body: Body) -> Screen:
    rows: Rows = (
        (
            Button(t.plain("bodies.leave_now"), buttons.Leave(body.id)),
            Button(t.plain("common.no"), buttons.ShowMembership(body.id)),
        ),
        menu_row(t),
    )
    return Screen(t("bodies.ask_leave", body=words.name(t, body)), rows)


def application(t: Translator, body: Body, one: Application, *, sent: bool = False, open_again: bool = False) -> Screen:
    """What somebody sent and what became of it; `sent` has just happened, `open_again` offers to send another."""
    reason = None
    if one.reason and one.status in (ApplicationStatus.accepted, ApplicationStatus.declined):
        reason = t("bodies.reason", reason=one.reason)
    text = paragraphs(
        t("bodies.applied") if sent else None,
        lines(words.title(t, body), t("bodies.application_is", state=t.plain(words.APPLICATIONS[one.status]))),
        reason,
        lines(
            t("bodies.applicant", name=one.name),
            t("bodies.seat_organisation", organisation=one.organisation) if one.organisation else None,
        ),
        one.text,
    )
    rows: Rows = ()
    if one.status is ApplicationStatus.submitted:
        rows = ((Button(t.plain("bodies.withdraw"), buttons.WithdrawApplication(body.id)),),)
    elif open_again:
        rows = ((Button(t.plain("bodies.apply_again"), buttons.Apply(body.id)),),)
    return Screen(text, (*rows, back_row(t, GoBody(body.id))))
