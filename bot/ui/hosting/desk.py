"""The desk: forums that staff work on, one of them, and the preview of a draft."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.forums import Forum, ForumStatus
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.services.forums import ManagedForum
from bot.ui import forum_words as words
from bot.ui.attached import to_questionnaire
from bot.ui.desks import GoForumDesk, GoForumsManaged, GoStaff
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.hosting import callbacks as buttons
from bot.ui.navigation import GoForum, back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

STATUSES = {
    ForumStatus.draft: mark("hosting.is_draft"),
    ForumStatus.open: mark("hosting.is_open"),
    ForumStatus.full: mark("hosting.is_full"),
    ForumStatus.closed: mark("hosting.is_on"),
    ForumStatus.held: mark("hosting.is_held"),
    ForumStatus.summarised: mark("hosting.is_summarised"),
    ForumStatus.cancelled: mark("hosting.is_cancelled"),
}
MARKS = {
    ForumStatus.draft: "✏️",
    ForumStatus.open: "📅",
    ForumStatus.full: "📅",
    ForumStatus.closed: "▶️",
    ForumStatus.held: "📝",
    ForumStatus.summarised: "✅",
    ForumStatus.cancelled: "🚫",
}
SHUT = "🔒"
"""Ahead, and registration is closed."""
FIELDS = {
    "title": mark("hosting.field_title"),
    "title_en": mark("hosting.field_title_en"),
    "title_tr": mark("hosting.field_title_tr"),
    "kind": mark("hosting.field_kind"),
    "starts": mark("hosting.field_starts"),
    "ends": mark("hosting.field_ends"),
    "place": mark("hosting.field_place"),
    "access": mark("hosting.field_access"),
    "pin": mark("hosting.field_pin"),
    "link": mark("hosting.field_link"),
    "seats": mark("hosting.field_seats"),
    "purpose": mark("hosting.field_purpose"),
    "agenda": mark("hosting.field_agenda"),
    "consultation": mark("hosting.field_consultation"),
    "body": mark("hosting.field_body"),
    "questionnaire": mark("hosting.field_questionnaire"),
}
"""What can be changed, by the state of the form that asks it."""
ON = frozenset({ForumStatus.open, ForumStatus.full, ForumStatus.closed})
OVER = frozenset({ForumStatus.held, ForumStatus.summarised})


def desk(t: Translator, found: Sequence[Forum], page: Page, *, now: datetime) -> Screen:
    """Drafts, then what is coming, then what was."""
    number = page_line(t, page)
    text = lines(t("hosting.desk", n=page.total) if found else t("hosting.desk_empty"), number)
    rows: Rows = (
        *((Button(_label(t, one, now), GoForumDesk(one.id)),) for one in found),
        *pager(t, page, GoForumsManaged),
        (Button(t.plain("hosting.new"), buttons.NewForum()),),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def _label(t: Translator, forum: Forum, now: datetime) -> str:
    status, title = forum.status(now), forum.title_in(t.language)
    standing = SHUT if forum.lies_ahead(now) and forum.registration_closed else MARKS[status]
    return shorten(" ".join(part for part in (standing, words.digits(t, forum, over=status in OVER), title) if part))


def preview(t: Translator, card: Markup, found: ManagedForum, *, followers: int, said: Markup | None = None) -> Screen:
    """A draft: `card` is what citizens will see, then what staff must know besides."""
    forum = found.forum
    hear = t.n("hosting.followers_hear", followers) if forum.consultation is not None else None
    besides = lines(
        t("hosting.has_pin") if forum.latitude is not None else None,
        t("hosting.asks_after") if forum.questionnaire else t("hosting.asks_nothing"),
        hear,
        None if found.may_manage else t("hosting.others_open"),
    )
    told = (paragraphs(said, card, t("hosting.above_is_seen"), besides), paragraphs(card, besides))
    text = next((one for one in told if shown_units(one) <= ROOM), card)
    opens: Rows = ()
    if found.may_manage:
        opens = ((Button(t.plain("hosting.open"), buttons.OpenForum(forum.id, forum.version)),),)
    rows: Rows = (
        *opens,
        (
            Button(t.plain("hosting.edit"), buttons.ChooseEdit(forum.id)),
            Button(t.plain("hosting.papers", n=len(found.papers)), buttons.ShowPapers(forum.id)),
        ),
        (
            to_questionnaire(t, found.attached, "forum", forum.id),
            Button(t.plain("hosting.discard"), buttons.AskDiscard(forum.id)),
        ),
        back_row(t, GoForumsManaged(0)),
    )
    return Screen(text, rows)


def one(t: Translator, found: ManagedForum, *, place: str | None, said: Markup | None = None) -> Screen:
    """A forum that people know of, with its numbers as they are now."""
    forum, counts = found.forum, found.counts
    figures = {"registered": counts.registered, "waiting": counts.waiting, "attended": counts.attended}
    if forum.capacity is None:
        numbers = t("hosting.numbers_unlimited", **figures)
    else:
        numbers = t("hosting.numbers", capacity=forum.capacity, **figures)
    said_yes, partly, no = (found.answers.get(name, 0) for name in ("yes", "partly", "no"))
    text = paragraphs(
        said,
        lines(
            words.title(t, forum),
            words.when(t, forum),
            t("forums.at", place=cut(place, words.PLACE_ROOM)) if place else None,
            t("hosting.is_shut") if _is_shut(found) else t(STATUSES[found.status]),
        ),
        lines(
            numbers,
            t.n("hosting.offered", counts.offered) if counts.offered else None,
            t("hosting.answers", yes=said_yes, partly=partly, no=no) if said_yes + partly + no else None,
        ),
    )
    return Screen(text, (*in_pairs(_ways(t, found)), back_row(t, GoForumsManaged(0))))


def _is_shut(found: ManagedForum) -> bool:
    return found.status is ForumStatus.closed and not found.begun


def _ways(t: Translator, found: ManagedForum) -> list[Button]:
    number, status = found.forum.id, found.status
    ways = [Button(t.plain("hosting.refresh"), GoForumDesk(number))] if status in ON else []
    if status in ON:
        ways.append(Button(t.plain("hosting.door"), buttons.OpenDoor(number)))
    if status is not ForumStatus.cancelled:
        ways.append(Button(t.plain("hosting.list"), buttons.ShowList(number, 0, absent=False)))
    ways.append(Button(t.plain("hosting.as_seen"), GoForum(number)))
    if found.attached is not None or status is not ForumStatus.cancelled:
        ways.append(to_questionnaire(t, found.attached, "forum", number))
    if not found.may_manage:
        return ways
    if status in ON and not found.begun:
        ways.append(Button(t.plain("hosting.edit"), buttons.ChooseEdit(number)))
        registering = mark("hosting.open_registration") if _is_shut(found) else mark("hosting.close_registration")
        ways.append(Button(t.plain(registering), buttons.TakeRegistrations(number, _is_shut(found))))
    if status is not ForumStatus.cancelled:
        ways.append(Button(t.plain("hosting.papers", n=len(found.papers)), buttons.ShowPapers(number)))
    if status in OVER:
        ways.append(Button(t.plain("hosting.sum_up"), buttons.SumUp(number)))
    if status in ON:
        ways.append(Button(t.plain("hosting.call_off"), buttons.CallOff(number)))
    return ways


def which_field(t: Translator, forum: Forum) -> Screen:
    choices = [Button(t.plain(label), buttons.Edit(forum.id, state)) for state, label in FIELDS.items()]
    text = paragraphs(words.title(t, forum), t("hosting.which_field"))
    return Screen(text, (*in_pairs(choices), back_row(t, GoForumDesk(forum.id))))


def ask_discard(t: Translator, forum: Forum) -> Screen:
    yes = Button(t.plain("hosting.discard_now"), buttons.Discard(forum.id))
    rows: Rows = ((yes, Button(t.plain("common.no"), GoForumDesk(forum.id))), back_row(t, GoForumDesk(forum.id)))
    return Screen(paragraphs(words.title(t, forum), t("hosting.ask_discard")), rows)


def discarded(t: Translator) -> Screen:
    return Screen(t("hosting.discarded"), (back_row(t, GoForumsManaged(0)),))
