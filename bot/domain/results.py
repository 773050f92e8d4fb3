"""What answers come to: shares, means, satisfaction and NPS, and never what so few people said that they are known.

Counted once, when a questionnaire has closed: two looks at different times show the same, so that nobody can tell from
the difference what the last one answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict

from bot.domain.ballots import NOT_ASKED, SKIPPED, UNSURE, columns
from bot.domain.questions import SCALES, Definition, Measure, Question, QuestionType, scale_value

SATISFIED = ("4", "5")
PROMOTERS = ("9", "t")
DETRACTORS = tuple("0123456")

Counts = dict[str, Counter[str]]
"""By question: how many gave each code, any value at all (_VALID), UNSURE, SKIPPED, NOT_ASKED."""
Lots = Sequence[tuple[Definition, Sequence[str]]]
"""Filed sheets, those of a version together."""
_VALID = "="


class Tally(BaseModel):
    """How often each answer to a question was given, by its code; of a `multi` how many chose each option.

    `valid` are those who gave a value, which is what shares are of; UNSURE is no value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    type: QuestionType
    measure: Measure | None = None
    counts: Mapping[str, int] = {}
    valid: int = 0
    unsure: int = 0
    skipped: int = 0

    @property
    def answered(self) -> int:
        return self.valid + self.unsure

    @property
    def asked(self) -> int:
        return self.answered + self.skipped

    def count(self, *codes: str) -> int:
        return sum(self.counts.get(code, 0) for code in codes)

    def share(self, *codes: str) -> int | None:
        """Percent of the valid answers, rounded half up; None where there are none."""
        return percent(self.count(*codes), self.valid) if self.valid else None

    @property
    def mean(self) -> Decimal | None:
        """Of a scale, to one decimal."""
        if self.type not in SCALES or not self.valid:
            return None
        total = sum(scale_value(code) * count for code, count in self.counts.items())
        return (Decimal(total) / self.valid).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def satisfied(self) -> int | None:
        """Percent who chose 4 or 5 of five."""
        return self.share(*SATISFIED) if self.type is QuestionType.scale5 else None

    @property
    def nps(self) -> int | None:
        """Percent of promoters (9–10) less percent of detractors (0–6), rounded half away from zero."""
        if self.measure is not Measure.nps or self.type is not QuestionType.scale11 or not self.valid:
            return None
        more = self.count(*PROMOTERS) - self.count(*DETRACTORS)
        return percent(more, self.valid) if more >= 0 else -percent(-more, self.valid)


class Split(BaseModel):
    """Answers by what people said they are: for each group that may be shown its tallies, by the group's code. Never by
    a question with several answers, whose groups overlap so that the rest of each could be had.

    A question is missing from a group where it is hidden there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    groups: Mapping[str, tuple[Tally, ...]]


class Results(BaseModel):
    """`ballots` is how many answered, `invited` how many were asked to, where that is known.

    With fewer than `k` ballots there is nothing else. A question answered by fewer is left out. `texts` is how many
    wrote something, by question, where the words may be read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ballots: int
    k: int
    invited: int | None = None
    tallies: tuple[Tally, ...] = ()
    splits: tuple[Split, ...] = ()
    texts: Mapping[str, int] = {}

    @property
    def few(self) -> bool:
        return self.ballots < self.k

    def of(self, question: str) -> Tally | None:
        return next((one for one in self.tallies if one.question == question), None)

    def measured(self, measure: Measure) -> Tally | None:
        """The tally of the question that measures this, the first of several."""
        return next((one for one in self.tallies if one.measure is measure), None)


def counted(
    definition: Definition,
    sheets: Lots,
    *,
    k: int,
    texts: Mapping[str, int],
    invited: int | None = None,
) -> Results:
    """Filed sheets, each lot with the version that it answers; `definition` is the newest.

    Answers to a question count together in whatever version they were given; of one that is gone they count as well.
    """
    total = sum(len(lot) for _, lot in sheets)
    if total < k:
        return Results(ballots=total, k=k, invited=invited)
    questions = _all_questions(definition, sheets)
    counts = _together(_count(version, lot) for version, lot in sheets)
    tallies = [_tally(question, counts) for question in questions]
    return Results(
        ballots=total,
        k=k,
        invited=invited,
        tallies=tuple(one for one in tallies if one.type is not QuestionType.text and one.answered >= k),
        splits=tuple(_split(by, questions, sheets, k) for by in questions if by.background and _has_groups(by)),
        texts={
            one.question: texts[one.question]
            for one in tallies
            if one.type is QuestionType.text and one.asked >= k and texts.get(one.question)
        },
    )


def hidden(sizes: Mapping[str, int], k: int) -> frozenset[str]:
    """Groups that are not shown: those smaller than `k`, and the next smallest until together they are not (K5).

    Otherwise the one hidden group could be had by taking the shown ones from the whole. An empty group hides nothing.
    """
    groups = sorted((size, name) for name, size in sizes.items() if size > 0)
    found: set[str] = set()
    together = 0
    for size, name in groups:
        if size >= k and (not found or together >= k):
            break
        found.add(name)
        together += size
    return frozenset(found)


def percent(part: int, whole: int) -> int:
    """Rounded half up, in whole numbers so that no half is lost."""
    return (200 * part + whole) // (2 * whole)


# -- counting ------------------------------------------------------------------------------------------------------


def _all_questions(definition: Definition, sheets: Lots) -> list[Question]:
    found = {one.id: one for version, _ in sheets for one in version.questions}
    newest = {one.id: one for one in definition.questions}
    return [*newest.values(), *(one for id, one in found.items() if id not in newest)]


def _count(definition: Definition, lot: Sequence[str]) -> Counts:
    found: Counts = {}
    by_question = columns(definition, lot)
    for question in definition.questions:
        filed = by_question[question.id]
        counts = Counter({code: filed[0].count(code) for code in (UNSURE, SKIPPED, NOT_ASKED)})
        for place, code in enumerate(question.codes):
            of_code = filed[place] if question.type is QuestionType.multi else filed[0]
            counts[code] = of_code.count(code)
        counts[_VALID] = len(lot) - counts[UNSURE] - counts[SKIPPED] - counts[NOT_ASKED]
        found[question.id] = counts
    return found


def _together(lots: Iterable[Counts]) -> Counts:
    found: Counts = {}
    for counts in lots:
        for question, count in counts.items():
            found.setdefault(question, Counter()).update(count)
    return found


def _tally(question: Question, counts: Counts) -> Tally:
    count = counts.get(question.id, Counter())
    return Tally(
        question=question.id,
        type=question.type,
        measure=question.measure,
        counts={code: count[code] for code in question.codes},
        valid=count[_VALID],
        unsure=count[UNSURE],
        skipped=count[SKIPPED],
    )


def _has_groups(by: Question) -> bool:
    return by.type not in (QuestionType.multi, QuestionType.text)


def _split(by: Question, questions: Sequence[Question], sheets: Lots, k: int) -> Split:
    """Who gave no answer to `by` is a group as well, for what can be told from the rest; it is not shown.

    Of what people are nothing is shown by what else they are: it would tell which groups lie within another, and so
    what those say who are in the one and not in the other.
    """
    groups: dict[str, Counts] = {}
    for code in (*by.codes, UNSURE, SKIPPED, NOT_ASKED):
        lots = [(version, _who_said(version, lot, by, code)) for version, lot in sheets]
        groups[code] = _together([_count(version, lot) for version, lot in lots if lot])
    shown: dict[str, list[Tally]] = {code: [] for code in by.codes}
    for question in questions:
        if question.background or question.type is QuestionType.text:
            continue
        tallies = {code: _tally(question, counts) for code, counts in groups.items()}
        not_shown = hidden({code: one.answered for code, one in tallies.items()}, k)
        for code in by.codes:
            if code not in not_shown and tallies[code].answered:
                shown[code].append(tallies[code])
    return Split(by=by.id, groups={code: tuple(found) for code, found in shown.items() if found})


def _who_said(definition: Definition, lot: Sequence[str], by: Question, code: str) -> list[str]:
    place = 0
    for question in definition.questions:
        if question.id == by.id:
            return [sheet for sheet in lot if sheet[place] == code]
        place += len(question.options) if question.type is QuestionType.multi else 1
    return list(lot) if code == NOT_ASKED else []
