"""Results as rows: one for every possible answer, of everybody and of each group that may be shown."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.documents.questionnaires.words import TYPES, answer, bars, day, heads
from bot.domain.questions import Question
from bot.domain.reported import Reported
from bot.domain.results import Tally
from bot.domain.spravka import in_language
from bot.i18n import Translator, mark

COLUMNS = (
    mark("results.column_group"),
    mark("results.column_place"),
    mark("results.column_question"),
    mark("results.column_type"),
    mark("results.column_answer"),
    mark("results.column_count"),
    mark("results.column_share"),
    mark("results.column_valid"),
    mark("results.column_unsure"),
    mark("results.column_skipped"),
    mark("results.column_mean"),
    mark("results.column_satisfied"),
    mark("results.column_nps"),
)
WIDTHS = (26, 6, 60, 18, 34, 9, 9, 9, 12, 12, 9, 12, 9)
"""Characters."""
TEXT_COLUMNS = (mark("results.column_question"), mark("results.column_text"), mark("results.column_receipt"))
TEXT_WIDTHS = (50, 90, 16)
RULES = (mark("results.rule_satisfied"), mark("results.rule_nps"), mark("results.rule_unsure"))

Cell = str | int | float | None
Row = tuple[Cell, ...]


class Sheet(NamedTuple):
    name: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


def results(t: Translator, reported: Reported) -> Sheet:
    """Of everybody."""
    return _sheet(t, t.plain("results.sheet_results"), tuple(_all(t, reported)))


def splits(t: Translator, reported: Reported) -> Sheet:
    """Of each group that is large enough."""
    return _sheet(t, t.plain("results.sheet_groups"), tuple(_groups(t, reported)))


def texts(t: Translator, reported: Reported) -> Sheet:
    """What was written, in the order of chance."""
    rows = tuple(
        (question.name(t.language), one.text, one.receipt_no)
        for question in reported.definition.questions
        for one in reported.texts.get(question.id, ())
    )
    columns = tuple(t.plain(words) for words in TEXT_COLUMNS)
    return Sheet(t.plain("results.sheet_texts"), columns, TEXT_WIDTHS, rows)


def facts(t: Translator, reported: Reported) -> list[tuple[str, str]]:
    """What stands about all of it, with the rules by which it was counted."""
    found = [(reported.definition.title(t.language), "")]
    if reported.about:
        found.append((t.plain("results.fact_about"), reported.about))
    found += [
        (t.plain("results.fact_organisation"), in_language(reported.organisation, t.language)),
        (t.plain("results.fact_closed_on"), day(reported)),
        *heads(t, reported),
    ]
    k = reported.results.k
    found.append((t.plain("results.few", k=k) if reported.results.few else t.plain("results.rule_few", k=k), ""))
    found += [(t.plain(rule), "") for rule in RULES]
    return found


def _sheet(t: Translator, name: str, rows: tuple[Row, ...]) -> Sheet:
    return Sheet(name, tuple(t.plain(words) for words in COLUMNS), WIDTHS, rows)


def _all(t: Translator, reported: Reported) -> Iterator[Row]:
    for place, question in enumerate(reported.definition.questions, 1):
        if not question.codes or reported.results.few:
            continue
        tally = reported.results.of(question.id)
        if tally is None:
            hidden = t.plain("results.hidden", k=reported.results.k)
            yield (None, place, question.name(t.language), t.plain(TYPES[question.type]), hidden, *(None,) * 8)
        else:
            yield from _rows(t, place, question, tally, None)


def _groups(t: Translator, reported: Reported) -> Iterator[Row]:
    places = {one.id: place for place, one in enumerate(reported.definition.questions, 1)}
    for split in reported.results.splits:
        by = reported.definition.question(split.by)
        if by is None:
            continue
        for code, tallies in split.groups.items():
            group = f"{by.name(t.language)}: {answer(t, by, code)}"
            for tally in tallies:
                question = reported.definition.question(tally.question)
                if question is not None:
                    yield from _rows(t, places[question.id], question, tally, group)


def _rows(t: Translator, place: int, question: Question, tally: Tally, group: str | None) -> Iterator[Row]:
    for bar in bars(t, question, tally):
        yield (
            group,
            place,
            question.name(t.language),
            t.plain(TYPES[question.type]),
            bar.answer,
            bar.count,
            bar.share,
            tally.valid,
            tally.unsure,
            tally.skipped,
            None if tally.mean is None else float(tally.mean),
            tally.satisfied,
            tally.nps,
        )
