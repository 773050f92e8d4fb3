"""The words of news about forums, as they are true when they leave."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup

from bot.domain.forums import Forum
from bot.i18n import Translator
from bot.ui import forum_words as words
from bot.ui.fitting import cut
from bot.ui.forums import callbacks as buttons
from bot.ui.navigation import Follow, GoConsultation, GoForum, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

SUMMARY_ROOM = 1_500


def offered(t: Translator, forum: Forum, *, until: datetime) -> Screen:
    text = paragraphs(_about(t, forum, None), t("forums.news_offered", moment=t.moment(until)))
    return Screen(
        text, (_yes_or_no(t, forum, Button(t.plain("forums.take_seat"), buttons.TakeSeat(forum.id))), menu_row(t))
    )


def passed(t: Translator, forum: Forum, *, again: bool) -> Screen:
    """Kindly the first time; the second time they may ask anew."""
    said = t("forums.news_passed") if again else t("forums.news_passed_twice")
    return Screen(paragraphs(words.title(t, forum), said), (_view(t, forum), menu_row(t)))


def changed(t: Translator, forum: Forum, *, place: str | None, was: Mapping[str, Any]) -> Screen:
    """What is new, and what it was."""
    old = []
    if was.get("starts_at") is not None:
        old.append(t.moment(datetime.fromtimestamp(was["starts_at"], UTC)))
    if was.get("place_text"):
        old.append(cut(str(was["place_text"]), words.PLACE_ROOM))
    text = paragraphs(
        t("forums.news_changed"),
        _about(t, forum, place),
        t("forums.was", what="; ".join(old)) if old else None,
        t("forums.access", text=cut(forum.access, words.ACCESS_ROOM)) if "access" in was and forum.access else None,
        t("forums.still_coming"),
    )
    return Screen(text, (_yes_or_no(t, forum, _coming(t, forum)), menu_row(t)))


def reminder(t: Translator, forum: Forum, *, kind: str, place: str | None, today: date) -> Screen:
    """How long it is until then, counted when it is read."""
    assert forum.starts_at is not None
    days = (forum.starts_at.astimezone(t.zone).date() - today).days
    if kind == "2h" or days == 0:
        heading = t("forums.reminder_today", time=t.time(forum.starts_at))
    elif days == 1:
        heading = t("forums.reminder_tomorrow", time=t.time(forum.starts_at))
    else:
        heading = t.n("forums.reminder_days", days)
    text = paragraphs(heading, _about(t, forum, place), t("forums.are_you_coming"))
    online: Rows = ((Button(t.plain("forums.join_online"), url=forum.online_url),),) if forum.online_url else ()
    first = _yes_or_no(t, forum, _coming(t, forum))
    ticket = Button(t.plain("forums.ticket"), buttons.ShowTicket(forum.id))
    return Screen(text, (first, *online, (ticket, *menu_row(t))))


def cancelled(t: Translator, forum: Forum) -> Screen:
    reason = cut(forum.cancelled_reason or "", words.REASON_ROOM)
    why = t("forums.why", reason=reason) if reason else None
    text = paragraphs(t("forums.news_cancelled"), _about(t, forum, None), why)
    return Screen(text, (_view(t, forum), menu_row(t)))


def summary(t: Translator, forum: Forum) -> Screen:
    text = paragraphs(t("forums.agreed"), words.title(t, forum), cut(forum.summary or "", SUMMARY_ROOM))
    more = Button(t.plain("forums.minutes"), buttons.ShowSummary(forum.id))
    return Screen(text, ((more, Button(t.plain("forums.view"), GoForum(forum.id))), menu_row(t)))


def opened(t: Translator, forum: Forum, *, place: str | None, consultation: str) -> Screen:
    """To who follows the consultation that it is about."""
    assert forum.consultation is not None
    about = t("forums.about", title=cut(consultation, words.TITLE_ROOM))
    text = paragraphs(t("forums.news_opened"), _about(t, forum, place), about)
    rows: Rows = (
        (
            Button(t.plain("forums.register"), buttons.Register(forum.id)),
            Button(t.plain("forums.view"), GoForum(forum.id)),
        ),
        (
            Button(t.plain("forums.to_consultation"), GoConsultation(forum.consultation)),
            Button(t.plain("notices.unfollow"), Follow(forum.consultation, False)),
        ),
        menu_row(t),
    )
    return Screen(text, rows)


def asked(t: Translator, forum: Forum) -> Screen:
    """Whether they got an answer, sixty days after."""
    day = "" if forum.starts_at is None else t.short_date(forum.starts_at.astimezone(t.zone).date())
    text = paragraphs(words.title(t, forum), t("forums.news_asked", date=day), t("forums.asked_anonymous"))
    rows: Rows = (
        (
            Button(t.plain("common.yes"), buttons.GotAnswer(forum.id, "yes")),
            Button(t.plain("forums.partly"), buttons.GotAnswer(forum.id, "partly")),
        ),
        (Button(t.plain("common.no"), buttons.GotAnswer(forum.id, "no")), *menu_row(t)),
    )
    return Screen(text, rows)


def _about(t: Translator, forum: Forum, place: str | None) -> Markup:
    return lines(words.title(t, forum), words.when(t, forum), cut(place, words.PLACE_ROOM) if place else None)


def _coming(t: Translator, forum: Forum) -> Button:
    return Button(t.plain("forums.yes_coming"), buttons.Coming(forum.id))


def _yes_or_no(t: Translator, forum: Forum, yes: Button) -> tuple[Button, ...]:
    return (yes, Button(t.plain("forums.cannot_come"), buttons.GiveUp(forum.id)))


def _view(t: Translator, forum: Forum) -> tuple[Button, ...]:
    return (Button(t.plain("forums.view"), GoForum(forum.id)),)
