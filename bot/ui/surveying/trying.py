"""The preview: every question as participants see it, and nothing is kept."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import SCALES, Question, QuestionType
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.paging import pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying.builder import LISTED
from bot.ui.surveying.words import QUESTION_ROOM, answer, condition

KEYS_A_ROW = 6


def preview(t: Translator, one: Questionnaire, wanted: int) -> Screen:
    """A question as it is put to a participant; every button leads on, and nothing is kept."""
    page = Page.of(len(one.definition.questions), wanted, 1)
    number, place = one.id, page.number
    asked = one.definition.questions[place]
    on = buttons.Try(number, place + 1)
    text = paragraphs(
        t("surveying.is_preview"),
        lines(
            t("surveying.progress", place=place + 1, of=page.pages),
            Markup("<b>{}</b>").format(cut(asked.name(t.language), QUESTION_ROOM)),
            _hint(t, one, asked),
        ),
        condition(t, one, asked),
    )
    ways = [Button(shorten(_key(t, asked, code)), on) for code in asked.codes]
    scale = asked.type in SCALES
    rows: Rows = (
        *((tuple(ways[at : at + KEYS_A_ROW]) for at in range(0, len(ways), KEYS_A_ROW)) if scale else in_pairs(ways)),
        *(((Button(t.plain("surveying.cannot_say"), on), Button(t.plain("common.skip"), on)),) if asked.can_be_unsure
          else ((Button(t.plain("common.skip"), on),),)),
        *pager(t, page, lambda at: buttons.Try(number, at)),
        back_row(t, buttons.Build(number, place // LISTED)),
    )  # fmt: skip
    return Screen(text, rows)


def preview_end(t: Translator, one: Questionnaire) -> Screen:
    rows: Rows = (
        (Button(t.plain("surveying.try_again"), buttons.Try(one.id, 0)),),
        back_row(t, buttons.Build(one.id, 0)),
    )
    return Screen(t("surveying.preview_end"), rows)


def _key(t: Translator, asked: Question, code: str) -> str:
    words = answer(t, asked, code)
    return ticked(False, words) if asked.type is QuestionType.multi else words


def _hint(t: Translator, one: Questionnaire, asked: Question) -> Markup | None:
    if asked.type is QuestionType.multi:
        return t.n("surveying.up_to", asked.limit)
    if asked.type is QuestionType.text:
        return t("surveying.no_names")
    ends = one.definition.anchors(asked, t.language)
    if ends is None:
        return None
    low, high = SCALES[asked.type][0], SCALES[asked.type][-1]
    return t("surveying.ends", low=low, lowest=ends[0], high=high, highest=ends[1])
