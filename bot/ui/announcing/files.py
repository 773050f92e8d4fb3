"""The words around the file of a report, and the notices to staff."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.announced import Announced
from bot.i18n import Translator
from bot.services.announcements.watching import Watch
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import TITLE, count, for_whom, leaving, title
from bot.ui.announcing.progress import card
from bot.ui.desks import GoAnnouncementDesk
from bot.ui.fitting import cut
from bot.ui.navigation import back_row, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs


def making(t: Translator) -> Screen:
    """For seconds, so it has no buttons: what they would show would be written over when the file is there."""
    return Screen(t("deciding.making"))


def made(t: Translator, number: int) -> Screen:
    return Screen(t("deciding.made"), (back_row(t, GoAnnouncementDesk(number)),))


def failed(t: Translator) -> Screen:
    return Screen(t("deciding.not_made"), (menu_row(t),))


def caption(t: Translator, about: Announced) -> Markup:
    """Under a file: it is told in words too."""
    head = Markup("<b>{}</b>").format(cut(about.title, TITLE))
    return lines(head, t.n("deciding.arrived", about.tally.reached))


# -- notices -----------------------------------------------------------------------------------------------------------


def requested(t: Translator, found: Watch) -> Screen:
    """Somebody waits for a second person."""
    one = found.one
    recipients = 0 if one.counts is None else one.counts.recipients
    who = found.author or t.plain("deciding.a_colleague")
    text = paragraphs(
        t("deciding.is_emergency") if one.emergency else None,
        t.n("deciding.second", recipients, name=who, title=cut(one.title, TITLE)),
        lines(for_whom(t, found), leaving(t, one)),
    )
    return Screen(text, _answers(t, found))


def _answers(t: Translator, found: Watch) -> Rows:
    one = found.one
    return (
        (Button(t.plain("deciding.look"), GoAnnouncementDesk(one.id)),),
        (
            Button(t.plain("deciding.approve"), buttons.AskSend(one.id)),
            Button(t.plain("deciding.return"), buttons.ReturnWithNote(one.id, one.version)),
        ),
    )


def returned(t: Translator, found: Watch, *, note: str) -> Screen:
    text = paragraphs(title(found.one), t("deciding.came_back", note=cut(note, 1000)))
    return _to_look_at(t, found, text)


def changed(t: Translator, found: Watch, *, promised: int, recipients: int) -> Screen:
    """The recipients of now are not those that were approved."""
    one = found.one
    numbers = [t.n("deciding.recipients", recipients)] if one.counts is None else count(t, one.counts)
    text = paragraphs(title(one), t.n("deciding.differs", promised), lines(*numbers), t("deciding.approve_anew"))
    return Screen(text, _answers(t, found))


def missed(t: Translator, found: Watch, *, at: datetime) -> Screen:
    """It has not left at its time."""
    return Screen(paragraphs(title(found.one), t("deciding.missed", moment=t.moment(at))), _answers(t, found))


def sent(t: Translator, found: Watch) -> Screen:
    """The report, as the card shows it."""
    return card(t, found, t("deciding.done"))


def corrected(t: Translator, found: Watch, *, by: str | None) -> Screen:
    """A colleague (None: no longer one) gave it a new text, which it is called by."""
    name = by or t.plain("deciding.by_a_colleague")
    return _to_look_at(t, found, t("deciding.corrected_by", name=name, title=cut(found.one.title, TITLE)))


def recalled(t: Translator, found: Watch, *, by: str | None) -> Screen:
    """A colleague (None: no longer one) takes it back."""
    name = by or t.plain("deciding.by_a_colleague")
    return _to_look_at(t, found, t("deciding.recalled_by", name=name, title=cut(found.one.title, TITLE)))


def _to_look_at(t: Translator, found: Watch, text: Markup) -> Screen:
    return Screen(text, ((Button(t.plain("deciding.look"), GoAnnouncementDesk(found.one.id)),), menu_row(t)))


def held(t: Translator, found: Watch) -> Screen:
    """Telegram refuses it: why, and what to do."""
    return card(t, found)
