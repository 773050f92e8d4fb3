"""Meetings as staff see them: prepared, summoned, held and published."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.bodies import Seat
from bot.domain.meetings import Item, Meeting, MeetingStatus
from bot.domain.town import Body
from bot.i18n import Translator
from bot.services.bodies.convening import Desk
from bot.services.bodies.recording import Attendance
from bot.services.consultations import Page
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import words
from bot.ui.bodies.desk import drops
from bot.ui.bodies.meetings import agenda
from bot.ui.desks import GoBodyDesk
from bot.ui.navigation import GoMeeting, back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked

SEATS_A_PAGE = 10
PROPOSED_SHOWN = 8


def listing(t: Translator, body: Body, found: Sequence[Meeting], page: Page) -> Screen:
    text = lines(
        words.title(t, body),
        t("bodies.meetings", n=page.total) if found else t("bodies.no_meetings"),
        page_line(t, page),
    )
    rows: Rows = (
        *((Button(words.meeting_label(t, one), work.ShowMeetingDesk(one.id)),) for one in found),
        *pager(t, page, lambda number: work.ShowDeskMeetings(body.id, number)),
        (Button(t.plain("bodies.new_meeting"), work.Begin("meet", body.id)),),
        back_row(t, GoBodyDesk(body.id)),
    )
    return Screen(text, rows)


def desk(t: Translator, shown: Desk, *, ahead: bool, said: str | None = None) -> Screen:
    """`ahead`: it has not begun. `said` is what has just been done, already in words."""
    meeting, counter = shown.meeting, shown.counter
    text = paragraphs(
        said,
        lines(words.title(t, shown.body), t.capital(t.plain(words.STATES[meeting.status]))),
        lines(
            words.when_and_where(t, meeting),
            t("bodies.online", link=meeting.link) if meeting.link else None,
            t("bodies.is_open") if meeting.is_open else t("bodies.is_closed"),
        ),
        agenda(t, [item.text for item in shown.items]),
        _expected(t, shown) if meeting.status is MeetingStatus.summoned else None,
        t("bodies.proposed_wait", n=len(shown.proposed)) if shown.proposed else None,
        words.outcome(t, meeting),
        _owed(t, shown),
        t("bodies.reason", reason=meeting.reason) if meeting.reason else None,
        None if counter.invited or meeting.status is not MeetingStatus.draft else t("bodies.nobody_here"),
    )
    return Screen(text, (*_ways(t, shown, ahead=ahead), back_row(t, work.ShowDeskMeetings(shown.body.id, 0))))


def _expected(t: Translator, shown: Desk) -> Markup:
    counter = shown.counter
    return t(
        "bodies.expected",
        invited=counter.invited,
        coming=counter.coming,
        excused=counter.excused,
        needed=counter.needed,
    )


def _owed(t: Translator, shown: Desk) -> Markup | None:
    """What stands in the record, and by when it should be public."""
    meeting = shown.meeting
    if meeting.status is not MeetingStatus.held:
        return None
    minutes = t("bodies.no_minutes")
    if shown.minutes is not None:
        minutes = t("bodies.minutes_approved") if meeting.minutes_approved else t("bodies.minutes_draft")
    published = t("bodies.publish_by", date=t.short_date(meeting.publish_by(t.zone)))
    if meeting.published_at is not None:
        published = t("bodies.published_at", moment=t.moment(meeting.published_at))
    return lines(minutes, t("bodies.decisions", n=len(shown.decisions)), published)


def _ways(t: Translator, shown: Desk, *, ahead: bool) -> Rows:
    meeting = shown.meeting
    number = str(meeting.id)
    first: list[Button] = []
    pairs: list[Button] = []
    changeable = meeting.status in (MeetingStatus.draft, MeetingStatus.summoned)
    if changeable:
        pairs.append(Button(t.plain("bodies.edit_agenda"), work.Begin("agenda", number)))
        if shown.proposed:
            pairs.append(Button(t.plain("bodies.to_proposed"), work.ShowProposed(meeting.id)))
    if meeting.status is not MeetingStatus.cancelled:
        pairs.append(Button(t.plain("bodies.desk_papers"), work.ShowMeetingPapers(meeting.id)))
    if shown.manages and meeting.status is MeetingStatus.draft:
        first.append(Button(t.plain("bodies.summon"), work.AskSummon(meeting.id)))
    if shown.manages and changeable and (ahead or meeting.status is MeetingStatus.draft):
        pairs.append(Button(t.plain("bodies.move"), work.Begin("move", number)))
    if meeting.status is MeetingStatus.draft:
        pairs.append(Button(t.plain("bodies.drop_meeting"), work.DropMeeting(meeting.id)))
    if meeting.status is MeetingStatus.summoned and ahead and shown.manages:
        pairs.append(Button(t.plain("bodies.cancel_meeting"), work.Begin("off", number)))
    if meeting.status is MeetingStatus.summoned and shown.names:
        pairs.append(Button(t.plain("bodies.to_roll"), buttons.ShowRoll(meeting.id, 0)))
    if not ahead:
        first += _after(t, shown)
    public: Rows = ((Button(t.plain("bodies.as_public"), GoMeeting(meeting.id)),),)
    return (*((one,) for one in first), *in_pairs(pairs), *public)


def _after(t: Translator, shown: Desk) -> list[Button]:
    """What is done once it has begun."""
    meeting, ways = shown.meeting, []
    number = str(meeting.id)
    if meeting.status not in (MeetingStatus.summoned, MeetingStatus.held):
        return []
    open_record = meeting.published_at is None
    held = meeting.status is MeetingStatus.held
    if shown.manages and open_record:
        ways.append(Button(t.plain("bodies.take_attendance"), work.ShowAttendance(meeting.id, 0)))
    if held:
        ways.append(Button(t.plain("bodies.add_minutes"), work.Begin("minutes", number)))
    if held and shown.manages and open_record:
        ways.append(Button(t.plain("bodies.add_decision"), work.Begin("dec", number)))
        if shown.decisions:
            ways.append(Button(t.plain("bodies.drop_decision"), work.DropDecision(meeting.id)))
        if shown.decisions or shown.minutes is not None:
            ways.append(Button(t.plain("bodies.publish"), work.AskPublish(meeting.id)))
    if shown.manages and shown.minutes is not None:
        approved = meeting.minutes_approved
        label = t.plain("bodies.unapprove_minutes") if approved else t.plain("bodies.approve_minutes")
        ways.append(Button(label, work.ApproveMinutes(meeting.id, not approved)))
    if shown.decisions:
        ways.append(Button(t.plain("bodies.to_decisions"), buttons.ShowMeetingDecisions(meeting.id, 0)))
    return ways


def papers(t: Translator, shown: Desk) -> Screen:
    text = paragraphs(
        lines(words.title(t, shown.body), t.moment(shown.meeting.starts_at)),
        t("bodies.papers", n=len(shown.papers)) if shown.papers else t("bodies.no_papers"),
    )
    number = shown.meeting.id
    rows: Rows = (
        *drops(t, shown.papers),
        (Button(t.plain("bodies.add_paper"), work.Begin("paper", str(number))),),
        back_row(t, work.ShowMeetingDesk(number)),
    )
    return Screen(text, rows)


def proposed(t: Translator, meeting: Meeting, found: Sequence[Item]) -> Screen:
    """What members propose, each to be taken up or left."""
    shown = found[:PROPOSED_SHOWN]
    text = paragraphs(
        t("bodies.proposed", n=len(found)) if found else t("bodies.nothing_proposed"),
        words.agenda([item.text for item in shown]) if shown else None,
    )
    rows: Rows = (
        *(
            (
                Button(t.plain("bodies.take_item", number=number), work.TakeItem(item.id, True)),
                Button(t.plain("bodies.leave_item", number=number), work.TakeItem(item.id, False)),
            )
            for number, item in enumerate(shown, 1)
        ),
        back_row(t, work.ShowMeetingDesk(meeting.id)),
    )
    return Screen(text, rows)


def ask_summon(t: Translator, shown: Desk) -> Screen:
    """A last look: who will be told of what."""
    meeting = shown.meeting
    text = paragraphs(
        lines(words.title(t, shown.body), words.when_and_where(t, meeting)),
        agenda(t, [item.text for item in shown.items]),
        lines(
            t("bodies.summons_to", n=shown.counter.invited),
            t("bodies.announced_to", n=shown.followers) if meeting.is_open else t("bodies.announced_to_nobody"),
        ),
    )
    return Screen(text, _sure(t, t.plain("bodies.summon_now"), work.Summon(meeting.id), meeting))


def ask_publish(t: Translator, shown: Desk) -> Screen:
    text = paragraphs(
        lines(words.title(t, shown.body), t.moment(shown.meeting.starts_at)),
        t("bodies.ask_publish", n=shown.followers),
    )
    number = shown.meeting.id
    return Screen(text, _sure(t, t.plain("bodies.publish_now"), work.PublishMeeting(number), shown.meeting))


def _sure(t: Translator, label: str, choice: work.Summon | work.PublishMeeting, meeting: Meeting) -> Rows:
    back = work.ShowMeetingDesk(meeting.id)
    return ((Button(label, choice),), (Button(t.plain("common.back"), back), *menu_row(t)))


def attendance(t: Translator, shown: Attendance, wanted: int) -> Screen:
    """Tick who was there."""
    page = Page.of(len(shown.seats), wanted, SEATS_A_PAGE)
    found = shown.seats[page.number * SEATS_A_PAGE : (page.number + 1) * SEATS_A_PAGE]
    meeting = shown.meeting
    text = paragraphs(
        lines(words.title(t, shown.body), t.moment(meeting.starts_at)),
        t("bodies.ask_attendance"),
        t("bodies.present", present=len(shown.present), needed=shown.needed),
        page_line(t, page),
    )
    marks: Rows = tuple(
        (
            Button(
                shorten(ticked(seat.id in shown.present, _seat(t, at, seat, names=shown.names))),
                work.TickSeat(meeting.id, seat.id, page.number),
            ),
        )
        for at, seat in enumerate(found, page.number * SEATS_A_PAGE + 1)
    )
    rows: Rows = (
        *marks,
        *pager(t, page, lambda number: work.ShowAttendance(meeting.id, number)),
        (Button(t.plain("common.done"), work.HoldMeeting(meeting.id)),),
        back_row(t, work.ShowMeetingDesk(meeting.id)),
    )
    return Screen(text, rows)


def _seat(t: Translator, number: int, seat: Seat, *, names: bool) -> str:
    who = seat.name if names else seat.public_name
    return shorten(f"{number}. {words.function(t, seat)}{f': {who}' if who else ''}", TITLE_LABEL - 4)
