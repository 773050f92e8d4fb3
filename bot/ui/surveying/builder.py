"""The builder: the list of questions, and what can be done with the whole."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire, Recorded
from bot.domain.questions import Question
from bot.domain.town import OFFICIAL
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.services.questionnaires.managing import Desk
from bot.ui.desks import GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying.desk import for_whom, heading, reached, warning
from bot.ui.surveying.words import OPTION_ROOM, TYPES

LISTED = 8
"""Questions on a page."""


def build(t: Translator, found: Desk, wanted: int, said: Markup | None = None) -> Screen:
    """All questions, and what can be done with the whole."""
    one, number = found.questionnaire, found.questionnaire.id
    asked = one.definition.questions
    page = Page.of(len(asked), wanted, LISTED)
    first = page.number * LISTED
    here = list(enumerate(asked, 1))[first : first + LISTED]
    draft = one.recorded is Recorded.draft
    text = paragraphs(
        said,
        heading(t, one),
        lines(*(_line(t, place, question) for place, question in here)) if asked else t("surveying.no_questions"),
        page_line(t, page),
        lines(
            t("surveying.is_anonymous") if one.anonymous else t("surveying.is_signed"),
            for_whom(t, found.aimed),
            reached(t, found) if draft else None,
            t.n("surveying.open_for", one.timing.closes_after.days),
        ),
        warning(t, one),
        None if draft else t("surveying.is_live"),
    )
    rows: Rows = (
        *(
            (Button(shorten(f"{place}. {question.name(t.language)}"), buttons.Open(number, question.id)),)
            for place, question in here
        ),
        *pager(t, page, lambda at: buttons.Build(number, at)),
        (
            Button(t.plain("surveying.add"), buttons.Kinds(number)),
            *((Button(t.plain("surveying.try"), buttons.Try(number, 0)),) if asked else ()),
        ),
        *(_whole(t, found) if draft else ()),
        (Button(t.plain("surveying.title"), buttons.Translate(number, "")),),
        back_row(t, GoQuestionnairesManaged(0) if draft else GoQuestionnaireDesk(number)),
    )
    return Screen(text, rows)


def _whole(t: Translator, found: Desk) -> Rows:
    one, number = found.questionnaire, found.questionnaire.id
    anonymous = Button(
        ticked(one.anonymous, t.plain("surveying.anonymous")), buttons.Anonymous(number, not one.anonymous)
    )
    publish = (Button(t.plain("surveying.publish"), buttons.Ask(number, "publish")),)
    return (
        (anonymous, Button(t.plain("surveying.for_whom"), buttons.ForWhom(number))),
        (
            Button(t.plain("surveying.days"), buttons.Edit(number, "", "days", OFFICIAL)),
            Button(t.plain("surveying.discard"), buttons.Ask(number, "withdraw")),
        ),
        *((publish,) if one.definition.questions and found.may_manage else ()),
    )


def _line(t: Translator, place: int, question: Question) -> Markup:
    signs = "".join(sign for sign, on in (("↪️", question.condition is not None), ("👤", question.background)) if on)
    return t(
        "surveying.question_line",
        place=place,
        question=cut(question.name(t.language), OPTION_ROOM),
        type=t.plain(TYPES[question.type]),
        signs=f" {signs}" if signs else "",
    )


def kinds(t: Translator, one: Questionnaire) -> Screen:
    number = one.id
    types = [Button(t.capital(t.plain(words)), buttons.Add(number, type.value)) for type, words in TYPES.items()]
    rows: Rows = (
        *in_pairs(types),
        (Button(t.plain("surveying.ready"), buttons.AddReady(number)),),
        back_row(t, buttons.Build(number, 0)),
    )
    return Screen(t("surveying.ask_type", place=len(one.definition.questions) + 1), rows)
