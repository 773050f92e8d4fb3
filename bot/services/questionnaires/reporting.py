"""What a closed questionnaire came to, for who works on it and for files; and the list of what grew out of it.

Everything here is read off the results as they were counted once, so that no two looks differ.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.calendar import town_date
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import QuestionnaireId
from bot.domain.personal_data import PersonalData, mask
from bot.domain.questionnaires import Questionnaire, Recorded
from bot.domain.questions import Definition
from bot.domain.reported import Point, Reported, Written, with_all_questions
from bot.domain.results import Results
from bot.domain.staff import Action
from bot.domain.town import OFFICIAL
from bot.services.turn import Turn
from storage import forums, proposals, reports, town
from storage import questionnaires as stored
from storage.engine import Transaction
from storage.files import StoredFile
from storage.questionnaires import Counted

TABLES = ("xlsx", "csv", "json")
"""Formats for staff: all that may be shown, and what was written."""
PICTURE, PICTURES = "chart", "chart-"
"""For everybody: all questions at a glance, and with its id each alone."""
TREND = "trend"
COMPARED = 12
"""Questionnaires beside each other, the newest."""
TEXTS_AT_MOST = 10_000


class TooFewAnswers(DomainError):
    """Fewer than `k` answered: there is nothing to be shown."""

    def __init__(self, *, k: int) -> None:
        super().__init__(k=k)


# -- reading -----------------------------------------------------------------------------------------------------------


async def results_of(tx: Transaction, number: int) -> tuple[Questionnaire, Results]:
    """Raises NotFound before its answers were counted."""
    questionnaire = await stored.get(tx, QuestionnaireId(number))
    found = await stored.results(tx, questionnaire.id) if questionnaire.recorded is Recorded.counted else None
    if found is None:
        raise NotFound(what="results")
    return questionnaire, found


async def for_staff(turn: Turn, number: int) -> tuple[Questionnaire, Definition, Results]:
    """With what every version asked. Raises NotAllowed, and NotFound before its answers were counted."""
    turn.require(Action.questionnaire_manage)
    questionnaire, results = await results_of(turn.tx, number)
    versions = await stored.versions(turn.tx, questionnaire.id)
    return questionnaire, with_all_questions(questionnaire.definition, versions, results), results


async def reported(tx: Transaction, number: int, *, zone: ZoneInfo, with_texts: bool) -> Reported:
    """All that a file may tell. Raises NotFound before its answers were counted."""
    questionnaire, results = await results_of(tx, number)
    deciding = next((one for one in await town.organisations(tx) if one.may_decide), None)
    forum = questionnaire.audience.forum
    known = {} if forum is None else await forums.by_ids(tx, [forum])
    versions = await stored.versions(tx, questionnaire.id)
    closes_at = questionnaire.closes_at
    assert closes_at is not None  # it was counted
    return Reported(
        number=questionnaire.id,
        definition=with_all_questions(questionnaire.definition, versions, results),
        results=results,
        organisation={OFFICIAL: ""} if deciding is None else dict(deciding.names),
        about=known[forum].title if forum in known else None,
        closed_on=town_date(closes_at, zone),
        anonymous=questionnaire.anonymous,
        texts={one: await _all_texts(tx, questionnaire, one) for one in results.texts} if with_texts else {},
        trend=tuple(await trend(tx, questionnaire, zone=zone)),
        made_at=closes_at,
    )


async def trend(tx: Transaction, questionnaire: Questionnaire, *, zone: ZoneInfo) -> Sequence[Point]:
    """It and those of the same template that were counted, in the order of time; nothing for what has no template."""
    if questionnaire.template is None:
        return []
    found = await stored.of_template(tx, questionnaire.template, limit=COMPARED)
    return [_point(one, zone) for one in found]


def _point(one: Counted, zone: ZoneInfo) -> Point:
    title = one.forum or one.questionnaire.title(OFFICIAL)
    return Point.of(one.questionnaire.id, title, town_date(one.about_at, zone), one.results)


async def _all_texts(tx: Transaction, questionnaire: Questionnaire, question: str) -> tuple[Written, ...]:
    found = await stored.texts(tx, questionnaire.id, question, limit=TEXTS_AT_MOST, offset=0)
    return tuple(await written(tx, found))


async def written(tx: Transaction, found: Sequence[stored.Text]) -> list[Written]:
    """As they may be read, in the order of chance in which they lie."""
    made = await proposals.by_ids(tx, {one.proposal for one in found if one.proposal is not None})
    numbers = {number: one.receipt_no for number, one in made.items()}
    return [
        Written(
            id=one.id,
            text=mask(one.text, frozenset(PersonalData)),
            receipt_no=None if one.proposal is None else numbers.get(one.proposal),
        )
        for one in found
    ]


# -- files -------------------------------------------------------------------------------------------------------------


def for_everybody(format: str) -> bool:
    return format == PICTURE or format.startswith(PICTURES)


async def ready(turn: Turn, number: int, format: str, language: str) -> StoredFile | None:
    """A picture that was made before, to be sent at once."""
    return await stored.made(turn.tx, QuestionnaireId(number), format=format, language=language)


async def ask(turn: Turn, number: int, format: str, language: str, *, chat_id: int, message_id: int | None) -> None:
    """Let a file be made for this chat: a picture for anybody, a table for who may read the answers.

    Raises NotFound for what was not counted and for an unknown format, TooFewAnswers for a picture of nothing,
    NotAllowed.
    """
    questionnaire, results = await results_of(turn.tx, number)
    if for_everybody(format):
        if results.few or not _has_picture(questionnaire, results, format):
            raise TooFewAnswers(k=results.k)
    elif format in (*TABLES, TREND):
        turn.require(Action.questionnaire_manage)
        turn.audit("questionnaire.results_read", subject=f"questionnaire:{questionnaire.id}", format=format)
    else:
        raise NotFound(what="file")
    await reports.ask(
        turn.tx,
        "questionnaire",
        questionnaire=questionnaire.id,
        format=format,
        language=language,
        chat_id=chat_id,
        message_id=message_id,
        now=turn.now,
    )


def _has_picture(questionnaire: Questionnaire, results: Results, format: str) -> bool:
    """Raises NotFound for a question that was never asked."""
    if format == PICTURE:
        return bool(results.tallies)
    wanted = format.removeprefix(PICTURES)
    if results.of(wanted) is None and questionnaire.definition.question(wanted) is None:
        raise NotFound(what="file")
    return results.of(wanted) is not None
