"""The words around a file of results."""

from markupsafe import Markup

from bot.domain.reported import Reported
from bot.i18n import Translator
from bot.services.town import TownFileRefused
from bot.ui.desks import GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.fitting import cut
from bot.ui.navigation import GoResults, back_row, menu_row
from bot.ui.screen import Button, Screen, lines
from bot.ui.surveying.callbacks import Upload
from bot.ui.surveying.questions import faults
from bot.ui.surveying.words import QUESTION_ROOM, TITLE_ROOM, summary, totals

_QUESTION = "chart-"


def making(t: Translator) -> Screen:
    """For seconds, so it has no buttons: what they would show would be written over when the file is there."""
    return Screen(t("surveying.making"))


def made(t: Translator, number: int, *, for_everybody: bool) -> Screen:
    back = GoResults(number, 0) if for_everybody else GoQuestionnaireDesk(number)
    return Screen(t("surveying.made"), (back_row(t, back),))


def failed(t: Translator) -> Screen:
    return Screen(t("surveying.not_made"), (menu_row(t),))


def reading(t: Translator) -> Screen:
    """A file was handed in."""
    return Screen(t("surveying.reading"))


def not_read(t: Translator) -> Screen:
    return Screen(t("surveying.not_read"), (back_row(t, GoQuestionnairesManaged(0)),))


def refused(t: Translator, refusal: TownFileRefused) -> Screen:
    """What is wrong with a file that was handed in."""
    rows = ((Button(t.plain("surveying.from_yaml"), Upload()),), back_row(t, GoQuestionnairesManaged(0)))
    return Screen(faults(t, refusal), rows)


def caption(t: Translator, reported: Reported, format: str) -> Markup:
    """Under a file, well below Telegram's 1024 units. A picture is told in words too."""
    title = Markup("<b>{}</b>").format(cut(reported.definition.title(t.language), TITLE_ROOM))
    question = reported.definition.question(format.removeprefix(_QUESTION))
    tally = None if question is None else reported.results.of(question.id)
    if question is not None and tally is not None and format.startswith(_QUESTION):
        return lines(title, cut(question.name(t.language), QUESTION_ROOM), summary(t, tally))
    if reported.results.few:
        return lines(title, t("surveying.few", k=reported.results.k))
    return lines(title, totals(t, reported.results))
