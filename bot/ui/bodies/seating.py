"""Seats as staff see them: all of them, one, and the link by which it is offered."""

from urllib.parse import quote

from bot.domain.bodies import Seat
from bot.i18n import Translator
from bot.services.bodies.seating import Offer, Seating
from bot.services.consultations import Page
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import words
from bot.ui.desks import GoBodyDesk
from bot.ui.navigation import back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

SEATS_A_PAGE = 8


def seating(t: Translator, shown: Seating, wanted: int, *, manages: bool, said: str | None = None) -> Screen:
    """`manages`: whether seats may be opened and changed; else they are only read."""
    body = shown.body
    page = Page.of(len(shown.seats), wanted, SEATS_A_PAGE)
    found = shown.seats[page.number * SEATS_A_PAGE : (page.number + 1) * SEATS_A_PAGE]
    held = sum(one.is_held for one in shown.seats)
    text = paragraphs(
        said,
        lines(words.title(t, body), t("bodies.members", n=held, seats=len(shown.seats)), page_line(t, page)),
        None if manages else lines(*(_line(t, one, shown) for one in found)),
    )
    seats: Rows = tuple((Button(_line(t, one, shown), work.ShowSeat(one.id)),) for one in found)
    new: Rows = ((Button(t.plain("bodies.new_seat"), work.Begin("seat", body.id)),),)
    rows: Rows = (
        *(seats if manages else ()),
        *pager(t, page, lambda number: work.ShowSeating(body.id, number)),
        *(new if manages else ()),
        back_row(t, GoBodyDesk(body.id)),
    )
    return Screen(text, rows)


def _line(t: Translator, seat: Seat, shown: Seating) -> str:
    return shorten(f"{words.function(t, seat)}: {holder(t, seat, shown)}", TITLE_LABEL)


def holder(t: Translator, seat: Seat, shown: Seating) -> str:
    """Who sits there, as far as this role may know; else whom it is for."""
    if seat.is_held:
        return (seat.name if shown.names else seat.public_name) or t.plain("bodies.unnamed")
    if seat.id in shown.invited:
        return t.plain("bodies.invited")
    return t.plain("bodies.vacant_for", label=seat.label) if seat.label else t.plain("bodies.vacant")


def seat(t: Translator, one: Seat, shown: Seating, *, said: str | None = None) -> Screen:
    text = paragraphs(
        said,
        lines(
            words.title(t, shown.body),
            f"{words.function(t, one)}: {holder(t, one, shown)}",
            t("bodies.seat_quota", quota=one.quota) if one.quota else None,
            t("bodies.seat_organisation", organisation=one.organisation) if one.organisation else None,
        ),
        _presence(t, one, shown),
    )
    number = str(one.id)
    edits = [
        Button(t.plain("bodies.edit_function"), work.Begin("s.function", number)),
        Button(t.plain("bodies.edit_quota"), work.Begin("s.quota", number)),
        Button(t.plain("bodies.edit_from"), work.Begin("s.from", number)),
        Button(t.plain("bodies.edit_holder"), work.Begin("s.holder", number)),
    ]
    rows: Rows = (*_ways(t, one, shown), *in_pairs(edits), back_row(t, work.ShowSeating(one.body, 0)))
    return Screen(text, rows)


def _presence(t: Translator, one: Seat, shown: Seating) -> str | None:
    if one.participant is not None:
        about = t("bodies.is_here")
    elif one.is_held:
        about = t("bodies.is_not_here")
    else:
        return None
    return lines(about, t("bodies.name_public") if one.name_public else t("bodies.name_not_public"))


def _ways(t: Translator, one: Seat, shown: Seating) -> Rows:
    rows: Rows = ()
    if one.participant is None:
        again = one.id in shown.invited
        label = t.plain("bodies.offer_again") if again else t.plain("bodies.offer")
        rows = ((Button(label, work.OfferSeat(one.id)),),)
    if one.is_held:
        if one.name_public:
            rows = (*rows, (Button(t.plain("bodies.hide_name"), work.ShowName(one.id, False)),))
        elif one.participant is None:
            rows = (*rows, (Button(t.plain("bodies.show_name"), work.ShowName(one.id, True)),))
        return (*rows, (Button(t.plain("bodies.free_seat"), work.AskFree(one.id)),))
    return (*rows, (Button(t.plain("bodies.end_seat"), work.EndSeat(one.id)),))


def ask_free(t: Translator, one: Seat, shown: Seating) -> Screen:
    rows: Rows = (
        (
            Button(t.plain("bodies.free_now"), work.FreeSeat(one.id)),
            Button(t.plain("common.no"), work.ShowSeat(one.id)),
        ),
        menu_row(t),
    )
    return Screen(t("bodies.ask_free", name=holder(t, one, shown), body=words.name(t, shown.body)), rows)


def given(t: Translator, offer: Offer, *, url: str) -> Screen:
    """The one time that the link is shown."""
    body, function = words.name(t, offer.body), t.plain(words.FUNCTIONS[offer.seat.function])
    text = t("bodies.given", body=body, function=function, moment=t.moment(offer.expires_at), url=url)
    share = t.plain("bodies.share_seat", body=body, function=function)
    address = f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(share, safe='')}"
    rows: Rows = (
        (Button(t.plain("bodies.share_with"), url=address),),
        back_row(t, work.ShowSeat(offer.seat.id)),
    )
    return Screen(text, rows)
