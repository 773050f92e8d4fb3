"""The last step of a draft: who gets it and when, and letting it go or asking a second person."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.announcement_typed import this_evening
from bot.domain.contents import TEXT_UNITS
from bot.i18n import Translator
from bot.services.announcements.watching import Watch
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import for_whom, how_many, leaving, title
from bot.ui.desks import GoAnnouncementDesk, GoAudience, GoDecide
from bot.ui.fitting import cut
from bot.ui.navigation import back_row, form_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

NOTE = TEXT_UNITS // 4
"""Units of a colleague's note on a card."""


def decide(t: Translator, found: Watch, said: Markup | None = None) -> Screen:
    """What is on offer depends on the count, the setting and the role; without a count there is only waiting for it."""
    one, number = found.one, found.one.id
    counted = one.counts is not None or one.audience.is_empty
    ready = counted and bool(found.posts or (one.counts is not None and one.counts.recipients))
    text = paragraphs(
        said,
        t("deciding.step_decide", title=title(one)),
        returned(t, found),
        lines(for_whom(t, found), how_many(t, found)),
        lines(leaving(t, one), t("deciding.is_emergency") if one.emergency else None),
        _who_decides(t, found) if ready else None,
    )
    acts: Rows = ()
    if one.counts is None and not one.audience.is_empty:  # a new message does not go on by itself
        acts = ((Button(t.plain("deciding.refresh"), GoDecide(number)),),)
    if ready and found.may_manage and not found.needs_second:
        acts = ((Button(_send(t, found), buttons.AskSend(number)),),)
    if ready:
        acts = (*acts, (Button(t.plain("deciding.request"), buttons.RequestApproval(number, one.version)),))
    emergency = (
        Button(t.plain("deciding.no_emergency"), buttons.MarkEmergency(number, one.version, False))
        if one.emergency
        else Button(t.plain("deciding.emergency"), buttons.AskEmergency(number))
    )
    rows: Rows = (
        *acts,
        (Button(t.plain("deciding.when"), buttons.ShowTimes(number)), emergency),
        (Button(t.plain("deciding.change_audience"), GoAudience(number)),),
        back_row(t, GoAnnouncementDesk(number)),
    )
    return Screen(text, rows)


def returned(t: Translator, found: Watch) -> Markup | None:
    """What the second person wrote, until it is sent to them again."""
    note = found.one.note
    return None if note is None else t("deciding.came_back", note=cut(note, NOTE))


def _who_decides(t: Translator, found: Watch) -> Markup:
    if found.one.emergency:
        return t("deciding.second_for_emergency")
    if found.needs_second:
        return t("deciding.second_needed", above=found.above)
    return t("deciding.second_not_needed") if found.may_manage else t("deciding.second_for_editors")


def _send(t: Translator, found: Watch) -> str:
    counts = found.one.counts
    if counts is None or not counts.recipients:
        return t.plain("deciding.send_posts")
    return t.plain_n("deciding.send", counts.recipients)


def confirm(t: Translator, found: Watch) -> Screen:
    """The second tap: it names the number once more, and carries it."""
    one = found.one
    count = 0 if one.counts is None else one.counts.recipients
    label = t.plain_n("deciding.send_now", count) if count else t.plain("deciding.send_posts")
    text = paragraphs(
        title(one),
        lines(for_whom(t, found), how_many(t, found), leaving(t, one)),
        t("deciding.is_emergency") if one.emergency else None,
        t.n("deciding.sure", count) if count else None,
    )
    rows: Rows = (
        (Button(label, buttons.SendNow(one.id, one.version, count)),),
        (Button(t.plain("common.no"), GoAnnouncementDesk(one.id) if one.requested_at else GoDecide(one.id)),),
    )
    return Screen(text, rows)


def times(t: Translator, found: Watch) -> Screen:
    one, zone = found.one, t.zone
    evening = this_evening(found.now, zone)
    ways = [Button(t.plain("deciding.time_now"), buttons.LeaveAt(one.id, one.version, "now"))]
    if evening is not None:
        label = t.plain("deciding.time_evening", time=t.time(evening))
        ways.append(Button(label, buttons.LeaveAt(one.id, one.version, "evening")))
    ways.append(Button(t.plain("deciding.time_tomorrow"), buttons.LeaveAt(one.id, one.version, "tomorrow")))
    ways.append(Button(t.plain("deciding.time_typed"), buttons.LeaveAt(one.id, one.version, "typed")))
    text = paragraphs(title(one), t("deciding.which_time"), leaving(t, one))
    return Screen(text, (*((way,) for way in ways), back_row(t, GoDecide(one.id))))


def ask_time(t: Translator, number: int, *, now: datetime) -> Screen:
    return Screen(t("deciding.ask_time", now=t.moment(now)), (form_row(t, GoDecide(number)),))


def ask_emergency(t: Translator, found: Watch) -> Screen:
    one = found.one
    rows: Rows = (
        (Button(t.plain("deciding.emergency_yes"), buttons.MarkEmergency(one.id, one.version, True)),),
        (Button(t.plain("common.no"), GoDecide(one.id)),),
    )
    return Screen(paragraphs(title(one), t("deciding.ask_emergency")), rows)
