"""Setting what the text of a consultation is divided into: one message, a line for each."""

from collections.abc import Sequence

from bot.domain.consultations import Consultation
from bot.i18n import Translator
from bot.ui.answering.callbacks import Back, Finish, Take
from bot.ui.desks import GoManaged, GoSections
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.navigation import back_row, form_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten
from storage.proposals import Section

FORM = "s"
TITLE = 120


def ask(t: Translator, about: Consultation, known: Sequence[Section], *, limit: int) -> Screen:
    """How it is now, to be copied and changed, and what to send."""
    heading = paragraphs(
        t("answering.of_consultation", title=shorten(about.title_in(t.language), TITLE)),
        t("answering.ask_sections", limit=limit),
        t("answering.sections_now", n=len(known)) if known else t("answering.no_sections"),
    )
    room = ROOM - shown_units(heading) - 4
    now = cut("\n".join(one.name("bg") for one in known), room) if known else None
    drop: Rows = ((Button(t.plain("answering.drop_sections"), Take(FORM, "lines", "none")),),) if known else ()
    return Screen(paragraphs(heading, now), (*drop, form_row(t)))


def confirm(t: Translator, about: Consultation, titles: Sequence[str], *, at: int) -> Screen:
    heading = paragraphs(
        t("answering.of_consultation", title=shorten(about.title_in(t.language), TITLE)),
        t("answering.confirm_sections", n=len(titles)) if titles else t("answering.confirm_no_sections"),
    )
    room = ROOM - shown_units(heading) - 4
    listed = cut("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1)), room)
    rows: Rows = (
        (Button(t.plain("answering.save"), Finish(FORM, about.id, at)),),
        form_row(t, Back(FORM, "confirm")),
    )
    return Screen(paragraphs(heading, listed or None), rows)


def done(t: Translator, about: Consultation, count: int) -> Screen:
    text = lines(
        t("common.saved"),
        t("answering.sections_now", n=count) if count else t("answering.no_sections"),
    )
    again: Rows = ((Button(t.plain("answering.change_sections"), GoSections(about.id)),),)
    return Screen(text, (*again, back_row(t, GoManaged(0))))
