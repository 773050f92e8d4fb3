"""The last look at how it arrives: in each language, and at whom."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.announcements import AnnouncementState
from bot.domain.town import Place
from bot.i18n import LANGUAGES, NAMES, Translator
from bot.services.announcements.drafting import Draft
from bot.services.consultations import Page
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing.desk import audience
from bot.ui.desks import GoAnnouncementDesk, GoDecide
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten


def preview(t: Translator, found: Draft, place: Place | None, said: Markup | None = None) -> Screen:
    """A button for each language says who gets what it shows."""
    one, drafted = found.announcement, found.announcement.state is AnnouncementState.draft
    here = "" if place is None else str(place.id)
    varies = any(content.variables for content in found.texts.values())
    text = paragraphs(
        said,
        lines(t("common.step", step=3, steps=4) if drafted else None, t("announcing.preview_ask")),
        lines(*(_gets(t, found, code) for code in LANGUAGES)),
        _place(t, place) if varies else None,
        None if found.is_template else audience(t, one),
    )
    rows: Rows = (
        *((Button(f"👁 {NAMES[code]}", buttons.ShowCopy(one.id, code, here)),) for code in LANGUAGES),
        *(((Button(t.plain("announcing.other_place"), buttons.Places(one.id, 0)),),) if varies else ()),
        *(() if found.is_template else ((Button(t.plain("announcing.test"), buttons.Test(one.id, here)),),)),
        *(((Button(t.plain("announcing.next_send"), GoDecide(one.id)),),) if drafted else ()),
        back_row(t, GoAnnouncementDesk(one.id)),
    )
    return Screen(text, rows)


def _gets(t: Translator, found: Draft, code: str) -> Markup:
    if code in found.texts:
        return t("announcing.gets_own", language=NAMES[code])
    return t("announcing.gets_fallback", language=NAMES[code], fallback=NAMES[found.announcement.fallback])


def _place(t: Translator, place: Place | None) -> Markup:
    if place is None:
        return t("announcing.no_place", everywhere=t.plain("announcements.everywhere"))
    return t("announcing.as_in_place", place=place.name(t.language))


def places(t: Translator, number: int, found: Sequence[Place], page: Page) -> Screen:
    """Whose name is put in."""
    rows: Rows = (
        *((Button(shorten(one.name(t.language)), buttons.Preview(number, str(one.id))),) for one in found),
        *pager(t, page, lambda at: buttons.Places(number, at)),
        (Button(t.plain("announcing.without_place"), buttons.Preview(number, "")),),
        back_row(t, GoAnnouncementDesk(number)),
    )
    return Screen(lines(t("announcing.which_place"), page_line(t, page)), rows)
