"""Answering: one question a screen, then all of it once more, then sent."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.ballots import SKIPPED, UNSURE, Sheet, way
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import SCALES, Question, QuestionType
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.ui.fitting import cut
from bot.ui.navigation import form_row
from bot.ui.paging import page_line, pager
from bot.ui.questionnaires import callbacks as buttons
from bot.ui.questionnaires.words import QUESTION_ROOM, answer, heading, hint, listed, value
from bot.ui.screen import LABEL, NO_ROWS, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked

KEYS_A_ROW = 6
"""Of a scale of eleven: two rows."""
REVIEWED = 12
"""Questions on a page of the review: the usual questionnaire fits on one."""
REVIEW_ROOM = 90
OPTION_ROOM = LABEL + 25


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to somebody, with what they have answered so far."""

    questionnaire: Questionnaire
    sheet: Sheet
    question: Question

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many, as far as their answers tell."""
        asked = way(self.questionnaire.definition, self.sheet)
        return next((n for n, one in enumerate(asked, 1) if one.id == self.question.id), 1), len(asked)


def question(t: Translator, asked: Asked, note: Markup | None = None) -> Screen:
    number, one = asked.questionnaire.id, asked.question
    place, of = asked.place
    given = answer(t, one, asked.sheet)
    text = paragraphs(
        note,
        lines(
            t("questionnaires.progress", place=place, of=of),
            Markup("<b>{}</b>").format(cut(one.name(t.language), QUESTION_ROOM)),
            hint(t, asked.questionnaire.definition, one),
        ),
        listed(one, t, OPTION_ROOM),
        None if given is None or _shows_ticks(asked) else t("questionnaires.given", answer=given),
    )
    back = buttons.Back(number, one.id) if place > 1 else None
    return Screen(text, (*_ways(t, asked), *_ways_past(t, asked, given), form_row(t, back)))


def _ways(t: Translator, asked: Asked) -> Rows:
    """What it can be answered with."""
    number, one = asked.questionnaire.id, asked.question
    if one.type in SCALES:
        keys = [Button(value(t, one, code), buttons.Answer(number, one.id, code)) for code in one.codes]
        return tuple(tuple(keys[at : at + KEYS_A_ROW]) for at in range(0, len(keys), KEYS_A_ROW))
    if one.type is QuestionType.multi:
        chosen = asked.sheet.answers.get(one.id, "")
        return tuple(
            (Button(ticked(code in chosen, _label(t, one, code)), buttons.Toggle(number, one.id, code)),)
            for code in one.codes
        )
    return in_pairs(Button(_label(t, one, code), buttons.Answer(number, one.id, code)) for code in one.codes)


def _label(t: Translator, one: Question, code: str) -> str:
    """Where options are listed above, with their numbers."""
    name = value(t, one, code)
    if listed(one, t, OPTION_ROOM) is not None:
        name = f"{one.codes.index(code) + 1}. {name}"
    return shorten(name, OPTION_ROOM)


def _ways_past(t: Translator, asked: Asked, given: str | None) -> Rows:
    number, one = asked.questionnaire.id, asked.question
    on: Rows = NO_ROWS
    if given is not None:
        words = t.plain("common.done") if _shows_ticks(asked) else t.plain("questionnaires.leave_it")
        on = ((Button(words, buttons.GoOn(number, one.id)),),)
    skip = Button(t.plain("common.skip"), buttons.Answer(number, one.id, SKIPPED))
    unsure = Button(t.plain("questionnaires.cannot_say"), buttons.Answer(number, one.id, UNSURE))
    return (*on, (unsure, skip) if one.can_be_unsure else (skip,))


def _shows_ticks(asked: Asked) -> bool:
    """Whether the buttons themselves say what was answered."""
    code = asked.sheet.answers.get(asked.question.id, SKIPPED)
    return asked.question.type is QuestionType.multi and code not in (UNSURE, SKIPPED)


def finish(t: Translator, questionnaire: Questionnaire, sheet: Sheet, note: Markup | None = None) -> Screen:
    """Whether to send it; what is not said here is in the review."""
    asked = way(questionnaire.definition, sheet)
    answered = sum(1 for one in asked if sheet.answers.get(one.id) != SKIPPED)
    number = questionnaire.id
    text = paragraphs(
        note,
        heading(t, questionnaire),
        t.n("questionnaires.answered", answered, of=len(asked)),
        t("questionnaires.send_anonymous") if questionnaire.anonymous else t("questionnaires.send_signed"),
    )
    rows: Rows = (
        (Button(t.plain("questionnaires.send"), buttons.Send(number)),),
        (Button(t.plain("questionnaires.review"), buttons.Review(number, 0)),),
        form_row(t, buttons.Back(number, "")),
    )
    return Screen(text, rows)


def review(t: Translator, questionnaire: Questionnaire, sheet: Sheet, wanted: int) -> Screen:
    """All questions that were put to them with what they answered, each to be changed."""
    asked, number = way(questionnaire.definition, sheet), questionnaire.id
    page = Page.of(len(asked), wanted, REVIEWED)
    first = page.number * REVIEWED
    here = list(enumerate(asked, 1))[first : first + REVIEWED]
    text = paragraphs(
        lines(t("questionnaires.review_title"), page_line(t, page)),
        lines(
            *(
                t(
                    "questionnaires.review_line",
                    place=place,
                    question=cut(one.name(t.language), REVIEW_ROOM),
                    answer=cut(answer(t, one, sheet) or t.plain("questionnaires.skipped"), REVIEW_ROOM),
                )
                for place, one in here
            )
        ),
    )
    rows: Rows = (
        *(
            (Button(shorten(f"{place}. {one.name(t.language)}"), buttons.Change(number, one.id)),)
            for place, one in here
        ),
        *pager(t, page, lambda at: buttons.Review(number, at)),
        (Button(t.plain("questionnaires.to_the_end"), buttons.ToTheEnd(number)),),
        form_row(t),
    )
    return Screen(text, rows)
