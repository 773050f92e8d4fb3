"""Bodies as anybody reads them: the list, one of them, its composition, rules and papers."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote

from markupsafe import Markup

from bot.domain.bodies import Seat
from bot.domain.forums import Forum
from bot.domain.town import Body, BodyKind
from bot.i18n import Translator, mark
from bot.services.bodies.reading import Card, Listing, is_waiting
from bot.services.consultations import Page
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import words
from bot.ui.desks import GoBodyDesk
from bot.ui.fitting import cut
from bot.ui.navigation import GoBodies, GoBody, GoForum, GoMeeting, back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.bodies.papers import Paper
from storage.bodies.record import Record

ROLE_ROOM, RULES_ROOM, ACT_ROOM = 900, 2_400, 320
"""UTF-16 units; a town file sets wider limits than the chat."""
SEATS_A_PAGE = 10
SAID = {
    "followed": mark("bodies.followed"),
    "unfollowed": mark("bodies.unfollowed"),
    "withdrawn": mark("bodies.application_taken_back"),
    "left": mark("bodies.left"),
}
"""What the last tap did."""


def listing(t: Translator, shown: Listing) -> Screen:
    """What the reader sits in or follows is marked."""
    text = lines(t("bodies.list") if shown.items else t("bodies.none"), page_line(t, shown.page))
    rows: Rows = (
        *((Button(_label(t, one, shown), GoBody(one.id)),) for one in shown.items),
        *pager(t, shown.page, GoBodies),
        menu_row(t),
    )
    return Screen(text, rows)


def _label(t: Translator, body: Body, shown: Listing) -> str:
    mark_of = "🪑 " if body.id in shown.own else "🔔 " if body.id in shown.followed else ""
    return shorten(f"{mark_of}{body.name(t.language)}")


def card(t: Translator, shown: Card, said: str | None = None) -> Screen:
    body, charter = shown.record.body, shown.record.charter
    status = words.STATUSES.get(body.status)
    ahead = shown.next_meeting
    text = paragraphs(
        t(SAID[said]) if said is not None else None,
        lines(
            words.title(t, body),
            t.capital(t.plain(words.KINDS[body.kind])),
            t(status) if status is not None else None,
        ),
        cut(charter.role, ROLE_ROOM) if charter.role else None,
        lines(
            t("bodies.founded", act=cut(charter.founding_act, ACT_ROOM)) if charter.founding_act else None,
            t("bodies.chair", name=shown.chair) if shown.chair else None,
            t("bodies.members", n=shown.held, seats=shown.seats) if shown.seats else None,
            t("bodies.next_meeting", moment=t.moment(ahead.starts_at)) if ahead is not None else None,
        ),
        _seeking(t, shown),
        _own(t, shown),
    )
    return Screen(text, (*_ways(t, shown), back_row(t, GoBodies(0))))


def _seeking(t: Translator, shown: Card) -> Markup | None:
    if shown.call is None:
        return None
    ends = None
    if shown.call.closes_at is not None:
        last = (shown.call.closes_at - timedelta(seconds=1)).astimezone(t.zone).date()
        ends = t("bodies.call_until", date=t.date(last))
    return lines(t("bodies.call", text=shown.call.text), ends)


def _own(t: Translator, shown: Card) -> Markup | None:
    if shown.own is not None:
        return t("bodies.you_are", function=t.plain(words.FUNCTIONS[shown.own.function]))
    return t("bodies.you_applied") if is_waiting(shown.application) else None


def _ways(t: Translator, shown: Card) -> Rows:
    body = shown.record.body.id
    ahead = shown.next_meeting
    pairs = [
        Button(t.plain("bodies.to_composition"), buttons.ShowComposition(body, 0)),
        Button(t.plain("bodies.to_meetings"), buttons.ShowMeetings(body, 0)),
        Button(t.plain("bodies.to_rules"), buttons.ShowRules(body)),
    ]
    if shown.papers:
        pairs.append(Button(t.plain("bodies.to_papers"), buttons.ShowPapers(body)))
    if shown.decisions:
        pairs.append(Button(t.plain("bodies.to_decisions"), buttons.ShowDecisions(body, 0)))
    if shown.votes:
        pairs.append(Button(t.plain("bodies.to_votes"), buttons.ShowVotes(body, 0)))
    if shown.own is None and shown.may_follow:
        label = t.plain("bodies.unfollow") if shown.follows else t.plain("bodies.follow")
        pairs.append(Button(label, buttons.FollowBody(body, not shown.follows)))
    pairs.append(Button(t.plain("bodies.share"), buttons.ShareBody(body)))
    first: Rows = ()
    if ahead is not None:
        label = t.plain("bodies.to_next", date=f"{ahead.starts_at.astimezone(t.zone):%d.%m}")
        first = ((Button(label, GoMeeting(ahead.id)),),)
    if shown.own is not None:
        first = (*first, (Button(t.plain("bodies.to_membership"), buttons.ShowMembership(body)),))
    elif shown.call is not None and not is_waiting(shown.application):
        first = (*first, (Button(t.plain("bodies.apply"), buttons.Apply(body)),))
    if shown.own is None and shown.application is not None:
        first = (*first, (Button(t.plain("bodies.to_application"), buttons.ShowApplication(body)),))
    held: Rows = tuple((Button(_forum(t, one), GoForum(one.id)),) for one in shown.forums)
    desk: Rows = ((Button(t.plain("bodies.to_desk"), GoBodyDesk(body)),),) if shown.staff else ()
    return (*first, *held, *in_pairs(pairs), *desk)


def _forum(t: Translator, one: Forum) -> str:
    day = "" if one.starts_at is None else f"{one.starts_at.astimezone(t.zone):%d.%m.%Y}"
    return shorten(t.plain("bodies.to_forum", date=day, title=one.title_in(t.language)))


def composition(t: Translator, record: Record, seats: Sequence[Seat], wanted: int) -> Screen:
    """Functions, quotas and organisations; a name only where it is public."""
    body, charter = record.body, record.charter
    page = Page.of(len(seats), wanted, SEATS_A_PAGE)
    shown = seats[page.number * SEATS_A_PAGE : (page.number + 1) * SEATS_A_PAGE]
    text = paragraphs(
        lines(words.title(t, body), t("bodies.composition") if seats else t("bodies.composition_unknown")),
        t("bodies.composed_by", act=cut(charter.composition_act, ACT_ROOM)) if charter.composition_act else None,
        t("bodies.seats_for", whom=cut(t.listing([*charter.seats_for]), ACT_ROOM)) if charter.seats_for else None,
        lines(*(seat_line(t, one) for one in shown)) if shown else None,
        page_line(t, page),
    )
    rows = (*pager(t, page, lambda number: buttons.ShowComposition(body.id, number)), back_row(t, GoBody(body.id)))
    return Screen(text, rows)


def seat_line(t: Translator, seat: Seat) -> Markup:
    """One seat as the public sees it."""
    who = seat.public_name or (t.plain("bodies.unnamed") if seat.is_held else t.plain("bodies.vacant"))
    about = [shorten(one, 100) for one in (seat.quota, seat.organisation) if one]
    return Markup("• {}").format(" · ".join([f"{words.function(t, seat)}: {who}", *about]))


def rules(t: Translator, record: Record) -> Screen:
    body, charter = record.body, record.charter
    text = paragraphs(
        words.title(t, body),
        t("bodies.rules_act", act=cut(charter.rules_act, ACT_ROOM)) if charter.rules_act else None,
        cut(charter.rules, RULES_ROOM) if charter.rules else None,
        words.quorum(t, charter.quorum),
        None if body.kind is BodyKind.elected_council else t("bodies.binds_nobody"),
    )
    return Screen(text, (back_row(t, GoBody(body.id)),))


def papers(t: Translator, record: Record, found: Sequence[Paper]) -> Screen:
    body = record.body
    text = paragraphs(words.title(t, body), t("bodies.papers", n=len(found)) if found else t("bodies.no_papers"))
    return Screen(text, (*paper_rows(t, found), back_row(t, GoBody(body.id))))


PAPERS_SHOWN = 20


def paper_rows(t: Translator, found: Sequence[Paper]) -> Rows:
    """A button for each; the latest where there are very many."""
    return tuple(
        (
            Button(
                shorten(f"📄 {t.capital(t.plain(words.PAPERS[one.kind]))}: {one.file.name}"), buttons.Download(one.id)
            ),
        )
        for one in found[-PAPERS_SHOWN:]
    )


def caption(t: Translator, body: Body, paper: Paper) -> Markup:
    return t("bodies.caption", kind=t.capital(t.plain(words.PAPERS[paper.kind])), body=words.name(t, body))


def share(t: Translator, body: Body, *, url: str) -> Screen:
    return _share(t, words.name(t, body), url, back_row(t, GoBody(body.id)))


def share_meeting(t: Translator, body: Body, meeting: int, *, when: str, url: str) -> Screen:
    return _share(t, f"{words.name(t, body)}, {when}", url, back_row(t, GoMeeting(meeting)))


def _share(t: Translator, what: str, url: str, last: tuple[Button, ...]) -> Screen:
    address = f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(what, safe='')}"
    return Screen(t("bodies.link", what=what, url=url), ((Button(t.plain("bodies.share_with"), url=address),), last))
