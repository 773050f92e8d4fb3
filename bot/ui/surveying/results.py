"""Results for staff: a question a page, by groups, over time, and what people wrote."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.personal_data import MASK
from bot.domain.proposals import Proposal
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Definition, Question, QuestionType
from bot.domain.reported import Point, Written
from bot.domain.results import Results, Split
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.services.questionnaires.texts import Texts
from bot.ui.desks import GoAnswering, GoQuestionnaireDesk
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying.desk import heading
from bot.ui.surveying.words import (
    OPTION_ROOM,
    QUESTION_ROOM,
    TITLE_ROOM,
    answer,
    few,
    percent,
    shares,
    signed,
    summary,
    totals,
)

TEXT_ROOM = 600
GROUP_ROOM = 3000


def results(t: Translator, one: Questionnaire, definition: Definition, found: Results, wanted: int) -> Screen:
    """`definition` holds the questions of all versions."""
    if found.few:
        return Screen(paragraphs(heading(t, one), few(t, found)), (back_row(t, GoQuestionnaireDesk(one.id)),))
    page = Page.of(len(definition.questions), wanted, 1)
    asked = definition.questions[page.number]
    text = paragraphs(
        lines(heading(t, one), totals(t, found)),
        lines(
            t("surveying.progress", place=page.number + 1, of=page.pages),
            Markup("<b>{}</b>").format(cut(asked.name(t.language), QUESTION_ROOM)),
        ),
        *_told(t, asked, found),
    )
    rows: Rows = (
        *_ways(t, one, asked, found),
        *pager(t, page, lambda at: buttons.ShowResults(one.id, at)),
        back_row(t, GoQuestionnaireDesk(one.id)),
    )
    return Screen(text, rows)


def _told(t: Translator, asked: Question, found: Results) -> Sequence[Markup | None]:
    if asked.type is QuestionType.text:
        count = found.texts.get(asked.id, 0)
        return (t.n("surveying.written", count) if count else t("surveying.nothing_written", k=found.k),)
    tally = found.of(asked.id)
    if tally is None:
        return (t("surveying.hidden", k=found.k),)
    return (shares(t, asked, tally), summary(t, tally))


def _ways(t: Translator, one: Questionnaire, asked: Question, found: Results) -> Rows:
    if asked.type is QuestionType.text:
        if not found.texts.get(asked.id):
            return ()
        return ((Button(t.plain("surveying.read_texts"), buttons.ShowTexts(one.id, asked.id, 0)),),)
    if found.of(asked.id) is None:
        return ()
    picture = Button(t.plain("surveying.picture"), buttons.GetResults(one.id, f"chart-{asked.id}"))
    split = bool(found.splits) and not asked.background
    groups = (Button(t.plain("surveying.groups"), buttons.ShowGroups(one.id, asked.id, 0)),) if split else ()
    return ((picture, *groups),)


def groups(
    t: Translator, one: Questionnaire, definition: Definition, found: Results, asked: Question, place: int
) -> Screen:
    """The answers to a question in each group that may be shown."""
    splits = [split for split in found.splits if split.by != asked.id]
    page = Page.of(len(splits), place, 1)
    back = _page_of(definition, asked)
    if not splits:
        return Screen(t("surveying.no_groups", k=found.k), (back_row(t, buttons.ShowResults(one.id, back)),))
    split = splits[page.number]
    by = definition.question(split.by)
    parts = [] if by is None else _groups(t, asked, by, split)
    text = paragraphs(
        Markup("<b>{}</b>").format(cut(asked.name(t.language), QUESTION_ROOM)),
        None if by is None else t("surveying.by", question=cut(by.name(t.language), OPTION_ROOM)),
        *(parts or [t("surveying.no_groups", k=found.k)]),
        t("surveying.groups_rule", k=found.k),
    )
    rows: Rows = (
        *pager(t, page, lambda at: buttons.ShowGroups(one.id, asked.id, at)),
        back_row(t, buttons.ShowResults(one.id, back)),
    )
    return Screen(text, rows)


def _groups(t: Translator, asked: Question, by: Question, split: Split) -> list[Markup]:
    """As many as fit; each says how many it is of."""
    parts: list[Markup] = []
    room = GROUP_ROOM
    for code, tallies in split.groups.items():
        for tally in tallies:
            if tally.question != asked.id:
                continue
            name = Markup("<b>{}</b>").format(cut(answer(t, by, code), OPTION_ROOM))
            part = lines(name, shares(t, asked, tally), summary(t, tally))
            room -= len(part)
            if room > 0:
                parts.append(part)
    return parts


def _page_of(definition: Definition, asked: Question) -> int:
    return next((place for place, one in enumerate(definition.questions) if one.id == asked.id), 0)


def trend(t: Translator, one: Questionnaire, points: Sequence[Point], k: int) -> Screen:
    """Questionnaires of the same template beside each other; the picture says the same."""
    said = [
        t(
            "surveying.trend_line",
            date=t.short_date(point.on),
            title=cut(point.title, 60),
            n=point.ballots,
            satisfied="—" if point.satisfied is None else percent(t, point.satisfied),
            nps="—" if point.nps is None else signed(point.nps),
        )
        for point in points
    ]
    rows: Rows = (
        (Button(t.plain("surveying.picture"), buttons.GetResults(one.id, "trend")),),
        back_row(t, GoQuestionnaireDesk(one.id)),
    )
    return Screen(paragraphs(t("surveying.trend_title"), lines(*said), t("surveying.trend_rule", k=k)), rows)


# -- what was written --------------------------------------------------------------------------------------------------


def texts(t: Translator, found: Texts, back: int) -> Screen:
    """`back` is the page of the question among the results."""
    number = found.questionnaire.id
    text = paragraphs(
        lines(Markup("<b>{}</b>").format(cut(found.question.name(t.language), TITLE_ROOM)), page_line(t, found.page)),
        *(_text(t, place, one) for place, one in enumerate(found.items, 1)),
    )
    rows: Rows = (
        *(
            (Button(t.plain("surveying.make_proposal", place=place), buttons.AskProposal(number, one.id)),)
            for place, one in enumerate(found.items, 1)
            if one.receipt_no is None
        ),
        *pager(t, found.page, lambda at: buttons.ShowTexts(number, found.question.id, at)),
        back_row(t, buttons.ShowResults(number, back)),
    )
    return Screen(text, rows)


def _text(t: Translator, place: int, one: Written) -> Markup:
    return lines(
        t("surveying.text", place=place, text=cut(one.text, TEXT_ROOM)),
        t("surveying.masked") if MASK in one.text else None,
        t("surveying.became", number=one.receipt_no) if one.receipt_no else None,
    )


def ask_proposal(t: Translator, number: int, one: Written) -> Screen:
    rows: Rows = (
        (Button(t.plain("surveying.yes_proposal"), buttons.MakeProposal(number, one.id)),),
        back_row(t, buttons.ShowResults(number, 0)),
    )
    text = paragraphs(t("surveying.ask_proposal"), Markup("<blockquote>{}</blockquote>").format(cut(one.text, 2000)))
    return Screen(text, rows)


def made_proposal(t: Translator, number: int, proposal: Proposal) -> Screen:
    rows: Rows = (
        (Button(shorten(f"№ {proposal.receipt_no}"), GoAnswering(proposal.id)),),
        back_row(t, buttons.ShowResults(number, 0)),
    )
    return Screen(t("surveying.proposal_made", number=proposal.receipt_no), rows)
