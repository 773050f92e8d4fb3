"""What staff are asked to type."""

from markupsafe import Markup

from bot.domain.question_texts import DAYS_AT_MOST
from bot.domain.questions import OPTIONS_AT_MOST
from bot.domain.town import OFFICIAL
from bot.i18n import NAMES, Translator, mark
from bot.services.town import TownFileRefused
from bot.ui.callbacks import Callback
from bot.ui.fitting import cut
from bot.ui.navigation import form_row
from bot.ui.screen import Screen, lines, paragraphs

PROMPTS = {
    "title": mark("surveying.ask_title"),
    "wording": mark("surveying.ask_wording"),
    "options": mark("surveying.ask_options"),
    "most": mark("surveying.ask_most"),
    "days": mark("surveying.ask_days"),
    "yaml": mark("surveying.ask_yaml"),
}
FAULTS = 8
"""Shown at once."""
ROOM = 900


def prompt(t: Translator, what: str, *, back: Callback | None, language: str = OFFICIAL, now: str = "") -> Screen:
    """`now` is what it is at present, to be copied and mended."""
    text = paragraphs(
        t(PROMPTS[what], limit=OPTIONS_AT_MOST, days=DAYS_AT_MOST),
        t("surveying.say_it_in", language=NAMES[language]) if language != OFFICIAL else None,
        t("surveying.now", text=cut(now, ROOM)) if now else None,
    )
    return Screen(text, (form_row(t, back),))


def faults(t: Translator, refusal: TownFileRefused) -> Markup:
    """What is wrong with a file, each with its line."""
    told = [
        t(
            "surveying.fault",
            line=fault.line,
            said=cut(" ".join(t.plain(key, **facts) for key, facts in fault.sentences()), 300),
        )
        for fault in refusal.faults[:FAULTS]
    ]
    more = len(refusal.faults) - len(told)
    return paragraphs(t("surveying.faults"), lines(*told), t("surveying.more_faults", n=more) if more > 0 else None)
