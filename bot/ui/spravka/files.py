"""The words around a file of a spravka."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.dispositions import Disposition
from bot.domain.spravka import Header
from bot.domain.town import OFFICIAL
from bot.i18n import Translator
from bot.ui.desks import GoReporting
from bot.ui.fitting import cut
from bot.ui.navigation import GoSpravka, back_row, menu_row
from bot.ui.screen import Screen, lines
from bot.ui.spravka.common import TITLE_ROOM, counts


def making(t: Translator) -> Screen:
    """For seconds, so it has no buttons: what they would show would be written over when the file is there."""
    return Screen(t("spravka.making"))


def made(t: Translator, number: int, *, published: bool) -> Screen:
    return Screen(t("spravka.made"), (back_row(t, GoSpravka(number) if published else GoReporting(number)),))


def failed(t: Translator) -> Screen:
    return Screen(t("spravka.failed"), (menu_row(t),))


def caption(t: Translator, header: Header, counted: Mapping[Disposition | None, int], format: str) -> Markup:
    """Under a file, well below Telegram's 1024 units. A picture is told in words too."""
    return lines(
        t("spravka.caption", title=cut(header.title(t.language), TITLE_ROOM)),
        counts(t, counted, published=header.published) if format == "chart" else None,
        None if header.published else t("spravka.is_draft"),
        None if t.language == OFFICIAL else t("spravka.is_help"),
    )
