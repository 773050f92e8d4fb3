"""What people are told of questionnaires: that one waits for them, once more, and that its results are out."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire
from bot.i18n import Translator
from bot.ui.navigation import GoResults, GoResultsPicture
from bot.ui.questionnaires import callbacks as buttons
from bot.ui.questionnaires.words import heading, how_long, promise, until
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs


def invited(t: Translator, questionnaire: Questionnaire) -> Screen:
    long = how_long(t, questionnaire.definition)
    after_forum = questionnaire.audience.forum is not None
    text = paragraphs(
        heading(t, questionnaire),
        t("questionnaires.ask_after_forum", long=t.capital(long))
        if after_forum
        else t("questionnaires.ask", long=long),
        lines(promise(t, questionnaire), t("questionnaires.open_until", until=until(t, questionnaire))),
    )
    return Screen(text, _ways(t, questionnaire))


def chased(t: Translator, questionnaire: Questionnaire) -> Screen:
    """The only reminder, which says so."""
    text = paragraphs(
        heading(t, questionnaire),
        lines(
            t("questionnaires.chase", until=until(t, questionnaire)),
            Markup("{}.").format(t.capital(how_long(t, questionnaire.definition))),
        ),
    )
    return Screen(text, _ways(t, questionnaire))


def _ways(t: Translator, questionnaire: Questionnaire) -> Rows:
    number = questionnaire.id
    return (
        (Button(t.plain("questionnaires.ask_yes"), buttons.Begin(number)),),
        (
            Button(t.plain("questionnaires.ask_later"), buttons.Later(number)),
            Button(t.plain("questionnaires.ask_no"), buttons.Decline(number)),
        ),
    )


def counted(t: Translator, questionnaire: Questionnaire) -> Screen:
    number = questionnaire.id
    rows: Rows = (
        (Button(t.plain("questionnaires.results"), GoResults(number, 0)),),
        (Button(t.plain("questionnaires.picture"), GoResultsPicture(number)),),
    )
    return Screen(paragraphs(heading(t, questionnaire), t("questionnaires.results_are_out")), rows)
