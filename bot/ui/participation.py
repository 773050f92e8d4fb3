"""How people may take part, in words: the forms that were announced, and the public hearing."""

from collections.abc import Collection

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.participation import Hearing, Participation
from bot.i18n import Translator, mark
from bot.ui.fitting import cut
from bot.ui.screen import lines

PLACE_ROOM = 250
"""UTF-16 units of where to come; a town file may tell more than staff may type."""

FORMS = {
    Participation.written: mark("consultations.form_written"),
    Participation.advisory: mark("consultations.form_advisory"),
    Participation.sitting: mark("consultations.form_sitting"),
    Participation.hearing: mark("consultations.form_hearing"),
}


def taking_part(t: Translator, consultation: Consultation) -> Markup | None:
    """None where nothing of it is known."""
    forms, hearing = consultation.participation, consultation.hearing
    said = lines(
        t("consultations.participation", forms=listed(t, forms)) if forms else None,
        t("consultations.hearing", when=t.moment(hearing.starts_at), place=cut(hearing.place, PLACE_ROOM))
        if hearing is not None
        else None,
    )
    return said or None


def listed(t: Translator, forms: Collection[Participation]) -> str:
    """In the law's order, whatever the order of ticking."""
    return t.listing([t.plain(words) for form, words in FORMS.items() if form in forms])


def in_a_line(t: Translator, hearing: Hearing) -> str:
    return f"{t.moment(hearing.starts_at)}, {cut(hearing.place, PLACE_ROOM)}"
