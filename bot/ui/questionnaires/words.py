"""A questionnaire and an answer in words."""

from markupsafe import Markup

from bot.domain.ballots import SKIPPED, UNSURE, Sheet
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import SCALES, Definition, Question, QuestionType, scale_value
from bot.i18n import Translator
from bot.ui.fitting import cut
from bot.ui.screen import lines, shorten

TITLE_ROOM, QUESTION_ROOM, TEXT_ROOM = 150, 600, 300
"""UTF-16 units."""


def heading(t: Translator, questionnaire: Questionnaire) -> Markup:
    """Its title, and under it the forum it is about: questionnaires of a template are all called alike."""
    forum = questionnaire.forum_in(t.language)
    title = Markup("<b>{}</b>").format(cut(questionnaire.title(t.language), TITLE_ROOM))
    return lines(title, cut(forum, TITLE_ROOM) if forum else None)


def label(t: Translator, questionnaire: Questionnaire) -> str:
    return shorten(questionnaire.forum_in(t.language) or questionnaire.title(t.language))


def how_long(t: Translator, definition: Definition) -> str:
    """„12 въпроса, около 3 минути“."""
    n = len(definition.questions)
    questions = (
        t.plain_n("questionnaires.questions_at_most", n)
        if definition.branches
        else t.plain_n("questionnaires.questions", n)
    )
    minutes = t.plain_n("questionnaires.minutes", definition.minutes)
    return f"{questions}, {minutes}"


def closes_on(t: Translator, questionnaire: Questionnaire) -> str:
    """The day on which it closes and its results come."""
    closes_at = questionnaire.closes_at
    return "" if closes_at is None else t.date(closes_at.astimezone(t.zone).date())


def until(t: Translator, questionnaire: Questionnaire) -> str:
    return "" if questionnaire.closes_at is None else t.moment(questionnaire.closes_at)


def promise(t: Translator, questionnaire: Questionnaire) -> Markup:
    """Who will know what they answer."""
    if questionnaire.anonymous:
        return t("questionnaires.is_anonymous")
    return t("questionnaires.is_signed", date=closes_on(t, questionnaire))


def hint(t: Translator, definition: Definition, question: Question) -> Markup | None:
    """How it is answered, where the buttons alone do not say it."""
    match question.type:
        case QuestionType.multi if question.limit < len(question.options):
            return t.n("questionnaires.choose_up_to", question.limit)
        case QuestionType.multi:
            return t("questionnaires.choose_all")
        case QuestionType.text:
            return t("questionnaires.write")
        case kind if kind in SCALES:
            ends = definition.anchors(question, t.language)
            low, high = SCALES[kind][0], SCALES[kind][-1]
            return ends and t("questionnaires.ends", low=low, lowest=ends[0], high=high, highest=ends[1])
        case _:
            return None


def value(t: Translator, question: Question, code: str) -> str:
    """One possible answer to a closed question."""
    if question.type in SCALES:
        return str(scale_value(code))
    if question.type is QuestionType.yesno:
        return t.plain("common.yes") if code == "y" else t.plain("common.no")
    return next((one.name(t.language) for one in question.options if one.id == code), "")


def answer(t: Translator, question: Question, sheet: Sheet) -> str | None:
    """What was answered; None where nothing was yet."""
    if question.id in sheet.texts:
        return cut(" ".join(sheet.texts[question.id].split()), TEXT_ROOM)
    code = sheet.answers.get(question.id)
    if code is None:
        return None
    if code in (SKIPPED, UNSURE):
        return t.plain("questionnaires.skipped") if code == SKIPPED else t.plain("questionnaires.unsure")
    codes = code if question.type is QuestionType.multi else [code]
    return cut("; ".join(value(t, question, one) for one in codes), TEXT_ROOM)


def listed(question: Question, t: Translator, longest: int) -> Markup | None:
    """The options with their numbers, where one is too long for its button."""
    names = [one.name(t.language) for one in question.options]
    if all(len(name) <= longest for name in names):
        return None
    return lines(*(Markup("{}. {}").format(place, cut(name, TITLE_ROOM)) for place, name in enumerate(names, 1)))
