"""A forum in the words that both of its sides say: when, where, how its seats stand, what its papers are called."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.forum_news import reminders
from bot.domain.forums import Forum, ForumStatus, PaperKind, Seats
from bot.i18n import Translator, mark
from bot.ui.fitting import cut

TITLE_ROOM, PLACE_ROOM, ACCESS_ROOM, REASON_ROOM = 300, 300, 500, 500
"""UTF-16 units."""
PAPERS = {
    PaperKind.programme: mark("forums.paper_programme"),
    PaperKind.paper: mark("forums.paper_paper"),
    PaperKind.minutes: mark("forums.paper_minutes"),
    PaperKind.decisions: mark("forums.paper_decisions"),
    PaperKind.other: mark("forums.paper_other"),
}


def title(t: Translator, forum: Forum, room: int = TITLE_ROOM) -> Markup:
    return Markup("<b>{}</b>").format(cut(forum.title_in(t.language), room))


def when(t: Translator, forum: Forum) -> str:
    """Its day and hours in the town's time, as far as they are known; empty for a draft without."""
    if forum.starts_on is not None:
        first, last = t.date(forum.starts_on), forum.ends_on
        return first if last is None or last == forum.starts_on else f"{first} – {t.date(last)}"
    if forum.starts_at is None:
        return ""
    start = t.moment(forum.starts_at)
    if forum.ends_at is None:
        return start
    same_day = forum.starts_at.astimezone(t.zone).date() == forum.ends_at.astimezone(t.zone).date()
    return f"{start} – {t.time(forum.ends_at) if same_day else t.moment(forum.ends_at)}"


def digits(t: Translator, forum: Forum, *, over: bool = False) -> str:
    """02.12. 17:30, for labels; once it is over 02.12.2025, because the year tells more than the hour."""
    if forum.starts_at is None:
        return "" if forum.starts_on is None else forum.starts_on.strftime("%d.%m.%Y")
    local = forum.starts_at.astimezone(t.zone)
    return local.strftime("%d.%m. %H:%M") if forum.has_hours and not over else local.strftime("%d.%m.%Y")


def seats_line(t: Translator, forum: Forum, seats: Seats) -> Markup:
    left = seats.left(forum.capacity)
    if left is None:
        return t("forums.unlimited")
    if left:
        return t.n("forums.free", left)
    return t.n("forums.full_waiting", seats.waiting) if seats.waiting else t("forums.full")


REMINDED = {
    "7": mark("forums.registered"),
    "1": mark("forums.registered_day"),
    "2h": mark("forums.registered_hours"),
}


def registered(t: Translator, forum: Forum, now: datetime) -> Markup:
    """That they have a seat, and what they will be reminded of: by the first reminder that is still to come."""
    ahead = [one.kind for one in reminders(forum, t.zone) if one.at > now]
    return t(REMINDED[ahead[0]]) if ahead else t("forums.registered_now")


def standing(
    t: Translator, forum: Forum, status: ForumStatus, seats: Seats, attended: int | None, *, begun: bool
) -> Markup:
    """How it stands, in one line."""
    match status:
        case ForumStatus.draft:
            return t("forums.is_draft")
        case ForumStatus.open | ForumStatus.full:
            return seats_line(t, forum, seats)
        case ForumStatus.closed:
            return t("forums.is_on") if begun else t("forums.registration_closed")
        case ForumStatus.cancelled:
            reason = cut(forum.cancelled_reason or "", REASON_ROOM)
            return t("forums.is_cancelled", reason=reason) if reason else t("forums.is_cancelled_plain")
        case _:
            return t.n("forums.was_held", attended) if attended else t("forums.is_held")
