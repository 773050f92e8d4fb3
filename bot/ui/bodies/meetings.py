"""Meetings for whoever reads and for members: the list, one of them, its decisions, and who comes."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.bodies import Seat
from bot.domain.meetings import Decision, Meeting, MeetingStatus, Reply
from bot.domain.town import Body
from bot.i18n import Translator, mark
from bot.services.bodies.reading import DECISIONS, MeetingCard
from bot.services.bodies.replying import Roll
from bot.services.consultations import Page
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import words
from bot.ui.bodies.cards import paper_rows
from bot.ui.fitting import cut
from bot.ui.navigation import GoBody, GoMeeting, back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

ROLL_A_PAGE = 10
REASON_SHOWN = 160
SAID = {
    "coming": mark("bodies.said_coming"),
    "excused": mark("bodies.said_excused"),
    "none": mark("bodies.said_nothing"),
    "explained": mark("bodies.said_why"),
    "proposed": mark("bodies.said_item"),
}


def listing(t: Translator, body: Body, found: Sequence[Meeting], page: Page) -> Screen:
    text = lines(
        words.title(t, body),
        t("bodies.meetings", n=page.total) if found else t("bodies.no_meetings"),
        page_line(t, page),
    )
    rows: Rows = (
        *((Button(words.meeting_label(t, one), GoMeeting(one.id)),) for one in found),
        *pager(t, page, lambda number: buttons.ShowMeetings(body.id, number)),
        back_row(t, GoBody(body.id)),
    )
    return Screen(text, rows)


def card(t: Translator, shown: MeetingCard, *, awaited: bool, said: str | None = None) -> Screen:
    """`awaited`: it is summoned and has not begun, so a member may still say whether they come."""
    meeting = shown.meeting
    text = paragraphs(
        t(SAID[said]) if said is not None else None,
        lines(words.title(t, shown.body), _standing(t, meeting)),
        lines(words.when_and_where(t, meeting), _openness(t, shown)),
        agenda(t, [item.text for item in shown.items]),
        words.counted(t, shown.counter) if shown.counter is not None and awaited else None,
        _own_reply(t, shown) if awaited else None,
        words.outcome(t, meeting),
        _minutes(t, shown),
    )
    rows: Rows = (
        *(reply_rows(t, meeting, shown.reply) if shown.own is not None and awaited else ()),
        *_ways(t, shown),
        back_row(t, GoBody(shown.body.id)),
    )
    return Screen(text, rows)


def _standing(t: Translator, meeting: Meeting) -> Markup | None:
    if meeting.status is MeetingStatus.cancelled:
        return t("bodies.is_cancelled", reason=meeting.reason or "")
    return t("bodies.is_draft") if meeting.status is MeetingStatus.draft else None


def _openness(t: Translator, shown: MeetingCard) -> Markup:
    meeting = shown.meeting
    inside = shown.own is not None or shown.staff
    online = t("bodies.online", link=meeting.link) if meeting.link and (meeting.is_open or inside) else None
    return lines(online, t("bodies.is_open") if meeting.is_open else t("bodies.is_closed"))


def agenda(t: Translator, items: list[str]) -> Markup:
    return lines(t("bodies.agenda"), words.agenda(items)) if items else t("bodies.no_agenda")


def _own_reply(t: Translator, shown: MeetingCard) -> Markup | None:
    if shown.own is None:
        return None
    if shown.reply is None:
        return t("bodies.will_you_come")
    return t("bodies.you_come") if shown.reply is Reply.coming else t("bodies.you_do_not_come")


def _minutes(t: Translator, shown: MeetingCard) -> Markup | None:
    if shown.minutes is None and not shown.decisions:
        return None
    approved = t("bodies.minutes_approved") if shown.meeting.minutes_approved else t("bodies.minutes_draft")
    return lines(
        approved if shown.minutes is not None else None,
        t("bodies.decisions", n=len(shown.decisions)) if shown.decisions else None,
        None if shown.meeting.published_at is not None else t("bodies.not_published"),
    )


def reply_rows(t: Translator, meeting: Meeting, reply: Reply | None) -> Rows:
    """The ways to answer a summons; what was answered can be taken back."""

    def button(key: str, answer: str) -> Button:
        return Button(t.plain(key), buttons.ReplyTo(meeting.id, meeting.moves, answer))

    come, excuse = button(mark("bodies.come"), "coming"), button(mark("bodies.cannot"), "excused")
    item = Button(t.plain("bodies.propose"), buttons.Propose(meeting.id))
    if reply is None:
        return ((come, excuse), (item,))
    undo = button(mark("common.undo"), "none")
    if reply is Reply.coming:
        return ((undo, excuse), (item,))
    return ((come, undo), (Button(t.plain("bodies.say_why"), buttons.Explain(meeting.id)), item))


def _ways(t: Translator, shown: MeetingCard) -> Rows:
    number = shown.meeting.id
    ways = []
    if shown.decisions:
        ways.append(Button(t.plain("bodies.to_decisions"), buttons.ShowMeetingDecisions(number, 0)))
    if shown.counter is not None and (shown.staff or (shown.own is not None and shown.own.function == "chair")):
        ways.append(Button(t.plain("bodies.to_roll"), buttons.ShowRoll(number, 0)))
    if shown.meeting.is_open and shown.meeting.status is not MeetingStatus.draft:
        ways.append(Button(t.plain("bodies.share"), buttons.ShareMeeting(number)))
    minutes: Rows = () if shown.minutes is None else paper_rows(t, [shown.minutes])
    desk: Rows = ()
    if shown.staff:
        desk = ((Button(t.plain("bodies.to_desk"), work.ShowMeetingDesk(number)),),)
    return (*paper_rows(t, shown.papers), *minutes, *in_pairs(ways), *desk)


def decisions(t: Translator, body: Body, found: Sequence[Decision], page: Page) -> Screen:
    """Of a body: those that are published, the latest first."""
    text = paragraphs(
        lines(
            words.title(t, body),
            t("bodies.decisions", n=page.total) if found else t("bodies.no_decisions"),
            page_line(t, page),
        ),
        *(words.decision(t, one) for one in found),
    )
    rows: Rows = (
        *pager(t, page, lambda number: buttons.ShowDecisions(body.id, number)),
        back_row(t, GoBody(body.id)),
    )
    return Screen(text, rows)


def meeting_decisions(t: Translator, shown: MeetingCard, wanted: int) -> Screen:
    page = Page.of(len(shown.decisions), wanted, DECISIONS)
    found = shown.decisions[page.number * DECISIONS : (page.number + 1) * DECISIONS]
    meeting = shown.meeting
    text = paragraphs(
        lines(words.title(t, shown.body), t.moment(meeting.starts_at), page_line(t, page)),
        *(words.decision(t, one) for one in found),
        None if found else t("bodies.no_decisions"),
    )
    rows: Rows = (
        *pager(t, page, lambda number: buttons.ShowMeetingDecisions(meeting.id, number)),
        back_row(t, GoMeeting(meeting.id)),
    )
    return Screen(text, rows)


def roll(t: Translator, shown: Roll, wanted: int) -> Screen:
    """Who comes, by name: for the chair and staff."""
    page = Page.of(len(shown.seats), wanted, ROLL_A_PAGE)
    seats = shown.seats[page.number * ROLL_A_PAGE : (page.number + 1) * ROLL_A_PAGE]
    text = paragraphs(
        lines(words.title(t, shown.body), t.moment(shown.meeting.starts_at)),
        words.counted(t, shown.counter),
        lines(*(_answer(t, shown, seat) for seat in seats)),
        page_line(t, page),
    )
    number = shown.meeting.id
    return Screen(text, (*pager(t, page, lambda at: buttons.ShowRoll(number, at)), back_row(t, GoMeeting(number))))


def _answer(t: Translator, shown: Roll, seat: Seat) -> Markup:
    who = seat.name or words.function(t, seat)
    answer = shown.answers.get(seat.id)
    if answer is None:
        return t("bodies.roll_silent", name=who)
    if answer.reply is Reply.coming:
        return t("bodies.roll_coming", name=who)
    if answer.reason:
        reason = cut(shorten(" ".join(answer.reason.split()), REASON_SHOWN), REASON_SHOWN)
        return t("bodies.roll_excused_why", name=who, reason=reason)
    return t("bodies.roll_excused", name=who)
