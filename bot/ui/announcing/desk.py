"""The desk of announcements: its shelves, and a draft with the way through it."""

from markupsafe import Markup

from bot.domain.announcements import Announcement, AnnouncementState
from bot.i18n import NAMES, Translator, mark
from bot.services.announcements.drafting import Draft, Shelf
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing.words import NAME_ROOM, NOTE_ROOM, STATES, SUBJECTS, heading, kind, title
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged, GoAudience, GoDecide, GoStaff
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

SHELVES = {
    "work": (mark("announcing.shelf_work"), mark("announcing.shelf_work_empty")),
    "sent": (mark("announcing.shelf_sent"), mark("announcing.shelf_sent_empty")),
    "template": (mark("announcing.shelf_template"), mark("announcing.shelf_template_empty")),
}
TO_SHELF = {
    "work": mark("announcing.to_work"),
    "sent": mark("announcing.to_sent"),
    "template": mark("announcing.to_templates"),
}


def shelf(t: Translator, found: Shelf, said: Markup | None = None) -> Screen:
    full, empty = SHELVES[found.name]
    text = paragraphs(said, lines(t(full if found.items else empty, n=found.page.total), page_line(t, found.page)))
    others = [
        Button(t.plain(words, n=found.totals[name]), GoAnnouncementsManaged(name, 0))
        for name, words in TO_SHELF.items()
        if name != found.name
    ]
    repeat = (Button(t.plain("announcing.repeat"), buttons.Repeat()),) if found.may_repeat else ()
    rows: Rows = (
        *((Button(_label(t, one, found.name), GoAnnouncementDesk(one.id)),) for one in found.items),
        *pager(t, found.page, lambda page: GoAnnouncementsManaged(found.name, page)),
        (Button(t.plain("announcing.new"), buttons.New()), *repeat),
        *in_pairs(others),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def _label(t: Translator, one: Announcement, shelf: str) -> str:
    name = title(t, one.title)
    return shorten(name if shelf == "template" else f"{t.capital(t.plain(STATES[one.state]))}: {name}")


# -- a draft -----------------------------------------------------------------------------------------------------------


def draft(t: Translator, found: Draft, said: Markup | None = None) -> Screen:
    """What there is of it and what is missing; the first button is the next step."""
    one = found.announcement
    text = paragraphs(
        said,
        lines(
            t("announcing.card_template") if found.is_template else t("announcing.card_draft"),
            heading(t, one.title) if found.texts else None,
        ),
        t("announcing.note", note=cut(one.note, NOTE_ROOM)) if one.note else None,
        lines(*written(t, found)) if found.texts else t("announcing.nothing_written"),
        lines(
            t("announcing.buttons_count", n=len(one.buttons)) if one.buttons else None,
            about(t, found),
            audience(t, one),
            _when(t, one) if not found.is_template else None,
            t("announcing.emergency") if one.emergency else None,
            t("announcing.author", name=found.author) if found.author else None,
        ),
    )
    back = back_row(t, GoAnnouncementsManaged("template" if found.is_template else "work", 0))
    return Screen(text, (*(_of_template(t, found) if found.is_template else _of_draft(t, found)), back))


def written(t: Translator, found: Draft) -> list[Markup]:
    """A line for each language, the first one at the head."""
    first = found.announcement.fallback
    order = sorted(found.texts, key=lambda language: (language != first, language))
    return [
        t(
            mark("announcing.written_first") if language == first else mark("announcing.written"),
            language=NAMES.get(language, language),
            kind=kind(t, found.texts[language]),
        )
        for language in order
    ]


def about(t: Translator, found: Draft) -> Markup | None:
    subject = found.announcement.subject
    if subject is None or found.subject is None:
        return None
    return t("announcing.about", kind=t.plain(SUBJECTS[subject.kind]), name=cut(found.subject, NAME_ROOM))


def audience(t: Translator, one: Announcement) -> Markup:
    if one.audience.is_empty:
        return t("announcing.for_nobody_yet")
    if one.state is AnnouncementState.template:
        return t("announcing.for_chosen")
    if one.counts is None:
        return t("announcing.for_uncounted")
    return t.n("announcing.for_counted", one.counts.recipients)


def _when(t: Translator, one: Announcement) -> Markup:
    if one.scheduled_at is None:
        return t("announcing.when_approved")
    return t("announcing.when", moment=t.moment(one.scheduled_at))


def _of_draft(t: Translator, found: Draft) -> Rows:
    one, number = found.announcement, found.announcement.id
    write = Button(t.plain("announcing.text"), buttons.Write(number, one.fallback))
    if not found.texts:
        return (
            (Button(t.plain("announcing.next_write"), buttons.Write(number, one.fallback)),),
            (Button(t.plain("announcing.drop"), buttons.AskDrop(number)),),
        )
    whom = Button(t.plain("announcing.whom"), GoAudience(number))
    see = Button(t.plain("announcing.preview"), buttons.Preview(number, ""))
    if one.audience.is_empty:
        following = Button(t.plain("announcing.next_whom"), GoAudience(number))
        ways = (see,)
    else:
        following = Button(t.plain("announcing.next_preview"), buttons.Preview(number, ""))
        ways = (whom,)
    return (
        (following,),
        (write, Button(t.plain("announcing.languages"), buttons.Languages(number))),
        (Button(t.plain("announcing.buttons"), buttons.Buttons(number)), *ways),
        (
            Button(t.plain("announcing.test"), buttons.Test(number, "")),
            Button(t.plain("announcing.send"), GoDecide(number)),
        ),
        (
            Button(t.plain("announcing.duplicate"), buttons.Duplicate(number)),
            Button(t.plain("announcing.save_template"), buttons.SaveTemplate(number)),
        ),
        (Button(t.plain("announcing.drop"), buttons.AskDrop(number)),),
    )


def _of_template(t: Translator, found: Draft) -> Rows:
    one, number = found.announcement, found.announcement.id
    if not found.texts:
        return (
            (Button(t.plain("announcing.next_write"), buttons.Write(number, one.fallback)),),
            (Button(t.plain("announcing.drop_template"), buttons.AskDrop(number)),),
        )
    return (
        (Button(t.plain("announcing.use_template"), buttons.Duplicate(number)),),
        (
            Button(t.plain("announcing.text"), buttons.Write(number, one.fallback)),
            Button(t.plain("announcing.languages"), buttons.Languages(number)),
        ),
        (
            Button(t.plain("announcing.buttons"), buttons.Buttons(number)),
            Button(t.plain("announcing.whom"), GoAudience(number)),
        ),
        (
            Button(t.plain("announcing.preview"), buttons.Preview(number, "")),
            Button(t.plain("announcing.drop_template"), buttons.AskDrop(number)),
        ),
    )


def ask_drop(t: Translator, one: Announcement) -> Screen:
    template = one.state is AnnouncementState.template
    ask = t("announcing.ask_drop_template") if template else t("announcing.ask_drop")
    rows: Rows = (
        (Button(t.plain("announcing.drop_now"), buttons.Drop(one.id)),),
        back_row(t, GoAnnouncementDesk(one.id)),
    )
    return Screen(paragraphs(heading(t, one.title), ask), rows)
