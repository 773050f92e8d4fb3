"""Results for everybody: one question a page, in words and percents. What people wrote is not among them."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import SCALES, Measure, Question, QuestionType
from bot.domain.results import Results, Tally
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.ui.fitting import cut
from bot.ui.navigation import GoQuestionnaires, GoResults, GoResultsPicture, back_row
from bot.ui.paging import pager
from bot.ui.questionnaires.words import QUESTION_ROOM, TITLE_ROOM, heading, hint, value
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

BAR = 10
"""Squares of a bar: ten percent each."""


def results(t: Translator, questionnaire: Questionnaire, found: Results, wanted: int) -> Screen:
    back = back_row(t, GoQuestionnaires(0))
    if found.few:
        return Screen(paragraphs(heading(t, questionnaire), t.n("questionnaires.few", found.k)), (back,))
    shown = [one for one in questionnaire.definition.questions if one.type is not QuestionType.text]
    page = Page.of(len(shown), wanted, 1)
    whole = lines(
        heading(t, questionnaire),
        t.n("questionnaires.ballots", found.ballots),
        _of_invited(t, found),
    )
    asked = _question(t, questionnaire, found, shown[page.number], page) if shown else t("questionnaires.only_texts")
    rows: Rows = (
        *pager(t, page, lambda at: GoResults(questionnaire.id, at)),
        *(((Button(t.plain("questionnaires.picture"), GoResultsPicture(questionnaire.id)),),) if shown else ()),
        back,
    )
    return Screen(paragraphs(whole, asked), rows)


def _of_invited(t: Translator, found: Results) -> Markup | None:
    return t.n("questionnaires.of_invited", found.invited) if found.invited else None


def _question(t: Translator, questionnaire: Questionnaire, found: Results, one: Question, page: Page) -> Markup:
    tally = found.of(one.id)
    asked = lines(
        t("questionnaires.progress", place=page.number + 1, of=page.pages),
        Markup("<b>{}</b>").format(cut(one.name(t.language), QUESTION_ROOM)),
        hint(t, questionnaire.definition, one) if one.type in SCALES else None,
    )
    if tally is None:
        return paragraphs(asked, t.n("questionnaires.hidden", found.k))
    return paragraphs(
        asked,
        lines(*(_line(t, one, tally, code) for code in one.codes)),
        lines(*_measures(t, tally)),
        lines(
            t("questionnaires.valid", n=tally.valid),
            t("questionnaires.chose_several") if one.type is QuestionType.multi else None,
            t("questionnaires.unsure_count", n=tally.unsure) if tally.unsure else None,
        ),
    )


def _line(t: Translator, one: Question, tally: Tally, code: str) -> Markup:
    share = tally.share(code) or 0
    return t(
        "questionnaires.share",
        bar=bar(share),
        answer=cut(value(t, one, code), TITLE_ROOM),
        count=tally.count(code),
        share=share,
    )


def bar(share: int) -> str:
    """A share of a hundred in ten squares; something is never drawn as nothing."""
    full = max(round(share / BAR), 1 if share else 0)
    return "▰" * full + "▱" * (BAR - full)


def _measures(t: Translator, tally: Tally) -> list[Markup]:
    said = []
    if tally.measure is Measure.satisfaction and tally.satisfied is not None:
        said.append(t("questionnaires.satisfied", share=tally.satisfied))
    if tally.mean is not None:
        said.append(t("questionnaires.mean", mean=decimal(t, str(tally.mean))))
    if tally.nps is not None:
        said.append(t("questionnaires.nps", nps=f"{tally.nps:+d}".replace("-", "−") if tally.nps else "0"))
    return said


def decimal(t: Translator, number: str) -> str:
    """With the comma of those who write one."""
    return number if t.language == "en" else number.replace(".", ",")
