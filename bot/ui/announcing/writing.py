"""Writing it: the message itself, and what it says in other languages."""

from markupsafe import Markup

from bot.domain.contents import PLACE
from bot.i18n import LANGUAGES, NAMES, Translator
from bot.services.announcements.drafting import Draft
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing.desk import written
from bot.ui.announcing.words import heading, kind
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged
from bot.ui.navigation import back_row, form_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, ticked

PLACE_IN = {"bg": PLACE, "en": "{place}", "tr": "{yer}"}


def ask(t: Translator, *, language: str) -> Screen:
    """A new one; `language` is chosen, or empty for the one that it will seem to be."""
    choices = [
        Button(ticked(code == language, NAMES[code]), buttons.WriteIn(code if code != language else ""))
        for code in LANGUAGES
    ]
    text = paragraphs(
        lines(t("common.step", step=1, steps=4), t("announcing.ask_text")),
        t("announcing.ask_text_how", variable=PLACE_IN[t.language]),
        t("announcing.ask_language"),
    )
    return Screen(text, (*in_pairs(choices), form_row(t, GoAnnouncementsManaged("work", 0))))


def ask_again(t: Translator, found: Draft, language: str) -> Screen:
    """One language of it: written for the first time, or anew."""
    number, name = found.announcement.id, NAMES[language]
    main = found.main
    shows = main is not None and bool(main.pieces) and language != found.announcement.fallback
    text = paragraphs(
        t("announcing.ask_anew", language=name) if language in found.texts else t("announcing.ask_in", language=name),
        t("announcing.ask_caption") if shows else None,
        t("announcing.ask_text_how", variable=PLACE_IN[t.language]),
    )
    back: Callback = GoAnnouncementDesk(number) if len(found.texts) < 2 else buttons.Languages(number)
    return Screen(text, (form_row(t, back),))


def kept(t: Translator, language: str, *, masked: bool, chosen: bool) -> Markup:
    """What became of a message; the language where nobody chose it."""
    return lines(
        t("announcing.kept") if chosen else t("announcing.kept_in", language=NAMES[language]),
        t("announcing.masked") if masked else None,
    )


def of_a_piece(t: Translator, number: int, said: Markup) -> Screen:
    """What is to be said of a further piece of an album; mostly nothing is."""
    return Screen(said, ((Button(t.plain("common.done"), GoAnnouncementDesk(number)),),))


def gathering(t: Translator, number: int) -> Screen:
    """The first piece of an album is here; the others come by themselves."""
    return Screen(t("announcing.gathering"), ((Button(t.plain("common.done"), GoAnnouncementDesk(number)),),))


def second(t: Translator, *, may_append: bool) -> Screen:
    """Another message came after the one that was kept."""
    append = ((Button(t.plain("announcing.append"), buttons.Use("append")),),) if may_append else ()
    rows: Rows = (
        (Button(t.plain("announcing.replace"), buttons.Use("replace")),),
        *append,
        (Button(t.plain("announcing.ignore"), buttons.Use("ignore")),),
        form_row(t),
    )
    return Screen(t("announcing.second"), rows)


# -- languages ---------------------------------------------------------------------------------------------------------


def languages(t: Translator, found: Draft, said: Markup | None = None) -> Screen:
    """What is written in which, and who gets what."""
    one = found.announcement
    text = paragraphs(
        said,
        heading(t, one.title),
        lines(*written(t, found)),
        t("announcing.fallback", language=NAMES[one.fallback]),
    )
    ways = [
        Button(f"✏️ {NAMES[code]}", buttons.ShowLanguage(one.id, code))
        if code in found.texts
        else Button(f"➕ {NAMES[code]}", buttons.Write(one.id, code))
        for code in LANGUAGES
    ]
    return Screen(text, (*((way,) for way in ways), back_row(t, GoAnnouncementDesk(one.id))))


def language(t: Translator, found: Draft, code: str) -> Screen:
    """One of them."""
    one, first = found.announcement, code == found.announcement.fallback
    text = paragraphs(
        t("announcing.in_language", language=NAMES[code], kind=kind(t, found.texts[code])),
        t("announcing.is_first") if first else None,
    )
    number = one.id
    ways: Rows = ((Button(t.plain("announcing.rewrite"), buttons.Write(number, code)),),)
    if first:
        others = [
            Button(t.plain("announcing.rename", language=NAMES[other]), buttons.Rename(number, other))
            for other in LANGUAGES
            if other not in found.texts
        ]
        ways = (*ways, *((way,) for way in others))
    else:
        ways = (
            *ways,
            (Button(t.plain("announcing.put_first"), buttons.PutFirst(number, code)),),
            (Button(t.plain("announcing.drop_text"), buttons.DropText(number, code)),),
        )
    return Screen(text, (*ways, back_row(t, buttons.Languages(number))))
