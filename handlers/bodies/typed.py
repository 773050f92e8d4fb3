"""How what is typed in the forms about bodies is read: by question, to what the draft keeps."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.domain import bodies as rules
from bot.domain.bodies import (
    read_quorum,
    typed_line,
    typed_motivation,
    typed_name,
    typed_person,
    typed_reason,
    typed_text,
)
from bot.domain.body_votes import read_options, typed_question
from bot.domain.meetings import (
    DECISION_AT_LEAST,
    DECISION_AT_MOST,
    ITEM_AT_LEAST,
    ITEM_AT_MOST,
    read_agenda,
    read_count,
)
from bot.domain.typed import read_day, read_moment, typed_place
from bot.domain.wording import clean_address
from bot.services.answering import DayGone
from bot.services.bodies import voting
from bot.services.turn import Turn
from handlers.bodies.asking import Reader


def _moment(text: str, turn: Turn) -> str:
    """By the town's clock; kept as an instant of UTC."""
    return read_moment(text, today=turn.today, zone=turn.town.zone).astimezone(UTC).isoformat()


def _closing(text: str, turn: Turn) -> str:
    moment = _moment(text, turn)
    voting.require_later(turn, datetime.fromisoformat(moment))
    return moment


def _last_day(text: str, turn: Turn) -> str:
    day = read_day(text, today=turn.today, ahead=True, zone=turn.town.zone)
    if day < turn.today:
        raise DayGone(day=day)
    return day.isoformat()


MY_READERS: Mapping[str, Reader] = {
    "name": lambda text, turn: typed_person(text),
    "organisation": lambda text, turn: typed_line(text),
    "motivation": lambda text, turn: typed_motivation(text),
    "why": lambda text, turn: typed_reason(text),
    "item": lambda text, turn: typed_line(text, at_least=ITEM_AT_LEAST, at_most=ITEM_AT_MOST),
}
WORK_READERS: Mapping[str, Reader] = {
    "title": lambda text, turn: typed_name(text),
    "role": lambda text, turn: typed_text(text, at_most=rules.ROLE_AT_MOST),
    "founding": lambda text, turn: typed_line(text),
    "rules": lambda text, turn: typed_text(text, at_most=rules.RULES_AT_MOST),
    "quorum": lambda text, turn: read_quorum(text),
    "quota": lambda text, turn: typed_line(text),
    "from": lambda text, turn: typed_line(text),
    "holder": lambda text, turn: typed_person(text),
    "call": lambda text, turn: typed_text(text, at_least=rules.CALL_AT_LEAST, at_most=rules.CALL_AT_MOST),
    "until": _last_day,
    "accept": lambda text, turn: typed_reason(text),
    "decline": lambda text, turn: typed_reason(text),
    "when": _moment,
    "where": lambda text, turn: typed_place(text),
    "link": lambda text, turn: clean_address(text),
    "agenda": lambda text, turn: read_agenda(text),
    "off": lambda text, turn: typed_reason(text),
    "decision": lambda text, turn: typed_text(text, at_least=DECISION_AT_LEAST, at_most=DECISION_AT_MOST),
    "count": lambda text, turn: read_count(text),
    "question": lambda text, turn: typed_question(text),
    "options": lambda text, turn: read_options(text),
    "closes": _closing,
}
