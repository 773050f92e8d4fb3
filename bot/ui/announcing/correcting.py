"""Mending what people have already, and taking it back."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.contents import Content, first_line
from bot.i18n import NAMES, Translator
from bot.services.announcements.watching import Recallable, Watch
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import title
from bot.ui.announcing.progress import is_correctable
from bot.ui.desks import GoAnnouncementDesk
from bot.ui.fitting import ROOM, shown_units
from bot.ui.navigation import back_row, form_row
from bot.ui.screen import Button, Rows, Screen, paragraphs


def which(t: Translator, found: Watch, texts: Mapping[str, Content]) -> Screen:
    """Which language is to be mended; a place on the map cannot be."""
    number = found.one.id
    mendable = [code for code, content in texts.items() if is_correctable(content)]
    rows: Rows = (
        *((Button(NAMES.get(code, code), buttons.CorrectIn(number, code)),) for code in mendable),
        back_row(t, GoAnnouncementDesk(number)),
    )
    text = paragraphs(
        title(found.one),
        t("deciding.correct_which") if mendable else None,
        t("deciding.no_words_there") if len(mendable) < len(texts) else None,
    )
    return Screen(text, rows)


def ask_text(t: Translator, found: Watch, language: str) -> Screen:
    text = paragraphs(title(found.one), t("deciding.ask_correction", language=NAMES.get(language, language)))
    return Screen(text, (form_row(t, buttons.ShowCorrecting(found.one.id)),))


def preview(t: Translator, found: Watch, content: Content, language: str) -> Screen:
    """The new text as it will stand, and what changing it means."""
    one = found.one
    head = t("deciding.new_text", language=NAMES.get(language, language))
    told = paragraphs(head, Markup(content.html), t.n("deciding.will_correct", _shown(found)))
    if shown_units(told) > ROOM:
        told = paragraphs(head, first_line(content.html), t.n("deciding.will_correct", _shown(found)))
    rows: Rows = (
        (Button(t.plain("deciding.correct_ask"), buttons.AskCorrect(one.id)),),
        form_row(t, buttons.CorrectIn(one.id, language)),
    )
    return Screen(told, rows)


def confirm(t: Translator, found: Watch) -> Screen:
    one, shown = found.one, _shown(found)
    rows: Rows = (
        (Button(t.plain_n("deciding.correct_now", shown), buttons.Correct(one.id, one.version)),),
        form_row(t),
    )
    return Screen(paragraphs(title(one), t.n("deciding.correct_sure", shown)), rows)


def ask_recall(t: Translator, found: Watch, what: Recallable) -> Screen:
    one = found.one
    text = paragraphs(
        title(one),
        t("deciding.ask_recall"),
        t.n("deciding.will_delete", what.young) if what.young else None,
        t.n("deciding.will_replace", what.old) if what.old else None,
        t.n("deciding.will_not_leave", what.waiting) if what.waiting else None,
    )
    rows: Rows = (
        (
            Button(t.plain("deciding.recall_now"), buttons.Recall(one.id, one.version)),
            Button(t.plain("common.no"), GoAnnouncementDesk(one.id)),
        ),
    )
    return Screen(text, rows)


def _shown(found: Watch) -> int:
    return 0 if found.tally is None else found.tally.shown
