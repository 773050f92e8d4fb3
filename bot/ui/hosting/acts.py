"""Acts on a forum: a change that people are told of, calling it off, its papers, and summing up."""

from markupsafe import Markup

from bot.domain.forums import AFTERWARDS, MOVING, Forum, PaperKind
from bot.domain.typed import FILE_AT_MOST_MB
from bot.i18n import NAMES, Translator
from bot.services.forums import ManagedForum
from bot.ui import forum_words as words
from bot.ui.desks import GoForumDesk
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting.desk import OVER
from bot.ui.hosting.questions import KINDS, Frame, framed
from bot.ui.navigation import back_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

VALUE_ROOM = 600


def confirm_change(
    t: Translator, frame: Frame, after: Forum, *, before: Forum, place: str | None, told: int, shown_at: int
) -> Screen:
    """What it will be like, and how many will hear of it."""
    moved = any(getattr(before, name) != getattr(after, name) for name in MOVING)
    text = paragraphs(
        t("hosting.will_be"),
        lines(
            words.title(t, after),
            *(f"{NAMES[code]}: {cut(told, VALUE_ROOM)}" for code, told in _translated(after)),
            t(KINDS[after.kind]) if after.kind is not before.kind else None,
            words.when(t, after),
            t("forums.at", place=cut(place, VALUE_ROOM)) if place else None,
            t("forums.access", text=cut(after.access, VALUE_ROOM)) if after.access else None,
            after.online_url,
        ),
        t.n("hosting.will_be_told", told) if moved and told else t("hosting.nobody_told"),
    )
    return framed(t, frame, text, ((_yes(t, frame, after, shown_at),),))


def _translated(forum: Forum) -> list[tuple[str, str]]:
    return [(code, told["title"]) for code, told in sorted(forum.translations.items()) if told.get("title")]


def ask_why(t: Translator, frame: Frame, forum: Forum) -> Screen:
    return framed(t, frame, paragraphs(words.title(t, forum), t("hosting.ask_why")))


def confirm_cancel(t: Translator, frame: Frame, forum: Forum, *, reason: str, told: int, shown_at: int) -> Screen:
    text = paragraphs(
        words.title(t, forum),
        t("hosting.will_be_cancelled", reason=cut(reason, VALUE_ROOM)),
        t.n("hosting.will_be_told", told) if told else t("hosting.nobody_told"),
    )
    return framed(t, frame, text, ((_yes(t, frame, forum, shown_at, cancels=True),),))


def ask_minutes(t: Translator, frame: Frame, forum: Forum) -> Screen:
    again = t("hosting.said_before", text=cut(forum.summary, VALUE_ROOM)) if forum.summary else None
    return framed(t, frame, paragraphs(words.title(t, forum), t("hosting.ask_minutes"), again))


def confirm_minutes(t: Translator, frame: Frame, forum: Forum, *, minutes: str, told: int, shown_at: int) -> Screen:
    """Who heard once does not hear again when it is mended."""
    heading = paragraphs(words.title(t, forum), t("hosting.will_be_summed_up"))
    hear = t.n("hosting.will_be_told", told) if told and forum.summary is None else t("hosting.nobody_told")
    shown = cut(minutes, ROOM - shown_units(heading) - shown_units(hear) - 4)
    return framed(t, frame, paragraphs(heading, shown, hear), ((_yes(t, frame, forum, shown_at),),))


def _yes(t: Translator, frame: Frame, forum: Forum, shown_at: int, *, cancels: bool = False) -> Button:
    label = t.plain("hosting.call_off_now") if cancels else t.plain("hosting.apply")
    return Button(label, buttons.Apply(frame.form, forum.id, shown_at))


# -- papers ------------------------------------------------------------------------------------------------------------


def papers(t: Translator, found: ManagedForum, said: Markup | None = None) -> Screen:
    """What is there, each with a way to take it away, and what may be added now."""
    number = found.forum.id
    there: Rows = tuple(
        (Button(shorten(f"🗑 {t.plain(words.PAPERS[one.kind])} · {one.file.name}"), buttons.DropPaper(number, one.id)),)
        for one in found.papers
    )
    over = found.status in OVER
    kinds = [kind for kind in PaperKind if over or kind not in AFTERWARDS]
    added = [Button(f"➕ {t.plain(words.PAPERS[kind])}", buttons.AddPaper(number, kind.value)) for kind in kinds]
    heading = t("hosting.papers_there") if there else t("hosting.papers_none")
    text = paragraphs(said, words.title(t, found.forum), heading)
    return Screen(text, (*there, *in_pairs(added), back_row(t, GoForumDesk(number))))


def ask_paper(t: Translator, frame: Frame, forum: Forum, kind: PaperKind) -> Screen:
    asked = t("hosting.ask_paper", kind=t.plain(words.PAPERS[kind]), limit=FILE_AT_MOST_MB)
    return framed(t, frame, paragraphs(words.title(t, forum), asked))
