"""Questions, answers and results in words."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import SCALES, Measure, Question, QuestionType, scale_value
from bot.domain.results import Results, Tally
from bot.i18n import Translator, mark
from bot.ui.fitting import cut
from bot.ui.screen import lines

TITLE_ROOM, QUESTION_ROOM, OPTION_ROOM = 150, 400, 120
"""UTF-16 units."""
CELLS = 10
"""Of a bar: ten percent each."""

TYPES = {
    QuestionType.single: mark("surveying.type_single"),
    QuestionType.multi: mark("surveying.type_multi"),
    QuestionType.scale5: mark("surveying.type_scale5"),
    QuestionType.scale11: mark("surveying.type_scale11"),
    QuestionType.yesno: mark("surveying.type_yesno"),
    QuestionType.text: mark("surveying.type_text"),
}


def answer(t: Translator, question: Question, code: str) -> str:
    """One possible answer to a closed question."""
    if question.type in SCALES:
        return str(scale_value(code))
    if question.type is QuestionType.yesno:
        return t.plain("results.yes") if code == "y" else t.plain("results.no")
    return next((one.name(t.language) for one in question.options if one.id == code), code)


def condition(t: Translator, one: Questionnaire, asked: Question) -> Markup | None:
    """When it is put to somebody."""
    told = asked.condition
    earlier = None if told is None else one.definition.question(told.question)
    if told is None or earlier is None:
        return None
    answers = "; ".join(answer(t, earlier, code) for code in told.values)
    return t(
        "surveying.shown_if", question=cut(earlier.name(t.language), OPTION_ROOM), answers=cut(answers, QUESTION_ROOM)
    )


def percent(t: Translator, share: int) -> str:
    """Turkish puts the sign before the number."""
    return f"%{share}" if t.language == "tr" else f"{share}%"


def signed(value: int) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"


def bar(share: int) -> str:
    """A share of a hundred in ten squares; something is never drawn as nothing."""
    full = max((share + 5) // CELLS, 1 if share else 0)
    return "▰" * full + "▱" * (CELLS - full)


def shares(t: Translator, question: Question, tally: Tally) -> Markup:
    """A bar, a count and a percent for each answer."""
    return lines(
        *(
            t(
                "surveying.share",
                bar=bar(tally.share(code) or 0),
                answer=cut(answer(t, question, code), OPTION_ROOM),
                count=tally.count(code),
                share=percent(t, tally.share(code) or 0),
            )
            for code in question.codes
        )
    )


def summary(t: Translator, tally: Tally) -> Markup:
    """Mean, what is measured, and of how many."""
    mean = None if tally.mean is None else str(tally.mean)
    return lines(
        None if mean is None else t("surveying.mean", mean=mean if t.language == "en" else mean.replace(".", ",")),
        satisfied(t, tally),
        nps(t, tally),
        t("surveying.valid", n=tally.valid, unsure=tally.unsure, skipped=tally.skipped),
    )


def satisfied(t: Translator, tally: Tally | None) -> Markup | None:
    if tally is None or tally.measure is not Measure.satisfaction or tally.satisfied is None:
        return None
    return t("surveying.satisfied", share=percent(t, tally.satisfied), n=tally.valid)


def nps(t: Translator, tally: Tally | None) -> Markup | None:
    if tally is None or tally.nps is None:
        return None
    return t("surveying.nps", nps=signed(tally.nps), n=tally.valid)


def few(t: Translator, results: Results) -> Markup:
    return t("surveying.few", k=results.k)


def totals(t: Translator, results: Results) -> Markup:
    """How many were asked and answered, and what is measured of them, never without n."""
    invited = results.invited
    rate = None if not invited else min(100, (200 * results.ballots + invited) // (2 * invited))
    return lines(
        t.n("surveying.answered", results.ballots),
        None if rate is None else t.n("surveying.of_invited", invited or 0, share=percent(t, rate)),
        satisfied(t, results.measured(Measure.satisfaction)),
        nps(t, results.measured(Measure.nps)),
    )
