"""What hangs on a forum: papers, what was agreed, its link, its place on a map."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from bot.domain.forums import AFTERWARDS, Forum
from bot.i18n import Translator
from bot.services.forums import ForumCard
from bot.ui import forum_words as words
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.forums import callbacks as buttons
from bot.ui.navigation import GoForum, GoResults, back_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten
from storage.forums import ForumPaper

VENUE_ROOM = 200
"""Characters of a name and of an address on a map."""


def papers(t: Translator, view: ForumCard) -> Screen:
    """Every paper is a button that sends it."""
    found = view.papers
    heading = t.n("forums.papers_title", len(found)) if found else t("forums.papers_none")
    rows: Rows = (*_sending(t, found), back_row(t, GoForum(view.forum.id)))
    return Screen(paragraphs(words.title(t, view.forum), heading), rows)


def _sending(t: Translator, found: Sequence[ForumPaper]) -> Rows:
    return tuple(
        (Button(shorten(f"📄 {t.plain(words.PAPERS[one.kind])} · {one.file.name}"), buttons.DownloadPaper(one.id)),)
        for one in found
    )


def caption(t: Translator, forum: Forum, paper: ForumPaper) -> Markup:
    return lines(Markup("<b>{}</b>").format(t.plain(words.PAPERS[paper.kind])), cut(forum.title_in(t.language), 300))


def summary(t: Translator, view: ForumCard) -> Screen:
    """What was agreed and what follows, with minutes and decisions."""
    forum = view.forum
    head = lines(words.title(t, forum), words.when(t, forum))
    counts = view.counts
    came = t.n("forums.was_held", counts.attended) if counts is not None and counts.attended else None
    heading = paragraphs(head, came, t("forums.agreed"))
    text = cut(forum.summary or "", ROOM - shown_units(heading) - 2)
    results: Rows = ()
    if view.results is not None:
        results = ((Button(t.plain("forums.results"), GoResults(view.results, 0)),),)
    after = [one for one in view.papers if one.kind in AFTERWARDS]
    rows: Rows = (*_sending(t, after), *results, back_row(t, GoForum(forum.id)))
    return Screen(paragraphs(heading, text or t("forums.nothing_agreed_yet")), rows)


def share(t: Translator, forum: Forum, *, url: str) -> Screen:
    title = shorten(forum.title_in(t.language), 100)
    send = f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(title, safe='')}"
    rows: Rows = ((Button(t.plain("forums.share_now"), url=send),), back_row(t, GoForum(forum.id)))
    return Screen(t("forums.share_text", title=title, url=url), rows)


def on_the_map(t: Translator, forum: Forum, place: str) -> Screen:
    """The address, and a map of others that looks for it: of this place we have no coordinates."""
    look = f"https://www.openstreetmap.org/search?query={quote(shorten(place, VENUE_ROOM), safe='')}"
    rows: Rows = ((Button(t.plain("forums.look_for_it"), url=look),), back_row(t, GoForum(forum.id)))
    access = t("forums.access", text=cut(forum.access, words.ACCESS_ROOM)) if forum.access else None
    return Screen(paragraphs(words.title(t, forum), t("forums.at", place=cut(place, words.PLACE_ROOM)), access), rows)


def venue(t: Translator, forum: Forum, place: str) -> tuple[str, str]:
    """Name and address of a pin."""
    return shorten(forum.title_in(t.language), VENUE_ROOM), shorten(place, VENUE_ROOM)


def calendar_caption(t: Translator, forum: Forum) -> Markup:
    return lines(words.title(t, forum), words.when(t, forum), t("forums.calendar_how"))
