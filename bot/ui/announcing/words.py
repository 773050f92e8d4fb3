"""An announcement in the staff's words: what it is called, how it stands, what it shows."""

from markupsafe import Markup

from bot.domain.announcements import AnnouncementState
from bot.domain.contents import Content, Kind, Link
from bot.i18n import Translator, mark
from bot.services.announcements.drafting import MARKS
from bot.ui.copies import ACTIONS
from bot.ui.fitting import cut

TITLE_ROOM, NOTE_ROOM, NAME_ROOM = 150, 900, 120
"""UTF-16 units."""

STATES = {
    AnnouncementState.template: mark("announcing.state_template"),
    AnnouncementState.draft: mark("announcing.state_draft"),
    AnnouncementState.ready: mark("announcing.state_ready"),
    AnnouncementState.approved: mark("announcing.state_approved"),
    AnnouncementState.sending: mark("announcing.state_sending"),
    AnnouncementState.sent: mark("announcing.state_sent"),
    AnnouncementState.cancelled: mark("announcing.state_cancelled"),
    AnnouncementState.recalling: mark("announcing.state_recalling"),
    AnnouncementState.recalled: mark("announcing.state_recalled"),
}
KINDS = {
    Kind.text: mark("announcing.kind_text"),
    Kind.photo: mark("announcing.kind_photo"),
    Kind.video: mark("announcing.kind_video"),
    Kind.document: mark("announcing.kind_document"),
    Kind.location: mark("announcing.kind_location"),
    Kind.venue: mark("announcing.kind_venue"),
}
SUBJECTS = {
    "consultation": mark("announcing.to_consultation"),
    "forum": mark("announcing.to_forum"),
    "questionnaire": mark("announcing.to_questionnaire"),
    "body": mark("announcing.to_body"),
}
_OF_MARKS = {sign: kind for kind, sign in MARKS.items() if kind is not Kind.venue}


def title(t: Translator, text: str) -> str:
    """Of its record: the first line, or what it shows where it says nothing."""
    if not text:
        return t.plain("announcing.untitled")
    kind = _OF_MARKS.get(text)
    if kind is None:
        return text
    name = t.plain("announcing.kind_album_short") if kind is Kind.album else t.plain(KINDS[kind])
    return f"{text} {t.capital(name)}"


def heading(t: Translator, text: str) -> Markup:
    return Markup("<b>{}</b>").format(cut(title(t, text), TITLE_ROOM))


def kind(t: Translator, content: Content) -> str:
    """What it is, in the middle of a sentence: a text, a photo with words, an album of four."""
    if content.kind is Kind.album:
        shows = t.plain_n("announcing.kind_album", len(content.pieces))
    else:
        shows = t.plain(KINDS[content.kind])
    return t.plain("announcing.with_words", what=shows) if content.pieces and content.html else shows


def button(t: Translator, link: Link, name: str, fallback: str) -> str:
    """What a button under it does."""
    if link.action is None:
        return f"🔗 {link.label(t.language, fallback)}"
    words = t.plain(ACTIONS[link.action])
    return f"{words}: {name}" if name else words
