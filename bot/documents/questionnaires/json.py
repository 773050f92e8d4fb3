"""Results as open data. The keys are described in docs/questionnaires.md and never change their meaning."""

from typing import Any

import orjson

from bot.documents.questionnaires.words import answer, rate
from bot.documents.spravka.json import LICENCE
from bot.domain.questions import Question, QuestionType
from bot.domain.reported import Reported
from bot.domain.results import Tally
from bot.domain.spravka import in_language
from bot.i18n import Translator

FORMAT, VERSION = "prestige.questionnaire", 1


def make(reported: Reported, format: str, t: Translator) -> bytes:
    return orjson.dumps(content(reported, t), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def content(reported: Reported, t: Translator) -> dict[str, Any]:
    """Codes and dates (ISO 8601) are the same in every language; names are in the language asked for."""
    results, language = reported.results, t.language
    return {
        "format": FORMAT,
        "version": VERSION,
        "licence": LICENCE,
        "attribution": in_language(reported.organisation, language),
        "language": language,
        "questionnaire": reported.number,
        "title": reported.definition.title(language),
        "about": reported.about,
        "closed_on": reported.closed_on,
        "anonymous": reported.anonymous,
        "smallest_group": results.k,
        "invited": results.invited,
        "answered": results.ballots,
        "response_percent": rate(reported),
        "few": results.few,
        "questions": [_question(one, reported, t) for one in reported.definition.questions],
        "groups": [
            {
                "by": split.by,
                "code": code,
                "name": _name(reported, split.by, code, t),
                "results": [_tally(one) for one in found],
            }
            for split in results.splits
            for code, found in split.groups.items()
        ],
        "before": [point.model_dump(mode="json") for point in reported.trend],
    }


def _question(question: Question, reported: Reported, t: Translator) -> dict[str, Any]:
    tally = reported.results.of(question.id)
    return {
        "id": question.id,
        "question": question.name(t.language),
        "type": question.type.value,
        "measures": None if question.measure is None else question.measure.value,
        "purpose": question.purpose,
        "origin": question.origin,
        "background": question.background,
        "answers": [{"code": code, "name": answer(t, question, code)} for code in question.codes],
        "result": None if tally is None else _tally(tally),
        "texts": [{"text": one.text, "receipt_no": one.receipt_no} for one in reported.texts.get(question.id, ())]
        if question.type is QuestionType.text
        else None,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "question": tally.question,
        "counts": dict(tally.counts),
        "percent": {code: tally.share(code) for code in tally.counts},
        "valid": tally.valid,
        "unsure": tally.unsure,
        "skipped": tally.skipped,
        "mean": None if tally.mean is None else float(tally.mean),
        "satisfied_percent": tally.satisfied,
        "nps": tally.nps,
    }


def _name(reported: Reported, by: str, code: str, t: Translator) -> str | None:
    question = reported.definition.question(by)
    return None if question is None else answer(t, question, code)
